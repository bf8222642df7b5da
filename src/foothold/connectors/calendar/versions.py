"""Which of several components that speak of the same meeting is in force (RFC 5546 2.1.4, 2.1.5)."""

from collections.abc import Iterable
from datetime import UTC, datetime

from foothold.core.calendar_entries import Entry

ANSWERS = frozenset({"REPLY", "COUNTER", "DECLINECOUNTER", "REFRESH"})
"""METHODs that answer an invitation instead of stating what is in the calendar."""

_NEVER = datetime(1, 1, 1, tzinfo=UTC)


def newest(entries: Iterable[Entry]) -> Entry | None:
    """The entry with the highest SEQUENCE, then the latest change, then the last in the file; None of none."""
    numbered = max(enumerate(entries), key=_age, default=None)
    return numbered[1] if numbered else None


def stated(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries that say what is in the calendar; where all are answers, those."""
    return tuple(entry for entry in entries if entry.method not in ANSWERS) or entries


def newest_of_each(overrides: Iterable[Entry]) -> list[Entry]:
    """One override for each instance: the one in force."""
    by_instance: dict[str, list[Entry]] = {}
    for entry in overrides:
        by_instance.setdefault(entry.recurrence_id, []).append(entry)
    return [last for versions in by_instance.values() if (last := newest(versions))]


def is_cancelled(entry: Entry) -> bool:
    """Whether the entry calls its meeting off (RFC 5545 3.8.1.11; RFC 5546 3.2.5)."""
    return entry.status == "CANCELLED" or entry.method == "CANCEL"


def _age(numbered: tuple[int, Entry]) -> tuple[int, datetime, int]:
    number, entry = numbered
    return entry.sequence, entry.modified or entry.stamped or _NEVER, number
