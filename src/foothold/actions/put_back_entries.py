"""Calendar entries as they stood before a reading changed them, with their meetings (ImportChange.before)."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.actions.follow_calendar import follow_back
from foothold.actions.form_meetings import form_meetings
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.stand_as_booked import booked_of, stand_as_booked
from foothold.core.evidence import Side
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import overwrite
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import CalendarEntry, Meeting, Membership, Source
from foothold.records.models.meetings import CalendarStatus


@dataclass(frozen=True, slots=True)
class PutBack:
    """The meetings formed, which the caller settles; entries to take out."""

    formed: MeetingRows
    to_take_out: set[UUID]


def put_back_entries(seat: Membership, before: Mapping[UUID, Mapping[str, Any] | None], *, now: datetime) -> PutBack:
    """Store the entries as `before` says and form their meetings; None is said of what was not there.

    To be taken out are those that were not there or cannot go back, since the source they were from is removed.
    What was booked here stays in either case, and as its seller has set it since: that is no word of the file's.
    """
    there = set(Source.objects.in_workspace(seat.workspace_id).values_list("pk", flat=True))
    kept = {pk: each for pk, each in before.items() if each is not None and UUID(each["source"]) in there}
    booked = booked_of(seat, before)
    rows: list[CalendarEntry] = []
    for part in in_parts(kept.keys() | booked.keys()):
        rows += CalendarEntry.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
    stood = _meetings(seat, rows)
    as_booked: set[UUID] = set()
    for row in rows:
        ours = booked.get(row.pk)
        _put_back(seat, row, kept.get(row.pk), demo=ours is not None and ours.invitation.meeting.demo)
        if ours is not None and stand_as_booked(row, ours):
            as_booked.add(ours.invitation.meeting_id)
    formed, _ = form_meetings(seat, rows, now=now)
    overwrite(seat.workspace_id, rows)
    for key, meeting in formed.meetings.items():
        if key in stood:
            _take_back_move(meeting, stood[key])
    follow_back(seat, (meeting for key, meeting in formed.meetings.items() if key not in as_booked))
    return PutBack(formed, before.keys() - kept.keys() - booked.keys())


def _put_back(seat: Membership, row: CalendarEntry, kept: Mapping[str, Any] | None, *, demo: bool) -> None:
    """Give a row what it said before; where it said nothing it is the stand-in of what was booked here."""
    if kept is None:
        row.source, row.fingerprint, row.entries, row.raw = booked_here(seat, demo=demo), "", [], ""
        return
    row.source_id = UUID(kept["source"])
    row.fingerprint, row.entries, row.raw = kept["fingerprint"], kept["entries"], kept["raw"]


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
