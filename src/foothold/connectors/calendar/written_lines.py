"""Content lines as we write them (RFC 5545 3.1 to 3.3): whatever a value holds, it stays within its own line."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote

LONGEST_LINE = 75
"""Octets of one line on the wire without its CRLF (RFC 5545 3.1)."""

_NEW_LINE = re.compile("\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROLS = re.compile(r"[\x00-\x09\x0e-\x1f\x7f-\x9f]+")
_SPACES = re.compile(r"[\s\x00-\x1f\x7f-\x9f]+")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
_ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_IN_QUOTES = str.maketrans({'"': "'", "^": "^^", "\\": "/"})
_TOKEN = re.compile("[A-Za-z0-9-]{1,60}")
_MAILBOX = re.compile(r"[^\s\x00-\x1f\x7f-\x9f<>]+@[^\s\x00-\x1f\x7f-\x9f<>@]+")
# What RFC 3986 lets stand in an address, and the percent sign of one that is already encoded.
_OF_A_URI = "-._~:/?#[]@!$&'()*+,;=%"
_OF_A_MAILBOX = "-._~@!$'*+/={|}^`"


def lines_to_bytes(lines: Iterable[str]) -> bytes:
    """The file of these content lines: folded, each ended by CRLF, in UTF-8."""
    return b"".join(part for line in lines for part in _folded(line))


def text(value: str) -> str:
    """`value` as a TEXT (3.3.11): its lines kept, other control characters gone."""
    return _CONTROLS.sub(" ", _NEW_LINE.sub("\n", encodable(value))).strip().translate(_ESCAPES)


def one_line(value: str) -> str:
    """`value` as a TEXT of one line, for a title or a place."""
    return in_one_line(value).translate(_ESCAPES)


def parameter(value: str, default: str) -> str:
    """`value` between quotes, or `default` where nothing of it can be shown.

    Its own quotes become apostrophes: RFC 6868 would write `^'`, which who does not know it shows as it stands. A `^`
    is written twice: who follows RFC 6868 would else read `^n` as a new line. A backslash is none in RFC 5545, but
    many readers, ours among them, take it for an escape: it becomes a slash.
    """
    shown = value if any(char.isprintable() and not char.isspace() for char in value) else default
    return '"' + in_one_line(shown).translate(_IN_QUOTES) + '"'


def in_one_line(value: str) -> str:
    """`value` on one line: spaces, new lines and control characters are one space."""
    return _SPACES.sub(" ", encodable(value)).strip()


def encodable(value: str) -> str:
    """`value` without halves of characters, which have no UTF-8."""
    return _SURROGATES.sub("\N{REPLACEMENT CHARACTER}", value)


def token(value: str, default: str) -> str:
    """`value` where it is one of iCalendar's words, upper case, else `default`."""
    return value.upper() if _TOKEN.fullmatch(value) else default


def uri(value: str) -> str:
    """`value` as a URI (3.3.13): what may not stand in one is percent-encoded, so that it ends where it ends."""
    return quote(encodable(value).strip(), safe=_OF_A_URI)


def mailto(address: str) -> str:
    """`address` as a CAL-ADDRESS (3.3.3; RFC 6068). ValueError where it is no mailbox."""
    if not is_mailbox(address):
        raise ValueError("an attendee or organizer without a mail address")
    return "mailto:" + quote(encodable(address), safe=_OF_A_MAILBOX)


def is_mailbox(address: str) -> bool:
    """Whether `address` can be one: something on both sides of its @, and nothing that ends a line or a URI."""
    return _MAILBOX.fullmatch(address) is not None


def _folded(line: str) -> Iterator[bytes]:
    """At most `LONGEST_LINE` octets a line, no character of several octets parted."""
    octets = line.encode()
    start, room = 0, LONGEST_LINE
    while len(octets) - start > room:
        end = start + room
        while octets[end] & 0xC0 == 0x80:
            end -= 1
        yield octets[start:end] + b"\r\n "
        start, room = end, LONGEST_LINE - 1
    yield octets[start:] + b"\r\n"
