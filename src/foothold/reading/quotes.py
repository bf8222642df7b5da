"""Looking a quote up in its source: it stands there, in that speaker's turn, or it is no quote (METHOD 3)."""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from enum import Enum

from foothold.core.conversation import Conversation, Turn
from foothold.core.evidence import Evidence, Side
from foothold.reading.speeches import CanonicalText

LONGEST_QUOTE = 600
"""Code points; whoever quotes more points at nothing."""

Span = tuple[int, int]


class NotThere(Enum):
    """Why a quote is none."""

    NOT_FOUND = "not found"
    WRONG_SPEAKER = "wrong speaker"
    AMBIGUOUS = "in several places"


class Quotes:
    """The places of a conversation in which quotes are looked up.

    Words count as found exactly as they stand, or with other white space between them; what is handed on is
    the source's own text from start to end, never the quote.
    """

    def __init__(self, conversation: Conversation, sides: Mapping[str | None, Side]) -> None:
        self._text = conversation.text
        self._sides = sides
        self._source = CanonicalText(conversation.text)
        self._turns = sorted((turn for turn in conversation.turns if turn.start < turn.end), key=lambda t: t.start)
        self._starts = [turn.start for turn in self._turns]

    def look_up(self, words: str, speaker: str | None, within: Span, near: int | None = None) -> Span | NotThere:
        """Where `speaker` says `words` in `within`; of several places the one nearest to `near`."""
        pattern = _pattern(words)
        if pattern is None:
            return NotThere.NOT_FOUND
        found = [match.span() for match in pattern.finditer(self._text, *within)]
        theirs = [span for span in found if self._is_said_by(speaker, span)]
        if not theirs:
            return NotThere.WRONG_SPEAKER if found else NotThere.NOT_FOUND
        if len(theirs) == 1:
            return theirs[0]
        if near is None:
            return NotThere.AMBIGUOUS
        return min(theirs, key=lambda span: (abs(span[0] - near), span[0]))

    def evidence(self, span: Span) -> Evidence:
        """The words at this place, as evidence: `canonical_text[start:end] == text`."""
        start, end = span
        turn = self._turns[max(0, bisect_right(self._starts, start) - 1)]
        return Evidence(
            text=self._text[start:end],
            speaker=turn.speaker,
            side=self._sides.get(turn.speaker, Side.UNKNOWN),
            at=turn.at,
            line=self._source.line(start),
            start=start,
            end=end,
        )

    def _is_said_by(self, speaker: str | None, span: Span) -> bool:
        """Whether every word of it lies in a turn of his."""
        at, end = span
        for turn in self._turns_at(span):
            if self._text[at : max(at, turn.start)].strip() or not is_same_name(turn.speaker, speaker):
                return False
            at = max(at, turn.end)
        return at >= end or not self._text[at:end].strip()

    def _turns_at(self, span: Span) -> list[Turn]:
        first = max(0, bisect_right(self._starts, span[0]) - 1)
        near = self._turns[first : bisect_left(self._starts, span[1])]
        return [turn for turn in near if turn.end > span[0]]


def is_same_name(one: str | None, other: str | None) -> bool:
    """Whether both are nobody, or the same name but for case and blanks."""
    return _plain(one) == _plain(other)


def stands_in(words: str, text: str) -> bool:
    """Whether these words stand in the text as whole words."""
    pattern = _pattern(words)
    return pattern is not None and pattern.search(text) is not None


def _plain(name: str | None) -> str:
    return " ".join((name or "").split()).casefold()


def _pattern(words: str) -> re.Pattern[str] | None:
    """The words with any white space between them, never a part of a longer word; None for what is no quote."""
    parts = words.split()
    if not parts or len(words) > LONGEST_QUOTE or not any(char.isalnum() for char in words):
        return None
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + after)
