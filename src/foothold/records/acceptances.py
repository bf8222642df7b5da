"""Who accepted by what a reading brought: the good news of an import, by name, day and time."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.core.evidence import Level, Side
from foothold.core.replies import PartStat
from foothold.records.in_parts import in_parts
from foothold.records.models import Attendee, Import, ImportChange, InvitationReply
from foothold.records.models.sources import ImportState
from foothold.records.scoping import ScopedQuerySet


@dataclass(frozen=True, slots=True)
class Acceptance:
    """A customer person, and the time he accepted."""

    name: str
    at: datetime
    all_day: bool
    tz: str


def acceptances(run: Import) -> list[Acceptance]:
    """The acceptances that came with one reading, the soonest date first; none of a reading that was taken back.

    Of entries that were known before: who had not accepted that time there. A calendar read for the first time
    brings nothing of the kind, it shows what was so already. Of answers: who accepted by them.
    """
    if run.state != ImportState.DONE:
        return []
    changes = ImportChange.objects.in_workspace(run.workspace_id).filter(run=run)
    before = dict(changes.filter(model="entry", before__isnull=False).values_list("row", "before"))
    replies = list(changes.filter(model="reply").values_list("row", flat=True))
    people = [person for person in _accepted(run, before) if not _had_accepted(person, before)]
    people += _by_replies(run, replies)
    found: dict[tuple[Any, str], Attendee] = {}
    for person in sorted(people, key=lambda each: (each.meeting.held_at, each.name)):
        # Of a series the first date alone: one answer was given to all of it.
        found.setdefault((person.meeting.entry_id, person.address or person.name), person)
    return [_of(person) for person in found.values()]


def _rows(run: Import) -> ScopedQuerySet[Attendee]:
    rows = Attendee.objects.in_workspace(run.workspace_id).select_related("meeting", "meeting__entry")
    return rows.filter(side=Side.CUSTOMER.value).defer("meeting__entry__raw")


def _accepted(run: Import, entries: Iterable[UUID]) -> Iterator[Attendee]:
    for part in in_parts(entries):
        yield from _rows(run).filter(meeting__entry__in=part, partstat=PartStat.ACCEPTED.value)


def _had_accepted(person: Attendee, before: dict[UUID, Any]) -> bool:
    said = before.get(person.meeting.entry_id) if person.meeting.entry_id else None
    entries: Sequence[dict[str, Any]] = (said or {}).get("entries", ())
    there = [each for each in entries if each.get("recurrence_id", "") in {"", person.meeting.recurrence_id}]
    series = bool(person.meeting.recurrence_id) or len(there) > 1
    return any(
        one.get("partstat") == PartStat.ACCEPTED.value and one.get("address", "") == person.address
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


def _by_replies(run: Import, keys: Sequence[UUID]) -> Iterator[Attendee]:
    for part in in_parts(keys):
        said = InvitationReply.objects.in_workspace(run.workspace_id).filter(pk__in=part)
        said = said.filter(partstat=PartStat.ACCEPTED.value).exclude(level=Level.E0.name)
        for uid, address, recurrence in said.values_list("uid", "address", "recurrence_id"):
            people = _rows(run).filter(meeting__entry__uid=uid, address=address)
            yield from (people.filter(meeting__recurrence_id=recurrence) if recurrence else people).order_by(
                "meeting__held_at"
            )[:1]


def _of(person: Attendee) -> Acceptance:
    meeting = person.meeting
    return Acceptance(person.name or person.address, meeting.held_at, meeting.all_day, meeting.tz)
