"""METHOD 9: which differences may be said, rates shrunk to the team, how many meetings a change needs."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.differences import (
    change,
    design_effect,
    is_month_end,
    last_month_end,
    may_be_said,
    meetings_needed,
    probability_of_difference,
    shrunk_to_team,
)
from foothold.core.shares import Share

MONTH_END = date(2026, 9, 30)
SHARES = st.integers(1, 200).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n)))


@pytest.mark.parametrize(
    ("now", "before", "probability", "said"),
    [
        pytest.param(Share(18, 36), Share(9, 36), 0.987, True, id="W6"),
        pytest.param(Share(12, 30), Share(9, 30), 0.787, False, id="W7"),
        pytest.param(Share(9, 36), Share(18, 36), 0.013, True, id="W6 the other way"),
    ],
)
def test_the_worked_examples_of_differences(now, before, probability, said):
    found = change(now, before, MONTH_END)
    assert (round(found.probability, 3), found.may_be_said) == (probability, said)


def test_below_thirty_meetings_on_either_side_no_difference_may_be_said():
    sure = Share(29, 29), Share(0, 30)
    assert not may_be_said(*sure, MONTH_END)
    assert not may_be_said(*reversed(sure), MONTH_END)
    assert may_be_said(Share(30, 30), Share(0, 30), MONTH_END)


@pytest.mark.parametrize("day", [date(2026, 9, 29), date(2026, 10, 1), date(2024, 2, 28)])
def test_between_month_ends_no_difference_may_be_said(day):
    assert not may_be_said(Share(18, 36), Share(9, 36), day)


def test_month_ends_know_leap_years_and_the_end_of_the_calendar():
    assert is_month_end(date(2024, 2, 29))
    assert is_month_end(date(2026, 2, 28))
    assert is_month_end(date.max)


@pytest.mark.parametrize(
    ("today", "looked_on"),
    [
        (date(2026, 9, 30), date(2026, 9, 30)),
        (date(2026, 9, 29), date(2026, 8, 31)),
        (date(2027, 1, 5), date(2026, 12, 31)),
    ],
)
def test_differences_are_looked_at_on_the_last_month_end_that_has_come(today, looked_on):
    assert last_month_end(today) == looked_on


def test_points_are_given_only_where_the_difference_may_be_said():
    assert change(Share(18, 36), Share(9, 36), MONTH_END).points == 25
    assert change(Share(9, 36), Share(18, 36), MONTH_END).points == -25
    assert change(Share(12, 30), Share(9, 30), MONTH_END).points is None


def test_meetings_of_one_opportunity_do_not_count_as_so_many_witnesses():
    by_four = [(4, 4)] * 4 + [(2, 4)] + [(0, 4)] * 4
    single = [(1, 1)] * 9 + [(0, 1)] * 27
    assert may_be_said(Share(18, 36), Share(9, 36), MONTH_END)
    assert not may_be_said(Share(18, 36), Share(9, 36), MONTH_END, now_by=by_four, before_by=single)


def test_one_meeting_each_opportunity_changes_nothing():
    single = [(1, 1)] * 18 + [(0, 1)] * 18
    plain = change(Share(18, 36), Share(9, 36), MONTH_END)
    assert change(Share(18, 36), Share(9, 36), MONTH_END, now_by=single).probability == plain.probability


def test_the_design_effect_of_opportunities_that_speak_with_one_voice_is_about_their_size():
    assert design_effect([(4, 4), (0, 4)] * 50) == pytest.approx(4, rel=0.02)


def test_the_design_effect_of_unrelated_meetings_is_about_one():
    # Two meetings each, in the shares chance alone gives them: 1 in 4 both, 2 in 4 one, 1 in 4 none.
    assert design_effect([(2, 2), (1, 2), (1, 2), (0, 2)] * 50) == pytest.approx(1, rel=0.02)


def test_opportunities_that_balance_each_other_make_nothing_surer():
    assert design_effect([(1, 2)] * 20) == 1


@pytest.mark.parametrize(("clusters", "effect"), [([(20, 40)], 40), ([(4, 4)] * 10, 4), ([(0, 3)] * 10, 3)])
def test_where_opportunities_cannot_be_compared_each_counts_once(clusters, effect):
    assert design_effect(clusters) == pytest.approx(effect)


def test_no_meetings_have_no_design_effect():
    assert design_effect([]) == design_effect([(0, 0)]) == 1


def test_opportunities_that_do_not_add_up_are_refused():
    with pytest.raises(ValueError, match="do not add up"):
        change(Share(18, 36), Share(9, 36), MONTH_END, now_by=[(18, 35)])


@given(SHARES, SHARES)
def test_a_difference_seen_from_the_other_side_is_the_rest_of_the_probability(one, other):
    forth, back = probability_of_difference(*one, *other), probability_of_difference(*other, *one)
    assert forth + back == pytest.approx(1)


@given(st.lists(st.integers(0, 12).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))), max_size=60))
def test_a_design_effect_never_narrows_an_interval(clusters):
    assert design_effect(clusters) >= 1


@pytest.mark.parametrize(
    ("share", "team", "shown"),
    [
        pytest.param(Share(6, 8), 0.35, 0.528, id="W8"),
        pytest.param(Share(0, 0), 0.35, 0.35, id="no meeting of his own"),
        pytest.param(Share(300, 400), 0.35, 0.740, id="many of his own"),
    ],
)
def test_a_reps_rate_is_shrunk_to_the_team(share, team, shown):
    assert round(shrunk_to_team(share, team), 3) == shown


@pytest.mark.parametrize(
    ("before", "after", "needed"), [(0.25, 0.50, 58), (0.25, 0.40, 152), (0.25, 0.35, 329), (0.35, 0.25, 329)]
)
def test_how_many_meetings_each_a_change_needs_to_be_seen(before, after, needed):
    assert meetings_needed(before, after) == needed


@pytest.mark.parametrize("rates", [(0.3, 0.3), (-0.1, 0.3), (0.3, 1.1)])
def test_what_is_no_change_of_a_rate_has_no_sample_size(rates):
    with pytest.raises(ValueError, match="no change"):
        meetings_needed(*rates)


@pytest.mark.parametrize("team", [-0.01, 1.01, float("nan")])
def test_a_team_rate_lies_between_none_and_all(team):
    with pytest.raises(ValueError, match="no rate"):
        shrunk_to_team(Share(6, 8), team)
