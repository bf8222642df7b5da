"""Notes to sellers, reminders in their calendars, a question to customers: looked at every minute (UX 4)."""

import logging
from collections.abc import Callable
from datetime import datetime

from foothold.actions.ask_customers import ask_customers
from foothold.actions.put_reminders import put_reminders
from foothold.actions.send_notes import seats_connected, send_notes
from foothold.records.models.connections import ConnectionKind

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)

_WRITES: tuple[tuple[ConnectionKind, Callable[..., int]], ...] = (
    (ConnectionKind.MAIL, send_notes),
    (ConnectionKind.CALENDAR, put_reminders),
    (ConnectionKind.MAIL, ask_customers),
)
"""What is written for whoever has connected what."""


def notify(clock: Clock, stop: Callable[[], bool]) -> int:
    """What is due of every person, once; how much was written. A fault with one of them is his alone."""
    done = 0
    for kind, write in _WRITES:
        for seat in seats_connected(kind):
            if stop():
                return done
            try:
                done += write(seat, now=clock())
            except Exception:
                log.exception("The notes of %s could not be written. It is tried again in a minute.", seat.user_id)
    return done
