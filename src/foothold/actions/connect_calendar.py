"""Connect the seller's own calendar on a server (CalDAV): tested first, its password sealed for its row alone."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db import transaction

from foothold.actions.forget_connection import forget_connection
from foothold.actions.remember_own_address import remember_own_address
from foothold.connectors.calendar.caldav_discovery import Calendar, Connected, connect
from foothold.connectors.calendar.caldav_outcomes import Trouble
from foothold.connectors.calendar.caldav_wire import Access, Basic
from foothold.core.mailboxes import mailbox
from foothold.records.models import Connection, Membership, Source
from foothold.records.models.connections import ConnectionKind
from foothold.records.models.sources import SourceType
from foothold.records.secrets import seal, unseal


def look_for_calendars(address: str, user: str, password: str) -> Connected | Trouble:
    """Ask the server what this account has; nothing is kept. Call it outside any transaction: it asks the network."""
    return connect(address, access_as(user or address, password))


def connect_calendar(
    seat: Membership, found: Connected, calendar: Calendar, *, address: str, user: str, password: str, now: datetime
) -> Connection:
    """Keep one of the calendars that were found; a calendar connected before is let go, what it brought stays."""
    with transaction.atomic():
        forget_connection(seat, ConnectionKind.CALENDAR)
        own = next(iter(found.addresses), "") or mailbox(address) or mailbox(user)
        source, _made = Source.objects.in_workspace(seat.workspace_id).get_or_create(
            workspace_id=seat.workspace_id,
            user_id=seat.user_id,
            kind=SourceType.CALENDAR_SERVER,
            key=calendar.address[:128],
            defaults={"name": calendar.name[:255] or "calendar"},
        )
        row = Connection(
            workspace_id=seat.workspace_id,
            user_id=seat.user_id,
            kind=ConnectionKind.CALENDAR,
            source=source,
            address=own[:254],
            settings={
                "calendar": calendar.address,
                "name": calendar.name,
                "user": user or address,
                "invites": found.schedules_itself,
                "outbox": found.outbox,
            },
            connected_at=now,
            next_read_at=now,
        )
        row.sealed = seal(password, about=str(row.pk))
        row.save()
        if own:
            remember_own_address(seat, own)
    return row


def access_of(connection: Connection) -> Access:
    """How the server of a connected calendar is asked. Raises `foothold.records.secrets.CannotOpen`."""
    kept: Mapping[str, Any] = connection.settings
    return access_as(str(kept["user"]), unseal(connection.sealed, about=str(connection.pk)))


def access_as(user: str, password: str) -> Access:
    """Access with a user name and a password, in private networks only where the settings allow it."""
    return Access(Basic(user, password), allow_private=settings.FEEDS_FROM_PRIVATE_NETWORKS)
