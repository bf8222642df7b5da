"""The review by seller, team or purpose kind: when a table may be shown, and the rates it shows (METHOD 9, 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foothold.core.counts import ReviewCounts
from foothold.core.differences import shrunk_to_team
from foothold.core.month_ends import fraction
from foothold.core.percentages import PercentageId
from foothold.core.shares import Share

SHOWN_BY_SELLER = (PercentageId.P4, PercentageId.P5)
"""What customers answered and what the calendar shows; what a seller says of himself is his (METHOD 6.3)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row: its name, what was counted, and each percentage with its rate pulled to the team's, 0 to 1.

    The rate is None where nothing of the percentage is known, for the row or for the team.
    """

    name: str
    counts: ReviewCounts
    rates: Mapping[PercentageId, tuple[Share, float] | None]


def lines(rows: Iterable[tuple[str, ReviewCounts]], team: ReviewCounts) -> list[Line]:
    """Return the rows by name: people are never ranked (METHOD 11, K5). Rates are (k + 10 m) / (n + 10)."""
    found = [Line(name, counts, {which: _rate(which, counts, team) for which in PercentageId}) for name, counts in rows]
    return sorted(found, key=lambda line: line.name.casefold())


def _rate(which: PercentageId, counts: ReviewCounts, team: ReviewCounts) -> tuple[Share, float] | None:
    own, whole = fraction(which, counts), fraction(which, team)
    if own is None or whole is None or whole.rate is None or not own.of:
        return None
    return own, shrunk_to_team(own, whole.rate)
