"""A calendar file to its entries and threads (RFC 5545, RFC 5546): what is wrong with one never stops the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

from foothold.connectors.calendar.components import Component
from foothold.connectors.calendar.content_lines import Source
from foothold.connectors.calendar.entries import EntryLines, aligned, decoded_lines, entry_of, stands_for
from foothold.connectors.calendar.notes import Notes, titled
from foothold.connectors.calendar.properties import property_of
from foothold.connectors.calendar.scanning import ScannedCalendar, scan_calendar
from foothold.connectors.calendar.versions import newest
from foothold.core.calendar_entries import Entry, Skipped, Thread


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarFile:
    """One file read. `entries` in file order, one per VEVENT as written; `threads` the same by UID.

    `method` is the first METHOD, upper case; `name` X-WR-CALNAME, `producer` PRODID, `tz` X-WR-TIMEZONE; each empty
    where not given. `skipped` names what was left out, lines and values included, and why.
    """

    method: str = ""
    name: str = ""
    producer: str = ""
    tz: str = ""
    threads: tuple[Thread, ...] = ()
    entries: tuple[Entry, ...] = ()
    skipped: tuple[Skipped, ...] = ()


def read_calendar(source: Source, name: str) -> CalendarFile:
    """All of the calendar in `source`, the file called `name`.

    Raises `foothold.core.conversation.Unreadable`, one line for a person, for what is no calendar, empty or larger
    than `foothold.connectors.calendar.LARGEST_BYTES`. For a large file `scan_calendar` and `threads_of`, some UIDs at
    a time, hold less.
    """
    scanned = scan_calendar(source, name)
    notes = Notes()
    placed: list[tuple[int, Entry]] = []
    threads: list[Thread] = []
    for thread, components in _threads(scanned, scanned.fingerprints):
        threads.append(thread)
        placed += [(component.place, entry) for component, entry in zip(components, thread.entries, strict=True)]
    placed.sort(key=lambda pair: pair[0])
    entries = tuple(entry for _, entry in placed)
    for entry in entries:
        if entry.problem:
            notes.add(titled(entry), entry.problem)
    return CalendarFile(
        method=scanned.method or next((entry.method for entry in entries if entry.method), ""),
        name=scanned.name,
        producer=scanned.producer,
        tz=scanned.tz,
        threads=tuple(threads),
        entries=entries,
        skipped=scanned.skipped + notes.listed(),
    )


def threads_of(scanned: ScannedCalendar, uids: Iterable[str]) -> tuple[Thread, ...]:
    """The threads of `uids`, in that order; the values of the others stay unread. KeyError for a UID not scanned."""
    return tuple(thread for thread, _ in _threads(scanned, uids))


def _threads(scanned: ScannedCalendar, uids: Iterable[str]) -> Iterator[tuple[Thread, list[Component]]]:
    for uid in uids:
        components = scanned.components[uid]
        yield _thread(scanned, uid, components), components


def _thread(scanned: ScannedCalendar, uid: str, components: list[Component]) -> Thread:
    entries: list[Entry] = []
    overrides: list[tuple[int, EntryLines]] = []
    for component in components:
        lines = EntryLines(component)
        entry = entry_of(uid, lines, scanned.zones, scanned.methods[component.calendar])
        if entry.recurrence_id:
            overrides.append((len(entries), lines))
        entries.append(entry)
    series = newest(entry for entry in entries if not entry.recurrence_id)
    for place, lines in overrides if series else ():
        original = stands_for(lines, scanned.zones)
        if series and original is not None:
            entries[place] = aligned(entries[place], series, original)
    thread = Thread(uid=uid, fingerprint=scanned.fingerprints[uid], entries=tuple(entries))
    if not any(entry.recurs for entry in entries):
        return thread
    return replace(thread, raw="\n".join(_raw(scanned, components)))


def _raw(scanned: ScannedCalendar, components: list[Component]) -> Iterator[str]:
    """A calendar that holds this UID alone, with the zones only its file knows."""
    lines = [decoded_lines(component.lines) for component in components]
    for method, group in groupby(range(len(components)), key=lambda n: scanned.methods[components[n].calendar]):
        yield "BEGIN:VCALENDAR"
        if method:
            yield f"METHOD:{method}"
        numbers = list(group)
        for name in dict.fromkeys(_zone_names(line for number in numbers for line in lines[number])):
            yield from _definition(scanned, name)
        for number in numbers:
            yield "BEGIN:VEVENT"
            yield from lines[number]
            yield "END:VEVENT"
        yield "END:VCALENDAR"


def _zone_names(lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        if "TZID" in line[:4_000].upper() and (found := property_of(line)):
            yield found.parameters.get("TZID", "")


def _definition(scanned: ScannedCalendar, name: str) -> Iterator[str]:
    lines = scanned.zones.definition(name)
    if lines:
        yield from lines
        yield "END:VTIMEZONE"
