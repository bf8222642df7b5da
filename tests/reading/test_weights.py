"""The shipped weights: a file of figures, read back as it was written, adding up to probabilities."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.reading.acts import LABELS
from foothold.reading.weights import Weights, packed, weights

ROWS = {7: [100, -100, 0], 9: [-50, 50, 10], 4_000_000_000: [32767, -32768, 0]}


def test_a_feature_counts_once_and_an_unknown_one_not_at_all() -> None:
    read = Weights(packed(ROWS, 3, 0.01, 1.0))
    assert read.probabilities([7, 7, 12345]) == read.probabilities([7])


def test_scores_add_and_the_larger_one_is_likelier() -> None:
    read = Weights(packed(ROWS, 3, 0.01, 1.0))
    one = read.probabilities([7])
    both = read.probabilities([7, 9])
    assert one[0] > both[0] > both[2] > both[1]


def test_the_ends_of_the_range_do_not_spill_into_the_next_class() -> None:
    first, second, third = Weights(packed(ROWS, 3, 0.0001, 1.0)).probabilities([4_000_000_000, 7, 9])
    assert first > third > second


def test_a_higher_temperature_is_less_sure() -> None:
    cold, warm = (Weights(packed(ROWS, 3, 0.01, t)).probabilities([7])[0] for t in (1.0, 2.0))
    assert cold > warm > 1 / 3


def test_another_file_is_refused() -> None:
    with pytest.raises(ValueError, match="no weights of ours"):
        Weights(b"PK\x03\x04" + bytes(40))


@settings(deadline=None)  # the first example reads the file
@given(st.lists(st.integers(0, 2**32 - 1), max_size=300))
def test_any_features_give_probabilities_that_sum_to_one(features: list[int]) -> None:
    shares = weights("acts").probabilities(features)
    assert len(shares) == len(LABELS)
    assert sum(shares) == pytest.approx(1)
    assert all(0 <= share <= 1 for share in shares)


def test_a_file_that_was_cut_off_or_changed_is_refused() -> None:
    whole = packed(ROWS, 3, 0.01, 1.0)
    with pytest.raises(ValueError, match="not all of them"):
        Weights(whole[:-5])
    with pytest.raises(ValueError, match="changed"):
        Weights(whole[:40] + bytes([whole[40] ^ 1]) + whole[41:])


def test_weights_read_together_say_what_each_says_alone() -> None:
    one, other = packed(ROWS, 3, 0.01, 1.0), packed({9: [300, -300], 11: [-32768, 32767]}, 2, 0.02, 1.5)
    for features in ([], [7], [9], [11], [7, 9, 11, 12345], [4_000_000_000, 11]):
        alone = [Weights(file).probabilities(features) for file in (one, other)]
        assert Weights(one, other).of_each(features) == alone
