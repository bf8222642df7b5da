"""A deal in the words of the screen (UX 6): class, chance, reasons, silence, amount; unknown is said as unknown."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.utils.dateformat import format as format_date
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.evidence import Side
from foothold.core.learning import PERCENT_FROM, Tier
from foothold.core.shares import tenths
from foothold.core.state import Closure, State
from foothold.core.touches import How
from foothold.core.worth import Triage
from foothold.records.calendars import Calendars
from foothold.records.counted_from import CountedFrom
from foothold.records.deal_lists import is_tested_a_little, is_unseen, reason_of
from foothold.records.deal_worth import is_borne_out
from foothold.records.models import Opportunity, OpportunityStanding
from foothold.records.silent_deals import silent_days
from foothold.web import silent_words
from foothold.web.addresses import address
from foothold.web.wording import STATES, Words

CLASSES: Mapping[str, Words] = {
    "close soon": _l("close soon"),
    "nurture (develop)": _l("nurture: develop"),
    "nurture (keep warm)": _l("nurture: keep warm"),
    "let go": _l("let go"),
    "not tested": _l("not tested"),
    "": _l("class not known yet"),
}
"""The classes of METHOD 7.2, as core.triage names them."""

CLOSURES: Mapping[str, Words] = {
    Closure.WON.value: _l("Won"),
    Closure.LOST.value: _l("Lost"),
    Closure.LET_GO.value: _l("Let go"),
}

SILENCES: Mapping[str, Words] = {
    "active": _l("They answer as they usually do."),
    "quiet": _l("Quiet: less interest, or something else came first."),
    "dark": _l("Silent for long: less interest, or something else came first."),
}
"""Both explanations, neither of them claimed (METHOD 8, 003-10)."""

_HOWS = frozenset(How)
_NOT_TESTED_ENOUGH = _l("not tested enough")

SIGNALS: Mapping[str, tuple[Words, str]] = {
    "next_step": (_l("Next step"), "next"),
    "further_meetings": (_l("They met us again"), "meetings"),
    "commitments_kept": (_l("Their promises that came due"), "promises"),
    "no_shows": (_l("They did not come"), "meetings"),
    "cancelled": (_l("Cancelled, no new date"), "meetings"),
    "rescheduled": (_l("Moved more than once"), "meetings"),
    "own_acts": (_l("They came to us by themselves"), "meetings"),
    "people": (_l("People there who acted"), "people"),
    "costly_homework": (_l("Homework that cost them something"), "promises"),
    "undisclosed": (_l("Not said in their own words"), "tests"),
    "decision_date": (_l("They named a decision date"), "tests"),
    "slips": (_l("Their decision date slipped"), "tests"),
    "silence": (_l("Ours without an answer"), "next"),
    "refused": (_l("They said no"), "meetings"),
    "not_sent": (_l("Our invitation has not been sent"), "next"),
    "asks": (_l("Requests whose outcome is known"), "promises"),
    "no_meeting_seen": (_l("No meeting we can see"), "meetings"),
}
"""Each row of the table of METHOD 7.1, and the part of the page that holds what it was counted from."""


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One row a reason was counted from: what and when, how many times it counted, its page ("" where it has none)."""

    words: str
    times: int
    href: str


@dataclass(frozen=True, slots=True)
class ReasonLine:
    """Why the class is what it is: words, points with their sign ("" for none), and what they were counted from.

    `sources` are the very rows, each once; `shown` says "20 of 31" where not all are listed. `href` is the part of
    the page that holds their like.
    """

    words: Words
    points: str
    count: int | None
    href: str
    sources: tuple[SourceLine, ...] = ()
    shown: str = ""


def class_words(standing: OpportunityStanding | None) -> str:
    """Nurture: develop (uncertain)."""
    if standing is None:
        return str(CLASSES[""])
    word = str(_NOT_TESTED_ENOUGH if is_tested_a_little(standing) else CLASSES.get(standing.triage, standing.triage))
    return _("%(class)s (uncertain)") % {"class": word} if standing.uncertain and standing.triage else word


def what_to_do(standing: OpportunityStanding | None) -> str:
    """What METHOD 7.2 says of a deal that is not tested, and of one they said no to; "" for every other."""
    if standing is None:
        return ""
    if reason_of(standing, "refused") is not None:
        return _("They said no: let it go. It comes back by itself when they act.")
    asked = reason_of(standing, "asks")
    if standing.triage != Triage.NOT_TESTED or asked is None:
        return ""
    if is_tested_a_little(standing):
        return _("Too few requests to tell yet, whatever they kept. Ask for one small dated commitment.")
    return _("Nothing asked of them has come due, and a promise is no act yet. Ask for one small dated commitment.")


def silence_words(standing: OpportunityStanding | None) -> Words:
    """Both explanations; that they answer as usual only where it is known how long they usually take."""
    if standing is None or (standing.silence == "active" and standing.usual_answer_days is None):
        return ""
    return SILENCES.get(standing.silence, "")


def chance_words(standing: OpportunityStanding | None, tier: Tier) -> str:
    """The chance in words with its range, and how many deals the tier in use learned from; "" where none is known."""
    if standing is None or standing.p_win is None or standing.p_low is None or standing.p_high is None:
        return ""
    if tier.shows_percentage:
        figures = {
            "p": round(100 * standing.p_win),
            "low": round(100 * standing.p_low),
            "high": round(100 * standing.p_high),
            "n": tier.closed,
        }
        return _("%(p)d %% (%(low)d to %(high)d, from %(n)d closed deals)") % figures
    if tier.closed >= PERCENT_FROM:
        said = {"range": in_ten(standing.p_low, standing.p_high), "n": tier.closed}
        if tier.number > 0:
            return _("%(range)s (no closer than the base rate of %(n)d closed deals: tenths only)") % said
        return _("%(range)s (nothing learned yet from %(n)d closed deals: classes and tenths)") % said
    count = ngettext("%(n)d closed deal", "%(n)d closed deals", tier.closed) % {"n": tier.closed}
    words = {"range": in_ten(standing.p_low, standing.p_high), "count": count}
    return _("%(range)s (learned from %(count)s: too few for a percentage)") % words


def in_ten(low: float, high: float) -> str:
    """Between 2 and 6 in 10: both ends of a range from 0 to 1, rounded outward, so that nothing is claimed."""
    fewest, most = tenths(low, high)
    if most <= 1:
        return _("less than 1 in 10")
    if fewest >= 9:
        return _("more than 9 in 10")
    if fewest <= 0:
        return _("less than %(n)d in 10") % {"n": most}
    if most >= 10:
        return _("more than %(n)d in 10") % {"n": fewest}
    return _("between %(low)d and %(high)d in 10") % {"low": fewest, "high": most}


def reason_lines(standing: OpportunityStanding | None, rows_of: CountedFrom | None = None) -> list[ReasonLine]:
    """The rows that made the class, the weightiest first; rows we do not know are shown under their own name."""
    rows = [each for each in (standing.reasons if standing else []) if isinstance(each, Mapping)]
    return [
        _reason(each, rows_of or CountedFrom())
        for each in sorted(rows, key=lambda each: -abs(_number(each.get("points"))))
    ]


def _reason(row: Mapping[str, Any], rows_of: CountedFrom) -> ReasonLine:
    signal = str(row.get("signal", ""))
    words, part = SIGNALS.get(signal, (signal.replace("_", " "), "meetings"))
    count = row.get("count")
    points = _number(row.get("points"))
    counted = count if isinstance(count, int) else None
    sources = _sources(row.get("from") or (), rows_of)
    listed = sum(each.times for each in sources)
    shown = _("%(n)d of %(of)d") % {"n": listed, "of": counted} if counted and sources and listed < counted else ""
    return ReasonLine(words, _signed(points), counted, f"#{part}", sources, shown)


def _sources(rows: Collection[Mapping[str, str]], rows_of: CountedFrom) -> tuple[SourceLine, ...]:
    """Each row once, in the order they were counted; rows that are gone are left out."""
    times: dict[tuple[str, str], int] = {}
    for each in rows:
        times[each["kind"], each["id"]] = times.get((each["kind"], each["id"]), 0) + 1
    # What it was is not kept in standings worked out before it was asked for.
    hows = {each["id"]: silent_words.TOUCHED[How(each["how"])] for each in rows if each.get("how") in _HOWS}
    lines = (_source(kind, key, many, rows_of, hows.get(key, "")) for (kind, key), many in times.items())
    return tuple(each for each in lines if each is not None)


def _source(kind: str, key: str, times: int, rows_of: CountedFrom, how: Words) -> SourceLine | None:
    if kind == "meeting" and key in rows_of.meetings:
        meeting = rows_of.meetings[key]
        return SourceLine(
            f"{meeting.title or _('No title')}, {_on(meeting.held_at)}", times, address("meeting", meeting.pk)
        )
    if kind == "promise" and key in rows_of.promises:
        promise = rows_of.promises[key]
        line = next((each.get("line") for each in promise.evidence if isinstance(each, Mapping)), None)
        page = address("meeting", promise.meeting_id)
        return SourceLine(f"{promise.what}, {_on(promise.meeting.held_at)}", times, f"{page}#L{line}" if line else page)
    if kind == "mail" and key in rows_of.letters:
        return SourceLine(_("Their mail, %(day)s") % {"day": _on(rows_of.letters[key])}, times, "")
    if kind == "call" and key in rows_of.calls:
        return SourceLine(_("Their call, %(day)s") % {"day": _on(rows_of.calls[key])}, times, "")
    if kind == "touch":
        said = {"how": how or _("ours"), "day": _on(datetime.fromisoformat(key))}
        return SourceLine(capfirst(_("%(how)s, %(day)s") % said), times, "")
    return None


def _on(at: datetime) -> str:
    return day(localtime(at).date())


def _signed(points: float) -> str:
    """+5.6, -2.3; blank for what weighs nothing by itself."""
    return f"{'+' if points > 0 else '-'}{number_format(abs(points), 1)}" if round(points, 1) else ""


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) else 0.0


def state_css(opportunity: Opportunity, standing: OpportunityStanding | None) -> str:
    """The class of a state: its shape and colour."""
    if opportunity.closure:
        return "closed"
    known = "" if is_unseen(standing) else _known(standing)
    return known or "unknown"


def state_words(opportunity: Opportunity, standing: OpportunityStanding | None) -> Words:
    """Booked, Silent, Offered, Vague, Closed; "Not known" where nothing was worked out."""
    if opportunity.closure:
        return CLOSURES.get(opportunity.closure, STATES["closed"])
    return STATES["" if is_unseen(standing) else _known(standing)]


def _known(standing: OpportunityStanding | None) -> str:
    return standing.state if standing and standing.state in STATES else ""


def state_second(
    opportunity: Opportunity, standing: OpportunityStanding | None, now: datetime, calendars: Calendars
) -> str:
    """What stands beside the state: the date, who must answer, how long it has been silent, the words."""
    if opportunity.closure:
        return _("on %(day)s") % {"day": day(localtime(opportunity.closed_at).date())} if opportunity.closed_at else ""
    if standing is None:
        return ""
    if is_unseen(standing):
        return _("no meeting we can see")
    if standing.state == State.SILENT:
        return silent_for(opportunity, standing, now, calendars)
    when = format_date(localtime(standing.slot_at), "D j M H:i") if standing.slot_at else ""
    if standing.state == State.OFFERED:
        must = {Side.OURS.value: _("we must answer"), Side.CUSTOMER.value: _("they must answer")}
        if reason_of(standing, "not_sent") is not None:
            must[Side.OURS.value] = _("not sent yet: send it")
        return ", ".join(filter(None, (when, must.get(standing.who_must_answer, ""))))
    if standing.state == State.VAGUE:
        if reason_of(standing, "refused") is not None:
            return _("they said no")
        if standing.topic:
            return _("“%(words)s”") % {"words": standing.topic}
        return _("no next date")
    return when


def silent_for(opportunity: Opportunity, standing: OpportunityStanding, now: datetime, calendars: Calendars) -> str:
    """16 working days (usually 3): how long nothing came, and how long this customer usually takes."""
    days = silent_days(standing, opportunity.account_id, calendars, now)
    return "" if days is None else silent_words.waited(days, standing.usual_answer_days)


def answer_time(standing: OpportunityStanding | None) -> str:
    """How long they usually take to answer."""
    return silent_words.takes(standing.usual_answer_days if standing else None)


def amount(opportunity: Opportunity) -> str:
    """EUR 84 k; said so where it is not known."""
    return money(opportunity.amount, opportunity.currency) if opportunity.amount is not None else _("amount not known")


def amount_from(opportunity: Opportunity) -> str:
    """Who says what it is worth: somebody here, or a CRM; "" where that is not known."""
    if opportunity.amount is None or not opportunity.amount_level:
        return ""
    return _("from your CRM") if is_borne_out(opportunity) else _("typed here")


def total_of(opportunities: Iterable[Opportunity]) -> str:
    """EUR 520 k, USD 9 k, 3 without an amount: never added together; "no amount known" where none of them has one,
    nothing of no deals."""
    amounts, unknown = dict[str, Decimal](), 0
    for each in opportunities:
        if each.amount is None:
            unknown += 1
        else:
            amounts[each.currency] = amounts.get(each.currency, Decimal(0)) + each.amount
    if not amounts:
        return _("no amount known") if unknown else ""
    said = [money(value, currency) for currency, value in sorted(amounts.items(), key=lambda each: -each[1])]
    return ", ".join([*said, _("%(n)d without an amount") % {"n": unknown}] if unknown else said)


def money(value: Decimal, currency: str) -> str:
    """EUR 1.42 m, EUR 84 k, EUR 950: three figures at most, for a look and no invoice."""
    for unit, word in ((Decimal(1_000_000), _("m")), (Decimal(1_000), _("k"))):
        if abs(value) >= unit:
            shown = value / unit
            places = 0 if abs(shown) >= 100 else 1 if abs(shown) >= 10 else 2
            figure = number_format(round(shown, places), places)
            if places:
                figure = figure.rstrip("0").rstrip(".,")
            return f"{currency} {figure} {word}".strip()
    return f"{currency} {number_format(round(value), 0)}".strip()


def day(on: date) -> str:
    """Thu 24 Sep."""
    return format_date(on, "D j M")


def deal_name(opportunity: Opportunity) -> str:
    """The customer; with the deal's own name where it says more."""
    account = opportunity.account.name
    if opportunity.name.startswith(account):
        return opportunity.name
    return f"{account}, {opportunity.name}" if opportunity.name else account
