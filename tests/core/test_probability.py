"""METHOD 7.3: measures of chances, and tiers switched on only where they prove better."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from random import Random

import pytest

from foothold.core.learning import Outcome
from foothold.core.probability import (
    Said,
    auc,
    base_rate_moved,
    brier,
    calibration_error,
    reliability,
    surely_better,
)
from foothold.core.tiers import ClosedDeal, _by_booked, learn
from foothold.core.triage import Signals, Step

START = datetime(2026, 1, 1, tzinfo=UTC)
NONE = Signals(held=1, people=1)
BOOKED = replace(NONE, step=Step.BOOKED)


def said(*rows: tuple[float, bool]) -> list[Said]:
    return [Said(p, won, str(at)) for at, (p, won) in enumerate(rows)]


def deals(count: int, chance_booked: float, chance_none: float, seed: int = 1, **more: object) -> list[ClosedDeal]:
    rng, found = Random(seed), []  # noqa: S311
    for at in range(count):
        signals = BOOKED if at % 2 else NONE
        won = rng.random() < (chance_booked if at % 2 else chance_none)
        rows = (Outcome(signals, 1.0, won),)
        found.append(ClosedDeal(str(at), START + timedelta(days=at), won, False, rows=rows, **more))
    return found


def test_the_brier_of_known_chances():
    assert brier(said((0.8, True), (0.4, False))) == pytest.approx((0.04 + 0.16) / 2)
    assert brier([]) is None


def test_auc_counts_pairs_and_takes_equals_for_half():
    assert auc(said((0.9, True), (0.1, False))) == 1
    assert auc(said((0.5, True), (0.5, False))) == 0.5
    assert auc(said((0.9, False), (0.1, True), (0.1, False))) == 0.25
    assert auc(said((0.9, True))) is None


def test_the_reliability_curve_carries_its_counts_and_leaves_empty_steps_out():
    curve = reliability(said((0.12, False), (0.18, True), (1.0, True)))
    assert [(each.low, each.count, round(each.said, 2), each.happened) for each in curve] == [
        (0.1, 2, 0.15, 0.5),
        (0.9, 1, 1.0, 1.0),
    ]
    assert calibration_error(said((0.12, False), (0.18, True), (1.0, True))) == pytest.approx(0.7 / 3)
    assert calibration_error([]) is None


def test_better_is_said_only_of_the_same_rows_and_with_certainty_over_deals():
    good, plain = said(*[(0.9, True), (0.1, False)] * 10), said(*[(0.5, True), (0.5, False)] * 10)
    assert surely_better(good, plain)
    assert not surely_better(plain, good)
    one_deal = [replace(each, deal="a") for each in good], [replace(each, deal="a") for each in plain]
    assert not surely_better(*one_deal)
    with pytest.raises(ValueError, match="same rows"):
        surely_better(good, plain[1:])


def test_a_moved_base_rate_is_noticed_and_noise_is_not():
    assert base_rate_moved([False] * 20 + [True] * 20)
    assert not base_rate_moved([False, True] * 20)
    assert not base_rate_moved([False] * 9 + [True] * 9)


def test_with_no_closed_deal_nothing_is_learned_and_nothing_claimed():
    found = learn([])
    assert (found.tier.number, found.closed, found.predictable, found.tier.shows_percentage) == (0, 0, False, False)
    assert [each.brier for each in (*found.tiers, *found.baselines)] == [None] * 4


def test_one_closed_deal_breaks_nothing():
    assert learn(deals(1, 1, 1)).tier.number in (0, 1)


def test_tier_2_is_switched_on_where_acts_tell_who_buys():
    found = learn(deals(200, 0.9, 0.05))
    assert (found.tier.number, found.predictable) == (2, True)
    assert found.tier.slope > 0.7
    assert found.tiers[2].brier < found.tiers[1].brier
    assert found.tested_on == 60


def test_where_acts_tell_nothing_nothing_is_claimed():
    assert not learn(deals(300, 0.3, 0.3)).predictable


def test_the_base_rate_is_learned_from_the_newer_half_once_it_moved():
    older, newer = deals(60, 0.9, 0.9), deals(60, 0.1, 0.1)
    later = [replace(deal, key=f"b{deal.key}", closed_at=deal.closed_at + timedelta(days=90)) for deal in newer]
    found = learn(older + later)
    assert (found.moved, found.closed) == (True, 60)


def test_the_order_in_which_deals_are_given_changes_nothing():
    some = deals(60, 0.8, 0.2)
    assert learn(some) == learn(reversed(some))


def test_a_deal_that_comes_twice_is_refused():
    with pytest.raises(ValueError, match="twice"):
        learn(deals(2, 1, 1) * 2)


def test_the_sellers_own_numbers_stand_beside_ours_where_he_said_any():
    some = [replace(deal, rows=(replace(deal.rows[0], own=0.8),)) for deal in deals(40, 0.5, 0.5)]
    own = next(each for each in learn(some).baselines if each.name == "own numbers")
    assert own.rows == 12
    assert own.brier is not None


def test_a_lone_seller_is_the_team_and_is_not_counted_twice():
    assert not learn(deals(40, 0.5, 0.5, seller="ada")).tier.sellers


def test_a_row_of_which_no_step_is_known_is_told_by_all_of_them_and_not_taken_for_none():
    known = deals(100, 0.9, 0.05)
    none = [replace(row, signals=replace(row.signals, step=Step.NONE)) for deal in known for row in deal.rows]
    unknown = [replace(row, signals=replace(row.signals, step=Step.UNKNOWN)) for row in none]
    assert _by_booked(known)(known[0], none[0]) < _by_booked(known)(known[0], unknown[0])
    assert _by_booked([replace(deal, rows=()) for deal in known])(known[0], unknown[0]) == pytest.approx(0.2)
