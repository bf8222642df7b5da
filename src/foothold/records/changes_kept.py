"""How meetings stood before a change of them is stored, so that a day gone by can be read as it was (METHOD 7.3)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.records.many_rows import insert
from foothold.records.models import Meeting, MeetingStood

CHANGES = (
    "held_at", "ends_at", "status", "answer", "answer_level", "we_accepted", "we_declined",
    "moved_by_us", "moved_by_customer", "moved_by_unknown",
)  # fmt: skip
"""What a change is a change of; a calendar that notes the same again later has changed nothing."""
STOOD = (*CHANGES, "noted_at")
"""What is kept of a meeting."""


def keep_changes(workspace_id: Any, meetings: Sequence[Meeting], now: datetime) -> None:
    """Keep how these stored meetings, some hundred, stood until `now`, where they are about to be stored otherwise."""
    becomes = {meeting.pk: tuple(getattr(meeting, name) for name in CHANGES) for meeting in meetings}
    rows = Meeting.objects.in_workspace(workspace_id).filter(pk__in=becomes).order_by()
    stood = [
        MeetingStood(workspace_id=workspace_id, meeting_id=pk, until=now, **dict(zip(STOOD, values, strict=True)))
        for pk, *values in rows.values_list("pk", *STOOD)
        if tuple(values[: len(CHANGES)]) != becomes[pk]
    ]
    insert(workspace_id, stood)


def keep_as_they_stand(workspace_id: Any, meetings: Any, now: datetime) -> None:
    """Keep how the meetings of a query stand, which are about to change, all of them."""
    insert(
        workspace_id,
        [
            MeetingStood(workspace_id=workspace_id, meeting_id=pk, until=now, **dict(zip(STOOD, values, strict=True)))
            for pk, *values in meetings.values_list("pk", *STOOD)
        ],
    )


def forget_changes(workspace_id: Any, meetings: Iterable[UUID], since: datetime) -> None:
    """Forget how these meetings stood before changes seen since a moment, which were taken back: they were none."""
    rows = MeetingStood.objects.in_workspace(workspace_id).filter(until__gte=since)
    rows.filter(meeting__among=list(meetings)).delete()
