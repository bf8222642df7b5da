"""What calendars, mails and call logs brought about one person, for the export he may ask for (Article 15 GDPR)."""

from collections.abc import Iterable
from typing import Any

from foothold.actions.erase_from_sources import attendee_of
from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.actions.erasing_words import ErasedPerson
from foothold.actions.export_everything import plain
from foothold.records.models import (
    Attendee,
    CalendarEntry,
    Call,
    Contact,
    Counterpart,
    InvitationReply,
    Letter,
    Membership,
)


def kept_from_sources(seat: Membership, people: Iterable[Contact]) -> dict[str, list[dict[str, Any]]]:
    """Rows by kind; `people` are the contacts of one person. Found by the rule by which he would be erased.

    The lines of a colleague's calendar and mailbox stay out; what follows from them (meetings, answers) does not.
    """
    workspace_id = seat.workspace_id
    everyone = [attendee_of(workspace_id, ErasedPerson.of(one.name, one.address)) for one in people]

    def his(address: str, name: str = "") -> bool:
        return any(him.is_him(address, name) for him in everyone)

    invited = Attendee.objects.in_workspace(workspace_id).order_by("pk").iterator()
    answers = InvitationReply.objects.in_workspace(workspace_id).order_by("pk").iterator()
    letters = Letter.objects.in_workspace(workspace_id).filter(user_id=seat.user_id).order_by("pk").iterator()
    calls = Call.objects.in_workspace(workspace_id).exclude(name="").order_by("pk").iterator()
    known = Counterpart.objects.in_workspace(workspace_id).order_by("pk")
    return {
        "invitations": [plain(row) for row in invited if his(row.address, row.name)],
        "answers": [plain(row) for row in answers if his(row.address) or his(row.sent_from)],
        "letters": [plain(row) for row in letters if his(row.from_address) or any(map(his, row.to_addresses))],
        "calls": [plain(row) for row in calls if his("", row.name)],
        "known_as": [plain(row) for row in known if "@" in row.value and his(row.value)],
        "calendar_entries": _entries(seat, everyone),
    }


def _entries(seat: Membership, everyone: list[ErasedAttendee]) -> list[dict[str, Any]]:
    rows = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return [
        {"uid": row.uid, "entries": row.entries}
        for row in rows.order_by("pk").iterator()
        if any(him.entries_without(row.entries) != row.entries for him in everyone)
    ]
