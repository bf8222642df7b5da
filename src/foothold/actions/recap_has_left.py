"""A recap has left: that we wrote to them after the meeting is known from now on (METHOD 9, P5)."""

from datetime import datetime

from foothold.actions.keep_own_entry import booked_here
from foothold.actions.settle import settle_again
from foothold.records.models import Connection, Departure, Letter, Membership


def recap_has_left(departure: Departure, *, now: datetime) -> None:
    """Keep the letter and settle its meeting anew. In the caller's transaction.

    A mailbox that is read later and holds the same letter tells nothing twice: its Message-ID is the same.
    """
    seats = Membership.objects.in_workspace(departure.workspace_id).select_related("workspace", "user")
    seat = seats.filter(user_id=departure.user_id).first()
    if seat is None or departure.meeting_id is None or not departure.message_id:
        return
    connected = Connection.objects.in_workspace(departure.workspace_id).filter(user_id=departure.user_id)
    sender = connected.filter(kind=departure.by).values_list("address", flat=True).first()
    Letter.objects.in_workspace(departure.workspace_id).get_or_create(
        workspace_id=departure.workspace_id,
        user_id=departure.user_id,
        message_id=departure.message_id,
        defaults={
            "source": booked_here(seat),
            "from_address": sender or "",
            "to_addresses": departure.to_addresses,
            "sent_at": now,
        },
    )
    settle_again(seat, [departure.meeting_id])
