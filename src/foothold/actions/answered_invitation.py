"""Our own invitation that an answer is to, where another program made the event and gave it its own UID (DESIGN 6)."""

from collections.abc import Collection
from datetime import datetime

from django.db.models import Max

from foothold.actions.uids import uid_key
from foothold.core.calendar_entries import Entry
from foothold.records.invitations import customers_invited, invitations_of
from foothold.records.models import CalendarEntry, Departure, Invitation, Membership
from foothold.records.models.booking import BY_HAND
from foothold.records.models.connections import DepartureKind
from foothold.records.models.sources import SourceType


def invitation_answered(seat: Membership, entry: Entry, address: str, codes: Collection[str] = ()) -> Invitation | None:
    """The invitation that `address` answers by this REPLY or COUNTER; None where its UID is known here, or none fits.

    By the reference in its text or in the mail around it (`codes`); without one by the time it gives back and who
    answers, of invitations the seller was to send himself and whose event has not come back from his calendar yet.
    An answer to somebody else's event is none of ours, the reference in it or not.
    """
    own, uid = invitations_of(seat), uid_key(entry.uid)
    there = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, uid=uid)
    if own.filter(uid=uid).exists() or there.exists():
        return None
    named = [code for code in (entry.reference, *codes) if code]
    if named:
        found = list(own.filter(code__in=named)[:1])
    elif isinstance(entry.start, datetime) and entry.start.tzinfo is not None and entry.method == "REPLY":
        stands_in = own.filter(way__in=BY_HAND, meeting__entry__source__kind=SourceType.BOOKED)
        found = list(stands_in.filter(starts_at=entry.start, cancelled_at=None))
    else:
        return None
    organizer = entry.organizer.address if entry.organizer else ""
    fits = []
    for each in found:
        asked = {person.address for person in customers_invited(each)}
        if address in asked and organizer not in asked:
            fits.append(each)
    return fits[0] if len(fits) == 1 else None


def sequence_in_force(invitation: Invitation, said_at: datetime | None, *, now: datetime) -> int:
    """The SEQUENCE that stood when something was written; before the present time's where that cannot be told."""
    if said_at is not None and min(said_at, now) >= invitation.changed_at:
        return invitation.sequence
    left = Departure.objects.in_workspace(invitation.workspace_id).filter(
        invitation=invitation, kind__in=_SAYS_WHEN, left_at__lte=said_at or invitation.created_at
    )
    return left.aggregate(last=Max("sequence"))["last"] or max(0, invitation.slot_sequence - 1)


_SAYS_WHEN = (DepartureKind.INVITATION.value, DepartureKind.CHANGE.value)
