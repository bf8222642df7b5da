"""Make the meetings of series further ahead as time goes on; a series without an end is made some 400 days ahead."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Q

from foothold.actions.form_meetings import HORIZON, form_meetings
from foothold.actions.settle import settle
from foothold.records.many_rows import overwrite
from foothold.records.models import CalendarEntry, Membership
from foothold.records.scoping import ScopedQuerySet


def series_due(*, now: datetime, at_most: int = 500) -> dict[tuple[UUID, UUID], list[UUID]]:
    """The series whose meetings do not reach far enough ahead, by workspace and person."""
    due = _due(CalendarEntry.objects.across_workspaces(because="series run on in every workspace"), now)
    found: dict[tuple[UUID, UUID], list[UUID]] = {}
    for pk, workspace_id, user_id in due.order_by("pk").values_list("pk", "workspace_id", "user_id")[:at_most]:
        found.setdefault((workspace_id, user_id), []).append(pk)
    return found


def extend_series(workspace_id: Any, user_id: Any, entries: Iterable[UUID], *, now: datetime) -> int:
    """Make these series of one person further ahead, in one transaction; how many it were.

    One that another process extended meanwhile is left alone.
    """
    seats = Membership.objects.in_workspace(workspace_id).select_related("workspace", "user")
    seat = seats.filter(user_id=user_id).first()
    with transaction.atomic():
        own = CalendarEntry.objects.in_workspace(workspace_id).filter(user_id=user_id, pk__in=list(entries))
        rows = list(_due(own, now).select_for_update())
        if not rows:
            return 0
        if seat is None:
            # Nobody is there to make them for; who comes back reads the calendar anew.
            own.filter(pk__in=[row.pk for row in rows]).update(expanded_until=now + HORIZON)
            return 0
        formed, _ = form_meetings(seat, rows, now=now)
        for row in rows:
            row.expanded_until = now + HORIZON
        overwrite(workspace_id, rows)
        settle(seat, formed)
    return len(rows)


def _due(entries: ScopedQuerySet[CalendarEntry], now: datetime) -> ScopedQuerySet[CalendarEntry]:
    """Half of what is kept ahead is used up. A series that never said how far it reaches is due, too."""
    ends_soon = Q(expanded_until__lt=now + HORIZON / 2) | Q(expanded_until__isnull=True)
    return entries.filter(ends_soon).exclude(raw="")
