"""Three free times of the seller's for a customer who cannot come (UX, S8)."""

from datetime import datetime

from foothold.core.slots import Slot, offer
from foothold.records.closing import availability_of, hours_of
from foothold.records.models import Invitation, Membership


def slots_for_guest(invitation: Invitation, now: datetime) -> list[Slot]:
    """Up to three times of the same length that suit the seller, as he would be offered them himself; in their order.

    Only the times are told, never what fills the others. None overlaps the time that was proposed; fewer or none
    where he is busy.
    """
    seats = Membership.objects.in_workspace(invitation.workspace_id).select_related("workspace", "user")
    seat = seats.get(user_id=invitation.seller_id)
    account = invitation.meeting.account
    availability = availability_of(seat, account, hours_of(seat, account, now=now), now=now)
    return [each.slot for each in offer(availability, invitation.ends_at - invitation.starts_at, now).slots]
