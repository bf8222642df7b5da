"""Whether a letter of this person's can leave by itself."""

from foothold.records.models import Connection, Membership
from foothold.records.models.connections import ConnectionKind


def has_mailbox(seat: Membership) -> bool:
    """Whether his mailbox is connected."""
    rows = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, kind=ConnectionKind.MAIL)
    return rows.exists()
