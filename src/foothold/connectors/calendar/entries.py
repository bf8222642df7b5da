"""One VEVENT as its lines to an `Entry` (RFC 5545 3.6.1). Whatever is wrong with it, it becomes one."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, tzinfo

from foothold.connectors.calendar.components import Component
from foothold.connectors.calendar.properties import Property, attendee_of, decoded, property_of
from foothold.connectors.calendar.scanning import REFERENCE_MARK, VIDEO_MARK
from foothold.connectors.calendar.times import Moment, in_zone, later_by, moment_of, read_duration
from foothold.connectors.calendar.zones import Zones
from foothold.core.calendar_entries import Attendee, Entry

EARLIEST_CREATED = 1990
"""A CREATED of an earlier year is a program's zero (Google writes 1900, others 1601 or 1970), not a moment."""

_PRIVATE = {"PRIVATE", "CONFIDENTIAL"}
_LONGEST_NUMBER = 9


class EntryLines:
    """The properties of one VEVENT: the first of each name, and all its attendees."""

    def __init__(self, component: Component) -> None:
        self.first: dict[str, Property] = {}
        self.attendees: list[Attendee] = []
        self.all: dict[str, list[Property]] = {}
        for line in decoded_lines(component.lines):
            found = property_of(line)
            if found is None:
                continue
            if found.name == "ATTENDEE":
                self.attendees.append(attendee_of(found))
            elif found.name in {"RDATE", "EXDATE", "RRULE", "EXRULE"}:
                self.all.setdefault(found.name, []).append(found)
            else:
                self.first.setdefault(found.name, found)

    def text(self, name: str) -> str:
        found = self.first.get(name)
        return found.text if found else ""

    def word(self, name: str) -> str:
        return self.text(name)[:60].upper()


def decoded_lines(lines: bytes) -> list[str]:
    """The lines as characters: UTF-8, or line by line whatever each is in."""
    try:
        return lines.decode().split("\n")
    except UnicodeDecodeError:
        return [decoded(line) for line in lines.split(b"\n")]


def entry_of(uid: str, lines: EntryLines, zones: Zones, method: str) -> Entry:
    """The entry; `method` is its calendar's. Where its time cannot be believed, `problem` says why."""
    start = _moment(lines, "DTSTART", zones)
    if lines.word("X-MICROSOFT-CDO-ALLDAYEVENT") == "TRUE":
        start = _day(start)
    end, problem = _end(lines, start, zones)
    stands_for = _moment(lines, "RECURRENCE-ID", zones)
    organizer = lines.first.get("ORGANIZER")
    rules = lines.all.get("RRULE", ())
    return Entry(
        uid=uid,
        sequence=_number(lines.text("SEQUENCE")),
        status=lines.word("STATUS"),
        start=start.at,
        end=end,
        all_day=start.at is not None and not isinstance(start.at, datetime),
        floating=start.floating,
        tz=start.tz,
        as_written=start.as_written,
        summary=lines.text("SUMMARY"),
        location=lines.text("LOCATION"),
        organizer=attendee_of(organizer) if organizer else None,
        attendees=tuple(lines.attendees),
        recurrence_id=written(stands_for.at) or lines.text("RECURRENCE-ID")[:60],
        rrule=rules[0].value[:1_000] if rules else "",
        recurs=bool(rules or "RDATE" in lines.all),
        created=_created(lines, zones),
        modified=_stamp(lines, "LAST-MODIFIED", zones),
        stamped=_stamp(lines, "DTSTAMP", zones),
        method=method or lines.word("METHOD")[:40],
        private=lines.word("CLASS") in _PRIVATE,
        video=VIDEO_MARK in lines.first,
        reference=lines.text(REFERENCE_MARK)[:12],
        transparent=lines.word("TRANSP") == "TRANSPARENT",
        comment=lines.text("COMMENT"),
        problem=start.problem or problem or stands_for.problem,
    )


def written(at: datetime | date | None) -> str:
    """A moment as `Entry.recurrence_id` and the contract of DESIGN 5 write it: ISO 8601; empty for None."""
    return "" if at is None else at.isoformat()


def aligned(entry: Entry, series: Entry, original: datetime | date) -> Entry:
    """An override whose `recurrence_id` is written as its series writes its starts.

    Programs name the instance in UTC, or by its day alone, while the series stands in a zone; `original` is the
    override's RECURRENCE-ID as read.
    """
    stands_for = as_in(series, original)
    return entry if stands_for is None else replace(entry, recurrence_id=written(stands_for))


def as_in(series: Entry, original: datetime | date) -> datetime | date | None:
    """The moment `original` as the series writes its starts: day, floating, or in its zone. None without a start."""
    start = series.start
    if not isinstance(start, datetime):
        return None if start is None else (original.date() if isinstance(original, datetime) else original)
    if not isinstance(original, datetime):
        wall = datetime.combine(original, start.time().replace(fold=0))
        return wall if start.tzinfo is None else in_zone(wall, start.tzinfo)
    if start.tzinfo is None:
        return original.replace(tzinfo=None)
    if original.tzinfo is None:
        return in_zone(original, start.tzinfo)
    return original.astimezone(start.tzinfo)


def stands_for(lines: EntryLines, zones: Zones) -> datetime | date | None:
    """RECURRENCE-ID as read, None where there is none or it cannot be read."""
    return _moment(lines, "RECURRENCE-ID", zones).at


def _moment(lines: EntryLines, name: str, zones: Zones) -> Moment:
    given = lines.first.get(name)
    if given is not None:
        return moment_of(given, zones)
    return Moment(None, problem="it has no start (DTSTART)" if name == "DTSTART" else "")


def _day(start: Moment) -> Moment:
    """Outlook's all-day entries from midnight to midnight are days."""
    at = start.at
    if isinstance(at, datetime) and at.hour == at.minute == 0:
        return Moment(at.date())
    return start


def _end(lines: EntryLines, start: Moment, zones: Zones) -> tuple[datetime | date | None, str]:
    """DTEND, or DTSTART plus DURATION; a day where a day begins and nothing says how long (RFC 5545 3.6.1)."""
    at = start.at
    if at is None:
        return None, ""
    if "DTEND" in lines.first:
        end = _moment(lines, "DTEND", zones)
        return _not_before(at, _alike(at, end.at), end.problem)
    if "DURATION" in lines.first:
        duration = read_duration(lines.first["DURATION"].value)
        if duration is None:
            return None, f'its duration "{lines.text("DURATION")[:40]}" cannot be read'
        try:
            return later_by(at, duration), ""
        except OverflowError:
            return None, "it ends after the year 9999"
    if isinstance(at, datetime) or at == date.max:
        return at, ""
    return at + timedelta(days=1), ""


def _alike(start: datetime | date, end: datetime | date | None) -> datetime | date | None:
    """`end` of the kind `start` is: a day for a day, a time with or without a zone for a time."""
    if end is None:
        return None
    if not isinstance(start, datetime):
        return end.date() if isinstance(end, datetime) else end
    zone: tzinfo | None = start.tzinfo
    if not isinstance(end, datetime):
        try:
            midnight = datetime(end.year, end.month, end.day)  # noqa: DTZ001
            return midnight if zone is None else in_zone(midnight, zone)
        except OverflowError:
            return None
    if zone is None:
        return end.replace(tzinfo=None)
    return in_zone(end, zone) if end.tzinfo is None else end


def _not_before(
    start: datetime | date, end: datetime | date | None, problem: str
) -> tuple[datetime | date | None, str]:
    if end is not None and end < start:
        return None, "it ends before it starts: its end was left out"
    return end, problem and f"its end: {problem}"


def _created(lines: EntryLines, zones: Zones) -> datetime | None:
    created = _stamp(lines, "CREATED", zones) or _stamp(lines, "DCREATED", zones)
    return created if created and created.year >= EARLIEST_CREATED else None


def _stamp(lines: EntryLines, name: str, zones: Zones) -> datetime | None:
    """CREATED, LAST-MODIFIED and DTSTAMP are in UTC by definition, with or without their "Z" (RFC 5545 3.8.7)."""
    at = _moment(lines, name, zones).at if name in lines.first else None
    if not isinstance(at, datetime):
        return None
    return at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)


def _number(text: str) -> int:
    digits = text.strip()
    return int(digits) if digits.isascii() and digits.isdigit() and len(digits) <= _LONGEST_NUMBER else 0
