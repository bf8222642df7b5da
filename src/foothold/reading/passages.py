"""A conversation in parts that a second reader can hold: whole stretches of speech, overlapping a little."""

from collections.abc import Iterator
from dataclasses import dataclass

from foothold.core.conversation import Conversation, Turn

LONGEST_PART = 12_000
"""Code points of one part, about 3,000 tokens: small models on a laptop hold no more beside their answer."""
OVERLAP = 1_200
"""Code points of a part that the next one begins with: an offer and its answer are not torn apart."""
LONGEST_STRETCH = 1_500
"""Code points of one stretch; a longer speech is cut at a blank."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """One speaker's words without anything between them: `text[start:end]` of the canonical text."""

    speaker: str | None
    start: int
    end: int


Part = tuple[Stretch, ...]


def parts_of(conversation: Conversation) -> list[Part]:
    """The conversation's words in order, in parts of at most LONGEST_PART code points."""
    pieces = [piece for stretch in stretches(conversation) for piece in _cut(conversation.text, stretch)]
    parts: list[Part] = []
    begin = 0
    while begin < len(pieces):
        end, length = begin, 0
        while end < len(pieces) and length + _length(pieces[end]) <= LONGEST_PART:
            length += _length(pieces[end])
            end += 1
        parts.append(tuple(pieces[begin:end]))
        if end == len(pieces):
            break
        begin = _overlapping(pieces, begin, end)
    return parts


def stretches(conversation: Conversation) -> list[Stretch]:
    """Neighbouring turns of one speaker as one, where only blanks lie between them: captions cut sentences."""
    text = conversation.text
    joined: list[Stretch] = []
    for turn in sorted((turn for turn in conversation.turns if _says_something(text, turn)), key=lambda t: t.start):
        last = joined[-1] if joined else None
        if last and turn.speaker == last.speaker and not text[last.end : turn.start].strip():
            joined[-1] = Stretch(last.speaker, last.start, max(last.end, turn.end))
        else:
            joined.append(Stretch(turn.speaker, turn.start, turn.end))
    return joined


def _says_something(text: str, turn: Turn) -> bool:
    return bool(text[turn.start : turn.end].strip())


def _cut(text: str, stretch: Stretch) -> Iterator[Stretch]:
    start = stretch.start
    while stretch.end - start > LONGEST_STRETCH:
        limit = start + LONGEST_STRETCH
        cut = max(text.rfind("\n", start + 1, limit), text.rfind(". ", start + 1, limit) + 1)
        cut = cut if cut > start + LONGEST_STRETCH // 2 else text.rfind(" ", start + 1, limit)
        cut = cut if cut > start else limit
        yield Stretch(stretch.speaker, start, cut)
        start = cut
    yield Stretch(stretch.speaker, start, stretch.end)


def _overlapping(pieces: list[Stretch], begin: int, end: int) -> int:
    """Where the next part begins: a little before this one ended, and always further on than it began."""
    length = 0
    at = end
    while at - 1 > begin and length + _length(pieces[at - 1]) <= OVERLAP:
        at -= 1
        length += _length(pieces[at])
    return at


def _length(stretch: Stretch) -> int:
    return stretch.end - stretch.start
