"""Who answered what by what a reading brought: the news of an import, by name, day and time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from foothold.core.evidence import Level, Side
from foothold.core.replies import PartStat
from foothold.records.in_parts import in_parts
from foothold.records.models import Attendee, Import, ImportChange, InvitationReply
from foothold.records.models.sources import ImportState
from foothold.records.scoping import ScopedQuerySet


class Said(StrEnum):
    """What he answered."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"
    OTHER_TIME = "other time"


_SAID = {
    PartStat.ACCEPTED.value: Said.YES,
    PartStat.DECLINED.value: Said.NO,
    PartStat.TENTATIVE.value: Said.MAYBE,
}


@dataclass(frozen=True, slots=True)
class Answered:
    """A customer person, what he said, and the time he said it to; of another time the one he asks for."""

    name: str
    said: Said
    at: datetime
    all_day: bool
    tz: str


def answers_brought(run: Import) -> list[Answered]:
    """The answers that came with one reading, the soonest date first; none of a reading that was taken back.

    Of entries that were known before: who had not answered so to that time there. A calendar read for the first time
    brings nothing of the kind, it shows what was so already. Of answers: what they say.
    """
    if run.state != ImportState.DONE:
        return []
    changes = ImportChange.objects.in_workspace(run.workspace_id).filter(run=run)
    before = dict(changes.filter(model="entry", before__isnull=False).values_list("row", "before"))
    replies = list(changes.filter(model="reply").values_list("row", flat=True))
    noted = ((each, _SAID[each.partstat], None) for each in _noted(run, before) if not _had_said_so(each, before))
    found = [*noted, *_by_replies(run, replies)]
    once: dict[tuple[Any, str], Answered] = {}
    for person, said, asks_for in sorted(found, key=lambda each: (each[0].meeting.held_at, each[0].name)):
        # Of a series the first date alone: one answer was given to all of it.
        once.setdefault((person.meeting.entry_id, person.address or person.name), _of(person, said, asks_for))
    return list(once.values())


def _rows(run: Import) -> ScopedQuerySet[Attendee]:
    rows = Attendee.objects.in_workspace(run.workspace_id).select_related("meeting", "meeting__entry")
    return rows.filter(side=Side.CUSTOMER.value).defer("meeting__entry__raw")


def _noted(run: Import, entries: Iterable[UUID]) -> Iterator[Attendee]:
    for part in in_parts(entries):
        yield from _rows(run).filter(meeting__entry__in=part, partstat__in=list(_SAID))


def _had_said_so(person: Attendee, before: dict[UUID, Any]) -> bool:
    said = before.get(person.meeting.entry_id) if person.meeting.entry_id else None
    entries: Sequence[dict[str, Any]] = (said or {}).get("entries", ())
    there = [each for each in entries if each.get("recurrence_id", "") in {"", person.meeting.recurrence_id}]
    series = bool(person.meeting.recurrence_id) or len(there) > 1
    return any(
        one.get("partstat") == person.partstat and one.get("address", "") == person.address
        for entry in there
        if series or _same_time(entry, person)
        for one in entry.get("attendees", ())
    )


def _same_time(entry: dict[str, Any], person: Attendee) -> bool:
    try:
        at = datetime.fromisoformat(entry.get("start", ""))
    except ValueError:
        return True
    return at.tzinfo is None or at == person.meeting.held_at


def _by_replies(run: Import, keys: Sequence[UUID]) -> Iterator[tuple[Attendee, Said, datetime | None]]:
    for part in in_parts(keys):
        replies = InvitationReply.objects.in_workspace(run.workspace_id).filter(pk__in=part)
        for reply in replies.filter(partstat__in=list(_SAID)).exclude(level=Level.E0.name):
            people = _rows(run).filter(meeting__entry__uid=reply.uid, address=reply.address)
            if reply.recurrence_id:
                people = people.filter(meeting__recurrence_id=reply.recurrence_id)
            said = _SAID[reply.partstat] if reply.new_start is None else Said.OTHER_TIME
            for person in people.order_by("meeting__held_at")[:1]:
                yield person, said, reply.new_start


def _of(person: Attendee, said: Said, asks_for: datetime | None) -> Answered:
    meeting = person.meeting
    is_all_day = meeting.all_day and asks_for is None
    return Answered(person.name or person.address, said, asks_for or meeting.held_at, is_all_day, meeting.tz)
