"""One mail as bytes to what is said of it (From, Date, Subject) and its lines."""

import email
import email.message
import email.policy
import re
from dataclasses import dataclass
from datetime import datetime

from foothold.connectors.mail.headers import sender, unfolded, when
from foothold.connectors.mail.lines import Line
from foothold.connectors.mail.parts import words
from foothold.core.conversation import Unreadable
from foothold.core.decoding import decode

MOST_LINES = 2_000_000
MOST_MULTIPARTS = 20
LONGEST_HEADERS = 1_000_000
_LONGEST_FIELD = 4_000
_BLANK_LINE = re.compile(rb"\r?\n\r?\n|\r\r")
_FIELD_OR_MORE = re.compile(rb"[ \t]|[!-9;-~]{1,200}[ \t]{0,9}:")

# Its parameters are split in quadratic time by the standard library.
_PART_FIELD = re.compile(
    rb"^content-(?:type|disposition):[^\r\n]*(?:\r?\n[ \t][^\r\n]*)*", re.IGNORECASE | re.MULTILINE
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail before quotes and signature are taken off. `sent_at` is aware, or None."""

    from_name: str | None
    address: str | None
    sent_at: datetime | None
    subject: str
    lines: list[Line]


def read_letter(data: bytes) -> Letter:
    """The mail in `data` (RFC 5322 and MIME, however broken).

    Raises `Unreadable` when its text is longer than `foothold.core.decoding.MOST_CHARACTERS`, or when
    it has more than `MOST_LINES` lines or longer headers than `LONGEST_HEADERS`.
    """
    return letter_of(parsed(data))


def parsed(data: bytes) -> email.message.Message:
    """The mail in `data` taken apart, nothing decoded yet. Raises `Unreadable` as `read_letter`."""
    data = _as_mail_bytes(data)
    refuse_long_headers(data)
    _refuse_contrived(data)
    return _parsed(_PART_FIELD.sub(_shortened, data))


def parsed_headers(data: bytes) -> email.message.Message:
    """The fields of the mail in `data` without looking at its body. Raises `Unreadable` as `read_letter`."""
    data = _as_mail_bytes(data)
    refuse_long_headers(data)
    end = _BLANK_LINE.search(data)
    head = data[: end.start()] if end else data[:LONGEST_HEADERS]
    return email.message_from_bytes(_PART_FIELD.sub(_shortened, head) + b"\n\n", policy=email.policy.compat32)


def letter_of(message: email.message.Message) -> Letter:
    """Who, when, about what, and the lines. Raises `Unreadable` for a text that is too long."""
    fields = fields_of(message)
    name, address = sender(fields.get("from", fields.get("sender", "")))
    sent_at = when(fields.get("date", ""))
    return Letter(name, address, sent_at, unfolded(fields.get("subject", "")), words(message))


def refuse_long_headers(data: bytes) -> None:
    """Raise `Unreadable` when the fields before the body have more than `LONGEST_HEADERS` bytes."""
    if len(data) <= LONGEST_HEADERS or _BLANK_LINE.search(data, 0, LONGEST_HEADERS):
        return
    if all(map(_FIELD_OR_MORE.match, data[:LONGEST_HEADERS].splitlines()[:-1])):
        raise Unreadable(
            f"The headers of this mail have more than {LONGEST_HEADERS // 1_000_000} MB: no mail program writes that. "
            "Save its text alone and open that."
        )


def _refuse_contrived(data: bytes) -> None:
    """The standard library tries every open boundary on every line, and keeps every line."""
    lines, multiparts = data.count(b"\n") + data.count(b"\r"), data.lower().count(b"multipart/")
    if lines > MOST_LINES or (multiparts > MOST_MULTIPARTS and lines * multiparts > MOST_LINES * MOST_MULTIPARTS):
        raise Unreadable("This mail has more lines or parts than Foothold opens. Save its text alone and open that.")


def _shortened(field: re.Match[bytes]) -> bytes:
    return field.group()[:_LONGEST_FIELD]


def _as_mail_bytes(data: bytes) -> bytes:
    """UTF-16 exports and marks become plain UTF-8; an mbox's "From " line and blank lines go."""
    if data[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\x00" in data[:64]:
        data = decode(data).encode()
    data = data.removeprefix(b"\xef\xbb\xbf").lstrip(b"\r\n\t ")
    if data.startswith(b"From "):
        data = data.partition(b"\n")[2]
    return data


def _parsed(data: bytes) -> email.message.Message:
    try:
        return email.message_from_bytes(data, policy=email.policy.compat32)
    except (RecursionError, ValueError, LookupError, AttributeError, TypeError):
        # Parts nested without end: the header still tells who wrote, the rest is read as text.
        header, _, body = data.replace(b"\r\n", b"\n").partition(b"\n\n")
        message = email.message_from_bytes(header + b"\n\n", policy=email.policy.compat32)
        for name in ("Content-Type", "Content-Transfer-Encoding"):
            del message[name]
        message.set_payload(body.decode("ascii", "surrogateescape"))
        return message


def fields_of(message: email.message.Message) -> dict[str, str]:
    """The first of each field as it stands; raw bytes as surrogates."""
    fields: dict[str, str] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.strip().lower(), str(value))
    return fields
