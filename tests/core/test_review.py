"""METHOD 9: the window, the five percentages as far as the sources reach, and what stands beside P5."""

from dataclasses import fields, replace
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.calendar_days import Absence, BusinessDays
from foothold.core.counts import ReviewCounts
from foothold.core.percentages import PercentageId, WhyUnknown
from foothold.core.review import review
from foothold.core.shares import Bounds, Share
from foothold.core.window import Window, week_of, weeks, window, window_before

P1, P2, P3, P4, P5 = PercentageId
VIENNA = ZoneInfo("Europe/Vienna")
DAYS = BusinessDays(VIENNA)
TUESDAY = date(2026, 9, 22)

COUNTS = ReviewCounts(
    held=84,
    our_goal_yes=60,
    our_goal_partly=10,
    our_goal_no=10,
    customer_goal_yes=40,
    customer_goal_no=10,
    both_goals_known=48,
    both_goals_yes=30,
    a_goal_missed=26,
    could_more_we_yes=20,
    could_more_we_no=40,
    could_more_customer_yes=5,
    could_more_customer_no=15,
    could_more_answered=64,
    could_more_yes=22,
    debriefed=50,
    should_have=12,
    customer_asked=84,
    customer_answered=56,
    best_use=19,
    guessed=40,
    guessed_best_use=30,
    explicit_no=3,
    orders=1,
    step_counted=55,
    step_not_counted=25,
    recap_sent=60,
    recap_not_sent=20,
    step_and_recap=50,
    step_or_recap_missing=30,
    in_room=26,
    later=20,
    never=38,
    with_homework=15,
    without_homework=45,
    full=12,
    not_full=60,
    next_held=30,
    next_not_held=6,
    next_to_come=10,
    accepted=40,
    tentative=4,
    unanswered=20,
    accounts=31,
    accounts_without_next_date=11,
)
FROM_A_CALENDAR = ReviewCounts(held=84, in_room=26, later=20, never=30, step_not_counted=30, step_or_recap_missing=30)


def test_five_percentages_come_in_the_order_of_the_method():
    assert [each.id for each in review(COUNTS).percentages] == [P1, P2, P3, P4, P5]


def test_w5_the_best_use_of_time_is_said_of_answers_with_bounds_and_response():
    found = review(ReviewCounts(held=40, customer_asked=40, customer_answered=12, best_use=8))[P4]
    assert (found.share, found.bounds, found.response) == (Share(8, 12), Bounds(8, 28, 40), Share(12, 40))
    assert str(found) == "67% [39% to 86%] of answers; bounds 20% to 90%; response 30%"


def test_few_answers_are_counted_in_words():
    found = review(ReviewCounts(held=40, customer_asked=40, customer_answered=8, best_use=3))[P4]
    assert str(found) == "3 of 8 (too few for a percentage); bounds 8% to 88%; response 20%"


def test_both_goals_are_counted_where_both_answers_are_known():
    assert review(COUNTS)[P1].share == Share(30, 48)


def test_a_goal_known_to_be_missed_bounds_both_goals_though_the_other_is_unknown():
    # 30 reached both, 26 certainly did not: 28 of 84 are open.
    assert review(COUNTS)[P1].bounds == Bounds(30, 28, 84)


def test_goals_by_one_side_alone_are_shown_apart():
    apart = review(COUNTS)[P1].apart
    assert (apart.ours, apart.customer) == (Share(60, 80), Share(40, 50))


def test_could_have_done_more_counts_meetings_with_at_least_one_answer_and_each_side_apart():
    found = review(COUNTS)[P2]
    assert found.share == Share(22, 64)
    assert (found.apart.ours, found.apart.customer) == (Share(20, 60), Share(5, 20))
    assert (found.response, found.bounds) == (Share(20, 84), Bounds(22, 20, 84))


def test_should_have_asked_counts_debriefed_meetings():
    found = review(COUNTS)[P3]
    assert (found.share, found.response, found.not_reflecting) == (Share(12, 50), Share(50, 84), False)


@pytest.mark.parametrize(("debriefed", "should_have", "flagged"), [(20, 0, True), (19, 0, False), (20, 1, False)])
def test_nothing_to_ask_over_twenty_debriefs_is_not_reflecting(debriefed, should_have, flagged):
    found = review(ReviewCounts(held=30, debriefed=debriefed, should_have=should_have))[P3]
    assert found.not_reflecting is flagged


def test_our_guess_of_the_customers_answer_is_shown_apart():
    assert review(COUNTS)[P4].apart.ours == Share(30, 40)


def test_an_order_or_an_explicit_no_needs_no_next_step():
    assert review(COUNTS)[P5].share == Share(50, 80)


def test_a_step_that_may_or_may_not_count_gives_bounds_and_never_zero():
    found = review(replace(COUNTS, step_and_recap=0, step_counted=0, step_or_recap_missing=30))[P5]
    assert (found.share, found.bounds) == (None, Bounds(0, 50, 80))
    assert str(found) == "bounds 0% to 63%"


def test_one_unknown_recap_leaves_bounds_without_a_share():
    found = review(replace(COUNTS, recap_sent=59, step_and_recap=49))[P5]
    assert (found.share, str(found)) == (None, "bounds 61% to 63%")
    assert found.why_unknown == (WhyUnknown.RECAP_UNKNOWN,)


def test_a_calendar_alone_bounds_the_next_step_and_leaves_the_rest_unknown():
    found = review(FROM_A_CALENDAR)
    assert [each.known for each in found.percentages] == [False, False, False, False, True]
    assert str(found[P1]) == "not known"
    assert found[P5].bounds == Bounds(0, 54, 84)
    assert found[P5].why_unknown == (WhyUnknown.STEP_UNKNOWN, WhyUnknown.RECAP_UNKNOWN)


@pytest.mark.parametrize(
    ("counts", "which", "why"),
    [
        (ReviewCounts(), P1, (WhyUnknown.NO_MEETINGS,)),
        (ReviewCounts(), P5, (WhyUnknown.NO_MEETINGS,)),
        (ReviewCounts(held=5), P1, (WhyUnknown.NO_OWN_ANSWER, WhyUnknown.CUSTOMER_NOT_ASKED)),
        (ReviewCounts(held=5, our_goal_yes=1), P1, (WhyUnknown.CUSTOMER_NOT_ASKED,)),
        (ReviewCounts(held=5, our_goal_yes=1, customer_goal_yes=1), P1, (WhyUnknown.NEVER_BOTH,)),
        (ReviewCounts(held=5), P2, (WhyUnknown.NO_OWN_ANSWER, WhyUnknown.CUSTOMER_NOT_ASKED)),
        (ReviewCounts(held=5), P3, (WhyUnknown.NO_DEBRIEF,)),
        (ReviewCounts(held=5), P4, (WhyUnknown.CUSTOMER_NOT_ASKED,)),
        (ReviewCounts(held=5, customer_asked=5), P4, (WhyUnknown.NO_CUSTOMER_ANSWER,)),
        (ReviewCounts(held=5, orders=3, explicit_no=2), P5, (WhyUnknown.NOTHING_TO_COUNT,)),
    ],
)
def test_what_is_not_known_says_why(counts, which, why):
    found = review(counts)[which]
    assert (found.share, found.why_unknown) == (None, why)


def test_a_share_that_is_known_needs_no_reason():
    assert [each.why_unknown for each in review(COUNTS).percentages] == [()] * 5


def test_the_next_date_in_the_room_is_of_all_held_meetings():
    assert review(COUNTS).beside.in_room.share == Share(26, 84)


def test_a_next_date_without_created_is_neither_in_the_room_nor_not():
    in_room = review(FROM_A_CALENDAR).beside.in_room
    assert (in_room, in_room.known) == (Bounds(26, 8, 84), Share(26, 76))


def test_homework_full_steps_and_acceptance_stand_beside_with_their_unknown():
    beside = review(COUNTS).beside
    assert (beside.homework, beside.full) == (Bounds(15, 24, 84), Bounds(12, 12, 84))
    assert beside.accepted == Bounds(40, 20, 84)
    assert (beside.step.share, beside.recap.share) == (Share(55, 80), Share(60, 80))


def test_steps_still_to_come_are_not_counted_as_not_held():
    assert review(COUNTS).beside.next_held == Share(30, 36)


def test_customers_without_a_next_date_are_of_those_met():
    assert review(COUNTS).beside.without_next_date == Share(11, 31)


@pytest.mark.parametrize(
    "wrong",
    [
        {"in_room": 50},
        {"explicit_no": 84},
        {"both_goals_yes": 49},
        {"a_goal_missed": 17},
        {"debriefed": 85},
        {"best_use": 57},
        {"step_and_recap": 56},
        {"step_or_recap_missing": 24},
        {"never": -1},
    ],
    ids=str,
)
def test_counts_that_contradict_each_other_are_refused(wrong):
    with pytest.raises(ValueError, match=r"\d"):
        review(replace(COUNTS, **wrong))


@given(st.dictionaries(st.sampled_from([field.name for field in fields(ReviewCounts)]), st.integers(-2, 9)))
def test_any_counts_are_reviewed_or_refused(numbers):
    try:
        found = review(ReviewCounts(**numbers))
    except ValueError:
        return
    for each in found.percentages:
        assert each.known or str(each) == "not known"
        assert (each.share is None) == bool(each.why_unknown)
        if each.share and each.bounds:
            assert each.bounds.yes == each.share.k


def test_the_window_reaches_from_ninety_days_back_to_two_business_days_ago_both_days_whole():
    assert window(TUESDAY, DAYS) == (
        datetime(2026, 6, 24, tzinfo=VIENNA),
        datetime(2026, 9, 19, tzinfo=VIENNA),
    )


@pytest.mark.parametrize(
    ("today", "last"),
    [
        pytest.param(date(2026, 9, 25), date(2026, 9, 23), id="Friday"),
        pytest.param(date(2026, 9, 26), date(2026, 9, 24), id="Saturday"),
        pytest.param(date(2026, 9, 28), date(2026, 9, 24), id="Monday"),
    ],
)
def test_two_business_days_skip_the_weekend(today, last):
    assert window(today, DAYS).end == datetime(2026, 9, last.day + 1, tzinfo=VIENNA)


def test_holidays_and_absences_are_no_business_days():
    holiday = BusinessDays(VIENNA, holidays=frozenset({date(2026, 9, 21)}))
    away = BusinessDays(VIENNA, absences=(Absence(date(2026, 9, 17), date(2026, 9, 21)),))
    assert window(TUESDAY, holiday).end == datetime(2026, 9, 18, tzinfo=VIENNA)
    assert window(TUESDAY, away).end == datetime(2026, 9, 17, tzinfo=VIENNA)


def test_a_window_over_the_change_of_clocks_begins_and_ends_at_midnight():
    found = window(date(2026, 11, 10), DAYS)
    assert [end.astimezone(UTC).hour for end in found] == [22, 23]


def test_the_window_before_ends_where_the_window_begins():
    before = window_before(TUESDAY, DAYS)
    assert before.end == window(TUESDAY, DAYS).start
    assert before.start == datetime(2026, 3, 26, tzinfo=VIENNA)


@pytest.mark.parametrize("length", [0, -5, 3661, 10**9])
def test_a_window_is_one_day_to_ten_years(length):
    with pytest.raises(ValueError, match="no window"):
        window(TUESDAY, DAYS, length)


def test_a_window_in_which_no_meeting_is_old_enough_is_refused():
    with pytest.raises(ValueError, match="business days old"):
        window(TUESDAY, DAYS, 2)


def test_weeks_are_all_mondays_the_window_touches():
    found = weeks(window(TUESDAY, DAYS))
    assert (found[0], found[-1], len(found)) == (date(2026, 6, 22), date(2026, 9, 14), 13)
    assert {day.weekday() for day in found} == {0}


def test_a_window_that_ends_at_midnight_does_not_touch_the_week_that_begins_then():
    monday = datetime(2026, 9, 21, tzinfo=VIENNA)
    assert weeks(Window(datetime(2026, 9, 14, tzinfo=VIENNA), monday)) == (date(2026, 9, 14),)


def test_a_week_begins_on_monday():
    assert week_of(date(2026, 9, 20)) == date(2026, 9, 14)
    assert week_of(date(2026, 9, 21)) == date(2026, 9, 21)
