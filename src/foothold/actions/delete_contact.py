"""Erase a person everywhere; the evidence keeps its level, marked "verified, source deleted" (METHOD 3)."""

from typing import Any

from django.db import models, transaction
from django.db.models import Q

from foothold.actions.erasing_words import ErasedPerson, words_erased
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import (
    Commitment,
    Contact,
    Correction,
    Identity,
    Judgement,
    Meeting,
    Membership,
    SourceText,
    SpeakerSide,
)
from foothold.records.models.meetings import Keeping


class SeveralPeople(ValueError):
    """More than one person goes by that name, at different customers."""


def delete_contact(contact: Contact) -> None:
    """Remove the person's row, words, name and address from every record of the workspace.

    Texts the person speaks in or is named in are removed whole: what remains of a talk would still
    be theirs. Quotes of theirs go, and so does what was derived from their words (topics, promises,
    the sentence to say); quotes of others keep their words without the name.
    """
    with transaction.atomic():
        erase_person(contact.workspace_id, contact.name, contact.address)
        contact.delete()
    forget_freed_pages()


def delete_person(seat: Membership, named: str) -> bool:
    """The same by exact name or address, also for somebody who is named somewhere but is no contact.

    False, and nothing done, where nobody of that name is kept. Raises SeveralPeople where it is not
    clear who is meant.
    """
    named = named.strip()
    people = Contact.objects.in_workspace(seat.workspace_id)
    found = list(people.filter(Q(name__iexact=named) | Q(address__iexact=named)))
    if len({person.account_id for person in found}) > 1:
        raise SeveralPeople(f"{len(found)} people are called {named}.")
    for person in found:
        delete_contact(person)
    if found:
        return True
    with transaction.atomic():
        changed = erase_person(seat.workspace_id, *(("", named) if "@" in named else (named, "")))
    if changed:
        forget_freed_pages()
    return changed


def erase_person(workspace_id: Any, name: str, address: str) -> bool:
    """Go through every record of the workspace that may carry the person; whether any did.

    In the caller's transaction.
    """
    sources = list(SourceText.objects.in_workspace(workspace_id))
    person = ErasedPerson.of(name, address, (turn for source in sources for turn in source.turns))
    changed = False
    for meeting in Meeting.objects.in_workspace(workspace_id):
        changed |= _erase_from_meeting(meeting, person, [row for row in sources if row.meeting_id == meeting.pk])
    for side in SpeakerSide.objects.in_workspace(workspace_id):
        if person.is_named(side.name):
            side.delete()
            changed = True
    named = Q(value__in=[value for value in (name, address) if value])
    removed, _ = Identity.objects.in_workspace(workspace_id).filter(named).delete()
    return changed or removed > 0


def _erase_from_meeting(meeting: Meeting, person: ErasedPerson, sources: list[SourceText]) -> bool:
    judgements = list(Judgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting))
    said = words_erased(person, sources, [row.document for row in judgements])
    changed = _save(meeting, title=person.blot(meeting.title))
    for source in sources:
        changed |= _erase_text(source, person)
    for judgement in judgements:
        changed |= _save(judgement, document=said.erased_from(judgement.document))
    for promise in Commitment.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting):
        erased = said.erased_from({"what": promise.what, "owner": promise.owner, "evidence": promise.evidence})
        changed |= _save(promise, **erased)
    for correction in Correction.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting):
        changed |= _save(correction, found=said.erased_from(correction.found), words=said.erased_from(correction.words))
    return changed


def _erase_text(source: SourceText, person: ErasedPerson) -> bool:
    speakers = [(speaker, address) for speaker, _, _, _, address in source.turns]
    speakers += [(speaker, address) for speaker, address, _, _ in source.earlier]
    texts = [source.text, *(text for _, _, _, text in source.earlier)]
    values: dict[str, Any] = {
        "name": person.blot(source.name),
        "gaps": [person.blot(gap) for gap in source.gaps],
    }
    if any(person.speaks_as(*speaker) for speaker in speakers) or any(person.blot(text) != text for text in texts):
        values |= {"text": "", "turns": [], "earlier": [], "keeping": Keeping.ERASED}
    return _save(source, **values)


def _save(row: models.Model, **values: Any) -> bool:
    """Store what differs; whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save(update_fields=list(differing))
    return bool(differing)
