"""METHOD 9: shares with Wilson's interval, words below ten."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import Share, wilson


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
