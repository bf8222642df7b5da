"""A conversation comes back whole from a form field and from a kept row."""

from dataclasses import fields
from datetime import datetime
from typing import Any

from foothold.actions.debrief_meeting import Answers, debrief_meeting
from foothold.core.conversation import Conversation, Earlier, Turn
from foothold.records.conversations import conversation_kept, conversation_of, fields_of
from foothold.records.models import SourceText


def full(now: datetime) -> Conversation:
    """A conversation in which no field has its default: a new field of the core must be carried too."""
    return Conversation(
        name="reply.eml",
        kind="eml",
        text="Thursday works.\n",
        turns=(Turn("Jan Novak", 0, 15, 1.5, "jan@alpine.example"),),
        sha256="0" * 64,
        held_at=now,
        spoken=True,
        gaps=("one line was left out",),
        earlier=(Earlier("Anna Weber", "anna@harbour.example", now, "Thursday at 10?"), Earlier(None, None, None, "x")),
        automatic=True,
    )


def test_no_field_is_left_at_its_default_here(now: datetime) -> None:
    conversation = full(now)
    assert all(getattr(conversation, one.name) != one.default for one in fields(Conversation))


def test_a_conversation_comes_back_from_its_fields(now: datetime) -> None:
    assert conversation_of(fields_of(full(now))) == full(now)


def test_a_kept_conversation_comes_back_from_its_row(seat: Any, now: datetime) -> None:
    answers = Answers(held_at=now, tz="Europe/Berlin", knowing="everyone_knew")
    debrief_meeting(seat, full(now), answers, now=now)
    source = SourceText.objects.in_workspace(seat.workspace_id).select_related("meeting").get()
    assert conversation_kept(source) == full(now)
