"""Everything Today shows (UX S1), gathered in one place: what needs a seller now."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import ceil
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foothold.actions.tell_absence import can_be_missed
from foothold.core.commitments import as_owed
from foothold.core.evidence import Side
from foothold.core.window import DAYS, window
from foothold.records.afterwards import said_about
from foothold.records.calendars import our_days
from foothold.records.models import Attendee, Commitment, Judgement, Meeting, Membership
from foothold.records.models.meetings import CustomerAnswer, missed_by
from foothold.records.picture import customer_meetings, held
from foothold.records.readiness import Sheet, sheets
from foothold.records.standing import MISSED, PAST, Stand, is_over, is_to_close, standing
from foothold.records.today import Today, today
from foothold.web.accounts_page import address_of
from foothold.web.asking import NO_DRAFTS, ask_drafts
from foothold.web.date_words import STANDS, css_of, second_of
from foothold.web.differing_answers import differing
from foothold.web.habit_words import habit_line
from foothold.web.more_of_today import more_of_today
from foothold.web.ready_words import short_state
from foothold.web.silent_page import silent_today
from foothold.web.wording import Words

NAMED = 3
"""Accounts without a next date that Today names; the others are one click away (UX J6)."""
PEOPLE_NAMED = 3
CLOSE_IN = 5
"""Minutes before its end from which a meeting that runs says how many are left."""
ASKED_AHEAD = 5
"""Dates to answer, and dates they have not accepted, that Today names."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """A customer meeting of today: `css` and `word` say where its date stands, `is_next` marks the one to open.

    `is_said` is whether its seller said how it went: then he is asked no more.

    `ready_word` says how ready both sides are for one to come, `ready_do` what the button offers. One that runs
    (`is_running`) is closed first: `left` says how long it still goes on, `is_followed` that the next one is set. One
    that somebody stayed away from (`is_missed`) is booked anew; of one begun that may be said (`may_be_missed`).
    """

    meeting: Meeting
    people: str
    css: str
    word: Words
    second: Words
    is_over: bool
    has_words: bool
    is_said: bool = False
    is_next: bool = False
    ready_css: str = ""
    ready_word: Words = ""
    ready_do: Words = ""
    is_running: bool = False
    is_followed: bool = False
    left: Words = ""
    is_missed: bool = False
    may_be_missed: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise that is due, and `what` of it as a list says it; `late` is days, 0 for today. `ask` is a mail draft to
    who promised it, if he is known."""

    promise: Commitment
    what: str
    late: int
    when: str
    ask: str = ""


def has_calendar(seat: Membership) -> bool:
    """Whether any customer meeting of this person is known from a calendar."""
    return customer_meetings(seat).filter(entry__isnull=False).exists()


def today_page(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """The context of web/today.html."""
    zone = ZoneInfo(seat.workspace.tz)
    found = today(seat, now=now)
    today_on = now.astimezone(zone).date()
    span = window(today_on, our_days(seat.workspace, today_on))
    lines = day_lines(seat, found.meetings, now, found.not_sent, found.followed)
    asks = ask_drafts(seat, found.they_owe)
    waiting = _not_of(found.unanswered, found.meetings)
    we_owe, they_owe = (owed(promises, today_on, asks) for promises in (found.we_owe, found.they_owe))
    return {
        "at_today": True,
        "today_on": today_on,
        "running": [each for each in lines if each.is_running],
        "lines": [each for each in lines if not each.is_running],
        "we_owe": we_owe,
        "they_owe": they_owe,
        "without_next": found.without_next[:NAMED],
        "without_next_count": len(found.without_next),
        "without_next_older": found.without_next_older,
        "older_address": address_of("older"),
        # Today's own say it in their line.
        "to_answer": _not_of(found.to_answer, found.meetings)[:ASKED_AHEAD],
        # Who said yes has answered: what nobody vouches for is ours to bear out.
        "said_yes": [each for each in waiting if each.answer == CustomerAnswer.ACCEPTED][:ASKED_AHEAD],
        "unanswered": [each for each in waiting if each.answer != CustomerAnswer.ACCEPTED][:ASKED_AHEAD],
        "accepted_by_mail": found.accepted_by_mail,
        "unsent": _not_of(found.unsent, found.meetings)[:ASKED_AHEAD],
        "we_agreed": [each for each in found.aloud if each.who_must_answer == Side.OURS][:ASKED_AHEAD],
        "we_named": [each for each in found.aloud if each.who_must_answer != Side.OURS][:ASKED_AHEAD],
        "silent": silent_today(seat, now=now),
        "broken_sources": found.broken_sources,
        **more_of_today(seat, now=now),
        "held_count": held(customer_meetings(seat), span, now=now).count(),
        "habit_line": habit_line(seat, now=now),
        "days": DAYS,
        "nothing_today": _nothing_today(found) if not lines else "",
    }


def day_lines(
    seat: Membership,
    meetings: Iterable[Meeting],
    now: datetime,
    not_sent: Container[UUID] = frozenset(),
    followed: Container[UUID] = frozenset(),
) -> list[DayLine]:
    """Today's meetings in time order, with the people and what they answered; what is `not_sent` says so, and of what
    runs whether it is `followed` by a date."""
    listed = list(meetings)
    people = _people(seat, listed)
    judged = (
        set(
            Judgement.objects.in_workspace(seat.workspace_id)
            .filter(meeting__in=[meeting.pk for meeting in listed])
            .values_list("meeting_id", flat=True)
        )
        if listed
        else set()
    )
    said = said_about(seat, [meeting for meeting in listed if is_over(meeting, now) and meeting.pk not in judged])
    to_come = (each for each in listed if not is_over(each, now) and not is_to_close(each, now))
    opened = next((each.pk for each in to_come if missed_by(each, now) is None), None)
    prepared = sheets(seat, [meeting for meeting in listed if not meeting.ended_at <= now], now=now)
    differ = differing(meeting for meeting in listed if len(people.get(meeting.pk, [])) > 1)
    return [
        _line(
            meeting,
            people.get(meeting.pk, []),
            judged,
            said,
            opened,
            prepared.get(meeting.pk),
            now,
            is_sent=meeting.pk not in not_sent,
            is_followed=meeting.pk in followed,
            differ=differ,
        )
        for meeting in listed
    ]


def _line(
    meeting: Meeting,
    people: list[str],
    judged: set[UUID],
    said: set[object],
    opened: UUID | None,
    sheet: Sheet | None,
    now: datetime,
    *,
    is_sent: bool,
    is_followed: bool,
    differ: Mapping[UUID, str],
) -> DayLine:
    found = standing(meeting, now, is_sent=is_sent)
    has_words = meeting.pk in judged
    over = found.stand in PAST
    ready_css, ready_word, ready_do = short_state(sheet) if sheet is not None and not over else ("", "", "")
    return DayLine(
        meeting=meeting,
        people=_names(people),
        css=css_of(found),
        word=_("Held") if over and has_words and found.stand not in MISSED else STANDS[found.stand],
        second="" if found.stand is Stand.OVER else second_of(meeting, found, differ),
        is_over=over,
        has_words=has_words,
        is_said=meeting.pk in said,
        is_next=meeting.pk == opened,
        ready_css=ready_css,
        ready_word=ready_word,
        ready_do=ready_do,
        is_running=is_to_close(meeting, now),
        is_followed=is_followed,
        left=_left(meeting, now) if is_to_close(meeting, now) else "",
        is_missed=found.stand in MISSED,
        may_be_missed=meeting.held_at <= now and not meeting.was_there and can_be_missed(meeting),
    )


def _left(meeting: Meeting, now: datetime) -> Words:
    """How long it still goes on, said in the minutes in which the next one is to be booked (UX J2)."""
    minutes = ceil((meeting.ended_at - now) / timedelta(minutes=1))
    return ngettext("%(n)d minute left", "%(n)d minutes left", minutes) % {"n": minutes} if minutes <= CLOSE_IN else ""


def owed(promises: Iterable[Commitment], today_on: date, asks: Mapping[UUID, str] = NO_DRAFTS) -> list[Owed]:
    """Promises with how late they are, in words; `asks` are mail drafts, by promise."""
    return [
        Owed(each, as_owed(each.what, Side(each.side)), *_lateness(each.due_on, today_on), asks.get(each.pk, ""))
        for each in promises
    ]


def _lateness(due_on: date | None, today_on: date) -> tuple[int, str]:
    if due_on is None:
        return 0, _("no day")
    late = (today_on - due_on).days
    if late > 0:
        return late, ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late}
    return 0, _("due today") if not late else _("by %(day)s") % {"day": date_format(due_on, "D j M")}


def _people(seat: Membership, meetings: list[Meeting]) -> dict[UUID, list[str]]:
    """The customer persons of these meetings, by name where it is known."""
    named: dict[UUID, list[str]] = {}
    if not meetings:
        return named
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(
        meeting__in=[meeting.pk for meeting in meetings], side=Side.CUSTOMER.value
    )
    for meeting_id, name, address in people.order_by("name", "address").values_list("meeting_id", "name", "address"):
        named.setdefault(meeting_id, []).append(name or address)
    return named


def _not_of(meetings: Iterable[Meeting], shown: Iterable[Meeting]) -> list[Meeting]:
    keys = {meeting.pk for meeting in shown}
    return [meeting for meeting in meetings if meeting.pk not in keys]


def _names(people: list[str]) -> str:
    more = len(people) - PEOPLE_NAMED
    shown = ", ".join(people[:PEOPLE_NAMED])
    return _("%(names)s and %(more)d more") % {"names": shown, "more": more} if more > 0 else shown


def _nothing_today(found: Today) -> str:
    """No customer meetings today. 3 promises are due."""
    due = len(found.we_owe) + len(found.they_owe)
    sentences = [_("No customer meetings today.")]
    if due:
        sentences.append(ngettext("%(n)d promise is due.", "%(n)d promises are due.", due) % {"n": due})
    return " ".join(sentences)
