"""Each quarter's next-step rate beside what was won in it and how long that took (METHOD 11; 003-13, 004-18)."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from foothold.core.counts import ReviewCounts
from foothold.core.state import Closure
from foothold.core.window import Window
from foothold.records.deals_seen import deals_in_figures
from foothold.records.models import Membership, Opportunity
from foothold.records.review_reading import counts_of, numbers

QUARTERS = 8
"""How many whole quarters are looked at."""


@dataclass(frozen=True, slots=True)
class Quarter:
    """A whole quarter: its meetings, and the deals won in it with their value (None: an amount is not known)."""

    begins_on: date
    counts: ReviewCounts
    won: int
    value: float | None
    cycle_days: float | None

    @property
    def step_rate(self) -> float | None:
        """Counted next steps of the meetings of which it is known, 0 to 1."""
        known = self.counts.step_counted + self.counts.step_not_counted
        return self.counts.step_counted / known if known else None


def quarters(seat: Membership, *, now: datetime, whole_team: bool = False) -> list[Quarter]:
    """The last whole quarters, oldest first; none where nothing was won.

    Values are summed only where all of them have one currency.
    """
    zone = ZoneInfo(seat.workspace.tz)
    ends = _begins(now.astimezone(zone).date())
    span = Window(_midnight(ends[0], zone), _midnight(ends[-1], zone))
    won = _won(seat, span, zone, whole_team=whole_team)
    if not won:
        return []
    by_day = numbers(seat, "day", span, now=now, whole_team=whole_team)
    counted: dict[date, Any] = defaultdict(Counter)
    for day, of_day in by_day.items():
        counted[quarter_of(day)].update(of_day)
    return [_quarter(begin, counts_of([counted[begin]]), won.get(begin, [])) for begin in ends[:-1]]


def window_of_quarter(begins_on: date, zone: ZoneInfo) -> Window:
    """The days of the quarter that begins on this day."""
    after = date(begins_on.year + 1, 1, 1) if begins_on.month == 10 else date(begins_on.year, begins_on.month + 3, 1)
    return Window(_midnight(begins_on, zone), _midnight(after, zone))


def won_in(seat: Membership, begins_on: date, *, whole_team: bool = False) -> list[Opportunity]:
    """The deals won in the quarter that begins on this day."""
    zone = ZoneInfo(seat.workspace.tz)
    return _won(seat, window_of_quarter(begins_on, zone), zone, whole_team=whole_team).get(begins_on, [])


def quarter_of(day: date) -> date:
    """The first day of the quarter a day lies in."""
    return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)


def _begins(today: date) -> list[date]:
    """The first days of the last whole quarters, and of the one we are in."""
    found = [quarter_of(today)]
    while len(found) <= QUARTERS:
        first = found[0]
        found.insert(0, date(first.year - 1, 10, 1) if first.month == 1 else date(first.year, first.month - 3, 1))
    return found


def _won(seat: Membership, span: Window, zone: ZoneInfo, *, whole_team: bool) -> dict[date, list[Opportunity]]:
    """Those won of the same persons the numbers beside them are counted on."""
    deals = deals_in_figures(seat, whole_team=whole_team).filter(
        closure=Closure.WON.value, closed_at__gte=span.start, closed_at__lt=span.end
    )
    found: dict[date, list[Opportunity]] = defaultdict(list)
    for deal in deals.select_related("account"):
        if deal.closed_at is not None:
            found[quarter_of(deal.closed_at.astimezone(zone).date())].append(deal)
    return found


def _quarter(begins_on: date, counts: ReviewCounts, deals: list[Opportunity]) -> Quarter:
    amounts, currencies = [deal.amount for deal in deals], {deal.currency for deal in deals}
    known = [float(amount) for amount in amounts if amount is not None]
    value = sum(known) if len(known) == len(deals) and len(currencies) <= 1 else None
    # Closed before it was opened, as some CRMs say, tells no length.
    spans = [deal.closed_at - deal.opened_at for deal in deals if deal.closed_at and deal.closed_at >= deal.opened_at]
    days = [span.days for span in spans]
    return Quarter(begins_on, counts, len(deals), value, sum(days) / len(days) if days else None)


def _midnight(day: date, zone: ZoneInfo) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=zone)
