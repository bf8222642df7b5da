"""The times customers ask for, each person's own question to be answered (RFC 5546 3.2.7 and 3.2.8)."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from foothold.actions.book_next_step import CannotBook
from foothold.actions.settle_answers import answers_that_count, who_asks
from foothold.actions.words_of_replies import ASKS_FOR, asks_in_words
from foothold.core.evidence import Level, Side
from foothold.records.models import Attendee, Invitation, InvitationReply, Meeting
from foothold.records.models.meetings import CustomerAnswer


@dataclass(frozen=True, slots=True)
class AskedTime:
    """A COUNTER that waits for our answer, and the start it asks for."""

    reply: InvitationReply
    start: datetime


def asked_times(invitation: Invitation) -> list[AskedTime]:
    """The COUNTERs that wait for our answer, one a person, the earliest time first."""
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    if meeting.answer != CustomerAnswer.COUNTER:
        return []
    theirs = Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting=meeting, side=Side.CUSTOMER)
    rows, since = answers_that_count(invitation, meeting)
    asking = who_asks(meeting, list(theirs), rows, since)
    # Of the same time asked for twice by one person, the last row stands for both.
    by_person = {row.address: row for row in rows if row.new_start and asking.get(row.address) == row.new_start}
    waiting = [AskedTime(row, asking[address]) for address, row in by_person.items()]
    return sorted(waiting, key=lambda each: (each.start, each.reply.address))


def asked_in_words(invitation: Invitation) -> list[InvitationReply]:
    """Another time that waits for our answer and is in words alone, each the last word of its person."""
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    if meeting.answer != CustomerAnswer.COUNTER:
        return []
    rows, since = answers_that_count(invitation, meeting)
    last = {row.address: row for row in rows if row.level != Level.E0.name}
    return [row for row in last.values() if row.sequence >= since and asks_in_words(row)]


def asked_by(invitation: Invitation, which: UUID | None) -> InvitationReply:
    """Whose question is answered by keeping our time, a time that was read or not. Raises as `asked_time`."""
    unread = next((each for each in asked_in_words(invitation) if each.pk == which), None)
    return unread or asked_time(invitation, which).reply


def asked_time(invitation: Invitation, which: UUID | None) -> AskedTime:
    """The one of them that is answered now, the earliest time where none is named. Raises CannotBook if none waits."""
    found = next((each for each in asked_times(invitation) if which in {None, each.reply.pk}), None)
    if found is None:
        raise CannotBook(_("Nobody asks for another time any more."))
    return found


def our_time_stays(asked: InvitationReply, *, now: datetime) -> None:
    """His question is answered: with it what he had asked for before. What others ask for still waits."""
    rows = InvitationReply.objects.in_workspace(asked.workspace_id).filter(uid=asked.uid, address=asked.address)
    asks = Q(new_start__isnull=False) | Q(words__startswith=ASKS_FOR)
    rows.filter(asks, kept_at=None).update(kept_at=now)
