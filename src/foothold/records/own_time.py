"""What of a person's own calendar takes time, so that nothing is offered or booked there (TRANSP, RFC 5545 3.8.2.7)."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.db.models import TextField
from django.db.models.functions import Cast

from foothold.connectors.calendar import instance_key
from foothold.records.in_parts import in_parts
from foothold.records.models import CalendarEntry, Meeting


def taking_time(workspace_id: Any, meetings: Iterable[Meeting]) -> list[Meeting]:
    """Those of `meetings`, of one workspace, that take time; one small query where any is in a calendar.

    An entry its owner marked as free ("Trade fair", a birthday) takes none. Each instance of a series says so itself.
    """
    listed = list(meetings)
    free = _some_free(workspace_id, {each.entry_id for each in listed if each.entry_id is not None})
    return [each for each in listed if not (each.entry_id in free and _is_free(each, free[each.entry_id]))]


def _some_free(workspace_id: Any, entries: Iterable[UUID]) -> dict[UUID, Sequence[Mapping[str, Any]]]:
    """The entries in which something may be marked as free, told by their text; most calendars have few."""
    rows = CalendarEntry.objects.in_workspace(workspace_id).annotate(written=Cast("entries", TextField()))
    found: dict[UUID, Sequence[Mapping[str, Any]]] = {}
    for part in in_parts(sorted(entries)):
        found |= dict(rows.filter(pk__in=part, written__contains='"transparent": true').values_list("pk", "entries"))
    return found


def _is_free(meeting: Meeting, entries: Sequence[Mapping[str, Any]]) -> bool:
    """By the entry of this very instance; by that of its series where it has none of its own."""
    by_key = {instance_key(each.get("recurrence_id", ""))[:64]: each for each in entries}
    said = by_key.get(meeting.recurrence_id) or by_key.get("") or {}
    return bool(said.get("transparent"))
