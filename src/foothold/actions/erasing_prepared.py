"""What goes from the Ready sheets with a person: his words, his address, and his name in ours."""

from typing import Any

from django.db.models import Q

from foothold.actions.erasing_words import Blot, ErasedPerson
from foothold.records.models import Attendee, Preparation, PreparedItem


def erase_from_prepared(workspace_id: Any, person: ErasedPerson) -> bool:
    """Empty what he said or did, keep its level (METHOD 3), and take his name out of what the seller wrote.

    Parts of his name go on the sheets of meetings he was invited to. In the caller's transaction, while the
    calendars still name him; whether anything changed.
    """
    known = Q(name__in=list(person.names)) | (Q(address__iexact=person.address) if person.address else Q(pk__in=[]))
    invited = list(Attendee.objects.in_workspace(workspace_id).filter(known).values_list("meeting_id", "address"))
    met_in = {meeting_id for meeting_id, _address in invited}
    # A namesake's address is not his.
    his = {person.address.casefold()} | (set() if person.only_attended else {each.casefold() for _, each in invited})
    changed = False
    for row in PreparedItem.objects.in_workspace(workspace_id):
        changed |= _erase_item(row, person, his - {""}, Blot(person, attended=row.meeting_id in met_in))
    for sheet in Preparation.objects.in_workspace(workspace_id):
        blot = Blot(person, attended=sheet.meeting_id in met_in)
        agenda = [each | {"question": blot.removed(str(each.get("question") or ""))} for each in sheet.agenda]
        outcome = blot.removed(sheet.outcome)
        if (outcome, agenda) != (sheet.outcome, sheet.agenda):
            sheet.outcome, sheet.agenda = outcome, agenda
            sheet.save(update_fields=["outcome", "agenda"])
            changed = True
    return changed


def _erase_item(row: PreparedItem, person: ErasedPerson, his: set[str], blot: Blot) -> bool:
    before = (row.words, row.by, row.not_applicable, row.grounds)
    if row.by and (person.speaks_as(row.by) or row.by.casefold() in his):
        row.words, row.by, row.grounds = "", "", {"source": row.grounds.get("source", ""), "erased": True}
    else:
        row.words, row.not_applicable = blot.removed(row.words), blot.removed(row.not_applicable)
        row.grounds = {name: _without(value, blot) for name, value in row.grounds.items()}
    if before == (row.words, row.by, row.not_applicable, row.grounds):
        return False
    row.save(update_fields=["words", "by", "not_applicable", "grounds"])
    return True


def _without(value: Any, blot: Blot) -> Any:
    if isinstance(value, dict):
        return {name: _without(each, blot) for name, each in value.items()}
    return blot.removed(value) if isinstance(value, str) else value
