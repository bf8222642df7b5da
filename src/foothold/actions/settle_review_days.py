"""Keep the daily numbers of reviews as the meetings have them: the days that changed, or everything anew (METHOD 9)."""

from collections import defaultdict
from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Max, Min

from foothold.records.models import Meeting, Workspace
from foothold.records.review_cells import (
    cells,
    day_window,
    days_touched,
    is_built,
    remove_cells,
    remove_everything,
    remove_marks,
    say_built,
    store_cells,
    taken_marks,
)

MOST_AT_ONCE = 500
"""Marks worked off in one transaction."""
_PART = timedelta(days=30)
"""How much of the past is counted at once when everything is."""


def settle_review_days(workspace: Workspace) -> int:
    """Count the days anew at which something changed; how many. All of them where nothing was counted yet."""
    if not is_built(workspace):
        return rebuild_review_days(workspace)
    done = 0
    while some := _settle_some(workspace):
        done += some
    return done


def rebuild_review_days(workspace: Workspace) -> int:
    """Count every day of the workspace anew; how many rows that makes."""
    rows = 0
    with transaction.atomic():
        _one_at_a_time(workspace)
        # The marks go first: what is changed while we count leaves one of its own.
        remove_everything(workspace)
        for start, end in _parts(workspace):
            counted = cells(workspace, start, end)
            store_cells(workspace, counted)
            rows += len(counted)
        say_built(workspace)
    return rows


def forget_review_days(workspace: Workspace) -> None:
    """Remove the daily numbers of a workspace; its reviews are counted from the meetings until they are made again."""
    with transaction.atomic():
        remove_everything(workspace)


def _settle_some(workspace: Workspace) -> int:
    zone = ZoneInfo(workspace.tz)
    with transaction.atomic():
        _one_at_a_time(workspace)
        # The marks are read before the meetings: what is changed after that leaves a mark of its own.
        marks = taken_marks(workspace, MOST_AT_ONCE)
        by_day: dict[date, set[UUID]] = defaultdict(set)
        for _number, seller, utc_day in marks:
            for day in days_touched(utc_day, zone):
                by_day[day].add(seller)
        for day, sellers in by_day.items():
            remove_cells(workspace, day, sellers)
            store_cells(workspace, cells(workspace, *day_window(day, zone), sellers))
        remove_marks(number for number, _seller, _day in marks)
    return len(by_day)


def _parts(workspace: Workspace) -> list[tuple[datetime, datetime]]:
    """The past in pieces that begin at a midnight of the workspace's zone."""
    ends = Meeting.objects.in_workspace(workspace).aggregate(first=Min("held_at"), last=Max("held_at"))
    if ends["first"] is None:
        return []
    zone = ZoneInfo(workspace.tz)
    day, last = (ends[name].astimezone(zone).date() for name in ("first", "last"))
    parts = []
    while day <= last:
        parts.append((day_window(day, zone).start, day_window(day + _PART, zone).start))
        day += _PART
    return parts


def _one_at_a_time(workspace: Workspace) -> None:
    """Two processes never settle one workspace beside each other."""
    Workspace.objects.select_for_update().get(pk=workspace.pk)
