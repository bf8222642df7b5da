"""What is due, claim it, call one action; again in a minute."""

import logging
import signal
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import close_old_connections
from django.utils import timezone

from foothold.actions.expire_letters import expire_letters
from foothold.actions.expire_texts import claim_text, expire_text, texts_due
from foothold.actions.extend_series import extend_series, series_due
from foothold.actions.refresh_source import claim_source, put_off, refresh_source, sources_due
from foothold.actions.suggest_findings import claim_suggestions, give_up, suggest_findings, suggestions_due
from foothold.records.erasing import forget_what_is_due

PAUSE = 60.0
"""Seconds between two looks."""
SHORT_PAUSE = 3.0
"""Seconds after which somebody who looks at a fresh verdict is not kept waiting for a model."""

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)


def run_forever() -> None:
    """Look every minute until SIGTERM or SIGINT; a fault in one round never ends the loop."""
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    while not stop.is_set():
        try:
            work_once(now=timezone.now(), stop=stop.is_set)
        except Exception:
            log.exception("This round failed. The next one begins in a minute.")
        close_old_connections()
        _pause(stop)


def _pause(stop: threading.Event) -> None:
    """Until the next look; what waits for a model is begun meanwhile."""
    until = time.monotonic() + PAUSE
    while not stop.wait(SHORT_PAUSE) and time.monotonic() < until:
        try:
            _suggest(timezone.now, stop.is_set)
        except Exception:
            log.exception("A model could not be asked. The next look is in a minute.")
            stop.wait(PAUSE)
        close_old_connections()


def work_once(*, now: datetime, stop: Callable[[], bool] = lambda: False) -> int:
    """One round; how much was done: texts and letters removed, addresses read, series made further ahead, models asked.

    Another process may take any of it first. A fault in one kind of work never keeps the others from theirs.
    """
    begun = time.monotonic()

    def clock() -> datetime:
        # A round may take minutes; a lease counts from the moment it is taken.
        return now + timedelta(seconds=time.monotonic() - begun)

    done = 0
    for work in (_empty_the_log, _expire, _read_addresses, _extend, _suggest):
        if stop():
            break
        try:
            done += work(clock, stop)
        except Exception:
            log.exception("A part of this round failed. The next one begins in a minute.")
    return done


def _empty_the_log(clock: Clock, stop: Callable[[], bool]) -> int:
    forget_what_is_due()
    return 0


def _expire(clock: Clock, stop: Callable[[], bool]) -> int:
    removed = 0
    for text_id in texts_due(now=clock()):
        attempt = claim_text(text_id, now=clock())
        if attempt is not None and expire_text(text_id, attempt):
            removed += 1
    return removed + expire_letters(now=clock())


def _read_addresses(clock: Clock, stop: Callable[[], bool]) -> int:
    """Each due address once. What fails in one is its alone: its lease ends by itself, then it is tried again."""
    read = 0
    for source_id in sources_due(now=clock()):
        if stop():
            break
        attempt = claim_source(source_id, now=clock())
        if attempt is None:
            continue
        try:
            read += refresh_source(source_id, attempt, now=clock())
        except Exception:
            log.exception("The calendar %s could not be read. It is tried again later.", source_id)
            put_off(source_id, attempt, now=clock())
    return read


def _extend(clock: Clock, stop: Callable[[], bool]) -> int:
    made = 0
    for (workspace_id, user_id), entries in series_due(now=clock()).items():
        if stop():
            break
        made += extend_series(workspace_id, user_id, entries, now=clock())
    return made


def _suggest(clock: Clock, stop: Callable[[], bool]) -> int:
    """Each meeting that waits for a model once. What fails by a fault of ours is its alone."""
    kept = 0
    for reading_id in suggestions_due(now=clock()):
        if stop():
            break
        attempt = claim_suggestions(reading_id, now=clock())
        if attempt is None:
            continue
        try:
            kept += suggest_findings(reading_id, attempt, now=clock())
        except Exception:
            log.exception("What a model said of %s could not be kept. It is not asked again by itself.", reading_id)
            give_up(reading_id, attempt)
    return kept
