"""VTT and SRT: one line a cue, one turn a voice (DESIGN 5)."""

import re
from dataclasses import dataclass

from foothold.connectors.transcripts.canonical import CanonicalText
from foothold.connectors.transcripts.cues import read_cues
from foothold.connectors.transcripts.labels import LONGEST_LABEL, Label, key, speakers
from foothold.connectors.transcripts.voices import Piece, pieces
from foothold.core.conversation import Turn

_CHANGE = re.compile(r"(?:>>+|-|–|—)\s*(?=\S)")
_LABEL = re.compile(rf"\[?([^:：\[\]]{{1,{LONGEST_LABEL}}}?)\]?\s*[:：](?=\s|$)\s*")


@dataclass(frozen=True, slots=True)
class _Opening:
    """How a piece begins: a mark of a new speaker (">>", "-"), a label, then the words."""

    changes: bool
    label: str | None
    words_from: int


def read_subtitles(text: str) -> tuple[str, list[Turn], list[str]]:
    """Canonical text, turns and gaps of a VTT or SRT text."""
    cues, gaps = read_cues(text)
    spoken = [(cue.at, _split_at_changes(pieces(cue.lines))) for cue in cues]
    openings = {piece.words: _opening(piece) for _, said in spoken for piece in said if piece.voice is None}
    named = speakers(
        Label(opening.label, piece.words[opening.words_from :])
        for _, said in spoken
        for piece in said
        if piece.voice is None and (opening := openings[piece.words]).label
    )
    carries = _labels_mark_changes(spoken, openings, named)
    canonical = CanonicalText()
    speaking: str | None = None
    for at, said in spoken:
        speaking = _add_cue(canonical, at, said, openings, named, speaking if carries else None)
    return canonical.text, canonical.turns, gaps


def _add_cue(
    canonical: CanonicalText,
    at: float | None,
    said: list[Piece],
    openings: dict[str, _Opening],
    named: frozenset[str],
    speaking: str | None,
) -> str | None:
    """Write one cue's line; returns who speaks at its end where labels say so."""
    begun: int | None = None
    speaker: str | None = None
    for number, piece in enumerate(said):
        opening = openings[piece.words] if piece.voice is None else None
        label = opening.label if opening and opening.label and key(opening.label) in named else None
        if number == 0 or piece.voice != said[number - 1].voice or label or (opening and opening.changes):
            if begun is not None:
                canonical.turn(speaker, begun, at)
            begun = None
            speaker = piece.voice or label or (None if opening and opening.changes else speaking)
        start = canonical.add(piece.words)
        if begun is None:
            begun = start + (_words_from(piece.words, opening, label) if opening else 0)
        speaking = None if piece.voice else speaker
    if begun is not None:
        canonical.turn(speaker, begun, at)
    canonical.end_line()
    return speaking


def _words_from(words: str, opening: _Opening, label: str | None) -> int:
    if label:
        return opening.words_from
    mark = _CHANGE.match(words) if opening.changes else None
    return mark.end() if mark else 0


def _split_at_changes(said: list[Piece]) -> list[Piece]:
    """Captions put ">>" before each new speaker, also in the middle of a line."""
    found: list[Piece] = []
    for piece in said:
        if piece.voice is not None or ">>" not in piece.words[1:]:
            found.append(piece)
            continue
        for number, words in enumerate(re.split(r"(?=>>)(?<!>)", piece.words)):
            if words.strip():
                found.append(Piece(None, words.strip(), piece.first or number > 0))
    return found


def _opening(piece: Piece) -> _Opening:
    mark = _CHANGE.match(piece.words) if piece.first else None
    start = mark.end() if mark else 0
    label = _LABEL.match(piece.words, start) if piece.first else None
    return _Opening(
        mark is not None, label.group(1).strip() if label else None, label.end() if label else start
    )


def _labels_mark_changes(
    spoken: list[tuple[float | None, list[Piece]]], openings: dict[str, _Opening], named: frozenset[str]
) -> bool:
    """Whether a cue without a label goes on in the voice before.

    Some files name the speaker at every cue (then a cue without a name is unknown), others only where
    the speaker changes (then no name ever follows itself).
    """
    previous: str | None = None
    unlabelled = False
    for _, said in spoken:
        for piece in said:
            if piece.voice is not None:
                return False
            label = openings[piece.words].label
            if label is None or key(label) not in named:
                unlabelled = True
                continue
            if key(label) == previous:
                return False
            previous = key(label)
    return unlabelled
