"""What a calendar says, as plain fields of a row and back (core.calendar_entries)."""

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import date, datetime
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db.models import TextField
from django.db.models.functions import Cast

from foothold.core.calendar_entries import Attendee, Entry, Thread
from foothold.records.models import CalendarEntry
from foothold.records.scoping import ScopedQuerySet

_MOMENTS = ("start", "end", "created", "modified", "stamped")
_PRIVATE = frozenset({"summary", "location", "comment", "organizer", "attendees"})
"""What of a private entry is not kept: it takes time and says nothing more (CLASS, RFC 5545 3.8.1.3)."""
_SAID = ("SUMMARY", "LOCATION", "COMMENT", "DESCRIPTION", "CONTACT", "ORGANIZER", "ATTENDEE")
_COMPONENT = re.compile(r"(?ims)^BEGIN:VEVENT\s*?$.*?(?:^END:VEVENT\s*?$|\Z)")
_CLOSED = re.compile(r"(?im)^CLASS(?:;[^:\r\n]*)?:\s*(?!PUBLIC\b)\S")
_NOT_KEPT = frozenset({"delegated_to", "delegated_from", "sent_by", "comment"})
"""What tells whose an answer is, and is read as it comes in. Kept, it would be one more place to delete people from."""
_DEFAULTS = {each.name: each.default for each in fields(Entry)}


def entry_rows(thread: Thread) -> list[dict[str, Any]]:
    """Plain JSON values; `thread_of` gives the same entries back, but for `_NOT_KEPT`. Defaults are left out."""
    return [_row(entry) for entry in thread.entries]


def kept_lines(thread: Thread) -> str:
    """The lines of a series as they are kept: what its owner marked as private says only when it is.

    An instance that is private makes the others of its series no secret, and the other way round.
    """
    if not any(entry.private for entry in thread.entries):
        return thread.raw
    return _COMPONENT.sub(_only_when, thread.raw)


def _only_when(component: re.Match[str]) -> str:
    if not _CLOSED.search(component[0]):
        return component[0]
    return "".join(line for line in component[0].splitlines(keepends=True) if not line.upper().startswith(_SAID))


def saying_too_much(rows: ScopedQuerySet[CalendarEntry]) -> frozenset[str]:
    """The UIDs of those rows that were kept when more of a private entry was kept than today: to be read again."""
    private = rows.annotate(written=Cast("entries", TextField())).filter(written__contains='"private": true')
    return frozenset(
        uid
        for uid, entries in private.values_list("uid", "entries").iterator()
        if any(each.get("private") and not _PRIVATE.isdisjoint(each) for each in entries)
    )


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


def _person(attendee: Attendee) -> dict[str, Any]:
    return {name: value for name, value in asdict(attendee).items() if value and name not in _NOT_KEPT}


def _entry(kept: Mapping[str, Any]) -> Entry:
    values: dict[str, Any] = dict(kept)
    for name in _MOMENTS:
        if name in values:
            values[name] = _moment(values[name], values.get("tz", ""))
    if "organizer" in values:
        values["organizer"] = _attendee(values["organizer"])
    values["attendees"] = tuple(_attendee(each) for each in values.get("attendees", ()))
    return Entry(**values)


def _attendee(kept: Mapping[str, Any]) -> Attendee:
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
