"""Outlook's calendar as CSV: what its columns say, and unknown for everything they leave open.

Names stand there without addresses, and nobody's answer: who attends and who accepted is unknown, never no.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from foothold.connectors.calendar.notes import Notes, shown
from foothold.connectors.calendar.properties import plain
from foothold.connectors.calendar.reading import CalendarFile
from foothold.connectors.calendar.scanning import MOST_ATTENDEES
from foothold.connectors.calendar.spreadsheet import open_spreadsheet, rows_of
from foothold.connectors.calendar.spreadsheet_times import DateOrder, date_order, read_date, read_time
from foothold.connectors.calendar.times import EARLIEST_YEAR, LATEST_YEAR, in_zone
from foothold.connectors.calendar.video import names_a_call
from foothold.core.calendar_entries import Attendee, Entry, Thread

_YES = {"true", "wahr", "yes", "ja", "on", "ein", "1", "vrai", "oui", "verdadero", "vero", "waar", "x", "-1"}
_OPEN = {"", "normal", "0", "public", "öffentlich"}
_CALLED_OFF = re.compile(r"(?:canceled|cancelled|abgesagt|annulé|cancelado|annullato|geannuleerd)\s?:\s", re.IGNORECASE)
_ADDRESSED = re.compile(r"([^<>]*)<([^<>@\s]+@[^<>@\s]+)>")


def read_calendar_csv(data: bytes, name: str, *, tz: ZoneInfo) -> CalendarFile:
    """The calendar in a CSV of Outlook or Google, the file called `name`; its times are told in `tz`.

    A row is known again by its subject, start and organizer. `skipped` says where the order of day and month could
    not be read off the dates. Raises `Unreadable` for a table without a calendar's columns, naming those it has.
    """
    sheet = open_spreadsheet(data)
    notes = Notes()
    rows = list(rows_of(sheet, notes))
    order = date_order(
        (row.get(side, "") for row in rows for side in ("start_on", "end_on")), in_english=sheet.in_english
    )
    if not order.certain:
        notes.add(
            "dates", f"they do not tell day from month: {_said(order)} was taken, going by the language of the head"
        )
    threads: dict[str, Thread] = {}
    entries: list[Entry] = []
    for number, row in enumerate(rows):
        entry = _entry(row, order, tz)
        if entry.uid in threads:
            notes.add(f'"{shown(entry.summary)}"', "it stands in the table twice: one was taken")
            continue
        if entry.problem:
            notes.add(f'"{shown(entry.summary)}"' if entry.summary else f"row {number + 2}", entry.problem)
        entries.append(entry)
        threads[entry.uid] = Thread(uid=entry.uid, fingerprint=_fingerprint(row), entries=(entry,))
    return CalendarFile(tz=tz.key, threads=tuple(threads.values()), entries=tuple(entries), skipped=notes.listed())


def _said(order: DateOrder) -> str:
    return "the day first" if order.day_first else "the month first"


def _entry(row: Mapping[str, str], order: DateOrder, tz: ZoneInfo) -> Entry:
    organizer = _people(row.get("organizer", ""), "")
    entry = Entry(
        uid=_uid(row),
        summary=plain(row["subject"]),
        location=plain(row.get("location", "")),
        status="CANCELLED" if _CALLED_OFF.match(row["subject"]) else "",
        organizer=next(organizer, None),
        attendees=tuple(_attendees(row)),
        private=_is_yes(row.get("private", "")) or row.get("sensitivity", "").casefold() not in _OPEN,
        video=names_a_call(row.get("location", "")) or names_a_call(row.get("description", "")),
    )
    start = _moment(row, "start", order, tz)
    if start is None:
        return replace(entry, problem=f'its start "{shown(_written(row, "start"))}" cannot be read')
    end = _moment(row, "end", order, tz)
    if not isinstance(start, datetime):
        return replace(entry, start=start, end=_last_day(start, end, row), all_day=True)
    if not isinstance(end, datetime):
        return replace(entry, start=start, end=start, tz=tz.key)
    if end < start:
        return replace(entry, start=start, tz=tz.key, problem="it ends before it starts: its end was left out")
    return replace(entry, start=start, end=end, tz=tz.key)


def _moment(row: Mapping[str, str], side: str, order: DateOrder, tz: ZoneInfo) -> datetime | date | None:
    """Start or end of the row: a day where it lasts all day or no time is given."""
    on = read_date(row.get(f"{side}_on", ""), order)
    if on is None or not EARLIEST_YEAR <= on.year <= LATEST_YEAR:
        return None
    at = read_time(row.get(f"{side}_at", "")) or read_time(row.get(f"{side}_on", ""))
    if _is_yes(row.get("all_day", "")) or (at is None and not row.get(f"{side}_at", "")):
        return on
    return in_zone(datetime.combine(on, at), tz) if at is not None else None


def _last_day(start: date, end: datetime | date | None, row: Mapping[str, str]) -> date:
    """The day after the last. Outlook ends a day at the next day's midnight, Google on the day itself."""
    last = end.date() if isinstance(end, datetime) else end
    at = read_time(row.get("end_at", ""))
    if last is None or last <= start:
        return start + timedelta(days=1)
    return last if at == time(0) else last + timedelta(days=1)


def _written(row: Mapping[str, str], side: str) -> str:
    return f"{row.get(f'{side}_on', '')} {row.get(f'{side}_at', '')}".strip()


def _attendees(row: Mapping[str, str]) -> Iterator[Attendee]:
    yield from _people(row.get("required", ""), "REQ-PARTICIPANT")
    yield from _people(row.get("optional", ""), "OPT-PARTICIPANT")


def _people(cell: str, role: str) -> Iterator[Attendee]:
    """Names parted by semicolons: a comma stands between family name and first name."""
    for written in cell.split(";")[:MOST_ATTENDEES]:
        name = plain(written).strip("'\" ")
        found = _ADDRESSED.fullmatch(name)
        if found:
            yield Attendee(found[2].lower(), found[1].strip("'\" "), role=role)
        elif "@" in name[1:-1] and " " not in name:
            yield Attendee(name.lower(), role=role)
        elif name:
            yield Attendee("", name, role=role)


def _is_yes(cell: str) -> bool:
    return cell.casefold() in _YES


def _uid(row: Mapping[str, str]) -> str:
    known = (row["subject"], _written(row, "start"), row.get("organizer", ""))
    return "csv-" + _digest(known)[:40]


def _fingerprint(row: Mapping[str, str]) -> str:
    return _digest(f"{column}={row[column]}" for column in sorted(row))


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()
