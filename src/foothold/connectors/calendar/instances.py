"""The instances of one series: those its rule gives, and those changed, moved or cancelled on their own."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from foothold.connectors.calendar.entries import EntryLines
from foothold.connectors.calendar.notes import Notes, titled
from foothold.connectors.calendar.placing import Window, after, length_of
from foothold.connectors.calendar.scanning import scan_calendar
from foothold.connectors.calendar.series import RecurrenceSet, recurrence_set
from foothold.connectors.calendar.versions import is_cancelled
from foothold.connectors.calendar.wall import Wall, wall_of
from foothold.connectors.calendar.zones import Zones
from foothold.core.calendar_entries import Entry, Occurrence, Thread

_NO_TIME = timedelta(0)
_FARTHEST = timedelta(days=366)
_THIS_AND_FUTURE = re.compile(rb"^RECURRENCE-ID[^\n]*;RANGE=\"?THISANDFUTURE", re.IGNORECASE | re.MULTILINE)


@dataclass(frozen=True, slots=True)
class _Change:
    """An override: `original` is where the series has the instance, `shift` how far it was moved, on the wall.

    `onwards` where it speaks of all later instances too (RANGE=THISANDFUTURE) and moves them by a year at most.
    """

    entry: Entry
    original: datetime
    shift: timedelta
    onwards: bool


def series_instances(
    thread: Thread, series: Entry, overrides: Sequence[Entry], window: Window, most: int, notes: Notes
) -> Iterator[Occurrence]:
    """The instances of `series` in the window, its `overrides` in their places, in no order; about `most` at most."""
    wall = wall_of(series, window.tz)
    lines, onwards, zones = _lines_of(thread, series)
    changes = _changes(overrides, wall, onwards)
    reach = max((abs(change.shift) for change in changes.values() if change.onwards), default=_NO_TIME)
    asked = Window(window.since - reach, window.until + reach, window.tz)
    found = recurrence_set(series, lines, wall, zones, window=asked, most=most + len(changes))
    for reason in found.left_out:
        notes.add(titled(series), reason)
    yield from _by_rule(series, wall, found, changes, window)
    yield from _changed(series, wall, found, changes, window, notes)


def read_instance(recurrence_id: str) -> datetime | date | None:
    """`Entry.recurrence_id` as a moment or day again, None where it was kept as the file's own words."""
    try:
        return date.fromisoformat(recurrence_id) if len(recurrence_id) == 10 else datetime.fromisoformat(recurrence_id)
    except ValueError:
        return None


def instance_key(recurrence_id: str) -> str:
    """The same word for the same instance of a series, in whatever zone its name is written.

    An answer mailed back names the instance in UTC where the calendar names it in its zone. Days, floating times and
    empty names are their own key.
    """
    at = read_instance(recurrence_id)
    return at.astimezone(UTC).isoformat() if isinstance(at, datetime) and at.tzinfo else recurrence_id


def _lines_of(thread: Thread, series: Entry) -> tuple[EntryLines, list[Entry], Zones]:
    """The lines of `series`, the overrides that hold onwards, and the zones the thread's file defines.

    ValueError where `raw` and `entries` are not of the same reading.
    """
    scanned = scan_calendar(thread.raw.encode(), thread.uid)
    components = [component for group in scanned.components.values() for component in group]
    lines, onwards = None, []
    for entry, component in zip(thread.entries, components, strict=True):
        if entry is series:
            lines = EntryLines(component)
        elif entry.recurrence_id and _THIS_AND_FUTURE.search(component.lines):
            onwards.append(entry)
    if lines is None:
        raise ValueError("the series is not among the thread's entries")
    return lines, onwards, scanned.zones


def _changes(overrides: Sequence[Entry], wall: Wall, onwards: Sequence[Entry]) -> dict[datetime, _Change]:
    changes: dict[datetime, _Change] = {}
    for entry in overrides:
        instance = read_instance(entry.recurrence_id)
        if instance is None:
            continue
        original = wall.of(instance)
        shift = wall.of(entry.start) - original if entry.start is not None else _NO_TIME
        holds_on = abs(shift) <= _FARTHEST and any(entry is one for one in onwards)
        changes[original] = _Change(entry, original, shift, holds_on)
    return changes


def _by_rule(
    series: Entry, wall: Wall, found: RecurrenceSet, changes: dict[datetime, _Change], window: Window
) -> Iterator[Occurrence]:
    """The instances nobody changed by themselves; after an override that holds onwards they follow it."""
    onwards = sorted((change for change in changes.values() if change.onwards), key=lambda change: change.original)
    entry, shift, length, following = series, _NO_TIME, length_of(series), 0
    for original in found.walls:
        while following < len(onwards) and onwards[following].original <= original:
            change = onwards[following]
            entry, shift, length = change.entry, change.shift, length_of(change.entry)
            following += 1
        if original in changes:
            continue
        stood = wall.aware(original)
        begins = wall.aware(original + shift) if shift else stood
        if window.shows(begins, stood):
            yield Occurrence(
                entry=entry,
                starts_at=begins,
                ends_at=after(begins, found.lengths.get(original, length)),
                recurrence_id=wall.name(original),
                moved_from=stood if shift else None,
            )


def _changed(
    series: Entry, wall: Wall, found: RecurrenceSet, changes: dict[datetime, _Change], window: Window, notes: Notes
) -> Iterator[Occurrence]:
    """The instances changed on their own. One that its series excludes is gone, unless it is newer than the series."""
    for original, change in changes.items():
        entry = change.entry
        if found.excludes(original) and entry.sequence <= series.sequence:
            continue
        stood = window.aware(wall.aware(original))
        begins = window.begins(entry) if entry.start is not None else stood
        if stood is None or begins is None:
            continue
        if entry.start is None and entry.problem and not is_cancelled(entry):
            notes.add(titled(entry), f"{entry.problem}: where one of its dates was moved to is not known")
        elif window.shows(begins, stood):
            ends = window.ends(entry, begins) if entry.start is not None else after(begins, length_of(series))
            moved_from = stood if stood != begins else None
            yield Occurrence(
                entry=entry, starts_at=begins, ends_at=ends, recurrence_id=entry.recurrence_id, moved_from=moved_from
            )
