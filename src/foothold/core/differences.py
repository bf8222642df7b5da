"""When a difference between two shares may be said, and when it is noise (METHOD 9).

Rep against rep, or now against before: from 30 meetings each, with 97.5% on one side, looked at on
month ends only (who looks every day finds a difference some day).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from math import ceil, erf, fsum, sqrt

from foothold.core.shares import Z95, Share

ENOUGH = 30
"""Meetings on each side from which a difference may be said."""
SURE = 0.975
"""Probability of a difference in one direction from which it may be said."""
Z_POWER = 0.8416
"""Standard deviations for a power of 80%."""
TEAM_WEIGHT = 10
"""Meetings the team's rate counts for in a rep's."""

Clusters = Sequence[tuple[int, int]]
"""(k, n) of each opportunity in the window; they add up to the share's own k and n."""


@dataclass(frozen=True, slots=True)
class Change:
    """A share against an earlier one, or against somebody else's.

    `probability` that the first is the larger, 0 to 1; `may_be_said` whether words may follow.
    """

    now: Share
    before: Share
    probability: float
    may_be_said: bool

    @property
    def points(self) -> int | None:
        """Percentage points, half rounded away from 0; None where it may not be said."""
        if not self.may_be_said:
            return None
        # In whole numbers, as percentages are rounded.
        gained = self.now.k * self.before.of - self.before.k * self.now.of
        whole = self.now.of * self.before.of
        points = (200 * abs(gained) + whole) // (2 * whole)
        return points if gained >= 0 else -points


def probability_of_difference(
    k1: int, n1: int, k2: int, n2: int, *, effect1: float = 1.0, effect2: float = 1.0
) -> float:
    """Return the probability, 0 to 1, that the rate behind k1 of n1 is above that behind k2 of n2.

    Normal approximation to the difference of the posteriors Beta(k+1, n-k+1); each variance is
    multiplied by its design effect (at least 1). ValueError where k of n is no share.

    >>> round(probability_of_difference(18, 36, 9, 36), 3)
    0.987
    >>> round(probability_of_difference(12, 30, 9, 30), 3)
    0.787
    """
    mean1, variance1 = _posterior(Share(k1, n1))
    mean2, variance2 = _posterior(Share(k2, n2))
    spread = sqrt(variance1 * effect1 + variance2 * effect2)
    return (1 + erf((mean1 - mean2) / spread / sqrt(2))) / 2


def design_effect(clusters: Clusters) -> float:
    """Return by how much meetings of the same opportunity widen the variance of their share; at least 1.

    The variance between opportunities (of a ratio) over that of as many unrelated meetings. Where
    it cannot be estimated, because there is one opportunity or all meetings ended alike, each
    opportunity is taken to speak with one voice. ValueError where a pair is no share.

    >>> design_effect([(1, 1), (0, 1), (1, 1)])
    1.0
    >>> design_effect([(4, 4), (0, 4)] * 5) > 3
    True
    """
    shares = [Share(k, n) for k, n in clusters if n]
    yes, meetings, many = sum(s.k for s in shares), sum(s.of for s in shares), len(shares)
    if many == meetings:
        return 1.0
    if many < 2 or yes in (0, meetings):
        return sum(s.of**2 for s in shares) / meetings
    rate = yes / meetings
    between = many / (many - 1) * fsum((s.k - rate * s.of) ** 2 for s in shares) / meetings**2
    unrelated = rate * (1 - rate) / (meetings - 1)
    # Never below 1: opportunities that happen to balance each other make nothing surer.
    return max(1.0, between / unrelated)


def change(
    now: Share, before: Share, looked_on: date, *, now_by: Clusters | None = None, before_by: Clusters | None = None
) -> Change:
    """Compare two shares on the day `looked_on`.

    `now_by` and `before_by` are the same meetings by opportunity, where one has several in the
    window. An opportunity in both windows is treated as two, which claims less, not more.
    ValueError where they do not add up to their share.
    """
    effects = [_effect(share, by) for share, by in ((now, now_by), (before, before_by))]
    probability = probability_of_difference(now.k, now.of, before.k, before.of, effect1=effects[0], effect2=effects[1])
    enough = min(now.of, before.of) >= ENOUGH
    sure = probability >= SURE or probability <= 1 - SURE
    return Change(now, before, probability, enough and sure and is_month_end(looked_on))


def may_be_said(
    now: Share, before: Share, looked_on: date, *, now_by: Clusters | None = None, before_by: Clusters | None = None
) -> bool:
    """Whether the difference of two shares may be said, looked at on `looked_on`: see `change`."""
    return change(now, before, looked_on, now_by=now_by, before_by=before_by).may_be_said


def is_month_end(day: date) -> bool:
    """Whether `day` is the last of its month: the only days on which differences are looked at."""
    return day == date.max or (day + timedelta(1)).day == 1


def last_month_end(today: date) -> date:
    """Return the latest month end that is not after `today`: the day to look at differences on."""
    return today if is_month_end(today) else today.replace(day=1) - timedelta(1)


def shrunk_to_team(share: Share, team: float) -> float:
    """Return a rep's rate as tables show it, 0 to 1: (k + 10 m) / (n + 10), m the team's rate, 0 to 1.

    ValueError where `team` is no rate.

    >>> round(shrunk_to_team(Share(6, 8), 0.35), 3)
    0.528
    """
    if not 0 <= team <= 1:
        raise ValueError(f"{team} is no rate from 0 to 1")
    return (share.k + TEAM_WEIGHT * team) / (share.of + TEAM_WEIGHT)


def meetings_needed(before: float, after: float) -> int:
    """Return the meetings needed on each side to see one rate become another (80% power, two-sided 95%).

    The variance is pooled under "no difference"; rounded up. Rates from 0 to 1, ValueError where
    they are not, or are equal.

    >>> [meetings_needed(0.25, after) for after in (0.50, 0.40, 0.35)]
    [58, 152, 329]
    """
    if before == after or not (0 <= before <= 1 and 0 <= after <= 1):
        raise ValueError(f"from {before} to {after} is no change of a rate")
    pooled = (before + after) / 2
    spread = Z95 * sqrt(2 * pooled * (1 - pooled))
    spread += Z_POWER * sqrt(before * (1 - before) + after * (1 - after))
    return ceil((spread / (after - before)) ** 2)


def _posterior(share: Share) -> tuple[float, float]:
    """Mean and variance of Beta(k+1, n-k+1)."""
    yes, no = share.k + 1, share.of - share.k + 1
    both = yes + no
    return yes / both, yes * no / (both * both * (both + 1))


def _effect(share: Share, by: Clusters | None) -> float:
    if by is None:
        return 1.0
    if (sum(k for k, _ in by), sum(n for _, n in by)) != (share.k, share.of):
        raise ValueError(f"the opportunities do not add up to {share.k} of {share.of}")
    return design_effect(by)
