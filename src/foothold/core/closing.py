"""How a meeting was left: never without a date, an order or a no (METHOD 4.2, seed 003-3)."""

from datetime import datetime, timedelta
from enum import StrEnum

from foothold.core.evidence import Level
from foothold.core.next_step import Grade, NextStep, grade, is_agreed

ROOM_LASTS = timedelta(minutes=10)
"""How long after its end a meeting still counts as the room."""


class Closing(StrEnum):
    """How a meeting was left (METHOD 4.2). The first three are closed well; the others are recorded."""

    AGREED_SLOT = "agreed slot"
    ORDER = "order"
    EXPLICIT_NO = "explicit no"
    OFFERED = "offered and open"
    REFUSED = "asked and refused"
    NOT_ASKED = "not asked"
    LEFT_OPEN = "left open"


def closing_of(
    step: NextStep | None,
    now: datetime,
    *,
    order: Level = Level.E0,
    refusal: Level = Level.E0,
    refused_with: str = "",
    not_asked_because: str = "",
) -> Closing:
    """Say how a meeting was left: the best that can be said first.

    `order` and `refusal` (an explicit no) are evidence levels, E0 for none. `refused_with` are
    the words with which he refused a date, `not_asked_because` the seller's reason. For a meeting
    of some time ago give `stood_at(step, ended_at, now)` as `now`.
    """
    if is_agreed(step, now):
        return Closing.AGREED_SLOT
    if order >= Level.E4:
        return Closing.ORDER
    if refusal > Level.E0:
        return Closing.EXPLICIT_NO
    if grade(step, now) >= Grade.PROPOSED:
        return Closing.OFFERED
    if refused_with.strip():
        return Closing.REFUSED
    return Closing.NOT_ASKED if not_asked_because.strip() else Closing.LEFT_OPEN


def closed_well(step: NextStep | None, now: datetime, *, order: Level = Level.E0, refusal: Level = Level.E0) -> bool:
    """Whether it was closed well: a slot the customer agreed to (E3), an order (E4) or an explicit no."""
    left = closing_of(step, now, order=order, refusal=refusal)
    return left in (Closing.AGREED_SLOT, Closing.ORDER, Closing.EXPLICIT_NO)


def in_the_room(agreed_at: datetime | None, ended_at: datetime | None) -> bool | None:
    """Whether the next date was agreed before the meeting ended, or within 10 minutes (METHOD 4.1).

    None where either moment is not known: unknown is not no.
    """
    if agreed_at is None or ended_at is None:
        return None
    return agreed_at <= ended_at + ROOM_LASTS
