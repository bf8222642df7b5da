"""The seller moves what he booked in his own calendar: the invitation takes that time over, and is asked anew there."""

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils import timezone

from foothold.actions.note_step import note_step
from foothold.actions.what_is_known import Known
from foothold.core.evidence import Level
from foothold.core.replies import PartStat, sequence_answered
from foothold.records.changes_kept import stood_at
from foothold.records.in_parts import in_parts
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import (
    Attendee,
    Departure,
    Homework,
    Invitation,
    InvitationReply,
    Meeting,
    Membership,
)
from foothold.records.models.booking import InvitationStepKind, Way
from foothold.records.models.connections import ConnectionKind, DepartureState
from foothold.records.models.meetings import CalendarStatus
from foothold.records.times_set import times_set

MOST_COUNTED = 2_147_000_000
"""Room is left above it, up to the largest INTEGER of RFC 5545 3.3.8, for changes of ours."""


def follow_calendar(rows: MeetingRows, known: Known) -> None:
    """Give our invitations to these meetings the time that stands in the calendar, under a SEQUENCE of its own.

    Whatever was answered to the old time is history (RFC 5546 2.1.4), unless the new one is what a customer asked
    for. A calendar that has not got our own move yet is not followed (`is_echo`): the meeting stands where we set it,
    so that it and its invitation never say two times. Before the answers are settled, in the caller's transaction.
    """
    listed = {meeting.entry.uid for meeting in rows.meetings.values() if meeting.entry} & known.slots.keys()
    ours = Invitation.objects.in_workspace(known.workspace_id).filter(uid__in=listed, cancelled_at=None)
    for invitation in ours:
        meeting = rows.meetings.get(invitation.meeting_id)
        if meeting is None:
            continue
        if is_echo(invitation, meeting):
            stand_as_set(meeting, rows.people[meeting.pk], invitation)
        if not _stands_elsewhere(invitation, meeting):
            continue
        _follow(invitation, meeting, known.replies.get(invitation.uid, []))
        _leave_carried_along(invitation, meeting, rows.people[meeting.pk])
        known.slots[invitation.uid] = (invitation.slot_sequence, invitation.starts_at)
        known.taken_up.pop(invitation.uid, None)
        if invitation.taken_up is not None:
            known.taken_up[invitation.uid] = invitation.taken_up


def follow_back(seat: Membership, meetings: Iterable[Meeting]) -> None:
    """Give our invitations the time their meetings have again, since the reading that moved them was taken back.

    It leaves nothing and tells nobody: under its own SEQUENCE it waits to be sent. Before the meetings are settled, in
    the caller's transaction.
    """
    by_key = {meeting.pk: meeting for meeting in meetings}
    for part in in_parts(by_key):
        ours = Invitation.objects.in_workspace(seat.workspace_id).filter(meeting__in=part, cancelled_at=None)
        for invitation in ours:
            meeting = by_key[invitation.meeting_id]
            if _stands_elsewhere(invitation, meeting):
                replies = InvitationReply.objects.in_workspace(seat.workspace_id).filter(uid=invitation.uid)
                _follow(invitation, meeting, list(replies), is_told=False)


def is_echo(invitation: Invitation, meeting: Meeting) -> bool:
    """Whether the calendar shows a time of before our own last move, which has not come there yet.

    One at which the meeting never stood here is none: not every calendar counts its moves. Nor is one after a time
    that the calendar has shown itself: it was moved there again.
    """
    if not _stands_elsewhere(invitation, meeting) or meeting.sequence > invitation.sequence:
        return False
    times = times_set(invitation.workspace_id, [invitation])[invitation.pk]
    starts = {each.start for each in times}
    if None in starts:
        # Of moves whose steps kept no time the meeting itself may tell where it stood before.
        stood = stood_at(meeting)
        if stood <= {invitation.starts_at}:
            return meeting.sequence < invitation.sequence  # the story is not all on record
        starts |= stood
    return meeting.held_at in starts and not times[-1].followed and not _was_put_there(invitation)


def is_off_here(invitation: Invitation, meeting: Meeting) -> bool:
    """Whether the calendar shows what was called off here: at a time we had asked for it is no new date."""
    if invitation.cancelled_at is None or meeting.status != CalendarStatus.STANDS:
        return False
    times = times_set(invitation.workspace_id, [invitation])[invitation.pk]
    return meeting.held_at in {invitation.starts_at, *(each.start for each in times)}


def _was_put_there(invitation: Invitation) -> bool:
    """Whether the time that stands has come into his calendar by our own hand."""
    put = Departure.objects.in_workspace(invitation.workspace_id).filter(by=ConnectionKind.CALENDAR)
    left = put.filter(invitation=invitation, state=DepartureState.SENT, sequence__gte=invitation.slot_sequence)
    return left.exists()


def stand_as_set(meeting: Meeting, people: Iterable[Attendee], invitation: Invitation) -> None:
    """Give the meeting the time our invitation asks for, where the calendar echoes an older one (`is_echo`).

    Made longer or shorter there it stays so; an answer noted there was noted of the older time.
    """
    lasts_for = (meeting.ends_at or meeting.held_at) - meeting.held_at or invitation.ends_at - invitation.starts_at
    meeting.held_at, meeting.ends_at = invitation.starts_at, invitation.starts_at + lasts_for
    for each in people:
        if each.partstat and each.address != invitation.organizer:
            each.partstat = PartStat.NEEDS_ACTION.value


def _stands_elsewhere(invitation: Invitation, meeting: Meeting) -> bool:
    stands = meeting.status == CalendarStatus.STANDS and invitation.cancelled_at is None
    return stands and meeting.held_at != invitation.starts_at


def _follow(invitation: Invitation, meeting: Meeting, replies: list[InvitationReply], *, is_told: bool = True) -> None:
    asked = [row for row in replies if row.new_start == meeting.held_at and row.level != Level.E0.name]
    move_homework(invitation, to=meeting.held_at)
    length, was_at = invitation.ends_at - invitation.starts_at, invitation.starts_at
    invitation.starts_at, invitation.ends_at = meeting.held_at, meeting.ends_at or meeting.held_at + length
    invitation.sequence = max(invitation.sequence + 1, min(meeting.sequence, MOST_COUNTED))
    invitation.slot_sequence, invitation.answers_written = invitation.sequence, {}
    invitation.taken_up = asked[-1].pk if asked else None
    invitation.agreed = asked[-1].level if asked else Level.E0.name
    if invitation.way == Way.MAIL or not is_told:
        invitation.left_at = None  # what left by our mail named the old time; a calendar tells of its own changes
    elif invitation.left_at is not None:
        invitation.told_sequence = invitation.sequence
    invitation.save(update_fields=_FOLLOWED)
    note_step(invitation, InvitationStepKind.FOLLOWED, now=timezone.now(), was_at=was_at)
    _answered_before_it_was_read(invitation, replies)


def _leave_carried_along(invitation: Invitation, meeting: Meeting, people: Iterable[Attendee]) -> None:
    """What stands beside the new time was noted of the old one, where the calendar did not count the move.

    It would come back with every reading: as a word of our own it is left out until the calendar says another.
    """
    if meeting.sequence >= invitation.slot_sequence:
        return
    carried = [each for each in people if each.partstat not in _OPEN and each.address and not each.organizer]
    carried = [each for each in carried if each.address != invitation.organizer]
    invitation.answers_written = {each.address: [[meeting.sequence, each.partstat]] for each in carried}
    invitation.save(update_fields=["answers_written"])
    for each in carried:
        each.partstat = PartStat.NEEDS_ACTION.value


_OPEN = frozenset({"", PartStat.NEEDS_ACTION.value})


def _answered_before_it_was_read(invitation: Invitation, replies: list[InvitationReply]) -> None:
    """Who answered the new time before we knew of it answered that one (`core.replies.sequence_answered`)."""
    times = times_set(invitation.workspace_id, [invitation])[invitation.pk]
    for row in replies:
        answered = sequence_answered(row.sequence, row.slot_start, row.replied_at, times)
        if answered != row.sequence:
            row.sequence = answered
            row.save(update_fields=["sequence"])


_FOLLOWED = (
    "starts_at", "ends_at", "sequence", "slot_sequence", "answers_written", "taken_up", "agreed", "left_at",
    "told_sequence",
)  # fmt: skip


def move_homework(invitation: Invitation, *, to: datetime) -> None:
    """What is to be brought to the meeting moves with it; what has a day of its own before it keeps that day."""
    zone = ZoneInfo(invitation.tz)
    was, held_on = invitation.starts_at.astimezone(zone).date(), to.astimezone(zone).date()
    rows = Homework.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)
    # What is ticked already stands in the letter all the same.
    rows.filter(due_on=was).update(due_on=held_on)
    # Nothing is brought to a meeting after it.
    rows.filter(due_on__gt=held_on).update(due_on=held_on)
