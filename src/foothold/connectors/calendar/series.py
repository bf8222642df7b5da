"""The recurrence set of one series: what its rules, dates and exceptions say, on the wall clock (RFC 5545 3.8.5)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import islice

from foothold.connectors.calendar.entries import EntryLines
from foothold.connectors.calendar.old_rules import modern_rule
from foothold.connectors.calendar.placing import Window
from foothold.connectors.calendar.properties import Property
from foothold.connectors.calendar.rule_times import Walk, times_of
from foothold.connectors.calendar.rules import BadRule, Rule, read_rule
from foothold.connectors.calendar.times import later_by, read_duration, read_moment
from foothold.connectors.calendar.wall import Wall
from foothold.connectors.calendar.zones import Zones
from foothold.core.calendar_entries import Entry

MOST_DATES = 10_000
"""Most RDATE values, and most EXDATE values, read of one series."""
MOST_RULES = 10
"""Most RRULE lines followed for one series."""

_A_DAY = timedelta(days=1)
_UNTIL = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)(?:T(\d\d):?(\d\d):?(\d\d)?(Z?))?", re.ASCII)


@dataclass(slots=True)
class RecurrenceSet:
    """The naive wall times of a series within a window, in order, each with its own length where it has one."""

    walls: list[datetime] = field(default_factory=list)
    lengths: dict[datetime, timedelta] = field(default_factory=dict)
    excluded: frozenset[datetime] = frozenset()
    excluded_days: frozenset[date] = frozenset()
    left_out: list[str] = field(default_factory=list)

    def excludes(self, wall: datetime) -> bool:
        return wall in self.excluded or wall.date() in self.excluded_days


def recurrence_set(
    entry: Entry, lines: EntryLines, wall: Wall, zones: Zones, *, window: Window, most: int
) -> RecurrenceSet:
    """The times of the series `entry` that stand within `window`: the first `most` of them and one more.

    DTSTART counts whether or not its rule names it; a rule that ends before DTSTART leaves nothing.
    """
    found = RecurrenceSet()
    start = _start(entry, lines, wall, zones)
    # A day wider on both sides: days begin at other hours elsewhere. What is shown is asked of the moment itself.
    since, until = wall.of(window.since) - _A_DAY, wall.of(window.until) + _A_DAY
    walk = Walk()
    excluded, found.excluded_days = _excluded(lines, wall, zones, found.left_out)
    for rule, end in _rules(lines.all.get("EXRULE", ()), wall, found.left_out):
        excluded.update(times_of(rule, start, since, min(end or until, until), walk))
    found.excluded = frozenset(excluded)

    def stands(at: datetime) -> bool:
        return not found.excludes(at) and window.shows(wall.aware(at))

    walls: set[datetime] = set()
    ends: list[datetime | None] = []
    for rule, end in _rules(lines.all.get("RRULE", ()), wall, found.left_out):
        ends.append(end)
        named = times_of(rule, start, since, min(end or until, until), walk)
        walls.update(islice(filter(stands, named), most + 1))
    dates = dict(_dates(lines, wall, zones, found.left_out))
    if not ends or any(end is None or end >= start for end in ends):
        dates.setdefault(start, None)
    walls.update(at for at in dates if since <= at <= until and stands(at))
    found.lengths = {at: length for at, length in dates.items() if length is not None}
    if walk.broken_off:
        found.left_out.append("its rule names too many dates: only the first ones were worked out")
    found.walls = sorted(walls)[: most + 1]
    return found


def _start(entry: Entry, lines: EntryLines, wall: Wall, zones: Zones) -> datetime:
    """DTSTART as written on the wall, even where the clock skips it that day: the next day it does not."""
    given = lines.first.get("DTSTART")
    written = read_moment(given.value, "", zones).at if given and not wall.of_days else None
    if isinstance(written, datetime) and written.tzinfo is None:
        return written
    return wall.of(entry.start or date.min)


def _rules(given: Sequence[Property], wall: Wall, left_out: list[str]) -> Iterator[tuple[Rule, datetime | None]]:
    """Each rule with its last moment on the wall, None where it has no end."""
    for line in given[:MOST_RULES]:
        try:
            rule = read_rule(modern_rule(line.value))
            yield rule, _end_of(rule, wall)
        except BadRule as bad:
            left_out.append(f"its rule cannot be followed ({bad}): only its dates were read")
    if len(given) > MOST_RULES:
        left_out.append(f"{len(given)} rules: the first {MOST_RULES} were followed")


def _end_of(rule: Rule, wall: Wall) -> datetime | None:
    """UNTIL on the wall. A day includes its meetings, whatever their hour."""
    if not rule.until:
        return None
    found = _UNTIL.fullmatch(rule.until)
    try:
        if found is None:
            raise ValueError
        year, month, day, hour, minute, second = (int(number or 0) for number in found.groups()[:6])
        end = datetime(year, month, day, min(hour, 23), minute, min(second, 59))  # noqa: DTZ001
    except ValueError:
        raise BadRule(f"UNTIL is {rule.until[:20]!r}") from None
    if found[4] is None:
        return end.replace(hour=23, minute=59, second=59)
    if not found[7] or wall.floating:
        return end
    return wall.of(end.replace(tzinfo=UTC)) if 2 <= end.year <= 9998 else end


def _excluded(
    lines: EntryLines, wall: Wall, zones: Zones, left_out: list[str]
) -> tuple[set[datetime], frozenset[date]]:
    """EXDATE: moments, and days where only a day is given."""
    moments: set[datetime] = set()
    days: set[date] = set()
    for value, tzid, kind in _values(lines.all.get("EXDATE", ()), "EXDATE", left_out):
        at = read_moment(value, tzid, zones, kind).at
        if isinstance(at, datetime):
            moments.add(wall.of(at))
        elif at is not None:
            days.add(at)
    return moments, frozenset(days)


def _dates(
    lines: EntryLines, wall: Wall, zones: Zones, left_out: list[str]
) -> Iterator[tuple[datetime, timedelta | None]]:
    """RDATE: moments, and periods with their own length."""
    start = lines.first.get("DTSTART")
    hour = read_moment(start.value, start.parameters.get("TZID", ""), zones).at if start else None
    for value, tzid, kind in _values(lines.all.get("RDATE", ()), "RDATE", left_out):
        begins, _, ends = value.partition("/")
        at = read_moment(begins, tzid, zones, "" if ends else kind).at
        if at is None:
            left_out.append("one of its further dates (RDATE) cannot be read")
            continue
        if not isinstance(at, datetime) and isinstance(hour, datetime):
            at = datetime.combine(at, hour.time())
        yield wall.of(at), _length(at, ends, tzid, zones) if ends else None


def _values(given: Sequence[Property], name: str, left_out: list[str]) -> Iterator[tuple[str, str, str]]:
    """Each value with its line's TZID and VALUE; at most `MOST_DATES`."""
    total = sum(line.value.count(",") + 1 for line in given)
    if total > MOST_DATES:
        left_out.append(f"{total:,} dates in {name}: the first {MOST_DATES:,} were read")
    values = (
        (value, line.parameters.get("TZID", ""), line.parameters.get("VALUE", ""))
        for line in given
        for value in line.value.split(",", MOST_DATES)[:MOST_DATES]
    )
    return (parts for parts in islice(values, MOST_DATES) if parts[0].strip())


def _length(at: datetime | date, ends: str, tzid: str, zones: Zones) -> timedelta | None:
    duration = read_duration(ends)
    try:
        end = later_by(at, duration) if duration else read_moment(ends, tzid, zones).at
    except OverflowError:
        return None
    if not isinstance(at, datetime) or not isinstance(end, datetime) or (end.tzinfo is None) != (at.tzinfo is None):
        return None
    return max(end - at, timedelta(0))
