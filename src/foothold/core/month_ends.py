"""The five percentages over time: at month ends, each over the days before it (METHOD 9)."""

from datetime import date, timedelta

from foothold.core.counts import ReviewCounts
from foothold.core.differences import last_month_end
from foothold.core.percentages import PercentageId
from foothold.core.shares import Share

MONTH_ENDS = 6
"""How many month ends a trend shows."""


def month_ends(today: date, many: int = MONTH_ENDS) -> tuple[date, ...]:
    """Return the latest month ends that are not after `today`, oldest first.

    >>> [f"{day:%d %b}" for day in month_ends(date(2026, 9, 22), 3)]
    ['30 Jun', '31 Jul', '31 Aug']
    """
    found = [last_month_end(today)]
    while len(found) < many:
        found.append(found[-1].replace(day=1) - timedelta(1))
    return tuple(reversed(found))


def fraction(which: PercentageId, counts: ReviewCounts) -> Share | None:
    """Return a percentage as it is compared: k of n; None for P5 as soon as one of its meetings is not known."""
    c = counts
    if which is PercentageId.P5:
        due = c.held - c.explicit_no - c.orders
        known = c.step_and_recap + c.step_or_recap_missing
        return Share(c.step_and_recap, due) if known == due else None
    k, of = {
        PercentageId.P1: (c.both_goals_yes, c.both_goals_known),
        PercentageId.P2: (c.could_more_yes, c.could_more_answered),
        PercentageId.P3: (c.should_have, c.debriefed),
        PercentageId.P4: (c.best_use, c.customer_answered),
    }[which]
    return Share(k, of)
