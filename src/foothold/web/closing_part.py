"""How a meeting was closed, on its page (METHOD 4.2): a date set, refused, or not asked and why."""

from dataclasses import dataclass
from datetime import datetime

from foothold.records.closing import booked_from, closing_of
from foothold.records.models import Closing, Invitation, Meeting
from foothold.web.differing_answers import differing
from foothold.web.invitation_page import when_of


@dataclass(frozen=True, slots=True)
class ClosingPart:
    """`booked` and its time where a date was set from this meeting; else what its seller said of it, or neither yet.

    `differ` says who of them answered otherwise where the date is booked all the same.
    """

    booked: Invitation | None
    when: str
    closing: Closing | None
    differ: str = ""


def closing_part(meeting: Meeting, *, now: datetime) -> ClosingPart | None:
    """None for a meeting that is still to come, or known as no meeting with a customer."""
    if meeting.held_at > now or meeting.relation != "customer":
        return None
    booked = booked_from(meeting)
    if booked is None:
        return ClosingPart(None, "", closing_of(meeting))
    differ = differing([booked.meeting]).get(booked.meeting_id, "")
    return ClosingPart(booked, when_of(booked), closing_of(meeting), differ)
