"""What is learned from closed deals, tier by tier, and nothing before it may be (METHOD 7.3)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from math import log, sqrt
from statistics import median

from foothold.core.triage import (
    BASE_SD,
    DAMPING,
    Chance,
    Signals,
    base_rate,
    chance,
    expit,
    interval,
    logit,
    ratio_for,
    table_sum,
    told,
)

PRIOR_DEALS = 16
"""How many closed deals the base rate before data, and the team's for a seller, weigh."""
LEAST_SD = 0.10
SLOPE_SD = 0.25
TIER_2_FROM = 30
TIER_2_EACH = 8
PERCENT_FROM = 30
"""Closed deals below which a class, its reasons and a range are shown, never a percentage."""
NO_DECISION_CYCLES = 2
NO_DECISION_QUIET_DAYS = 60
_STEPS = 100


@dataclass(frozen=True, slots=True)
class BaseRate:
    """The share of deals won, strictly between 0 and 1, with its standard deviation on the logit scale."""

    p: float
    sd: float


@dataclass(frozen=True, slots=True)
class Outcome:
    """How a closed deal stood on one landmark day, with nothing learnt later, and whether it was won.

    `own` is what its seller said then of the chance, 0 to 1; None where he said nothing.
    """

    signals: Signals
    alive_ratio: float
    won: bool
    own: float | None = None


@dataclass(frozen=True, slots=True)
class Fit:
    """The most likely coefficients under their priors, and their Laplace standard deviations."""

    weights: tuple[float, ...]
    sds: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Tier:
    """How chances are worked out: tier 0 with no data, 1 with a learned base rate, 2 with a learned slope too.

    `rates` are the base rates of tier 1, by whether the customer is an existing one; `sellers` those of sellers, by
    seller and that, shrunk to the team's. `shift` (log-odds added to the base of no data) with its standard deviation
    and the `slope` on the table sum are tier 2's. `closed` deals were learned from. `beats_base_rate` is whether it was
    closer than the plain base rate on the newest of them.
    """

    number: int = 0
    rates: Mapping[bool, BaseRate] = field(default_factory=dict)
    sellers: Mapping[tuple[str, bool], BaseRate] = field(default_factory=dict)
    shift: float = 0.0
    shift_sd: float = BASE_SD
    slope: float = DAMPING
    closed: int = 0
    beats_base_rate: bool = True

    @property
    def shows_percentage(self) -> bool:
        """Whether a chance may be shown as a percentage: from 30 closed deals on, and closer than their base rate."""
        return self.number > 0 and self.closed >= PERCENT_FROM and self.beats_base_rate

    def chance(self, signals: Signals, alive_ratio: float = 1.0, seller: str = "") -> Chance:
        """P(win) with its 80% interval. From tier 2 on the log of the alive ratio is a fixed offset (METHOD 7.1)."""
        if self.number < 2:
            rate = self.sellers.get((seller, signals.existing)) or self.rates.get(signals.existing)
            if rate is None:
                return chance(signals, alive_ratio=alive_ratio)
            return chance(signals, alive_ratio=alive_ratio, base=rate.p, base_sd=rate.sd)
        rows = told(signals)
        middle = logit(base_rate(signals.existing)) + self.shift + self.slope * sum(row.value for row in rows)
        middle += log(ratio_for(signals, alive_ratio))
        low, high = interval(middle, rows, self.shift_sd, self.slope)
        return Chance(expit(middle), low, high, rows)


def learned_base(wins: int, closed: int, before: float) -> BaseRate:
    """Tier 1: the base rate after `wins` of `closed` deals, where `before` weighs as 16 deals.

    A team's `before` is .20 or .35, a seller's is the team's own. ValueError for impossible counts.

    >>> round(learned_base(12, 40, 0.20).p, 3)
    0.271
    """
    if not 0 <= wins <= closed:
        raise ValueError(f"{wins} won of {closed} closed")
    a, b = wins + PRIOR_DEALS * before, closed - wins + PRIOR_DEALS * (1 - before)
    p = a / (a + b)
    spread = sqrt(a * b / ((a + b) ** 2 * (a + b + 1)))
    return BaseRate(p, max(LEAST_SD, spread / (p * (1 - p))))


def may_learn_slope(wins: int, losses: int) -> bool:
    """Whether there are enough outcomes for tier 2: 30 closed, 8 of each."""
    return wins + losses >= TIER_2_FROM and min(wins, losses) >= TIER_2_EACH


def fit_slope(outcomes: Sequence[Outcome]) -> Fit:
    """Tier 2: shift of the base and slope on the table sum, the log of the alive ratio being a fixed offset."""
    rows = [(1.0, table_sum(each.signals)) for each in outcomes]
    offsets = [
        logit(base_rate(each.signals.existing)) + log(ratio_for(each.signals, each.alive_ratio)) for each in outcomes
    ]
    return fit(rows, [each.won for each in outcomes], (0.0, DAMPING), (BASE_SD, SLOPE_SD), offsets)


def fit(
    rows: Sequence[Sequence[float]],
    won: Sequence[bool],
    means: Sequence[float],
    sds: Sequence[float],
    offsets: Sequence[float] | None = None,
) -> Fit:
    """Logistic coefficients with independent normal priors: the maximum by Newton's method, Laplace sds.

    Each row holds one number a coefficient; `offsets` are fixed log-odds a row. The posterior is strictly concave,
    so there is one maximum; a step that would lead down is halved. ValueError for lengths that differ.
    """
    fixed = offsets if offsets is not None else [0.0] * len(rows)
    if not len(rows) == len(won) == len(fixed) or len(means) != len(sds):
        raise ValueError("one outcome and one offset a row, one prior a coefficient")
    posterior = _Posterior(rows, won, means, sds, fixed)
    weights = list(means)
    for _ in range(_STEPS):
        gradient, curvature = posterior.slopes(weights)
        step = _solved(curvature, gradient)
        here, size = posterior.height(weights), 1.0
        while size > 1e-6 and posterior.height(_moved(weights, step, size)) < here:
            size /= 2
        weights = _moved(weights, step, size)
        if max(abs(each) for each in step) < 1e-12:
            break
    _, curvature = posterior.slopes(weights)
    count = len(means)
    units = [[1.0 if at == row else 0.0 for at in range(count)] for row in range(count)]
    return Fit(tuple(weights), tuple(sqrt(_solved(curvature, unit)[at]) for at, unit in enumerate(units)))


def counts_as_lost(open_days: float, quiet_days: float | None, won_cycles: Sequence[float]) -> bool:
    """Whether no decision counts as lost: open longer than twice the median won cycle, 60 days without his act.

    All in days; `quiet_days` None is no act ever seen. Without a won deal there is no cycle, and nothing is lost yet.
    """
    if not won_cycles:
        return False
    quiet = quiet_days is None or quiet_days >= NO_DECISION_QUIET_DAYS
    return quiet and open_days > NO_DECISION_CYCLES * median(won_cycles)


@dataclass(frozen=True, slots=True)
class _Posterior:
    rows: Sequence[Sequence[float]]
    won: Sequence[bool]
    means: Sequence[float]
    sds: Sequence[float]
    offsets: Sequence[float]

    def height(self, weights: Sequence[float]) -> float:
        total = -sum(((w - m) / s) ** 2 / 2 for w, m, s in zip(weights, self.means, self.sds, strict=True))
        for row, won, offset in zip(self.rows, self.won, self.offsets, strict=True):
            p = expit(offset + sum(w * x for w, x in zip(weights, row, strict=True)))
            total += log(max(p if won else 1 - p, 1e-300))
        return total

    def slopes(self, weights: Sequence[float]) -> tuple[list[float], list[list[float]]]:
        """The gradient, and the negative second derivatives."""
        count = range(len(weights))
        gradient = [-(weights[i] - self.means[i]) / self.sds[i] ** 2 for i in count]
        curvature = [[1 / self.sds[i] ** 2 if i == j else 0.0 for j in count] for i in count]
        for row, won, offset in zip(self.rows, self.won, self.offsets, strict=True):
            p = expit(offset + sum(w * x for w, x in zip(weights, row, strict=True)))
            for i in count:
                gradient[i] += (won - p) * row[i]
                for j in count:
                    curvature[i][j] += p * (1 - p) * row[i] * row[j]
        return gradient, curvature


def _moved(weights: Sequence[float], step: Sequence[float], size: float) -> list[float]:
    return [w + size * s for w, s in zip(weights, step, strict=True)]


def _solved(matrix: list[list[float]], right: Sequence[float]) -> list[float]:
    """The solution of a small positive definite system, by elimination."""
    rows = [[*line, value] for line, value in zip(matrix, right, strict=True)]
    count = len(rows)
    for at in range(count):
        for below in range(at + 1, count):
            factor = rows[below][at] / rows[at][at]
            rows[below] = [x - factor * y for x, y in zip(rows[below], rows[at], strict=True)]
    found = [0.0] * count
    for at in reversed(range(count)):
        known = sum(rows[at][later] * found[later] for later in range(at + 1, count))
        found[at] = (rows[at][count] - known) / rows[at][at]
    return found
