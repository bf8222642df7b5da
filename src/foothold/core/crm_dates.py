"""When a deal began and ended, where a CRM's days contradict each other (issue: bad input; METHOD 7.3 needs order)."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from foothold.core.state import Closure

EARLIEST = date(1990, 1, 1)
"""A day before this in a CRM is an empty field of some program, not a day."""


class DateDoubt(StrEnum):
    """What was wrong with the days of a row."""

    OPENED_AHEAD = "opened_ahead"
    """The day of the import stands for it."""
    OPENED_UNKNOWN = "opened_unknown"
    """Its closing day or the day of the import stands for it."""
    CLOSED_AHEAD = "closed_ahead"
    CLOSED_FIRST = "closed_first"
    CLOSED_UNKNOWN = "closed_unknown"


@dataclass(frozen=True, slots=True)
class DealDates:
    """The settled days of a deal. `closed_on` None with a closure: it ended, and nobody can say when."""

    opened_on: date
    closed_on: date | None
    expected_on: date | None
    doubts: tuple[DateDoubt, ...] = ()


def deal_dates(
    opened_on: date | None, closed_on: date | None, expected_on: date | None, closure: Closure | None, today: date
) -> DealDates:
    """Settle the days of one row without inventing any.

    An opening day that is unknown or still to come is replaced by the earliest day that is known of the deal, at the
    latest today. A closing day counts only for a closed deal, and only between its opening and today: a contradiction
    makes it unknown, for the outcome is the CRM's word and the day is not. An open deal keeps its expected day.

    >>> deal_dates(date(2026, 5, 2), date(2026, 4, 1), None, Closure.WON, date(2026, 6, 1)).closed_on is None
    True
    """
    doubts: list[DateDoubt] = []
    opened, closed, expected = (day if day and day >= EARLIEST else None for day in (opened_on, closed_on, expected_on))
    if closure is None:
        expected, closed = expected or closed, None
    elif closed is None:
        doubts.append(DateDoubt.CLOSED_UNKNOWN)
    elif closed > today:
        doubts.append(DateDoubt.CLOSED_AHEAD)
        closed = None
    elif opened is not None and closed < opened <= today:
        doubts.append(DateDoubt.CLOSED_FIRST)
        closed = None
    if opened is None or opened > today:
        doubts.append(DateDoubt.OPENED_UNKNOWN if opened is None else DateDoubt.OPENED_AHEAD)
        opened = min(closed, today) if closed else today
    return DealDates(opened, closed, expected, tuple(doubts))
