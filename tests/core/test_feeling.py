"""METHOD 6.3: what was said before the verdict, and the happy-ears index."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core import (
    Bias,
    Said,
    Share,
    ThirdQuestion,
    Verdict,
    calibration,
    counting,
    coverage,
    felt_and_advanced,
    happy_ears,
    held_in_time,
    in_time,
    third_question,
    wilson,
)

ENDED = datetime(2026, 3, 2, 11, tzinfo=UTC)
LATER = ENDED + timedelta(days=30)
SAID = Said(meeting="m1", ended_at=ENDED, said_at=ENDED + timedelta(minutes=2), sure=0.75, happened=True)


def said_of(*groups):
    return [(said, i < happened) for said, n, happened in groups for i in range(n)]


@pytest.mark.parametrize(
    ("pairs", "index", "interval", "shrunk", "brier", "skill", "shown"),
    [
        pytest.param(said_of((0.8, 30, 12)), 0.400, (0.222, 0.578), 0.240, 0.400, -0.667, "happy ears", id="H1"),
        pytest.param(said_of((0.5, 25, 13)), -0.020, (-0.220, 0.180), -0.011, 0.250, -0.002, "no bias shown", id="H2"),
        pytest.param(said_of((0.9, 8, 0)), 0.900, None, 0.257, 0.810, None, "not enough", id="H3"),
        pytest.param(said_of((0.3, 30, 20)), -0.367, (-0.538, -0.195), -0.220, 0.357, -0.605, "too gloomy", id="H4"),
        pytest.param(
            said_of((0.9, 10, 9), (0.2, 20, 3)),
            0.033,
            (-0.132, 0.199),
            0.020,
            0.117,
            0.514,
            "no bias shown, skilled",
            id="H5",
        ),
    ],
)
def test_the_worked_examples(pairs, index, interval, shrunk, brier, skill, shown):
    ears = happy_ears(pairs)

    def digits(value):
        return None if value is None else f"{value:+.3f}"

    assert digits(ears.index) == digits(index)
    assert ears.interval is None if interval is None else [*map(digits, ears.interval)] == [*map(digits, interval)]
    assert digits(ears.shrunk) == digits(shrunk)
    assert digits(ears.brier) == digits(brier)
    assert digits(ears.skill) == digits(skill)
    assert ears.shown == shown


def test_no_meeting_and_one_meeting_are_not_enough():
    nobody = happy_ears([])
    assert (nobody.index, nobody.interval, nobody.skill, nobody.label) == (None, None, None, Bias.NOT_ENOUGH)
    one = happy_ears([(1.0, False)])
    assert (one.index, one.interval, one.skill, one.label) == (1.0, None, None, Bias.NOT_ENOUGH)


def test_a_label_comes_from_twenty_meetings_on():
    assert happy_ears(said_of((1.0, 19, 0))).label is Bias.NOT_ENOUGH
    assert happy_ears(said_of((1.0, 20, 0))).label is Bias.HAPPY_EARS


def test_the_interval_is_never_narrower_than_that_of_the_happened_share():
    low, high = happy_ears(said_of((1.0, 20, 0))).interval
    wilson_low, wilson_high = wilson(0, 20)
    assert high - low == pytest.approx(wilson_high - wilson_low)


def test_a_small_lean_is_no_bias_however_sure():
    ears = happy_ears(said_of((1.0, 2000, 1820)))
    assert ears.index == pytest.approx(0.09)
    assert ears.interval[0] > 0
    assert ears.label is Bias.NO_BIAS


def test_a_large_lean_whose_interval_reaches_zero_is_no_bias_shown():
    ears = happy_ears(said_of((0.62, 20, 10)))
    assert ears.index > 0.10
    assert ears.interval[0] < 0
    assert ears.label is Bias.NO_BIAS


def test_said_late_or_after_the_verdict_is_kept_and_left_out():
    assert in_time(SAID)
    assert in_time(replace(SAID, said_at=ENDED + timedelta(minutes=30)))
    assert not in_time(replace(SAID, said_at=ENDED + timedelta(minutes=31)))
    assert not in_time(replace(SAID, verdict_shown_at=SAID.said_at))
    assert in_time(replace(SAID, verdict_shown_at=SAID.said_at + timedelta(seconds=1)))
    assert not in_time(replace(SAID, said_at=None))


def test_only_meetings_at_least_thirty_days_old_count():
    assert counting([SAID], LATER) == [SAID]
    assert counting([SAID], LATER - timedelta(seconds=1)) == []


def test_missing_late_and_unknown_are_left_out_and_the_coverage_says_so():
    said = [
        SAID,
        replace(SAID, meeting="missing", sure=None, said_at=None),
        replace(SAID, meeting="late", said_at=ENDED + timedelta(hours=2)),
        replace(SAID, meeting="unknown", happened=None),
        replace(SAID, meeting="young", ended_at=LATER),
    ]
    assert counting(said, LATER) == [SAID]
    assert coverage(said, LATER) == Share(1, 4)
    assert calibration(said, LATER).happened == Share(1, 1)


def test_the_first_answer_is_locked():
    second_thought = replace(SAID, said_at=SAID.said_at + timedelta(minutes=5), sure=0.25)
    assert counting([second_thought, SAID], LATER) == [SAID]
    assert coverage([second_thought, SAID], LATER) == Share(1, 1)


def test_held_within_thirty_days_is_unknown_while_it_can_still_come():
    assert held_in_time(ENDED, ENDED + timedelta(days=9), ENDED + timedelta(days=10)) is True
    assert held_in_time(ENDED, None, ENDED + timedelta(days=10)) is None
    assert held_in_time(ENDED, None, LATER) is False
    assert held_in_time(ENDED, ENDED + timedelta(days=31), ENDED + timedelta(days=40)) is False


def test_of_meetings_felt_good_how_many_advanced():
    rated = [
        (5, Verdict.ADVANCE),
        (4, Verdict.CONTINUATION),
        (4, Verdict.PENDING),
        (3, Verdict.ORDER),
        (1, Verdict.NO_SALE),
        (5, None),
    ]
    assert felt_and_advanced(rated) == (Share(1, 3), Share(1, 2))
    assert felt_and_advanced([]) == (Share(0, 0), Share(0, 0))


def test_the_third_question_rotates():
    assert [third_question(n) for n in range(3)] == [
        ThirdQuestion.HOW_GOOD,
        ThirdQuestion.PROBABILITY,
        ThirdQuestion.HOW_GOOD,
    ]


@pytest.mark.parametrize("wrong", [{"sure": 75}, {"sure": -0.1}, {"win": 1.5}, {"how_good": 0}, {"how_good": 6}])
def test_what_is_no_probability_or_rating_is_refused(wrong):
    with pytest.raises(ValueError, match="is no"):
        replace(SAID, **wrong)


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.25, 0.5, 0.75, 1.0]), st.booleans()), max_size=60))
def test_any_answers_give_figures_within_their_ranges(pairs):
    ears = happy_ears(pairs)
    assert (ears.label is Bias.NOT_ENOUGH) == (len(pairs) < 20) == (ears.interval is None)
    if pairs:
        assert -1 <= ears.index <= 1
        assert 0 <= ears.brier <= 1
        assert abs(ears.shrunk) <= abs(ears.index)
        assert ears.skill is None or ears.skill <= 1
