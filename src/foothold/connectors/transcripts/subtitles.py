"""VTT and SRT: one line a cue, one turn a voice (DESIGN 5)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from foothold.connectors.transcripts.canonical import CanonicalText
from foothold.connectors.transcripts.cues import read_cues
from foothold.connectors.transcripts.labels import LONGEST_LABEL, Label, key, speakers
from foothold.connectors.transcripts.voices import Piece, pieces
from foothold.core.conversation import Turn

_CHANGE = re.compile(r">>+\s*|[-–—]\s*(?=[^\W\d]|[\"'“‘¿¡(\[])")
_LABEL = re.compile(rf"\[?([^:：\[\]]{{1,{LONGEST_LABEL}}}?)\]?\s*[:：](?=\s|$)\s*")
_SPEAKER_CHANGE = re.compile(r"(?=>>)(?<!>)")


@dataclass(frozen=True, slots=True)
class _Part:
    """A piece of a cue and how it begins.

    `changes`: with the mark of a new speaker (">>", "-"); `label`: with a candidate name; the words come
    after the mark from `after_mark` on, after the label from `after_label` on.
    """

    voice: str | None
    words: str
    changes: bool = False
    label: str | None = None
    after_mark: int = 0
    after_label: int = 0


@dataclass(frozen=True, slots=True)
class _Cue:
    at: float | None
    parts: list[_Part]


def read_subtitles(text: str) -> tuple[str, list[Turn], list[str]]:
    """Canonical text, turns and gaps of a VTT or SRT text."""
    read, gaps = read_cues(text)
    cues = [_Cue(cue.at, [_part(piece) for piece in _split_at_changes(pieces(cue.lines))]) for cue in read]
    named = speakers(
        Label(part.label, part.words[part.after_label :]) for cue in cues for part in cue.parts if part.label
    )
    carries = _labels_mark_changes(cues, named)
    canonical = CanonicalText()
    speaking: str | None = None
    for cue in cues:
        speaking = _write(canonical, cue, named, speaking if carries else None)
    return canonical.text, canonical.turns, gaps


def _write(canonical: CanonicalText, cue: _Cue, named: frozenset[str], speaking: str | None) -> str | None:
    """Write one cue's line; returns who speaks at its end where labels say so."""
    begun: int | None = None
    speaker, voice = speaking, None
    for number, part in enumerate(cue.parts):
        label = _speaker(part, named)
        if number == 0 or part.voice != voice or label or part.changes:
            if begun is not None:
                canonical.turn(speaker, begun, cue.at)
                begun = None
            unnamed = None if part.changes or part.voice != voice else speaking
            speaker, voice = part.voice or label or unnamed, part.voice
        start = canonical.add(part.words)
        if begun is None:
            begun = start + (part.after_label if label else part.after_mark)
    if begun is not None:
        canonical.turn(speaker, begun, cue.at)
    canonical.end_line()
    return None if voice else speaker


def _speaker(part: _Part, named: frozenset[str]) -> str | None:
    return part.label if part.label and key(part.label) in named else None


def _split_at_changes(said: list[Piece]) -> Iterator[Piece]:
    """Captions put ">>" before each new speaker, also in the middle of a line."""
    for piece in said:
        if piece.voice is not None or ">>" not in piece.words[1:]:
            yield piece
            continue
        for number, words in enumerate(_SPEAKER_CHANGE.split(piece.words)):
            if words.strip():
                yield Piece(None, words.strip(), piece.first or number > 0)


def _part(piece: Piece) -> _Part:
    if piece.voice is not None or not piece.first:
        return _Part(piece.voice, piece.words)
    mark = _CHANGE.match(piece.words)
    start = mark.end() if mark else 0
    found = _LABEL.match(piece.words, start)
    if found is None:
        return _Part(None, piece.words, mark is not None, None, start)
    return _Part(None, piece.words, mark is not None, found.group(1).strip(), start, found.end())


def _labels_mark_changes(cues: list[_Cue], named: frozenset[str]) -> bool:
    """Whether a cue without a label goes on in the voice before.

    Some files name the speaker at every cue: there a cue without a name is unknown. Others only where
    the speaker changes: there no name ever follows itself, and many cues have none.
    """
    previous: str | None = None
    labelled = total = 0
    for cue in cues:
        for part in cue.parts:
            total += 1
            label = _speaker(part, named)
            if part.voice is not None or (label and key(label) == previous):
                return False
            if label:
                labelled += 1
                previous = key(label)
    return total > 3 and (total - labelled) * 3 >= total
