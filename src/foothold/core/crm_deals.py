"""Which deal of a CRM is a deal we already know from meetings: one that can be no other, or none (METHOD 3)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Generic, TypeVar

Row = TypeVar("Row")
Known = TypeVar("Known")

MET_BEFORE = timedelta(days=60)
"""How long before a deal is entered in the CRM its first meeting may have been [C]."""
MET_AFTER = timedelta(days=7)
"""How long after its end its last meeting may be [C]."""


@dataclass(frozen=True, slots=True)
class DealInCrm(Generic[Row]):
    """A row of one account: from when to when it ran; `until` None: it is open."""

    row: Row
    since: date
    until: date | None


@dataclass(frozen=True, slots=True)
class DealByMeetings(Generic[Known]):
    """A deal of the same account that meetings made, with the days of its first and last meeting."""

    known: Known
    first_on: date
    last_on: date


def same_deals(
    in_crm: Sequence[DealInCrm[Row]], by_meetings: Sequence[DealByMeetings[Known]]
) -> list[tuple[Row, Known]]:
    """The pairs that fit each other and nobody else, of one account.

    All meetings must lie within the row's time. Where a row fits two deals, or a deal two rows, none is taken: two
    deals are never made one by guessing.
    """
    fits = [(one, other) for one in in_crm for other in by_meetings if _fits(one, other)]
    rows = [id(one) for one, _ in fits]
    deals = [id(other) for _, other in fits]
    return [(one.row, other.known) for one, other in fits if rows.count(id(one)) == 1 and deals.count(id(other)) == 1]


def _fits(one: DealInCrm[Row], other: DealByMeetings[Known]) -> bool:
    begins = other.first_on >= one.since - MET_BEFORE
    return begins and (one.until is None or other.last_on <= one.until + MET_AFTER)
