"""Bytes to content lines (RFC 5545 3.1): any newline, any folding, UTF-16 and damaged files included.

A calendar of 100 MB passes through here in pieces: what is held is one piece and the line it breaks off in.
"""

import codecs
import re
from collections.abc import Iterable, Iterator
from functools import partial
from typing import BinaryIO

from foothold.core.conversation import Unreadable

Source = bytes | BinaryIO | Iterable[bytes]
"""A calendar as it comes: all its bytes, an open file, or pieces of it."""

LARGEST_BYTES = 200_000_000
"""Largest file we read."""

LONGEST_LINE = 1_000_000
"""Longest content line we read, in bytes after unfolding; anything longer is an attachment."""

_PIECE = 1 << 20
_WIDE = (
    (codecs.BOM_UTF8, "", 3),
    (codecs.BOM_UTF32_LE, "utf-32-le", 4),
    (codecs.BOM_UTF32_BE, "utf-32-be", 4),
    (codecs.BOM_UTF16_LE, "utf-16-le", 2),
    (codecs.BOM_UTF16_BE, "utf-16-be", 2),
)
_INDENT = re.compile(rb"^([ \t]*)BEGIN:V(?:CALENDAR|EVENT)", re.IGNORECASE | re.MULTILINE)


def content_lines(source: Source) -> Iterator[list[bytes]]:
    """The unfolded lines of `source`, some thousands at a time, in UTF-8 or the file's own 8-bit code.

    A line longer than `LONGEST_LINE` comes cut to one byte more. Raises `Unreadable` beyond `LARGEST_BYTES`.
    """
    rejoiner = _Rejoiner()
    for lines in _unfolded(_narrow(_pieces(source))):
        yield rejoiner.rejoined(lines)
    if last := rejoiner.rest():
        yield [last]


def _pieces(source: Source) -> Iterator[bytes]:
    size = 0
    for piece in _gathered(source):
        size += len(piece)
        if size > LARGEST_BYTES:
            raise Unreadable(
                f"This calendar is larger than {LARGEST_BYTES // 1_000_000} MB. Nothing was kept of it. "
                "Export a shorter period, or without attachments."
            )
        yield piece


def _gathered(source: Source) -> Iterator[bytes]:
    """Pieces of about `_PIECE` bytes, however small or large those are that come."""
    held: list[bytes] = []
    size = 0
    for given in _given(source):
        for start in range(0, len(given), _PIECE):
            held.append(given[start : start + _PIECE])
            size += len(held[-1])
            if size >= _PIECE:
                yield b"".join(held)
                held, size = [], 0
    yield b"".join(held)


def _given(source: Source) -> Iterable[bytes]:
    if isinstance(source, bytes):
        return (source,)
    if hasattr(source, "read"):
        return iter(partial(source.read, _PIECE), b"")
    return source


def _narrow(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """UTF-16 and UTF-32 become UTF-8, with or without their mark; zero bytes go."""
    decoder: codecs.IncrementalDecoder | None = None
    for number, piece in enumerate(pieces):
        if number == 0:
            encoding, mark = _encoding(piece)
            piece = piece[mark:]
            decoder = codecs.getincrementaldecoder(encoding)("replace") if encoding else None
        if decoder is not None:
            piece = decoder.decode(piece).encode("utf-8", "replace")
        yield piece.replace(b"\0", b"") if b"\0" in piece else piece


def _encoding(head: bytes) -> tuple[str, int]:
    for mark, encoding, length in _WIDE:
        if head.startswith(mark):
            return encoding, length
    start = head[:4096].upper()
    for encoding in ("utf-16-le", "utf-16-be"):
        # At an odd place the one is found within the other.
        at = start.find("BEGIN:V".encode(encoding))
        if at >= 0 and at % 2 == 0:
            return encoding, 0
    return "", 0


def _unfolded(pieces: Iterator[bytes]) -> Iterator[list[bytes]]:
    rest, indent = b"", b""
    for number, piece in enumerate(pieces):
        # A CR may be half of a CRLF: the piece ends before it.
        text = _with_lf(rest + piece)
        if number == 0:
            # A calendar pasted out of a program's source stands indented as a whole.
            found = _INDENT.search(text)
            indent = b"\n" + found[1] if found and found[1] else b""
            text = b"\n" + text
        if indent:
            text = text.replace(indent, b"\n")
        text = text.replace(b"\n ", b"").replace(b"\n\t", b"")
        end = text.rfind(b"\n", 0, len(text.rstrip(b"\r")) - 1)
        if end >= 0:
            yield text[:end].split(b"\n")
        rest = _cut(text[end + 1 :])
    yield rest.replace(b"\r", b"\n").split(b"\n")


def _with_lf(text: bytes) -> bytes:
    if b"\r" not in text:
        return text
    half = text.endswith(b"\r")
    text = text.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n")
    return text[:-1].replace(b"\r", b"\n") + b"\r" if half else text.replace(b"\r", b"\n")


def _cut(rest: bytes) -> bytes:
    """A line without end is not gathered without end."""
    if len(rest) <= LONGEST_LINE + 2:
        return rest
    return rest[: LONGEST_LINE + 1] + rest[len(rest.rstrip(b"\r\n")) :][-2:]


class _Rejoiner:
    """vCalendar 1.0 breaks a quoted-printable value with "=" at the line's end instead of folding it."""

    def __init__(self) -> None:
        self._met = False
        self._open: list[bytes] = []
        self._size = 0

    def rejoined(self, lines: list[bytes]) -> list[bytes]:
        self._met = self._met or any(_is_quoted(line) for line in lines if line.endswith(b"="))
        if not self._met:
            return lines
        joined: list[bytes] = []
        for line in lines:
            if line.endswith(b"=") and (self._open or _is_quoted(line)) and self._size < LONGEST_LINE:
                self._open.append(line[:-1])
                self._size += len(line)
            else:
                joined.append(self.rest() + line)
        return joined

    def rest(self) -> bytes:
        line = b"".join(self._open)
        self._open, self._size = [], 0
        return line


def _is_quoted(line: bytes) -> bool:
    return b"QUOTED-PRINTABLE" in line[:200].upper()
