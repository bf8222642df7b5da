"""Move, change or cancel what was booked, and answer the customer who asks for another time (RFC 5546 3.2)."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.asked_times import asked_by, asked_time, asked_times, our_time_stays
from foothold.actions.book_next_step import (
    CannotBook,
    one_at_a_time,
    parties,
    refuse_skipped,
    refuse_taken,
    refuse_too_far,
    refuse_too_many,
    to_the_second,
)
from foothold.actions.depart import take_along
from foothold.actions.follow_calendar import MOST_COUNTED, move_homework
from foothold.actions.invite import invite
from foothold.actions.keep_own_entry import keep_own_entry
from foothold.actions.note_step import note_sent_by_hand, note_step
from foothold.actions.settle import settle_again
from foothold.actions.settle_standings import settle_after_evidence
from foothold.actions.settle_untold import settle_untold
from foothold.actions.taken_again import keep_answers_to_it
from foothold.core.evidence import Level
from foothold.core.invitation import Method, Party
from foothold.core.slots import Slot
from foothold.records.agreed import word_for
from foothold.records.invitations import written
from foothold.records.models import Invitation, Membership
from foothold.records.models.booking import InvitationStepKind
from foothold.records.models.meetings import CalendarStatus
from foothold.records.taken_back import taken_back_of, was_moved_in_calendar
from foothold.records.untold import may_know_of


def move_next_step(
    seat: Membership, invitation: Invitation, starts_at: datetime, *, now: datetime, even_if_taken: bool = False
) -> Invitation:
    """The same meeting at another time, under the next SEQUENCE: everybody is asked anew. The length stays.

    A time the customer asked for is his act (METHOD 3). Raises CannotBook, SlotTaken.
    """
    refuse_too_far(starts_at, now=now)
    if starts_at.utcoffset() is None or starts_at.astimezone(UTC) <= now.astimezone(UTC):
        raise CannotBook(_("That time has passed. Choose one to come."), "starts_at")
    refuse_skipped(starts_at)
    starts_at = to_the_second(starts_at)
    with transaction.atomic():
        one_at_a_time(seat)
        mine = _mine(seat, invitation)
        slot = Slot.lasting(starts_at, _lasts_for(mine))
        if mine.starts_at == starts_at == mine.meeting.held_at:
            return mine
        if not even_if_taken:
            refuse_taken(seat, slot.starts_at, slot.ends_at, but=mine.meeting, demo=mine.meeting.demo)
        asked = next((each.reply for each in asked_times(mine) if each.start == slot.starts_at), None)
        mine.taken_up, mine.agreed = (asked.pk, asked.level) if asked else (None, _agreed_aloud(mine, slot).name)
        move_homework(mine, to=slot.starts_at)
        was_at = mine.starts_at
        mine.starts_at, mine.ends_at = slot.starts_at, slot.ends_at
        _count_on(mine)
        # What was answered was answered to another time.
        mine.slot_sequence, mine.answers_written = mine.sequence + 1, {}
        moved = _stored_anew(seat, mine, now=now)
        note_step(moved, InvitationStepKind.MOVED, now=now, was_at=was_at)
        take_along(moved)
        if keep_answers_to_it(moved):
            settle_again(seat, [moved.meeting_id])
            moved.refresh_from_db()
        invite(seat, moved, now=now)
    return moved


def change_words(
    seat: Membership,
    invitation: Invitation,
    *,
    now: datetime,
    outcome: str | None = None,
    agenda: Sequence[dict[str, object]] | None = None,
    prep_question: str | None = None,
    more_people: Sequence[tuple[str, str]] = (),
    waits_for: timedelta = timedelta(0),
) -> Invitation:
    """Say the invitation again with other words or more people: an update of what the customer has, no new mail.

    Answers given stand: the slot is the same. It `waits_for` what may follow, and then leaves with it as one update.
    Raises CannotBook.
    """
    with transaction.atomic():
        mine = _mine(seat, invitation)
        # The same start is the same time to those who answered.
        mine.ends_at = Slot.lasting(mine.starts_at, _lasts_for(mine)).ends_at
        _count_on(mine)
        if outcome is not None:
            mine.outcome = outcome.strip()[:2000]
        if agenda is not None:
            mine.agenda = [dict(each) for each in agenda][:20]
        if prep_question is not None:
            mine.prep_question = prep_question.strip()[:500]
        changed = _stored_anew(seat, mine, now=now, more_people=parties(more_people))
        invite(seat, changed, now=now, due_at=now + waits_for)
        note_step(changed, InvitationStepKind.CHANGED, now=now)
    return changed


def cancel_next_step(seat: Membership, invitation: Invitation, *, now: datetime) -> Invitation:
    """Call it off: CANCEL under the next SEQUENCE, to whom anything of it may have come. What was answered stays."""
    with transaction.atomic():
        mine = _locked(seat, invitation)
        if mine.cancelled_at is not None:
            return mine
        _count_on(mine)
        mine.sequence, mine.changed_at, mine.cancelled_at, mine.left_at = mine.sequence + 1, now, now, None
        mine.save()
        keep_own_entry(seat, written(mine, text=""), now=now, cancelled=True, demo=mine.meeting.demo)
        mine.refresh_from_db()
        invite(seat, mine, now=now, method=Method.CANCEL)
        note_step(mine, InvitationStepKind.CALLED_OFF, now=now)
    return mine


def take_their_time(
    seat: Membership,
    invitation: Invitation,
    *,
    now: datetime,
    asked: UUID | None = None,
    even_if_taken: bool = False,
) -> Invitation:
    """The customer asked for another time (COUNTER): the meeting moves there by a new REQUEST. Raises CannotBook.

    `asked` is the row of `asked_times` that is meant, where several ask for a time each.
    """
    wanted = asked_time(invitation, asked).start
    return move_next_step(seat, invitation, wanted, now=now, even_if_taken=even_if_taken)


def keep_our_time(seat: Membership, invitation: Invitation, *, now: datetime, asked: UUID | None = None) -> Invitation:
    """The time he asked for cannot be: DECLINECOUNTER under the SEQUENCE that stands (RFC 5546 3.2.8).

    It goes to him alone; who asks for another time beside him is answered for himself. `asked` and what is raised
    as `take_their_time`.
    """
    with transaction.atomic():
        mine = _mine(seat, invitation)
        found = asked_by(mine, asked)
        invite(seat, mine, now=now, method=Method.DECLINECOUNTER, answers=found)
        our_time_stays(found, now=now)
        settle_again(seat, [mine.meeting_id])
        mine.refresh_from_db()
    return mine


def send_what_was_taken_back(seat: Membership, invitation: Invitation, *, now: datetime) -> Invitation:
    """The seller took it out of the outbox, or moved it in his calendar, and wants it sent: as it stands now."""
    with transaction.atomic():
        mine = _locked(seat, invitation)
        rows = taken_back_of(mine)
        for row in rows:
            # Its key is free again: what leaves now is a new departure, after all that left of its thread.
            row.key = f"taken back {row.pk}"
            row.save(update_fields=["key"])
        if rows or was_moved_in_calendar(mine):
            invite(seat, mine, now=now, method=Method.REQUEST if mine.cancelled_at is None else Method.CANCEL)
    return mine


def has_left_by_hand(seat: Membership, invitation: Invitation, *, now: datetime) -> Invitation:
    """The seller says that he sent it himself."""
    with transaction.atomic():
        mine = _locked(seat, invitation)
        note_sent_by_hand(mine, now=now)
        mine.save(update_fields=["left_at", "told_sequence", "told_at"])
        settle_untold(mine)
    if mine.meeting.account_id is not None:
        settle_after_evidence(mine.workspace_id, [mine.meeting.account_id], now=now)
    return mine


def _mine(seat: Membership, invitation: Invitation) -> Invitation:
    mine = _locked(seat, invitation)
    if mine.cancelled_at is not None or mine.meeting.status == CalendarStatus.CANCELLED:
        raise CannotBook(_("This meeting was called off. Book a new one."))
    return mine


def _locked(seat: Membership, invitation: Invitation) -> Invitation:
    """The row as it stands now, and nobody else's until the transaction ends."""
    rows = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
    return rows.select_for_update(of=("self",)).select_related("meeting", "seller", "workspace").get(pk=invitation.pk)


def _lasts_for(invitation: Invitation) -> timedelta:
    """Made longer or shorter in his calendar it stays so, also while that shows another time than ours."""
    held_at, ends_at = invitation.meeting.held_at, invitation.meeting.ends_at
    if ends_at is not None and ends_at > held_at:
        return Slot(held_at, ends_at).lasts_for
    return Slot(invitation.starts_at, invitation.ends_at).lasts_for


def _agreed_aloud(invitation: Invitation, slot: Slot) -> Level:
    """What was agreed in the room was agreed of that time alone, and until they were told of another."""
    return Level.E0 if may_know_of(invitation) else word_for(slot.starts_at, invitation.from_meeting)


def _count_on(invitation: Invitation) -> None:
    """His calendar's programs count SEQUENCE up, too: what follows must not look older than what was read there."""
    invitation.sequence = max(invitation.sequence, min(invitation.meeting.sequence, MOST_COUNTED))


def _stored_anew(
    seat: Membership, invitation: Invitation, *, now: datetime, more_people: Sequence[Party] = ()
) -> Invitation:
    """Store the invitation as it stands, to be sent, under the next SEQUENCE: never 0 for a change (RFC 5546 2.1.4)."""
    # A clock that stepped back must not make the newer state look older (DTSTAMP, RFC 5546 2.1.5).
    invitation.changed_at = max(now, invitation.changed_at + timedelta(seconds=1))
    invitation.sequence, invitation.left_at = invitation.sequence + 1, None
    if invitation.starts_at != invitation.meeting.held_at or invitation.ends_at != invitation.meeting.ends_at:
        # What was answered was answered to another time.
        invitation.slot_sequence, invitation.answers_written = invitation.sequence, {}
    invitation.save()
    entry = written(invitation, text="")
    there = {each.address for each in entry.attendees}
    added = tuple(each for each in more_people if each.address not in there)
    refuse_too_many(len(there) + len(added))
    is_demo = invitation.meeting.demo
    keep_own_entry(seat, replace(entry, attendees=entry.attendees + added), now=now, demo=is_demo)
    invitation.refresh_from_db()
    return invitation
