"""Free slots to offer: ours and his hours, his habits, half-known calendars and clock changes."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from time import process_time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.core.calendar_days import Absence, BusinessDays, add_business_days, nth_business_day
from foothold.core.slots import (
    Availability,
    Offer,
    Reason,
    Slot,
    SlotState,
    WorkingHours,
    check,
    next_best,
    offer,
    with_named,
)

BERLIN, NEW_YORK, KOLKATA = ZoneInfo("Europe/Berlin"), ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata")
MONDAY = datetime(2026, 3, 2, 10, tzinfo=BERLIN)
LENGTH = timedelta(minutes=45)
HOURS = WorkingHours(BusinessDays(BERLIN))
FREE = Availability(ours=HOURS, customer=HOURS, busy_known_until=MONDAY + timedelta(days=365))


def at(*parts, zone=BERLIN):
    return datetime(*parts, tzinfo=zone)


def slot(start, length=LENGTH):
    return Slot.lasting(start, length)


def starts(found: Offer):
    return [each.slot.starts_at for each in found.slots]


def whole_days(first, count):
    return [
        (first.replace(hour=0) + timedelta(days=n), first.replace(hour=23) + timedelta(days=n)) for n in range(count)
    ]


def test_three_slots_on_three_days_in_order_of_time():
    found = offer(FREE, LENGTH, MONDAY)
    assert len(found.slots) == 3
    assert starts(found) == sorted(starts(found))
    assert len({start.date() for start in starts(found)}) == 3
    assert all(each.slot.lasts_for == LENGTH for each in found.slots)


def test_nothing_is_offered_within_the_next_2_business_hours():
    only_today = replace(FREE, busy=[(at(2026, 3, 3), at(2027, 6, 1))])
    assert min(starts(offer(only_today, timedelta(hours=5), MONDAY))) == at(2026, 3, 2, 12)
    assert offer(only_today, LENGTH, at(2026, 3, 2, 15, 30)).slots == ()
    friday = offer(FREE, LENGTH, at(2026, 3, 6, 16))
    assert min(starts(friday)) >= at(2026, 3, 9, 10)


def test_his_usual_hour_within_a_week_is_the_best():
    met = [at(2026, 2, day, 14) for day in (3, 10, 17)]
    found = offer(replace(FREE, past_starts=met), LENGTH, MONDAY)
    assert [each.best for each in found.slots].count(True) == 1
    best = next(each for each in found.slots if each.best)
    assert best.slot.starts_at == at(2026, 3, 3, 14)  # Tuesday, as he always does
    assert best.reasons == (Reason.USUAL_HOUR, Reason.USUAL_WEEKDAY, Reason.WITHIN_A_WEEK)
    assert (best.met_at_this_time, best.met_in_this_hour) == (3, 3)


def test_without_a_usual_hour_or_later_than_a_week_none_is_the_best():
    assert not any(each.best for each in offer(FREE, LENGTH, MONDAY).slots)
    full_week = whole_days(MONDAY, 8)
    late = replace(FREE, past_starts=[at(2026, 2, day, 14) for day in (3, 10, 17)], busy=full_week)
    found = offer(late, LENGTH, MONDAY)
    assert min(starts(found)) >= at(2026, 3, 10, 0)
    assert Reason.USUAL_HOUR in found.slots[0].reasons
    assert not any(each.best for each in found.slots)


def test_seven_days_ahead_is_within_a_week_and_eight_are_not():
    met = [at(2026, 2, day, 14) for day in (3, 10, 17)]
    full = replace(FREE, past_starts=met, busy=whole_days(MONDAY, 7))
    assert [each.best for each in offer(full, LENGTH, MONDAY).slots] == [True, False, False]


@pytest.mark.parametrize(("hours", "usual"), [((14,), False), ((14, 14), True), ((9, 10, 11, 12, 13, 14, 14), True)])
def test_once_is_no_habit(hours, usual):
    met = [at(2026, 2, 2 + number, hour) for number, hour in enumerate(hours)]
    found = offer(replace(FREE, past_starts=met), LENGTH, MONDAY)
    assert any(Reason.USUAL_HOUR in each.reasons for each in found.slots) == usual


def test_twice_among_many_is_no_habit():
    met = [at(2026, 2, 2, 9 + number % 8) for number in range(40)]
    found = offer(replace(FREE, past_starts=met), LENGTH, MONDAY)
    assert not any(Reason.USUAL_HOUR in each.reasons for each in found.slots)


def test_habits_are_kept_on_his_own_clock():
    customer = WorkingHours(BusinessDays(NEW_YORK))
    met = [at(2026, 2, 3, 16), at(2026, 2, 10, 16), at(2026, 2, 17, 10, zone=NEW_YORK)]
    found = offer(replace(FREE, customer=customer, past_starts=met), LENGTH, MONDAY)
    best = next(each for each in found.slots if each.best)
    assert best.slot.starts_at == at(2026, 3, 3, 10, zone=NEW_YORK)
    assert best.met_at_this_time == 3
    assert best.slot.starts_at.tzinfo is NEW_YORK


def test_full_and_half_hours_come_before_quarters():
    busy = [(at(2026, 3, day, 9), at(2026, 3, day, 11, 15)) for day in range(2, 17)]
    found = offer(replace(FREE, busy=busy), LENGTH, MONDAY)
    assert {start.minute for start in starts(found)} == {0, 30}


def test_an_afternoon_is_among_three_slots_where_nothing_is_usual():
    assert {start.hour >= 12 for start in starts(offer(FREE, LENGTH, MONDAY))} == {True, False}


def test_days_are_preferred_to_halves_and_no_half_is_offered_twice():
    busy = whole_days(at(2026, 3, 5), 60)
    two_days = starts(offer(replace(FREE, busy=[(MONDAY, at(2026, 3, 3, 9)), *busy]), LENGTH, MONDAY))
    assert {start.date() for start in two_days[:2]} | {two_days[-1].date()} == {date(2026, 3, 3), date(2026, 3, 4)}
    one_day = starts(offer(replace(FREE, busy=[(MONDAY, at(2026, 3, 4, 9)), *busy]), LENGTH, MONDAY))
    assert [start.hour >= 12 for start in one_day] == [False, True]


def test_today_is_offered_only_where_little_else_is_free():
    assert min(starts(offer(FREE, LENGTH, MONDAY))).date() == date(2026, 3, 3)
    full = replace(FREE, busy=whole_days(at(2026, 3, 3), 60))
    assert {start.date() for start in starts(offer(full, LENGTH, MONDAY))} == {date(2026, 3, 2)}


def test_a_slot_lies_in_the_hours_of_both_zones():
    customer = WorkingHours(BusinessDays(NEW_YORK))
    for start in starts(offer(replace(FREE, customer=customer), LENGTH, MONDAY)):
        assert time(9) <= start.time()
        assert (start + LENGTH).astimezone(BERLIN).time() <= time(17)


def test_zones_that_share_no_hour_get_no_slot():
    apart = replace(FREE, customer=WorkingHours(BusinessDays(ZoneInfo("Pacific/Auckland"))))
    assert offer(apart, LENGTH, MONDAY) == Offer(())


def test_holidays_and_absences_of_either_side_are_left_out():
    holiday = BusinessDays(BERLIN, frozenset({date(2026, 3, 3)}))
    away = BusinessDays(BERLIN, absences=(Absence(date(2026, 3, 4), date(2026, 3, 11)),))
    both = replace(FREE, ours=WorkingHours(holiday), customer=WorkingHours(away))
    days = {start.date() for start in starts(offer(both, LENGTH, at(2026, 3, 2, 16)))}
    assert min(days) == date(2026, 3, 11)


def test_the_horizon_counts_his_business_days():
    away = BusinessDays(BERLIN, absences=(Absence(date(2026, 3, 3), date(2026, 5, 4)),))
    found = offer(replace(FREE, customer=WorkingHours(away)), LENGTH, at(2026, 3, 2, 16))
    assert min(starts(found)).date() == date(2026, 5, 4)


def test_full_for_10_business_days_says_until_when():
    full = replace(FREE, busy=[(MONDAY, at(2026, 3, 18, 11, 5))])
    found = offer(full, LENGTH, MONDAY)
    assert found.slots == ()
    assert found.full_until.slot.starts_at == at(2026, 3, 18, 11, 15)
    assert found.full_until.is_checked


def test_full_for_ever_says_nothing():
    full = replace(FREE, busy=[(MONDAY, at(2027, 3, 18))])
    assert offer(full, LENGTH, MONDAY) == Offer(())


def test_a_calendar_without_business_days_has_no_slot():
    never = BusinessDays(BERLIN, absences=(Absence(date(2026, 1, 1), date(2060, 1, 1)),))
    closed = replace(FREE, customer=WorkingHours(never))
    assert offer(closed, LENGTH, MONDAY) == Offer(())
    assert next_best(slot(MONDAY), closed, MONDAY) is None


def test_a_refused_slot_is_not_offered_again():
    first = offer(FREE, LENGTH, MONDAY)
    again = offer(replace(FREE, refused=[each.slot for each in first.slots]), LENGTH, MONDAY)
    assert not set(starts(first)) & set(starts(again))


def test_the_buffer_is_kept_on_both_sides():
    busy = [(at(2026, 3, 3, 9), at(2026, 3, 3, 12)), (at(2026, 3, 3, 13), at(2026, 6, 1))]
    tight = replace(FREE, busy=[(MONDAY, at(2026, 3, 3)), *busy])
    assert starts(offer(tight, timedelta(minutes=30), MONDAY))[0] == at(2026, 3, 3, 12)
    spaced = replace(tight, buffer=timedelta(minutes=15))
    assert starts(offer(spaced, timedelta(minutes=30), MONDAY)) == [at(2026, 3, 3, 12, 15)]
    assert offer(spaced, LENGTH, MONDAY).slots == ()


def test_what_our_calendar_does_not_say_is_offered_last_and_marked():
    half = replace(FREE, busy_known_until=at(2026, 3, 3, 17))
    found = offer(half, LENGTH, MONDAY)
    assert [each.is_checked for each in found.slots] == [True, True, False]
    unread = offer(replace(FREE, busy_known_until=None), LENGTH, MONDAY)
    assert [each.is_checked for each in unread.slots] == [False] * 3


def test_slots_keep_their_clock_time_over_the_clock_change():
    met = [at(2026, 3, day, 10) for day in (10, 17, 24)]
    found = offer(replace(FREE, past_starts=met), LENGTH, at(2026, 3, 27, 15))
    assert {start.time() for start in starts(found)} == {time(10)}
    assert min(starts(found)) == at(2026, 3, 30, 10)


def test_the_weeks_in_which_the_zones_are_an_hour_nearer_are_seen():
    # From 8 to 29 March 2026 New York is 5 hours behind Berlin, else 6.
    late_starter = WorkingHours(BusinessDays(NEW_YORK), opens=time(11))
    apart = replace(FREE, customer=late_starter)
    days = [start.date() for start in starts(offer(apart, LENGTH, MONDAY))]
    assert min(days) == date(2026, 3, 9)


def test_a_slot_named_when_we_talked_is_among_three_as_the_best_unless_it_is_taken():
    plain = offer(FREE, LENGTH, MONDAY)
    named = slot(at(2026, 3, 13, 17, 30))  # outside hours: it was their own choice
    found = with_named(plain, named, FREE, MONDAY)
    assert starts(found) == [*starts(plain)[:2], named.starts_at]
    assert [each.best for each in found.slots] == [False, False, True]
    assert found.slots[-1].reasons == (Reason.NAMED,)
    taken = replace(FREE, busy=[(named.starts_at, named.ends_at)])
    assert with_named(plain, named, taken, MONDAY) is plain
    assert with_named(plain, slot(MONDAY - LENGTH), FREE, MONDAY) is plain
    # One that lies over an offered one takes its place.
    over = slot(plain.slots[1].slot.starts_at + timedelta(minutes=15))
    assert starts(with_named(plain, over, FREE, MONDAY)) == [starts(plain)[0], over.starts_at, starts(plain)[2]]
    unknown = replace(FREE, busy_known_until=MONDAY)
    assert with_named(plain, named, unknown, MONDAY).slots[-1].reasons == (Reason.NAMED, Reason.NOT_CHECKED)


def test_free_is_said_only_of_a_known_calendar():
    wanted = slot(at(2026, 3, 3, 10))
    assert check(wanted, FREE, MONDAY) is SlotState.FREE
    assert check(wanted, replace(FREE, busy_known_until=None), MONDAY) is SlotState.UNKNOWN
    assert check(wanted, replace(FREE, busy_known_until=at(2026, 3, 3, 10, 30)), MONDAY) is SlotState.UNKNOWN


def test_taken_is_said_also_of_a_half_known_calendar_but_not_of_a_neighbour():
    busy = [(at(2026, 3, 3, 10, 30), at(2026, 3, 3, 11))]
    half = replace(FREE, busy=busy, busy_known_until=None)
    assert check(slot(at(2026, 3, 3, 10)), half, MONDAY) is SlotState.TAKEN
    assert check(slot(at(2026, 3, 3, 11)), replace(FREE, busy=busy), MONDAY) is SlotState.FREE
    assert check(slot(at(2026, 3, 3, 9, 45)), replace(FREE, busy=busy), MONDAY) is SlotState.FREE


def test_past_holiday_and_outside_hours_are_told_apart():
    holiday = WorkingHours(
        BusinessDays(BERLIN, frozenset({date(2026, 3, 4)}), (Absence(date(2026, 3, 5), date(2026, 3, 6)),))
    )
    closed = replace(FREE, customer=holiday)
    assert check(slot(MONDAY), closed, MONDAY) is SlotState.PAST
    assert check(slot(at(2026, 3, 4, 10)), closed, MONDAY) is SlotState.HOLIDAY
    assert check(slot(at(2026, 3, 5, 10)), closed, MONDAY) is SlotState.HOLIDAY
    assert check(slot(at(2026, 3, 3, 16, 30)), closed, MONDAY) is SlotState.OUTSIDE_HOURS
    assert check(slot(at(2026, 3, 7, 10)), closed, MONDAY) is SlotState.OUTSIDE_HOURS


def test_the_next_best_is_the_nearest_of_that_day():
    taken = replace(FREE, busy=[(at(2026, 3, 5, 10), at(2026, 3, 5, 10, 45))])
    assert next_best(slot(at(2026, 3, 5, 10)), taken, MONDAY).slot.starts_at == at(2026, 3, 5, 11)


def test_the_next_best_of_a_full_day_is_on_another():
    taken = replace(FREE, busy=whole_days(at(2026, 3, 5), 1))
    nearest = next_best(slot(at(2026, 3, 5, 10)), taken, MONDAY).slot.starts_at
    assert nearest.date() in (date(2026, 3, 4), date(2026, 3, 6))


def test_the_next_best_is_found_for_a_slot_far_ahead_or_gone_by():
    assert next_best(slot(at(2400, 3, 6, 10)), FREE, MONDAY) is not None
    assert next_best(slot(at(2020, 3, 6, 10)), FREE, MONDAY).slot.starts_at > MONDAY


def test_naive_moments_and_empty_lengths_are_refused():
    with pytest.raises(ValueError, match="time zone"):
        offer(FREE, LENGTH, datetime(2026, 3, 2, 10))  # noqa: DTZ001
    with pytest.raises(ValueError, match="time zone"):
        replace(FREE, busy=[(datetime(2026, 3, 2), MONDAY)])  # noqa: DTZ001
    with pytest.raises(ValueError, match="length"):
        offer(FREE, timedelta(0), MONDAY)
    with pytest.raises(ValueError, match="ends after"):
        Slot(MONDAY, MONDAY)
    with pytest.raises(ValueError, match="close after"):
        WorkingHours(HOURS.days, time(17), time(9))


def test_a_slot_through_the_repeated_hour_has_its_length():
    before, after = at(2026, 10, 25, 2, 45), at(2026, 10, 25, 2, 15).replace(fold=1)
    assert Slot(before, after).lasts_for == timedelta(minutes=30)


def test_two_thousand_meetings_take_under_5_ms():
    busy = [
        (start := at(2026, 3, 2, 8) + timedelta(minutes=97 * number), start + timedelta(minutes=20))
        for number in range(2000)
    ]
    crowded = replace(FREE, busy=busy, past_starts=[at(2026, 2, day, 10) for day in range(1, 29)])

    def once():
        began = process_time()
        offer(crowded, LENGTH, MONDAY)
        return process_time() - began

    assert min(once() for _ in range(20)) < 0.005


ZONES = st.sampled_from([BERLIN, NEW_YORK, KOLKATA, UTC, ZoneInfo("Asia/Kathmandu")])
NOWS = st.datetimes(datetime(2026, 1, 1), datetime(2026, 12, 31), timezones=ZONES)  # noqa: DTZ001
MINUTES = st.integers(0, 21 * 24 * 60)


@st.composite
def searches(draw):
    """A moment, a length and two half-busy calendars."""
    now = draw(NOWS)

    def later(minutes):
        return (now.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(now.tzinfo)

    pairs = draw(st.lists(st.tuples(MINUTES, st.integers(0, 2000)), max_size=25))
    busy = [(later(start), later(start + length)) for start, length in pairs]
    refused = [slot(later(minutes)) for minutes in draw(st.lists(MINUTES, max_size=3))]
    sides = [
        WorkingHours(BusinessDays(draw(ZONES)), time(draw(st.integers(0, 10))), time(draw(st.integers(14, 23))))
        for _ in range(2)
    ]
    known = draw(st.none() | MINUTES.map(later))
    met = [later(-minutes) for minutes in draw(st.lists(MINUTES, max_size=6))]
    availability = Availability(
        ours=sides[0],
        customer=sides[1],
        busy=busy,
        busy_known_until=known,
        past_starts=met,
        refused=refused,
        buffer=timedelta(minutes=draw(st.sampled_from([0, 10]))),
    )
    return availability, timedelta(minutes=draw(st.sampled_from([15, 45, 90]))), now


def overlaps(one, start, end):
    return one.starts_at.astimezone(UTC) < end.astimezone(UTC) and one.ends_at.astimezone(UTC) > start.astimezone(UTC)


@settings(max_examples=200, deadline=None)
@given(searches())
def test_whatever_is_offered_can_be_had(search):
    availability, length, now = search
    found = offer(availability, length, now)
    days = availability.customer.days
    more = [found.full_until] if found.full_until else []
    for each in [*found.slots, *more]:
        assert check(each.slot, availability, now) is (SlotState.FREE if each.is_checked else SlotState.UNKNOWN)
        assert each.slot.lasts_for == length
        assert each.slot.starts_at.minute % 15 == 0
        assert each.slot.starts_at >= add_business_days(now, 0.25, days)
        pad = availability.buffer
        busy = [(a.astimezone(UTC) - pad, b.astimezone(UTC) + pad) for a, b in availability.busy if a < b]
        assert not any(overlaps(each.slot, start, end) for start, end in busy)
        assert not any(overlaps(each.slot, r.starts_at, r.ends_at) for r in availability.refused)
    last = nth_business_day(now.astimezone(days.zone).date(), 10, days)
    assert all(each.slot.starts_at.date() <= last for each in found.slots)
    assert all(each.slot.starts_at.date() > last for each in more)


@settings(max_examples=200, deadline=None)
@given(searches())
def test_an_offer_is_in_order_on_different_halves_with_one_best_at_most(search):
    found = offer(*search)
    assert len(found.slots) <= 3
    assert all(
        one.slot.ends_at <= other.slot.starts_at or one.slot < other.slot for one, other in pairwise(found.slots)
    )
    halves = [(each.slot.starts_at.date(), each.slot.starts_at.hour >= 12) for each in found.slots]
    assert len(set(halves)) == len(halves)
    assert sum(each.best for each in found.slots) <= 1
    assert not (found.slots and found.full_until)


@settings(max_examples=100, deadline=None)
@given(searches())
def test_the_next_best_of_what_was_offered_can_be_had_too(search):
    availability, length, now = search
    for each in offer(availability, length, now).slots:
        other = next_best(each.slot, availability, now)
        if other is not None:
            assert other.slot != each.slot
            assert check(other.slot, availability, now) in (SlotState.FREE, SlotState.UNKNOWN)
