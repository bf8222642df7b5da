"""One transcript or set of notes to a `Conversation`, whatever its form."""

import hashlib
import re
from datetime import UTC, datetime

from foothold.connectors.transcripts.cues import is_timing
from foothold.connectors.transcripts.subtitles import read_subtitles
from foothold.connectors.transcripts.written import names_below_clocks, read_written
from foothold.core.conversation import Conversation, Unreadable
from foothold.core.decoding import decode, decode_text, foreign, refuse_large

LARGEST_BYTES = 30_000_000
"""Largest file read, in bytes (a DOCX may hold pictures); callers check a file's size before reading it."""

_EXTENSIONS = frozenset({"vtt", "srt", "txt", "text", "md", "markdown", "docx", "log", "sbv"})
_ZOOM_NAME = re.compile(r"GMT(\d{4})(\d\d)(\d\d)-(\d\d)(\d\d)(\d\d)")
_NUMBER = re.compile(r"\s*\d{1,9}\s*$")


def open_transcript(data: bytes, name: str) -> Conversation:
    """The conversation in a VTT, SRT, TXT, MD or DOCX file, by its content first, then by its extension.

    The canonical text and the turns are those of DESIGN 5: VTT and SRT one line a cue, DOCX its
    paragraphs, TXT and MD as they are. A turn's speaker is None where nobody is named. `held_at` comes
    from a recording's name that says it (Zoom: GMT20260302-100000), never from a running clock.
    Raises `Unreadable`, one line for a person, when the bytes are no text, too large or empty.
    """
    refuse_large(len(data), LARGEST_BYTES)
    gaps: list[str] = []
    digest = hashlib.sha256(data).hexdigest()
    if _is_word_document(data):
        text, kind = _paragraphs(data), "docx"
        turns, spoken = read_written(text, paragraph_a_line=True)
    else:
        text = decode_text(data)
        kind = _kind(text, name)
        if kind in {"vtt", "srt"}:
            text, turns, gaps = read_subtitles(text)
            spoken = True
            if not turns:
                raise Unreadable("This transcript holds no words: its cues are empty.")
        else:
            turns, spoken = read_written(text)
            gaps = _not_as_named(kind, name)
    if spoken and all(turn.speaker is None for turn in turns):
        gaps.append("Nobody is named in this transcript: who said what is unknown.")
    return Conversation(name, kind, text, tuple(turns), digest, _recorded_at(name), spoken, tuple(gaps))


def looks_like(data: bytes, name: str) -> bool:
    """Whether `data` is a transcript or notes by its content, else by the extension of `name`."""
    if _is_word_document(data):
        return True
    if foreign(data):
        return False
    start = decode(data[: 64 * 1024])
    if start.lstrip().startswith("WEBVTT") or any(map(is_timing, start.split("\n"))):
        return True
    return name.lower().rpartition(".")[2] in _EXTENSIONS


def _is_word_document(data: bytes) -> bool:
    if not data.startswith(b"PK"):
        return False
    from foothold.connectors.transcripts.word_document import is_word_document  # here: zipfile costs 15 ms

    return is_word_document(data)


def _paragraphs(data: bytes) -> str:
    from foothold.connectors.transcripts.word_document import paragraphs

    text = paragraphs(data)
    if not text.strip():
        raise Unreadable("This Word document holds no words.")
    return text


def _kind(text: str, name: str) -> str:
    if text.lstrip().startswith("WEBVTT"):
        return "vtt"
    extension = name.lower().rpartition(".")[2]
    lines = text.split("\n")
    timings = [at for at, line in enumerate(lines) if is_timing(line)]
    if not timings:
        return "md" if extension in {"md", "markdown"} else "txt"
    if extension in {"vtt", "srt"}:
        return extension
    numbered = sum(1 for at in timings if at and _NUMBER.match(lines[at - 1]))
    if numbered * 2 >= len(timings):
        return "srt"
    return "txt" if names_below_clocks(text) else "vtt"


def _not_as_named(kind: str, name: str) -> list[str]:
    extension = name.lower().rpartition(".")[2]
    if extension in {"vtt", "srt"}:
        return [f"There are no cues in this {extension.upper()} file: it was read as plain text."]
    return ["This is no Word document: it was read as plain text."] if extension == "docx" else []


def _recorded_at(name: str) -> datetime | None:
    found = _ZOOM_NAME.search(name)
    if not found:
        return None
    try:
        return datetime(*map(int, found.groups()), tzinfo=UTC)  # type: ignore[arg-type, misc]
    except ValueError:
        return None
