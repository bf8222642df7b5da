"""Many meetings with their people, worked on in memory and stored in few statements."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.core.evidence import Side
from foothold.records.changes_kept import keep_changes
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import Attendee, Meeting

AT_ONCE = 500
"""Rows in one statement."""


@dataclass(slots=True)
class MeetingRows:
    """Meetings by key, and the people of each. `new` are not stored yet; `people_kept` are those whose
    people are stored as they stand here."""

    meetings: dict[UUID, Meeting] = field(default_factory=dict)
    people: dict[UUID, list[Attendee]] = field(default_factory=dict)
    new: set[UUID] = field(default_factory=set)
    people_kept: set[UUID] = field(default_factory=set)

    def add(self, meeting: Meeting, people: list[Attendee]) -> None:
        """Take a meeting in, with people who are not stored yet."""
        self.meetings[meeting.pk] = meeting
        self.people[meeting.pk] = people

    def load(self, meetings: Iterable[Meeting]) -> None:
        """Take stored meetings in with their stored people; those here already stay as they are."""
        loaded = {meeting.pk: meeting for meeting in meetings if meeting.pk not in self.meetings}
        keys = list(loaded)
        for at in range(0, len(keys), AT_ONCE):
            part = keys[at : at + AT_ONCE]
            workspace_id = loaded[part[0]].workspace_id
            for person in Attendee.objects.in_workspace(workspace_id).filter(meeting__in=part):
                self.people.setdefault(person.meeting_id, []).append(person)
        for key, meeting in loaded.items():
            self.meetings[key] = meeting
            self.people.setdefault(key, [])
        self.people_kept |= set(loaded)

    def people_met(self, meeting: Meeting) -> frozenset[str]:
        """The customer persons' addresses, empty where the calendar names none."""
        return frozenset(
            person.address for person in self.people[meeting.pk] if person.side == Side.CUSTOMER and person.address
        )

    def save(self, workspace_id: Any, now: datetime) -> None:
        """Store everything; people of meetings that changed are written anew. In the caller's transaction.

        How a meeting stood until `now` is kept where it is stored otherwise.
        """
        fresh = [meeting for key, meeting in self.meetings.items() if key in self.new]
        stored = [meeting for key, meeting in self.meetings.items() if key not in self.new]
        insert(workspace_id, fresh)
        for at in range(0, len(stored), AT_ONCE):
            keep_changes(workspace_id, stored[at : at + AT_ONCE], now)
        overwrite(workspace_id, stored)
        rewritten = [key for key in self.meetings if key not in self.new and key not in self.people_kept]
        people = Attendee.objects.in_workspace(workspace_id)
        for at in range(0, len(rewritten), AT_ONCE):
            people.filter(meeting__in=rewritten[at : at + AT_ONCE]).delete()
        written = [each for key, each_of in self.people.items() if key not in self.people_kept for each in each_of]
        insert(workspace_id, written)
        overwrite(workspace_id, [each for key in self.people_kept for each in self.people[key]])
