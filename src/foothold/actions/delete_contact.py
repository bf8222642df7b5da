"""Erase a person everywhere; the evidence keeps its level, marked "verified, source deleted" (METHOD 3)."""

import re
from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models import Q

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

REMOVED = "[removed]"
SOURCE_DELETED = "verified, source deleted"


def delete_contact(contact: Contact) -> None:
    """Remove the person's row, words, name and address from every record of the workspace.

    Texts the person speaks in or is named in are removed whole: what remains of a talk would still
    be theirs. Quotes of theirs go, quotes of others keep their words without the name.
    """
    with transaction.atomic():
        erase_person(contact.workspace_id, contact.name, contact.address)
        contact.delete()
    forget_freed_pages()


class SeveralPeople(ValueError):
    """More than one person goes by that name, at different customers."""


def delete_person(seat: Membership, named: str) -> None:
    """The same by exact name or address, also for somebody who is named somewhere but is no contact.

    Raises SeveralPeople where it is not clear who is meant.
    """
    named = named.strip()
    people = Contact.objects.in_workspace(seat.workspace_id)
    found = list(people.filter(Q(name__iexact=named) | Q(address__iexact=named)))
    if len({person.account_id for person in found}) > 1:
        raise SeveralPeople(f"{len(found)} people are called {named}.")
    for person in found:
        delete_contact(person)
    if not found:
        with transaction.atomic():
            erase_person(seat.workspace_id, *(("", named) if "@" in named else (named, "")))
        forget_freed_pages()


def erase_person(workspace_id: Any, name: str, address: str) -> None:
    """Go through every record of the workspace that may carry the person. In the caller's transaction."""
    blot = _blot(name, address)
    for source in SourceText.objects.in_workspace(workspace_id):
        _erase_text(source, name, address, blot)
    for judgement in Judgement.objects.in_workspace(workspace_id):
        erased = erased_from(judgement.document, name, blot)
        if erased != judgement.document:
            judgement.document = erased
            judgement.save(update_fields=["document"])
    for commitment in Commitment.objects.in_workspace(workspace_id):
        commitment.what = blot(commitment.what)
        commitment.owner = blot(commitment.owner)
        commitment.evidence = erased_from(commitment.evidence, name, blot)
        commitment.save(update_fields=["what", "owner", "evidence"])
    for correction in Correction.objects.in_workspace(workspace_id):
        correction.found = erased_from(correction.found, name, blot)
        correction.words = blot(correction.words)
        correction.save(update_fields=["found", "words"])
    for meeting in Meeting.objects.in_workspace(workspace_id):
        if blot(meeting.title) != meeting.title:
            meeting.title = blot(meeting.title)
            meeting.save(update_fields=["title"])
    SpeakerSide.objects.in_workspace(workspace_id).filter(name__iexact=name).delete()
    Identity.objects.in_workspace(workspace_id).filter(value__in=[value for value in (name, address) if value]).delete()


def erased_from(found: Any, name: str, blot: Callable[[str], str]) -> Any:
    """The same findings without the person: own quotes emptied and marked, the name blotted elsewhere."""
    if isinstance(found, list):
        return [erased_from(item, name, blot) for item in found]
    if isinstance(found, str):
        return blot(found)
    if not isinstance(found, dict):
        return found
    values = {key: erased_from(value, name, blot) for key, value in found.items()}
    speaker = found.get("speaker")
    if "start" in found and "text" in found and isinstance(speaker, str) and _same(speaker, name):
        values |= {"text": "", "speaker": REMOVED, "source": SOURCE_DELETED}
    return values


def _erase_text(source: SourceText, name: str, address: str, blot: Callable[[str], str]) -> None:
    speaks = any(
        (speaker and _same(speaker, name)) or (address and turn_address == address)
        for speaker, _, _, _, turn_address in source.turns
    )
    if speaks or blot(source.text) != source.text:
        source.text, source.turns, source.keeping = "", [], Keeping.ERASED
    source.name = blot(source.name)
    source.gaps = [blot(gap) for gap in source.gaps]
    source.save(update_fields=["text", "turns", "keeping", "name", "gaps"])


def _same(one: str, other: str) -> bool:
    return one.strip().casefold() == other.strip().casefold()


def _blot(name: str, address: str) -> Callable[[str], str]:
    """A function that replaces the person's name and address, as whole words, in any text."""
    marks = [re.escape(mark) for mark in (address.strip(), name.strip()) if mark]
    # A full name also goes by its parts: "Petra Lang" is "Petra" in the talk and "Ms Lang" in the mail.
    marks += [re.escape(part) for part in name.split() if len(part) > 2] if " " in name.strip() else []
    if not marks:
        return lambda text: text
    pattern = re.compile(rf"(?<!\w)(?:{'|'.join(marks)})(?!\w)", re.IGNORECASE)
    return lambda text: pattern.sub(REMOVED, text)
