"""What the seller sent by his own calendar comes back from there: it is the meeting booked here (DESIGN 6)."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q

from foothold.actions.note_step import note_sent_by_hand
from foothold.actions.uids import uid_key
from foothold.core.calendar_entries import Thread
from foothold.records.calendar_rows import thread_of
from foothold.records.models import Attendee, CalendarEntry, Departure, Invitation, Meeting, Membership
from foothold.records.models.booking import Way
from foothold.records.models.connections import ConnectionKind

_BY_HAND = (Way.FILE.value, Way.WEB.value)
_SET_BEFORE = timedelta(hours=12)
"""How long before the booking here an entry may have been put in the calendar to be the same by time and people."""


def adopt_own_bookings(seat: Membership, rows: Sequence[CalendarEntry], *, now: datetime) -> None:
    """Give the meetings booked here the entries of the person's own calendar that stand for them.

    Known by the reference in the text; without it by the same start and the same people, of invitations he was to
    send himself. Only rows of his own calendar are given here: a stranger's mail with a reference in it is none.
    In the caller's transaction, before the meetings of the rows are formed.
    """
    waiting = _waiting(seat)
    if not waiting:
        return
    by_code = {each.code: each for each in waiting}
    for row in rows:
        thread = thread_of(row)
        booked = next((by_code[each.reference] for each in thread.entries if each.reference in by_code), None)
        booked = booked or _by_time_and_people(seat, thread, waiting)
        if booked is not None and booked.uid != row.uid:
            _adopt(seat, booked, row, now=now)
            by_code.pop(booked.code, None)
            waiting.remove(booked)


def waiting_by_uid(seat: Membership) -> dict[str, Invitation]:
    """The invitations he was to send himself and did not say that he sent as they stand, by UID.

    Not those we put into his calendar: that they stand there says nothing of what he did.
    """
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, way__in=_BY_HAND)
    put_there = Departure.objects.in_workspace(seat.workspace_id).filter(by=ConnectionKind.CALENDAR)
    waiting = own.filter(left_at=None, meeting__demo=False).exclude(Exists(put_there.filter(invitation=OuterRef("pk"))))
    return {each.uid: each for each in waiting}


def find_own_bookings(
    waiting: Mapping[str, Invitation], threads: Iterable[Thread], *, now: datetime
) -> list[Invitation]:
    """Those of `waiting_by_uid` that stand in his calendar under their own UID: he opened the file there, and so
    they were asked: our artefact (E2), no word of theirs. What stands there as it was before tells of that alone.

    In the caller's transaction, before the meetings of the calendar are settled.
    """
    found = []
    for thread in threads:
        booked, entry = waiting[uid_key(thread.uid)], next(iter(thread.entries), None)
        if entry is None:
            continue
        is_off = booked.cancelled_at is not None
        if entry.sequence >= booked.sequence and (entry.status == "CANCELLED") == is_off:
            note_sent_by_hand(booked, now=now)
        else:
            booked.told_sequence = max(booked.told_sequence or 0, min(entry.sequence, booked.sequence))
        booked.save(update_fields=["left_at", "told_sequence", "told_at"])
        found.append(booked)
    return found


def _waiting(seat: Membership) -> list[Invitation]:
    """The invitations whose meeting still stands under the UID that was made here."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
    by_hand = Q(way__in=_BY_HAND) | Q(meeting__entry__source__kind="booked")
    return list(own.filter(by_hand, cancelled_at__isnull=True).select_related("meeting", "meeting__entry"))


def _by_time_and_people(seat: Membership, thread: Thread, waiting: Sequence[Invitation]) -> Invitation | None:
    entries = [each for each in thread.entries if isinstance(each.start, datetime) and each.attendees]
    if len(entries) != 1 or thread.raw:
        return None
    start, people = entries[0].start, {each.address for each in entries[0].attendees}
    created = entries[0].created
    for booked in waiting:
        if booked.way not in _BY_HAND or booked.starts_at != start:
            continue
        invited = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting_id=booked.meeting_id, organizer=False)
        asked = set(invited.exclude(address="").values_list("address", flat=True))
        if asked and asked <= people and (created is None or created >= booked.created_at - _SET_BEFORE):
            return booked
    return None


def _adopt(seat: Membership, booked: Invitation, row: CalendarEntry, *, now: datetime) -> None:
    """From here on the calendar's UID is the meeting's; our own stand-in goes, the meeting and its homework stay."""
    stand_in = booked.meeting.entry
    # An instance the import has already made of this row would be the same meeting twice.
    Meeting.objects.in_workspace(seat.workspace_id).filter(entry=row).exclude(pk=booked.meeting_id).delete()
    Meeting.objects.in_workspace(seat.workspace_id).filter(pk=booked.meeting_id).update(entry=row)
    note_sent_by_hand(booked, now=now)
    booked.uid = row.uid
    booked.save(update_fields=["uid", "left_at", "told_sequence", "told_at"])
    if stand_in is not None and stand_in.pk != row.pk:
        stand_in.delete()
