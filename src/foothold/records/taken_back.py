"""What of an invitation was taken out of the outbox before it left, so that the customer was not told."""

from django.db.models import Exists, OuterRef

from foothold.records.invitations import customers_invited
from foothold.records.models import Departure, Invitation
from foothold.records.models.booking import Way
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState

_TELL = (DepartureKind.INVITATION, DepartureKind.CHANGE, DepartureKind.CANCELLATION)


def was_moved_in_calendar(invitation: Invitation) -> bool:
    """Whether the seller moved it in his own calendar, and no letter of ours has told the customer, nor is to."""
    if invitation.way != Way.MAIL or invitation.left_at is not None or invitation.cancelled_at is not None:
        return False
    rows = Departure.objects.in_workspace(invitation.workspace_id).filter(kind__in=_TELL)
    return not rows.filter(invitation=invitation, sequence=invitation.sequence).exists()


def taken_back_of(invitation: Invitation) -> list[Departure]:
    """The departures of its present state that were to reach a customer, were taken back, and were not sent since.

    What only the seller's own calendar was to get is none, nor is what was to reach somebody who is no longer invited.
    """
    everything = Departure.objects.in_workspace(invitation.workspace_id)
    since = everything.filter(
        thread=OuterRef("thread"), sequence=OuterRef("sequence"), kind=OuterRef("kind"), place__gt=OuterRef("place")
    )
    rows = everything.filter(
        invitation=invitation, sequence=invitation.sequence, kind__in=_TELL, state=DepartureState.TAKEN_BACK
    ).exclude(Exists(since))
    if invitation.way != Way.CALENDAR:
        rows = rows.filter(by=ConnectionKind.MAIL)
    invited = {each.address for each in customers_invited(invitation) if each.address}
    return [row for row in rows.order_by("made_at", "pk") if invited & set(row.to_addresses)]
