"""That somebody did not come to a meeting, as its seller says it; and that it was not so (METHOD 6.1)."""

from datetime import datetime

from django.db import transaction

from foothold.actions.settle import settle_again
from foothold.core.attendance import attendance_told
from foothold.core.evidence import Side
from foothold.core.relations import Relation
from foothold.records.heard import is_heard
from foothold.records.models import Meeting, Membership
from foothold.records.models.meetings import WAS_THERE


def tell_absence(seat: Membership, meeting: Meeting, side: Side, *, now: datetime) -> bool:
    """Keep which side did not come: the seller's word is enough, it speaks against his interest (E1).

    False where a customer person was heard in it, or judged it: then it was held, whatever is said. Said again, the
    later word stands. ValueError before its beginning, and for what is no meeting with a customer that stood.
    """
    if meeting.held_at > now:
        raise ValueError("this meeting has not begun")
    if not can_be_missed(meeting) or side is Side.UNKNOWN:
        raise ValueError("nobody can have missed this one")
    with transaction.atomic():
        meeting.absent, meeting.absent_told_at = _in_force(meeting, side), now
        _store(seat, meeting)
    return meeting.absent != WAS_THERE


def take_back_absence(seat: Membership, meeting: Meeting) -> bool:
    """It was not so; False where nothing was said."""
    if not meeting.absent:
        return False
    with transaction.atomic():
        meeting.absent, meeting.absent_told_at = "", None
        _store(seat, meeting)
    return True


def settle_absence(meeting: Meeting) -> bool:
    """Let their words decide, now that it was read who spoke; True where it counts otherwise than before.

    Where it shows that nobody of theirs was heard after all, its seller is asked anew. In the caller's transaction.
    """
    before = meeting.absent
    if before and before != WAS_THERE:
        meeting.absent = _in_force(meeting, Side(before))
    elif before and not is_heard(meeting):
        meeting.absent, meeting.absent_told_at = "", None
    if meeting.absent != before:
        meeting.save(update_fields=["absent", "absent_told_at"])
    return meeting.absent != before


def can_be_missed(meeting: Meeting) -> bool:
    """Whether it stands, is one with a customer who was told of it, and is no mail."""
    return meeting.stands and not meeting.untold and not meeting.is_mail and meeting.relation == Relation.CUSTOMER


def _in_force(meeting: Meeting, side: Side) -> str:
    return WAS_THERE if attendance_told(side, heard=is_heard(meeting)).held else side.value


def _store(seat: Membership, meeting: Meeting) -> None:
    """In the caller's transaction: also what follows for the dates before it, and for the deal."""
    meeting.save(update_fields=["absent", "absent_told_at"])
    settle_again(seat, [meeting.pk])
    meeting.refresh_from_db()
