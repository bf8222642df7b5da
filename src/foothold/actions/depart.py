"""Put what is to leave into the outbox: whole, sealed, once (DESIGN 1.5). Sending is `send_departure`."""

from base64 import b64decode, b64encode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.db.models import F, Max

from foothold.records.models import Departure, Invitation, Meeting, Membership
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState
from foothold.records.scoping import ScopedQuerySet
from foothold.records.secrets import seal, unseal

_SAYS_ALL = frozenset({DepartureKind.CHANGE, DepartureKind.CANCELLATION})
"""What tells the whole present state, so that an older change of the same thread need not be told before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """What leaves. `key` makes the same thing asked for twice one departure; `thread` is what keeps its order.

    `data` are the very bytes: a letter (RFC 5322) or a calendar object; every attempt sends these. None at all, for
    a calendar, take the entry of `uid` out.
    """

    kind: DepartureKind
    by: ConnectionKind
    key: str
    thread: str
    data: bytes
    to: Sequence[str] = ()
    message_id: str = ""
    uid: str = ""
    sequence: int = 0
    subject: str = ""
    invitation: Invitation | None = None
    meeting: Meeting | None = None


def depart(seat: Membership, leaving: Leaving, *, now: datetime, due_at: datetime | None = None) -> Departure:
    """The outbox row of what is to leave, made or found. In the caller's transaction: no booking without its letter."""
    rows = Departure.objects.in_workspace(seat.workspace_id)
    known = rows.filter(key=leaving.key).first()
    if known is not None:
        return known
    if leaving.kind in _SAYS_ALL:
        _take_along(rows.filter(thread=leaving.thread))
    last = rows.filter(thread=leaving.thread).aggregate(last=Max("place"))["last"]
    row_id = uuid4()
    return rows.create(
        pk=row_id,
        user_id=seat.user_id,
        invitation=leaving.invitation,
        meeting=leaving.meeting or (leaving.invitation.meeting if leaving.invitation else None),
        kind=leaving.kind,
        by=leaving.by,
        key=leaving.key,
        thread=leaving.thread,
        place=0 if last is None else last + 1,
        message_id=leaving.message_id,
        uid=leaving.uid,
        sequence=leaving.sequence,
        to_addresses=list(leaving.to),
        subject=leaving.subject[:300],
        sealed=seal(b64encode(leaving.data).decode("ascii"), about=str(row_id)),
        made_at=now,
        due_at=due_at or now,
    )


def leave_now(invitation: Invitation, *, now: datetime) -> None:
    """What of an invitation waits for something to follow waits no longer. In the caller's transaction."""
    rows = Departure.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
    rows.filter(state=DepartureState.WAITING, failures=0, due_at__gt=now).update(due_at=now)


def take_along(invitation: Invitation) -> None:
    """Changes of it that wait never leave, by whatever way: it was changed since. In the caller's transaction."""
    _take_along(Departure.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation))


def never_left(seat: Membership, thread: str) -> bool:
    """Whether something of this thread was to leave and nothing did, so that there is nothing to call off.

    What still waits is taken back. An attempt that came to nothing may have arrived all the same: it counts as left.
    In the caller's transaction.
    """
    rows = Departure.objects.in_workspace(seat.workspace_id).filter(thread=thread)
    untried = rows.filter(state=DepartureState.WAITING, claimed_until__isnull=True, failures=0)
    others = may_have_left(rows).exclude(pk__in=untried.values("pk"))
    if not rows.exists() or others.exists():
        return False
    _take_back(untried)
    # Claimed between the two it is leaving, and what calls it off must follow.
    return not may_have_left(rows).exists()


def may_have_left(rows: ScopedQuerySet[Departure]) -> ScopedQuerySet[Departure]:
    """Those of them that left, or may yet, or were tried: what was taken back after an attempt may have arrived."""
    return rows.exclude(state=DepartureState.TAKEN_BACK, failures=0)


def bytes_of(departure: Departure) -> bytes:
    """The very bytes that leave. Raises `foothold.records.secrets.CannotOpen`."""
    return b64decode(unseal(departure.sealed, about=str(departure.pk)))


def _take_along(rows: ScopedQuerySet[Departure]) -> None:
    """Changes among these that wait and that nobody is sending never leave: what comes now says all of it.

    The first invitation always leaves: a change of what he was never asked to would puzzle anybody.
    """
    waiting = rows.filter(kind=DepartureKind.CHANGE, state=DepartureState.WAITING, claimed_until__isnull=True)
    _take_back(waiting)


def _take_back(rows: ScopedQuerySet[Departure]) -> None:
    rows.update(state=DepartureState.TAKEN_BACK, sealed="", attempt=F("attempt") + 1)
