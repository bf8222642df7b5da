"""Everything kept about one person, as one JSON document: what he may ask for (Article 15 GDPR)."""

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from foothold.actions.erasing_words import ErasedPerson
from foothold.actions.export_everything import as_json, plain
from foothold.actions.kept_from_invitations import kept_from_invitations
from foothold.actions.kept_from_sources import kept_from_sources
from foothold.records.models import (
    Attendance,
    Commitment,
    Contact,
    Correction,
    Judgement,
    Meeting,
    Membership,
    SecondReading,
)
from foothold.records.models import SourceText as Text
from foothold.records.visibility import words_seen_by

FILE = "contact.json"


def export_contact_to_folder(seat: Membership, people: list[Contact], folder: Path) -> Path:
    """Write the document into `folder` (made if missing); where it is."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / FILE
    path.write_text(as_json(kept_about(seat, people)), encoding="utf-8")
    return path


def export_contact_to_zip(seat: Membership, people: list[Contact], file: IO[bytes]) -> None:
    """The same as a ZIP archive into an open file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(FILE, as_json(kept_about(seat, people)))


def kept_about(seat: Membership, people: list[Contact]) -> dict[str, Any]:
    """His rows, the meetings he attended, his words and quotes with the claims they bear, promises, corrections.

    And what calendars, mails and call logs brought: invitations with what he answered, when who wrote, calls; what
    was sent to him, and what he did on his pages.

    Words of a text that this seat may not read stay out; `people` are the rows of one person.
    """
    workspace = seat.workspace_id
    attendances = Attendance.objects.in_workspace(workspace).filter(contact__in=people)
    brought = kept_from_sources(seat, people)
    met_in = {*attendances.values_list("meeting_id", flat=True), *(row["meeting_id"] for row in brought["invitations"])}
    meetings = Meeting.objects.in_workspace(workspace).filter(pk__in=met_in)
    judgements = Judgement.objects.in_workspace(workspace).filter(meeting__in=meetings).order_by("meeting", "version")
    texts = list(words_seen_by(seat).filter(meeting__in=meetings).order_by("pk"))
    persons = [
        ErasedPerson.of(one.name, one.address, (turn for text in texts for turn in text.turns)) for one in people
    ]
    promises = Commitment.objects.in_workspace(workspace).filter(meeting__in=meetings)
    readings = SecondReading.objects.in_workspace(workspace).filter(meeting__in=meetings).order_by("meeting")
    corrections = Correction.objects.in_workspace(workspace).filter(meeting__in=meetings).order_by("made_at")
    return {
        "contact": [plain(person) for person in people],
        "meetings": [plain(meeting) for meeting in meetings.order_by("held_at")],
        "words": [row for text in texts for row in _words(text, persons)],
        "quotes": [
            {"meeting": row.meeting_id, "version": row.version, **quote}
            for row in judgements
            for quote in _quotes(row.document, persons)
        ],
        "suggested_quotes": [
            {"meeting": row.meeting_id, **quote} for row in readings for quote in _quotes(row.document, persons)
        ],
        "promises": [plain(row) for row in promises if _is_his(row.owner, row.evidence, persons)],
        "corrections": [
            plain(row)
            for row in corrections
            if row.user_id == seat.user_id and (any(_quotes(row.found, persons)) or _names(row.words, persons))
        ],
        **brought,
        **kept_from_invitations(seat, people, met_in),
    }


def _words(text: Text, persons: list[ErasedPerson]) -> Iterator[dict[str, Any]]:
    for speaker, start, end, at, address in text.turns:
        if _speaks(persons, speaker, address):
            yield {"meeting": text.meeting_id, "at": at, "text": text.text[start:end]}
    for speaker, address, said_at, said in text.earlier:
        if _speaks(persons, speaker, address):
            yield {"meeting": text.meeting_id, "said_at": said_at, "text": said}


def _quotes(found: Any, persons: list[ErasedPerson], claim: str = "", level: str | None = None) -> Iterator[Any]:
    """His quotes below a part of the document, each with the claim it bears and that claim's level."""
    if isinstance(found, list):
        for place, item in enumerate(found):
            yield from _quotes(item, persons, f"{claim}.{place}", level)
    elif isinstance(found, dict) and "start" in found and "text" in found:
        if _speaks(persons, found.get("speaker")):
            yield {"claim": claim.partition(".evidence")[0], "level": level, **found}
    elif isinstance(found, dict):
        level = found.get("level") or found.get("agreed") or level
        for key, value in found.items():
            yield from _quotes(value, persons, f"{claim}.{key}".lstrip("."), level)


def _is_his(owner: str, evidence: list[dict[str, Any]], persons: list[ErasedPerson]) -> bool:
    return _speaks(persons, owner) or any(_speaks(persons, row.get("speaker")) for row in evidence)


def _names(words: str, persons: list[ErasedPerson]) -> bool:
    return any(name.casefold() in words.casefold() for person in persons for name in person.names)


def _speaks(persons: list[ErasedPerson], speaker: str | None, address: str | None = None) -> bool:
    return any(person.speaks_as(speaker, address) for person in persons)
