"""The habits a seller may choose for two weeks: one at a time (UX S7; METHOD 11, K3)."""

from datetime import date, timedelta
from enum import StrEnum

LASTS = timedelta(days=14)
"""How long a habit is tried before the numbers are looked at again."""


class Habit(StrEnum):
    """One behaviour of ours, each tied to a number of the review."""

    DATE_IN_THE_ROOM = "date_in_the_room"
    """Ask for the next date before the meeting ends."""
    HOMEWORK = "homework"
    """Ask the customer to bring something."""
    RECAP = "recap"
    """Write what was agreed within a business day."""
    AGENDA = "agenda"
    """Send the agenda before."""
    SHOULD_HAVE_ASKED = "should_have_asked"
    """Write down afterwards what should have been asked."""


def last_day(begins_on: date) -> date:
    """Return the last of a habit's fourteen days.

    >>> last_day(date(2026, 9, 1))
    datetime.date(2026, 9, 14)
    """
    return begins_on + LASTS - timedelta(1)
