"""Take entries of a calendar out again, with the meetings known only from them."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from foothold.actions.forget_unused import Concerned
from foothold.actions.form_meetings import let_go
from foothold.records.in_parts import in_parts
from foothold.records.models import Attendee, CalendarEntry, Meeting, MeetingStood


def take_out_entries(workspace_id: Any, entries: Iterable[UUID], concerned: Concerned) -> None:
    """Remove these entries and their meetings; `concerned` learns whom that concerns.

    A meeting in which something was said stays, as what was said in it: without what the calendar knew of its
    date, its people and their answers. In the caller's transaction.
    """
    for part in in_parts(entries):
        meetings = list(Meeting.objects.in_workspace(workspace_id).filter(entry__in=part))
        concerned.by_meetings(workspace_id, [meeting.pk for meeting in meetings])
        let_go(workspace_id, meetings)
        said = Meeting.objects.in_workspace(workspace_id).filter(entry__in=part)
        Attendee.objects.in_workspace(workspace_id).filter(meeting__in=said.values("pk")).delete()
        MeetingStood.objects.in_workspace(workspace_id).filter(meeting__in=said.values("pk")).delete()
        said.update(**_NO_CALENDAR)
        CalendarEntry.objects.in_workspace(workspace_id).filter(pk__in=part).delete()


_NO_CALENDAR: dict[str, Any] = {
    "entry": None,
    "recurrence_id": "",
    "sequence": 0,
    "status": "",
    "answer": "",
    "answer_level": "",
    "we_declined": False,
    "we_accepted": "",
    "people_known": False,
    "organized_by": "",
    "put_at": None,
    "noted_at": None,
    "asked_for": None,
    "joint": False,
    "moved_by_us": 0,
    "moved_by_customer": 0,
    "moved_by_unknown": 0,
    "set_anew": 0,
    "called_off_at": None,
}
"""A meeting that stands in no calendar."""
