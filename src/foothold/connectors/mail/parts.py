"""Which parts of a mail are its words: one of the alternatives, all of the mixed, no attached file."""

import email.message
from collections.abc import Callable

from foothold.connectors.mail.charset import characters, raw_bytes
from foothold.connectors.mail.lines import Line, plain_lines
from foothold.connectors.mail.markup import html_lines
from foothold.core.decoding import refuse_long

_DEEPEST = 60
_WORDS = frozenset({"text/plain", "text/html", "text/enriched"})
_NO_WORDS = ("application/", "image/", "audio/", "video/", "font/", "model/", "text/calendar", "message/")
_STUB_LENGTH = 300


def words(message: email.message.Message) -> list[Line]:
    """The lines of a mail's own text, none when it holds only files or other mails.

    Raises `Unreadable` when a part is longer than `foothold.core.decoding.MOST_CHARACTERS`.
    """
    return _lines(message, 0)


def _lines(part: email.message.Message, depth: int) -> list[Line]:
    payload = pieces(part)
    kind = content_type(part)
    if payload is not None and depth < _DEEPEST:
        if kind.startswith("message/"):
            return []  # a mail inside the mail: somebody else's words
        return _one_of(payload, depth) if kind == "multipart/alternative" else _all_of(payload, depth)
    if payload is not None or not _is_words(part, kind, depth):
        return []
    text = refuse_long(_text(part))
    if kind == "text/html":
        return html_lines(text)
    return plain_lines(
        _without_files(_without_debris(text)),
        flowed=(parameter(part, "format") or "").lower() == "flowed",
        joined_without_space=(parameter(part, "delsp") or "").lower() == "yes",
    )


def _all_of(parts: list[email.message.Message], depth: int) -> list[Line]:
    found: list[Line] = []
    for part in parts:
        lines = _lines(part, depth + 1)
        if found and lines:
            found.append(Line(""))
        found += lines
    return found


def _one_of(parts: list[email.message.Message], depth: int) -> list[Line]:
    """Plain text, in which the writer's program marked quotes, unless it only says "enable HTML"."""
    stub: list[Line] = []
    for part in sorted(parts, key=_preference):
        lines = _lines(part, depth + 1)
        if any(not line.blank for line in lines):
            if not _is_stub(lines):
                return lines
            stub = stub or lines
    return stub


def _preference(part: email.message.Message) -> int:
    kind = content_type(part)
    if kind == "multipart/mixed":
        return 0
    return {"text/plain": 0, "text/enriched": 3, "multipart/related": 1, "text/html": 1}.get(kind, 2)


def _is_stub(lines: list[Line]) -> bool:
    text = " ".join(line.text for line in lines[:20]).casefold()
    return (
        len(text) <= _STUB_LENGTH
        and "html" in text
        and any(word in text for word in ("support", "view", "enable", "display", "client", "viewer", "unterstützt"))
    )


def _is_words(part: email.message.Message, kind: str, depth: int) -> bool:
    if depth == 0:
        return not kind.startswith(_NO_WORDS)
    disposition = str(part.get("Content-Disposition", "")).strip().lower()
    return kind in _WORDS and not disposition.startswith("attachment") and "filename" not in disposition


def content_type(part: email.message.Message) -> str:
    return str(tolerant(part.get_content_type, "text/plain"))


def _text(part: email.message.Message) -> str:
    return characters(content(part), parameter(part, "charset"))


def pieces(part: email.message.Message) -> list[email.message.Message] | None:
    """The parts inside a part, None where it holds none."""
    if not part.is_multipart():
        return None
    return [piece for piece in part.get_payload() if isinstance(piece, email.message.Message)]


def content(part: email.message.Message) -> bytes:
    """What a part holds; as it stands where its transfer encoding is broken."""
    data = tolerant(lambda: part.get_payload(decode=True), None)
    return data if isinstance(data, bytes) else raw_bytes(str(tolerant(part.get_payload, "")))


def parameter(part: email.message.Message, name: str) -> str | None:
    value = tolerant(lambda: part.get_param(name), None)
    if isinstance(value, tuple):
        value = value[2]
    return str(value) if value else None


def tolerant(ask: Callable[[], object], otherwise: object) -> object:
    """What the standard library says of a part; broken MIME makes it raise almost anything."""
    try:
        return ask()
    except (ValueError, TypeError, AttributeError, LookupError, AssertionError):
        return otherwise


def _without_files(text: str) -> str:
    """Without files that old programs wrote into the text (uuencode: "begin 644 name" to "end")."""
    lines = text.split("\n")
    ends = [at for at, line in enumerate(lines) if line.strip() == "end"]
    if not ends:
        return text
    kept: list[str] = []
    inside = False
    for at, line in enumerate(lines):
        inside = inside or (at < ends[-1] and _begins_file(line))
        if not inside:
            kept.append(line)
        elif line.strip() == "end":
            inside = False
    return "\n".join(kept)


def _begins_file(line: str) -> bool:
    first, _, rest = line.partition(" ")
    mode, _, name = rest.partition(" ")
    return first == "begin" and len(mode) in {3, 4} and mode.isdecimal() and bool(name.strip())


def _without_debris(text: str) -> str:
    """The plain words of a multipart mail whose boundaries do not match: its pieces by eye."""
    lines = text.split("\n")
    starts = [at for at in range(len(lines) - 1) if lines[at].startswith("--") and _is_content_type(lines[at + 1])]
    if not starts:
        return text
    found = ["\n".join(line for line in lines[: starts[0]] if not line.startswith("--"))]
    for start, end in zip(starts, [*starts[1:], len(lines)], strict=True):
        piece = lines[start + 1 : end]
        blank = next((at for at, line in enumerate(piece) if not line.strip()), len(piece))
        head = "\n".join(piece[:blank]).lower()
        if "text/plain" in head:
            found.append("\n".join(line for line in piece[blank + 1 :] if not line.startswith("--")))
    return "\n\n".join(piece for piece in found if piece.strip())


def _is_content_type(line: str) -> bool:
    return line[:13].lower() == "content-type:"
