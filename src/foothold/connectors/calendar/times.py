"""Dates, times and durations as calendars write them (RFC 5545 3.3.4 to 3.3.6); naive only where floating."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from foothold.connectors.calendar.properties import Property
from foothold.connectors.calendar.zones import Zones

# Nearer to the ends of the calendar a change of zone leaves the years Python knows.
EARLIEST_YEAR, LATEST_YEAR = 2, 9998

_TIME = re.compile(
    r"(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d):?(\d\d)(?::?(\d\d))?(?:[.,]\d{1,9})?\s*(Z|[+-]\d\d:?\d\d)?)?", re.ASCII
)
_DURATION = re.compile(
    r"([+-]?)P(?:(\d{1,6})W)?(?:(\d{1,7})D)?(?:T(?:(\d{1,8})H)?(?:(\d{1,9})M)?(?:(\d{1,10})S)?)?", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Moment:
    """A date or time as read: aware, a date, or naive where `floating`; None where `problem` says why.

    `as_written` is what the clock shows in a zone nobody knows, with that zone's name.
    """

    at: datetime | date | None
    tz: str = ""
    problem: str = ""
    as_written: str = ""

    @property
    def floating(self) -> bool:
        return isinstance(self.at, datetime) and self.at.tzinfo is None


def moment_of(given: Property, zones: Zones) -> Moment:
    """The DATE or DATE-TIME of a property with its TZID looked up in `zones`."""
    return read_moment(given.value, given.parameters.get("TZID", ""), zones, given.parameters.get("VALUE", ""))


def read_moment(value: str, tzid: str, zones: Zones, kind: str = "") -> Moment:
    """The moment `value` names: in UTC with "Z", else in the zone `tzid`, else floating.

    A time that a clock skips in spring moves forward by the hour it skips; of two in autumn the first is meant
    (RFC 5545 3.3.5).
    """
    found = _TIME.fullmatch(value.strip(' "'))
    if found is None:
        return Moment(None, problem=f'"{value[:40]}" is no date or time')
    try:
        return _moment(found, tzid, zones, kind.upper() == "DATE")
    except (ValueError, OverflowError):
        return Moment(None, problem=f'"{value[:40]}" is not in the calendar')


def in_zone(wall: datetime, zone: tzinfo) -> datetime:
    """The time on the wall in `zone`, aware; one that does not exist moves forward (RFC 5545 3.3.5)."""
    aware = wall.replace(tzinfo=zone)
    real = aware.astimezone(UTC).astimezone(zone)
    return aware if real.replace(tzinfo=None) == wall else real


def read_duration(value: str) -> tuple[int, timedelta] | None:
    """Days on the wall and exact time besides (RFC 5545 3.3.6), or None where `value` is no duration.

    A negative one is none: no meeting ends before it starts.
    """
    found = _DURATION.fullmatch(value.strip().upper())
    if found is None or not any(found.groups()[1:]) or found[1] == "-":
        return None
    weeks, days, hours, minutes, seconds = (int(number or 0) for number in found.groups()[1:])
    return 7 * weeks + days, timedelta(hours=hours, minutes=minutes, seconds=seconds)


def later_by(start: datetime | date, duration: tuple[int, timedelta]) -> datetime | date:
    """`start` plus a duration: days on the wall clock, hours exactly. OverflowError beyond the year 9999."""
    days, exact = duration
    moved = start + timedelta(days=days)
    if not isinstance(moved, datetime):
        return moved + timedelta(days=exact.days)
    if moved.tzinfo is None:
        return moved + exact
    return (in_zone(moved.replace(tzinfo=None), moved.tzinfo).astimezone(UTC) + exact).astimezone(moved.tzinfo)


def _moment(found: re.Match[str], tzid: str, zones: Zones, is_day: bool) -> Moment:
    year, month, day, hour, minute, second, offset = found.groups()
    on = date(int(year), int(month), int(day))
    if hour is None or (is_day and int(hour) == int(minute) == 0):
        return Moment(on)
    wall = _wall(on, int(hour), int(minute), int(second or 0))
    if not EARLIEST_YEAR <= wall.year <= LATEST_YEAR:
        return Moment(None, problem=f"the year {wall.year} cannot be believed")
    if offset == "Z":
        return Moment(wall.replace(tzinfo=UTC), "UTC")
    if offset:
        zone = timezone(_offset(offset))
        return Moment(wall.replace(tzinfo=zone), str(zone))
    if not tzid:
        return Moment(wall)
    known = zones.find(tzid)
    if known is None:
        problem = f'the time zone "{tzid[:80]}" is neither known nor defined in the file'
        return Moment(None, problem=problem, as_written=f"{wall:%a %d %b %H:%M} ({tzid[:80]})")
    return Moment(in_zone(wall, known.rules), known.name)


def _wall(on: date, hour: int, minute: int, second: int) -> datetime:
    """24:00 is the next day's 0:00, and a leap second the one before it."""
    midnight = datetime(on.year, on.month, on.day)  # noqa: DTZ001
    if hour == 24 and minute == second == 0:
        return midnight + timedelta(days=1)
    return midnight.replace(hour=hour, minute=minute, second=min(second, 59) if second == 60 else second)


def _offset(written: str) -> timedelta:
    sign = -1 if written[0] == "-" else 1
    return sign * timedelta(hours=int(written[1:3]), minutes=int(written[-2:]))
