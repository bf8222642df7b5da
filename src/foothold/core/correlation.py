"""Whether two numbers of each quarter go together: a correlation with its interval (METHOD 9, 11; 003-13, 004-18)."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import atanh, fsum, sqrt, tanh

from foothold.core.shares import Z95

FEWEST = 4
"""Pairs from which there is an interval (Fisher's z has n - 3 under its root)."""


@dataclass(frozen=True, slots=True)
class Correlation:
    """Pearson's `r`, -1 to 1, over `n` pairs, with its 95% `interval`; None where it cannot be said.

    A correlation tells of no cause: good deals get next steps (METHOD 13).
    """

    n: int
    r: float | None = None
    interval: tuple[float, float] | None = None


def correlation(pairs: Sequence[tuple[float, float]]) -> Correlation:
    """Return the correlation of pairs; without `r` where there are fewer than two or one side never changes.

    >>> found = correlation([(.2, 10), (.3, 20), (.4, 25), (.5, 45)])
    >>> round(found.r, 3), [round(end, 2) for end in found.interval]
    (0.965, [0.05, 1.0])
    """
    n = len(pairs)
    if n < 2:
        return Correlation(n)
    mean_x, mean_y = (fsum(pair[side] for pair in pairs) / n for side in (0, 1))
    xy = fsum((x - mean_x) * (y - mean_y) for x, y in pairs)
    xx, yy = fsum((x - mean_x) ** 2 for x, _ in pairs), fsum((y - mean_y) ** 2 for _, y in pairs)
    if xx <= 0 or yy <= 0:
        return Correlation(n)
    # Rooted apart: the product of two tiny spreads would be nothing.
    r = max(-1.0, min(1.0, xy / (sqrt(xx) * sqrt(yy))))
    if n < FEWEST or abs(r) >= 1:
        # Fisher's z of a perfect correlation is infinite: its interval would be no width at all.
        return Correlation(n, r)
    half = Z95 / sqrt(n - 3)
    return Correlation(n, r, (tanh(atanh(r) - half), tanh(atanh(r) + half)))
