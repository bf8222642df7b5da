"""The numbers of a review by day: kept in a table, counted anew where something changed (METHOD 9).

What is read here always equals `records.picture.review_counts` over the same meetings: days with a mark are counted
from the meetings, and so is what depends on the moment.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import reduce
from operator import or_
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection
from django.db.models import Q

from foothold.core.answers import counted
from foothold.core.purpose import Purpose
from foothold.core.relations import Relation
from foothold.core.window import Window
from foothold.records.models import Meeting, Workspace
from foothold.records.review_answers import answers_to
from foothold.records.review_cells import (
    NO_KIND,
    WHOLE,
    Numbers,
    counted_as,
    day_kept,
    day_of,
    day_window,
    days_touched,
    key,
    kind_of,
    moment_kept,
    names_of,
    uuid_of,
)
from foothold.records.review_tables import BUILT, COUNTED, DAYS, MARKS, column

MOST_MARKED = 40
"""Marked days of one reading above which everything is counted from the meetings."""


_KINDS = ", ".join(f"'{kind}'" for kind in (*(each.value for each in Purpose), NO_KIND))
"""Named one by one, so that the primary key finds them."""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Whose meetings: of these sellers (None: of everybody in the workspace); `demo` None for both kinds of rows."""

    workspace: Workspace
    sellers: tuple[UUID, ...] | None = None
    demo: bool | None = None

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.workspace.tz)


def numbers_by(
    by: str, reviewed: Reviewed, window: Window, *, now: datetime, names: Iterable[str] = COUNTED
) -> dict[Any, Numbers] | None:
    """The numbers of a window by "day", "seller", "purpose" or "day and purpose"; None where they are not kept, or too
    much changed.

    The window is of whole days of the workspace's zone, and over.
    Together with the kept columns each has `next_held` and `next_to_come`, which follow from the moment; not where
    `names` ask for other numbers alone.
    """
    days = window.start.date(), window.end.date()
    touched = _touched(reviewed, window, days, now) if window.end <= now else None
    if touched is None:
        return None
    anew = {(seller, day) for seller, day in touched if days[0] <= day < days[1]}
    found: dict[Any, Numbers] = defaultdict(Counter)
    _add_kept(found, by, reviewed, days, anew, tuple(names))
    _add_counted(found, by, reviewed, anew, now)
    if "dated" not in names:
        return found
    _add_ahead(found, by, reviewed, window, now)
    for numbers in found.values():
        # Never below 0, though somebody may store a meeting between our two questions.
        numbers["next_held"] = max(0, numbers["dated"] - numbers["next_to_come"] - numbers["undated"])
        numbers["next_to_come"] += numbers["undated"]
    return found


def marked_days(reviewed: Reviewed, window: Window | None = None) -> set[tuple[UUID, date]]:
    """Sellers and days of the workspace's zone at which something changed since they were counted."""
    with connection.cursor() as cursor:
        cursor.execute(*_marks(reviewed, window))
        rows = cursor.fetchall()
    return {(uuid_of(seller), day) for seller, on in rows for day in days_touched(day_of(on), reviewed.zone)}


def _touched(
    reviewed: Reviewed, window: Window, days: tuple[date, date], now: datetime
) -> set[tuple[UUID, date]] | None:
    """Sellers and days to be counted anew: marked ones, and those with a meeting that has not ended yet (it takes
    several days). None where nothing is kept, or too much is marked. One question, so that all is of one moment."""
    built = f"SELECT 0, workspace_id, NULL FROM {BUILT} WHERE workspace_id = %s AND tz = %s"
    marks, of_marks = _marks(reviewed, window)
    where, of_days = _kept_rows(reviewed, days, WHOLE)
    still_on = f"SELECT 2, seller_id, day FROM {DAYS} WHERE {where} AND last_end > %s"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT 1, seller_id, utc_day FROM ({marks}) AS marked UNION ALL {still_on} UNION ALL {built}",
            [*of_marks, *of_days, moment_kept(now), key(reviewed.workspace.pk), counted_as(reviewed.workspace)],
        )
        rows = cursor.fetchall()
    marked = {(uuid_of(seller), day_of(on)) for kind, seller, on in rows if kind == 1}
    if all(kind for kind, _seller, _on in rows) or len(marked) > MOST_MARKED:
        return None
    on_that_day = {(seller, day) for seller, on in marked for day in days_touched(on, reviewed.zone)}
    return on_that_day | {(uuid_of(seller), day_of(on)) for kind, seller, on in rows if kind == 2}


def _marks(reviewed: Reviewed, window: Window | None) -> tuple[str, list[Any]]:
    where, values = _of_sellers(reviewed, ["workspace_id = %s"], [key(reviewed.workspace.pk)])
    if window is not None:
        first, last = (moment.astimezone(UTC).date() for moment in (window.start, window.end))
        where.append("utc_day BETWEEN %s AND %s")
        values += [day_kept(first), day_kept(last)]
    some = f"LIMIT {MOST_MARKED + 1}"
    return f"SELECT DISTINCT seller_id, utc_day FROM {MARKS} WHERE {' AND '.join(where)} {some}", values


def _of_sellers(reviewed: Reviewed, where: list[str], values: list[Any]) -> tuple[list[str], list[Any]]:
    if reviewed.sellers is not None:
        where.append(f"seller_id IN ({', '.join(['%s'] * len(reviewed.sellers)) or 'NULL'})")
        values += [key(seller) for seller in reviewed.sellers]
    return where, values


def _kept_rows(reviewed: Reviewed, days: tuple[date, date], purpose: str | None) -> tuple[str, list[Any]]:
    where = ["workspace_id = %s", "day >= %s", "day < %s"]
    where.append("purpose = %s" if purpose is not None else f"purpose IN ({_KINDS})")
    values: list[Any] = [key(reviewed.workspace.pk), *map(day_kept, days), *([purpose] if purpose is not None else [])]
    where, values = _of_sellers(reviewed, where, values)
    if reviewed.demo is not None:
        where.append("demo = %s")
        values.append(reviewed.demo)
    return " AND ".join(where), values


def _add_kept(
    found: dict[Any, Numbers],
    by: str,
    reviewed: Reviewed,
    days: tuple[date, date],
    anew: set[tuple[UUID, date]],
    names: tuple[str, ...],
) -> None:
    """The kept days, summed by the database; those that are counted anew are taken out again."""
    parts = _PARTS[by]
    where, values = _kept_rows(reviewed, days, None if "purpose" in parts else WHOLE)
    grouped = ", ".join(parts)
    asked = f"SELECT {grouped}, {', '.join(f'SUM({column(name)})' for name in names)} FROM {DAYS} WHERE {where}"
    with connection.cursor() as cursor:
        cursor.execute(f"{asked} GROUP BY {grouped}", values)
        for row in cursor.fetchall():
            found[_key_of(parts, row)].update(dict(zip(names, row[len(parts) :], strict=True)))
        if not anew:
            return
        pairs = ", ".join(["(%s, %s)"] * len(anew))
        some = [value for seller, day in anew for value in (key(seller), day_kept(day))]
        cursor.execute(f"{asked} AND (seller_id, day) IN (VALUES {pairs}) GROUP BY {grouped}", [*values, *some])
        for row in cursor.fetchall():
            found[_key_of(parts, row)].subtract(dict(zip(names, row[len(parts) :], strict=True)))


_PARTS = {"day": ("day",), "seller": ("seller_id",), "purpose": ("purpose",), "day and purpose": ("day", "purpose")}
_AS_KNOWN: dict[str, Callable[[Any], Any]] = {"day": day_of, "seller_id": uuid_of, "purpose": str}


def _key_of(parts: tuple[str, ...], row: tuple[Any, ...]) -> Any:
    known = tuple(_AS_KNOWN[part](value) for part, value in zip(parts, row, strict=False))
    return known if len(known) > 1 else known[0]


def key_by(by: str, day: date, seller: UUID, title: str) -> Any:
    """What the numbers of a meeting are added to."""
    if by == "day and purpose":
        return day, kind_of(title)
    return day if by == "day" else seller if by == "seller" else kind_of(title)


def _add_counted(
    found: dict[Any, Numbers], by: str, reviewed: Reviewed, anew: set[tuple[UUID, date]], now: datetime
) -> None:
    """These days of sellers, counted from the meetings as they are now."""
    if not anew:
        return
    spans = ((seller, day_window(day, reviewed.zone)) for seller, day in anew)
    any_of_them = reduce(or_, (Q(seller_id=who, held_at__gte=at.start, held_at__lt=at.end) for who, at in spans))
    meetings = _meetings(reviewed).filter(any_of_them).exclude(ends_at__gt=now)
    said = answers_to(meetings)
    columns = ("pk", "next_at", "tally", "title", "seller_id", "held_at")
    for pk, next_at, tally, title, seller, held_at in meetings.order_by().values_list(*columns):
        names = names_of(tally, undated=next_at is None)
        if pk in said and "held" in names:
            names = (*names, *counted(said[pk]))
        found[key_by(by, held_at.astimezone(reviewed.zone).date(), seller, title)].update(names)


def _add_ahead(
    found: dict[Any, Numbers],
    by: str,
    reviewed: Reviewed,
    window: Window,
    now: datetime,
) -> None:
    """Of the meetings with a next date those for which it has not come: few, and one index away."""
    ahead = _meetings(reviewed).filter(next_at__gt=now, held_at__gte=window.start, held_at__lt=window.end)
    ahead = ahead.exclude(ends_at__gt=now)
    if reviewed.sellers is not None:
        ahead = ahead.filter(seller_id__in=reviewed.sellers)
    for seller, held_at, tally, title in ahead.order_by().values_list("seller_id", "held_at", "tally", "title"):
        if "dated" not in names_of(tally, undated=False):
            continue
        day = held_at.astimezone(reviewed.zone).date()
        found[key_by(by, day, seller, title)]["next_to_come"] += 1


def _meetings(reviewed: Reviewed) -> Any:
    meetings = Meeting.objects.in_workspace(reviewed.workspace).filter(relation=Relation.CUSTOMER.value)
    return meetings if reviewed.demo is None else meetings.filter(demo=reviewed.demo)
