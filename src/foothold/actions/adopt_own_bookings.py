"""What the seller sent by his own calendar comes back from there: it is the meeting booked here (DESIGN 6)."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from uuid import UUID

from django.db.models import Q

from foothold.actions.note_step import note_sent_by_hand
from foothold.actions.uids import uid_key
from foothold.core.calendar_entries import Entry, Thread
from foothold.core.relations import Relation, is_machine, relation_of
from foothold.core.replies import sequence_answered
from foothold.records.calendar_rows import thread_of
from foothold.records.invitations import without_put_there
from foothold.records.models import (
    Attendee,
    CalendarEntry,
    Identity,
    Invitation,
    InvitationReply,
    Meeting,
    Membership,
)
from foothold.records.models.booking import BY_HAND
from foothold.records.models.people import IdentityKind
from foothold.records.models.sources import SourceType
from foothold.records.times_set import times_set

_SET_BEFORE = timedelta(hours=12)
"""How long before the booking here an entry may have been put in the calendar to be the same by time and people."""
_NEVER = datetime.max.replace(tzinfo=UTC)


def adopt_own_bookings(
    seat: Membership, rows: Sequence[CalendarEntry], *, now: datetime, calendar_name: str = ""
) -> None:
    """Give the meetings booked here the entries of the person's own calendar that stand for them.

    Known by the reference in the text; without it by the same start and the same people, of invitations he was to
    send himself. Only rows of his own calendar are given here: a stranger's mail with a reference in it is none, nor
    is what somebody else invites to. A copy of what stands there already is a meeting of its own. What was called off
    here is known by its reference alone, at a time that was asked for, and stays called off (`form_meetings`).
    In the caller's transaction, before the meetings of the rows are formed.
    """
    waiting = _waiting(seat)
    if not waiting:
        return
    ours = _our_addresses(seat, calendar_name)
    by_code, by_start = _events(seat, rows)
    found: list[tuple[_Fit, Invitation, _Event]] = []
    for booked in waiting:
        named = [each for each in by_code.get(booked.code, ()) if _stands_for(booked, each, ours)]
        if booked.cancelled_at is not None:
            asked = {each.start for each in times_set(booked.workspace_id, [booked])[booked.pk]} if named else set()
            found += [(_fit(booked, each, is_named=True), booked, each) for each in named if each.start in asked]
            continue
        found += [(_fit(booked, each, is_named=True), booked, each) for each in named]
        there = [each for each in by_start.get(booked.starts_at, ()) if _is_by_time_and_people(booked, each, ours)]
        found += [(_fit(booked, each, is_named=False), booked, each) for each in there]
    taken: set[UUID] = set()
    for _, booked, event in sorted(found, key=lambda each: each[0]):
        if taken.isdisjoint({booked.pk, event.row.pk}):
            taken |= {booked.pk, event.row.pk}
            _adopt(seat, booked, event, now=now)


def waiting_by_uid(seat: Membership) -> dict[str, Invitation]:
    """The invitations he was to send himself and did not say that he sent as they stand, by UID.

    Not those we put into his calendar: that they stand there says nothing of what he did.
    """
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, way__in=BY_HAND)
    waiting = without_put_there(own.filter(left_at=None, meeting__demo=False), seat.workspace_id)
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
        _note_found(booked, entry, _shown_under(booked, entry), now=now)
        booked.save(update_fields=_NOTED)
        found.append(booked)
    return found


def _shown_under(booked: Invitation, entry: Entry) -> int | None:
    """The last SEQUENCE of ours that an entry of our own UID can know of; None where it stands as the booking does.

    Not every calendar counts its moves, and some count edits of their own: the time it shows tells which of ours it
    has got, and so does whom it names. A time we never asked for he has moved it to himself.
    """
    named = min(entry.sequence, booked.sequence)
    if booked.cancelled_at is not None:
        return None if entry.status == "CANCELLED" else min(named, booked.sequence - 1)
    if entry.status == "CANCELLED":
        return named
    times = times_set(booked.workspace_id, [booked])[booked.pk]
    start = entry.start if isinstance(entry.start, datetime) else None
    is_his_own = start is not None and {start, None}.isdisjoint(each.start for each in times)
    under = booked.sequence if is_his_own else sequence_answered(named, start, None, times)
    asked, people = _asked(booked), {each.address for each in entry.attendees}
    if asked <= people or (asked.isdisjoint(people) and under <= booked.slot_sequence):
        return None if under == booked.sequence else under
    return min(under, booked.slot_sequence)


def _waiting(seat: Membership) -> list[Invitation]:
    """The invitations whose meeting may still be under the UID that was made here."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
    by_hand = Q(way__in=BY_HAND) | Q(meeting__entry__source__kind=SourceType.BOOKED)
    return list(own.filter(by_hand).select_related("meeting", "meeting__entry", "meeting__entry__source"))


def _our_addresses(seat: Membership, calendar_name: str) -> frozenset[str]:
    """Who we are, by address and domain; a calendar that is named by an address is its owner's."""
    known = Identity.objects.in_workspace(seat.workspace_id).exclude(kind=IdentityKind.NAME)
    return frozenset({*(each.lower() for each in known.values_list("value", flat=True)), calendar_name.strip().lower()})


@dataclass(frozen=True, slots=True)
class _Event:
    """One UID of his calendar: its row and what stands there."""

    row: CalendarEntry
    thread: Thread

    @property
    def start(self) -> datetime | None:
        """When it is, of a single event at a time of day."""
        starts = [each.start for each in self.thread.entries]
        return starts[0] if len(starts) == 1 and not self.thread.raw and isinstance(starts[0], datetime) else None


def _events(
    seat: Membership, rows: Sequence[CalendarEntry]
) -> tuple[dict[str, list[_Event]], dict[datetime, list[_Event]]]:
    """Those of the rows that are no booking's own yet, by the references in their texts and by their start."""
    own = set(Invitation.objects.in_workspace(seat.workspace_id).values_list("uid", flat=True))
    by_code: dict[str, list[_Event]] = {}
    by_start: dict[datetime, list[_Event]] = {}
    for row in rows:
        if row.uid in own:
            continue
        event = _Event(row, thread_of(row))
        for code in {each.reference for each in event.thread.entries} - {""}:
            by_code.setdefault(code, []).append(event)
        if event.start is not None and event.start.tzinfo is not None:
            by_start.setdefault(event.start, []).append(event)
    return by_code, by_start


_Fit = tuple[bool, bool, datetime]


def _fit(booked: Invitation, event: _Event, *, is_named: bool) -> _Fit:
    """The least fits best: at its time, named by its reference, the first that was made (a copy is made later)."""
    made = min((each.created for each in event.thread.entries if each.created), default=_NEVER)
    return event.start != booked.starts_at, not is_named, made


def _stands_for(booked: Invitation, event: _Event, ours: frozenset[str]) -> bool:
    """Whether an event that names it can be it: invited to by one of ours, and not beside what stands for it already.

    In another calendar it is the same at the same time; so is what we invite to ourselves, under our own UID.
    """
    own, organizers = booked.meeting.entry, (each.organizer for each in event.thread.entries)
    if not all(_is_ours(each.address, ours) for each in organizers if each is not None):
        return False
    if own is not None and own.source_id == event.row.source_id:
        return False
    is_stand_in = own is None or own.source.kind == SourceType.BOOKED
    return (is_stand_in and booked.way in BY_HAND) or event.start == booked.meeting.held_at


def _is_ours(address: str, ours: frozenset[str]) -> bool:
    """A calendar that several share is no person, and nobody else either."""
    return not address or is_machine(address) or relation_of(address, {}, ours) is Relation.OURS


def _is_by_time_and_people(booked: Invitation, event: _Event, ours: frozenset[str]) -> bool:
    own = booked.meeting.entry
    if booked.way not in BY_HAND or (own is not None and own.source.kind != SourceType.BOOKED):
        return False
    entry = event.thread.entries[0]
    people = {each.address for each in entry.attendees}
    asked = _asked(booked)
    is_since = entry.created is None or entry.created >= booked.created_at - _SET_BEFORE
    return bool(asked) and asked <= people and is_since and _stands_for(booked, event, ours)


def _asked(booked: Invitation) -> set[str]:
    """Whom it invites."""
    invited = Attendee.objects.in_workspace(booked.workspace_id).filter(meeting_id=booked.meeting_id, organizer=False)
    return set(invited.exclude(address="").values_list("address", flat=True))


def _adopt(seat: Membership, booked: Invitation, event: _Event, *, now: datetime) -> None:
    """From here on the calendar's UID is the meeting's; our own stand-in goes, the meeting and its homework stay.

    So does what was answered to it so far.
    """
    row, stand_in = event.row, booked.meeting.entry
    # An instance the import has already made of this row would be the same meeting twice.
    Meeting.objects.in_workspace(seat.workspace_id).filter(entry=row).exclude(pk=booked.meeting_id).delete()
    Meeting.objects.in_workspace(seat.workspace_id).filter(pk=booked.meeting_id).update(entry=row)
    entry = event.thread.entries[0]
    _note_found(booked, entry, _set_under(booked, entry), now=now)
    InvitationReply.objects.in_workspace(seat.workspace_id).filter(uid=booked.uid).update(uid=row.uid)
    booked.uid = row.uid
    booked.save(update_fields=["uid", *_NOTED])
    if stand_in is not None and stand_in.pk != row.pk:
        stand_in.delete()


_NOTED = ("left_at", "told_sequence", "told_at")


def _set_under(booked: Invitation, entry: Entry) -> int | None:
    """The last SEQUENCE under which we asked for the time that stands there; None where that is the present one.

    What another program made of our text counts by itself: its own SEQUENCE tells nothing of ours. A time we never
    asked for he has moved it to himself, and that is followed.
    """
    times = times_set(booked.workspace_id, [booked])[booked.pk]
    under = [each.sequence for each in times if each.start == entry.start]
    is_as_it_stands = entry.start == booked.starts_at or not under
    if (entry.status == "CANCELLED") != (booked.cancelled_at is not None):
        return max(under, default=0)
    return None if is_as_it_stands else max(under)


def _note_found(booked: Invitation, entry: Entry, under: int | None, *, now: datetime) -> None:
    """They were asked as this entry stands: under an earlier SEQUENCE, or where there is none as it stands now.

    When, CREATED tells, unless that is from before the booking here. The row is not stored.
    """
    created = entry.created
    asked_at = created if created is not None and booked.created_at < created <= now else now
    booked.told_at = booked.told_at or asked_at
    if under is None:
        note_sent_by_hand(booked, now=now)
    else:
        booked.told_sequence = max(booked.told_sequence or 0, under)
