"""A zone that a calendar file defines itself (VTIMEZONE, RFC 5545 3.6.5), in bounded time whatever it says."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta, tzinfo
from functools import lru_cache
from itertools import islice, pairwise

from foothold.connectors.calendar.rule_times import Walk, times_of
from foothold.connectors.calendar.rules import BadRule, read_rule

LAST_YEAR = 2100
"""Onsets of summer time are worked out to the end of this year; after it the last offset stays."""

_MOST_OBSERVANCES = 300
_MOST_ONSETS = 4_000
_EARLIEST = datetime(1900, 1, 1)  # noqa: DTZ001
_LATEST = datetime(LAST_YEAR, 12, 31)  # noqa: DTZ001
_STAMP = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d))?Z?", re.ASCII)
_OFFSET = re.compile(r"([+-]?)(\d\d):?(\d\d):?(\d\d)?", re.ASCII)


class DefinedZone(tzinfo):
    """The rules a file gives its zone: offsets from UTC and the moments they begin."""

    def __init__(self, name: str, first: timedelta, changes: Sequence[tuple[datetime, timedelta]]) -> None:
        """`first` holds before the first of `changes`: (naive UTC moment, offset from then on), in order."""
        self._name = name
        offsets = [first, *(offset for _, offset in changes)]
        pairs = list(pairwise(offsets))
        self._offsets = offsets
        self._utc = [at for at, _ in changes]
        # On the wall a change is at one time for who looks before it, at another for who looks after.
        self._walls = (
            [at + max(pair) for at, pair in zip(self._utc, pairs, strict=True)],
            [at + min(pair) for at, pair in zip(self._utc, pairs, strict=True)],
        )

    def utcoffset(self, when: datetime | None, /) -> timedelta:
        if when is None:
            return self._offsets[0]
        return self._offsets[bisect_right(self._walls[when.fold], when.replace(tzinfo=None, fold=0))]

    def dst(self, when: datetime | None, /) -> timedelta | None:
        return None

    def tzname(self, when: datetime | None, /) -> str:
        return self._name

    def fromutc(self, when: datetime, /) -> datetime:
        at = when.replace(tzinfo=None)
        place = bisect_right(self._utc, at)
        wall = at + self._offsets[place]
        again = place > 0 and wall < self._walls[0][place - 1] and self._offsets[place] < self._offsets[place - 1]
        return wall.replace(tzinfo=self, fold=int(again))

    def __reduce__(self) -> tuple[object, ...]:
        changes = list(zip(self._utc, self._offsets[1:], strict=True))
        return DefinedZone, (self._name, self._offsets[0], changes)


@lru_cache(maxsize=64)
def defined_zone(lines: tuple[str, ...], name: str) -> tzinfo | None:
    """The zone that the unfolded lines of a VTIMEZONE define, None where they give no offset."""
    changes: dict[datetime, timedelta] = {}
    first: tuple[datetime, timedelta] | None = None
    for wall, before, after in islice(_all_onsets(lines), _MOST_ONSETS):
        at = wall - before
        changes[at] = after
        if first is None or at < first[0]:
            first = (at, before)
    if first is None:
        return None
    return DefinedZone(name, first[1], sorted(changes.items()))


def _all_onsets(lines: Sequence[str]) -> Iterator[tuple[datetime, timedelta, timedelta]]:
    """Each onset on the wall, with the offset before and after it."""
    walk = Walk()
    for observance in islice(_observances(lines), _MOST_OBSERVANCES):
        before, after = _offset(observance.get("TZOFFSETFROM", "")), _offset(observance.get("TZOFFSETTO", ""))
        if after is not None:
            for wall in _onsets(observance, walk):
                yield wall, after if before is None else before, after


def _observances(lines: Sequence[str]) -> Iterator[dict[str, str]]:
    """Properties of each STANDARD or DAYLIGHT; several RDATEs become one."""
    open_one: dict[str, str] | None = None
    for line in lines:
        head, _, value = line.partition(":")
        name, value = head.partition(";")[0].strip().upper(), value.strip().upper()
        if name == "BEGIN":
            open_one = {}
        elif name == "END" and open_one is not None:
            yield open_one
            open_one = None
        elif open_one is not None:
            open_one[name] = f"{open_one[name]},{value}" if name == "RDATE" and name in open_one else value


def _onsets(observance: dict[str, str], walk: Walk) -> Iterator[datetime]:
    start = _stamp(observance.get("DTSTART", "")) or _EARLIEST
    yield start
    for written in observance.get("RDATE", "").split(",")[:_MOST_ONSETS]:
        if at := _stamp(written.partition("/")[0]):
            yield at
    try:
        rule = read_rule(observance["RRULE"]) if "RRULE" in observance else None
    except BadRule:
        return
    if rule is None or rule.frequency not in {"YEARLY", "MONTHLY"}:
        return
    end = _stamp(rule.until)
    if end and rule.until.endswith("Z"):
        end += _offset(observance.get("TZOFFSETFROM", "")) or timedelta(0)
    yield from times_of(rule, start, max(start, _EARLIEST), min(end or _LATEST, _LATEST), walk)


def _stamp(written: str) -> datetime | None:
    """The local time as written; years outside of those we look at (Outlook's 1601) become the nearest."""
    found = _STAMP.fullmatch(written)
    if found is None:
        return None
    year, month, day, hour, minute, second = (int(number or 0) for number in found.groups())
    try:
        return datetime(min(max(year, _EARLIEST.year), LAST_YEAR), month, day, hour, minute, second)  # noqa: DTZ001
    except ValueError:
        return None


def _offset(written: str) -> timedelta | None:
    found = _OFFSET.fullmatch(written)
    if found is None or int(found[2]) > 23 or int(found[3]) > 59:
        return None
    seconds = int(found[2]) * 3600 + int(found[3]) * 60 + int(found[4] or 0)
    return timedelta(seconds=-seconds if found[1] == "-" else seconds)
