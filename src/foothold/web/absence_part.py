"""That somebody did not come, on a meeting's page: what follows, how to book it anew, and how to take it back."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.formats import date_format
from django.utils.timezone import localtime

from foothold.actions.tell_absence import can_be_missed
from foothold.records.closing import booked_from
from foothold.records.heard import heard_in
from foothold.records.models import Meeting, Membership
from foothold.records.ready_slots import slots_to_ask_for
from foothold.records.standing import MISSED, standing
from foothold.web.date_words import STANDS
from foothold.web.wording import Words

SLOTS_NAMED = 2


@dataclass(frozen=True, slots=True)
class AbsencePart:
    """`word` where one side did not come; `was_there` where its seller says so and they were heard in it (`heard`: who
    spoke, nobody by name where they only judged it). `following` is a date that stands already, else `free` are times
    to offer. Without any of it, it is asked."""

    word: Words = ""
    was_there: bool = False
    heard: str = ""
    following: Meeting | None = None
    free: tuple[str, ...] = ()


def absence_part(seat: Membership, meeting: Meeting, *, is_own: bool, now: datetime) -> AbsencePart | None:
    """None where nobody can have missed it, and for who may not say so while nothing is said."""
    found = standing(meeting, now)
    if found.stand in MISSED:
        following = _following(meeting, now)
        free = () if following or not is_own else _free(seat, meeting, now)
        return AbsencePart(STANDS[found.stand], following=following, free=free)
    if not is_own or meeting.held_at > now or not can_be_missed(meeting):
        return None
    return AbsencePart(was_there=meeting.was_there, heard=", ".join(heard_in(meeting)) if meeting.was_there else "")


def _following(meeting: Meeting, now: datetime) -> Meeting | None:
    """A date to come that was set with them already: in the calendar, or here from this meeting."""
    booked = booked_from(meeting)
    for each in (meeting.next_meeting, booked.meeting if booked is not None else None):
        if each is not None and each.stands and each.held_at > now:
            return each
    return None


def _free(seat: Membership, meeting: Meeting, now: datetime) -> tuple[str, ...]:
    slots = slots_to_ask_for(seat, meeting, now=now)[:SLOTS_NAMED]
    return tuple(date_format(localtime(each.slot.starts_at), "D j M H:i") for each in slots)
