"""What became of a meeting by now: the verdict of its words, and what the customer did since (METHOD 6.1)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foothold.core.attendance import attendance_told
from foothold.core.evidence import Level
from foothold.core.verdict import AfterMeeting, Verdict, judge_again
from foothold.records.calendars import Calendars
from foothold.records.models import Meeting
from foothold.records.models.meetings import SAID_NO, Ending, Known, missed_by

_STEP_BOOKED = {Known.YES.value: True, Known.NO.value: False}


class Verdicts:
    """The verdicts of a workspace's meetings as of `now` (aware); what they share is read once. No query a meeting."""

    def __init__(self, workspace: Any, now: datetime, *, since: datetime | None = None) -> None:
        self._now, self._calendars = now, Calendars(workspace, now, since=since)

    def of(self, meeting: Meeting, document: Mapping[str, Any] | None) -> Verdict | None:
        """The verdict of a meeting whose latest reading is `document`; None where there is none, or none is known."""
        said = verdict_said(document)
        absent, ended_at = None if meeting.untold else missed_by(meeting, self._now), meeting.ended_at
        if absent is not None:
            # Whoever says that nobody came does not wait for its end.
            ended_at = min(ended_at, self._now)
        known = AfterMeeting(
            ended_at=ended_at,
            cancelled=not meeting.stands,
            attendance=attendance_told(absent, heard=False) if absent is not None else None,
            order=Level.E4 if meeting.ending == Ending.ORDER else Level.E0,
            refusal=Level.E3 if meeting.ending in SAID_NO else Level.E0,
        )
        days = self._calendars.of(meeting.account_id)
        booked = _STEP_BOOKED.get(meeting.step_booked)
        return judge_again(said, known, step_booked=booked, now=self._now, days=days)


def verdict_said(document: Mapping[str, Any] | None) -> Verdict | None:
    """What a reading says (`verdict/1`); None where it judged nothing."""
    said = str((document or {}).get("verdict") or "").lower()
    return Verdict(said) if said in set(Verdict) else None
