"""METHOD 7.3: what each tier learns, worked examples L1 to L3."""

import random
from datetime import UTC, datetime, timedelta
from math import log

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.core.learning import Outcome, Tier, counts_as_lost, fit, fit_slope, learned_base, may_learn_slope
from foothold.core.tiers import ClosedDeal, learn
from foothold.core.triage import BASE_SD, Signals, Step, logit

Z4 = Signals(held=1, people=2, step=Step.BOOKED, kept=1, due=1, own_acts=1, asks=2)


def test_l1_the_base_rate_after_12_of_40_and_after_3_of_40():
    after_12, after_3 = learned_base(12, 40, 0.20), learned_base(3, 40, 0.20)
    assert (round(after_12.p, 3), round(after_3.p, 3)) == (0.271, 0.111)
    with_them = [round(Tier(1, {False: rate}).chance(Z4).p, 2) for rate in (after_12, after_3)]
    assert with_them == [0.55, 0.29]


def test_l1_its_most_likely_log_odds_and_their_deviation():
    found = fit([(1.0,)] * 40, [True] * 12 + [False] * 28, (logit(0.20),), (BASE_SD,))
    assert (round(found.weights[0], 3), round(found.sds[0], 3)) == (-0.982, 0.306)


def test_the_deviation_of_a_learned_base_rate_is_never_below_a_tenth():
    assert round(learned_base(12, 40, 0.20).sd, 3) == 0.298
    assert learned_base(30_000, 100_000, 0.20).sd == 0.10


def test_l2_the_slope_of_tier_2():
    sums = [-1.2, -0.9, -0.6, -0.3, 0, 0.3, 0.6, 0.9, 1.2, 1.5] * 4
    won = [each == "1" for each in "0000001011" * 2 + "0000100111" * 2]
    found = fit([(1.0, each) for each in sums], won, (logit(0.20), 0.7), (0.606, 0.25))
    assert [round(each, 3) for each in (*found.weights, *found.sds)] == [-1.026, 1.057, 0.320, 0.219]


def test_l3_the_weight_of_a_booked_step():
    rows, won = [(1.0, 1.0)] * 30 + [(1.0, 0.0)] * 30, [True] * 9 + [False] * 51
    found = fit(rows, won, (logit(0.20), 0.560), (0.606, 0.280))
    assert (round(found.weights[1], 3), round(found.sds[1], 3)) == (0.731, 0.254)


def test_a_seller_is_shrunk_to_his_team_as_by_sixteen_deals():
    team = learned_base(12, 40, 0.20)
    assert learned_base(8, 8, team.p).p == pytest.approx((8 + 16 * team.p) / 24)
    tier = Tier(1, {False: team}, {("ada", False): learned_base(8, 8, team.p)})
    signals = Signals(held=1, people=1)
    assert tier.chance(signals, seller="ada").p > tier.chance(signals, seller="bob").p == tier.chance(signals).p


@pytest.mark.parametrize(("wins", "losses", "enough"), [(8, 22, True), (7, 60, False), (10, 19, False), (22, 8, True)])
def test_tier_2_needs_thirty_closed_and_eight_of_each(wins, losses, enough):
    assert may_learn_slope(wins, losses) is enough


def test_in_tier_2_the_alive_ratio_is_a_fixed_offset_in_the_log_odds():
    tier = Tier(2, shift=0.1, shift_sd=0.3, slope=0.9)
    signals = Signals(held=1, people=1)
    half = tier.chance(signals, 0.5)
    assert logit(half.p) == pytest.approx(logit(tier.chance(signals).p) + log(0.5))
    assert logit(half.p) == pytest.approx(logit(0.20) + 0.1 + 0.9 * -0.6 + log(0.5))
    assert half.low < half.p < half.high


def test_tier_2_learns_a_slope_that_customers_acts_bear_out_and_drops_one_they_do_not():
    booked, none = Signals(held=1, people=1, step=Step.BOOKED), Signals(held=1, people=1)
    useful = [Outcome(booked, 1.0, True)] * 20 + [Outcome(none, 1.0, False)] * 20
    useless = [
        Outcome(booked, 1.0, True),
        Outcome(booked, 1.0, False),
        Outcome(none, 1.0, True),
        Outcome(none, 1.0, False),
    ]
    assert fit_slope(useful).weights[1] > 1 > 0.4 > fit_slope(useless * 40).weights[1]


@pytest.mark.parametrize(
    ("tier", "shown"), [(Tier(number=1, closed=29), False), (Tier(number=1, closed=30), True), (Tier(closed=30), False)]
)
def test_below_thirty_closed_deals_no_percentage_is_shown(tier, shown):
    assert tier.shows_percentage is shown


def test_what_is_no_closer_than_the_base_rate_is_no_percentage():
    rng = random.Random(3)  # noqa: S311
    start = datetime(2026, 1, 1, tzinfo=UTC)
    deals = [
        ClosedDeal(str(number), start + timedelta(days=number), won, False, rows=(told(rng, won),))
        for number, won in enumerate(rng.random() < 0.5 for _ in range(200))
    ]
    learned = learn(deals)
    used, base = learned.tiers[learned.tier.number].brier, learned.baselines[0].brier
    assert learned.tier.number > 0
    assert learned.tier.shows_percentage is (used < base)
    assert not learned.tier.shows_percentage


def told(rng, won):
    """Signals that have nothing to do with how it ended."""
    return Outcome(Signals(held=rng.randint(1, 5), own_acts=rng.randint(0, 3)), 1.0, won, None)


@pytest.mark.parametrize(
    ("open_days", "quiet_days", "cycles", "lost"),
    [
        (201, 60, [100], True),
        (200, 60, [100], False),
        (201, 59, [100], False),
        (201, None, [50, 100, 200], True),
        (999, None, [], False),
    ],
)
def test_no_decision_counts_as_lost_after_twice_the_median_cycle_and_sixty_quiet_days(
    open_days, quiet_days, cycles, lost
):
    assert counts_as_lost(open_days, quiet_days, cycles) is lost


def test_impossible_counts_and_uneven_rows_are_refused():
    with pytest.raises(ValueError, match="won of"):
        learned_base(3, 2, 0.2)
    with pytest.raises(ValueError, match="one outcome"):
        fit([(1.0,)], [], (0.0,), (1.0,))


@settings(max_examples=50)
@given(st.lists(st.tuples(st.floats(-5, 5), st.booleans()), max_size=30))
def test_a_fit_always_ends_in_finite_figures_and_is_never_surer_of_itself_for_fewer_rows(rows):
    found = fit([(1.0, x) for x, _ in rows], [won for _, won in rows], (logit(0.2), 0.7), (0.606, 0.25))
    assert all(abs(each) < 50 for each in found.weights)
    assert found.sds[0] <= 0.606 + 1e-9
    assert found.sds[1] <= 0.25 + 1e-9
