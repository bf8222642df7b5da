"""How well labels were read, counted by hand on small examples."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.reading.measures import brier, calibration_error, class_scores, interval, macro_f1, reliability

PAIRS = [("a", "a"), ("a", "a"), ("a", "b"), ("b", "b"), ("c", "b")]
"""(meant, read): a is found twice of three times, b is read three times and right once, c never."""


def test_precision_recall_and_f1_are_those_counted_by_hand() -> None:
    scores = class_scores(PAIRS)
    assert (scores["a"].precision, scores["a"].recall) == (1.0, pytest.approx(2 / 3))
    assert (scores["b"].precision, scores["b"].recall) == (pytest.approx(1 / 3), 1.0)
    assert scores["a"].f1 == pytest.approx(0.8)


def test_a_class_never_read_has_no_precision_and_counts_zero() -> None:
    score = class_scores(PAIRS)["c"]
    assert (score.precision, score.recall, score.f1) == (None, 0.0, 0.0)


def test_macro_f1_counts_a_rare_class_as_much_as_a_frequent_one() -> None:
    assert macro_f1([("none", "none")] * 98 + [("firm", "none"), ("none", "none")]) < 0.51


def test_the_interval_is_the_same_every_time_and_holds_the_figure() -> None:
    many = PAIRS * 20
    assert interval(many) == interval(many)
    low, high = interval(many)
    assert low < macro_f1(many) < high


def test_probabilities_that_hold_have_no_calibration_error() -> None:
    assert calibration_error([(0.8, True)] * 8 + [(0.8, False)] * 2) == pytest.approx(0)


def test_a_boaster_is_wrong_by_as_much_as_he_boasts() -> None:
    assert calibration_error([(0.9, True), (0.9, False)]) == pytest.approx(0.4)
    (part,) = reliability([(0.9, True), (0.9, False)])
    assert (part.count, part.stated, part.right) == (2, pytest.approx(0.9), 0.5)


def test_brier_of_a_sure_and_right_answer_is_0_and_of_a_sure_and_wrong_one_2() -> None:
    assert brier([({"a": 1.0, "b": 0.0}, "a")]) == 0
    assert brier([({"a": 1.0, "b": 0.0}, "b")]) == 2


def test_nothing_measured_is_no_error() -> None:
    assert (macro_f1([]), interval([]), calibration_error([]), brier([])) == (0.0, (0.0, 0.0), 0.0, 0.0)


@given(st.lists(st.tuples(st.sampled_from("abc"), st.sampled_from("abc")), max_size=40))
def test_every_score_lies_between_0_and_1(pairs: list[tuple[str, str]]) -> None:
    assert 0 <= macro_f1(pairs) <= 1
    for score in class_scores(pairs).values():
        assert 0 <= score.f1 <= 1
        assert score.right <= min(score.meant, score.read)
