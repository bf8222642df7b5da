"""The letter of a next step before it is booked: subject and text as they would leave, and nothing is kept."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from foothold.actions.book_next_step import NextDate, book_next_step
from foothold.actions.invite import letter_text, subject_of
from foothold.records.models import Meeting, Membership


@dataclass(frozen=True, slots=True)
class Letter:
    """What the customer would read. Its reference is still to be made."""

    subject: str
    text: str


def preview_letter(seat: Membership, wanted: NextDate, *, from_meeting: Meeting | None, now: datetime) -> Letter:
    """Book it, read the letter, and take everything back: no other words can be shown than those that leave.

    Raises what `book_next_step` raises.
    """
    with transaction.atomic():
        booked = book_next_step(seat, wanted, from_meeting=from_meeting, now=now)
        letter = Letter(subject_of(booked), letter_text(booked).replace(booked.code, "…"))
        transaction.set_rollback(True)
    return letter
