"""The days a review looks at (METHOD 9)."""

from datetime import date, datetime, time, timedelta, tzinfo
from typing import NamedTuple

from foothold.core.calendar_days import BusinessDays, nth_business_day

DAYS = 90
SETTLED_AFTER = 2
"""Business days a meeting has for its next step to count; younger ones are not reviewed yet."""
LONGEST = 3660
"""Days; nobody reviews more than ten years."""


class Window(NamedTuple):
    """From `start` up to, not including, `end`; aware."""

    start: datetime
    end: datetime


def window(today: date, days: BusinessDays, length: int = DAYS) -> Window:
    """Return [today - 90 days, today - 2 business days], both days whole, in `days.zone`.

    `length` in days, 1 to 3660. The last day is counted back over weekends, holidays and absences.
    ValueError for another length, or where nothing is left between the two.

    >>> from datetime import UTC
    >>> [f"{end:%a %d %b %H:%M}" for end in window(date(2026, 9, 22), BusinessDays(UTC))]
    ['Wed 24 Jun 00:00', 'Sat 19 Sep 00:00']
    """
    first = _days_before(today, length)
    last = nth_business_day(today, -SETTLED_AFTER, days)
    if first > last:
        raise ValueError(f"no meeting of the last {length} days is {SETTLED_AFTER} business days old")
    return Window(_midnight(first, days.zone), _midnight(last + timedelta(1), days.zone))


def window_before(today: date, days: BusinessDays, length: int = DAYS) -> Window:
    """Return the `length` days before `window`: what it is compared with. ValueError as there.

    >>> from datetime import UTC
    >>> [f"{end:%d %b}" for end in window_before(date(2026, 9, 22), BusinessDays(UTC))]
    ['26 Mar', '24 Jun']
    """
    first = _days_before(today, length)
    return Window(_midnight(_days_before(first, length), days.zone), _midnight(first, days.zone))


def week_of(day: date) -> date:
    """Return the Monday of the week `day` lies in."""
    return day - timedelta(day.weekday())


def weeks(reviewed: Window) -> tuple[date, ...]:
    """Return the Mondays of all weeks a window touches, in order, in the zone of its start."""
    first, last = reviewed.start.date(), (reviewed.end - timedelta(microseconds=1)).date()
    monday = week_of(first)
    return tuple(monday + timedelta(days) for days in range(0, (last - monday).days + 1, 7))


def _days_before(day: date, length: int) -> date:
    if not 1 <= length <= LONGEST:
        raise ValueError(f"{length} days are no window: 1 to {LONGEST}")
    return day - timedelta(length)


def _midnight(day: date, zone: tzinfo) -> datetime:
    return datetime.combine(day, time(), tzinfo=zone)
