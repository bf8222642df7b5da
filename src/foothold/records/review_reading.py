"""The numbers of a review: from the daily numbers where they are kept, else from the meetings; the same either way."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, tzinfo
from typing import Any

from foothold.core.answers import counted
from foothold.core.counts import ReviewCounts
from foothold.core.differences import Clusters
from foothold.core.month_ends import fraction
from foothold.core.percentages import PercentageId
from foothold.core.shares import Share
from foothold.core.window import Window, week_of, weeks
from foothold.records.models import Meeting, Membership
from foothold.records.models.people import DemoState
from foothold.records.picture import accounts_met, customer_meetings, shows_demo
from foothold.records.review_answers import answers_to
from foothold.records.review_cells import Numbers, kind_of, names_of
from foothold.records.review_days import Reviewed, key_by, numbers_by
from foothold.records.review_tables import COUNTED
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import persons_in_figures, sees_demo

OF_SELLER = (
    "held",
    "explicit_no",
    "orders",
    "step_and_recap",
    "step_or_recap_missing",
    "customer_answered",
    "best_use",
)
"""What a table by seller is made of."""
_KNOWN = frozenset(ReviewCounts.__dataclass_fields__)
MOST_COMPARED = 60_000
"""Meetings of two windows together up to which differences are looked at: each is read with its deal."""
Compared = Mapping[PercentageId, tuple[Share, Clusters]]
"""Each percentage of a window with the same (k, n) by deal. Left out is a percentage that nothing is known of, and P5
as soon as anything of it is not."""


@dataclass(frozen=True, slots=True)
class Reading:
    """The counts of a window, and the same numbers by day."""

    counts: ReviewCounts
    by_day: Mapping[date, Numbers]

    def by_week(self, window: Window) -> dict[date, Numbers]:
        """For each Monday of the window, also those of weeks without a meeting."""
        found: dict[date, Numbers] = {monday: Counter() for monday in weeks(window)}
        for day, numbers in self.by_day.items():
            found[week_of(day)].update(numbers)
        return found


@dataclass(frozen=True, slots=True)
class Days:
    """A span of days read once, for everything shown of it: by day and kind, and the compared windows by deal."""

    by_day_and_kind: Mapping[tuple[date, str], Numbers]
    compared: tuple[Compared, ...]

    def by_day(self, window: Window) -> dict[date, Numbers]:
        """Of a window of whole days within the span."""
        return self._by(0, window)

    def by_kind(self, window: Window) -> dict[str, Numbers]:
        """Of a window of whole days within the span, by purpose kind."""
        return self._by(1, window)

    def _by(self, part: int, window: Window) -> dict[Any, Numbers]:
        first, last = window.start.date(), window.end.date()
        found: dict[Any, Numbers] = defaultdict(Counter)
        for key, each in self.by_day_and_kind.items():
            if first <= key[0] < last:
                found[key[part]].update(each)
        return found


def read_days(
    seat: Membership, windows: Iterable[Window], compared: Sequence[Window], *, now: datetime, whole_team: bool = False
) -> Days:
    """Read all these windows, and those to be compared, in one go; nothing is compared where there are too many."""
    span = _around([*windows, *compared])
    meetings = customer_meetings(seat, whole_team=whole_team)
    kept = numbers_by("day and purpose", _reviewed(seat, whole_team=whole_team), span, now=now)
    by_day: dict[tuple[date, str], Numbers] = defaultdict(Counter)
    of_deals: list[dict[Any, Numbers]] = [defaultdict(Counter) for _ in compared]
    zone, read = _zone(span), 0
    columns = ("held_at", "title", "opportunity_id")
    over = span if kept is None else _around(compared or [Window(span.start, span.start)])
    for (held_at, title, deal), names in _named(meetings, over, now, *columns):
        if kept is None:
            by_day[held_at.astimezone(zone).date(), kind_of(title)].update(names)
        elif read > MOST_COMPARED:
            break
        for window, of_deal in zip(compared, of_deals, strict=True):
            if window.start <= held_at < window.end and read <= MOST_COMPARED:
                read += 1
                # Meetings of no deal are nobody's cluster: each speaks for itself.
                of_deal[deal if deal is not None else read].update(names)
    shares = tuple(_shares(of_deal) if read <= MOST_COMPARED else {} for of_deal in of_deals)
    return Days(by_day if kept is None else kept, shares)


def read_review(seat: Membership, window: Window, *, now: datetime, whole_team: bool = False) -> Reading:
    """Count the person's own meetings of a window; with `whole_team` those of all whose findings he may see."""
    by_day = numbers(seat, "day", window, now=now, whole_team=whole_team)
    return reading_of(seat, by_day, window, now=now, whole_team=whole_team)


def reading_of(
    seat: Membership, by_day: Mapping[date, Numbers], window: Window, *, now: datetime, whole_team: bool = False
) -> Reading:
    """The days of a window together, with the accounts met in it."""
    meetings = customer_meetings(seat, whole_team=whole_team)
    return Reading(counts_of(by_day.values(), **accounts_met(meetings, window, now)), by_day)


def counts_of(parts: Iterable[Numbers], **more: int) -> ReviewCounts:
    """The numbers of several days, sellers or kinds together."""
    total: Counter[str] = Counter()
    for each in parts:
        total.update(each)
    return ReviewCounts(**{name: n for name, n in total.items() if name in _KNOWN} | more)


def numbers(
    seat: Membership, by: str, window: Window, *, now: datetime, whole_team: bool = False
) -> dict[Any, Numbers]:
    """The numbers of a window by "day", "seller" (those of `OF_SELLER` alone) or "purpose"."""
    reviewed = _reviewed(seat, whole_team=whole_team)
    names = OF_SELLER if by == "seller" else COUNTED
    kept = numbers_by(by, reviewed, window, now=now, names=names)
    if kept is not None:
        return kept
    return _numbers_of_meetings(customer_meetings(seat, whole_team=whole_team), by, window, now)


def _shares(of_deal: Mapping[Any, Numbers]) -> Compared:
    counts = [counts_of([each]) for each in of_deal.values()]
    total = counts_of(of_deal.values())
    found: dict[PercentageId, tuple[Share, Clusters]] = {}
    for which in PercentageId:
        whole = fraction(which, total)
        if whole is None or not whole.of:
            continue
        pairs = (fraction(which, each) for each in counts)
        found[which] = whole, [(each.k, each.of) for each in pairs if each is not None]
    return found


def _reviewed(seat: Membership, *, whole_team: bool) -> Reviewed:
    """What the daily numbers can answer: one's own meetings, those of the team, or, of the demo, everybody's."""
    demo = shows_demo(seat) if seat.workspace.demo == DemoState.PRESENT else None
    if not whole_team:
        return Reviewed(seat.workspace, (seat.user_id,), demo)
    return Reviewed(seat.workspace, None if demo and sees_demo(seat) else tuple(persons_in_figures(seat)), demo)


def _numbers_of_meetings(
    meetings: ScopedQuerySet[Meeting], by: str, window: Window, now: datetime
) -> dict[Any, Numbers]:
    zone = _zone(window)
    found: dict[Any, Numbers] = defaultdict(Counter)
    for (held_at, title, seller), names in _named(meetings, window, now, "held_at", "title", "seller_id"):
        found[key_by(by, held_at.astimezone(zone).date(), seller, title)].update(names)
    return found


def _named(
    meetings: ScopedQuerySet[Meeting], window: Window, now: datetime, *columns: str
) -> Iterator[tuple[tuple[Any, ...], tuple[str, ...]]]:
    """Some columns of every meeting of the window, with the numbers the meeting adds to."""
    begun = meetings.filter(held_at__gte=window.start, held_at__lt=min(window.end, now)).exclude(ends_at__gt=now)
    said = answers_to(begun)
    rows = begun.order_by().values_list("pk", "tally", "next_at", *columns)
    for pk, tally, next_at, *values in rows.iterator():
        names = _at(names_of(tally, undated=next_at is None), next_at, now)
        if pk in said and "held" in names:
            names = (*names, *counted(said[pk]))
        yield tuple(values), names


def _around(windows: Sequence[Window]) -> Window:
    return Window(min(each.start for each in windows), max(each.end for each in windows))


def _zone(window: Window) -> tzinfo:
    return window.start.tzinfo or UTC


def _at(names: tuple[str, ...], next_at: datetime | None, now: datetime) -> tuple[str, ...]:
    if "dated" not in names:
        return names
    return (*names, "next_held" if next_at is not None and next_at <= now else "next_to_come")
