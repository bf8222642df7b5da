"""What was sent to one person and what he did on his pages, for the export he may ask for (Article 15 GDPR)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from foothold.actions.erase_from_sources import attendee_of
from foothold.actions.erasing_words import ErasedPerson
from foothold.actions.export_everything import plain
from foothold.records.models import (
    Closing,
    Contact,
    CrmAct,
    CustomerJudgement,
    Departure,
    Guest,
    GuestAct,
    Homework,
    Membership,
    PreparedItem,
)

Kept = dict[str, list[dict[str, Any]]]


def kept_from_invitations(seat: Membership, people: Iterable[Contact], meetings: Iterable[UUID]) -> Kept:
    """Rows by kind; `people` are the contacts of one person, `meetings` those he was in.

    What was done by a shared link is nobody's, so it is not his. Of letters only the seat's own are shown, and of a
    meeting's close only what names him.
    """
    workspace_id = seat.workspace_id
    everyone = [attendee_of(workspace_id, ErasedPerson.of(one.name, one.address)) for one in people]

    def his(address: str, name: str = "") -> bool:
        return any(him.is_him(address, name) for him in everyone)

    def names_him(words: str) -> bool:
        return any(him.removed(words, attended=True) != words for him in everyone)

    links = [row for row in _all(Guest, workspace_id) if row.address and his(row.address, row.name)]
    acts = GuestAct.objects.in_workspace(workspace_id).filter(guest__in=[row.pk for row in links])
    closings = Closing.objects.in_workspace(workspace_id).filter(meeting__in=list(meetings), user_id=seat.user_id)
    letters = Departure.objects.in_workspace(workspace_id).filter(user_id=seat.user_id).order_by("pk")
    return {
        "pages": [plain(row) for row in links],
        "acts_on_pages": [plain(row) for row in acts.order_by("done_at", "pk")],
        "prepared": [plain(row) for row in _all(PreparedItem, workspace_id) if row.by and his(row.by)],
        "judgements_of_his": [plain(row) for row in _all(CustomerJudgement, workspace_id) if his(row.address)],
        "homework": [
            plain(row)
            for row in _all(Homework, workspace_id)
            if (row.owner and his("", row.owner)) or (row.done_by and his(row.done_by))
        ],
        "letters_to_him": [plain(row) for row in letters if any(map(his, row.to_addresses))],
        "closings": [plain(row) for row in closings.order_by("said_at") if names_him(row.words)],
        "logged_in_crm": [plain(row) for row in _all(CrmAct, workspace_id) if his(row.address, row.name)],
    }


def _all(model: Any, workspace_id: Any) -> Any:
    return model.objects.in_workspace(workspace_id).order_by("pk").iterator()
