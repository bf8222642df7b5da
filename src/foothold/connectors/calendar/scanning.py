"""A first pass over a calendar: which UIDs it holds and what each says, as a fingerprint, without reading a value.

A second export of the same calendar costs this pass and the reading of what changed.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from foothold.connectors.calendar.components import Component, title_of, uid_of
from foothold.connectors.calendar.content_lines import LONGEST_LINE, Source, content_lines
from foothold.connectors.calendar.fingerprints import digest, fingerprint
from foothold.connectors.calendar.notes import Notes, shown
from foothold.connectors.calendar.opening import not_a_calendar, opened
from foothold.connectors.calendar.properties import decoded, plain
from foothold.connectors.calendar.video import PROPERTIES, names_a_call
from foothold.connectors.calendar.zones import Zones
from foothold.core.calendar_entries import Skipped
from foothold.core.reference import references_in

MOST_ENTRIES = 500_000
"""Most VEVENTs read of one file."""
MOST_OF_ONE_UID = 5_000
"""Most VEVENTs read of one UID: a meeting every day, each moved once, has them in 13 years."""
MOST_UNENDED = 100
"""Most VEVENTs read that another one begins in before they end: a broken file has a few, a bomb thousands."""
MOST_ATTENDEES = 10_000
"""Most attendees read of one VEVENT."""
VIDEO_MARK = "X-FOOTHOLD-VIDEO"
"""Stands in a kept component for the link that was left out with its description."""
REFERENCE_MARK = "X-FOOTHOLD-REFERENCE"
"""The same for the reference of an invitation of ours that stood in its description (core.reference)."""

_KEPT = frozenset(
    b"""UID SEQUENCE STATUS DTSTART DTEND DURATION SUMMARY LOCATION ORGANIZER ATTENDEE RECURRENCE-ID RRULE RDATE EXDATE
    EXRULE TRANSP CREATED DCREATED LAST-MODIFIED DTSTAMP CLASS COMMENT METHOD X-MICROSOFT-CDO-ALLDAYEVENT""".split()
)
_MARK = VIDEO_MARK.encode()
_VIDEO = frozenset({_MARK, *(name.encode() for name in PROPERTIES)})
_REFERENCE_MARK = REFERENCE_MARK.encode()
_REFERRING = frozenset({b"DESCRIPTION", b"SUMMARY", b"X-ALT-DESC", _REFERENCE_MARK})
_NO_TOKEN = re.compile(r"[^A-Z0-9-]")
_NAME = re.compile(rb"(?:[A-Za-z0-9_-]+\.)?([A-Za-z0-9_-]+)[:;]")
_MOST_LINES_AT_ONCE = 30_000
_MOST_KEPT = MOST_ATTENDEES + 2_000
_LARGEST_KEPT = 4_000_000


@dataclass(slots=True)
class ScannedCalendar:
    """What the first pass found. `fingerprints` gives each UID's, in file order.

    A fingerprint is a SHA-256 (hexadecimal) over the calendar's METHOD and all lines of the UID's VEVENTs, unfolded,
    in any order, without the stamps named in fingerprints.py. `name` is X-WR-CALNAME, `producer` PRODID,
    `tz` X-WR-TIMEZONE.
    """

    method: str = ""
    name: str = ""
    producer: str = ""
    tz: str = ""
    fingerprints: Mapping[str, str] = field(default_factory=dict)
    skipped: tuple[Skipped, ...] = ()
    methods: list[str] = field(default_factory=list)
    components: dict[str, list[Component]] = field(default_factory=dict)
    zones: Zones = field(default_factory=Zones)


def scan_calendar(source: Source, name: str) -> ScannedCalendar:
    """Pass once over the calendar in `source`; `name` is its file's name.

    Give an open file rather than bytes where it is large: what is held is what stands in `Component.lines`, about
    two thirds of the file. Raises `Unreadable` for what is no calendar, empty, or beyond the limits.
    """
    scan = _Scan()
    for lines in content_lines(opened(source, name)):
        scan.take(lines)
    return scan.result()


class _Scan:
    def __init__(self) -> None:
        self._found = ScannedCalendar()
        self._notes = Notes()
        self._digests: dict[str, list[bytes]] = {}
        self._calendar = -1
        self._open: list[bytes] = []  # names of the components around the line
        self._all: list[bytes] = []  # the open VEVENT's lines for its fingerprint
        self._kept: list[bytes] = []
        self._depth = 0  # of components within the VEVENT; 0 outside of one
        self._attendees = 0
        self._size = 0  # of the kept lines
        self._video = False
        self._reference = ""
        self._zone: list[str] = []
        self._definitions: dict[str, list[str]] = {}
        self._place = 0
        self._unended = 0

    def take(self, lines: Iterable[bytes]) -> None:
        for line in lines:
            named = _NAME.match(line)
            if named is None or len(line) > LONGEST_LINE:
                line = self._mended(line)
                named = _NAME.match(line)
                if named is None:
                    continue
            name = named[1].upper()
            if name == b"BEGIN":
                self._begin(line)
            elif name == b"END":
                self._end(line)
            elif self._depth:
                self._all.append(line)
                if self._depth == 1:
                    self._property(name, line)
            elif self._zone:
                self._zone.append(decoded(line))
            else:
                self._header(name, line)
            if len(self._all) > _MOST_LINES_AT_ONCE:
                self._all = [digest(self._all)]

    def _mended(self, line: bytes) -> bytes:
        """A line that says nothing is named; a mark or blanks before its name are nothing."""
        if len(line) > LONGEST_LINE:
            self._notes.add(self._title(), f'its line "{shown(decoded(line[:40]))}..." is longer than 1 MB')
            return b""
        line = line.strip(b"\xef\xbb\xbf \t\x0b\x0c")
        if line and self._open and _NAME.match(line) is None:
            self._notes.add(self._title(), f'the line "{shown(decoded(line[:200]))}" has no name or no value')
        return line

    def _begin(self, line: bytes) -> None:
        name = _component(line)
        if name == b"VCALENDAR" or (name == b"VEVENT" and self._calendar < 0):
            self._close_event(whole=False)
            self._calendar += 1
            self._found.methods.append("")
            self._open = [b"VCALENDAR"]
            if name == b"VCALENDAR":
                return
        if name == b"VEVENT":
            self._close_event(whole=False)
            self._depth = 1
            self._zone = []
        elif self._depth:
            self._depth += 1
            self._all.append(line)
        elif name == b"VTIMEZONE":
            self._zone = ["BEGIN:VTIMEZONE"]
        elif self._zone:
            self._zone.append(decoded(line))
        else:
            self._open.append(name)

    def _end(self, line: bytes) -> None:
        name = _component(line)
        if self._depth:
            if name == b"VEVENT":
                self._close_event(whole=True)
            elif name == b"VCALENDAR":
                self._close_event(whole=False)
            else:
                self._depth = max(1, self._depth - 1)
                self._all.append(line)
        elif self._zone:
            if name in {b"VTIMEZONE", b"VCALENDAR"}:
                self._close_zone()
            else:
                self._zone.append(decoded(line))
        elif name in self._open[1:]:
            while self._open.pop() != name:
                pass
        if name == b"VCALENDAR":
            self._open = []

    def _property(self, name: bytes, line: bytes) -> None:
        if name == b"ATTENDEE":
            self._attendees += 1
            if self._attendees > MOST_ATTENDEES:
                return
        if name in _KEPT:
            if len(self._kept) < _MOST_KEPT and self._size < _LARGEST_KEPT:
                self._kept.append(line)
                self._size += len(line)
            else:
                self._notes.add(
                    self._title(), f"it has too many lines: some of its {shown(decoded(name))} were left out"
                )
        if not self._video and name in _VIDEO:
            self._video = name == _MARK or names_a_call(decoded(line))
        if not self._reference and name in _REFERRING and b"FH-" in line:
            self._reference = next(iter(references_in(plain(decoded(line)))), "")

    def _header(self, name: bytes, line: bytes) -> None:
        if len(self._open) > 1 or self._calendar < 0:
            return
        value = plain(decoded(line.partition(b":")[2]))
        if name == b"METHOD" and not self._found.methods[self._calendar]:
            self._found.methods[self._calendar] = _NO_TOKEN.split(value[:40].upper())[0]
        elif name == b"X-WR-CALNAME":
            self._found.name = self._found.name or value
        elif name == b"PRODID":
            self._found.producer = self._found.producer or value
        elif name == b"X-WR-TIMEZONE":
            self._found.tz = self._found.tz or value

    def _close_event(self, *, whole: bool) -> None:
        if not self._depth:
            self._zone = []
            return
        title = self._title()
        self._unended += not whole
        if not whole and self._unended <= MOST_UNENDED:
            self._notes.add(title, "it has no end (END:VEVENT): what stands before the next one was read")
        if self._attendees > MOST_ATTENDEES:
            self._notes.add(title, f"{self._attendees:,} attendees: the first {MOST_ATTENDEES:,} were read")
        if self._place >= MOST_ENTRIES:
            self._notes.add("entries", f"more than {MOST_ENTRIES:,} in one file: the first ones were read")
        elif self._unended > MOST_UNENDED and not whole:
            self._notes.add("entries", f"more than {MOST_UNENDED} have no end (END:VEVENT): the first ones were read")
        else:
            self._keep()
        self._all, self._kept, self._video, self._reference = [], [], False, ""
        self._depth = self._attendees = self._size = 0

    def _keep(self) -> None:
        if self._video:
            self._kept.append(_MARK + b":TRUE")
        if self._reference:
            self._kept.append(_REFERENCE_MARK + b":" + self._reference.encode("ascii"))
        uid = uid_of(self._kept)
        if uid not in self._digests:
            self._digests[uid] = []
            self._found.components[uid] = []
        if len(self._digests[uid]) >= MOST_OF_ONE_UID:
            self._notes.add(
                self._title(), f"more than {MOST_OF_ONE_UID:,} of this one meeting: the first ones were read"
            )
            return
        self._digests[uid].append(digest(self._all))
        self._found.components[uid].append(Component(self._place, self._calendar, b"\n".join(self._kept)))
        self._place += 1

    def _title(self) -> str:
        return title_of(self._kept) if self._depth else "the calendar"

    def _close_zone(self) -> None:
        for line in self._zone:
            if line[:4].upper() == "TZID":
                name = line.partition(":")[2].strip().strip('"')
                self._definitions.setdefault(name, self._zone)
                self._definitions.setdefault(name.casefold(), self._zone)
                break
        self._zone = []

    def result(self) -> ScannedCalendar:
        """What was found. Raises `Unreadable` where no calendar was."""
        self._close_event(whole=False)
        if self._calendar < 0:
            raise not_a_calendar()
        found = self._found
        found.method = next((method for method in found.methods if method), "")
        found.fingerprints = {
            uid: fingerprint(self._methods_of(uid), digests) for uid, digests in self._digests.items()
        }
        found.zones = Zones(self._definitions)
        found.skipped = self._notes.listed()
        return found

    def _methods_of(self, uid: str) -> set[str]:
        return {self._found.methods[component.calendar] for component in self._found.components[uid]}


def _component(line: bytes) -> bytes:
    return line.partition(b":")[2].strip().upper()
