"""The words of a meeting line by line, with what the verdict rests on marked."""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from foothold.core.conversation import Conversation, Turn
from foothold.web.wording import clock


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line; `marked` when a claim rests on it."""

    text: str
    marked: bool


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the canonical text, `number` from 1. `speaker` only where somebody new begins."""

    number: int
    pieces: tuple[Piece, ...]
    speaker: str
    side: str
    clock: str

    @property
    def marked(self) -> bool:
        return any(piece.marked for piece in self.pieces)


def marked_lines(conversation: Conversation, document: Mapping[str, Any]) -> Iterator[Line]:
    """The lines in order, linear in the text: spans are merged first, then cut at the line ends.

    Empty lines are left out; numbers still count them, so that a claim's line is found.
    """
    spans = merged(_spans_in(document, len(conversation.text)))
    starts = [start for start, _ in spans]
    turns = sorted(conversation.turns, key=lambda turn: turn.start)
    turn_starts = [turn.start for turn in turns]
    sides = {row["name"]: row["side"] for row in document.get("speakers", ())}
    begin, before = 0, None
    for number, words in enumerate(conversation.text.split("\n"), start=1):
        end = begin + len(words)
        if words.strip():
            turn = _turn_on(turns, turn_starts, begin, end)
            speaker = turn.speaker if turn and turn.speaker else None
            new = speaker is not None and speaker != before and not words.lstrip().startswith(speaker)
            yield Line(
                number=number,
                pieces=tuple(_pieces(conversation.text, begin, end, spans, starts)),
                speaker=(speaker or "") if new else "",
                side=sides.get(speaker, "unknown") if speaker else "",
                clock=clock(turn.at) if turn else "",
            )
            before = speaker
        begin = end + 1


def merged(spans: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """Overlapping and touching spans as one, in order."""
    result: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if result and start <= result[-1][1]:
            result[-1] = (result[-1][0], max(end, result[-1][1]))
        else:
            result.append((start, end))
    return result


def _pieces(text: str, begin: int, end: int, spans: list[tuple[int, int]], starts: list[int]) -> Iterator[Piece]:
    at = begin
    first = max(bisect_right(starts, begin) - 1, 0)
    for index in range(first, len(spans)):
        start, stop = spans[index]
        if start >= end:
            break
        start, stop = max(start, at), min(stop, end)
        if start >= stop:
            continue
        if start > at:
            yield Piece(text[at:start], marked=False)
        yield Piece(text[start:stop], marked=True)
        at = stop
    if at < end:
        yield Piece(text[at:end], marked=False)


def _turn_on(turns: list[Turn], starts: list[int], begin: int, end: int) -> Turn | None:
    """The turn whose words stand on the line from `begin` to `end`."""
    index = bisect_right(starts, end) - 1
    if index < 0:
        return None
    turn = turns[index]
    return turn if turn.end > begin else None


def _spans_in(found: Any, length: int) -> Iterator[tuple[int, int]]:
    if isinstance(found, Mapping):
        start, end = found.get("start"), found.get("end")
        if isinstance(start, int) and isinstance(end, int) and "line" in found:
            if 0 <= start < end <= length:
                yield start, end
            return
        found = list(found.values())
    if isinstance(found, list | tuple):
        for item in found:
            yield from _spans_in(item, length)
