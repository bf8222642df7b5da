"""Our own invitation becomes an entry of the seller's calendar here, so that every reading of its UID meets one row."""

from dataclasses import replace
from datetime import datetime

from foothold.actions.form_meetings import form_meetings
from foothold.actions.settle import settle
from foothold.actions.uids import uid_key
from foothold.connectors.calendar import read_calendar
from foothold.connectors.calendar.writing import write_entry
from foothold.core.calendar_entries import Thread
from foothold.core.invitation import Invitation as Written
from foothold.records.calendar_rows import entry_rows, thread_of
from foothold.records.models import CalendarEntry, Meeting, Membership, Source
from foothold.records.models.sources import SourceType


def booked_here(seat: Membership, *, demo: bool = False) -> Source:
    """What is known because it was booked with Foothold, or answered on its pages. In the caller's transaction."""
    source, _made = Source.objects.in_workspace(seat.workspace_id).get_or_create(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        kind=SourceType.BOOKED,
        key="booked in the demo" if demo else "booked",
        defaults={"name": "Foothold", "demo": demo},
    )
    return source


def keep_own_entry(
    seat: Membership, written: Written, *, now: datetime, cancelled: bool = False, demo: bool = False
) -> Meeting:
    """Keep what we wrote as it reads, and settle its meeting. In the caller's transaction."""
    rows = CalendarEntry.objects.in_workspace(seat.workspace_id)
    row = rows.filter(user_id=seat.user_id, uid=uid_key(written.uid)).first()
    if row is None:
        row = CalendarEntry(workspace_id=seat.workspace_id, user_id=seat.user_id, uid=uid_key(written.uid))
        row.source = booked_here(seat, demo=demo)
    say_as_written(row, written, cancelled=cancelled)
    row.save()
    formed, _skipped = form_meetings(seat, [row], now=now, demo=demo)
    settle(seat, formed, demo=demo)
    return Meeting.objects.in_workspace(seat.workspace_id).get(entry=row, recurrence_id="")


def say_as_written(row: CalendarEntry, written: Written, *, cancelled: bool = False) -> None:
    """Give an entry what we wrote, as it reads. Nothing is stored.

    Read back from its own bytes, so that nothing can be known here that a calendar does not say. `written` says
    nobody's answer: an answer counts only as it came.
    """
    thread = read_calendar(write_entry(written, cancelled=cancelled), "invitation").threads[0]
    before = thread_of(row)
    if row.entries:
        thread = _with_what_he_noted(thread, before)
    thread = _not_shown_yet(thread, before)
    row.fingerprint, row.entries = thread.fingerprint, entry_rows(thread)


def _with_what_he_noted(thread: Thread, before: Thread) -> Thread:
    """What the seller's own calendar had noted of answers to this very time stays noted."""
    entry, known = thread.entries[0], before.entries[0]
    if (entry.start, entry.end) != (known.start, known.end):
        return thread
    noted = {each.address: each.partstat for each in known.attendees}
    people = tuple(replace(each, partstat=noted.get(each.address) or each.partstat) for each in entry.attendees)
    return replace(thread, entries=(replace(entry, attendees=people),))


def _not_shown_yet(thread: Thread, before: Thread) -> Thread:
    """Whom his calendar does not name now was not taken out of it: it has never shown him (`with_whom_we_invited`)."""
    shown = {each.address for entry in before.entries for each in entry.attendees if not each.not_shown}
    entries = [
        replace(entry, attendees=tuple(replace(each, not_shown=each.address not in shown) for each in entry.attendees))
        for entry in thread.entries
    ]
    return replace(thread, entries=tuple(entries))
