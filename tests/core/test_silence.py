"""METHOD 8: reply times, P(alive), P(an answer in five business days), states."""

from math import exp, log

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.reply_times import WITHOUT_HISTORY, ReplyTimes, prior_of, reply_times, reply_times_of
from foothold.core.silence import PI0, Kind, Quiet, kind_of, silence

QUICK = (0.1, 0.2, 0.1, 0.3, 0.2, 0.15)
SLOW = (6.0, 9.0, 12.0, 8.0, 10.0)
AGES = st.lists(st.floats(0, 400), min_size=1, max_size=12)
TAKEN = st.lists(st.floats(0, 300), max_size=30)


@pytest.mark.parametrize(
    ("ages", "pi0", "history", "shown", "state"),
    [
        ((15, 12, 9, 6, 3), 0.65, (), "0.20 0.02 0.03", Quiet.DARK),
        ((2,), 0.65, (), "0.52 0.12 0.27", Quiet.ACTIVE),
        ((10,), 0.65, QUICK, "0.43 0.00 0.18", Quiet.QUIET),
        ((10,), 0.65, SLOW, "0.51 0.05 0.16", Quiet.ACTIVE),
        ((12, 7, 3), 0.65, (), "0.28 0.03 0.07", Quiet.QUIET),
        ((3,), 0.85, (), "0.75 0.13 0.35", Quiet.ACTIVE),
        ((40, 33, 26, 19, 12, 5), 0.65, (), "0.16 0.00 0.01", Quiet.DARK),
    ],
    ids=["G1", "G2", "G3", "G4", "G5", "G6", "G7"],
)
def test_the_examples_of_the_method_are_exact(
    ages: tuple[float, ...], pi0: float, history: tuple[float, ...], shown: str, state: Quiet
) -> None:
    found = silence(ages, pi0, reply_times(history))
    assert found is not None
    assert f"{found.alive:.2f} {found.reply_waiting:.2f} {found.reply_touching:.2f}" == shown
    assert found.state is state


def test_without_an_unanswered_touch_there_is_nothing_to_be_silent_to() -> None:
    assert silence([]) is None


def test_a_future_booked_meeting_is_active_whatever_was_left_unanswered() -> None:
    found = silence([40, 33, 26, 19], booked=True)
    assert found is not None
    assert found.state is Quiet.ACTIVE
    assert not found.is_silent


def test_a_young_touch_is_never_dark_and_a_very_young_one_is_active() -> None:
    young, very_young = silence([4.9], 0.1), silence([2.9], 0.1)
    assert young is not None
    assert very_young is not None
    assert (young.state, very_young.state) == (Quiet.QUIET, Quiet.ACTIVE)


@pytest.mark.parametrize("pi0", [0.0, 1.0, -0.2])
def test_what_a_relation_was_worth_lies_strictly_between_none_and_sure(pi0: float) -> None:
    with pytest.raises(ValueError, match="pi0"):
        silence([3], pi0)


def test_a_touch_of_the_future_is_refused() -> None:
    with pytest.raises(ValueError, match="future"):
        silence([3, -1])


def test_the_order_in_which_touches_are_given_changes_nothing() -> None:
    assert silence([3, 15, 9, 6, 12]) == silence([15, 12, 9, 6, 3])


@given(AGES, st.sampled_from(list(PI0.values())), TAKEN)
def test_probabilities_stay_in_their_range_and_touching_never_does_worse_than_waiting(
    ages: list[float], pi0: float, taken: list[float]
) -> None:
    found = silence(ages, pi0, reply_times(taken))
    assert found is not None
    assert 0 <= found.reply_waiting <= found.reply_touching <= found.alive <= pi0 < 1
    assert 0 <= found.alive_ratio <= 1


@given(AGES, st.floats(0, 100))
def test_one_more_unanswered_touch_never_makes_him_more_alive(ages: list[float], more: float) -> None:
    before, after = silence(ages), silence([*ages, more])
    assert before is not None
    assert after is not None
    if more <= min(ages):
        assert after.alive <= before.alive + 1e-12


def test_what_went_before_is_his_act_of_late_else_a_meeting_or_proposal_else_nothing() -> None:
    assert kind_of(bd_since_act=10.0, met_or_proposed=True) is Kind.ACTED
    assert kind_of(bd_since_act=10.01, met_or_proposed=True) is Kind.MET
    assert kind_of(bd_since_act=None, met_or_proposed=False) is Kind.COLD


def test_own_answers_move_the_rhythm_by_the_conjugate_update_as_written() -> None:
    logs = [log(each) for each in SLOW]
    mean = sum(logs) / 5
    mu = sum(logs) / 8
    variance = (5 * 1.5**2 + sum((each - mean) ** 2 for each in logs) + 15 / 8 * mean**2) / 10
    found = reply_times(SLOW)
    assert found.mu == pytest.approx(mu)
    assert found.sigma**2 == pytest.approx(variance)
    assert found.median == pytest.approx(exp(mu))


def test_an_answer_at_once_counts_as_a_fiftieth_of_a_business_day() -> None:
    assert reply_times([0.0, -3.0]) == reply_times([0.02, 0.02])


def test_the_account_is_the_prior_from_five_answers_on_and_the_team_from_twenty() -> None:
    four, five = [4.0] * 4, [4.0] * 5
    nineteen, twenty = [2.0] * 19, [2.0] * 20
    assert prior_of(four) is WITHOUT_HISTORY
    assert prior_of(five) == reply_times(five)
    assert prior_of(four, nineteen) is WITHOUT_HISTORY
    assert prior_of(four, twenty) == reply_times(twenty)
    assert prior_of(five, twenty) == reply_times(five, reply_times(twenty))
    assert reply_times_of([1.0], five, twenty) == reply_times([1.0], prior_of(five, twenty))


def test_a_rhythm_that_is_somebody_elses_is_counted_on_no_answer_of_his() -> None:
    assert reply_times_of([], [4.0] * 5).replies == 0


@given(TAKEN, st.floats(-5, 5), st.floats(0.1, 3))
def test_reply_times_never_break_and_the_share_answered_grows_with_time(
    taken: list[float], mu: float, sigma: float
) -> None:
    found = reply_times(taken, ReplyTimes(mu, sigma, 7))
    shares = [found.answered_by(age) for age in (0, 0.02, 1, 5, 50, 5000)]
    assert shares == sorted(shares)
    assert shares[0] == 0
    assert shares[-1] <= 1
