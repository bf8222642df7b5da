"""Send a seller the notes that are due, from his own mailbox to himself, each once (UX 4; core.reminders)."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from foothold.actions.depart import Leaving, depart
from foothold.actions.note_words import COUNTER, NoteText, answer_note, close_note, ready_note, today_note
from foothold.actions.send_departure import take_back
from foothold.actions.uids import uid_key
from foothold.actions.whom_to_write import mailbox_of
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import OutgoingLetter, compose, message_id
from foothold.core.evidence import Level, Side
from foothold.core.reminders import TODAY_UNTIL, CustomerAnswered, Note, NotedMeeting, NoteKind, NoteWishes, notes_due
from foothold.core.replies import PartStat
from foothold.records.calendars import our_days
from foothold.records.models import (
    Attendee,
    Connection,
    Departure,
    Invitation,
    InvitationReply,
    Meeting,
    Membership,
)
from foothold.records.models.booking import Way
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState
from foothold.records.models.meetings import IS_MEETING
from foothold.records.note_choices import chosen
from foothold.records.picture import customer_meetings
from foothold.records.scoping import ScopedQuerySet
from foothold.records.today import today

log = logging.getLogger(__name__)

SENDER = "Foothold"
ANSWERS_SINCE = timedelta(days=2)
"""How far back an answer is told of: a note of Friday evening waits for Monday, nobody is told of last month."""
_MOST_ANSWERS = 200
_AROUND = timedelta(days=1)
_ANSWERS = frozenset({PartStat.ACCEPTED.value, PartStat.DECLINED.value, PartStat.TENTATIVE.value})


@dataclass(frozen=True, slots=True)
class _Told:
    """A customer's answer: of whom, to which meeting; the reply, where it is not what the calendar server noted."""

    meeting: Meeting
    who: str
    partstat: str
    reply: InvitationReply | None = None


def seats_connected(kind: ConnectionKind) -> list[Membership]:
    """The people who have connected one, in every workspace."""
    rows = Connection.objects.across_workspaces(because="notes are due in every workspace").filter(kind=kind)
    wanted = Q(pk__in=[])
    for workspace_id, user_id in rows.values_list("workspace_id", "user_id"):
        wanted |= Q(workspace_id=workspace_id, user_id=user_id)
    seats = Membership.objects.across_workspaces(because="notes are due in every workspace").filter(wanted)
    return list(seats.filter(demo=False).select_related("workspace", "user"))


def send_notes(seat: Membership, *, now: datetime) -> int:
    """Put what is due into the outbox and take out what has come too late; how many notes were written."""
    connection = mailbox_of(seat)
    if connection is None:
        return 0
    with transaction.atomic():
        _forget_late_ones(seat, now=now)
        meetings = _meetings(seat, now=now)
        told = _answers(seat, now=now)
        wishes = NoteWishes(days=our_days(seat.workspace, now.date()), off=_off(seat))
        due = notes_due(now, wishes, [_noted(each) for each in meetings.values()], [at for at, _what in told.values()])
        there = _there(seat, due)
        new = [each for each in due if key_of(seat, each.key) not in there]
    written = 0
    for note in new:
        try:
            with transaction.atomic():
                written += _write(seat, connection, note, meetings, told, now=now)
        except Exception:
            # A fault of ours with one note must not keep the others back.
            log.exception("The note %s could not be written. It is tried again in a minute.", note.key)
    return written


def key_of(seat: Membership, note: str) -> str:
    """The key of a note's row: the same note is one departure."""
    return f"note {seat.user_id.hex} {note}"[:128]


def letter_to_self(
    connection: Connection,
    key: str,
    words: NoteText,
    *,
    meeting: Meeting | None = None,
    reply_to: str = "",
    now: datetime,
) -> Leaving:
    """A letter from the person's own mailbox to himself; programs know that no person wrote it (RFC 3834)."""
    letter = OutgoingLetter(
        message_id=message_id(key, connection.address.rpartition("@")[2]),
        sent_at=now,
        sender=Mailbox(SENDER, connection.address),
        to=(Mailbox("", connection.address),),
        subject=words.subject[:200],
        text=words.text,
        in_reply_to=reply_to,
        is_automatic=True,
    )
    return Leaving(
        kind=DepartureKind.NOTE,
        by=ConnectionKind.MAIL,
        key=key,
        thread=key,
        data=compose(letter),
        to=[connection.address],
        message_id=letter.message_id,
        subject=letter.subject,
        meeting=meeting,
    )


def _write(
    seat: Membership,
    connection: Connection,
    note: Note,
    meetings: dict[str, Meeting],
    told: dict[str, tuple[CustomerAnswered, _Told]],
    *,
    now: datetime,
) -> int:
    meeting = told[note.about][1].meeting if note.kind is NoteKind.ANSWER else meetings.get(note.about)
    words = _words(seat, note, meeting, told, now=now)
    if words is None:
        return 0
    depart(seat, letter_to_self(connection, key_of(seat, note.key), words, meeting=meeting, now=now), now=now)
    return 1


def _words(
    seat: Membership,
    note: Note,
    meeting: Meeting | None,
    told: dict[str, tuple[CustomerAnswered, _Told]],
    *,
    now: datetime,
) -> NoteText | None:
    if note.kind is NoteKind.TODAY:
        return today_note(seat, today(seat, now=now), now=now)
    if meeting is None:
        return None
    if note.kind is NoteKind.ANSWER:
        said = told[note.about][1]
        return answer_note(seat, meeting, said.who, said.partstat, said.reply)
    write = ready_note if note.kind is NoteKind.READY else close_note
    return write(seat, meeting, now=now)


def _off(seat: Membership) -> frozenset[NoteKind]:
    choices = chosen(seat)
    return frozenset(kind for kind in NoteKind if not choices[kind])


def _there(seat: Membership, due: Iterable[Note]) -> set[str]:
    keys = [key_of(seat, each.key) for each in due]
    rows = Departure.objects.in_workspace(seat.workspace_id).filter(key__in=keys) if keys else None
    return set(rows.values_list("key", flat=True)) if rows is not None else set()


def _meetings(seat: Membership, *, now: datetime) -> dict[str, Meeting]:
    """One's own customer meetings around now, by the key that names them at their present time."""
    own = customer_meetings(seat).filter(IS_MEETING, demo=False, all_day=False, ends_at__isnull=False)
    near = own.filter(held_at__gt=now - _AROUND, held_at__lt=now + _AROUND).select_related("account")
    return {_key(each): each for each in near}


def _key(meeting: Meeting) -> str:
    return f"{meeting.pk.hex}:{meeting.held_at.astimezone(UTC):%Y%m%dT%H%MZ}"


def _noted(meeting: Meeting) -> NotedMeeting:
    booked = Invitation.objects.in_workspace(meeting.workspace_id).filter(from_meeting=meeting, cancelled_at=None)
    return NotedMeeting(
        key=_key(meeting),
        starts_at=meeting.held_at,
        ends_at=meeting.ended_at,
        stands=meeting.stands,
        next_is_set=meeting.next_meeting_id is not None or booked.exists(),
    )


def _answers(seat: Membership, *, now: datetime) -> dict[str, tuple[CustomerAnswered, _Told]]:
    """What customers answered lately to meetings to come: by mail, on the page, or as the calendar server noted it.

    Each change is told once, so that the last word told is their last word; the same answer by two ways is one.
    """
    found: dict[str, tuple[CustomerAnswered, _Told]] = {}
    for each in [*_replied(seat, now), *_noted_by_server(seat, now)]:
        person = sha256(each.address.encode()).hexdigest()[:8]
        key = f"{each.meeting.pk.hex}:{person}:{each.partstat}:{each.sequence}{each.after}"
        told = _Told(each.meeting, _name(each.meeting, each.address), each.partstat, each.reply)
        found.setdefault(key, (CustomerAnswered(key=key, meeting=_noted(each.meeting), at=each.at), told))
    return found


@dataclass(frozen=True, slots=True)
class _Answered:
    """One answer that is news. `after` is blank for a person's first one, which may be told by two ways."""

    meeting: Meeting
    address: str
    partstat: str
    sequence: int
    at: datetime
    reply: InvitationReply | None = None
    after: str = ""


def _replied(seat: Membership, now: datetime) -> list[_Answered]:
    replies = InvitationReply.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    replies = replies.filter(came_at__isnull=False).exclude(level=Level.E0.name).order_by("came_at", "pk")
    since = now - ANSWERS_SINCE
    late = set(replies.filter(came_at__gt=since).values_list("uid", flat=True)[:_MOST_ANSWERS])
    meetings = _by_uid(seat, late, now=now)
    rows = list(replies.filter(uid__in=meetings))
    found: list[_Answered] = []
    for meeting in (each for listed in meetings.values() for each in listed):
        for row, is_first in _changes(rows, meeting):
            if row.came_at is not None and row.came_at > since:
                after = "" if is_first else f":{row.pk.hex[:8]}"
                found.append(_Answered(meeting, row.address, _partstat(row), row.sequence, row.came_at, row, after))
    return found


def _changes(rows: Iterable[InvitationReply], meeting: Meeting) -> Iterable[tuple[InvitationReply, bool]]:
    """Each answer to the meeting that says something else than that person's last, or proves it; is it his first?"""
    last: dict[str, InvitationReply] = {}
    uid = meeting.entry.uid if meeting.entry else ""
    for row in (each for each in rows if each.uid == uid and each.recurrence_id in {"", meeting.recurrence_id}):
        before = last.get(row.address)
        if before is None or _says(before) != _says(row) or row.level > before.level:
            yield row, before is None
            last[row.address] = row


def _says(row: InvitationReply) -> tuple[str, datetime | None, int]:
    return row.partstat, row.new_start, row.sequence


def _partstat(row: InvitationReply) -> str:
    return COUNTER if row.new_start is not None else row.partstat


def _by_uid(seat: Membership, uids: set[str], *, now: datetime) -> dict[str, list[Meeting]]:
    found: dict[str, list[Meeting]] = {}
    for meeting in _ahead(seat, now).filter(entry__uid__in={uid_key(uid) for uid in uids}):
        if meeting.entry is not None:
            found.setdefault(meeting.entry.uid, []).append(meeting)
    return found


def _noted_by_server(seat: Membership, now: datetime) -> list[_Answered]:
    """Where the calendar server invites, it takes the answers in: they stand at the attendees of what we booked."""
    ours = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, way=Way.CALENDAR)
    rows = _ahead(seat, now).filter(pk__in=ours.values("meeting_id"), noted_at__gt=now - ANSWERS_SINCE)
    noted = {each.pk: each for each in rows}
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting__in=noted, side=Side.CUSTOMER.value)
    found: list[_Answered] = []
    for each in people.filter(partstat__in=_ANSWERS):
        meeting = noted[each.meeting_id]
        if meeting.noted_at is None or _is_proven_by_reply(seat, meeting, each):
            continue
        at, after = min(meeting.noted_at, now), ":noted" if _replies_of(seat, meeting, each).exists() else ""
        found.append(_Answered(meeting, each.address, each.partstat, meeting.sequence, at, after=after))
    return found


def _is_proven_by_reply(seat: Membership, meeting: Meeting, person: Attendee) -> bool:
    """Whether the same answer came by a way of its own, as an act (E4): then that one is told."""
    same = _replies_of(seat, meeting, person).filter(partstat=person.partstat, new_start=None, level=Level.E4.name)
    return same.filter(sequence__gte=meeting.sequence).exists()


def _replies_of(seat: Membership, meeting: Meeting, person: Attendee) -> ScopedQuerySet[InvitationReply]:
    rows = InvitationReply.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, address=person.address)
    uid = meeting.entry.uid if meeting.entry else ""
    return rows.filter(uid=uid, recurrence_id__in=["", meeting.recurrence_id]).exclude(level=Level.E0.name)


def _ahead(seat: Membership, now: datetime) -> ScopedQuerySet[Meeting]:
    return customer_meetings(seat).filter(demo=False, held_at__gt=now - _AROUND).select_related("account", "entry")


def _name(meeting: Meeting, address: str) -> str:
    if not address:
        return _("Somebody with the shared link")
    people = Attendee.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, address=address)
    return people.exclude(name="").values_list("name", flat=True).first() or address


def _forget_late_ones(seat: Membership, *, now: datetime) -> None:
    """A note that waits while the mail server is away is of no use once its moment is over."""
    waiting = Departure.objects.in_workspace(seat.workspace_id).filter(
        user_id=seat.user_id, kind=DepartureKind.NOTE, by=ConnectionKind.MAIL, state=DepartureState.WAITING
    )
    for row in waiting.select_related("meeting"):
        if _is_late(seat, row, now):
            take_back(row)


def _is_late(seat: Membership, row: Departure, now: datetime) -> bool:
    kind = row.key.split(" ")[-1].partition(":")[0]
    if kind == NoteKind.TODAY:
        made, local = (each.astimezone(ZoneInfo(seat.workspace.tz)) for each in (row.made_at, now))
        return made.date() != local.date() or local.time() >= TODAY_UNTIL
    if row.meeting is None:
        return False
    if kind == NoteKind.READY:
        return row.meeting.held_at <= now
    return kind == NoteKind.CLOSE and row.meeting.ended_at + timedelta(hours=1) <= now
