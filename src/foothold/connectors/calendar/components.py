"""One VEVENT as it stands in a file, before its values are read."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from foothold.connectors.calendar.notes import shown
from foothold.connectors.calendar.properties import decoded, plain

LONGEST_UID = 500
"""Longest UID kept as it stands, in characters; a longer one is known by its SHA-256."""

_ABOUT = (b"DTSTART", b"SUMMARY", b"ORGANIZER", b"RECURRENCE-ID")


@dataclass(frozen=True, slots=True)
class Component:
    """One VEVENT as it stands: its place in the file, its calendar's number, the lines that are read of it."""

    place: int
    calendar: int
    lines: bytes


def uid_of(lines: Sequence[bytes]) -> str:
    """The UID; an entry without one gets one from what it is about, the same at every export."""
    for line in lines:
        if line[:3].upper() == b"UID" and (uid := plain(decoded(line.partition(b":")[2]))):
            return uid if len(uid) <= LONGEST_UID else f"long-uid-{_sha256(uid.encode('utf-8', 'replace'))}"
    about = b"\n".join(sorted(line for line in lines if line[:20].upper().startswith(_ABOUT)))
    return f"no-uid-{_sha256(about)[:32]}"


def title_of(lines: Sequence[bytes]) -> str:
    """The entry's title for a person, as far as it has been read."""
    for line in lines:
        if line[:7].upper() == b"SUMMARY":
            return f'"{shown(plain(decoded(line.partition(b":")[2])))}"'
    return "an entry"


def _sha256(octets: bytes) -> str:
    return hashlib.sha256(octets).hexdigest()
