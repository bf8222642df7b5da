"""One mail as bytes to what is said of it (From, Date, Subject) and its lines."""

import email
import email.message
import email.policy
from dataclasses import dataclass
from datetime import datetime

from foothold.connectors.mail.headers import sender, unfolded, when
from foothold.connectors.mail.lines import Line
from foothold.connectors.mail.parts import words
from foothold.core.decoding import decode


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

    Raises `Unreadable` when its text is longer than `foothold.core.decoding.MOST_CHARACTERS`.
    """
    message = _parsed(_as_mail_bytes(data))
    fields = _fields(message)
    name, address = sender(fields.get("from", fields.get("sender", "")))
    sent_at = when(fields.get("date", ""))
    return Letter(name, address, sent_at, unfolded(fields.get("subject", "")), words(message))


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


def _fields(message: email.message.Message) -> dict[str, str]:
    """The first of each field as it stands; raw bytes as surrogates."""
    fields: dict[str, str] = {}
    for name, value in message.raw_items():
        fields.setdefault(name.strip().lower(), str(value))
    return fields
