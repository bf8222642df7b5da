"""What a calendar says, as plain fields of a row and back (core.calendar_entries)."""

from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from foothold.core.calendar_entries import Attendee, Entry, Thread
from foothold.records.models import CalendarEntry

_MOMENTS = ("start", "end", "created", "modified", "stamped")
_PRIVATE = frozenset({"summary", "location", "comment"})
_SAID = ("SUMMARY", "LOCATION", "COMMENT")
_DEFAULTS = {each.name: each.default for each in fields(Entry)}


def entry_rows(thread: Thread) -> list[dict[str, Any]]:
    """Plain JSON values; `thread_of` gives the same entries back. What stands at its default is left out."""
    return [_row(entry) for entry in thread.entries]


def kept_lines(thread: Thread) -> str:
    """The lines of a series as they are kept: what its owner marked as private says only when it is."""
    if not any(entry.private for entry in thread.entries):
        return thread.raw
    return "".join(line for line in thread.raw.splitlines(keepends=True) if not line.upper().startswith(_SAID))


def thread_of(row: CalendarEntry) -> Thread:
    """The thread `entry_rows` took apart, with its lines as they are kept."""
    return Thread(
        uid=row.uid,
        fingerprint=row.fingerprint,
        entries=tuple(_entry(fields) for fields in row.entries),
        raw=row.raw,
    )


def _row(entry: Entry) -> dict[str, Any]:
    kept: dict[str, Any] = {}
    for name, default in _DEFAULTS.items():
        value = getattr(entry, name)
        if value == default or (entry.private and name in _PRIVATE):
            continue
        if name in _MOMENTS:
            kept[name] = value.isoformat()
        elif name == "organizer":
            kept[name] = _person(value)
        elif name == "attendees":
            kept[name] = [_person(each) for each in value]
        else:
            kept[name] = value
    return kept


def _person(attendee: Attendee) -> dict[str, str]:
    return {name: value for name, value in asdict(attendee).items() if value}


def _entry(kept: Mapping[str, Any]) -> Entry:
    values: dict[str, Any] = dict(kept)
    for name in _MOMENTS:
        if name in values:
            values[name] = _moment(values[name], values.get("tz", ""))
    if "organizer" in values:
        values["organizer"] = _attendee(values["organizer"])
    values["attendees"] = tuple(_attendee(each) for each in values.get("attendees", ()))
    return Entry(**values)


def _attendee(kept: Mapping[str, str]) -> Attendee:
    return Attendee(**({"address": ""} | dict(kept)))


def _moment(written: str, tz: str) -> datetime | date:
    if "T" not in written:
        return date.fromisoformat(written)
    moment = datetime.fromisoformat(written)
    # A series keeps its hour over the end of summer time: the offset alone would not.
    zone = _zone(tz) if moment.tzinfo else None
    return moment.astimezone(zone) if zone else moment


@lru_cache(maxsize=512)
def _zone(tz: str) -> ZoneInfo | None:
    try:
        return ZoneInfo(tz) if tz else None
    except (ValueError, OSError, ZoneInfoNotFoundError):
        return None
