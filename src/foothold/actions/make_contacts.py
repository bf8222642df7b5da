"""The people met, as contacts of their accounts."""

from foothold.actions.erasing_attendees import is_stand_in
from foothold.actions.what_is_known import Known
from foothold.core.evidence import Side
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import insert
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Attendee, Contact


def make_contacts(rows: MeetingRows, known: Known) -> None:
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
