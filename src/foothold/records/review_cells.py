"""The numbers of a review by seller, day and purpose kind, counted from the meetings and kept (METHOD 9)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from itertools import islice
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import connection

from foothold.core.answers import counted
from foothold.core.purpose import guess_purpose
from foothold.core.relations import Relation
from foothold.core.window import Window
from foothold.records.models import Meeting, Workspace
from foothold.records.picture import parts_of, what_counts
from foothold.records.review_answers import answers_to
from foothold.records.review_tables import BUILT, COUNTED, DAYS, MARKS, column

WHOLE, NO_KIND = "", "none"
"""Purposes of a row: all meetings of the day, and those whose title names no kind."""

RULES = 3
"""One more whenever what a meeting counts for changes: what was kept by older rules is counted anew."""

Numbers = Counter[str]
Cell = tuple[UUID, date, bool, str]
"""Seller, day, demo, purpose kind."""
Counted = Mapping[Cell, tuple[Numbers, datetime | None]]
"""The numbers of each cell with the latest end among its meetings."""


def cells(
    workspace: Workspace, start: datetime, end: datetime, sellers: Iterable[UUID] | None = None
) -> dict[Cell, tuple[Numbers, datetime | None]]:
    """Count the meetings begun from `start` to `end`, by seller, day, demo and kind; with the latest of their ends."""
    zone = ZoneInfo(workspace.tz)
    meetings = Meeting.objects.in_workspace(workspace).filter(
        relation=Relation.CUSTOMER.value, held_at__gte=start, held_at__lt=end
    )
    if sellers is not None:
        meetings = meetings.filter(seller_id__in=list(sellers))
    said = answers_to(meetings)
    found: dict[Cell, tuple[Numbers, datetime | None]] = {}
    columns = ("pk", "seller_id", "held_at", "ends_at", "next_at", "tally", "title", "demo")
    for pk, seller, held_at, ends_at, next_at, tally, title, demo in (
        meetings.order_by().values_list(*columns).iterator()
    ):
        names = names_of(tally, undated=next_at is None)
        if pk in said and "held" in names:
            names = (*names, *counted(said[pk]))
        day = held_at.astimezone(zone).date()
        for purpose in (WHOLE, kind_of(title)):
            numbers, last = found.get((seller, day, demo, purpose), (None, None))
            numbers = Counter() if numbers is None else numbers
            numbers.update(names)
            later = ends_at if last is None or (ends_at is not None and ends_at > last) else last
            found[seller, day, demo, purpose] = numbers, later
    return found


@lru_cache(maxsize=20_000)
def names_of(tally: str, *, undated: bool) -> tuple[str, ...]:
    """The columns a meeting of this tally adds to."""
    names = what_counts(parts_of(tally, came=True))
    if "next_held" not in names:
        return tuple(names)
    kept = tuple(name for name in names if name != "next_held")
    return (*kept, "dated", "undated") if undated else (*kept, "dated")


@lru_cache(maxsize=20_000)
def kind_of(title: str) -> str:
    """The purpose kind a title names."""
    purpose = guess_purpose(title)
    return purpose.value if purpose else NO_KIND


def is_built(workspace: Workspace) -> bool:
    """Whether the daily numbers were counted for this workspace, as they are to be now."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT tz FROM {BUILT} WHERE workspace_id = %s", [key(workspace.pk)])
        row = cursor.fetchone()
    return row is not None and row[0] == counted_as(workspace)


def counted_as(workspace: Workspace) -> str:
    """The zone whose days are counted, and the rules, as what was built says it."""
    return f"{workspace.tz} {RULES}"


def store_cells(workspace: Workspace, counted_cells: Counted) -> None:
    """Write the numbers of days that have no rows."""
    columns = ("workspace_id", "seller_id", "day", "demo", "purpose", "last_end", *map(column, COUNTED))
    rows = _rows(workspace, counted_cells)
    with connection.cursor() as cursor:
        # Written out, not bound: keys, days, our own kinds and whole numbers, millions of them when all is counted.
        while some := list(islice(rows, _AT_ONCE)):
            cursor.execute(f"INSERT INTO {DAYS} ({', '.join(columns)}) VALUES {', '.join(some)}")


_AT_ONCE = 400
"""Rows in one statement."""


def _rows(workspace: Workspace, counted_cells: Counted) -> Iterator[str]:
    for (seller, day, demo, purpose), (numbers, last) in counted_cells.items():
        of = f"'{workspace.pk.hex}', '{seller.hex}', '{day.isoformat()}', {str(bool(demo)).upper()}"
        end = f"'{moment_kept(last)}'" if last else "NULL"
        yield f"({of}, '{purpose}', {end}, {', '.join([str(numbers.get(name, 0)) for name in COUNTED])})"


def taken_marks(workspace: Workspace, most: int) -> list[tuple[int, UUID, date]]:
    """The oldest marks of a workspace: number, seller, day of Greenwich."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT id, seller_id, utc_day FROM {MARKS} WHERE workspace_id = %s ORDER BY id LIMIT {most}",
            [key(workspace.pk)],
        )
        return [(number, uuid_of(seller), day_of(on)) for number, seller, on in cursor.fetchall()]


def remove_marks(numbers: Iterable[int]) -> None:
    """These marks are worked off."""
    with connection.cursor() as cursor:
        cursor.executemany(f"DELETE FROM {MARKS} WHERE id = %s", [(number,) for number in numbers])


def remove_cells(workspace: Workspace, day: date, sellers: Iterable[UUID]) -> None:
    """Take out the rows of a day, for these sellers."""
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {DAYS} WHERE workspace_id = %s AND seller_id = %s AND day = %s",
            [(key(workspace.pk), key(seller), day_kept(day)) for seller in sellers],
        )


def remove_everything(workspace: Workspace) -> None:
    """Take out all rows of a workspace, and the marks that are seen now."""
    with connection.cursor() as cursor:
        for table in (MARKS, DAYS, BUILT):
            cursor.execute(f"DELETE FROM {table} WHERE workspace_id = %s", [key(workspace.pk)])


def say_built(workspace: Workspace) -> None:
    """Every day of the workspace has its rows, in the zone it has now and by today's rules."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {BUILT} (workspace_id, tz) VALUES (%s, %s)", [key(workspace.pk), counted_as(workspace)]
        )


def days_touched(utc_day: date, zone: ZoneInfo) -> tuple[date, ...]:
    """The days of a zone that a day of Greenwich is part of."""
    begin = datetime.combine(utc_day, time(), UTC)
    first, last = (moment.astimezone(zone).date() for moment in (begin, begin + timedelta(days=1, microseconds=-1)))
    return (first,) if first == last else (first, last)


def day_window(day: date, zone: ZoneInfo) -> Window:
    """One day of a zone."""
    return Window(datetime.combine(day, time(), zone), datetime.combine(day + timedelta(1), time(), zone))


def key(value: UUID) -> Any:
    """A key as the database holds it."""
    return value if connection.vendor == "postgresql" else value.hex


def uuid_of(value: Any) -> UUID:
    """A key as it is known here."""
    return value if isinstance(value, UUID) else UUID(value)


def day_kept(day: date) -> Any:
    """A day as the database holds it."""
    return day if connection.vendor == "postgresql" else day.isoformat()


def day_of(value: Any) -> date:
    """A day as it is known here: SQLite holds it as text."""
    return value if isinstance(value, date) else date.fromisoformat(value)


def moment_kept(value: datetime) -> Any:
    """A moment as the database holds it."""
    return value if connection.vendor == "postgresql" else str(value.astimezone(UTC).replace(tzinfo=None))
