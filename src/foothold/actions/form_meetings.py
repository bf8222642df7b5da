"""From calendar entries to meetings: one row an instance, its people, and what became of it (METHOD 3, DESIGN 6)."""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone
from django.utils.translation import gettext as _

from foothold.actions.follow_calendar import is_echo, is_off_here, stand_as_set
from foothold.connectors.calendar import expand, instance_key, is_reminder
from foothold.core.calendar_entries import Attendee as Named
from foothold.core.calendar_entries import Entry, Occurrence, Skipped, Thread
from foothold.core.relations import counterpart
from foothold.core.replies import PartStat
from foothold.records.calendar_rows import thread_of
from foothold.records.changes_kept import keep_as_they_stand
from foothold.records.invitations import our_word
from foothold.records.meeting_rows import AT_ONCE, MeetingRows
from foothold.records.models import Attendee, CalendarEntry, Invitation, Judgement, Meeting, Membership, Source
from foothold.records.models.meetings import CalendarStatus, Medium

HISTORY = timedelta(days=3 * 366)
"""How far back the instances of a series are made; single entries are kept however old."""
HORIZON = timedelta(days=400)
"""How far ahead."""
_EVER = (datetime(1, 1, 2, tzinfo=UTC), datetime(9999, 12, 30, tzinfo=UTC))


def form_meetings(
    seat: Membership,
    rows: Sequence[CalendarEntry],
    *,
    now: datetime,
    demo: bool = False,
    progress: Callable[[int], None] = lambda done: None,
) -> tuple[MeetingRows, list[Skipped]]:
    """The meetings these entries speak of, new and changed, not stored yet; and what could not be read.

    An instance that is no longer there goes at once, unless something was said in it: then it stays,
    marked as gone from the calendar. In the caller's transaction; `settle_meetings` goes on from here.
    """
    formed, skipped, copied = MeetingRows(), [], copied_together(rows)
    for at in range(0, len(rows), AT_ONCE):
        skipped += _form(seat, rows[at : at + AT_ONCE], formed, copied, now=now, demo=demo)
        progress(min(at + AT_ONCE, len(rows)))
    return formed, skipped


def _form(
    seat: Membership,
    rows: Sequence[CalendarEntry],
    formed: MeetingRows,
    copied: frozenset[str],
    *,
    now: datetime,
    demo: bool,
) -> list[Skipped]:
    workspace_id, zone = seat.workspace_id, ZoneInfo(seat.workspace.tz)
    before = {
        (meeting.entry_id, meeting.recurrence_id): meeting
        for meeting in Meeting.objects.in_workspace(workspace_id).filter(entry__in=[row.pk for row in rows])
    }
    skipped: list[Skipped] = []
    by_mail = set(Source.objects.in_workspace(workspace_id).filter(kind="mails").values_list("pk", flat=True))
    ours = _ours(workspace_id, rows)
    made: set[tuple[UUID, str]] = set()
    for row in rows:
        occurrences, left_out = instances(thread_of(row), now=now, zone=zone)
        skipped += left_out
        for occurrence in occurrences:
            key = (row.pk, instance_key(occurrence.recurrence_id)[:64])
            if key in made:
                continue  # an instance that a broken calendar has twice is one meeting
            made.add(key)
            meeting, was = before.pop(key, None), None
            if meeting is None:
                meeting = Meeting(workspace_id=workspace_id, seller_id=seat.user_id, entry=row, demo=demo)
                meeting.recurrence_id = key[1]
                _say(meeting, occurrence, seat.workspace.tz, copied, now)
                formed.new.add(meeting.pk)
            else:
                was = (meeting.held_at, meeting.sequence)
                _say(meeting, occurrence, seat.workspace.tz, copied, now)
            if row.source_id in by_mail:
                meeting.called_off_at = None  # a CANCEL marks the invitation that was kept, and changes no stamp of it
            people = _people(meeting, occurrence.entry, workspace_id, by_mail=row.source_id in by_mail)
            own = ours.get(meeting.pk)
            if own is not None and is_off_here(own, meeting):
                meeting.status, meeting.called_off_at = CalendarStatus.CANCELLED, own.cancelled_at
                if meeting.held_at != own.starts_at:
                    stand_as_set(meeting, people, own)
            elif own is not None and is_echo(own, meeting):
                stand_as_set(meeting, people, own)
            elif own is not None:
                _leave_out_our_own_word(people, own, meeting.sequence)
            if was is not None:
                _count_a_move(meeting, *was)
            formed.add(meeting, people)
    let_go(workspace_id, before.values())
    return skipped


def let_go(workspace_id: Any, meetings: Iterable[Meeting]) -> None:
    """Remove meetings a calendar no longer has; those in which something was said or that we invited to stay."""
    gone = {meeting.pk for meeting in meetings}
    if not gone:
        return
    judged = Judgement.objects.in_workspace(workspace_id).filter(meeting__in=gone).values_list("meeting_id", flat=True)
    invited = (
        Invitation.objects.in_workspace(workspace_id).filter(meeting__in=gone).values_list("meeting_id", flat=True)
    )
    stay = {*judged, *invited}
    rows = Meeting.objects.in_workspace(workspace_id)
    rows.filter(pk__in=gone - stay).delete()
    keep_as_they_stand(workspace_id, rows.filter(pk__in=stay), timezone.now())
    rows.filter(pk__in=stay).update(status=CalendarStatus.GONE)


def instances(thread: Thread, *, now: datetime, zone: ZoneInfo) -> tuple[tuple[Occurrence, ...], tuple[Skipped, ...]]:
    """The meetings of one UID that are kept: all of a single entry, three years and 400 days around now of a series.

    A reminder of ours, read back from the seller's calendar, is none.
    """
    if is_reminder(thread.uid):
        return (), ()
    since, until = (now - HISTORY, now + HORIZON) if thread.raw else _EVER
    occurrences, skipped = expand(thread, since=since, until=until, tz=zone)
    # A CANCEL that came by mail is marked on the entries; the kept lines of a series do not know of it.
    cancelled = {entry.recurrence_id for entry in thread.entries if entry.status == "CANCELLED"}
    if not cancelled:
        return occurrences, skipped
    return tuple(_cancelled(each) if cancelled & {"", each.recurrence_id} else each for each in occurrences), skipped


def _cancelled(occurrence: Occurrence) -> Occurrence:
    return replace(occurrence, entry=replace(occurrence.entry, status="CANCELLED"))


_CALLED_OFF = re.compile(
    r"\s*(?:cancell?ed(?: event)?|abgesagt|annul[ée]e?|cancelad[oa]|annullat[oa]|geannuleerd)\s*:", re.IGNORECASE
)
"""How programs mark the title of a meeting that was called off, where the export has lost its STATUS."""
COPIED_TOGETHER = 4
"""UIDs created in the same second, most of them after they began, that show when a calendar was copied [C]."""


def copied_together(rows: Sequence[CalendarEntry]) -> frozenset[str]:
    """The moments (ISO) that say when a calendar was copied or exported, and not when its dates were set."""
    begun: dict[str, list[bool]] = {}
    for row in rows:
        for created, start in {(each.get("created"), each.get("start")) for each in row.entries[:1]}:
            if created and start:
                begun.setdefault(created, []).append(start[:10] < created[:10])
    return frozenset(
        moment for moment, late in begun.items() if len(late) >= COPIED_TOGETHER and 2 * sum(late) > len(late)
    )


CLOCKS_APART = timedelta(days=1)
"""How far ahead of ours the clock of a calendar's program may go, its zone left out of it [C]."""


def _put_at(entry: Entry, copied: frozenset[str], now: datetime) -> datetime | None:
    """When the date was put in the calendar, as far as CREATED can be believed.

    A date may be written down after it was held, but none is made after it was read: of such a one it is not known.
    """
    if entry.created is None or entry.created.isoformat() in copied or entry.created > now + CLOCKS_APART:
        return None
    return entry.created


def _say(meeting: Meeting, occurrence: Occurrence, tz: str, copied: frozenset[str], now: datetime) -> None:
    entry = occurrence.entry
    meeting.title = _("Private") if entry.private else entry.summary[:200]
    meeting.held_at, meeting.ends_at = occurrence.starts_at, max(occurrence.starts_at, occurrence.ends_at)
    meeting.all_day = entry.all_day
    meeting.tz = (entry.tz or tz)[:64]
    meeting.place = "" if entry.private else entry.location[:200]
    meeting.medium = Medium.VIDEO if entry.video else Medium.IN_PERSON if entry.location else ""
    meeting.sequence = min(entry.sequence, 2_147_483_647)
    is_cancelled = occurrence.is_cancelled or bool(_CALLED_OFF.match(entry.summary))
    meeting.status = CalendarStatus.CANCELLED if is_cancelled else CalendarStatus.STANDS
    meeting.people_known = not entry.private and (
        any(each.address for each in entry.attendees) or bool(entry.organizer)
    )
    meeting.noted_at = max((each for each in (entry.modified, entry.stamped) if each), default=None)
    meeting.put_at = _put_at(entry, copied, now)
    # An export stamps every entry with its own moment (DTSTAMP): that is not when this one was called off.
    meeting.called_off_at = entry.modified if is_cancelled else None
    if occurrence.moved_from is not None and not meeting.own_moves:
        meeting.moved_by_unknown = 1


def _count_a_move(meeting: Meeting, started_at: datetime, sequence: int) -> None:
    """A new start in a later reading is a move. Who asked for it, `settle_meetings` tells from the answers."""
    stood = meeting.status == CalendarStatus.STANDS
    if stood and meeting.held_at != started_at and meeting.sequence >= sequence:
        meeting.moved_by_unknown += 1


def _people(meeting: Meeting, entry: Entry, workspace_id: Any, *, by_mail: bool) -> list[Attendee]:
    """The persons an entry names, once each; rooms are none. The organizer is one of them.

    A private entry is busy time and nothing more: it has none (RFC 5545 3.8.1.3).
    """
    if entry.private:
        return []
    # What the calendar shows of answers is the seller's own calendar's word (E4); a bare REQUEST is only a claim,
    # and so is whatever anybody can send him by mail, under any METHOD.
    level = "E4" if entry.method in {"", "PUBLISH"} and not by_mail else "E3"
    found: dict[tuple[str, str], Attendee] = {}
    for each in (*entry.attendees, *([entry.organizer] if entry.organizer else [])):
        if not each.is_person or not (each.address or each.name):
            continue
        key = (each.address[:254], "" if each.address else each.name[:200])
        if key in found:
            found[key].organizer |= _same(each, entry.organizer)
            continue
        found[key] = Attendee(
            workspace_id=workspace_id,
            meeting=meeting,
            address=key[0],
            name=each.name[:200],
            counterpart=_counterpart(each.address),
            partstat=each.partstat[:20],
            level=level,
            organizer=_same(each, entry.organizer),
        )
    return list(found.values())


def _ours(workspace_id: Any, rows: Sequence[CalendarEntry]) -> dict[UUID, Invitation]:
    """Our own invitations to the meetings of these entries, by meeting."""
    own = Invitation.objects.in_workspace(workspace_id).filter(uid__in=[row.uid for row in rows])
    return {each.meeting_id: each for each in own}


def _leave_out_our_own_word(people: list[Attendee], ours: Invitation, sequence: int) -> None:
    """An answer that we wrote there ourselves is no note of the calendar's: it knows nothing of him (DESIGN 1.1).

    Another one is its own, and so is whatever it says of him from then on. In the caller's transaction.
    """
    his = set()
    for each in people:
        word = our_word(ours.answers_written.get(each.address, ()), sequence)
        if each.partstat and each.partstat == word:
            each.partstat = PartStat.NEEDS_ACTION.value
        elif word and each.partstat not in {"", PartStat.NEEDS_ACTION.value}:
            his.add(each.address)
    if his:
        ours.answers_written = {key: words for key, words in ours.answers_written.items() if key not in his}
        ours.save(update_fields=["answers_written"])


@lru_cache(maxsize=4096)
def _counterpart(address: str) -> str:
    return counterpart(address)[:254]


def _same(each: Named, organizer: Named | None) -> bool:
    return organizer is not None and bool(each.address) and each.address == organizer.address
