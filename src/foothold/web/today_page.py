"""Everything Today shows (UX S1), gathered in one place: what needs a seller now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from foothold.core.calendar_days import BusinessDays
from foothold.core.evidence import Side
from foothold.core.window import DAYS, window
from foothold.records.models import Attendee, Commitment, Judgement, Meeting, Membership
from foothold.records.models.meetings import CustomerAnswer
from foothold.records.picture import customer_meetings, held
from foothold.records.standing import Stand, Standing, is_over, standing
from foothold.records.today import Today, today
from foothold.web.accounts_page import address_of
from foothold.web.date_words import STANDS, css_of, second, who_must
from foothold.web.wording import Words

NAMED = 3
"""Accounts without a next date that Today names; the others are one click away (UX J6)."""
PEOPLE_NAMED = 3
ASKED_AHEAD = 5
"""Dates to answer, and dates they have not accepted, that Today names."""


@dataclass(frozen=True, slots=True)
class DayLine:
    """A customer meeting of today: `css` and `word` say where its date stands, `is_next` marks the one to open."""

    meeting: Meeting
    people: str
    css: str
    word: Words
    second: Words
    is_over: bool
    has_words: bool
    is_next: bool = False


@dataclass(frozen=True, slots=True)
class Owed:
    """A promise that is due; `late` is days, 0 for today."""

    promise: Commitment
    late: int
    when: str


def has_calendar(seat: Membership) -> bool:
    """Whether any customer meeting of this person is known from a calendar."""
    return customer_meetings(seat).filter(entry__isnull=False).exists()


def today_page(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """The context of web/today.html."""
    zone = ZoneInfo(seat.workspace.tz)
    found = today(seat, now=now)
    today_on = now.astimezone(zone).date()
    lines = day_lines(seat, found.meetings, now)
    we_owe, they_owe = (owed(promises, today_on) for promises in (found.we_owe, found.they_owe))
    return {
        "at_today": True,
        "today_on": today_on,
        "lines": lines,
        "we_owe": we_owe,
        "they_owe": they_owe,
        "without_next": found.without_next[:NAMED],
        "without_next_count": len(found.without_next),
        "without_next_older": found.without_next_older,
        "older_address": address_of("older"),
        # Today's own say it in their line.
        "to_answer": _not_of(found.to_answer, found.meetings)[:ASKED_AHEAD],
        "unanswered": _not_of(found.unanswered, found.meetings)[:ASKED_AHEAD],
        "accepted_by_mail": found.accepted_by_mail,
        "broken_sources": found.broken_sources,
        "held_count": held(customer_meetings(seat), window(today_on, BusinessDays(zone)), now=now).count(),
        "days": DAYS,
        "nothing_today": _nothing_today(found) if not lines else "",
    }


def day_lines(seat: Membership, meetings: Iterable[Meeting], now: datetime) -> list[DayLine]:
    """Today's meetings in time order, with the people and what they answered."""
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
    opened = next((meeting.pk for meeting in listed if not is_over(meeting, now)), None)
    return [_line(meeting, people.get(meeting.pk, []), judged, opened, now) for meeting in listed]


def _line(meeting: Meeting, people: list[str], judged: set[UUID], opened: UUID | None, now: datetime) -> DayLine:
    found = standing(meeting, now)
    has_words = meeting.pk in judged
    over = found.stand is Stand.OVER
    return DayLine(
        meeting=meeting,
        people=_names(people),
        css=css_of(found),
        word=_("Held") if over and has_words else STANDS[found.stand],
        second="" if over else _second(meeting, found),
        is_over=over,
        has_words=has_words,
        is_next=meeting.pk == opened,
    )


def _second(meeting: Meeting, found: Standing) -> Words:
    """Whose move it is; a yes that books nothing is said, too."""
    if found.who_must_answer is Side.CUSTOMER and meeting.answer == CustomerAnswer.ACCEPTED:
        return _("They must answer. They said yes, not verified.")
    return who_must(found) or second(found)


def owed(promises: Iterable[Commitment], today_on: date) -> list[Owed]:
    """Promises with how late they are, in words."""
    return [Owed(promise, *_lateness(promise.due_on, today_on)) for promise in promises]


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
