"""A conversation as it was said or written: the canonical text and who said which part of it."""

from dataclasses import dataclass
from datetime import datetime


class Unreadable(ValueError):
    """A source that cannot be read. The message is one line for a person: what happened, what to do."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One speaker's stretch of words: `text[start:end]`, code points into the canonical text.

    `speaker` is the name as the source gives it, None where it gives none; `address` a mail
    address where known; `at` seconds from the start of the recording, None without a clock.
    """

    speaker: str | None
    start: int
    end: int
    at: float | None = None
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A message that a mail quotes: what its words answer, no part of the canonical text."""

    speaker: str | None
    address: str | None
    said_at: datetime | None
    text: str


@dataclass(frozen=True, slots=True)
class Conversation:
    """One source read: `text` is the canonical text of DESIGN 5, `turns` in its order.

    `kind` is one of vtt, srt, txt, md, docx, eml, html. `sha256` is of the bytes as given.
    `held_at` is when it was said or sent, where the source itself says so (aware), else None.
    `spoken` is True for transcripts of talk, False for mails and notes written down.
    `gaps` name what could not be read ("2 cues without a time were left out"), one line each.
    `earlier` are the messages a mail quotes, oldest first. `automatic` marks what no person wrote to
    another: newsletters, list mail, automatic replies; nobody promises anything in it.
    """

    name: str
    kind: str
    text: str
    turns: tuple[Turn, ...]
    sha256: str
    held_at: datetime | None = None
    spoken: bool = False
    gaps: tuple[str, ...] = ()
    earlier: tuple[Earlier, ...] = ()
    automatic: bool = False
