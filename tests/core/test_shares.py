"""METHOD 9: shares with Wilson's interval, words below ten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import Share, wilson
from foothold.core.shares import Bounds


@pytest.mark.parametrize(
    ("k", "of", "shown"),
    [
        pytest.param(9, 36, "25% [14% to 41%]", id="W1"),
        pytest.param(27, 36, "75% [59% to 86%]", id="W2"),
        pytest.param(3, 8, "3 of 8 (too few for a percentage)", id="W3"),
        pytest.param(0, 12, "0% [0% to 24%]", id="W4 none"),
        pytest.param(12, 12, "100% [76% to 100%]", id="W4 all"),
        pytest.param(8, 12, "67% [39% to 86%]", id="W5 of answers"),
    ],
)
def test_the_worked_examples(k, of, shown):
    assert str(Share(k, of)) == shown


def test_a_percentage_comes_from_ten_on():
    assert str(Share(5, 9)) == "5 of 9 (too few for a percentage)"
    assert str(Share(5, 10)).startswith("50% [")


def test_nothing_counted_has_no_rate_and_no_interval():
    assert (Share(0, 0).rate, Share(0, 0).interval) == (None, None)
    assert str(Share(0, 0)) == "0 of 0 (too few for a percentage)"


def test_half_a_percent_rounds_up():
    assert str(Share(5, 40)).startswith("13% ")


@pytest.mark.parametrize(("k", "of"), [(1, 0), (-1, 3), (4, 3)])
def test_more_than_all_or_less_than_none_is_refused(k, of):
    with pytest.raises(ValueError, match="no share"):
        Share(k, of)


@given(st.integers(1, 10**6).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_the_interval_holds_the_rate_and_mirrors_itself(pair):
    k, n = pair
    low, high = wilson(k, n)
    assert 0 <= low <= k / n <= high <= 1
    assert wilson(n - k, n) == pytest.approx((1 - high, 1 - low))


@pytest.mark.parametrize(
    ("bounds", "shown"),
    [
        pytest.param(Bounds(8, unknown=28, of=40), "bounds 20% to 90%", id="W5"),
        (Bounds(0, unknown=30, of=40), "bounds 0% to 75%"),
        (Bounds(0, unknown=40, of=40), "bounds 0% to 100%"),
        (Bounds(5, unknown=1, of=40), "bounds 13% to 15%"),
        (Bounds(3, unknown=2, of=8), "3 to 5 of 8 (too few for a percentage)"),
    ],
)
def test_the_unknown_are_neither_yes_nor_no(bounds, shown):
    assert str(bounds) == shown
    assert bounds.share is None


def test_bounds_with_nothing_unknown_are_the_share_itself():
    assert Bounds(9, unknown=0, of=36).share == Share(9, 36)
    assert str(Bounds(9, unknown=0, of=36)) == "25% [14% to 41%]"


def test_the_share_of_the_known_leaves_the_unknown_out_of_the_whole():
    assert Bounds(8, unknown=28, of=40).known == Share(8, 12)


def test_bounds_from_nothing_to_all_say_nothing():
    assert not Bounds(0, unknown=40, of=40).says_something
    assert not Bounds(0, unknown=0, of=0).says_something
    assert Bounds(0, unknown=39, of=40).says_something


def test_below_ten_bounds_have_no_percents():
    assert Bounds(3, unknown=2, of=9).percents is None
    assert Bounds(3, unknown=2, of=10).percents == (30, 50)


@pytest.mark.parametrize(("yes", "unknown", "of"), [(3, 6, 8), (-1, 3, 8), (3, -1, 8), (1, 0, 0)])
def test_bounds_that_count_more_than_all_or_less_than_none_are_refused(yes, unknown, of):
    with pytest.raises(ValueError, match="no bounds"):
        Bounds(yes, unknown, of)


def test_a_share_is_short_without_its_interval():
    assert (Share(12, 40).short, Share(3, 8).short) == ("30%", "3 of 8")
    assert (Share(12, 40).percent, Share(3, 8).percent) == (30, None)


@given(st.integers(0, 60).flatmap(lambda of: st.tuples(st.integers(0, of), st.just(of))), st.data())
def test_whatever_the_unknown_were_the_share_lies_within_the_bounds(pair, data):
    known, of = pair
    yes = data.draw(st.integers(0, known))
    turned_out = data.draw(st.integers(0, of - known))
    bounds = Bounds(yes, unknown=of - known, of=of)
    if bounds.low is None or bounds.high is None:
        assert of == 0
    else:
        assert bounds.low <= (yes + turned_out) / of <= bounds.high
