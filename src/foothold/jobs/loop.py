"""What is due, claim it, call one action; again in a minute."""

import logging
import signal
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from uuid import UUID

from django.db import close_old_connections
from django.utils import timezone

from foothold.actions.expire_letters import expire_letters
from foothold.actions.expire_sessions import expire_sessions
from foothold.actions.expire_texts import claim_text, expire_text, texts_due
from foothold.actions.extend_series import extend_series, series_due
from foothold.actions.foretell_answers import foretell_answers, workspaces_due
from foothold.actions.keep_waiting_table import expire_waiting_tables
from foothold.actions.refresh_source import claim_source, put_off, refresh_source, sources_due
from foothold.actions.revive_deals import revive_deals, workspaces_with_let_go
from foothold.actions.settle_review_days import settle_review_days
from foothold.actions.settle_standings import learn_triage, learning_due, settle_standings, standings_due
from foothold.actions.suggest_findings import claim_suggestions, give_up, suggest_findings, suggestions_due
from foothold.actions.tell_days import settle_changed_days
from foothold.jobs.connections import read_until
from foothold.jobs.mailboxes import watch_until
from foothold.jobs.notes import notify
from foothold.jobs.outbox import send_until
from foothold.records.erasing import forget_what_is_due
from foothold.records.models import Workspace

PAUSE = 60.0
"""Seconds between two looks."""
SHORT_PAUSE = 3.0
"""Seconds after which somebody who looks at a fresh verdict is not kept waiting for a model."""

REVIVE_EVERY = timedelta(minutes=10)
"""Between two looks at what a workspace let go."""

Clock = Callable[[], datetime]

log = logging.getLogger(__name__)
_looked_at: dict[UUID, datetime] = {}


def run_forever() -> None:
    """Look every minute until SIGTERM or SIGINT; a fault in one round never ends the loop.

    Beside it the outbox and the connections, which wait for no round.
    """
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    beside = [
        threading.Thread(target=each, args=(stop,), daemon=True) for each in (send_until, read_until, watch_until)
    ]
    for thread in beside:
        thread.start()
    while not stop.is_set():
        try:
            work_once(now=timezone.now(), stop=stop.is_set)
        except Exception:
            log.exception("This round failed. The next one begins in a minute.")
        close_old_connections()
        _pause(stop)
    for thread in beside:
        # What is being sent comes to something, if the server answers soon; else it is due again later.
        thread.join(timeout=4)


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
    """One round; how much was done: texts, letters and waiting tables removed, notes written, addresses read,
    series made further ahead, models asked, deals brought back.

    Another process may take any of it first. A fault in one kind of work never keeps the others from theirs.
    """
    begun = time.monotonic()

    def clock() -> datetime:
        # A round may take minutes; a lease counts from the moment it is taken.
        return now + timedelta(seconds=time.monotonic() - begun)

    done = 0
    for work in (
        notify,
        _empty_the_log,
        _expire,
        _read_addresses,
        _extend,
        _settle_days,
        _count_reviews,
        _suggest,
        _revive,
        _stand,
        _foretell,
    ):
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
    expire_sessions(now=clock())
    return removed + expire_letters(now=clock()) + expire_waiting_tables(now=clock())


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


def _revive(clock: Clock, stop: Callable[[], bool]) -> int:
    """What a customer did on his page, by a call or by a reply brings back a deal that was let go (METHOD 8).

    Each workspace every ten minutes: all the signs of the customers it let go are read for it.
    """
    back = 0
    for workspace_id in workspaces_with_let_go():
        now, last = clock(), _looked_at.get(workspace_id)
        if stop():
            break
        if last is not None and abs(now - last) < REVIVE_EVERY:
            continue
        _looked_at[workspace_id] = now
        with _its_alone("The deals workspace %s let go could not be looked at", workspace_id):
            back += len(revive_deals(workspace_id, None, now=now))
    return back


def _foretell(clock: Clock, stop: Callable[[], bool]) -> int:
    """Each workspace once a day; nobody waits for it, so it counts as nothing done. What fails in one is its alone."""
    for workspace_id in workspaces_due(now=clock()):
        if stop():
            break
        with _its_alone("The answers of workspace %s could not be foretold", workspace_id):
            foretell_answers(workspace_id, now=clock())
    return 0


def _settle_days(clock: Clock, stop: Callable[[], bool]) -> int:
    """Where zone or country changed, what is counted in working days. It repeats what is there: nothing done."""
    for workspace_id in Workspace.objects.filter(days_changed_at__isnull=False).values_list("pk", flat=True):
        if stop():
            break
        with _its_alone("The working days of workspace %s could not be settled anew", workspace_id):
            settle_changed_days(workspace_id)
    return 0


def _count_reviews(clock: Clock, stop: Callable[[], bool]) -> int:
    """The daily numbers of reviews, where something changed; they repeat what is there and count as nothing done."""
    for workspace in Workspace.objects.all():
        if stop():
            break
        with _its_alone("The days of workspace %s could not be counted", workspace.pk):
            settle_review_days(workspace)
    return 0


def _stand(clock: Clock, stop: Callable[[], bool]) -> int:
    """Learn once a day, and work out the deals that are due: those never worked out, and each once a day."""
    for workspace_id in learning_due(now=clock()):
        if stop():
            return 0
        with _its_alone("Nothing could be learned in workspace %s", workspace_id):
            learn_triage(workspace_id, now=clock())
    # What failed is due again at once: it waits for the next round.
    before: object = None
    while not stop() and (due := standings_due(now=clock())) and due != before:
        before = due
        for workspace_id, accounts in due.items():
            with _its_alone("The deals of workspace %s could not be worked out", workspace_id):
                settle_standings(workspace_id, now=clock(), accounts=accounts)
    return 0


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


@contextmanager
def _its_alone(what: str, workspace_id: object) -> Iterator[None]:
    """What fails in one workspace is said and stops no other; the next round tries it again."""
    try:
        yield
    except Exception:
        log.exception(f"{what}. It is tried again.", workspace_id)
