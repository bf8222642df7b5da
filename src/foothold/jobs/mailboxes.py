"""Connected mailboxes are watched (IMAP IDLE): what comes is read within a second or two, not at the next round."""

import logging
import threading
from uuid import UUID

from django.db import close_old_connections, connections
from django.utils import timezone

from foothold.actions.claim_connection import everywhere, look_again
from foothold.actions.mail_servers import imap_of, mail_network, secret_of
from foothold.connectors.mail.mailbox import open_mailbox
from foothold.core.conversation import Unreadable
from foothold.records.models import Connection
from foothold.records.models.connections import ConnectionKind
from foothold.records.secrets import CannotOpen

LOOK = 5.0
"""Seconds between two looks at which mailboxes there are."""
WATCHED_AT_MOST = 100
"""Mailboxes watched by one process, a connection each; others are read every few minutes."""
WAIT = 540.0
"""Seconds of one wait: servers and routers forget a silent connection after ten minutes."""
_AFTER_TROUBLE = 60.0

log = logging.getLogger(__name__)


def watch_until(stop: threading.Event) -> None:
    """Watch every connected mailbox in a thread of its own, until `stop`."""
    watched: dict[UUID, threading.Thread] = {}
    while not stop.wait(LOOK):
        try:
            there = set(everywhere().filter(kind=ConnectionKind.MAIL).values_list("pk", flat=True)[:WATCHED_AT_MOST])
        except Exception:
            log.exception("The mailboxes could not be listed. It is tried again in a moment.")
            continue
        watched = {key: thread for key, thread in watched.items() if thread.is_alive()}
        for key in there - watched.keys():
            watched[key] = threading.Thread(target=_watch, args=(key, stop), name="mailbox", daemon=True)
            watched[key].start()
        close_old_connections()


def _watch(connection_id: UUID, stop: threading.Event) -> None:
    """Until it is disconnected, connected anew, or we are stopped."""
    try:
        while not stop.is_set():
            row = everywhere().filter(pk=connection_id).first()
            if row is None:
                return
            try:
                _wait_for_mail(row, stop)
            except (Unreadable, CannotOpen):
                # What is wrong is said where it is read; here it is only waited for less.
                stop.wait(_AFTER_TROUBLE)
            close_old_connections()
    except Exception:
        log.exception("A mailbox is not watched any more for now. It is read every few minutes all the same.")
        stop.wait(_AFTER_TROUBLE)
    finally:
        connections.close_all()


def _wait_for_mail(row: Connection, stop: threading.Event) -> None:
    with open_mailbox(imap_of(row), secret_of(row), network=mail_network()) as box:
        # From here on everything is told; what came while nobody watched is looked for.
        box.wait(0)
        look_again(row, now=timezone.now())
        while not stop.is_set():
            # Released while waiting, for minutes: the database has better use for it.
            connections.close_all()
            came = box.wait(WAIT, stop.is_set)
            there = everywhere().filter(pk=row.pk).first()
            if there is None:
                return
            if came:
                look_again(there, now=timezone.now())
