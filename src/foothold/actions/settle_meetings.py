"""Who is who in meetings, and what the customer answered; then whose meeting it is (METHOD 3, 4; DESIGN 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from foothold.actions.erasing_attendees import is_stand_in
from foothold.actions.settle_answers import settle_answer
from foothold.core.account_names import AccountNames, account_name
from foothold.core.evidence import Level, Side
from foothold.core.relations import Relation, is_machine, relation_of
from foothold.core.replies import PartStat
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import insert, overwrite
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import (
    Account,
    Attendee,
    Contact,
    Counterpart,
    Identity,
    InvitationReply,
    Meeting,
    Workspace,
)
from foothold.records.models.meetings import Known as Fact
from foothold.records.models.people import IdentityKind

TITLE = "title:"
"""How a title that stands for a customer is remembered, where a calendar names no people."""
_WEIGHT = (Relation.CUSTOMER, Relation.PARTNER, Relation.SUPPLIER, Relation.PRIVATE, Relation.IGNORE)
"""A meeting with several kinds of people is the first of these."""


@dataclass(slots=True)
class Known:
    """What the workspace knows about names, addresses, domains and titles; grows while meetings are settled."""

    workspace_id: Any
    demo: bool
    tz: str
    ours: frozenset[str]
    our_addresses: frozenset[str]
    our_names: frozenset[str]
    told: dict[str, Relation]
    accounts: dict[str, UUID]
    names: AccountNames[UUID]
    contacts: dict[str, Contact] = field(default_factory=dict)
    contact_names: set[tuple[UUID | None, str]] = field(default_factory=set)
    replies: dict[str, list[InvitationReply]] = field(default_factory=dict)
    relations: dict[str, Relation | None] = field(default_factory=dict)

    def relation(self, address: str) -> Relation | None:
        """What somebody's address is to us, as far as is known; looked up once an address."""
        if address not in self.relations:
            self.relations[address] = relation_of(address, self.told, self.ours)
        return self.relations[address]

    def tell(self, guesses: Mapping[str, Relation]) -> None:
        """More is known now."""
        self.told.update(guesses)
        self.relations.clear()


def what_is_known(workspace_id: Any, *, demo: bool = False) -> Known:
    """Read it once for many meetings. Who we are in the demo, and whom it calls a customer, is of the demo alone."""
    identities = list(Identity.objects.in_workspace(workspace_id).filter(demo=demo).values_list("kind", "value"))
    counterparts = Counterpart.objects.in_workspace(workspace_id)
    accounts = Account.objects.in_workspace(workspace_id).filter(demo=demo).values_list("name", "pk")
    told, account_of = {}, {}
    for value, relation, account_id in counterparts.values_list("value", "relation", "account_id"):
        if relation:
            told[value] = Relation(relation)
        if account_id:
            account_of[value] = account_id
    return Known(
        workspace_id=workspace_id,
        demo=demo,
        tz=Workspace.objects.values_list("tz", flat=True).get(pk=workspace_id),
        ours=frozenset(value.lower() for kind, value in identities if kind != IdentityKind.NAME),
        our_addresses=frozenset(value.lower() for kind, value in identities if kind == IdentityKind.ADDRESS),
        our_names=frozenset(value.casefold() for kind, value in identities if kind == IdentityKind.NAME),
        told=told,
        accounts=account_of,
        names=AccountNames(dict(accounts)),
    )


def settle_people(rows: MeetingRows, known: Known) -> set[UUID]:
    """Say of every meeting who is who, whose it is and what they answered; the accounts concerned.

    Only calendar meetings: who was in a conversation is told by its words.
    """
    concerned = {meeting.account_id for meeting in rows.meetings.values() if meeting.account_id}
    _load_replies(rows, known)
    for key, meeting in rows.meetings.items():
        if meeting.entry_id is not None:
            _settle(meeting, rows.people[key], known)
    if _make_accounts(rows, known):
        _name_by_title(rows, known)
    for key, meeting in rows.meetings.items():
        if meeting.entry_id is not None:
            _place(meeting, rows.people[key], known)
    _make_contacts(rows, known)
    theirs = {known.accounts.get(value) for people in rows.people.values() for value in _customers(people)}
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
    theirs = [person for person in people if person.side == Side.CUSTOMER]
    settle_answer(meeting, theirs, _rows(meeting, known))
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
    return _relation_by_title(meeting, known)


def _relation_by_title(meeting: Meeting, known: Known) -> str:
    """Nobody is named: a title somebody told us about, or an account named in title or place."""
    told = known.told.get(title_key(meeting.title))
    if told is not None:
        return told.value
    return Relation.CUSTOMER.value if known.names.found(meeting.title, meeting.place) else ""


def title_key(title: str) -> str:
    """What a title is remembered by: its words, without numbers, case and marks."""
    words = "".join(sign if sign.isalpha() else " " for sign in title.casefold()).split()
    return (TITLE + " ".join(words))[:254]


def _rows(meeting: Meeting, known: Known) -> list[InvitationReply]:
    return known.replies.get(meeting.entry.uid, []) if known.replies and meeting.entry else []


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
    if not InvitationReply.objects.in_workspace(known.workspace_id).exists():
        return
    listed = sorted({meeting.entry.uid for meeting in rows.meetings.values() if meeting.entry})
    for at in range(0, len(listed), 500):
        part = InvitationReply.objects.in_workspace(known.workspace_id).filter(uid__in=listed[at : at + 500])
        for row in part.order_by("replied_at", "pk"):
            known.replies.setdefault(row.uid, []).append(row)


# --- whose meeting it is ---------------------------------------------------------------------


def _customers(people: Iterable[Attendee]) -> list[str]:
    """The customer counterparts of a meeting, the one with most people first, the organizer's before others."""
    count: dict[str, int] = {}
    for person in people:
        if person.side == Side.CUSTOMER and person.counterpart:
            count[person.counterpart] = count.get(person.counterpart, 0) + 2 + person.organizer
    return sorted(count, key=lambda value: (-count[value], value))


def _make_accounts(rows: MeetingRows, known: Known) -> bool:
    """An account for every customer counterpart that has none yet; whether one was new."""
    wanted = {
        value
        for key, meeting in rows.meetings.items()
        if meeting.relation == Relation.CUSTOMER and meeting.entry_id
        for value in _customers(rows.people[key])
        if value not in known.accounts
    }
    if not wanted:
        return False
    by_name = dict(Account.objects.in_workspace(known.workspace_id).values_list("name", "pk"))
    new: list[Account] = []
    for value in sorted(wanted):
        name = account_name(value)
        if name not in by_name:
            new.append(Account(workspace_id=known.workspace_id, name=name, demo=known.demo))
            by_name[name] = new[-1].pk
        known.accounts[value] = by_name[name]
    insert(known.workspace_id, new)
    stored = list(Counterpart.objects.in_workspace(known.workspace_id).filter(value__in=wanted))
    for counterpart in stored:
        counterpart.account_id = known.accounts[counterpart.value]
    overwrite(known.workspace_id, stored)
    return bool(new)


def _name_by_title(rows: MeetingRows, known: Known) -> None:
    """An account that became known with this reading is found in the titles of the same reading too."""
    accounts = Account.objects.in_workspace(known.workspace_id).filter(demo=known.demo)
    known.names = AccountNames(dict(accounts.values_list("name", "pk")))
    for meeting in rows.meetings.values():
        nobody = not any(person.address for person in rows.people[meeting.pk])
        if meeting.entry_id and nobody and not meeting.relation and not meeting.account_told:
            meeting.relation = _relation_by_title(meeting, known)


def _place(meeting: Meeting, people: list[Attendee], known: Known) -> None:
    if meeting.account_told:
        return
    meeting.joint = False
    if meeting.relation != Relation.CUSTOMER:
        meeting.account_id = None
        return
    values = _customers(people)
    meeting.joint = len({known.accounts.get(value) for value in values}) > 1
    if values:
        meeting.account_id = known.accounts.get(values[0])
        return
    by_title = known.accounts.get(title_key(meeting.title))
    meeting.account_id = by_title or known.names.found(meeting.title, meeting.place)


def _make_contacts(rows: MeetingRows, known: Known) -> None:
    """A contact for every customer person with an address, under the account of the counterpart."""
    _load_contacts(rows, known)
    new: dict[str, Contact] = {}
    for people in rows.people.values():
        for person in people:
            if person.side != Side.CUSTOMER or not person.address or is_stand_in(person.address):
                person.contact_id = None
                continue
            contact = known.contacts.get(person.address)
            if contact is None:
                contact = _new_contact(person, known)
                new[person.address] = known.contacts[person.address] = contact
            person.contact_id = contact.pk
    insert(known.workspace_id, list(new.values()))


def _load_contacts(rows: MeetingRows, known: Known) -> None:
    """The contacts of these addresses, and the names taken at their accounts."""
    theirs = [each for people in rows.people.values() for each in people if each.side == Side.CUSTOMER and each.address]
    stored = Contact.objects.in_workspace(known.workspace_id)
    for part in in_parts(sorted({person.address for person in theirs})):
        known.contacts |= {contact.address: contact for contact in stored.filter(address__in=part)}
    accounts = {known.accounts.get(person.counterpart) for person in theirs}
    for part_of_accounts in in_parts(sorted(accounts - {None}, key=str)):
        known.contact_names |= set(stored.filter(account__in=part_of_accounts).values_list("account_id", "name"))
    if None in accounts:
        known.contact_names |= set(stored.filter(account__isnull=True).values_list("account_id", "name"))


def _new_contact(person: Attendee, known: Known) -> Contact:
    account_id = known.accounts.get(person.counterpart)
    name = (person.name or person.address.partition("@")[0])[:200]
    if (account_id, name) in known.contact_names:
        name = person.address[:200]
    known.contact_names.add((account_id, name))
    return Contact(
        workspace_id=known.workspace_id, account_id=account_id, name=name, address=person.address, demo=known.demo
    )
