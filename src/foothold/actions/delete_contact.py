"""Erase a person everywhere; the evidence keeps its level, marked "verified, source deleted" (METHOD 3)."""

from collections.abc import Iterable
from typing import Any

from django.db import models, transaction
from django.db.models import Q
from django.utils import timezone

from foothold.actions.erase_from_sources import attendee_of, erase_from_sources
from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.actions.erasing_prepared import erase_from_prepared
from foothold.actions.erasing_words import Blot, ErasedPerson, ErasedWords, words_erased
from foothold.actions.mark_erased import mark_erased
from foothold.actions.settle_standings import settle_standings
from foothold.core.relations import counterpart
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import (
    Attendance,
    Attendee,
    Commitment,
    Contact,
    Correction,
    Identity,
    Judgement,
    Meeting,
    Membership,
    OpportunityStanding,
    SecondReading,
    Source,
    SourceText,
    SpeakerSide,
)
from foothold.records.models.meetings import Keeping


class SeveralPeople(ValueError):
    """More than one person goes by that name, at different customers."""


def delete_contact(contact: Contact) -> tuple[str, ...]:
    """Remove the person's row, words, name and address from every record of the workspace.

    Texts the person speaks in are removed whole: what remains of a talk would still be theirs. Quotes
    of theirs go, and so does what was derived from their words (topics, promises, the sentence to say).
    Other people's words stay, without the name; parts of a name go only in meetings the person attended.
    In calendars, mails and call logs nobody's address at the same firm stands in place of theirs.

    The names of the sources that brought the person: what is brought from there again, changed or new, brings
    the person again; a CRM's export does not (`mark_erased`). Nothing remembers who was erased.
    """
    with transaction.atomic():
        _, sources = _erase(contact.workspace_id, contact.name, contact.address, contact=contact)
        contact.delete()
    forget_freed_pages()
    return sources


def delete_person(seat: Membership, named: str) -> bool:
    """The same by exact name or address, also for somebody who is named somewhere but is no contact.

    False, and nothing done, where nobody of that name is kept. Raises SeveralPeople where it is not
    clear who is meant.
    """
    found = people_called(seat, named)
    for person in found:
        delete_contact(person)
    if found:
        return True
    named = named.strip()
    with transaction.atomic():
        changed, _ = _erase(seat.workspace_id, *(("", named) if "@" in named else (named, "")))
    if changed:
        forget_freed_pages()
    return changed


def people_called(seat: Membership, named: str) -> list[Contact]:
    """The contacts of that name or address. Raises SeveralPeople where it is not clear who is meant."""
    named = named.strip()
    if not named:
        return []
    people = Contact.objects.in_workspace(seat.workspace_id)
    found = list(people.filter(Q(name__iexact=named) | Q(address__iexact=named)))
    if len({person.account_id for person in found}) > 1:
        raise SeveralPeople(f"{len(found)} people are called {named}.")
    return found


def _erase(
    workspace_id: Any, name: str, address: str, *, contact: Contact | None = None
) -> tuple[bool, tuple[str, ...]]:
    """Go through every record of the workspace that may carry the person; whether any did, and which sources.

    In the caller's transaction.
    """
    texts = list(SourceText.objects.in_workspace(workspace_id))
    shared = contact is not None and _has_namesake(contact)
    turns = (turn for source in texts for turn in source.turns)
    person = ErasedPerson.of(name, address, turns, only_attended=shared)
    him = attendee_of(workspace_id, person)
    changed = _erase_words(workspace_id, person, texts, contact)
    changed |= erase_from_prepared(workspace_id, him.person)
    in_sources, named_by = erase_from_sources(workspace_id, him)
    sources = Source.objects.in_workspace(workspace_id).filter(pk__in=named_by).order_by("name")
    names = tuple(sources.values_list("name", flat=True))
    changed |= in_sources
    _work_out_topics(workspace_id, (name, address, *him.person.names, *him.stand_ins))
    if not shared:
        changed |= _erase_sides(workspace_id, him, address)
    if changed or contact is not None:
        mark_erased(workspace_id, him, contact)
    return changed, names


def _erase_sides(workspace_id: Any, him: ErasedAttendee, address: str) -> bool:
    """What is remembered of his name: whose side he is on, and that he was one of us."""
    changed = False
    for side in SpeakerSide.objects.in_workspace(workspace_id):
        if him.person.speaks_as(side.name):
            side.delete()
            changed = True
    named = Q(value__in=[value for value in (*him.person.names, address, *him.stand_ins) if value])
    removed, _ = Identity.objects.in_workspace(workspace_id).filter(named).delete()
    return changed or removed > 0


def _work_out_topics(workspace_id: Any, names: Iterable[str]) -> None:
    """A deal's standing has the topic of its next date: as the meeting is called now, not as it was with his name."""
    words = {word.strip(",;.\"'()") for name in names for word in name.casefold().split()} - {""}
    named = OpportunityStanding.objects.in_workspace(workspace_id).exclude(topic="")
    topics = named.values_list("opportunity__account_id", "topic")
    accounts = {account for account, topic in topics if any(word in topic.casefold() for word in words)}
    settle_standings(workspace_id, now=timezone.now(), accounts=accounts)


def _has_namesake(contact: Contact) -> bool:
    """Whether another contact goes by the same name, or a calendar calls somebody so at another firm."""
    workspace_id = contact.workspace_id
    if Contact.objects.in_workspace(workspace_id).filter(name__iexact=contact.name).exclude(pk=contact.pk).exists():
        return True
    if not contact.address:
        return False
    called = Attendee.objects.in_workspace(workspace_id).filter(name__iexact=contact.name, contact__isnull=False)
    return called.exclude(counterpart__in=["", counterpart(contact.address)]).exists()


def _erase_words(workspace_id: Any, person: ErasedPerson, texts: list[SourceText], contact: Contact | None) -> bool:
    """His words, and his name in others': only where something was said is there anything to go through."""
    met_in: set[Any] = set()
    if contact is not None:
        attendances = Attendance.objects.in_workspace(workspace_id).filter(contact=contact)
        met_in = set(attendances.values_list("meeting_id", flat=True))
    by_meeting: dict[Any, list[SourceText]] = {}
    for text in texts:
        by_meeting.setdefault(text.meeting_id, []).append(text)
    judged = Judgement.objects.in_workspace(workspace_id).values("meeting_id")
    changed = False
    for meeting in Meeting.objects.in_workspace(workspace_id).filter(Q(pk__in=judged) | Q(pk__in=list(by_meeting))):
        its_texts = by_meeting.get(meeting.pk, [])
        changed |= _erase_from_meeting(meeting, person, its_texts, attended=meeting.pk in met_in)
    return changed


def _erase_from_meeting(meeting: Meeting, person: ErasedPerson, sources: list[SourceText], *, attended: bool) -> bool:
    judgements = list(Judgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting))
    readings = SecondReading.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    documents = [row.document for row in judgements] + [row.document for row in readings.all() if row.document]
    said = words_erased(person, sources, documents, attended=attended)
    # A title and a file's name are often a customer's: there only the full name counts.
    in_full = Blot(said.blot.person, attended=False)
    changed = _save(meeting, title=in_full.removed(meeting.title))
    for source in sources:
        changed |= _erase_text(source, said, in_full)
    for judgement in judgements:
        changed |= _save(judgement, document=said.erased_from(judgement.document))
    # Looked up again: a model may have answered until its text was changed above (suggest_findings).
    for reading in readings.all():
        changed |= _save(reading, document=said.erased_from(reading.document))
    for promise in Commitment.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting):
        erased = said.erased_from({"what": promise.what, "owner": promise.owner, "evidence": promise.evidence})
        changed |= _save(promise, **erased)
    for correction in Correction.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting):
        changed |= _save(
            correction, found=said.erased_from(correction.found), words=said.erased_words(correction.words)
        )
    return changed


def _erase_text(source: SourceText, said: ErasedWords, in_full: Blot) -> bool:
    name, gaps = in_full.removed(source.name), [said.blot.removed(gap) for gap in source.gaps]
    if said.spoke:
        gone = {"text": "", "turns": [], "earlier": []}
        keeping = Keeping.ERASED if source.keeping == Keeping.KEPT else source.keeping
        return _save(source, name=name, gaps=gaps, keeping=keeping, **gone)
    earlier = [[who, address, at, said.blot.masked(text)] for who, address, at, text in source.earlier]
    return _save(source, name=name, gaps=gaps, text=said.blot.masked(source.text), earlier=earlier)


def _save(row: models.Model, **values: Any) -> bool:
    """Store what differs; whether anything did."""
    differing = {name: value for name, value in values.items() if getattr(row, name) != value}
    for name, value in differing.items():
        setattr(row, name, value)
    if differing:
        row.save(update_fields=list(differing))
    return bool(differing)
