"""The customer persons of a meeting who can be written to, and the mailbox of ours it would leave from."""

from foothold.actions.erasing_attendees import is_stand_in
from foothold.core.mailboxes import mailbox
from foothold.records.accounts import customers_of
from foothold.records.models import Connection, Contact, Meeting, Membership
from foothold.records.models.connections import ConnectionKind


def whom_to_write(seat: Membership, meeting: Meeting) -> list[tuple[str, str]]:
    """(address, name) of its customer persons: those the calendar names first, then those who spoke."""
    found: dict[str, str] = {}
    for person in customers_of(seat, [meeting.pk]).get(meeting.pk, []):
        _add(found, person.address, person.name)
    spoke = Contact.objects.in_workspace(seat.workspace_id).filter(meetings=meeting).exclude(address="")
    for contact in spoke.order_by("name"):
        _add(found, contact.address, contact.name)
    return list(found.items())


def mailbox_of(seat: Membership) -> Connection | None:
    """The person's own connected mailbox."""
    return _connected(seat, ConnectionKind.MAIL)


def calendar_of(seat: Membership) -> Connection | None:
    """The person's own connected calendar server."""
    return _connected(seat, ConnectionKind.CALENDAR)


def _connected(seat: Membership, kind: ConnectionKind) -> Connection | None:
    rows = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, kind=kind)
    return rows.select_related("source").first()


def _add(found: dict[str, str], address: str, name: str) -> None:
    plain = mailbox(address)
    if plain and not is_stand_in(plain):
        found[plain] = found.get(plain) or " ".join(name.split())
