"""Take a calendar in: what is new, what changed, what stayed the same; all of it or nothing (DESIGN 5)."""

from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from typing import Any
from uuid import UUID

from django.db import transaction

from foothold.actions.adopt_own_bookings import adopt_own_bookings, find_own_bookings, waiting_by_uid
from foothold.actions.form_meetings import HORIZON, form_meetings
from foothold.actions.keep_how_sent import how_sent, keep_how_sent
from foothold.actions.settle import settle, settle_again
from foothold.actions.start_import import start_import
from foothold.actions.store_entries import store_entries
from foothold.actions.uids import uid_key
from foothold.connectors.calendar import is_reminder
from foothold.core.calendar_entries import Skipped, Thread
from foothold.records.calendar_rows import saying_too_much
from foothold.records.changes_kept import changed_by
from foothold.records.models import CalendarEntry, Import, Meeting, Membership, Source
from foothold.records.models.sources import ImportState, SourceType
from foothold.records.time_zones import known_zones

Progress = Callable[[str, int, int], None]
"""Called with what is being done, how much is done, and of how much."""

NO_PROGRESS: Progress = lambda what, done, of: None  # noqa: E731


@dataclass(frozen=True, slots=True)
class GivenCalendar:
    """A calendar somebody gave us: what each UID says, as a fingerprint, and how to read those that differ.

    `as_we_gave` are UIDs that stand in files as we wrote them: dropped here they are no calendar's word.
    """

    name: str
    fingerprints: Mapping[str, str]
    threads: Callable[[Container[str]], Iterable[Thread]]
    skipped: tuple[Skipped, ...] = ()
    tz: str = ""
    as_we_gave: Container[str] = ()


@dataclass(slots=True)
class Taken:
    """What one reading did. `run` is the row to undo it by.

    `concerned` are the meetings of which something else may be told now, `accounts` those whose deals may stand
    elsewhere; who reads in parts settles both at the end.
    """

    run: Import | None = None
    new: int = 0
    changed: int = 0
    same: int = 0
    skipped: list[Skipped] = field(default_factory=list)
    concerned: set[UUID] = field(default_factory=set)
    accounts: set[UUID] = field(default_factory=set)


def import_calendar(
    seat: Membership,
    calendar: GivenCalendar,
    name: str,
    *,
    now: datetime,
    files: Sequence[str] = (),
    source: Source | None = None,
    demo: bool = False,
    progress: Progress = NO_PROGRESS,
) -> Taken:
    """Store what the calendar says, in one transaction; the same calendar again changes only what differs.

    `source` is given where it is known already (an address); files find their own by the calendar's name.
    """
    demo = demo or _is_of_the_demo(seat, calendar)
    with transaction.atomic():
        source = source or source_of_file(seat, SourceType.CALENDAR_FILE, calendar.name or name, name, demo=demo)
        run = start_import(seat, source, list(files[:200]) or [name], now=now)
        _take_the_zone(seat, calendar.tz)
        with changed_by(run):
            taken = _take(seat, calendar, source, run, now=now, demo=demo, progress=progress)
        finish(run, taken, now=now)
    return taken


def _is_of_the_demo(seat: Membership, calendar: GivenCalendar) -> bool:
    """A file whose entries all are the demo's own, as the one its booking page gives: it changes the demo alone."""
    keys = {uid_key(uid) for uid in calendar.fingerprints}
    if not keys or len(keys) > _OF_THE_DEMO_AT_MOST:
        return False
    rows = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, uid__in=keys)
    return rows.filter(source__demo=True).count() == len(keys)


_OF_THE_DEMO_AT_MOST = 50


def _take_the_zone(seat: Membership, tz: str) -> None:
    """A machine that does not know where it is says UTC: then the first calendar's own zone is the better guess."""
    workspace = seat.workspace
    if workspace.tz not in _NO_ZONE or tz in _NO_ZONE or tz not in known_zones():
        return
    if not Meeting.objects.in_workspace(workspace.pk).filter(demo=False).exists():
        workspace.tz = tz
        workspace.save(update_fields=["tz"])


_NO_ZONE = frozenset({"", "UTC", "Etc/UTC"})


def source_of_file(seat: Membership, kind: SourceType, key: str, name: str, *, demo: bool = False) -> Source:
    """The same calendar, mail folder or call log as before, or a new one."""
    digest = sha256(f"{'demo' if demo else ''}{key}".encode()).hexdigest()
    source, _ = Source.objects.in_workspace(seat.workspace_id).get_or_create(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        kind=kind,
        key=digest,
        defaults={"name": key[:255] or name[:255], "demo": demo},
    )
    return source


def finish(run: Import, taken: Taken, *, now: datetime) -> None:
    """Write down what the reading did."""
    taken.run = run
    run.state, run.ended_at = ImportState.DONE, now
    run.new, run.changed, run.same = taken.new, taken.changed, taken.same
    run.read = taken.new + taken.changed + taken.same
    run.skipped = [_kept(each) for each in taken.skipped[:1000]]
    run.save()
    run.source.read_at, run.source.problem = now, ""
    run.source.save(update_fields=["read_at", "problem", "covers_from", "covers_until"])


def _kept(skipped: Skipped) -> dict[str, Any]:
    kept = {"what": skipped.what[:300], "reason": skipped.reason[:500]}
    return kept | ({"was_read": True} if skipped.was_read else {})


def _take(
    seat: Membership,
    calendar: GivenCalendar,
    source: Source,
    run: Import,
    *,
    now: datetime,
    demo: bool,
    progress: Progress,
) -> Taken:
    kept = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    before = {
        uid: (fingerprint, until)
        for uid, fingerprint, until in kept.values_list("uid", "fingerprint", "expanded_until").iterator()
    }
    again = saying_too_much(kept)
    # Our own notes in his calendar are no meetings.
    prints = {uid: each for uid, each in calendar.fingerprints.items() if not is_reminder(uid)}
    differing = {
        uid
        for uid, fingerprint in prints.items()
        if before.get(uid_key(uid), ("",))[0] != fingerprint or uid_key(uid) in again
    }
    short = {uid for uid in prints.keys() - differing if _ends_soon(before[uid_key(uid)][1], now)}
    taken = Taken(skipped=list(calendar.skipped))
    stored = store_entries(seat, calendar.threads(differing | short), source, run, differing)
    rows, taken.new, taken.changed = stored.rows, stored.new, stored.changed
    sent = how_sent(seat)
    adopt_own_bookings(seat, rows, now=now, calendar_name=calendar.name)
    waiting = waiting_by_uid(seat)
    there = {uid for uid in prints if uid_key(uid) in waiting and uid not in calendar.as_we_gave}
    found = find_own_bookings(waiting, calendar.threads(there), now=now) if there else []
    taken.same = len(prints) - taken.new - taken.changed
    formed, skipped = form_meetings(
        seat, rows, now=now, demo=demo, progress=lambda done: progress("meetings", done, len(rows))
    )
    where = run.files[0] if len(run.files) == 1 else source.name
    taken.skipped += [Skipped(where, f"{each.what}: {each.reason}") for each in skipped]
    settle(seat, formed, calendar_name=calendar.name, demo=demo)
    settle_again(seat, {each.meeting_id for each in found} - formed.meetings.keys())
    keep_how_sent(seat, run, sent)
    return taken


def _ends_soon(expanded_until: datetime | None, now: datetime) -> bool:
    """Whether the instances of a series reach no longer far enough ahead."""
    return expanded_until is not None and expanded_until < now + HORIZON / 2
