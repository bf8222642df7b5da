"""They know now of a date that was booked here: it counts again as any other (METHOD 4.1)."""

from foothold.actions.settle import settle_again
from foothold.core.next_dates import NextSet
from foothold.records.models import Invitation, Meeting, Membership
from foothold.records.untold import shows_on_its_page


def keep_known(invitation: Invitation) -> None:
    """Keep that they know of its time where an act of theirs shows it: who deletes the act does not undo the meeting.

    In the caller's transaction, with the row locked.
    """
    if shows_on_its_page(invitation):
        invitation.known_sequence = invitation.slot_sequence
        invitation.save(update_fields=["known_sequence"])


def settle_untold(invitation: Invitation) -> None:
    """Settle its meeting anew where it was said that they do not know of it. In the caller's transaction."""
    untold = Meeting.objects.in_workspace(invitation.workspace_id).filter(pk=invitation.meeting_id, untold=True)
    seats = Membership.objects.in_workspace(invitation.workspace_id).select_related("user", "workspace")
    seat = seats.filter(user_id=invitation.seller_id).first()
    if seat is not None and untold.exists():
        settle_again(seat, [invitation.meeting_id])


def say_untold(meeting: Meeting) -> None:
    """It is booked, and they do not know of it yet: whether it will be held is nothing that time tells.

    In the caller's transaction.
    """
    meetings = Meeting.objects.in_workspace(meeting.workspace_id)
    meetings.filter(pk=meeting.pk).update(untold=True)
    meetings.filter(next_meeting=meeting).update(next_at=None, next_set=NextSet.UNKNOWN.value)
    meeting.untold = True
