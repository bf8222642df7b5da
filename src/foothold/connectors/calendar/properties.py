"""One content line to its name, parameters and value (RFC 5545 3.1, 3.2, 3.3.11; RFC 6868; vCalendar 1.0)."""

import quopri
import re
from dataclasses import dataclass
from html import unescape
from urllib.parse import unquote

from foothold.core.calendar_entries import Attendee
from foothold.core.decoding import whole_characters

MOST_CHARACTERS = 4_000
"""Longest text kept of one property, in characters."""

_STOPS = re.compile('[";:]')
_ESCAPED = re.compile(r"\\([\\;,:\"nN])")
_CARET = re.compile(r"\^([\^n'])")
_CONTROLS = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_SPACE = re.compile(r"\s+")
_CLOCK = re.compile(r"\d\d:\d\d(?::\d\d)?(?:[.,]\d+)?(?:Z|[+-]\d\d:?\d\d)?$")
_BETWEEN_ADDRESSES = re.compile(r"[\s<>\"(),;:]+")
_LONGEST_ADDRESS = 320

# vCalendar 1.0 wrote the answer as STATUS, in words of its own.
_OLD_ANSWERS = {"CONFIRMED": "ACCEPTED", "NEEDS ACTION": "NEEDS-ACTION", "SENT": "NEEDS-ACTION"}
_OLD_ROLES = {"ATTENDEE": "REQ-PARTICIPANT", "ORGANIZER": "CHAIR", "OWNER": "CHAIR"}


@dataclass(frozen=True, slots=True)
class Property:
    """A content line taken apart; names are upper case, parameter values without their quotes."""

    name: str
    parameters: dict[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as text: escapes resolved, control characters gone, at most `MOST_CHARACTERS`."""
        value = self.value
        if self.parameters and self.parameters.get("ENCODING", "").upper() == "QUOTED-PRINTABLE":
            value = _from_quoted_printable(value, self.parameters.get("CHARSET", "utf-8"))
        return plain(value)


def decoded(line: bytes) -> str:
    """UTF-8, else Windows-1252: a calendar names no encoding, and old ones are not UTF-8."""
    try:
        return line.decode()
    except UnicodeDecodeError:
        return line.decode("cp1252", "replace")


def plain(value: str) -> str:
    """`value` with RFC 5545's escapes resolved, one line, cut to `MOST_CHARACTERS`."""
    value = value[: 2 * MOST_CHARACTERS]
    if "\\" in value:
        value = _ESCAPED.sub(lambda found: " " if found[1] in "nN" else found[1], value)
    if not value.isprintable():
        value = _SPACE.sub(" ", _CONTROLS.sub(" ", value))
    return value.strip()[:MOST_CHARACTERS]


def property_of(line: str) -> Property | None:
    """The content line taken apart, or None when it has no value."""
    parts, value = _split(line)
    if value is None:
        return None
    parameters: dict[str, str] = {}
    for part in parts[1:]:
        name, _, given = part.partition("=")
        parameters.setdefault(name.strip().upper(), _parameter(given))
        if not given:
            # vCalendar 1.0: "SUMMARY;QUOTED-PRINTABLE:..."
            parameters.setdefault("ENCODING", name.strip())
    return Property(parts[0].upper().rpartition(".")[2], parameters, value.strip())


def attendee_of(line: Property) -> Attendee:
    """The ATTENDEE or ORGANIZER as a person or room; RFC 5545's defaults where a parameter is missing."""
    given, value = line.parameters, line.text
    name = plain(given.get("CN", ""))
    if line.name == "ORGANIZER":
        return Attendee(_address(value, given), name or _name_before(value))
    partstat = given.get("PARTSTAT") or given.get("STATUS") or ""
    role = given.get("ROLE") or "REQ-PARTICIPANT"
    return Attendee(
        address=_address(value, given),
        name=name or _name_before(value),
        partstat=_OLD_ANSWERS.get(partstat.upper(), _word(partstat)) if "PARTSTAT" not in given else _word(partstat),
        role=_OLD_ROLES.get(role.upper(), _word(role)),
        cutype=_word(given.get("CUTYPE") or "INDIVIDUAL"),
        delegated_to=_other(given, "DELEGATED-TO"),
        delegated_from=_other(given, "DELEGATED-FROM"),
        sent_by=_other(given, "SENT-BY"),
        comment=_comment(given),
    )


def _word(value: str) -> str:
    return plain(value)[:60].upper()


def _address(value: str, given: dict[str, str]) -> str:
    """Lower case without "mailto:"; Exchange and iCloud hide it in the EMAIL parameter."""
    for candidate in (value, given.get("EMAIL", "")):
        if candidate[:7].lower() == "mailto:":
            candidate = unquote(candidate[7:].partition("?")[0])
        for word in _BETWEEN_ADDRESSES.split(candidate[: 2 * _LONGEST_ADDRESS]):
            if "@" in word[1:-1] and len(word) <= _LONGEST_ADDRESS:
                return word.lower()
    return ""


def _other(given: dict[str, str], name: str) -> str:
    """The address, of several the first, of somebody else in a parameter."""
    return _address(given[name], {}) if name in given else ""


def _comment(given: dict[str, str]) -> str:
    """What Google writes beside an answer, with HTML's entities and RFC 5545's escapes in one."""
    return plain(unescape(plain(given["X-RESPONSE-COMMENT"]))) if "X-RESPONSE-COMMENT" in given else ""


def _name_before(value: str) -> str:
    """vCalendar 1.0 has no CN: "Anna Weber <anna@harbour.example>", or the name alone."""
    name = value.partition("<")[0].strip()
    return "" if ":" in name or "@" in name or "/" in name else name


def _split(line: str) -> tuple[list[str], str | None]:
    """Name and parameters, and the value; colons and semicolons between quotes part nothing."""
    if '"' in line:
        parts, value = _split_quoted(line)
        if value is not None:
            return parts, value
    head, colon, value = line.partition(":")
    if not colon:
        return [], None
    # Colons nobody quoted: in a zone's name ("(UTC+01:00) ..."), in a person's.
    if head[:4].upper() in {"DTST", "DTEN", "RECU", "EXDA", "RDAT"}:
        if ":" in value and not _CLOCK.search(value):
            head, _, value = line.rpartition(":")
    elif ":mailto:" in value.lower() and head[:4].upper() in {"ATTE", "ORGA"}:
        at = line.lower().rindex(":mailto:")
        head, value = line[:at], line[at + 1 :]
    return head.split(";"), value


def _split_quoted(line: str) -> tuple[list[str], str | None]:
    parts: list[str] = []
    start, quoted = 0, False
    for stop in _STOPS.finditer(line):
        if stop[0] == '"':
            quoted = not quoted
        elif not quoted:
            parts.append(line[start : stop.start()])
            start = stop.end()
            if stop[0] == ":":
                return parts, line[start:]
    return [], None


def _parameter(value: str) -> str:
    value = value.strip().strip('"')
    if "^" in value:
        value = _CARET.sub(lambda found: {"n": "\n", "'": '"'}.get(found[1], "^"), value)
    return value


def _from_quoted_printable(value: str, charset: str) -> str:
    octets = quopri.decodestring(value.encode("utf-8", "replace"))
    try:
        return whole_characters(octets.decode(charset))
    except (LookupError, ValueError):
        return decoded(octets)
