"""Business days across weekends, holidays, absences and clock changes."""

from datetime import UTC, date, datetime, timedelta, tzinfo
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import (
    Absence,
    BusinessDays,
    add_business_days,
    business_days_between,
    nth_business_day,
)

BERLIN, NEW_YORK = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York")
DAYS = BusinessDays(BERLIN)
EASTER = frozenset({date(2026, 4, 3), date(2026, 4, 6)})


def at(*parts, zone=BERLIN):
    return datetime(*parts, tzinfo=zone)


def test_eight_working_hours_are_one_business_day():
    assert business_days_between(at(2026, 3, 2, 9), at(2026, 3, 2, 17), DAYS) == 1
    assert business_days_between(at(2026, 3, 2, 9), at(2026, 3, 2, 11), DAYS) == 0.25
    assert business_days_between(at(2026, 3, 2, 10, 10), at(2026, 3, 4, 10, 10), DAYS) == 2


def test_evenings_and_nights_do_not_count():
    assert business_days_between(at(2026, 3, 2, 18), at(2026, 3, 3, 8), DAYS) == 0
    assert business_days_between(at(2026, 3, 2, 0), at(2026, 3, 2, 23, 59), DAYS) == 1


def test_weekends_do_not_count():
    assert business_days_between(at(2026, 3, 6, 16), at(2026, 3, 9, 10), DAYS) == 0.25
    assert business_days_between(at(2026, 3, 7, 0), at(2026, 3, 9, 0), DAYS) == 0


def test_holidays_and_a_stated_absence_do_not_count():
    holidays = BusinessDays(BERLIN, EASTER)
    assert business_days_between(at(2026, 4, 2, 9), at(2026, 4, 7, 9), holidays) == 1
    away = BusinessDays(BERLIN, absences=(Absence(date(2026, 3, 3), date(2026, 3, 16)),))
    assert business_days_between(at(2026, 3, 2, 9), at(2026, 3, 17, 9), away) == 2


def test_a_day_off_twice_over_is_left_out_once():
    both = BusinessDays(BERLIN, EASTER, (Absence(date(2026, 4, 1), date(2026, 4, 8)),) * 2)
    assert business_days_between(at(2026, 3, 30, 9), at(2026, 4, 10, 9), both) == 4


def test_the_hours_are_those_of_the_customers_zone():
    start, end = at(2026, 3, 2, 9), at(2026, 3, 2, 17)
    assert business_days_between(start, end, BusinessDays(NEW_YORK)) == 0.25


@pytest.mark.parametrize(
    ("friday", "monday"),
    [
        pytest.param(at(2026, 3, 27, 13), at(2026, 3, 30, 13), id="summer time begins"),
        pytest.param(at(2026, 10, 23, 13), at(2026, 10, 26, 13), id="summer time ends"),
    ],
)
def test_a_clock_change_over_the_weekend_makes_no_difference(friday, monday):
    assert business_days_between(friday, monday, DAYS) == 1
    assert add_business_days(friday, 1, DAYS) == monday
    assert add_business_days(monday, -1, DAYS) == friday


class NoonJump(tzinfo):
    """A zone whose clocks go forward an hour at noon on Monday 2 March 2026, UTC before."""

    def utcoffset(self, moment):
        return self.dst(moment)

    def dst(self, moment):
        return timedelta(hours=moment.replace(tzinfo=None) >= datetime(2026, 3, 2, 12))  # noqa: DTZ001


def test_a_day_whose_working_hours_contain_a_clock_change_is_still_one_business_day():
    jump = BusinessDays(NoonJump())
    assert business_days_between(at(2026, 3, 2, 0, zone=UTC), at(2026, 3, 2, 23, zone=UTC), jump) == 1
    assert business_days_between(at(2026, 3, 2, 9, zone=UTC), at(2026, 3, 2, 12, 30, zone=UTC), jump) == 0.5
    assert add_business_days(at(2026, 3, 2, 9, zone=UTC), 0.5, jump) == at(2026, 3, 2, 12, 30, zone=UTC)


def test_the_other_way_round_is_negative():
    assert business_days_between(at(2026, 3, 3, 9), at(2026, 3, 2, 9), DAYS) == -1


def test_adding_starts_at_the_next_working_hour():
    assert add_business_days(at(2026, 3, 6, 13), 2, DAYS) == at(2026, 3, 10, 13)
    assert add_business_days(at(2026, 3, 7, 12), 0.25, DAYS) == at(2026, 3, 9, 11)
    assert add_business_days(at(2026, 3, 7, 12), 0, DAYS) == at(2026, 3, 7, 12)
    assert add_business_days(at(2026, 4, 2, 12), 1, BusinessDays(BERLIN, EASTER)) == at(2026, 4, 7, 12)


def test_taking_away_goes_back_over_the_weekend():
    assert add_business_days(at(2026, 3, 10, 13), -2, DAYS) == at(2026, 3, 6, 13)


def test_the_nth_business_day_of_a_date():
    assert nth_business_day(date(2026, 3, 6), 1, DAYS) == date(2026, 3, 9)
    assert nth_business_day(date(2026, 3, 7), 1, DAYS) == date(2026, 3, 9)
    assert nth_business_day(date(2026, 3, 9), -2, DAYS) == date(2026, 3, 5)
    assert nth_business_day(date(2026, 3, 7), 0, DAYS) == date(2026, 3, 7)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="no time zone"):
        business_days_between(datetime(2026, 3, 2), at(2026, 3, 3), DAYS)  # noqa: DTZ001
    with pytest.raises(ValueError, match="no time zone"):
        add_business_days(datetime(2026, 3, 2), 1, DAYS)  # noqa: DTZ001


def test_a_calendar_without_business_days_ends_with_a_word():
    never = BusinessDays(UTC, absences=(Absence(date(2026, 1, 1), date.max),))
    with pytest.raises(ValueError, match="no business day"):
        add_business_days(at(2026, 3, 2), 1, never)


def test_thousands_of_years_are_counted_at_once():
    assert business_days_between(at(2026, 3, 2), at(9998, 3, 2), DAYS) > 2_000_000


zones = st.sampled_from([ZoneInfo(name) for name in ("Europe/Berlin", "America/New_York", "Australia/Lord_Howe")])
days_of_a_year = st.dates(date(2026, 1, 1), date(2026, 12, 31))
calendars = st.builds(
    BusinessDays,
    zones,
    st.frozensets(days_of_a_year, max_size=20),
    st.lists(st.builds(Absence, days_of_a_year, days_of_a_year), max_size=3).map(tuple),
)
moments = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=zones)  # noqa: DTZ001


@given(moments, moments, moments, calendars)
def test_business_days_are_additive_and_monotone(a, b, c, days):
    a, b, c = sorted([a, b, c])
    first, second = business_days_between(a, b, days), business_days_between(b, c, days)
    assert first >= 0
    assert second >= 0
    assert first + second == pytest.approx(business_days_between(a, c, days), abs=1e-9)


@given(moments, st.integers(-80, 80), calendars)
def test_what_is_added_lies_between(start, quarters, days):
    end = add_business_days(start, quarters / 4, days)
    assert business_days_between(start, end, days) == pytest.approx(quarters / 4, abs=1e-9)


@given(moments, moments, st.integers(1, 8), calendars)
def test_what_is_so_many_days_old_lies_at_or_before_the_moment_they_are_taken_away(start, end, count, days):
    edge = add_business_days(end, -count, days)
    for moment in (start, edge, edge + timedelta(minutes=1), edge - timedelta(minutes=1)):
        if moment <= end:
            assert (business_days_between(moment, end, days) >= count) == (moment <= edge)


@given(moments, calendars)
def test_counted_day_by_day_it_is_the_same(start, days):
    local = start.astimezone(days.zone)
    opens = local.replace(hour=9, minute=0, second=0, microsecond=0)
    span = [opens.date() + timedelta(n) for n in range(60)]
    end = datetime.combine(span[-1] + timedelta(1), opens.timetz())
    assert business_days_between(opens, end, days) == sum(day in days for day in span)
