"""Let a connection go: its password and how far it was read. What it brought and what has left stay."""

from django.db import transaction

from foothold.records.models import Connection, Membership
from foothold.records.models.connections import ConnectionKind


def forget_connection(seat: Membership, kind: ConnectionKind) -> None:
    """Forget the person's mailbox or calendar server. What waits in the outbox goes on waiting, and says so."""
    with transaction.atomic():
        rows = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, kind=kind)
        rows.delete()
