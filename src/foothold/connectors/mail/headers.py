"""Header fields of mails as they are: encoded words, broken addresses, dates in many forms."""

import base64
import binascii
import quopri
import re
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_tz

from foothold.connectors.mail.charset import characters, raw_bytes
from foothold.core.decoding import decode

_LONGEST_VALUE = 10_000
_LONGEST_DATE = 120

_ENCODED_WORD = re.compile(r"=\?([^?\s]{1,40})\?([bBqQ])\?([^?]*)\?=")
_QUOTED = re.compile(r'"[^"]*"')
_ZONE = re.compile(r"[+-]\d{4}\b|\b(?:UTC?|GMT|Z|[ECMP][SD]T)\b")


def unfolded(value: str) -> str:
    """A header's text on one line, encoded words (RFC 2047) and raw bytes decoded. Never fails."""
    raw = decode(raw_bytes(value[:_LONGEST_VALUE]))
    text: list[str] = []
    word, charset = b"", ""
    at = 0
    for found in _ENCODED_WORD.finditer(raw):
        between = raw[at : found.start()]
        at = found.end()
        # White space between encoded words belongs to neither; a character may be split over two.
        goes_on = not between.strip() and word and found.group(1).lower() == charset
        if not goes_on:
            text += [
                characters(word, charset) if word else "",
                between if between.strip() or not word else "",
            ]
            word, charset = b"", found.group(1).lower()
        word += _word(found.group(2), found.group(3))
    text += [characters(word, charset) if word else "", raw[at:]]
    return " ".join("".join(text).split())


def _word(encoding: str, encoded: str) -> bytes:
    data = encoded.encode("utf-8", "replace")
    if encoding in "qQ":
        return quopri.decodestring(data, header=True)
    try:
        return base64.b64decode(data + b"=" * (-len(data) % 4))
    except (binascii.Error, ValueError):
        return data


def sender(value: str) -> tuple[str | None, str | None]:
    """Name and address of the first person in a From field, each None where it is not there.

    Reads "Name <address>", "address (Name)", Outlook's "Name [mailto:address]" and bare ones; commas in
    names need no quotes. In linear time, which the standard library's parser does not promise.
    """
    raw = " ".join(decode(raw_bytes(value[:_LONGEST_VALUE])).split())
    raw = raw.replace("[mailto:", "<").replace("<mailto:", "<")
    before, opening, rest = raw.partition("<")
    inside = rest.replace("]", ">").partition(">")[0].strip()
    # An address shown inside a quoted name is a name, not who wrote.
    if opening and "@" in inside and "@" not in _QUOTED.sub("", before).replace(inside, ""):
        return _name(before, inside), unfolded(inside)
    bare = next((word for word in raw.replace(",", " ").split() if "@" in word), None)
    if bare is None:
        return _name(before, None), None
    address = unfolded(bare.strip("<>()[];\"'"))
    comment = raw.partition("(")[2].partition(")")[0]
    return _name(comment, address), address


def _name(text: str, address: str | None) -> str | None:
    """A display name; an address repeated as a name is none."""
    name = unfolded(text).strip("\"'<>()[],; ").replace('\\"', '"')
    return name if name and name != address else None


def when(text: str) -> datetime | None:
    """The moment a Date field names, aware; None without a zone, since naive is not UTC (DESIGN 6)."""
    zone_said = _ZONE.search(text[:_LONGEST_DATE])
    if zone_said is None:
        return None
    try:
        parts = parsedate_tz(text[: zone_said.end()])
        if parts is None:
            return None
        zone = timezone(timedelta(seconds=parts[9] or 0))
        year, month, day, hour, minute, second = parts[:6]
        sent = datetime(year, month, day, hour, minute, min(second, 59), tzinfo=zone)
        sent.astimezone(UTC)  # years at the edge of the calendar have no UTC
    except (ValueError, TypeError, IndexError, AttributeError, OverflowError):
        return None
    return sent
