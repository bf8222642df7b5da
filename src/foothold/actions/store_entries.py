"""Calendar entries to rows, so that every change can be undone; and which of two calendars is believed."""

from collections.abc import Container, Iterable
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from foothold.actions.form_meetings import HORIZON
from foothold.actions.stand_as_booked import booked_of, with_whom_we_invited
from foothold.actions.uids import uid_key
from foothold.core.calendar_entries import Entry, Thread
from foothold.records.calendar_rows import entry_rows, kept_lines, thread_of
from foothold.records.many_rows import insert, overwrite
from foothold.records.meeting_rows import AT_ONCE
from foothold.records.models import CalendarEntry, Import, ImportChange, Membership, Source
from foothold.records.models.sources import SourceType


@dataclass(frozen=True, slots=True)
class Stored:
    """The rows whose meetings are to be formed anew, and how many were new or changed."""

    rows: list[CalendarEntry]
    new: int
    changed: int


def store_entries(
    seat: Membership,
    threads: Iterable[Thread],
    source: Source,
    run: Import,
    differing: Container[str] | None = None,
) -> Stored:
    """Store these threads and write down how each stood before. In the caller's transaction.

    `differing` are the UIDs that say something else than before (all, where None); the others are given
    only because their series has to be made further ahead, and count for nothing.
    """
    listed = list(threads)
    stored = _stored(seat, [uid_key(each.uid) for each in listed])
    booked = booked_of(seat, [row.pk for row in stored.values()])
    # What was booked here is no calendar's word: whether it or the calendar is newer, `is_echo` tells by the time.
    here = set(_booked_here(seat)) if booked else set()
    new: list[CalendarEntry] = []
    changed: list[CalendarEntry] = []
    changes: list[ImportChange] = []
    for thread in listed:
        row = stored.get(uid_key(thread.uid))
        before = entry_before(row) if row else None
        if row is None:
            row = CalendarEntry(workspace_id=seat.workspace_id, user_id=seat.user_id, uid=uid_key(thread.uid))
            new.append(row)
        else:
            if row.source_id not in {source.pk, *here}:
                thread = beside_another_source(thread, thread_of(row))
            if row.pk in booked:
                thread = with_whom_we_invited(thread, thread_of(row), booked[row.pk])
            changed.append(row)
        row.source, row.fingerprint = source, thread.fingerprint
        row.entries, row.raw = entry_rows(thread), kept_lines(thread)
        row.expanded_until = run.started_at + HORIZON if row.raw else None
        if differing is None or thread.uid in differing:
            changes.append(
                ImportChange(workspace_id=seat.workspace_id, run=run, model="entry", row=row.pk, before=before)
            )
    insert(seat.workspace_id, new)
    overwrite(seat.workspace_id, changed)
    insert(seat.workspace_id, changes)
    count = sum(change.before is None for change in changes)
    return Stored([*new, *changed], new=count, changed=len(changes) - count)


def _booked_here(seat: Membership) -> Iterable[UUID]:
    rows = Source.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, kind=SourceType.BOOKED)
    return rows.values_list("pk", flat=True)


def _stored(seat: Membership, uids: list[str]) -> dict[str, CalendarEntry]:
    found: dict[str, CalendarEntry] = {}
    rows = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    for at in range(0, len(uids), AT_ONCE):
        found |= {row.uid: row for row in rows.filter(uid__in=uids[at : at + AT_ONCE])}
    return found


def beside_another_source(thread: Thread, before: Thread) -> Thread:
    """What is kept where two calendars of a person tell of one UID: the newer SEQUENCE, and the people.

    Published feeds name nobody (DESIGN 6): they move a meeting, but do not make its people forgotten.
    """
    if max((each.sequence for each in thread.entries), default=0) < max(
        (each.sequence for each in before.entries), default=0
    ):
        return replace(before, fingerprint=thread.fingerprint)
    known = {each.recurrence_id: each for each in before.entries}
    entries = tuple(_with_people(each, known.get(each.recurrence_id)) for each in thread.entries)
    return replace(thread, entries=entries)


def _with_people(entry: Entry, before: Entry | None) -> Entry:
    if before is None or entry.attendees or entry.organizer:
        return entry
    people, created = before.attendees_at(entry.start), entry.created or before.created
    return replace(entry, attendees=people, organizer=before.organizer, created=created)


def entry_before(row: CalendarEntry) -> dict[str, Any]:
    """What brings an entry back as it was."""
    return {
        "source": str(row.source_id),
        "fingerprint": row.fingerprint,
        "entries": row.entries,
        "raw": row.raw,
    }
