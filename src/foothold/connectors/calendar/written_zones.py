"""A time zone as we write it into a file (VTIMEZONE, RFC 5545 3.6.5): right for the meetings of a few years."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

YEARS_AHEAD = 6
"""A change of clocks is written as a rule where it holds from the year before the meeting for so many years after.

Over so many years the fourth Sunday of a month is not always its last: one of the two is ruled out.
"""

_FIRST_YEAR = 1970
_DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_A_DAY = timedelta(days=1)
_A_SECOND = timedelta(seconds=1)


@dataclass(frozen=True, slots=True)
class _Onset:
    """A change of clocks: `at` is naive UTC, the offsets those before and after it."""

    at: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def wall(self) -> datetime:
        """When it is on the wall of who has not changed his clock yet, as RFC 5545 writes it."""
        return self.at + self.before

    @property
    def rule(self) -> tuple[object, ...]:
        """What stays the same from year to year, but for the week of the month."""
        return self.before, self.after, self.wall.month, self.wall.weekday(), self.wall.time()

    @property
    def week(self) -> int:
        return (self.wall.day - 1) // 7 + 1

    @property
    def is_last_week(self) -> bool:
        return (self.wall + 7 * _A_DAY).month != self.wall.month


def zone_named(tz: str) -> ZoneInfo:
    """The zone of an IANA name. ValueError where there is none."""
    try:
        return ZoneInfo(tz)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        raise ValueError(f"{tz[:60]!r} is no time zone of the IANA database") from None


@lru_cache(maxsize=256)
def zone_lines(tz: str, year: int) -> tuple[str, ...]:
    """The VTIMEZONE of `tz` for a meeting in `year`, unfolded. ValueError for an unknown zone.

    Where summer time follows one rule all along, the two rules as every calendar reads them; else each change from
    the year before to two years after. Summer time is the larger offset, also where the law says it otherwise
    (Dublin): calendars ask for nothing else.
    """
    zone = zone_named(tz)
    lines = ["BEGIN:VTIMEZONE", f"TZID:{tz}", f"X-LIC-LOCATION:{tz}"]
    near = tuple(onset for each in range(year - 1, year + YEARS_AHEAD + 1) for onset in _onsets(tz, each))
    if not near:
        offset = _offset(zone, datetime(year, 1, 1))  # noqa: DTZ001
        name = datetime(year, 1, 1, tzinfo=zone).tzname() or ""
        lines += _observance("STANDARD", datetime(_FIRST_YEAR, 1, 1), offset, offset, name, "")  # noqa: DTZ001
    elif rules := _rules(tz, year, near):
        for first, rule in rules:
            lines += _of_onset(first, rule)
    else:
        lines += _before(near[0])
        for onset in near:
            if onset.at.year <= year + 2:
                lines += _of_onset(onset, "")
    return (*lines, "END:VTIMEZONE")


def _before(first: _Onset) -> list[str]:
    """What holds before the first change: some calendars would take the first standard time they find."""
    kind = "STANDARD" if first.after > first.before else "DAYLIGHT"
    return _observance(kind, datetime(_FIRST_YEAR, 1, 1), first.before, first.before, "", "")  # noqa: DTZ001


def _rules(tz: str, year: int, near: Sequence[_Onset]) -> list[tuple[_Onset, str]]:
    """Two rules, each with the first change it explains without a gap; none where there are not exactly two."""
    kinds = {onset.rule for onset in near}
    if len(kinds) != 2 or len(near) != 2 * (YEARS_AHEAD + 2):
        return []
    found: list[tuple[_Onset, str]] = []
    for kind in kinds:
        alike = [onset for onset in near if onset.rule == kind]
        week = _week_of(alike)
        if len(alike) != YEARS_AHEAD + 2 or not week:
            return []
        first = _first_of(tz, alike[0], week)
        day = _DAYS[first.wall.weekday()]
        found.append((first, f"FREQ=YEARLY;BYMONTH={first.wall.month};BYDAY={week}{day}"))
    return sorted(found, key=lambda pair: pair[0].after < pair[0].before)


def _week_of(alike: Sequence[_Onset]) -> int:
    """The week of the month in which all are: -1 for the last; 0 where it differs ("the first Sunday after")."""
    if all(onset.is_last_week for onset in alike):
        return -1
    return alike[0].week if len({onset.week for onset in alike}) == 1 else 0


def _first_of(tz: str, onset: _Onset, week: int) -> _Onset:
    """The earliest change, back to 1970, from which the rule of `onset` holds every year."""
    for year in range(onset.wall.year - 1, _FIRST_YEAR - 1, -1):
        same = [each for each in _onsets(tz, year) if each.rule == onset.rule]
        if len(same) != 1 or not (same[0].is_last_week if week == -1 else same[0].week == week):
            break
        onset = same[0]
    return onset


def _of_onset(onset: _Onset, rule: str) -> list[str]:
    kind = "DAYLIGHT" if onset.after > onset.before else "STANDARD"
    return _observance(kind, onset.wall, onset.before, onset.after, onset.name, rule)


def _observance(kind: str, wall: datetime, before: timedelta, after: timedelta, name: str, rule: str) -> list[str]:
    return [
        f"BEGIN:{kind}",
        f"DTSTART:{wall:%Y%m%dT%H%M%S}",
        *([f"RRULE:{rule}"] if rule else []),
        f"TZOFFSETFROM:{_written(before)}",
        f"TZOFFSETTO:{_written(after)}",
        *([f"TZNAME:{name}"] if name else []),
        f"END:{kind}",
    ]


def _written(offset: timedelta) -> str:
    seconds = int(abs(offset).total_seconds())
    sign = "-" if offset < timedelta(0) else "+"
    rest = f"{seconds % 60:02d}" if seconds % 60 else ""
    return f"{sign}{seconds // 3600:02d}{seconds // 60 % 60:02d}{rest}"


@lru_cache(maxsize=1024)
def _onsets(tz: str, year: int) -> tuple[_Onset, ...]:
    """The changes of clocks in one year of UTC, found by looking at every day and then closer."""
    return tuple(_found(zone_named(tz), year))


def _found(zone: ZoneInfo, year: int) -> Iterator[_Onset]:
    day, end = datetime(year, 1, 1), datetime(year + 1, 1, 1)  # noqa: DTZ001
    before = _offset(zone, day)
    while day < end:
        after = _offset(zone, day + _A_DAY)
        if after != before:
            at = _change_between(zone, day, day + _A_DAY)
            name = at.replace(tzinfo=UTC).astimezone(zone).tzname() or ""
            yield _Onset(at, before, after, name)
        day, before = day + _A_DAY, after


def _change_between(zone: ZoneInfo, low: datetime, high: datetime) -> datetime:
    """The first moment at which the offset of `high` holds."""
    before = _offset(zone, low)
    while high - low > _A_SECOND:
        middle = low + timedelta(seconds=int((high - low).total_seconds()) // 2)
        if _offset(zone, middle) == before:
            low = middle
        else:
            high = middle
    return high


def _offset(zone: ZoneInfo, utc: datetime) -> timedelta:
    return utc.replace(tzinfo=UTC).astimezone(zone).utcoffset() or timedelta(0)
