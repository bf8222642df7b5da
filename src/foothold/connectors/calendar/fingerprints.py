"""A UID's fingerprint: the same for every export in which nothing but the export's own stamps has changed."""

import hashlib
from collections.abc import Iterable

STAMPS = frozenset({b"DTSTAMP", b"ACKNOWLEDGED", b"X-MOZ-LASTACK", b"X-MOZ-GENERATION"})
"""What programs write anew without anything having changed for the meeting: the moment of the export (DTSTAMP), and
the moment its owner saw an alarm (RFC 9074 ACKNOWLEDGED; Thunderbird's LASTACK and the GENERATION it raises)."""

_BEGIN = frozenset(name[:2] for name in STAMPS)


def digest(lines: Iterable[bytes]) -> bytes:
    """The SHA-256 of one VEVENT's unfolded lines, in any order, without `STAMPS`."""
    return hashlib.sha256(b"\n".join(sorted(line for line in lines if not _is_stamp(line)))).digest()


def fingerprint(methods: Iterable[str], digests: Iterable[bytes]) -> str:
    """The fingerprint of a UID in hexadecimal, from its calendars' METHODs and its VEVENTs' digests, in any order."""
    return hashlib.sha256(b"\n".join([",".join(sorted(methods)).encode(), *sorted(digests)])).hexdigest()


def _is_stamp(line: bytes) -> bool:
    # Only lines that begin like a stamp are looked at closely: this is asked of every line of the file.
    return line[:2].upper() in _BEGIN and line[:24].upper().replace(b";", b":").partition(b":")[0] in STAMPS
