"""How well chances came true: Brier, reliability with its counts, AUC, and a base rate that moved (METHOD 7.3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum, sqrt

from foothold.core.differences import SURE, probability_of_difference

BINS = 10
MOVED_FROM = 10
"""Closed deals in each half of the history below which no moved base rate is looked for."""
Z_95 = 1.96


@dataclass(frozen=True, slots=True)
class Said:
    """A chance said, 0 to 1, and whether it came true. `deal` names whose: its rows are not independent."""

    p: float
    won: bool
    deal: str = ""


@dataclass(frozen=True, slots=True)
class Bin:
    """The chances said from `low` up to `high`: how many, their mean, and the share that came true."""

    low: float
    high: float
    count: int
    said: float
    happened: float


def brier(said: Sequence[Said]) -> float | None:
    """Mean squared distance, 0 (perfect) to 1; None for no rows."""
    return fsum((each.p - each.won) ** 2 for each in said) / len(said) if said else None


def auc(said: Sequence[Said]) -> float | None:
    """How often a won row was given more than a lost one, equals as half; None unless there are both."""
    ordered = sorted(said, key=lambda each: each.p)
    wins = sum(each.won for each in ordered)
    losses = len(ordered) - wins
    if not wins or not losses:
        return None
    ranks, at = 0.0, 0
    while at < len(ordered):
        end = at
        while end < len(ordered) and ordered[end].p == ordered[at].p:
            end += 1
        ranks += sum(each.won for each in ordered[at:end]) * (at + end + 1) / 2
        at = end
    return (ranks - wins * (wins + 1) / 2) / (wins * losses)


def reliability(said: Sequence[Said], bins: int = BINS) -> tuple[Bin, ...]:
    """The reliability curve: chances in `bins` equal steps from 0 to 1, empty ones left out."""
    by_bin: dict[int, list[Said]] = {}
    for each in said:
        by_bin.setdefault(min(int(each.p * bins), bins - 1), []).append(each)
    return tuple(
        Bin(
            at / bins,
            (at + 1) / bins,
            len(rows),
            fsum(row.p for row in rows) / len(rows),
            sum(row.won for row in rows) / len(rows),
        )
        for at, rows in sorted(by_bin.items())
    )


def calibration_error(said: Sequence[Said], bins: int = BINS) -> float | None:
    """The mean distance between said and happened over the curve, by counts, 0 to 1; None for no rows."""
    if not said:
        return None
    return fsum(each.count * abs(each.said - each.happened) for each in reliability(said, bins)) / len(said)


def surely_better(said: Sequence[Said], against: Sequence[Said]) -> bool:
    """Whether the first chances of the same rows have the lower Brier, with 95% of certainty over deals.

    The rows of one deal count as one observation. False for fewer than two deals. ValueError for other rows.
    """
    if [(each.deal, each.won) for each in said] != [(each.deal, each.won) for each in against]:
        raise ValueError("chances of the same rows are compared")
    gains: dict[str, float] = {}
    for ours, other in zip(said, against, strict=True):
        gain = (other.p - other.won) ** 2 - (ours.p - ours.won) ** 2
        gains[ours.deal] = gains.get(ours.deal, 0.0) + gain
    if len(gains) < 2:
        return False
    mean = fsum(gains.values()) / len(gains)
    spread = sqrt(fsum((gain - mean) ** 2 for gain in gains.values()) / (len(gains) - 1) / len(gains))
    return mean - Z_95 * spread > 0


def base_rate_moved(won: Sequence[bool]) -> bool:
    """Whether the newer half of the outcomes, in time order, is won at another rate than the older (METHOD 9's test).

    Halves of fewer than 10 tell nothing.
    """
    half = len(won) // 2
    if half < MOVED_FROM:
        return False
    older, newer = won[:half], won[half:]
    probability = probability_of_difference(sum(newer), len(newer), sum(older), len(older))
    return probability >= SURE or probability <= 1 - SURE
