"""What is due, claim it, call one action; again in a minute."""

import logging
import signal
import threading
from datetime import datetime

from django.db import close_old_connections
from django.utils import timezone

from foothold.actions.expire_texts import claim_text, expire_text, texts_due
from foothold.records.erasing import forget_what_is_due

PAUSE = 60.0
"""Seconds between two looks."""

log = logging.getLogger(__name__)


def run_forever() -> None:
    """Look every minute until SIGTERM or SIGINT; a fault in one round never ends the loop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        try:
            work_once(now=timezone.now())
        except Exception:
            log.exception("This round failed. The next one begins in a minute.")
        close_old_connections()
        stop.wait(PAUSE)


def work_once(*, now: datetime) -> int:
    """One round; how many texts were removed. Another process may take any of them first."""
    forget_what_is_due()
    removed = 0
    for text_id in texts_due(now=now):
        attempt = claim_text(text_id, now=now)
        if attempt is not None and expire_text(text_id, attempt):
            removed += 1
    return removed
