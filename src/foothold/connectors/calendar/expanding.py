"""A thread to the meetings it puts in the calendar (RFC 5545 3.8.4.4, 3.8.5; RFC 5546 3.2.5)."""

from collections.abc import Iterator
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

from foothold.connectors.calendar.entries import written
from foothold.connectors.calendar.instances import read_instance, series_instances
from foothold.connectors.calendar.notes import Notes, titled
from foothold.connectors.calendar.placing import Window
from foothold.connectors.calendar.versions import is_cancelled, newest, newest_of_each, stated
from foothold.core.calendar_entries import Entry, Occurrence, Skipped, Thread

MOST_OCCURRENCES = 1_500
"""Most meetings of one thread."""

# Near the ends of the calendar a change of zone, or a day more, is no longer a time.
_FIRST, _LAST = datetime(10, 1, 1, tzinfo=UTC), datetime(9990, 1, 1, tzinfo=UTC)


def expand(
    thread: Thread, *, since: datetime, until: datetime, tz: ZoneInfo, most: int = MOST_OCCURRENCES
) -> tuple[tuple[Occurrence, ...], tuple[Skipped, ...]]:
    """The meetings of `thread`, in order of time, and what was left out of it and why.

    A single entry is one meeting, whenever it is. Of a series, and of instances whose series is not in the file,
    those that stand in [`since`, `until`] or stood there before they were moved; at most `most`. Cancelled ones are
    among them. `tz` is the reader's zone: days begin at its midnight, floating times are its own. All times returned
    are aware. ValueError where `since` or `until` is not.
    """
    if since.utcoffset() is None or until.utcoffset() is None:
        raise ValueError("since and until need a time zone")
    notes = Notes()
    window = Window(max(since, _FIRST).astimezone(UTC), min(until, _LAST).astimezone(UTC), tz)
    found = sorted(_occurrences(thread, window, most, notes), key=_order)
    if len(found) > most:
        last = found[most - 1].starts_at
        reason = f"it has more than {most:,} dates: those after {last:%Y-%m-%d} were left out"
        notes.add(titled(found[0].entry), reason)
    return tuple(found[:most]), notes.listed()


def _order(occurrence: Occurrence) -> datetime:
    return occurrence.starts_at.astimezone(UTC)


def _occurrences(thread: Thread, window: Window, most: int, notes: Notes) -> Iterator[Occurrence]:
    entries = stated(thread.entries)
    masters = [entry for entry in entries if not entry.recurrence_id]
    overrides = newest_of_each([entry for entry in entries if entry.recurrence_id])
    series = newest(masters)
    if len(masters) > 1:
        notes.add(titled(masters[0]), f"its UID stands for {len(masters)} entries: the newest was taken")
    begins = window.begins(series) if series else None
    if series and begins is None:
        notes.add(titled(series), series.problem or "its start cannot be believed")
    if series and begins and series.recurs and thread.raw:
        yield from series_instances(thread, series, overrides, window, most, notes)
        return
    if series and begins and not any(entry.recurrence_id == written(series.start) for entry in overrides):
        yield Occurrence(entry=series, starts_at=begins, ends_at=window.ends(series, begins))
    for override in overrides:
        yield from _alone(override, window, notes)


def _alone(entry: Entry, window: Window, notes: Notes) -> Iterator[Occurrence]:
    """An instance whose series is not in the file stands for itself."""
    original = read_instance(entry.recurrence_id)
    stood = window.aware(original) if original else None
    begins = window.begins(entry) if entry.start is not None else stood
    if begins is None or (entry.start is None and not is_cancelled(entry)):
        notes.add(titled(entry), entry.problem or "its start cannot be believed")
    elif window.shows(begins, stood):
        yield Occurrence(
            entry=entry,
            starts_at=begins,
            ends_at=window.ends(entry, begins),
            recurrence_id=entry.recurrence_id,
            moved_from=stood if stood != begins else None,
        )
