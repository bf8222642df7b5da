"""Everything a workspace knows, as plain files: JSON and the texts as they were read."""

import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from foothold.records.models import (
    Account,
    Attendance,
    Attendee,
    CalendarEntry,
    Call,
    Commitment,
    Contact,
    Correction,
    Counterpart,
    Feeling,
    Identity,
    Import,
    ImportChange,
    InvitationReply,
    Judgement,
    Letter,
    Meeting,
    Membership,
    Opportunity,
    SecondReader,
    SecondReading,
    Source,
    SourceConsent,
    SourceText,
    SpeakerSide,
    User,
)
from foothold.records.models.meetings import Keeping
from foothold.records.scoping import InWorkspace, ScopedQuerySet
from foothold.records.visibility import words_seen_by

EXPORTED: dict[str, type[InWorkspace]] = {
    "memberships": Membership,
    "identities": Identity,
    "accounts": Account,
    "contacts": Contact,
    "counterparts": Counterpart,
    "opportunities": Opportunity,
    "meetings": Meeting,
    "attendees": Attendee,
    "calls": Call,
    "read_from": Source,
    "imports": Import,
    "import_changes": ImportChange,
    "calendar_entries": CalendarEntry,
    "invitation_replies": InvitationReply,
    "letters": Letter,
    "attendances": Attendance,
    "sources": SourceText,
    "source_answers": SourceConsent,
    "sides": SpeakerSide,
    "judgements": Judgement,
    "feelings": Feeling,
    "commitments": Commitment,
    "corrections": Correction,
    "second_readers": SecondReader,
    "second_readings": SecondReading,
}
LEFT_OUT: dict[type[InWorkspace], str] = {}
"""Kinds of rows that are not exported, each with the reason; a test asks for every kind here or above."""
# Texts travel as files; leases are nobody's data; who has the sealed address of a calendar or the sealed
# key of a model cannot open it, and who could has it from where it came.
_LEFT_OUT = frozenset({"text", "claimed_until", "attempt", "sealed"})


def export_to_folder(seat: Membership, folder: Path) -> int:
    """Write the export below `folder` (made if missing); the number of files written."""
    count = 0
    for name, content in exported_files(seat):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        count += 1
    return count


def export_to_zip(seat: Membership, file: IO[bytes]) -> None:
    """Write the export as one ZIP archive into an open file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in exported_files(seat):
            archive.writestr(name, content)


def exported_files(seat: Membership) -> Iterator[tuple[str, str]]:
    """Names and contents. Words of other sellers that are not shared with this person stay out."""
    readable = set(words_seen_by(seat).values_list("pk", flat=True))
    yield "workspace.json", as_json(plain(seat.workspace))
    members = Membership.objects.in_workspace(seat.workspace_id).values("user_id")
    people = User.objects.filter(pk__in=members)
    yield "people.json", as_json([{"id": p.pk, "name": p.name, "address": p.address} for p in people])
    for name, model in EXPORTED.items():
        rows: ScopedQuerySet[Any] = model.objects.in_workspace(seat.workspace_id).order_by("pk")
        if model is ImportChange:
            rows = rows.select_related("run")
        listed = rows.iterator(chunk_size=500)
        yield f"{name}.json", as_json([_row(row, readable) for row in listed if _is_for(seat, row)])
    texts = SourceText.objects.in_workspace(seat.workspace_id).filter(pk__in=readable, keeping=Keeping.KEPT)
    for source in texts.iterator(chunk_size=50):
        yield f"texts/{source.meeting_id}.txt", source.text


def _is_for(seat: Membership, row: models.Model) -> bool:
    """What a seller felt is his alone (METHOD 6.3), and so are the lines of his calendar and whom he wrote to.

    Everything else is the workspace's.
    """
    if isinstance(row, ImportChange):
        return bool(row.run.user_id == seat.user_id)
    return not isinstance(row, Feeling | CalendarEntry | Letter) or row.user_id == seat.user_id


def _row(row: models.Model, readable: set[Any]) -> dict[str, Any]:
    fields = plain(row)
    if isinstance(row, SourceText) and row.pk not in readable:
        fields["turns"], fields["earlier"] = [], []
    return fields


def plain(row: models.Model) -> dict[str, Any]:
    """A row's fields by name; its words and leases stay out."""
    return {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if field.name not in _LEFT_OUT
    }


def as_json(value: Any) -> str:
    """As every exported file is written."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"
