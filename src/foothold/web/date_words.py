"""Where a meeting's date stands, in the words of the screen (UX 6; DESIGN 3)."""

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.utils.translation import gettext_lazy as _l

from foothold.core.evidence import Side
from foothold.core.next_dates import NextSet
from foothold.core.replies import PartStat
from foothold.records.guests import not_going_on
from foothold.records.invitations import is_still_shown
from foothold.records.models import Meeting
from foothold.records.models.meetings import CustomerAnswer, Medium, missed_by
from foothold.records.standing import MISSED, Stand, Standing, not_sent, standing
from foothold.records.untold import was_told_before
from foothold.web.differing_answers import differing
from foothold.web.wording import STATES, Words

STANDS: Mapping[Stand, Words] = {
    Stand.BOOKED: _l("Booked"),
    Stand.OFFERED: _l("Offered"),
    Stand.UNKNOWN: _l("Not known"),
    Stand.CANCELLED: _l("Cancelled"),
    Stand.GONE: _l("Out of the calendar"),
    Stand.DECLINED: _l("Declined"),
    Stand.WE_DECLINED: _l("We declined"),
    Stand.UNTOLD: _l("Not known"),
    Stand.THEY_MISSED: _l("They did not come"),
    Stand.WE_MISSED: _l("We did not come"),
    Stand.OVER: _l("Held (assumed)"),
}

NOT_HELD = _l("It does not count as held, and is not judged.")
DECLINED, NOT_GOING_ON = _l("They declined."), _l("They do not want to go on.")

SECOND: Mapping[Stand, Words] = {
    Stand.BOOKED: _l("They accepted."),
    Stand.UNKNOWN: _l("It is in our calendar. Whether they accepted is not known."),
    Stand.CANCELLED: _l("The calendar says it is cancelled."),
    Stand.GONE: _l("It is no longer in the calendar."),
    Stand.DECLINED: DECLINED,
    Stand.WE_DECLINED: _l("We declined."),
    Stand.UNTOLD: _l("We never sent it, so nothing says that it was held."),
    Stand.THEY_MISSED: NOT_HELD,
    Stand.WE_MISSED: NOT_HELD,
    Stand.OVER: _l("Not cancelled, not declined. A calendar shows no more."),
}

NOT_SENT = _l("We have not sent it yet.")
CALLED_OFF_HERE = _l("It was called off here.")
STILL_SHOWN = _l("It was called off here. Your calendar still shows it: take it out there.")

NEXT_SET: Mapping[str, Words] = {
    NextSet.IN_ROOM.value: _l("Next date in the room"),
    NextSet.LATER.value: _l("Next date later"),
    NextSet.NEVER.value: _l("No next date"),
    NextSet.UNKNOWN.value: _l("Next date not known"),
    "": _l("Next date not known"),
}

SHORT: Mapping[str, Words] = {
    NextSet.IN_ROOM.value: _l("Next in the room"),
    NextSet.LATER.value: _l("Next later"),
    NextSet.NEVER.value: _l("No next date"),
    NextSet.UNKNOWN.value: _l("Next not known"),
    "": _l("Next not known"),
}
"""The same for lists."""

ANSWERS: Mapping[str, Words] = {
    PartStat.ACCEPTED.value: _l("accepted"),
    PartStat.TENTATIVE.value: _l("tentative"),
    PartStat.DECLINED.value: _l("declined"),
    PartStat.DELEGATED.value: _l("sends somebody else"),
    PartStat.NEEDS_ACTION.value: _l("no answer"),
    "": _l("answer not known"),
}

NOBODY: Mapping[UUID, str] = {}
CLOSED_STANDS = {Stand.CANCELLED, Stand.GONE, Stand.DECLINED, Stand.WE_DECLINED}


@dataclass(frozen=True, slots=True)
class Line:
    """One meeting in a list: `css` names shape and colour, `word` is read."""

    meeting: Meeting
    css: str
    word: Words
    who: Words = ""
    is_ahead: bool = False


def who_must(found: Standing) -> Words:
    """Whose move a date waits for, as a sentence: an offered one, or one that was not sent; else empty."""
    if not found.is_sent:
        return NOT_SENT
    if found.stand is not Stand.OFFERED:
        return ""
    return _l("We must answer.") if found.who_must_answer is Side.OURS else _l("They must answer.")


def second(found: Standing) -> Words:
    """The half-sentence below a state."""
    return who_must(found) or SECOND[found.stand]


def second_of(meeting: Meeting, found: Standing, differ: Mapping[UUID, str] | None = None) -> Words:
    """The same for a meeting whose answer is known: a yes that books nothing is said, a no to more than the time, and
    who of them differs.
    """
    if found.who_must_answer is Side.CUSTOMER and meeting.answer == CustomerAnswer.ACCEPTED:
        return _l("They said yes, not verified: it is booked when they accept themselves.")
    if found.who_must_answer is Side.OURS and meeting.answer == CustomerAnswer.COUNTER and meeting.asked_for is None:
        return _l("They ask for another day or time. We must answer.")
    if found.stand is Stand.BOOKED and found.is_sent:
        told = differing([meeting]) if differ is None else differ
        return told.get(meeting.pk) or second(found)
    if found.stand is Stand.DECLINED and not_going_on([meeting]):
        return NOT_GOING_ON
    if found.stand is Stand.UNTOLD and was_told_before(meeting):
        return _l("The new time was never sent, so nothing says that it was held.")
    return second(found)


def called_off_here(meeting: Meeting) -> Words:
    """What is said of a meeting that was called off here, also where his calendar does not know."""
    return STILL_SHOWN if is_still_shown(meeting) else CALLED_OFF_HERE


def css_of(found: Standing) -> str:
    """The class of a state: its shape and colour."""
    if found.stand in CLOSED_STANDS | MISSED:
        return "closed"
    return found.stand.value if found.is_ahead else "unknown"


def css_of_next(next_set: str) -> str:
    """The class of what came after a meeting."""
    return f"next-{(next_set or NextSet.UNKNOWN.value).replace('_', '-')}"


def line_of(
    meeting: Meeting, now: datetime, unsent: Container[UUID] = frozenset(), differ: Mapping[UUID, str] = NOBODY
) -> Line:
    """A meeting as a list shows it: its verdict, else where its date stands, else what came after it.

    `differ` says of a booked one who of them answered otherwise (`differing_answers`).
    """
    missed = missed_by(meeting, now)
    if missed is None and (meeting.state or not (meeting.entry_id or meeting.medium == Medium.PHONE)):
        return Line(meeting, meeting.state or "unknown", STATES.get(meeting.state, STATES[""]))
    found = standing(meeting, now, is_sent=meeting.pk not in unsent)
    if found.stand is Stand.OVER:
        return Line(meeting, css_of_next(meeting.next_set), SHORT[meeting.next_set])
    who = who_must(found) or (differ.get(meeting.pk, "") if found.stand is Stand.BOOKED else "")
    return Line(meeting, css_of(found), STANDS[found.stand], who, found.is_ahead)


def lines_of(meetings: Iterable[Meeting], now: datetime, *, names_who: bool = True) -> list[Line]:
    """The same for many. `names_who` differs of them costs a query more."""
    listed = list(meetings)
    unsent = not_sent(listed, now)
    differ = differing(each for each in listed if each.held_at > now) if names_who else NOBODY
    return [line_of(meeting, now, unsent, differ) for meeting in listed]
