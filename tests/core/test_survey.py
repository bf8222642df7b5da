"""When a customer is asked: a day after, in his working hours, not too late (METHOD 9, P4)."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foothold.core.calendar_days import BusinessDays
from foothold.core.survey import ask_at, may_ask

BERLIN = ZoneInfo("Europe/Berlin")
DAYS = BusinessDays(BERLIN)


def at(day: int, hour: int, minute: int = 0) -> datetime:
    """A moment of March 2026; the 2nd is a Monday."""
    return datetime(2026, 3, day, hour, minute, tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("ended", "asked"),
    [
        (at(3, 11), at(4, 11)),
        (at(3, 8), at(4, 9)),
        (at(3, 18), at(5, 9)),
        (at(6, 11), at(9, 9)),
        (at(5, 18), at(9, 9)),
    ],
    ids=["the same hour", "not before nine", "after five the next morning", "Friday", "Thursday evening"],
)
def test_it_is_a_day_later_within_working_hours(ended: datetime, asked: datetime) -> None:
    assert ask_at(ended, DAYS) == asked


def test_a_holiday_is_no_day_to_ask() -> None:
    assert ask_at(at(3, 11), BusinessDays(BERLIN, frozenset({date(2026, 3, 4)}))) == at(5, 9)


def test_at_night_nobody_is_asked_though_it_is_due() -> None:
    assert may_ask(at(3, 11), at(4, 12), DAYS)
    assert not may_ask(at(3, 11), at(4, 20), DAYS)
    assert not may_ask(at(3, 11), at(4, 10), DAYS)


def test_a_week_later_it_is_too_late() -> None:
    assert not may_ask(at(3, 11), at(3, 11) + timedelta(days=7), DAYS)


def test_a_naive_end_is_refused() -> None:
    with pytest.raises(ValueError, match="zone"):
        ask_at(datetime(2026, 3, 3, 11), DAYS)  # noqa: DTZ001
