"""A claim is kept alive while its work goes on, so that nobody takes it over; when we die, it soon ends by itself."""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connections

log = logging.getLogger(__name__)


@contextmanager
def kept_alive(beat: Callable[[], bool], *, every: float) -> Iterator[None]:
    """Call `beat` every so many seconds in a thread of its own, until it says that the claim is no longer ours."""
    done = threading.Event()

    def go_on() -> None:
        while not done.wait(every):
            try:
                if not beat():
                    break
            except Exception:
                # The next beat may reach the database again; if none does, the claim ends by itself.
                log.exception("A claim could not be kept alive.")
        connections.close_all()

    heart = threading.Thread(target=go_on, name="heartbeat", daemon=True)
    heart.start()
    try:
        yield
    finally:
        done.set()
        heart.join(timeout=5)
