"""Which tier of learning is switched on, proved on the newest closed deals (METHOD 7.3)."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from foothold.core.learning import BaseRate, Outcome, Tier, fit_slope, learned_base, may_learn_slope
from foothold.core.probability import (
    Bin,
    Said,
    auc,
    base_rate_moved,
    brier,
    calibration_error,
    reliability,
    surely_better,
)
from foothold.core.triage import Step, base_rate

NEWEST = 0.3
"""The share of closed deals, the newest, on which a tier has to prove itself."""


@dataclass(frozen=True, slots=True)
class ClosedDeal:
    """A deal that was won or lost, with a row for each landmark day before it closed (none: it closed too soon)."""

    key: str
    closed_at: datetime
    won: bool
    existing: bool
    seller: str = ""
    rows: tuple[Outcome, ...] = ()
    undecided: bool = False
    """Open still, and counted as lost: nobody decides (METHOD 7.3)."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How one way of telling did on the newest deals; None where there was nothing to measure."""

    name: str
    rows: int
    brier: float | None
    auc: float | None
    error: float | None
    curve: tuple[Bin, ...] = ()


@dataclass(frozen=True, slots=True)
class Learned:
    """The tier switched on, and the proof: every tier and the three baselines on the newest 30%.

    `predictable` is whether the tier in use tells more than the base rate, with 95% of certainty; False until shown.
    `undecided` of the `closed` are open still and counted as lost.
    `moved` is whether the base rate moved: then only the newer half of the deals was learned from, those closed `since`
    then; `wins_before` of `closed_before` are the older half. Without a move these are None and 0. `own_from` are the
    sellers whose own numbers were measured.
    """

    tier: Tier
    wins: int
    closed: int
    tested_on: int
    tiers: tuple[Measured, ...]
    baselines: tuple[Measured, ...]
    predictable: bool
    moved: bool
    undecided: int = 0
    since: datetime | None = None
    wins_before: int = 0
    closed_before: int = 0
    own_from: int = 0


def learn(deals: Iterable[ClosedDeal]) -> Learned:
    """Learn from closed deals what may be learned (METHOD 7.3).

    The deals are taken in the order in which they closed. A tier is fitted on the older 70%, and switched on only if
    on the newest 30% its Brier beats that of the tier below; what is switched on is then fitted on all of them. Rows
    of one deal stay on one side. The same key twice is a ValueError: duplicates would stand on both sides.
    """
    ordered = sorted(deals, key=lambda deal: (deal.closed_at, deal.key))
    if len({deal.key for deal in ordered}) != len(ordered):
        raise ValueError("a closed deal comes twice")
    moved = base_rate_moved([deal.won for deal in ordered])
    half = len(ordered) // 2 if moved else 0
    before, used = ordered[:half], ordered[half:]
    cut = len(used) - round(NEWEST * len(used))
    older, newest = used[:cut], used[cut:]
    fitted = [_FIT[number](older) for number in _allowed(used)]
    told = [_told(lambda deal, row, tier=tier: _chance(tier, deal, row), newest) for tier in fitted]  # type: ignore[misc]
    on = _switched_on([brier(said) for said in told])
    plain = _told(_by_base_rate(older), newest)
    return Learned(
        tier=replace(_FIT[on](used), beats_base_rate=_is_closer(told[on], plain)),
        wins=sum(deal.won for deal in used),
        closed=len(used),
        tested_on=len(newest),
        tiers=tuple(_measured(f"tier {tier.number}", said) for tier, said in zip(fitted, told, strict=True)),
        baselines=(
            _measured("base rate", plain),
            _measured("own numbers", _own(newest)),
            _measured("booked or not", _told(_by_booked(older), newest)),
        ),
        predictable=on > 0 and surely_better(told[on], plain),
        moved=moved,
        undecided=sum(deal.undecided for deal in used),
        since=used[0].closed_at if moved else None,
        wins_before=sum(deal.won for deal in before),
        closed_before=len(before),
        own_from=len({deal.seller for deal in newest if any(row.own is not None for row in deal.rows)}),
    )


def tier_1(deals: Sequence[ClosedDeal]) -> Tier:
    """Base rates learned: the team's, and from two sellers on each seller's, shrunk to it."""
    rates = {kind: _rate(_of(deals, kind), base_rate(kind)) for kind in (False, True)}
    names = {deal.seller for deal in deals if deal.seller}
    sellers: dict[tuple[str, bool], BaseRate] = {}
    if len(names) > 1:  # One seller is the team: his deals are not counted twice.
        by_seller: dict[tuple[str, bool], list[ClosedDeal]] = {}
        for deal in deals:
            by_seller.setdefault((deal.seller, deal.existing), []).append(deal)
        sellers = {key: _rate(theirs, rates[key[1]].p) for key, theirs in by_seller.items() if key[0]}
    return Tier(1, rates, sellers, closed=len(deals))


def tier_2(deals: Sequence[ClosedDeal]) -> Tier:
    """A shift of the base rate and one slope on the table's sum, learned from every landmark row."""
    found = fit_slope([row for deal in deals for row in deal.rows])
    return Tier(2, shift=found.weights[0], shift_sd=found.sds[0], slope=found.weights[1], closed=len(deals))


def _tier_0(deals: Sequence[ClosedDeal]) -> Tier:
    return Tier(closed=len(deals))


_FIT: Mapping[int, Callable[[Sequence[ClosedDeal]], Tier]] = {0: _tier_0, 1: tier_1, 2: tier_2}


def _allowed(deals: Sequence[ClosedDeal]) -> tuple[int, ...]:
    wins = sum(deal.won for deal in deals)
    if not deals:
        return (0,)
    return (0, 1, 2) if may_learn_slope(wins, len(deals) - wins) else (0, 1)


def _switched_on(briers: Sequence[float | None]) -> int:
    """The highest tier that beats the one in use below it."""
    on = 0
    for number, figure in enumerate(briers):
        best = briers[on]
        if number and figure is not None and best is not None and figure < best:
            on = number
    return on


def _is_closer(said: Sequence[Said], others: Sequence[Said]) -> bool:
    figure, other = brier(said), brier(others)
    return figure is not None and other is not None and figure < other


def _chance(tier: Tier, deal: ClosedDeal, row: Outcome) -> float:
    return tier.chance(row.signals, row.alive_ratio, deal.seller).p


def _told(chance: Callable[[ClosedDeal, Outcome], float], deals: Sequence[ClosedDeal]) -> list[Said]:
    return [Said(chance(deal, row), deal.won, deal.key) for deal in deals for row in deal.rows]


def _own(deals: Sequence[ClosedDeal]) -> list[Said]:
    return [Said(row.own, deal.won, deal.key) for deal in deals for row in deal.rows if row.own is not None]


def _by_base_rate(deals: Sequence[ClosedDeal]) -> Callable[[ClosedDeal, Outcome], float]:
    rates = tier_1(deals).rates
    return lambda deal, row: rates[deal.existing].p


def _by_booked(deals: Sequence[ClosedDeal]) -> Callable[[ClosedDeal, Outcome], float]:
    """The share won among rows with a booked step, and without one; among all for a row of which it is not known."""
    listed = [row for deal in deals for row in deal.rows]
    rates = {}
    for booked in (False, True, None):
        rows = [row for row in listed if booked is None or _is_booked(row) is booked]
        rates[booked] = learned_base(sum(row.won for row in rows), len(rows), base_rate(False)).p
    return lambda deal, row: rates[_is_booked(row)]


def _is_booked(row: Outcome) -> bool | None:
    return None if row.signals.step is Step.UNKNOWN else row.signals.step is Step.BOOKED


def _measured(name: str, said: Sequence[Said]) -> Measured:
    return Measured(name, len(said), brier(said), auc(said), calibration_error(said), reliability(said))


def _of(deals: Sequence[ClosedDeal], existing: bool) -> list[ClosedDeal]:
    return [deal for deal in deals if deal.existing is existing]


def _rate(deals: Sequence[ClosedDeal], before: float) -> BaseRate:
    return learned_base(sum(deal.won for deal in deals), len(deals), before)
