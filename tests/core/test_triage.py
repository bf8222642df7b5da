"""METHOD 7.1: the table, the chance with its interval, and the worked examples Z1 to Z8."""

from dataclasses import replace
from datetime import date, timedelta
from math import log
from statistics import NormalDist

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.triage import (
    BASE_NEW,
    Reason,
    Signal,
    Signals,
    Step,
    chance,
    expit,
    logit,
    table_sum,
    told,
    values,
)
from foothold.core.worth import UNKNOWN_VALUE, Triage, judge

TODAY = date(2026, 3, 2)
ONE = Signals(held=1, people=1)
"""One customer person, one held meeting, no signal: what METHOD 7.1 takes its examples to be."""


def ratio_after(*touches: float) -> float:
    """P(alive)/pi0 of METHOD 8 after a held meeting (pi0 .65), touches oldest first in business days ago."""
    silent = 1.0
    for place, age in enumerate(touches):
        silent *= 1 - 0.6 * 0.7**place * NormalDist().cdf(log(age) / 1.5)
    return silent / (1 - 0.65 + 0.65 * silent)


# Z3, Z7 and Z8 give undisclosed tests, which count from the second meeting, and no number of meetings:
# three, two and three are the only ones that reproduce their figures.
Z = {
    "Z1": (replace(ONE, asks=5), ratio_after(15, 12, 9, 6, 3)),
    "Z2": (replace(ONE, held=2, due=1, undisclosed=3, asks=2), 1.0),
    "Z3": (
        replace(
            ONE, held=3, step=Step.BOOKED, kept=2, due=2, own_acts=2, people=2, costly=1, undisclosed=1, asks=4,
            decision_stated=True, decision_on=TODAY + timedelta(30),
        ),
        1.0,
    ),
    "Z4": (replace(ONE, step=Step.BOOKED, kept=1, due=1, own_acts=1, people=2, asks=2), 1.0),
    "Z5": (replace(ONE, held=4, kept=1, due=3, undisclosed=2, slips=1, asks=6), ratio_after(20, 14, 8)),
    "Z6": (ONE, 1.0),
    "Z7": (
        replace(
            ONE, existing=True, held=2, step=Step.BOOKED, kept=1, due=2, rebooked=1, people=2, undisclosed=2, asks=3
        ),
        1.0,
    ),
    "Z8": (
        replace(ONE, held=3, step=Step.UNCONFIRMED, due=4, own_acts=3, reschedules=3, undisclosed=4, asks=6),
        1.0,
    ),
}  # fmt: skip


@pytest.mark.parametrize(
    ("case", "figures", "triage", "uncertain"),
    [
        ("Z1", (0.04, 0.02, 0.08), Triage.LET_GO, True),
        ("Z2", (0.10, 0.04, 0.21), Triage.KEEP_WARM, True),
        ("Z3", (0.68, 0.45, 0.85), Triage.CLOSE_SOON, False),
        ("Z4", (0.45, 0.25, 0.66), Triage.DEVELOP, False),
        ("Z5", (0.04, 0.02, 0.08), Triage.LET_GO, True),
        ("Z6", (0.14, 0.07, 0.27), Triage.NOT_TESTED, False),
        ("Z7", (0.49, 0.29, 0.70), Triage.DEVELOP, False),
        ("Z8", (0.12, 0.05, 0.27), Triage.KEEP_WARM, True),
    ],
)
def test_the_worked_examples_of_triage(case, figures, triage, uncertain):
    signals, ratio = Z[case]
    found = chance(signals, alive_ratio=ratio)
    judged = judge(signals, found, UNKNOWN_VALUE, TODAY)
    assert (round(found.p, 2), round(found.low, 2), round(found.high, 2)) == figures
    assert (judged.triage, judged.uncertain) == (triage, uncertain)


@pytest.mark.parametrize(
    ("change", "value"),
    [
        ({"step": Step.BOOKED}, 0.8),
        ({"step": Step.INVITED}, 0.2),
        ({"step": Step.UNCONFIRMED}, -0.2),
        ({"step": Step.PROPOSED}, 0.0),
        ({"step": Step.NONE}, -0.6),
        ({"held": 2}, -0.6 + 0.2),
        ({"held": 9}, -0.6 + 0.4),
        ({"kept": 1, "due": 1}, -0.6 + 1 / 3),
        ({"due": 4}, -0.6 - 2 / 3),
        ({"rebooked": 2}, -0.6 - 0.3),
        ({"no_shows": 1}, -0.6 - 0.5),
        ({"rebooked": 3, "no_shows": 2}, -0.6 - 1),
        ({"cancelled": True}, -0.6 - 0.8),
        ({"reschedules": 1}, -0.6),
        ({"reschedules": 3}, -0.6 - 0.5),
        ({"reschedules": 9}, -0.6 - 0.75),
        ({"own_acts": 2}, -0.6 + 0.5),
        ({"own_acts": 9}, -0.6 + 0.75),
        ({"people": 0}, -0.6 - 0.3),
        ({"people": 2}, -0.6 + 0.3),
        ({"people": 3}, -0.6 + 0.5),
        ({"people": 4}, -0.6 + 0.5),
        ({"people": 5}, -0.6 + 0.6),
        ({"costly": 1}, -0.6 + 0.4),
        ({"costly": 5}, -0.6 + 0.6),
        ({"undisclosed": 4}, -0.6),
        ({"undisclosed": 4, "held": 2}, -0.6 + 0.2 - 0.6),
        ({"decision_stated": True}, -0.6 + 0.3),
        ({"slips": 1}, -0.6 - 0.4),
        ({"slips": 9, "decision_stated": True}, -0.6 + 0.3 - 0.8),
        ({"asks": 9}, -0.6),
        ({"decides": True}, -0.6),
    ],
)
def test_each_row_of_the_table(change, value):
    assert table_sum(replace(ONE, **change)) == pytest.approx(value)


def test_before_any_held_meeting_the_next_step_weighs_nothing():
    for step in Step:
        assert table_sum(Signals(people=1, step=step)) == 0


def test_points_are_ten_times_the_damped_log_odds():
    assert Reason(Signal.NEXT_STEP, 0.8, 1).points == pytest.approx(5.6)


def test_rows_that_weigh_nothing_are_no_reasons():
    assert [row.signal for row in chance(ONE).reasons] == [Signal.NEXT_STEP]


def test_a_booked_meeting_ends_any_silence():
    booked = replace(ONE, step=Step.BOOKED)
    assert chance(booked, alive_ratio=0.3) == chance(booked)
    assert chance(ONE, alive_ratio=0.5).p == pytest.approx(chance(ONE).p / 2)


@pytest.mark.parametrize(
    "bad",
    [{"held": -1}, {"kept": 2, "due": 1}, {"undisclosed": 5}, {"asks": -1}, {"people": -3}],
)
def test_impossible_counts_are_refused(bad):
    with pytest.raises(ValueError, match=r"below 0|kept of|tests without"):
        Signals(**bad)


@pytest.mark.parametrize("ratio", [0, -0.1, 1.01, float("nan")])
def test_an_alive_ratio_outside_its_range_is_refused(ratio):
    with pytest.raises(ValueError, match="alive ratio"):
        chance(ONE, alive_ratio=ratio)


@pytest.mark.parametrize("p", [0, 1, -1])
def test_a_certainty_has_no_log_odds(p):
    with pytest.raises(ValueError, match="log-odds"):
        logit(p)


COUNTS = st.integers(0, 40)
SIGNALS = st.builds(
    lambda kept, late, **rest: Signals(kept=kept, due=kept + late, **rest),
    kept=COUNTS, late=COUNTS, existing=st.booleans(), held=COUNTS, step=st.sampled_from(Step), rebooked=COUNTS,
    no_shows=COUNTS, cancelled=st.booleans(), reschedules=COUNTS, own_acts=COUNTS, people=COUNTS, costly=COUNTS,
    undisclosed=st.integers(0, 4), decision_stated=st.booleans(), slips=COUNTS, asks=COUNTS,
)  # fmt: skip


@given(SIGNALS, st.floats(1e-6, 1))
def test_a_chance_lies_inside_its_interval_and_the_interval_between_no_and_yes(signals, ratio):
    found = chance(signals, alive_ratio=ratio)
    assert 0 < found.low < found.p < found.high < 1


@given(SIGNALS)
def test_the_chance_is_the_base_rate_and_the_reasons_and_nothing_else(signals):
    found = chance(signals, base=BASE_NEW)
    middle = logit(BASE_NEW) + sum(row.points for row in found.reasons) / 10
    assert found.p == pytest.approx(expit(middle))


@given(SIGNALS)
def test_told_are_the_rows_that_weigh_something_in_the_order_of_the_table(signals):
    assert told(signals) == tuple(row for row in values(signals) if row.value)
    assert [row.signal for row in values(signals)] == list(Signal)


@given(SIGNALS)
def test_no_row_weighs_more_than_eight_tenths_but_the_kept_share_and_absences(signals):
    for row in values(signals):
        limit = 1 if row.signal in {Signal.COMMITMENTS_KEPT, Signal.NO_SHOWS} else 0.8
        assert abs(row.value) <= limit
