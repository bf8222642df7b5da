"""Everything a workspace knows, as plain files: JSON and CSV of every table, and the texts as they were read."""

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import IO, Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.db.models import Q

from foothold.core.written_tables import as_csv
from foothold.records.models import (
    Account,
    Afterthought,
    Agreement,
    Attendance,
    Attendee,
    CalendarEntry,
    Call,
    ChosenHabit,
    Closing,
    Commitment,
    Connection,
    Contact,
    Correction,
    Counterpart,
    CrmAccount,
    CrmAct,
    CrmMapping,
    CustomerJudgement,
    Departure,
    ErasedMark,
    Feeling,
    FigureConsent,
    Guest,
    GuestAct,
    Homework,
    Identity,
    Import,
    ImportChange,
    Invitation,
    InvitationReply,
    InvitationStep,
    JoinedAccount,
    Judgement,
    Letter,
    LettingGo,
    Look,
    Meeting,
    MeetingStood,
    Membership,
    NoteChoice,
    Opportunity,
    OpportunityClosing,
    OpportunityJudgement,
    OpportunityStanding,
    PipelineDecision,
    Preparation,
    PreparedItem,
    Proposal,
    SeatInvitation,
    SecondReader,
    SecondReading,
    SilenceConstants,
    SilencePrediction,
    Source,
    SourceConsent,
    SourceText,
    SpeakerSide,
    Team,
    TeamLead,
    TeamScreens,
    TriageLearning,
    TriageSetting,
    User,
    WaitingTable,
)
from foothold.records.models.meetings import Keeping
from foothold.records.scoping import InWorkspace, ScopedQuerySet
from foothold.records.visibility import meetings_of_his_day, words_seen_by

EXPORTED: dict[str, type[InWorkspace]] = {
    "memberships": Membership,
    "identities": Identity,
    "accounts": Account,
    "contacts": Contact,
    "counterparts": Counterpart,
    "opportunities": Opportunity,
    "opportunity_standings": OpportunityStanding,
    "proposals": Proposal,
    "let_go": LettingGo,
    "silence_constants": SilenceConstants,
    "silence_predictions": SilencePrediction,
    "crm_accounts": CrmAccount,
    "crm_acts": CrmAct,
    "crm_mappings": CrmMapping,
    "opportunity_judgements": OpportunityJudgement,
    "opportunity_closings": OpportunityClosing,
    "triage_settings": TriageSetting,
    "triage_learning": TriageLearning,
    "pipeline_decisions": PipelineDecision,
    "agreements": Agreement,
    "joined_accounts": JoinedAccount,
    "meetings": Meeting,
    "meetings_stood": MeetingStood,
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
    "invitations": Invitation,
    "invitation_steps": InvitationStep,
    "guests": Guest,
    "guest_acts": GuestAct,
    "homework": Homework,
    "closings": Closing,
    "preparations": Preparation,
    "prepared_items": PreparedItem,
    "customer_judgements": CustomerJudgement,
    "afterthoughts": Afterthought,
    "habits": ChosenHabit,
    "connections": Connection,
    "departures": Departure,
    "note_choices": NoteChoice,
    "teams": Team,
    "team_leads": TeamLead,
    "team_screens": TeamScreens,
    "seat_invitations": SeatInvitation,
    "figure_consents": FigureConsent,
    "looks": Look,
}
LEFT_OUT: dict[type[InWorkspace], str] = {
    WaitingTable: "a file of the person's own, waiting for a day at most",
    ErasedMark: "says nothing to anybody but this installation's own secret",
}
"""Kinds of rows that are not exported, each with the reason; a test asks for every kind here or above."""
BYTE_ORDER_MARK = "\ufeff"
# Texts travel as files; leases are nobody's data; who has the sealed address of a calendar or the sealed
# key of a model cannot open it, and who could has it from where it came. A link's digest is of no use either.
_LEFT_OUT = frozenset({"text", "claimed_until", "attempt", "sealed", "token_sha256"})


def export_to_folder(seat: Membership, folder: Path) -> int:
    """Write the export below `folder` (made if missing); the number of files written."""
    count = 0
    for name, content in exported_files(seat):
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8", newline="")
        count += 1
    return count


def export_to_zip(seat: Membership, file: IO[bytes]) -> None:
    """Write the export as one ZIP archive into an open file."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in exported_files(seat):
            archive.writestr(name, content)


def exported_files(seat: Membership) -> Iterator[tuple[str, str]]:
    """Names and contents: the workspace's own, this person's, and what colleagues shared with everybody.

    What colleagues did and felt stays out, whatever his role: all of it is in a backup, made at the machine.
    """
    his = _His(seat)
    readable = set(words_seen_by(seat).values_list("pk", flat=True))
    yield "workspace.json", as_json(plain(seat.workspace))
    members = Membership.objects.in_workspace(seat.workspace_id).values("user_id")
    people = User.objects.filter(pk__in=members)
    yield "people.json", as_json([{"id": p.pk, "name": p.name, "address": p.address} for p in people])
    for name, model in EXPORTED.items():
        rows: ScopedQuerySet[Any] = model.objects.in_workspace(seat.workspace_id).order_by("pk")
        if model is ImportChange:
            rows = rows.select_related("run")
        listed = [_row(row, readable) for row in rows.iterator(chunk_size=500) if his.may_take(row)]
        yield f"{name}.json", as_json(listed)
        yield f"{name}.csv", as_table(columns_of(model), listed)
    texts = SourceText.objects.in_workspace(seat.workspace_id).filter(pk__in=readable, keeping=Keeping.KEPT)
    for source in texts.iterator(chunk_size=50):
        yield f"texts/{source.meeting_id}.txt", source.text


_BY_KEY: dict[type[models.Model], str] = {
    Meeting: "meeting_id",
    Opportunity: "opportunity_id",
    Invitation: "invitation_id",
}


class _His:
    """Which rows are for this seat: by their person, else by the meeting, deal or invitation they hang on."""

    def __init__(self, seat: Membership) -> None:
        self._person = seat.user_id
        self._keys: dict[str, set[Any]] = {
            "meeting_id": set(meetings_of_his_day(seat).values_list("pk", flat=True)),
            "opportunity_id": set(_deals_of_his_day(seat).values_list("pk", flat=True)),
        }
        sent = Invitation.objects.in_workspace(seat.workspace_id).filter(meeting__in=meetings_of_his_day(seat))
        self._keys["invitation_id"] = set(sent.values_list("pk", flat=True))

    def may_take(self, row: models.Model) -> bool:
        """Whether it goes into the export."""
        if isinstance(row, Membership):
            return True
        if isinstance(row, ImportChange):
            return bool(row.run.user_id == self._person)
        if isinstance(row, Look):
            return self._person in {row.who_id, row.whose_id}
        if getattr(row, "user_id", None) not in {None, self._person}:
            return False
        own = _BY_KEY.get(type(row))
        if own:
            return row.pk in self._keys[own]
        hangs_on = ((getattr(row, name, None), keys) for name, keys in self._keys.items())
        return all(key is None or key in keys for key, keys in hangs_on)


def _deals_of_his_day(seat: Membership) -> ScopedQuerySet[Opportunity]:
    """His deals, those nobody works, and those of the meetings that are for him."""
    rows = Opportunity.objects.in_workspace(seat.workspace_id)
    met = meetings_of_his_day(seat).exclude(opportunity=None).values("opportunity_id")
    return rows.filter(Q(seller=None) | Q(seller_id=seat.user_id) | Q(pk__in=met))


def _row(row: models.Model, readable: set[Any]) -> dict[str, Any]:
    fields = plain(row)
    if isinstance(row, SourceText) and row.pk not in readable:
        fields["turns"], fields["earlier"] = [], []
    return fields


def plain(row: models.Model) -> dict[str, Any]:
    """A row's fields by name; its words and leases stay out."""
    return {name: getattr(row, name) for name in columns_of(type(row))}


def columns_of(model: type[models.Model]) -> list[str]:
    """The names of the columns a kind of row is exported with."""
    return [field.attname for field in model._meta.concrete_fields if field.name not in _LEFT_OUT]


def as_table(columns: Sequence[str], rows: Iterable[dict[str, Any]]) -> str:
    """The same rows for a spreadsheet: one line each, a list or an object as JSON in one cell, times ISO.

    A byte order mark stands first, by which spreadsheets know UTF-8; no cell is ever run as a formula.
    """
    return BYTE_ORDER_MARK + as_csv(columns, ([_cell(row[name]) for name in columns] for row in rows))


def _cell(value: Any) -> object:
    if isinstance(value, dict | list):
        return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False)
    return value.isoformat() if isinstance(value, datetime | date | time) else value


def as_json(value: Any) -> str:
    """As every exported file is written."""
    return json.dumps(value, cls=DjangoJSONEncoder, ensure_ascii=False, indent=2) + "\n"
