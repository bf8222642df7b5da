"""An entry of ours written over what stands in its place: under a SEQUENCE and with answers others have set there."""

import re
from collections.abc import Mapping

from foothold.connectors.calendar.properties import attendee_of, property_of
from foothold.connectors.calendar.written_lines import lines_to_bytes, token

HIGHEST_SEQUENCE = 2_147_483_647
"""The largest INTEGER of RFC 5545 3.3.8."""

_PARTSTAT = re.compile(r";PARTSTAT=[^;:]*")


def rewritten(data: bytes, *, sequence: int, partstats: Mapping[str, str]) -> bytes:
    """`data`, written by `write_entry`, under this `sequence`, each address in `partstats` under that answer."""
    lines = data.decode().replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    return lines_to_bytes(_line(each, min(sequence, HIGHEST_SEQUENCE), partstats) for each in lines)


def _line(line: str, sequence: int, partstats: Mapping[str, str]) -> str:
    if line.startswith("SEQUENCE:"):
        return f"SEQUENCE:{sequence}"
    given = property_of(line) if line.startswith("ATTENDEE;") else None
    partstat = partstats.get(attendee_of(given).address) if given else None
    if partstat is None:
        return line
    # It stands before the name, which may hold anything.
    return _PARTSTAT.sub(f";PARTSTAT={token(partstat, 'NEEDS-ACTION')}", line, count=1)
