"""What waits in the outbox leaves: looked at twice a second, by a few threads, each claim kept alive meanwhile."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import IO
from uuid import UUID

from django.conf import settings
from django.db import close_old_connections, connections
from django.utils import timezone

from foothold.actions.send_departure import (
    HEARTBEAT,
    Send,
    claim_departure,
    departures_due,
    send_departure,
    still_at_it,
)
from foothold.actions.send_over import send_over
from foothold.jobs.heartbeat import kept_alive

PAUSE = 0.5
"""Seconds between two looks: from the last tap to the mail server it is to be less than two."""
AT_ONCE = 4
"""Threads that send; a slow server holds up one of them."""

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)


class Outbox:
    """The sending threads of this process. At most one process a machine sends (`one_a_machine`): a clock that steps
    forward makes a live lease look expired, and within one process it is known who is still at it."""

    def __init__(self, stop: threading.Event, *, send: Send = send_over, clock: Clock = timezone.now) -> None:
        self._stop, self._send, self._clock = stop, send, clock
        self._at_it: set[UUID] = set()
        self._guard, self._turn = threading.Lock(), threading.Lock()

    def start(self) -> list[threading.Thread]:
        """Start the threads; they end after `stop` is set and what is being sent has come to something."""
        threads = [threading.Thread(target=self._run, name=f"outbox-{place}", daemon=True) for place in range(AT_ONCE)]
        for thread in threads:
            thread.start()
        return threads

    def send_one(self) -> bool:
        """Claim the departure that is due longest and make one attempt; False where there was none."""
        claimed = self._claim()
        if claimed is None:
            return False
        self._send_claimed(*claimed)
        return True

    def _run(self) -> None:
        while not self._stop.is_set():
            # One thread looks, the others wait for their turn: an outbox at rest costs two queries a second.
            if not self._turn.acquire(timeout=1):
                continue
            try:
                claimed = self._wait_and_claim()
            finally:
                self._turn.release()
            if claimed is not None:
                self._send_safely(*claimed)
        connections.close_all()

    def _wait_and_claim(self) -> tuple[UUID, int] | None:
        """The next departure, as soon as there is one; None once we are stopped."""
        while not self._stop.is_set():
            try:
                claimed = self._claim()
            except Exception:
                log.exception("The outbox could not be looked at. It is tried again in a moment.")
                claimed = None
                self._stop.wait(5)
            close_old_connections()
            if claimed is not None:
                return claimed
            self._stop.wait(PAUSE)
        return None

    def _claim(self) -> tuple[UUID, int] | None:
        for departure_id in departures_due(now=self._clock()):
            if not self._is_mine(departure_id):
                continue
            attempt = claim_departure(departure_id, now=self._clock())
            if attempt is not None:
                return departure_id, attempt
            self._is_done(departure_id)
        return None

    def _send_safely(self, departure_id: UUID, attempt: int) -> None:
        try:
            self._send_claimed(departure_id, attempt)
        except Exception:
            log.exception("The departure %s was not sent. It is tried again when its claim has run out.", departure_id)
            self._stop.wait(5)

    def _send_claimed(self, departure_id: UUID, attempt: int) -> None:
        try:
            beat = partial(self._beat, departure_id, attempt)
            with kept_alive(beat, every=HEARTBEAT.total_seconds()):
                send_departure(departure_id, attempt, self._send, clock=self._clock)
        finally:
            self._is_done(departure_id)

    def _beat(self, departure_id: UUID, attempt: int) -> bool:
        return still_at_it(departure_id, attempt, now=self._clock())

    def _is_mine(self, departure_id: UUID) -> bool:
        """Whether no thread of this process is still at it; from here on we are."""
        with self._guard:
            mine = departure_id not in self._at_it
            self._at_it.add(departure_id)
        return mine

    def _is_done(self, departure_id: UUID) -> None:
        with self._guard:
            self._at_it.discard(departure_id)


@contextmanager
def one_a_machine(stop: threading.Event, folder: Path | None = None) -> Iterator[bool]:
    """Wait until no other process of this machine sends from this data folder; False where we are stopped first."""
    path = (folder or Path(settings.DATA_DIR)) / "outbox.lock"
    with path.open("a", encoding="ascii") as file:
        while not _locked(file):
            if stop.wait(1):
                yield False
                return
        yield True


def _locked(file: IO[str]) -> bool:
    try:
        import fcntl
    except ImportError:  # not on Windows
        return True
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def send_until(stop: threading.Event) -> None:
    """The outbox of this process, in a thread of its own, until `stop`."""
    with one_a_machine(stop) as mine:
        if mine:
            for thread in Outbox(stop).start():
                while thread.is_alive():
                    thread.join(timeout=1)
