"""Connected calendars and mailboxes are read: when they are due, or when the server says that something is new."""

import logging
import threading
from collections.abc import Callable
from uuid import UUID

from django.db import close_old_connections
from django.utils import timezone

from foothold.actions.claim_connection import (
    HEARTBEAT,
    claim_connection,
    connections_due,
    everywhere,
    has_failed,
    keep_going,
)
from foothold.actions.read_calendar_server import read_calendar_server
from foothold.actions.read_mailbox import read_mailbox
from foothold.jobs.heartbeat import kept_alive
from foothold.records.models.connections import ConnectionKind

PAUSE = 1.0
"""Seconds between two looks at what is due."""

log = logging.getLogger(__name__)

READ: dict[str, Callable[..., bool]] = {
    ConnectionKind.CALENDAR.value: read_calendar_server,
    ConnectionKind.MAIL.value: read_mailbox,
}
"""How each kind of connection is read."""


def read_until(stop: threading.Event) -> None:
    """Read what is due, until `stop`. A fault with one connection is that one's alone."""
    while not stop.wait(PAUSE):
        try:
            read_due(stop)
        except Exception:
            log.exception("The connections could not be looked at. It is tried again in a moment.")
            stop.wait(30)
        close_old_connections()


def read_due(stop: threading.Event) -> int:
    """Each due connection once; how many were read."""
    done = 0
    for connection_id in connections_due(now=timezone.now()):
        if stop.is_set():
            break
        done += _read(connection_id)
    return done


def _read(connection_id: UUID) -> bool:
    attempt = claim_connection(connection_id, now=timezone.now())
    connection = everywhere().filter(pk=connection_id).first()
    if attempt is None or connection is None:
        return False
    try:
        with kept_alive(lambda: keep_going(connection, attempt, now=timezone.now()), every=HEARTBEAT.total_seconds()):
            return READ[connection.kind](connection_id, attempt, now=timezone.now())
    except Exception:
        log.exception("The connection %s could not be read. It is tried again later.", connection_id)
        words = "It could not be stored; what was read before is kept. That is our fault."
        return has_failed(connection, attempt, words, now=timezone.now())
