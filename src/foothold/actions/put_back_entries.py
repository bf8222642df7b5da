"""Calendar entries as they stood before a reading changed them, with their meetings (ImportChange.before)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.actions.form_meetings import form_meetings
from foothold.core.evidence import Side
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import overwrite
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import CalendarEntry, Meeting, Membership, Source
from foothold.records.models.meetings import CalendarStatus


def put_back_entries(
    seat: Membership, before: Mapping[UUID, Mapping[str, Any]], *, now: datetime
) -> tuple[MeetingRows, set[UUID]]:
    """Store the entries as `before` says and form their meetings, which the caller settles.

    Also the entries that cannot go back, since the source they were from is removed: they are to be taken out.
    """
    rows: list[CalendarEntry] = []
    for part in in_parts(before):
        rows += CalendarEntry.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
    there = set(Source.objects.in_workspace(seat.workspace_id).values_list("pk", flat=True))
    without_source = {row.pk for row in rows if UUID(before[row.pk]["source"]) not in there}
    rows = [row for row in rows if row.pk not in without_source]
    stood = _meetings(seat, rows)
    for row in rows:
        kept = before[row.pk]
        row.source_id = UUID(kept["source"])
        row.fingerprint, row.entries, row.raw = kept["fingerprint"], kept["entries"], kept["raw"]
    formed, _ = form_meetings(seat, rows, now=now)
    overwrite(seat.workspace_id, rows)
    for key, meeting in formed.meetings.items():
        if key in stood:
            _take_back_move(meeting, stood[key])
    return formed, without_source


def _meetings(seat: Membership, rows: list[CalendarEntry]) -> dict[UUID, Meeting]:
    found: dict[UUID, Meeting] = {}
    for part in in_parts([row.pk for row in rows]):
        theirs = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__in=part)
        found |= {meeting.pk: meeting for meeting in theirs}
    return found


def _take_back_move(meeting: Meeting, stood: Meeting) -> None:
    """Going back to the earlier time is no move, and the move to the later one was none either."""
    meeting.moved_by_unknown = stood.moved_by_unknown
    if meeting.held_at == stood.held_at or stood.status != CalendarStatus.STANDS:
        return
    by = {Side.OURS.value: "moved_by_us", Side.CUSTOMER.value: "moved_by_customer"}.get(stood.organized_by)
    for name in ("moved_by_unknown", *([by] if by else []), "moved_by_customer", "moved_by_us"):
        if getattr(meeting, name):
            setattr(meeting, name, getattr(meeting, name) - 1)
            return
