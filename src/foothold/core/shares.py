"""Percentages that say what they were counted on (METHOD 9)."""

from dataclasses import dataclass
from math import ceil, floor, sqrt

TOO_FEW = 10
"""Below this many, "k of n" and no percentage (METHOD 9)."""

Z95 = 1.96
"""Standard deviations either side of the middle that hold 95%."""


@dataclass(frozen=True, slots=True)
class Share:
    """`k` of `of`, a percentage that remembers what it was counted on.

    Meetings nobody answered for are left out of `of`, not counted as "no". Raises ValueError
    unless 0 <= k <= of.

    >>> print(Share(9, 36))
    25% [14% to 41%]
    >>> print(Share(3, 8))
    3 of 8 (too few for a percentage)
    """

    k: int
    of: int

    def __post_init__(self) -> None:
        if not 0 <= self.k <= self.of:
            raise ValueError(f"{self.k} of {self.of} is no share")

    @property
    def rate(self) -> float | None:
        """From 0 to 1; None where nothing was counted."""
        return self.k / self.of if self.of else None

    @property
    def interval(self) -> tuple[float, float] | None:
        """Wilson's 95% interval, both ends from 0 to 1; None where nothing was counted."""
        return wilson(self.k, self.of) if self.of else None

    @property
    def too_few(self) -> bool:
        """Whether a percentage would claim more than was counted."""
        return self.of < TOO_FEW

    @property
    def percent(self) -> int | None:
        """Whole percent, 0 to 100; None where too few were counted."""
        return None if self.too_few else _percent(self.k, self.of)

    @property
    def short(self) -> str:
        """Without its interval: "30%", or "3 of 8"."""
        return f"{self.k} of {self.of}" if self.too_few else f"{self.percent}%"

    def __str__(self) -> str:
        if self.too_few:
            return f"{self.short} (too few for a percentage)"
        low, high = wilson(self.k, self.of)
        return f"{self.percent}% [{low:.0%} to {high:.0%}]"


@dataclass(frozen=True, slots=True)
class Bounds:
    """A share of `of` of which only `yes` are known to be one, and `unknown` could be.

    It lies between the two ends: none of the unknown was a yes, or all of them were. Raises
    ValueError unless yes and unknown are at least 0 and no more than `of` together.

    >>> print(Bounds(8, unknown=28, of=40))
    bounds 20% to 90%
    >>> print(Bounds(3, unknown=2, of=8))
    3 to 5 of 8 (too few for a percentage)
    >>> print(Bounds(9, unknown=0, of=36))
    25% [14% to 41%]
    """

    yes: int
    unknown: int
    of: int

    def __post_init__(self) -> None:
        if min(self.yes, self.unknown) < 0 or self.yes + self.unknown > self.of:
            raise ValueError(f"{self.yes} and {self.unknown} unknown of {self.of} are no bounds")

    @property
    def low(self) -> float | None:
        """From 0 to 1; None where there is nothing to count."""
        return self.yes / self.of if self.of else None

    @property
    def high(self) -> float | None:
        """From 0 to 1; None where there is nothing to count."""
        return (self.yes + self.unknown) / self.of if self.of else None

    @property
    def percents(self) -> tuple[int, int] | None:
        """Both ends in whole percent; None where too few were counted."""
        if self.too_few:
            return None
        return _percent(self.yes, self.of), _percent(self.yes + self.unknown, self.of)

    @property
    def known(self) -> Share:
        """The share among those that are known: it stands for all only if they are like the others."""
        return Share(self.yes, self.of - self.unknown)

    @property
    def share(self) -> Share | None:
        """The share itself where nothing is unknown, else None."""
        return None if self.unknown else Share(self.yes, self.of)

    @property
    def too_few(self) -> bool:
        """Whether percentages would claim more than was counted."""
        return self.of < TOO_FEW

    @property
    def says_something(self) -> bool:
        """Whether anything is known: 0% to 100% is true of every share."""
        return self.unknown < self.of

    def __str__(self) -> str:
        if not self.unknown:
            return str(Share(self.yes, self.of))
        if self.too_few:
            return f"{self.yes} to {self.yes + self.unknown} of {self.of} (too few for a percentage)"
        return f"bounds {_percent(self.yes, self.of)}% to {_percent(self.yes + self.unknown, self.of)}%"


def wilson(k: int, n: int) -> tuple[float, float]:
    """Return the 95% score interval of `k` of `n` (Wilson 1927), both ends from 0 to 1; n at least 1.

    >>> [round(end, 3) for end in wilson(9, 36)]
    [0.138, 0.411]
    """
    rate = k / n
    widened = 1 + Z95**2 / n
    middle = (rate + Z95**2 / (2 * n)) / widened
    half = Z95 * sqrt(rate * (1 - rate) / n + Z95**2 / (4 * n * n)) / widened
    # The formula reaches 0 and 1 exactly at the ends; floats may miss them by a hair.
    low = 0.0 if k == 0 else max(0.0, middle - half)
    high = 1.0 if k == n else min(1.0, middle + half)
    return low, high


def tenths(low: float, high: float) -> tuple[int, int]:
    """Both ends of a range from 0 to 1 in whole tenths, rounded outward, so that nothing is claimed (METHOD 7.3).

    >>> tenths(.15, .54)
    (1, 6)
    """
    # 10 x .3 is a hair above 3: a tolerance keeps an end that is a whole tenth where it is.
    return floor(10 * low + 1e-9), ceil(10 * high - 1e-9)


def _percent(k: int, of: int) -> int:
    # Half a percent rounds up, in whole numbers: 5 of 40 is 13%, whatever floats make of 12.5.
    return (200 * k + of) // (2 * of)
