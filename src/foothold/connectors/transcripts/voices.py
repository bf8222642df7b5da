"""The words of a cue and whose voice they are: tags and entities resolved (WebVTT, SRT)."""

import html
import re
from dataclasses import dataclass

# A tag ends at the first ">" and holds no "<", so that one pass suffices. A "<" that opens none is text.
_TAG = re.compile(r"<(/?)([A-Za-z][\w.\-]*)?([^<>]*)>|\{\\an?\d{1,2}\}")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,31});")


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one line in one voice; `voice` None where no tag names it. `first` begins a line."""

    voice: str | None
    words: str
    first: bool


def pieces(lines: tuple[str, ...]) -> list[Piece]:
    """The words of a cue in order. A voice lasts until the next, its end tag or the end of the cue."""
    found: list[Piece] = []
    voice: str | None = None
    for line in lines:
        first = True
        for said_by, words in _runs(line, voice):
            voice = said_by
            if words:
                found.append(Piece(voice, words, first))
                first = False
    return found


def _runs(line: str, voice: str | None) -> list[tuple[str | None, str]]:
    runs: list[tuple[str | None, str]] = []
    start = 0
    text: list[str] = []
    for tag in _TAG.finditer(line):
        closing, name, rest = tag.group(1), tag.group(2), tag.group(3)
        if not _is_markup(name, rest):
            continue
        text.append(line[start : tag.start()])
        start = tag.end()
        if name is not None and name.split(".")[0].lower() == "v":
            runs.append((voice, resolved("".join(text))))
            text = []
            voice = None if closing else (resolved(rest) or None)
    text.append(line[start:])
    runs.append((voice, resolved("".join(text))))
    return runs


def resolved(text: str) -> str:
    """Entities replaced by their characters, on one line, trimmed."""
    if "&" in text:
        text = _ENTITY.sub(lambda entity: html.unescape(entity.group()), text)
        text = text.replace("\r", " ").replace("\n", " ").replace("\x00", "")
    return text.strip()


def _is_markup(name: str | None, rest: str | None) -> bool:
    """A tag, a time or a subtitle position; "<petra@acme.example>" and "< 5" are words."""
    if rest is None:
        return True
    if name is None:
        return bool(rest) and all(character in "0123456789:.," for character in rest)
    return not rest or rest[0] in " \t/"
