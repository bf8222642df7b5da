"""What was called off here and whether the customer has been told: one rule for every screen and the terminal."""

from datetime import datetime

from foothold.actions.invite import sends_itself
from foothold.records.models import Invitation, Membership
from foothold.records.taken_back import taken_back_of
from foothold.records.untold import may_know_of


def is_to_be_told(invitation: Invitation) -> bool:
    """Whether it was called off here, and the customer, who may know of it, has not been told."""
    if invitation.cancelled_at is None:
        return False
    if sends_itself(invitation):
        return bool(taken_back_of(invitation))
    return invitation.left_at is None and may_know_of(invitation)


def called_off_untold(seat: Membership, *, now: datetime) -> list[Invitation]:
    """One's own bookings ahead that were called off here, of which the customer has not been told."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, meeting__demo=False)
    rows = own.filter(starts_at__gt=now).exclude(cancelled_at=None).select_related("meeting", "meeting__account")
    return [each for each in rows.order_by("starts_at")[:20] if is_to_be_told(each)]
