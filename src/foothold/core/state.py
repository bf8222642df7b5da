"""The state of an opportunity on screen: who holds the next date? (DESIGN 3)"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

from foothold.core.evidence import Level, Side
from foothold.core.next_step import Grade, NextStep, agreement, grade, slot


class State(StrEnum):
    """The states in the order in which the first that fits is taken."""

    CLOSED = "closed"
    BOOKED = "booked"
    SILENT = "silent"
    OFFERED = "offered"
    VAGUE = "vague"


class Closure(StrEnum):
    """How an opportunity ended."""

    WON = "won"
    LOST = "lost"
    LET_GO = "let go"


@dataclass(frozen=True, slots=True)
class OnScreen:
    """A state; for an offered slot also the slot, and who must answer (None where not known)."""

    state: State
    slot: datetime | None = None
    who_must_answer: Side | None = None


def state_on_screen(
    step: NextStep | None, now: datetime, *, closure: Closure | None = None, silent: bool = False
) -> OnScreen:
    """Return the first state that fits: closed, booked, silent, offered, vague.

    `silent` is for METHOD 8 to say (QUIET or DARK with an unanswered touch); where nothing was
    looked at it is False. A step already held leaves no next date: vague.

    >>> from datetime import UTC
    >>> state_on_screen(None, datetime(2026, 3, 2, tzinfo=UTC)).state
    <State.VAGUE: 'vague'>
    """
    if closure is not None:
        return OnScreen(State.CLOSED)
    reached = grade(step, now)
    if step is not None and reached is Grade.BOOKED and _is_ahead(step, now):
        return OnScreen(State.BOOKED, slot(step, now))
    if silent:
        return OnScreen(State.SILENT)
    if step is not None and Grade.PROPOSED <= reached <= Grade.INVITED and _is_ahead(step, now):
        return OnScreen(State.OFFERED, slot(step, now), who_must_answer(step, now))
    return OnScreen(State.VAGUE)


def who_must_answer(step: NextStep, now: datetime) -> Side | None:
    """Return whose move an offered slot waits for; None where it is not known who named it.

    Ours: a slot he named and we did not take up, and one he agreed to whose invitation has not
    left. The customer's: a slot we named, and an invitation he has not accepted.
    """
    if slot(step, now) != step.starts_at:
        return Side.OURS
    if step.invited_at is not None and step.invited_at <= now:
        return Side.CUSTOMER
    if agreement(step, now) >= Level.E3 or step.named_by is Side.CUSTOMER:
        return Side.OURS
    return Side.CUSTOMER if step.named_by is Side.OURS else None


def named_by(said: Mapping[str, Any]) -> Side:
    """Return who named the slot of a reading's next step (`verdict/1`); UNKNOWN where it does not tell.

    An answer by mail quotes our slot and rests on his words alone: these never make it his. Readings kept
    from before the field was there tell it by their words: what only he speaks of, he named.
    """
    if said.get("named_by"):
        return Side(said["named_by"])
    sides = {each.get("side") for each in said.get("evidence") or ()}
    return Side(sides.pop()) if len(sides) == 1 else Side.UNKNOWN


def _is_ahead(step: NextStep, now: datetime) -> bool:
    # A step taken to have been held keeps its grade, but is no date to come.
    in_force = slot(step, now)
    return in_force is not None and (in_force > now or (step.ends_at is not None and step.ends_at > now))
