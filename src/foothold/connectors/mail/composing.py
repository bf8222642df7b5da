"""One letter of ours as the bytes that leave: text, HTML of the same words, and a calendar part where it invites.

The same letter gives the same bytes, whenever and wherever it is composed: a copy that is sent again because
nobody heard the server's 250 shows as one mail and one meeting (DESIGN 6).
"""

import base64
import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from email.utils import format_datetime
from html import escape

from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.written_fields import (
    ascii_domain,
    id_of,
    ids_field,
    one_line,
    people_field,
    text_field,
)

LARGEST_LETTER = 20_000_000
"""Bytes as sent. Most servers take 20 to 25 MB; an invitation has 10 kB."""

LONGEST_TEXT = 500_000
"""In characters: far beyond any letter."""

METHODS = frozenset({"PUBLISH", "REQUEST", "REPLY", "ADD", "CANCEL", "REFRESH", "COUNTER", "DECLINECOUNTER"})
"""Of RFC 5546 1.4."""

_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff]")
_ADDRESS = re.compile(r"https?://[^\s<>\"']{1,2000}")
_AFTER_ADDRESS = ".,;:!?)]}»”’"
_METHOD_LINE = re.compile(rb"^METHOD:([^\r\n]*)\r?$", re.IGNORECASE | re.MULTILINE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})?")
_LONGEST_QUOTED = 73
_QUOTED = [bytes([byte]) if byte == 9 or (32 <= byte < 127 and byte != 61) else b"=%02X" % byte for byte in range(256)]
_FILE_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9 ._-]{0,60}\.ics")


@dataclass(frozen=True, slots=True)
class CalendarPart:
    """iCalendar bytes (UTF-8) that go along, under the METHOD that stands in them (RFC 6047 2.4).

    `file_name` also attaches them as a file, for programs that show no calendar part; empty leaves that out.
    """

    data: bytes
    method: str
    file_name: str = "invitation.ics"


@dataclass(frozen=True, slots=True, kw_only=True)
class OutgoingLetter:
    """What is to be sent. Identities are without angle brackets; `sent_at` is aware and stays with the letter.

    `text` is plain, lines ended by LF, paragraphs parted by an empty line. `is_automatic` marks what no person
    sends by a tap of his own, as a reminder (RFC 3834); an invitation is a person's.
    """

    message_id: str
    sent_at: datetime
    sender: Mailbox
    to: tuple[Mailbox, ...]
    cc: tuple[Mailbox, ...] = ()
    reply_to: Mailbox | None = None
    subject: str
    text: str
    language: str = "en"
    calendar: CalendarPart | None = None
    in_reply_to: str = ""
    references: tuple[str, ...] = ()
    is_automatic: bool = False


@dataclass(frozen=True, slots=True)
class _Part:
    """A body with its own fields, encoded."""

    fields: str
    body: bytes

    def written(self) -> bytes:
        return self.fields.encode("ascii") + b"\r\n" + self.body


def compose(letter: OutgoingLetter) -> bytes:
    """The letter as RFC 5322 and MIME bytes: ASCII, CRLF, no line over 78 characters but for a long address.

    Control characters in subject and names become blanks, in the text they go. Raises ValueError, one line
    for a person, for an address or an identity that is none, a time without a zone, a calendar part that is
    not UTF-8 or has another METHOD than said, and for more than `LONGEST_TEXT` or `LARGEST_LETTER`.
    """
    if len(letter.text) > LONGEST_TEXT:
        raise ValueError(
            f"This letter has {len(letter.text):,} characters; at most {LONGEST_TEXT:,} are sent. Shorten it."
        )
    body = _alternatives(letter)
    data = _head(letter).encode("ascii") + body.written()
    if len(data) > LARGEST_LETTER:
        raise ValueError(
            f"This letter has {len(data) / 1e6:,.0f} MB; mail servers take {LARGEST_LETTER / 1e6:,.0f}. "
            "Shorten what goes along."
        )
    return data


def recipients(letter: OutgoingLetter) -> tuple[str, ...]:
    """Everybody the letter goes to, each once: what the envelope names."""
    return tuple(person.address for person in _each_once((*letter.to, *letter.cc)))


def message_id(seed: str, domain: str) -> str:
    """The Message-ID of what `seed` names: the same seed and domain give the same. Raises ValueError as `compose`."""
    return f"{hashlib.sha256(seed.encode('utf-8', 'replace')).hexdigest()[:40]}@{ascii_domain(domain)}"


def html_of(text: str, language: str = "en") -> str:
    """`text` as a page of paragraphs and links: no style, no picture, nothing that is fetched when it is read."""
    paragraphs = [paragraph.strip("\n") for paragraph in re.split(r"\n[ \t]*\n", _clean(text))]
    body = "\n".join(f"<p>{_linked(paragraph)}</p>" for paragraph in paragraphs if paragraph.strip())
    spoken = language if _LANGUAGE.fullmatch(language) else "en"
    head = f'<!DOCTYPE html>\n<html lang="{spoken}">\n<head><meta charset="utf-8"></head>'
    return f"{head}\n<body>\n{body}\n</body>\n</html>\n"


def _head(letter: OutgoingLetter) -> str:
    if letter.sent_at.utcoffset() is None:
        raise ValueError("The time of a letter needs a zone.")
    if not letter.to:
        raise ValueError("A letter needs somebody it goes to.")
    named = {person.address.lower() for person in letter.to}
    copied = [person for person in letter.cc if person.address.lower() not in named]
    references = [*letter.references, letter.in_reply_to] if letter.in_reply_to else letter.references
    return "".join(
        [
            f"Date: {format_datetime(letter.sent_at.replace(microsecond=0))}\r\n",
            people_field("From", [letter.sender]),
            people_field("To", _each_once(letter.to)),
            people_field("Cc", _each_once(copied)) if copied else "",
            people_field("Reply-To", [letter.reply_to]) if letter.reply_to else "",
            text_field("Subject", letter.subject),
            f"Message-ID: {id_of(letter.message_id)}\r\n",
            ids_field("In-Reply-To", [letter.in_reply_to]),
            ids_field("References", references),
            "Auto-Submitted: auto-generated\r\n" if letter.is_automatic else "",
            "MIME-Version: 1.0\r\n",
        ]
    )


def _each_once(people: Iterable[Mailbox]) -> list[Mailbox]:
    found: dict[str, Mailbox] = {}
    for person in people:
        found.setdefault(person.address.lower(), person)
    return list(found.values())


def _alternatives(letter: OutgoingLetter) -> _Part:
    """The calendar part stands last: a program takes the last one it understands (RFC 2046 5.1.4)."""
    parts = [_text("plain", _clean(letter.text)), _text("html", html_of(letter.text, letter.language))]
    if letter.calendar is None:
        return _multipart("alternative", parts)
    calendar = _checked(letter.calendar)
    inner = _multipart("alternative", [*parts, _calendar(calendar, letter.calendar.method)])
    if not letter.calendar.file_name:
        return inner
    return _multipart("mixed", [inner, _file(calendar, letter.calendar)])


def _multipart(kind: str, parts: list[_Part]) -> _Part:
    """Its boundary is made of what it parts; "=_" stands in no base64 or quoted-printable (RFC 2045 6.7)."""
    written = [part.written() for part in parts]
    boundary = f"=_{hashlib.sha256(kind.encode('ascii') + b''.join(written)).hexdigest()[:40]}"
    mark = f"--{boundary}".encode("ascii")
    body = b"".join(mark + b"\r\n" + part + b"\r\n" for part in written) + mark + b"--\r\n"
    return _Part(f'Content-Type: multipart/{kind};\r\n boundary="{boundary}"\r\n', body)


def _text(kind: str, text: str) -> _Part:
    data = text.encode("utf-8").replace(b"\n", b"\r\n")
    if _stands_as_it_is(data):
        encoding = "7bit"
    else:
        encoding, data = "quoted-printable", _quoted_printable(data)
    return _Part(
        f"Content-Type: text/{kind}; charset=utf-8\r\nContent-Transfer-Encoding: {encoding}\r\n",
        data,
    )


def _calendar(data: bytes, method: str) -> _Part:
    encoding, body = ("7bit", data) if _stands_as_it_is(data) else ("base64", _base64(data))
    return _Part(
        f"Content-Type: text/calendar; charset=utf-8; method={method.upper()}\r\n"
        f"Content-Transfer-Encoding: {encoding}\r\n",
        body,
    )


def _file(data: bytes, part: CalendarPart) -> _Part:
    if not _FILE_NAME.fullmatch(part.file_name):
        raise ValueError(f'"{one_line(part.file_name, 60)}" is no name for a calendar file.')
    return _Part(
        f'Content-Type: application/ics; name="{part.file_name}"\r\n'
        f'Content-Disposition: attachment; filename="{part.file_name}"\r\n'
        "Content-Transfer-Encoding: base64\r\n",
        _base64(data),
    )


def _checked(part: CalendarPart) -> bytes:
    """A METHOD parameter that contradicts the calendar's own is what mail programs refuse (RFC 6047 2.4)."""
    if part.method.upper() not in METHODS:
        raise ValueError(f'"{one_line(part.method, 40)}" is no METHOD of a calendar.')
    stated = [found.group(1).strip().upper() for found in _METHOD_LINE.finditer(part.data)]
    if stated != [part.method.upper().encode("ascii")]:
        raise ValueError(f"The calendar part does not say METHOD:{part.method.upper()} once.")
    try:
        part.data.decode("utf-8")
    except UnicodeDecodeError:
        raise ValueError("The calendar part is not UTF-8.") from None
    if b"\x00" in part.data:
        raise ValueError("The calendar part holds a NUL character.")
    return re.sub(rb"\r\n|\r|\n", b"\r\n", part.data)


def _stands_as_it_is(data: bytes) -> bool:
    """Whether servers on the way leave it alone: short ASCII lines, no blanks at their end, no mbox "From "."""
    return data.isascii() and not any(
        len(line) > 78 or line[-1:] in {b" ", b"\t"} or line.startswith(b"From ") for line in data.split(b"\r\n")
    )


def _quoted_printable(data: bytes) -> bytes:
    return b"\r\n".join(_quoted_line(line) for line in data.split(b"\r\n"))


def _quoted_line(line: bytes) -> bytes:
    """RFC 2045 6.7: soft breaks before 76 characters, no blank at an end, no "From " at a beginning (mbox)."""
    lines, written = [], b""
    for place, byte in enumerate(line, start=1):
        sign = _QUOTED[byte] if place < len(line) or byte not in b" \t" else b"=%02X" % byte
        if len(written) + len(sign) > _LONGEST_QUOTED:
            lines.append(written + b"=")
            written = b""
        written += sign
    return b"\r\n".join(b"=46" + out[1:] if out.startswith(b"From ") else out for out in [*lines, written])


def _base64(data: bytes) -> bytes:
    return base64.encodebytes(data).replace(b"\n", b"\r\n")


def _clean(text: str) -> str:
    """Lines ended by LF, one at the end; no control characters."""
    lines = _CONTROL.sub("", text.replace("\r\n", "\n").replace("\r", "\n")).strip("\n")
    return f"{lines}\n"


def _linked(paragraph: str) -> str:
    """Escaped, with its web addresses as links that show where they lead."""
    pieces, at = [], 0
    for found in _ADDRESS.finditer(paragraph):
        address = found.group().rstrip(_AFTER_ADDRESS)
        pieces += [escape(paragraph[at : found.start()]), f'<a href="{escape(address)}">{escape(address)}</a>']
        at = found.start() + len(address)
    pieces.append(escape(paragraph[at:]))
    return "".join(pieces).replace("\n", "<br>\n")
