"""What was said of a meeting, tables, trends and correlations: the small rules of METHOD 9."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.answers import Answered, Boxes, counted
from foothold.core.correlation import correlation
from foothold.core.counts import ReviewCounts
from foothold.core.debrief import Answer
from foothold.core.feeling import GotWhatFor
from foothold.core.month_ends import fraction, month_ends
from foothold.core.percentages import PercentageId
from foothold.core.rep_rates import lines
from foothold.core.review import review

YES, NO, PARTLY = GotWhatFor.YES, GotWhatFor.NO, GotWhatFor.PARTLY


def test_both_goals_need_ours_recorded_before() -> None:
    theirs = (Boxes(goal=YES),)
    assert "both_goals_yes" in counted(Answered(met=YES, goal_recorded=True, boxes=theirs))
    assert "both_goals_known" not in counted(Answered(met=YES, boxes=theirs))


@pytest.mark.parametrize("met", [PARTLY, NO])
def test_a_goal_reached_in_part_is_missed(met: GotWhatFor) -> None:
    names = counted(Answered(met=met, goal_recorded=True, boxes=(Boxes(goal=YES),)))
    assert "both_goals_known" in names
    assert "both_goals_yes" not in names
    assert "a_goal_missed" in names


def test_one_of_several_customers_is_not_outvoted() -> None:
    pleased, not_pleased = Boxes(True, True, True), Boxes(True, False, True)
    assert "best_use" in counted(Answered(boxes=(pleased, pleased)))
    assert "best_use" not in counted(Answered(boxes=(pleased, not_pleased)))


def test_more_was_possible_when_either_side_says_so() -> None:
    names = counted(Answered(could_more=False, boxes=(Boxes(could_more=True),)))
    assert {"could_more_we_no", "could_more_customer_yes", "could_more_yes"} <= set(names)


def test_a_debrief_with_nothing_missed_is_a_debrief() -> None:
    assert counted(Answered(debrief=Answer.NOTHING)) == ("debriefed",)
    assert counted(Answered(debrief=Answer.FORGOT)) == ("debriefed", "should_have")


BOXES = st.builds(
    Boxes,
    st.booleans(),
    st.booleans(),
    st.booleans(),
    st.sampled_from([None, YES, NO, PARTLY]),
    st.sampled_from([None, True, False]),
)
SAID = st.builds(
    Answered,
    met=st.sampled_from([None, YES, NO, PARTLY]),
    goal_recorded=st.booleans(),
    could_more=st.sampled_from([None, True, False]),
    debrief=st.sampled_from([None, Answer.NOTHING, Answer.FORGOT]),
    guess=st.sampled_from([None, Answer.BEST_USE, Answer.WORTH_IT]),
    asked=st.booleans(),
    boxes=st.lists(BOXES, max_size=3).map(tuple),
)


@given(st.lists(SAID, max_size=30))
def test_whatever_is_said_the_five_add_up(said: list[Answered]) -> None:
    names = [name for each in said for name in counted(each)]
    found = review(ReviewCounts(held=len(said), **{name: names.count(name) for name in set(names)}))
    assert all(each.share is None or each.share.of <= len(said) for each in found.percentages[:4])


def test_a_table_is_in_the_order_of_names_and_drawn_to_the_team() -> None:
    team = ReviewCounts(held=100, customer_answered=100, best_use=35)
    six_of_eight = ReviewCounts(held=8, customer_answered=8, best_use=6)
    rows = lines([("Tom", six_of_eight), ("anna", ReviewCounts(held=1))], team)
    assert [row.name for row in rows] == ["anna", "Tom"]
    rate = rows[1].rates[PercentageId.P4]
    assert rate is not None
    assert round(rate[1], 3) == 0.528
    assert rows[0].rates[PercentageId.P4] is None


def test_the_fifth_is_compared_only_where_all_of_it_is_known() -> None:
    known = ReviewCounts(held=4, step_counted=1, step_not_counted=3, recap_sent=4, step_and_recap=1)
    assert fraction(PercentageId.P5, known) is None
    whole = ReviewCounts(
        held=4, step_counted=1, step_not_counted=3, recap_sent=4, step_and_recap=1, step_or_recap_missing=3
    )
    share = fraction(PercentageId.P5, whole)
    assert share is not None
    assert (share.k, share.of) == (1, 4)


def test_month_ends_cross_the_year() -> None:
    assert month_ends(date(2026, 1, 31), 3) == (date(2025, 11, 30), date(2025, 12, 31), date(2026, 1, 31))


@pytest.mark.parametrize("pairs", [[], [(1, 2)], [(1, 2), (1, 3), (1, 4)]])
def test_a_correlation_that_cannot_be_said_is_none(pairs: list[tuple[float, float]]) -> None:
    assert correlation(pairs).r is None


def test_three_quarters_have_no_interval() -> None:
    found = correlation([(1, 1), (2, 3), (3, 2)])
    assert found.r == pytest.approx(0.5)
    assert found.interval is None


@given(st.lists(st.tuples(st.floats(-1e3, 1e3), st.floats(-1e3, 1e3)), max_size=20))
def test_a_correlation_lies_within_its_interval(pairs: list[tuple[float, float]]) -> None:
    found = correlation(pairs)
    if found.r is not None and found.interval is not None:
        assert -1 <= found.interval[0] <= found.r <= found.interval[1] <= 1
