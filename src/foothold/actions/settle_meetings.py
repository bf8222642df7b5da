"""Who is who in meetings, and what the customer answered; then whose meeting it is (METHOD 3, 4; DESIGN 6)."""

from uuid import UUID

from foothold.actions.follow_calendar import follow_calendar
from foothold.actions.make_contacts import make_contacts
from foothold.actions.place_meetings import customers_among, make_accounts, name_by_title, place
from foothold.actions.settle_answers import settle_answer, without_late
from foothold.actions.what_is_known import Known
from foothold.core.evidence import Level, Side
from foothold.core.relations import Relation, is_machine
from foothold.core.replies import PartStat
from foothold.records.in_parts import in_parts
from foothold.records.invitations import AS_GIVEN, answers_since
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Attendee, Invitation, InvitationReply, Meeting
from foothold.records.models.meetings import Known as Fact
from foothold.records.standing import ANSWERED
from foothold.records.times_set import lags_behind, notes_under
from foothold.records.untold import untold_among

_WEIGHT = (Relation.CUSTOMER, Relation.PARTNER, Relation.SUPPLIER, Relation.PRIVATE, Relation.IGNORE)
"""A meeting with several kinds of people is the first of these."""


def settle_people(rows: MeetingRows, known: Known) -> set[UUID]:
    """Say of every meeting who is who, whose it is and what they answered; the accounts concerned.

    Only calendar meetings: who was in a conversation is told by its words.
    """
    concerned = {meeting.account_id for meeting in rows.meetings.values() if meeting.account_id}
    _load_replies(rows, known)
    if known.slots:
        follow_calendar(rows, known)
    _leave_out_late(known)
    notes_under(_lagging(rows, known))
    known.untold = untold_among(known.workspace_id, rows.meetings) if known.slots else set()
    for key, meeting in rows.meetings.items():
        if meeting.entry_id is not None:
            _settle(meeting, rows.people[key], known)
    if make_accounts(rows, known):
        name_by_title(rows, known)
    for key, meeting in rows.meetings.items():
        if meeting.entry_id is not None:
            place(meeting, rows.people[key], known)
    make_contacts(rows, known)
    theirs = {known.accounts.get(value) for people in rows.people.values() for value in customers_among(people)}
    settled = {meeting.account_id for meeting in rows.meetings.values()}
    return {account for account in concerned | theirs | settled if account is not None}


def _settle(meeting: Meeting, people: list[Attendee], known: Known) -> None:
    relations = [_relation(person, known) for person in people]
    for person, relation in zip(people, relations, strict=True):
        person.side = _SIDES.get(relation, Side.UNKNOWN).value if relation else Side.UNKNOWN.value
    if not meeting.account_told:
        meeting.relation = _relation_of_meeting(meeting, people, relations, known)
    meeting.organized_by = next((person.side for person in people if person.organizer), "")
    _settle_ours([person for person in people if person.side == Side.OURS], meeting, known)
    # Where it is not known who we are, a yes may be our own: nobody's counts but that of a customer somebody named.
    we_are_known = bool(known.ours or known.our_names)
    customers = [person for person in people if person.side == Side.CUSTOMER]
    theirs = [person for person in customers if we_are_known or person.counterpart in known.by_a_person]
    settle_answer(meeting, theirs, _rows(meeting, known), _since(meeting, known))
    meeting.untold = meeting.pk in known.untold and meeting.answer not in ANSWERED
    _attribute_moves(meeting, known)


def _settle_ours(ours: list[Attendee], meeting: Meeting, known: Known) -> None:
    """What the seller answered himself; a colleague's answer is his own. Blank where the calendar does not say."""
    own = [person for person in ours if person.address in known.our_addresses] or ours
    meeting.we_declined = bool(own) and all(person.partstat == PartStat.DECLINED for person in own)
    if any(person.organizer or person.partstat == PartStat.ACCEPTED for person in own):
        meeting.we_accepted = Fact.YES
    else:
        meeting.we_accepted = Fact.NO if any(person.partstat for person in own) else ""


_SIDES = {Relation.OURS: Side.OURS, Relation.CUSTOMER: Side.CUSTOMER}


def _relation(person: Attendee, known: Known) -> Relation | None:
    if person.address:
        return known.relation(person.address)
    return Relation.OURS if person.name.casefold() in known.our_names else None


def _relation_of_meeting(
    meeting: Meeting, people: list[Attendee], relations: list[Relation | None], known: Known
) -> str:
    others = [
        relation
        for person, relation in zip(people, relations, strict=True)
        if relation is not Relation.OURS and not (person.address and is_machine(person.address))
    ]
    for relation in _WEIGHT:
        if relation in others:
            return relation.value
    if others:
        return ""
    if any(person.address for person in people) and len(people) > 1:
        return Relation.OURS.value
    return known.relation_of_title(meeting.title, meeting.place)


def _rows(meeting: Meeting, known: Known) -> list[InvitationReply]:
    return known.replies.get(meeting.entry.uid, []) if known.replies and meeting.entry else []


def _since(meeting: Meeting, known: Known) -> int:
    """The SEQUENCE whose answers count: of our own invitations the one that set the time, else the calendar's."""
    own = known.slots.get(meeting.entry.uid) if meeting.entry else None
    return meeting.sequence if own is None else answers_since(*own, meeting)


def _lagging(rows: MeetingRows, known: Known) -> list[tuple[Invitation, Meeting]]:
    """Our own invitations to whose time the calendar has come without counting; no query where there is none."""
    behind = {
        meeting.entry.uid: meeting
        for meeting in rows.meetings.values()
        if meeting.entry and (own := known.slots.get(meeting.entry.uid)) and lags_behind(*own, meeting)
    }
    ours = Invitation.objects.in_workspace(known.workspace_id)
    return [(each, behind[each.uid]) for part in in_parts(behind) for each in ours.filter(uid__in=part)]


def _attribute_moves(meeting: Meeting, known: Known) -> None:
    """A move seen is the organizer's, unless it went to a time the customer had asked for."""
    if not meeting.moved_by_unknown:
        return
    asked_for = any(row.new_start == meeting.held_at and row.level != Level.E0.name for row in _rows(meeting, known))
    if asked_for or meeting.organized_by == Side.CUSTOMER:
        meeting.moved_by_customer += meeting.moved_by_unknown
    elif meeting.organized_by == Side.OURS:
        meeting.moved_by_us += meeting.moved_by_unknown
    else:
        return
    meeting.moved_by_unknown = 0


def _load_replies(rows: MeetingRows, known: Known) -> None:
    """Read the answers to these meetings, and which SEQUENCE set the time of our own invitations."""
    ours = Invitation.objects.in_workspace(known.workspace_id)
    known.slots = {uid: (since, at) for uid, since, at in ours.values_list("uid", "slot_sequence", "starts_at")}
    taken = ours.exclude(taken_up=None).values_list("uid", "taken_up") if known.slots else ()
    known.taken_up = {uid: pk for uid, pk in taken if pk is not None}
    if not InvitationReply.objects.in_workspace(known.workspace_id).exists():
        return
    listed = sorted({meeting.entry.uid for meeting in rows.meetings.values() if meeting.entry})
    for uids in in_parts(listed):
        # A time we have declined is asked for no more; what he had answered before stands again.
        part = InvitationReply.objects.in_workspace(known.workspace_id).filter(uid__in=uids, kept_at=None)
        for row in part.order_by(*AS_GIVEN):
            known.replies.setdefault(row.uid, []).append(row)


def _leave_out_late(known: Known) -> None:
    for uid, taken_up in known.taken_up.items():
        if uid in known.replies:
            known.replies[uid] = without_late(known.replies[uid], taken_up, known.slots[uid][0])
