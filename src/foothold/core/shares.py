"""Percentages that say what they were counted on (METHOD 9)."""

from dataclasses import dataclass
from math import sqrt

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

    def __str__(self) -> str:
        if self.too_few:
            return f"{self.k} of {self.of} (too few for a percentage)"
        low, high = wilson(self.k, self.of)
        # Half a percent rounds up, in whole numbers: 5 of 40 is 13%, whatever floats make of 12.5.
        percent = (200 * self.k + self.of) // (2 * self.of)
        return f"{percent}% [{low:.0%} to {high:.0%}]"


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
