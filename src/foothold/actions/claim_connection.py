"""Which connections are to be read now, and by whom: claimed by a lease, fenced by the attempt number (DESIGN 2)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from foothold.records.leases import is_free
from foothold.records.models import Connection, Membership
from foothold.records.models.connections import ConnectionKind
from foothold.records.scoping import ScopedQuerySet

LEASE = timedelta(minutes=2)
"""How long a claim holds without a heartbeat: so late an answer is read after a crash."""
HEARTBEAT = timedelta(seconds=30)
"""How often who reads says that he is still at it."""
EVERY = timedelta(minutes=2)
"""How often a connection is read where nothing says that something is new."""
_PAUSES = (1, 2, 5, 10, 30, 60)
"""Minutes before the next reading after a failure."""


def connections_due(*, now: datetime, kind: ConnectionKind | None = None, at_most: int = 20) -> list[UUID]:
    """The connections to read now that nobody reads, the longest due first."""
    due = _due(now)
    due = due.filter(kind=kind) if kind else due
    return list(due.order_by("next_read_at").values_list("pk", flat=True)[:at_most])


def claim_connection(connection_id: UUID, *, now: datetime, due_only: bool = True) -> int | None:
    """Take the lease; the attempt number to finish under, or None where it is another's or not due."""
    with transaction.atomic():
        wanted = _due(now) if due_only else everywhere().filter(is_free(now, LEASE))
        if wanted.filter(pk=connection_id).update(claimed_until=now + LEASE, attempt=F("attempt") + 1) != 1:
            return None
        return everywhere().values_list("attempt", flat=True).get(pk=connection_id)


def claimed(connection_id: UUID, attempt: int) -> tuple[Connection, Membership] | None:
    """The claimed connection with its person's seat; None where the claim is no longer ours, or the seat is gone."""
    row = everywhere().filter(pk=connection_id, attempt=attempt).select_related("source").first()
    if row is None:
        return None
    seats = Membership.objects.in_workspace(row.workspace_id).select_related("workspace", "user")
    seat = seats.filter(user_id=row.user_id).first()
    return (row, seat) if seat else None


def is_still_ours(connection: Connection, attempt: int) -> bool:
    """Whether nobody took the lease over; from here to the commit nobody can (the row is locked)."""
    return everywhere().filter(pk=connection.pk, attempt=attempt).update(claimed_until=None) == 1


def keep_going(connection: Connection, attempt: int, *, now: datetime) -> bool:
    """The heartbeat: a longer lease, if it is still ours and not given back. In a transaction, the row is locked."""
    mine = everywhere().filter(pk=connection.pk, attempt=attempt, claimed_until__isnull=False)
    return mine.update(claimed_until=now + LEASE) == 1


def has_failed(connection: Connection, attempt: int, words: str, *, now: datetime, may_pass: bool = True) -> bool:
    """Write down what is wrong, one line for a person, and try again later; hourly where only a person can mend it."""
    failures = connection.failures + 1
    minutes = _PAUSES[min(failures, len(_PAUSES)) - 1] if may_pass else _PAUSES[-1]
    with transaction.atomic():
        mine = everywhere().filter(pk=connection.pk, attempt=attempt)
        # Read later than now: before the clock stepped back. From here on the pauses count again.
        mine.filter(read_at__gt=now).update(read_at=now)
        return (
            mine.update(
                problem=words[:1000],
                failures=failures,
                claimed_until=None,
                next_read_at=now + timedelta(minutes=minutes),
            )
            == 1
        )


def look_again(connection: Connection, *, now: datetime) -> None:
    """Something may be new there: read it at the next look."""
    with transaction.atomic():
        everywhere().filter(pk=connection.pk).update(next_read_at=now)


def read_mail_again(seat: Membership, *, now: datetime) -> None:
    """Read the workspace's mailboxes from their beginning: more is known of whose mails count, and how much.

    What was read before comes to nothing new. In the caller's transaction.
    """
    for row in Connection.objects.in_workspace(seat.workspace_id).filter(kind=ConnectionKind.MAIL):
        kept = {name: value for name, value in row.cursor.items() if name != "folders"}
        everywhere().filter(pk=row.pk).update(cursor=kept, next_read_at=now)


def everywhere() -> ScopedQuerySet[Connection]:
    """The connections of every workspace, for the jobs."""
    return Connection.objects.across_workspaces(because="connections are due in every workspace")


def _due(now: datetime) -> ScopedQuerySet[Connection]:
    # Further ahead than any pause lies only what was set before the clock stepped back; what seems to be read later
    # than now was read before that, too.
    stepped_back = Q(next_read_at__gt=now + timedelta(minutes=2 * _PAUSES[-1])) | Q(read_at__gt=now)
    due = Q(next_read_at__lte=now) | stepped_back
    return everywhere().filter(is_free(now, LEASE), due)
