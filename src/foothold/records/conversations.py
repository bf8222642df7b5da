"""A conversation of the core to plain fields and back, for rows and for the signed form field."""

from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from typing import Any

from foothold.core.conversation import Conversation, Earlier, Turn
from foothold.records.models import SourceText
from foothold.records.models.meetings import SourceKind
from foothold.records.scoping import ScopedQuerySet


def fields_of(conversation: Conversation) -> dict[str, Any]:
    """Plain JSON values; `conversation_of` gives the same conversation back."""
    fields = asdict(conversation)
    fields["held_at"] = conversation.held_at.isoformat() if conversation.held_at else None
    fields["turns"] = turn_rows(conversation)
    fields["gaps"] = list(conversation.gaps)
    fields["earlier"] = earlier_rows(conversation)
    return fields


def conversation_of(fields: Mapping[str, Any]) -> Conversation:
    """The conversation `fields_of` took apart."""
    held_at = fields["held_at"]
    return Conversation(
        name=fields["name"],
        kind=fields["kind"],
        text=fields["text"],
        turns=_turns(fields["turns"]),
        sha256=fields["sha256"],
        held_at=datetime.fromisoformat(held_at) if held_at else None,
        spoken=fields["spoken"],
        gaps=tuple(fields["gaps"]),
        earlier=_earlier(fields["earlier"]),
        automatic=fields["automatic"],
    )


def conversation_kept(source: SourceText) -> Conversation:
    """The conversation of a kept text; without a text it has no words."""
    return Conversation(
        name=source.name,
        kind=source.kind,
        text=source.text,
        turns=_turns(source.turns),
        sha256=source.sha256,
        held_at=source.meeting.held_at,
        spoken=source.spoken,
        gaps=tuple(source.gaps),
        earlier=_earlier(source.earlier),
        automatic=source.automatic,
    )


def turn_rows(conversation: Conversation) -> list[list[Any]]:
    """Turns as lists: a one-hour talk has 800 of them, and they travel in a form field."""
    return [[turn.speaker, turn.start, turn.end, turn.at, turn.address] for turn in conversation.turns]


def earlier_rows(conversation: Conversation) -> list[list[Any]]:
    """The quoted messages as lists: speaker, address, moment, text."""
    return [
        [said.speaker, said.address, said.said_at.isoformat() if said.said_at else None, said.text]
        for said in conversation.earlier
    ]


def our_notes(workspace_id: Any) -> ScopedQuerySet[SourceText]:
    """The words that we typed ourselves: who speaks in them is our own word, whatever stands before the colon (E1)."""
    return SourceText.objects.in_workspace(workspace_id).filter(kind=SourceKind.NOTES)


def source_kind(conversation: Conversation) -> SourceKind:
    """What people were asked about: talk, mail or notes."""
    if conversation.spoken:
        return SourceKind.TRANSCRIPT
    return SourceKind.MAIL if conversation.kind in {"eml", "html"} else SourceKind.NOTES


def _turns(rows: list[list[Any]]) -> tuple[Turn, ...]:
    return tuple(Turn(speaker, start, end, at, address) for speaker, start, end, at, address in rows)


def _earlier(rows: list[list[Any]]) -> tuple[Earlier, ...]:
    return tuple(
        Earlier(speaker, address, datetime.fromisoformat(said_at) if said_at else None, text)
        for speaker, address, said_at, text in rows
    )
