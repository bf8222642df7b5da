"""The times we will ask for at the end of a meeting (us.6): free for us after it, in the hours of both sides."""

from datetime import datetime

from foothold.core.slots import OfferedSlot, offer
from foothold.records.closing import availability_of, hours_of, length_of
from foothold.records.models import Meeting, Membership


def slots_to_ask_for(seat: Membership, meeting: Meeting, *, now: datetime) -> tuple[OfferedSlot, ...]:
    """Up to three times for the next meeting with this customer, after this one has ended: what Close would offer."""
    after = max(now, meeting.ended_at)
    hours = hours_of(seat, meeting.account, now=after)
    return offer(availability_of(seat, meeting.account, hours, now=after), length_of(meeting), after).slots
