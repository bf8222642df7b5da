"""Everything the list of silent customers and the page to decide on one show (UX J10)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foothold.actions.greeting import greeting
from foothold.core.calendar_days import add_business_days
from foothold.core.gone_dark import Advised
from foothold.core.touches import How
from foothold.records.calendars import Calendars
from foothold.records.closing import to_close
from foothold.records.models import Membership, Opportunity
from foothold.records.own_name import own_name
from foothold.records.silences import DealSilence
from foothold.records.silent_deals import (
    SilentDeal,
    letting_go_of,
    named_silent,
    people_elsewhere,
    silent_deals,
    to_look_at_again,
    told_of_silence,
)
from foothold.web import silent_words as words
from foothold.web.close_page import address_of_close, slot_lines
from foothold.web.mail_drafts import mail_draft

TWO = 2
"""Dates that are offered."""


@dataclass(frozen=True, slots=True)
class SilentLine:
    """One line of the list: our own lateness first, then how long they are silent."""

    deal: Opportunity
    owed: str
    silent: str
    sign: str
    dark: bool


@dataclass(frozen=True, slots=True)
class ToAsk:
    """Somebody else there, and a mail draft to him."""

    name: str
    draft: str


def silent_page(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """The context of web/silent.html."""
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    lines = [_line(seat, each, now) for each in silent_deals(seat, now=now)]
    again = [
        {"deal": each.opportunity, "day": words.day_of(seat, each.let_go_at)} for each in to_look_at_again(seat, today)
    ]
    nobody = "" if lines else words.NOBODY[told_of_silence(seat, now=now)]
    return {"at_today": True, "lines": lines, "again": again, "both": words.BOTH, "nobody": nobody}


def silent_today(seat: Membership, *, now: datetime) -> list[tuple[Opportunity, str]]:
    """The deals Today names as silent, at most three."""
    return [(each.deal, words.waited(each.days, each.usual)) for each in named_silent(seat, now=now)]


def _line(seat: Membership, each: SilentDeal, now: datetime) -> SilentLine:
    return SilentLine(
        deal=each.deal,
        owed=owed_words(each.found),
        silent=words.silent_for(each.found),
        sign=words.last_sign(seat, each.found),
        dark=each.found.state == "dark",
    )


def owed_words(found: DealSilence) -> str:
    """We owe them the price since Fri 4 Sep, and what else."""
    if not found.owed:
        return ""
    first = found.owed[0]
    said = _("We owe them %(what)s since %(day)s") % {
        "what": first.what,
        "day": date_format(first.due_on, "D j M"),
    }
    more = len(found.owed) - 1
    return said + (_(", and %(n)d more") % {"n": more} if more else "") + "."


WAYS = ("call", "two_dates", "other", "let_go")
"""The ways on, in the order in which they stand where none is advised."""


def decide_page(seat: Membership, deal: Opportunity, found: DealSilence | None, *, now: datetime) -> dict[str, Any]:
    """The context of web/silent_deal.html: why, and three ways on. Nothing leaves from it."""
    gone = letting_go_of(deal)
    context: dict[str, Any] = {
        "at_today": True,
        "deal": deal,
        "found": found,
        "gone": gone,
        "both": words.BOTH,
        "today": now.astimezone(ZoneInfo(seat.workspace.tz)).date(),
        "is_closed": bool(deal.closure),
    }
    if found is None:
        return context | {"last_message": last_message(seat, deal, None, ()) if gone else ""}
    slots = _slots(seat, deal, now) if not deal.closure or gone else []
    wait_until = _wait_until(seat, deal, found, now)
    first = first_way(found)
    return context | {
        "owed": owed_words(found),
        "silent": words.silent_for(found),
        "usually": words.usually(found),
        "sign": words.last_sign(seat, found),
        "answers": words.answers(found),
        "touches": [
            {"day": words.day_of(seat, each.at), "how": words.TOUCHED[each.how]} for each in reversed(found.touches)
        ],
        "proposals": [_open_for(each.open_days(now)) for each in found.proposals],
        "absent": date_format(found.absent_until, "D j M") if found.absent_until else "",
        "weekly": found.weekly,
        "whom": found.people.get(found.whom) or found.whom,
        "advice": _advice(found),
        "wait_until": wait_until,
        "ways": [*filter(None, [first]), *(each for each in WAYS if each != first)],
        "urged": "" if wait_until else first,
        "call": _call(found),
        "close": address_of_close(account_id=deal.account.pk),
        "two_dates": two_dates(seat, deal, found, slots),
        "others": [
            ToAsk(name or address, ask_other(seat, deal, found, address, name, slots))
            for address, name in people_elsewhere(found)[:5]
        ],
        "last_message": last_message(seat, deal, found, slots),
    }


def _advice(found: DealSilence) -> str:
    """The act advised; where it is to ask somebody else and nobody else can be written to, how to find one."""
    if found.advice is None:
        return ""
    if found.advice.act is Advised.ANOTHER_PERSON and not people_elsewhere(found):
        return str(words.FIND_SOMEBODY)
    return str(words.ADVICE[found.advice.act])


def _wait_until(seat: Membership, deal: Opportunity, found: DealSilence, now: datetime) -> date | None:
    """The day of the customer's from which the act is advised; None where that has come (at most one touch in three
    working days)."""
    if found.advice is None or found.advice.in_days <= 0:
        return None
    days = Calendars(seat.workspace, now).of(deal.account_id)
    day = add_business_days(now, found.advice.in_days, days).astimezone(days.zone).date()
    return max(day, found.absent_until or day)


def first_way(found: DealSilence) -> str:
    """The way shown first is the one advised: two_dates, call, other, let_go; "" where none of them is."""
    if found.advice is None:
        return ""
    if found.advice.act is Advised.ONE_MESSAGE:
        return "call" if _call(found) else "two_dates"
    others = bool(people_elsewhere(found))
    ways = {Advised.ANOTHER_PERSON: "other" if others else "call", Advised.LAST_MESSAGE: "let_go"}
    return (ways | {Advised.LET_GO: "let_go"}).get(found.advice.act, "")


def _call(found: DealSilence) -> str:
    """Whom to call where mail was tried last: another way than the one they leave unanswered; "" else."""
    if not found.touches or found.touches[-1].how is How.CALL:
        return ""
    return found.people.get(found.whom) or _("them")


def _open_for(days: int) -> str:
    return ngettext("Proposal open %(n)d day.", "Proposal open %(n)d days.", days) % {"n": days}


def _slots(seat: Membership, deal: Opportunity, now: datetime) -> list[str]:
    """Two times free on our side, as they are said."""
    found = to_close(seat, None, deal.account, now=now)
    return [_("%(day)s at %(time)s") % {"day": each.day, "time": each.time} for each in slot_lines(found)[:TWO]]


def two_dates(seat: Membership, deal: Opportunity, found: DealSilence, slots: list[str]) -> str:
    """A mail draft with two dates as a question; "" where nobody can be written to."""
    if "@" not in found.whom or deal.account.demo:
        return ""
    lines = [greeting([found.people.get(found.whom, "")]), _asked(slots), own_name(seat.user, seat.workspace_id)]
    return mail_draft([found.whom], _("Two dates for us"), "\n\n".join(lines))


def ask_other(
    seat: Membership, deal: Opportunity, found: DealSilence, address: str, name: str, slots: list[str]
) -> str:
    """A mail draft to somebody else there, with a new reason to fill in and two dates."""
    silent = found.people.get(found.whom, "").split(" ")[0]
    why = _("%(name)s and I have not managed to speak.") % {"name": silent} if silent else ""
    asked = " ".join(part for part in (why, _asked(slots)) if part)
    lines = [greeting([name]), asked, own_name(seat.user, seat.workspace_id)]
    return mail_draft([address] if not deal.account.demo else [], _("A date for us"), "\n\n".join(lines))


def last_message(seat: Membership, deal: Opportunity, found: DealSilence | None, slots: Any) -> str:
    """The last message, with three answers: a slot, not now but back on a date, no."""
    whom = found.whom if found is not None and "@" in found.whom and not deal.account.demo else ""
    first = _("1. Yes: %(slots)s.") % {"slots": _or(slots)} if slots else _("1. Yes, and when suits you:")
    answers = [first, _("2. Not now. Ask me again on:"), _("3. No, thank you.")]
    name = found.people.get(found.whom, "") if found is not None else ""
    lines = [
        greeting([name]),
        _("I take it that other things come first just now. One number is enough of an answer:"),
        "\n".join(answers),
        _("Without an answer I will not write again, and you can always come back to me."),
        own_name(seat.user, seat.workspace_id),
    ]
    return mail_draft([whom] if whom else [], _("Shall I close this?"), "\n\n".join(lines))


def _asked(slots: list[str]) -> str:
    if not slots:
        return _("Which day suits you for half an hour?")
    return _("Would %(slots)s suit you for half an hour?") % {"slots": _or(slots)}


def _or(slots: Any) -> str:
    return _(" or ").join(slots)
