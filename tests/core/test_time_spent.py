"""METHOD 10: hours by class on the day, misallocation, and three moves at most."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.time_spent import A_TOUCH, DAYS, Spent, hours_met, misallocation, moves, time_spent, wanting

NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
FREE = NOW + timedelta(days=2)


def spent(opportunity="a", hours=1.0, ago=1, **known):
    return Spent(opportunity=opportunity, at=NOW - timedelta(days=ago), hours=hours, **known)


@pytest.mark.parametrize(
    ("hours", "values", "figure"),
    [
        pytest.param([10, 10], [500, 500], 0.00, id="M1"),
        pytest.param([5, 5, 20, 10], [12000, 6000, 1500, 500], 0.65, id="M2"),
        pytest.param([40, 0], [0, 100], 1.00, id="M3"),
        pytest.param([3], [7], 0.0, id="one deal alone"),
        pytest.param([1, 3], [1, 1], 0.25, id="other input"),
        pytest.param([4, 4], [0, 0], None, id="nothing worth time"),
        pytest.param([0, 0], [1, 2], None, id="no hours"),
        pytest.param([], [], None, id="nothing at all"),
    ],
)
def test_misallocation(hours, values, figure):
    assert misallocation(hours, values) == figure


@given(st.lists(st.tuples(st.floats(0, 1e4), st.floats(0, 1e7)), min_size=1, max_size=30))
def test_misallocation_is_a_share_or_not_told(pairs):
    figure = misallocation([h for h, _v in pairs], [v for _h, v in pairs])
    assert figure is None or 0 <= figure <= 1


@pytest.mark.parametrize(("hours", "values"), [([1], [1, 2]), ([-1], [1]), ([1], [-1])])
def test_what_cannot_be_spent_is_refused(hours, values):
    with pytest.raises(ValueError, match="below 0"):
        misallocation(hours, values)


def test_a_meeting_costs_its_length_for_each_of_ours_and_its_preparation():
    assert hours_met(timedelta(hours=1), ours=3) == 3.0
    assert hours_met(timedelta(minutes=30), prepared=timedelta(minutes=12)) == pytest.approx(0.7)
    assert A_TOUCH == 0.1
    with pytest.raises(ValueError, match="no time"):
        hours_met(timedelta(hours=1), ours=0)


def test_hours_count_under_the_class_of_their_day_and_older_ones_do_not():
    time = time_spent(
        [
            spent(hours=2, ago=20, triage="close soon"),
            spent(hours=1, ago=2, triage="let go"),
            spent(hours=9, ago=DAYS + 1, triage="let go"),
            spent(hours=4, triage=""),
        ],
        NOW,
    )
    assert time.by_class == {"close soon": 2, "let go": 1, "": 4}
    assert time.by_opportunity == {"a": 7}
    assert time.total == 7


def test_hours_on_the_silent_and_on_meetings_that_felt_good_and_did_not_advance():
    time = time_spent(
        [
            spent(hours=1, dark=True),
            spent(hours=2, felt=4, advanced=False),
            spent(hours=3, felt=5, advanced=True),
            spent(hours=4, felt=5),
            spent(hours=5, felt=3, advanced=False),
            spent(hours=6, advanced=False),
        ],
        NOW,
    )
    assert time.on_dark == 1
    assert time.felt_good_without_advance == 2


def test_a_value_is_that_of_the_days_the_hours_were_spent_on():
    days = [spent("a", 3, value=100.0), spent("a", 1, value=500.0), spent("b", 4, value=200.0)]
    time = time_spent(days, NOW, worth={"a": 9e9})
    assert time.values == {"a": 200.0, "b": 200.0}
    assert time.misallocation == 0.0


def test_a_deal_without_hours_counts_in_the_value():
    assert time_spent([spent("a", 40, value=0.0)], NOW, worth={"b": 100.0}).misallocation == 1.0


def test_nothing_worth_time_has_words_and_no_figure():
    time = time_spent([spent(value=0.0)], NOW)
    assert time.nothing_worth_time
    assert time.misallocation is None
    assert moves(time, {"a": FREE}) == ()


def test_an_hour_whose_value_is_not_known_leaves_the_figure_out():
    time = time_spent([spent("a", value=None), spent("b", value=5.0)], NOW)
    assert (time.misallocation, time.value_unknown, time.nothing_worth_time) == (None, 1.0, False)


def test_no_hours_at_all_divide_by_nothing():
    time = time_spent([], NOW, worth={"a": 0.0})
    assert (time.total, time.misallocation, time.by_class) == (0, None, {})
    assert time_spent([], NOW).nothing_worth_time is False


def test_moves_go_to_where_the_value_is_and_a_step_can_be_had():
    worth = {"a": 12000.0, "b": 6000.0}
    time = time_spent([spent("c", 30, value=1500.0), spent("d", 10, value=500.0)], NOW, worth=worth)
    (first, second) = moves(time, {"a": FREE, "b": FREE})
    assert (first.hours, first.from_opportunity, first.to_opportunity) == (24.0, "c", "a")
    assert (second.hours, second.from_opportunity, second.to_opportunity) == (9.0, "d", "b")
    assert first.step_at == FREE
    assert [each.to_opportunity for each in moves(time, {"b": FREE})] == ["b"]
    assert moves(time, {}) == ()


@given(
    st.lists(st.tuples(st.floats(0, 100), st.floats(0, 1e6)), min_size=1, max_size=8),
)
def test_at_most_three_moves_and_none_makes_it_worse(pairs):
    pieces = [spent(str(n), hours, value=value) for n, (hours, value) in enumerate(pairs)]
    worth = {str(n): value for n, (_hours, value) in enumerate(pairs)}
    time = time_spent(pieces, NOW, worth=worth)
    advised = moves(time, dict.fromkeys(worth, FREE))
    assert len(advised) <= 3
    hours = {key: time.by_opportunity.get(key, 0.0) for key in time.values}
    for move in advised:
        assert move.hours >= 0.5
        hours[move.from_opportunity] -= move.hours
        hours[move.to_opportunity] += move.hours
    if advised:
        after = misallocation([max(hours[key], 0.0) for key in hours], [time.values[key] for key in hours])
        assert after is not None
        assert after <= time.misallocation + 1e-6


@pytest.mark.parametrize("wrong", [{"hours": -1.0}, {"value": -1.0}])
def test_hours_and_worth_are_never_below_nothing(wrong):
    with pytest.raises(ValueError, match="below 0"):
        spent(**wrong)


def test_hours_of_which_nobody_can_tell_whether_they_were_dark_are_counted_apart():
    time = time_spent([spent(hours=1, dark=True), spent(hours=2, dark=None), spent(hours=4)], NOW)
    assert (time.on_dark, time.dark_unknown) == (1, 2)


def test_deals_that_got_too_little_are_named_with_the_largest_lack_first():
    time = time_spent([spent("a", 10, value=0.0)], NOW, worth={"b": 30.0, "c": 70.0, "d": 0.0})
    assert wanting(time) == ["c", "b"]
    assert wanting(time_spent([spent("a", 10)], NOW, worth={"b": 30.0})) == []
