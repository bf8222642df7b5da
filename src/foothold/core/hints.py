"""What a system may hint of a meeting that was held: planned and not asked, needed and not there (METHOD 9, P2, P3)."""

import re
from collections.abc import Iterable
from enum import StrEnum


class Hint(StrEnum):
    """What was missing."""

    QUESTION_NOT_ASKED = "question not asked"
    PERSON_ABSENT = "person absent"


ENOUGH = 0.5
"""Share of a question's longer words that, found in what was said, make it asked [C]."""
_LONG = 4
_WORD = re.compile(r"[^\W\d_]+")


def not_asked(questions: Iterable[str], said: str) -> tuple[str, ...]:
    """Return the planned questions whose words were not said: half of those of four letters and more.

    A question without such words cannot be looked for and counts as asked.

    >>> not_asked(["Who decides on the budget?", "When do the pumps fail?"], "So, who decides about the budget?")
    ('When do the pumps fail?',)
    """
    heard = {word.casefold() for word in _WORD.findall(said)}
    return tuple(question for question in questions if not _was_asked(question, heard))


def _was_asked(question: str, heard: set[str]) -> bool:
    words = {word.casefold() for word in _WORD.findall(question) if len(word) >= _LONG}
    return not words or len(words & heard) >= ENOUGH * len(words)
