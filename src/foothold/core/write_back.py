"""What goes back into a CRM, and when a deal may be made there (METHOD 11: CRM write-back)."""

from dataclasses import dataclass
from datetime import date, datetime

from foothold.core.next_step import Grade
from foothold.core.purpose import Purpose

COLUMNS = (
    "next_step_at",
    "next_step_topic",
    "next_step_grade",
    "days_without_next_step",
    "verdict",
    "class",
)
"""The columns METHOD 11 names, in its order; the CRM's own id stands before them."""


@dataclass(frozen=True, slots=True)
class WriteBack:
    """What is said of one deal. Empty is not known, never no: a deal not worked out has no grade and no class."""

    key: str
    next_step_at: datetime | None = None
    next_step_topic: str = ""
    next_step_grade: str = ""
    days_without_next_step: int | None = None
    verdict: str = ""
    triage: str = ""

    @property
    def cells(self) -> tuple[object, ...]:
        """The id, then the six columns."""
        at = self.next_step_at.isoformat(timespec="minutes") if self.next_step_at else None
        days = self.days_without_next_step
        return self.key, at, self.next_step_topic, self.next_step_grade, days, self.verdict, self.triage


def days_without_next_step(last_held_on: date | None, grade: Grade | None, today: date) -> int | None:
    """Days since the last meeting held after which nothing is booked: 0 while a step is booked, None where unknown.

    A deal with no meeting we can see, or of which no grade is known, has no number: nobody looked.
    """
    if grade is None or last_held_on is None:
        return None
    return 0 if grade is Grade.BOOKED else max((today - last_held_on).days, 0)


def may_be_made(purpose: Purpose | None, grade: Grade | None) -> bool:
    """Whether a deal the CRM does not have may be made there: with a business purpose, and a step of grade 2 or more.

    Anything else stays a conversation (METHOD 11); a social meeting never becomes a deal (METHOD 3).

    >>> may_be_made(Purpose.DEMO, Grade.PROPOSED), may_be_made(Purpose.SOCIAL, Grade.BOOKED)
    (True, False)
    """
    has_purpose = purpose is not None and purpose is not Purpose.SOCIAL
    return has_purpose and grade is not None and grade.rank >= Grade.PROPOSED.rank
