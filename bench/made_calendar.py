"""Invented calendar exports, as Google and as Outlook write them, and the next export of the same calendar.

    python bench/made_calendar.py google|outlook FILE [--entries 5000] [--megabytes 100] [--next]

The next export has a new DTSTAMP everywhere, the attendees in another order, and says something else of every
hundredth UID: moved, renamed or answered.
"""

import argparse
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from made_meetings import NOW, Invented, invented
from made_people import OWNER

KINDS = ("google", "outlook")
_SENTENCE = (
    "We look at the hours of the second line, what the trial has to show, who decides on the budget, "
    "and which of the open questions of the last visit are answered. "
)


def _google(entry: Invented, stamp: datetime) -> Iterator[str]:
    start, end = entry.start, entry.start + timedelta(minutes=entry.minutes)
    yield "BEGIN:VEVENT"
    if entry.weeks:
        yield f"DTSTART;TZID=Europe/Berlin:{start:%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID=Europe/Berlin:{end:%Y%m%dT%H%M%S}"
        yield f"RRULE:FREQ=WEEKLY;COUNT={entry.weeks}"
        yield f"EXDATE;TZID=Europe/Berlin:{start + timedelta(weeks=3):%Y%m%dT%H%M%S}"
    else:
        yield f"DTSTART:{_utc(start)}"
        yield f"DTEND:{_utc(end)}"
    yield f"DTSTAMP:{_utc(stamp)}"
    yield f"ORGANIZER;CN={entry.organizer.name}:mailto:{entry.organizer.address}"
    yield f"UID:{entry.uid}"
    for each, answer in entry.attendees:
        yield (
            f"ATTENDEE;CUTYPE=INDIVIDUAL;ROLE=REQ-PARTICIPANT;PARTSTAT={answer};CN={each.name};X-NUM-GUESTS=0"
            f":mailto:{each.address}"
        )
    yield f"CREATED:{_utc(entry.created)}"
    yield f"DESCRIPTION:{_SENTENCE}\\n\\nJoin: https://meet.example/{entry.number:08x}\\n"
    yield f"LAST-MODIFIED:{_utc(entry.created + timedelta(hours=entry.sequence))}"
    yield "LOCATION:"
    yield from (f"SEQUENCE:{entry.sequence}", "STATUS:CONFIRMED", f"SUMMARY:{entry.title}", "TRANSP:OPAQUE")
    yield "END:VEVENT"
    if entry.weeks:
        yield from _override(entry, stamp, "Europe/Berlin")


def _outlook(entry: Invented, stamp: datetime) -> Iterator[str]:
    zone = '"W. Europe Standard Time"'
    start, end = entry.start, entry.start + timedelta(minutes=entry.minutes)
    yield "BEGIN:VEVENT"
    for each, _ in entry.attendees:
        yield f'ATTENDEE;CN="{each.name}";RSVP=TRUE:mailto:{each.address}'
    yield from ("CLASS:PUBLIC", f"CREATED:{_utc(entry.created)}")
    yield f"DESCRIPTION:{_SENTENCE * 5}\\n\\n{'_' * 80}\\nJoin: https://meet.example/{entry.number:08x}\\n"
    yield f"DTEND;TZID={zone}:{end:%Y%m%dT%H%M%S}"
    yield f"DTSTAMP:{_utc(stamp)}"
    yield f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}"
    if entry.weeks:
        yield f"RRULE:FREQ=WEEKLY;COUNT={entry.weeks};BYDAY={start.strftime('%a').upper()[:2]}"
        yield f"EXDATE;TZID={zone}:{start + timedelta(weeks=3):%Y%m%dT%H%M%S}"
    yield f"LAST-MODIFIED:{_utc(entry.created + timedelta(hours=entry.sequence))}"
    yield f"LOCATION:Room {entry.number % 9 + 1}"
    yield f'ORGANIZER;CN="{entry.organizer.name}":mailto:{entry.organizer.address}'
    yield from ("PRIORITY:5", f"SEQUENCE:{entry.sequence}", f"SUMMARY;LANGUAGE=en-us:{entry.title}", "TRANSP:OPAQUE")
    yield f"UID:{entry.uid}"
    paragraph = f"<p class=MsoNormal><span lang=EN-US style='font-size:11.0pt'>{_SENTENCE}<o:p></o:p></span></p>"
    yield f"X-ALT-DESC;FMTTYPE=text/html:<html><head><style>{_STYLE}</style></head><body>{paragraph * 5}</body></html>"
    yield from ("X-MICROSOFT-CDO-BUSYSTATUS:BUSY", "X-MICROSOFT-CDO-IMPORTANCE:1", "X-MICROSOFT-DISALLOW-COUNTER:FALSE")
    yield from ("BEGIN:VALARM", "TRIGGER:-PT15M", "ACTION:DISPLAY", "DESCRIPTION:Reminder", "END:VALARM", "END:VEVENT")
    if entry.weeks:
        yield from _override(entry, stamp, zone)


_STYLE = "@page WordSection1 {size:612.0pt 792.0pt\\; margin:72.0pt 72.0pt 72.0pt 72.0pt\\;} " * 8


def _override(entry: Invented, stamp: datetime, zone: str) -> Iterator[str]:
    """The second instance two hours later, the sixth cancelled."""
    for week, hours, status in ((1, 2, "CONFIRMED"), (5, 0, "CANCELLED")):
        at = entry.start + timedelta(weeks=week)
        yield from ("BEGIN:VEVENT", f"UID:{entry.uid}", f"DTSTAMP:{_utc(stamp)}")
        yield f"RECURRENCE-ID;TZID={zone}:{at:%Y%m%dT%H%M%S}"
        yield f"DTSTART;TZID={zone}:{at + timedelta(hours=hours):%Y%m%dT%H%M%S}"
        yield f"DTEND;TZID={zone}:{at + timedelta(hours=hours, minutes=entry.minutes):%Y%m%dT%H%M%S}"
        yield f"ORGANIZER;CN={entry.organizer.name}:mailto:{entry.organizer.address}"
        for each, answer in entry.attendees:
            yield f"ATTENDEE;PARTSTAT={answer};CN={each.name}:mailto:{each.address}"
        yield from (f"CREATED:{_utc(entry.created)}", f"SEQUENCE:{entry.sequence + 1}", f"STATUS:{status}")
        yield from (f"SUMMARY:{entry.title}", "END:VEVENT")


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"


_ZONE = """BEGIN:VTIMEZONE
TZID:{}
BEGIN:STANDARD
DTSTART:16011028T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
BEGIN:DAYLIGHT
DTSTART:16010325T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
END:VTIMEZONE"""


def _head(kind: str) -> Iterator[str]:
    product = {"google": "-//Made//As Google Calendar//EN", "outlook": "-//Made//As Outlook MIMEDIR//EN"}[kind]
    yield from ("BEGIN:VCALENDAR", f"PRODID:{product}", "VERSION:2.0", "CALSCALE:GREGORIAN", "METHOD:PUBLISH")
    yield f"X-WR-CALNAME:{OWNER.address}"
    yield from _ZONE.format("Europe/Berlin" if kind == "google" else "W. Europe Standard Time").splitlines()


def calendar_lines(kind: str, entries: int, *, next_export: bool = False) -> Iterator[str]:
    """The lines of an export, not folded yet. `kind` is one of KINDS."""
    stamp = NOW - timedelta(hours=0 if next_export else 48)
    as_lines = {"google": _google, "outlook": _outlook}[kind]
    yield from _head(kind)
    for number in range(entries):
        yield from as_lines(invented(number, next_export=next_export), stamp)
    yield "END:VCALENDAR"


def folded(line: str) -> str:
    """Folded at 75 octets with CRLF (RFC 5545 3.1); the made lines are ASCII."""
    parts = [line[:75], *(line[at : at + 74] for at in range(75, len(line), 74))]
    return "\r\n ".join(parts) + "\r\n"


def write_calendar(path: Path, kind: str, entries: int, *, next_export: bool = False) -> int:
    """Write an export; its size in bytes."""
    with path.open("w", encoding="ascii", newline="") as file:
        for line in calendar_lines(kind, entries, next_export=next_export):
            file.write(folded(line))
    return path.stat().st_size


def entries_of(kind: str, megabytes: float) -> int:
    """How many entries make a file of about so many MB."""
    sample = 500
    size = sum(len(folded(line)) for line in calendar_lines(kind, sample))
    return int(megabytes * 1e6 / size * sample)


def main() -> int:
    """Write one file."""
    arguments = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    arguments.add_argument("kind", choices=KINDS)
    arguments.add_argument("file", type=Path)
    arguments.add_argument("--entries", type=int, default=5000)
    arguments.add_argument("--megabytes", type=float, help="as many entries as make a file of this size")
    arguments.add_argument("--next", action="store_true", help="the next export of the same calendar")
    chosen = arguments.parse_args()
    entries = entries_of(chosen.kind, chosen.megabytes) if chosen.megabytes else chosen.entries
    print(f"{write_calendar(chosen.file, chosen.kind, entries, next_export=chosen.next):,} bytes, {entries:,} UIDs")
    return 0


if __name__ == "__main__":
    sys.exit(main())
