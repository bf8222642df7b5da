"""Business days of the customer's country and time zone (METHOD, Times; METHOD 3)."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from functools import lru_cache

_OPENS = time(9)
_CLOSES = time(17)
_HOURS = timedelta(hours=8)
_SATURDAY = 5
_LONGEST_BREAK = 3660
"""Days without one business day after which a calendar is taken to have none."""


@dataclass(frozen=True, slots=True)
class Absence:
    """A stated absence: from `first`, back at work on `back_on` (that day counts again)."""

    first: date
    back_on: date

    def __contains__(self, day: date) -> bool:
        return self.first <= day < self.back_on


@dataclass(frozen=True, slots=True)
class BusinessDays:
    """The customer's working calendar: Monday to Friday, 9 to 17 in `zone`.

    `holidays` are the public ones of his country; empty where the country is not known (then
    only weekends are left out, and the screen says so). Stated absences do not count either.
    """

    zone: tzinfo
    holidays: frozenset[date] = frozenset()
    absences: tuple[Absence, ...] = ()

    def __contains__(self, day: date) -> bool:
        return day.weekday() < _SATURDAY and day not in self.holidays and not self._away_on(day)

    def _away_on(self, day: date) -> bool:
        return any(day in absence for absence in self.absences)


def business_days_between(start: datetime, end: datetime, days: BusinessDays) -> float:
    """Return the business days from `start` to `end`, in fractions: 8 working hours are 1.

    Negative where `end` is before `start`. Both aware, else ValueError.

    >>> days = BusinessDays(UTC)
    >>> friday, monday = datetime(2026, 3, 6, 13, tzinfo=UTC), datetime(2026, 3, 9, 13, tzinfo=UTC)
    >>> business_days_between(friday, monday, days)
    1.0
    """
    _require_aware(start, end)
    if end < start:
        return -business_days_between(end, start, days)
    first, last = start.astimezone(days.zone).date(), end.astimezone(days.zone).date()
    if first == last:
        return (_worked_until(end, first, days) - _worked_until(start, first, days)) / _HOURS
    worked = _worked_on(first, days) - _worked_until(start, first, days) + _worked_until(end, last, days)
    # Summed as a timedelta and divided once, so that "2 business days later" is exactly 2.0.
    return (worked + _whole_days(first + timedelta(1), last, days) * _HOURS) / _HOURS


def add_business_days(start: datetime, count: float, days: BusinessDays) -> datetime:
    """Return the first moment `count` business days after `start` (the last one before it, if negative).

    In `days.zone`. ValueError for a naive `start` or a calendar without a business day in ten years.

    >>> friday = datetime(2026, 3, 6, 13, tzinfo=UTC)
    >>> add_business_days(friday, 2, BusinessDays(UTC)).isoformat()
    '2026-03-10T13:00:00+00:00'
    """
    _require_aware(start)
    if count < 0:
        return _back(start, -count * _HOURS, days)
    return _forth(start, count * _HOURS, days)


def nth_business_day(day: date, count: int, days: BusinessDays) -> date:
    """Return the business day `count` business days after `day` (before it, if negative).

    A `day` that is none itself does not count: 1 after a Saturday is Monday; 0 is `day` itself.

    >>> nth_business_day(date(2026, 3, 6), 1, BusinessDays(UTC))
    datetime.date(2026, 3, 9)
    """
    step = 1 if count > 0 else -1
    for _ in range(abs(count)):
        day = _next_business_day(day, step, days)
    return day


def _forth(start: datetime, left: timedelta, days: BusinessDays) -> datetime:
    if not left:
        return start.astimezone(days.zone)
    day = start.astimezone(days.zone).date()
    left += _worked_until(start, day, days)
    while left > _worked_on(day, days):
        left -= _worked_on(day, days)
        day = _next_business_day(day, 1, days)
    return _moment(day, left, days)


def _back(start: datetime, left: timedelta, days: BusinessDays) -> datetime:
    day = start.astimezone(days.zone).date()
    left -= _worked_until(start, day, days)
    while left > timedelta(0):
        day = _next_business_day(day, -1, days)
        left -= _worked_on(day, days)
    return _moment(day, -left, days)


def _next_business_day(day: date, step: int, days: BusinessDays) -> date:
    for _ in range(_LONGEST_BREAK):
        try:
            day += timedelta(step)
        except OverflowError:
            break
        if day in days:
            return day
    raise ValueError(f"no business day within ten years of {day}")


def _worked_on(day: date, days: BusinessDays) -> timedelta:
    return _HOURS if day in days else timedelta(0)


def _worked_until(moment: datetime, day: date, days: BusinessDays) -> timedelta:
    """Return the part of `day`'s working hours that lies before `moment`, scaled to 8 hours.

    Measured between instants, not on the wall clock: monotone through any clock change, and a
    day whose working hours contain one is still one business day.
    """
    if day not in days:
        return timedelta(0)
    opens, closes = _hours(day, days.zone)
    passed = min(max(moment.astimezone(UTC), opens), closes) - opens
    length = closes - opens
    return passed if length == _HOURS else passed * (_HOURS / length)


def _moment(day: date, worked: timedelta, days: BusinessDays) -> datetime:
    opens, closes = _hours(day, days.zone)
    return (opens + worked * ((closes - opens) / _HOURS)).astimezone(days.zone)


@lru_cache(maxsize=4096)  # the same days are asked for with every deal
def _hours(day: date, zone: tzinfo) -> tuple[datetime, datetime]:
    opens, closes = (datetime.combine(day, clock, tzinfo=zone) for clock in (_OPENS, _CLOSES))
    return opens.astimezone(UTC), closes.astimezone(UTC)


def _whole_days(first: date, end: date, days: BusinessDays) -> int:
    """Count the business days in [first, end), without walking through the years between."""
    if end <= first:
        return 0
    off = {day for day in days.holidays if first <= day < end and day.weekday() < _SATURDAY}
    for absence in days.absences:
        off.update(_weekdays(max(first, absence.first), min(end, absence.back_on)))
    return _weekday_count(end) - _weekday_count(first) - len(off)


def _weekday_count(end: date) -> int:
    """Weekdays from the first day of the calendar, a Monday, up to `end`, which is left out."""
    weeks, rest = divmod(end.toordinal() - 1, 7)
    return weeks * 5 + min(rest, 5)


def _weekdays(first: date, end: date) -> list[date]:
    span = (first + timedelta(n) for n in range((end - first).days))
    return [day for day in span if day.weekday() < _SATURDAY]


def _require_aware(*moments: datetime) -> None:
    for moment in moments:
        if moment.utcoffset() is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")
