"""What only its seller knows of a meeting that has just ended, said in a few taps; no words of it are needed (J3)."""

from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction

from foothold.actions.answer_feeling import keep_feeling
from foothold.actions.answer_third_question import Thought, keep_thought
from foothold.actions.keep_own_words import keep_own_words
from foothold.records.models import Meeting, Membership


@dataclass(frozen=True, slots=True)
class SaidAfter:
    """All of it may be left out: unknown. `promised` is free text, in the seller's own words (E1)."""

    met: str = ""
    sure: int | None = None
    thought: Thought = field(default_factory=Thought)
    promised: str = ""


def say_after(seat: Membership, meeting: Meeting, said: SaidAfter, *, now: datetime) -> None:
    """Store it, together or not at all. Raises ValueError for what is none of the answers, and before the start."""
    if meeting.held_at > now:
        raise ValueError("this meeting has not begun")
    with transaction.atomic():
        keep_feeling(seat, meeting, met=said.met, sure=said.sure, ended=meeting.ended_at, now=now)
        keep_thought(seat, meeting, said.thought, now=now)
        keep_own_words(seat, meeting, said.promised, now=now)
