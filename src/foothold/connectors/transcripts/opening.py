"""One transcript or set of notes to a `Conversation`, whatever its form."""

import hashlib

from foothold.connectors.transcripts.cues import is_timing
from foothold.connectors.transcripts.subtitles import read_subtitles
from foothold.connectors.transcripts.written import read_written
from foothold.core.conversation import Conversation
from foothold.core.decoding import decode_text, refuse_large

LARGEST_BYTES = 20_000_000


def open_transcript(data: bytes, name: str) -> Conversation:
    refuse_large(len(data), LARGEST_BYTES)
    text = decode_text(data)
    digest = hashlib.sha256(data).hexdigest()
    if text.lstrip().startswith("WEBVTT") or name.lower().endswith((".vtt", ".srt")) or any(map(is_timing, text.split("\n"))):
        kind = "srt" if name.lower().endswith(".srt") else "vtt"
        canonical, turns, gaps = read_subtitles(text)
        return Conversation(name, kind, canonical, tuple(turns), digest, spoken=True, gaps=tuple(gaps))
    kind = "md" if name.lower().endswith((".md", ".markdown")) else "txt"
    turns, spoken = read_written(text)
    return Conversation(name, kind, text, tuple(turns), digest, spoken=spoken)


def looks_like(data: bytes, name: str) -> bool:
    return True
