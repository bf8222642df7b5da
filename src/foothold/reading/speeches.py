"""From turns to sentences, without losing where the words stand.

Neighbouring turns of one speaker are one speech: captions cut sentences in the middle. A speech has a
flat text, its pieces joined by single blanks, in which sentences are found and patterns are matched;
`words_at` leads from any stretch of it back to the places in the canonical text.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from foothold.core.conversation import Conversation, Earlier, Turn
from foothold.core.evidence import Evidence, Side
from foothold.reading.mass_mail import has_agenda
from foothold.reading.once import once

LONGEST_SENTENCE = 600
"""Code points. Longer stretches without an end are cut at a blank, so that no pattern sees more."""

LONGEST_UNPUNCTUATED = 240
"""Code points of a stretch without any stop after which a caption's end counts as a sentence's end."""

WRAPPED_FROM = 55
"""Code points of a written line from which its break is taken for wrapping, not for an end."""

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof st no nos ext approx dept inc ltd co corp vs etc e.g i.e a.m p.m am pm fig jan feb mar apr "
    "jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun tel max min ca bzw z.b usw".split()
)
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s|$)|\n\s*\n|\n|[👍🙏]\s")
_LIST_MARK = re.compile(r"\s*(?:[-*•–>#]|\d{1,2}[.)]\s)")
_ZONE_WORD = re.compile(r"\s+(?:Eastern|Central|Pacific|Mountain|[A-Z]{2,4}\b|on\b|\w+ time)")
_LAST_WORD = re.compile(r"[\w.]+$")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of one turn: flat[at : at + end - start] is text[start:end]."""

    at: int
    start: int
    end: int
    seconds: float | None


class CanonicalText:
    """The canonical text with its line starts, so that a line number costs a look-up, not a count."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._line_starts = [0, *(found.end() for found in re.finditer("\n", text))]

    def line(self, offset: int) -> int:
        """The line in which the offset stands, from 1."""
        return bisect_right(self._line_starts, offset)


@dataclass(frozen=True, eq=False)
class Speech:
    """What one speaker said or wrote without being interrupted."""

    number: int
    speaker: str | None
    address: str | None
    side: Side
    flat: str
    pieces: tuple[Piece, ...]
    source: CanonicalText = field(repr=False)
    position: float = 0.0
    """Where in the conversation it stands, 0 (start) to 1 (end)."""
    agenda: bool = False
    """Part of a written text with an agenda: its items name what will be talked about, nothing more."""
    quoted: bool = False
    """An earlier message that a mail quotes: its words are answered, but are no evidence here."""
    said_at: datetime | None = None
    """When it was said, where that differs from the conversation's own time."""

    @once
    def low(self) -> str:
        """The flat text in lower case with plain quotes, character for character as long."""
        return lowered(self.flat)

    @once
    def sentences(self) -> "tuple[Sentence, ...]":
        return tuple(Sentence(self, start, end) for start, end in _sentence_spans(self))

    @once
    def _piece_starts(self) -> list[int]:
        return [piece.at for piece in self.pieces]

    def words_at(self, start: int, end: int) -> list[Evidence]:
        """The evidence for flat[start:end]: one a piece, joined where only blanks lie between."""
        spans: list[tuple[int, int, float | None]] = []
        if not self.pieces:
            return []
        first = max(0, bisect_right(self._piece_starts, start) - 1)
        for piece in self.pieces[first:]:
            if piece.at >= end:
                break
            left = piece.start + max(0, start - piece.at)
            right = min(piece.end, piece.start + end - piece.at)
            if left >= right:
                continue
            if spans and not self.source.text[spans[-1][1] : left].strip():
                spans[-1] = (spans[-1][0], right, spans[-1][2])
            else:
                spans.append((left, right, piece.seconds))
        return [
            Evidence(
                text=self.source.text[left:right],
                speaker=self.speaker,
                side=self.side,
                at=seconds,
                line=self.source.line(left),
                start=left,
                end=right,
            )
            for left, right, seconds in (_trimmed(self.source.text, span) for span in spans)
        ]


@dataclass(frozen=True, eq=False)
class Sentence:
    """`speech.flat[start:end]`, one sentence or clause-like stretch of a speech."""

    speech: Speech
    start: int
    end: int

    @once
    def text(self) -> str:
        return self.speech.flat[self.start : self.end]

    @once
    def low(self) -> str:
        return self.speech.low[self.start : self.end]

    @once
    def words(self) -> frozenset[str]:
        return frozenset(_WORD.findall(self.low))

    @property
    def side(self) -> Side:
        return self.speech.side

    @once
    def is_question(self) -> bool:
        return self.text.rstrip("\"'”’) ").endswith("?")

    def evidence(self, start: int = 0, end: int | None = None) -> list[Evidence]:
        """Evidence for the sentence, or for text[start:end] of it."""
        stop = self.end if end is None else self.start + end
        return self.speech.words_at(self.start + start, stop)


_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_PLAIN_QUOTES = str.maketrans({"’": "'", "‘": "'", "´": "'", "`": "'", "“": '"', "”": '"', "\u00a0": " ", "\n": " "})


def lowered(text: str) -> str:
    """Lower case with plain quotes and blanks, of the same length, so that offsets stay true."""
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c if len(c.lower()) != 1 else c.lower() for c in text)
    return low.translate(_PLAIN_QUOTES)


def speeches(
    conversation: Conversation, sides: dict[str | None, Side], earlier_sides: Sequence[Side] = ()
) -> list[Speech]:
    """The conversation's turns, neighbouring ones of one speaker joined; sides by speaker's name.

    Messages that a mail quotes come first, each with its side of `earlier_sides` (none given: left out).
    """
    groups = list(_by_speaker(conversation.turns))
    source = CanonicalText(conversation.text)
    agenda = not conversation.spoken and has_agenda(conversation.text)
    length = max(1, len(conversation.text))
    before = [
        _quoted_speech(number, message, side, source)
        for number, (message, side) in enumerate(zip(conversation.earlier, earlier_sides, strict=False))
    ]
    return before + [
        _speech(
            number + len(before),
            group,
            source,
            sides.get(group[0].speaker, Side.UNKNOWN),
            group[0].start / length,
            agenda,
        )
        for number, group in enumerate(groups)
    ]


def _quoted_speech(number: int, message: Earlier, side: Side, source: CanonicalText) -> Speech:
    return Speech(
        number=number,
        speaker=message.speaker,
        address=message.address,
        side=side,
        flat=message.text,
        pieces=(),
        source=source,
        quoted=True,
        said_at=message.said_at,
    )


def _by_speaker(turns: tuple[Turn, ...]) -> Iterator[list[Turn]]:
    group: list[Turn] = []
    for turn in turns:
        if turn.end <= turn.start:
            continue
        if group and (turn.speaker is None or turn.speaker != group[0].speaker):
            yield group
            group = []
        group.append(turn)
    if group:
        yield group


def _speech(number: int, turns: list[Turn], source: CanonicalText, side: Side, position: float, agenda: bool) -> Speech:
    pieces: list[Piece] = []
    parts: list[str] = []
    at = 0
    for turn in turns:
        start, end, _ = _trimmed(source.text, (turn.start, turn.end, None))
        if start >= end:
            continue
        pieces.append(Piece(at, start, end, turn.at))
        parts.append(source.text[start:end])
        at += end - start + 1
    return Speech(
        number=number,
        speaker=turns[0].speaker,
        address=turns[0].address,
        side=side,
        flat=" ".join(parts),
        pieces=tuple(pieces),
        source=source,
        position=position,
        agenda=agenda,
    )


def _trimmed(source: str, span: tuple[int, int, float | None]) -> tuple[int, int, float | None]:
    start, end, seconds = span
    while start < end and source[start].isspace():
        start += 1
    while end > start and source[end - 1].isspace():
        end -= 1
    return start, end, seconds


def _sentence_spans(speech: Speech) -> Iterator[tuple[int, int]]:
    start = 0
    for stop in _stops(speech.flat):
        yield from _bounded(speech, start, stop)
        start = stop
    yield from _bounded(speech, start, len(speech.flat))


def _stops(flat: str) -> Iterator[int]:
    line_start = 0
    for found in _SENTENCE_END.finditer(flat):
        if found.group() == "\n":
            short = found.start() - line_start < WRAPPED_FROM
            line_start = found.end()
            # Notes and chats write a thought a line; a long line was wrapped and goes on in the next.
            if short or _LIST_MARK.match(flat, found.end()):
                yield found.end()
            continue
        if found.group() == "." and _is_abbreviation(flat, found.start()):
            continue
        yield found.end()


def _is_abbreviation(flat: str, dot: int) -> bool:
    word = _LAST_WORD.search(flat, max(0, dot - 12), dot)
    if word is None:
        return False
    before = word.group().lower()
    if re.fullmatch(r"\d{1,2}\.\d{1,2}", before) and re.match(r"[\s.,]*\d", flat[dot + 1 :]):
        return True  # "18.09. 13:30"
    if before.isdigit() and (word.start() == 0 or flat[word.start() - 1] == "\n"):
        return True  # "4. We send the minutes": a list's number
    following = flat[dot + 1 : dot + 3].strip()
    if before in ("a.m", "p.m") and _ZONE_WORD.match(flat, dot + 1):
        return True
    if before in (
        "am",
        "pm",
        "a.m",
        "p.m",
        "etc",
        "mon",
        "tue",
        "wed",
        "thu",
        "fri",
        "sat",
        "sun",
        "no",
        "may",
        "max",
        "co",
        "inc",
        "ltd",
        "corp",
    ):
        return bool(following) and not following[0].isupper()
    return before in _ABBREVIATIONS or (len(before) == 1 and before.isalpha() and before != "i")


def _bounded(speech: Speech, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut at captions' ends where it is long without a stop, and at blanks where it is endless."""
    flat = speech.flat
    while start < end and flat[start].isspace():
        start += 1
    while end > start and flat[end - 1].isspace():
        end -= 1
    if end - start > LONGEST_UNPUNCTUATED and len(speech.pieces) > 1:
        borders = [p.at for p in speech.pieces if start < p.at < end]
        if borders:
            for left, right in zip([start, *borders], [*borders, end], strict=True):
                yield from _bounded_by_length(flat, left, right)
            return
    yield from _bounded_by_length(flat, start, end)


def _bounded_by_length(flat: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > LONGEST_SENTENCE:
        cut = flat.rfind(" ", start + 1, start + LONGEST_SENTENCE)
        cut = cut if cut > start else start + LONGEST_SENTENCE
        yield start, cut
        start = cut + 1 if flat[cut : cut + 1] == " " else cut
    while end > start and flat[end - 1].isspace():
        end -= 1
    if end > start:
        yield start, end
