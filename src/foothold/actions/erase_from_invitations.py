"""Take one person out of the invitations sent, and out of what was done on their pages."""

from typing import Any

from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.actions.make_guest_links import check_of
from foothold.records.models import (
    CustomerJudgement,
    Guest,
    GuestAct,
    Homework,
    Invitation,
    InvitationReply,
    PreparedItem,
)
from foothold.records.models.booking import GuestActKind
from foothold.records.scoping import InWorkspace
from foothold.records.secrets import check_values

_WORDS: tuple[tuple[type[InWorkspace], tuple[str, ...]], ...] = (
    (Invitation, ("topic", "outcome", "prep_question", "words", "place")),
    (Homework, ("owner", "what")),
    (InvitationReply, ("words",)),
)


def erase_from_invitations(workspace_id: Any, him: ErasedAttendee) -> bool:
    """Whether he was in any. What his acts bore out keeps its level; his words, his link and his address go.

    In the caller's transaction.
    """
    changed = [
        _erase_words(workspace_id, him),
        _erase_agendas(workspace_id, him),
        _erase_answers_written(workspace_id, him),
        _erase_who_did(workspace_id, him),
        _erase_named(workspace_id, him),
        _erase_links(workspace_id, him),
    ]
    return any(changed)


def _erase_words(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for model, fields in _WORDS:
        for row in model.objects.in_workspace(workspace_id):
            cleaned = {name: him.removed(getattr(row, name)) for name in fields}
            changed |= _save(row, **cleaned)
    return changed


def _erase_agendas(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for row in Invitation.objects.in_workspace(workspace_id).exclude(agenda=[]):
        cleaned = [{**each, "question": him.removed(str(each.get("question") or ""))} for each in row.agenda]
        changed |= _save(row, agenda=cleaned)
    return changed


def _erase_answers_written(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for row in Invitation.objects.in_workspace(workspace_id).exclude(answers_written={}):
        cleaned = {him.stand_in(address) or address: words for address, words in row.answers_written.items()}
        changed |= _save(row, answers_written=cleaned)
    return changed


def _erase_who_did(workspace_id: Any, him: ErasedAttendee) -> bool:
    """What he ticked, wrote and judged: nobody's address at the same firm stands in place of his."""
    changed = False
    for item in Homework.objects.in_workspace(workspace_id).exclude(done_by=""):
        changed |= _save(item, done_by=him.stand_in(item.done_by) or item.done_by)
    for prepared in PreparedItem.objects.in_workspace(workspace_id).exclude(by=""):
        stands_in = him.stand_in(prepared.by)
        if stands_in:
            changed |= _save(prepared, by=stands_in, words="", grounds={})
    for judgement in CustomerJudgement.objects.in_workspace(workspace_id).exclude(address=""):
        changed |= _save(judgement, address=him.stand_in(judgement.address) or judgement.address)
    return changed


def _erase_named(workspace_id: Any, him: ErasedAttendee) -> bool:
    """A colleague would have brought him along: nobody was named. And his name in others' words."""
    changed = False
    for act in GuestAct.objects.in_workspace(workspace_id).exclude(said={}):
        if act.kind == GuestActKind.COLLEAGUE and him.is_him(act.said["address"], act.said["name"]):
            on_sheet = PreparedItem.objects.in_workspace(workspace_id).filter(meeting=act.invitation.meeting_id)
            on_sheet.filter(item="cu.4", key__endswith=act.pk.hex[:8]).delete()
            act.delete()
            changed = True
        elif "words" in act.said:
            changed |= _save(act, said={**act.said, "words": him.removed(act.said["words"])})
    for prepared in PreparedItem.objects.in_workspace(workspace_id).exclude(words=""):
        changed |= _save(prepared, words=him.removed(prepared.words))
    return changed


def _erase_links(workspace_id: Any, him: ErasedAttendee) -> bool:
    guests = Guest.objects.in_workspace(workspace_id).exclude(address="")
    his = [guest.pk for guest in guests if him.stand_in(guest.address)]
    changed = guests.filter(pk__in=his).delete()[0] > 0
    for row in Invitation.objects.in_workspace(workspace_id).exclude(links_deleted=[]):
        his_values = {value for address in him.stand_ins for value in check_values(address, about=check_of(row))}
        changed |= _save(row, links_deleted=[value for value in row.links_deleted if value not in his_values])
    return changed


def _save(row: Any, **values: Any) -> bool:
    """Store what differs; whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save(update_fields=list(differing))
    return bool(differing)
