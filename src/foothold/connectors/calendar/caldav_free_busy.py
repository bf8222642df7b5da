"""When somebody is busy: asked of the server, or worked out of the entries where it cannot say (Google's cannot)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta, tzinfo
from enum import StrEnum
from zoneinfo import ZoneInfo

from foothold.connectors.calendar.caldav_outcomes import CalDavFailed, CannotReach, NoCalendarHere
from foothold.connectors.calendar.caldav_wire import Access, Answer, place_at, refusal, returning_trouble, send
from foothold.connectors.calendar.caldav_xml import (
    CALDAV,
    DAV,
    multistatus,
    parsed,
    props,
    request,
    words_in,
    words_of,
)
from foothold.connectors.calendar.content_lines import content_lines
from foothold.connectors.calendar.expanding import expand
from foothold.connectors.calendar.feed_address import Place
from foothold.connectors.calendar.feed_troubles import Why
from foothold.connectors.calendar.properties import Property, decoded, property_of
from foothold.connectors.calendar.reading import read_calendar
from foothold.connectors.calendar.times import later_by, read_duration, read_moment
from foothold.connectors.calendar.writing import PRODUCER
from foothold.connectors.calendar.written_lines import lines_to_bytes, mailto, one_line
from foothold.connectors.calendar.zones import Zones
from foothold.core.calendar_entries import Occurrence
from foothold.core.conversation import Unreadable

MOST_PERIODS = 20_000

_XML = ("Content-Type", "application/xml; charset=utf-8")
_DATA = f"{CALDAV}calendar-data"


class BusyKind(StrEnum):
    """FBTYPE (RFC 5545 3.2.9), without FREE. One nobody knows is BUSY."""

    BUSY = "BUSY"
    TENTATIVE = "BUSY-TENTATIVE"
    UNAVAILABLE = "BUSY-UNAVAILABLE"


@dataclass(frozen=True, slots=True, order=True)
class Busy:
    """A time that is taken; aware, in UTC, `ends_at` after `starts_at`."""

    starts_at: datetime
    ends_at: datetime
    kind: BusyKind = BusyKind.BUSY


@dataclass(frozen=True, slots=True)
class FreeBusy:
    """The busy times of one calendar, in order; what is in none of them is free. `by_server` says who worked it out."""

    busy: tuple[Busy, ...]
    by_server: bool


@returning_trouble
def busy_times(
    calendar: str, access: Access, *, since: datetime, until: datetime, tz: ZoneInfo, ours: Iterable[str] = ()
) -> FreeBusy:
    """When the calendar at `calendar` is busy from `since` to `until`, both aware.

    Asked of the server (RFC 4791 7.10); where it cannot say, worked out of its entries in this window, with `tz` as
    its owner's zone and without meetings that one of `ours`, his addresses, has declined.
    """
    place = place_at(calendar, access)
    body = request(f"{CALDAV}free-busy-query", _range(since, until))
    answer = send(access, "REPORT", place, body, [_XML, ("Depth", "1")])
    if answer.status == 200 and b"VFREEBUSY" in answer.body:
        return FreeBusy(tuple(_within(_periods(answer.body, place.host), since, until)), by_server=True)
    if answer.status in {404, 410}:
        raise refusal(answer)
    entries = _entries(place, since, until, access)
    return FreeBusy(busy_in(entries, since=since, until=until, tz=tz, ours=ours), by_server=False)


@returning_trouble
def busy_times_of(
    outbox: str,
    access: Access,
    *,
    organizer: str,
    attendees: Iterable[str],
    since: datetime,
    until: datetime,
    uid: str,
    stamped_at: datetime,
) -> Mapping[str, tuple[Busy, ...] | None]:
    """When each of `attendees` is busy, asked by `organizer` of the schedule outbox (RFC 6638 5); by address.

    None where the server does not know him or would not say: unknown, not free. `organizer` is one of
    `Connected.addresses`. ValueError for an address that is none.
    """
    asked = tuple(attendees)
    place = place_at(outbox, access)
    lines = _request_lines(organizer, asked, since, until, uid, stamped_at)
    headers = [
        ("Content-Type", "text/calendar; charset=utf-8; component=VFREEBUSY; method=REQUEST"),
        ("Originator", mailto(organizer)),
        ("Recipient", ", ".join(mailto(each) for each in asked)),
    ]
    answer = send(access, "POST", place, lines_to_bytes(lines), headers)
    if answer.status not in {200, 207}:
        raise refusal(answer, words_in(answer))
    said = dict(_responses(answer, since, until))
    return {each: said.get(each.lower()) for each in asked}


def busy_in(
    entries: Iterable[bytes], *, since: datetime, until: datetime, tz: ZoneInfo, ours: Iterable[str] = ()
) -> tuple[Busy, ...]:
    """The busy times of calendar files from `since` to `until`, in order. What cannot be read takes no time.

    Cancelled and transparent meetings take none, nor those that one of `ours` has declined; what is tentative, or not
    answered by him, is BUSY-TENTATIVE.
    """
    own = frozenset(address.lower() for address in ours)
    found = [
        busy
        for data in entries
        for occurrence in _occurrences(data, since, until, tz)
        for busy in _taken(occurrence, own)
    ]
    return tuple(_within(found, since, until))


def _entries(place: Place, since: datetime, until: datetime, access: Access) -> Iterator[bytes]:
    """All entries with anything in the window (RFC 4791 7.8, 9.9)."""
    event = f'<C:comp-filter name="VEVENT">{_range(since, until)}</C:comp-filter>'
    inner = (
        f'{props([f"{DAV}getetag", _DATA])}<C:filter><C:comp-filter name="VCALENDAR">{event}</C:comp-filter></C:filter>'
    )
    answer = send(access, "REPORT", place, request(f"{CALDAV}calendar-query", inner), [_XML, ("Depth", "1")])
    return (data.encode() for each in multistatus(answer).resources if (data := each.text(_DATA)))


def _range(since: datetime, until: datetime) -> str:
    return f'<C:time-range start="{_utc(since)}" end="{_utc(until)}"/>'


def _occurrences(data: bytes, since: datetime, until: datetime, tz: ZoneInfo) -> Iterator[Occurrence]:
    try:
        threads = read_calendar(data, "entry.ics").threads
    except Unreadable:
        return
    for thread in threads:
        # A meeting that began the day before may still go on.
        yield from expand(thread, since=since - timedelta(days=1), until=until, tz=tz)[0]


def _taken(occurrence: Occurrence, ours: frozenset[str]) -> Iterator[Busy]:
    entry = occurrence.entry
    answer = next((each.partstat for each in entry.attendees if each.address in ours), "")
    if occurrence.is_cancelled or entry.transparent or answer == "DECLINED":
        return
    tentative = entry.status == "TENTATIVE" or answer in {"TENTATIVE", "NEEDS-ACTION"}
    kind = BusyKind.TENTATIVE if tentative else BusyKind.BUSY
    yield Busy(occurrence.starts_at.astimezone(UTC), occurrence.ends_at.astimezone(UTC), kind)


def _within(found: Iterable[Busy], since: datetime, until: datetime) -> list[Busy]:
    first, last = since.astimezone(UTC), until.astimezone(UTC)
    cut = (Busy(max(each.starts_at, first), min(each.ends_at, last), each.kind) for each in found)
    return sorted(each for each in cut if each.starts_at < each.ends_at)


def _periods(data: bytes, host: str) -> list[Busy]:
    """The FREEBUSY lines of a VFREEBUSY (RFC 5545 3.8.2.6). Raises `CalDavFailed` for more than can be meant."""
    found: list[Busy] = []
    for line in (decoded(each) for lines in content_lines(data) for each in lines):
        if line[:8].upper() == "FREEBUSY" and (given := property_of(line)):
            found += _periods_of(given)
            if len(found) > MOST_PERIODS:
                raise CalDavFailed(CannotReach(host, Why.TOO_LARGE))
    return found


def _periods_of(line: Property) -> Iterator[Busy]:
    word = line.parameters.get("FBTYPE", "BUSY").upper()
    if word == "FREE":
        return
    kind = BusyKind(word) if word in set(BusyKind) else BusyKind.BUSY
    for period in line.value.split(","):
        starts, _, ends = period.partition("/")
        begins_at = _moment(starts)
        length = read_duration(ends)
        try:
            ends_at = later_by(begins_at, length) if begins_at and length else _moment(ends)
        except OverflowError:
            continue
        if begins_at and isinstance(ends_at, datetime) and begins_at < ends_at:
            yield Busy(begins_at, ends_at, kind)


def _moment(written: str, utc: tzinfo = UTC) -> datetime | None:
    """A moment of a period; they are in UTC, with or without their Z (RFC 5545 3.8.2.6)."""
    at = read_moment(written, "", Zones()).at
    if not isinstance(at, datetime):
        return None
    return at.replace(tzinfo=utc) if at.tzinfo is None else at.astimezone(utc)


def _request_lines(
    organizer: str, attendees: Iterable[str], since: datetime, until: datetime, uid: str, stamped_at: datetime
) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}", "METHOD:REQUEST", "BEGIN:VFREEBUSY")
    yield from (f"UID:{one_line(uid)}", f"DTSTAMP:{_utc(stamped_at)}")
    yield from (f"DTSTART:{_utc(since)}", f"DTEND:{_utc(until)}", f"ORGANIZER:{mailto(organizer)}")
    for attendee in attendees:
        yield f"ATTENDEE:{mailto(attendee)}"
    yield from ("END:VFREEBUSY", "END:VCALENDAR")


def _responses(answer: Answer, since: datetime, until: datetime) -> Iterator[tuple[str, tuple[Busy, ...] | None]]:
    root = parsed(answer)
    if root.tag != f"{CALDAV}schedule-response":
        raise CalDavFailed(NoCalendarHere(answer.place.host))
    for response in root.findall(f"{CALDAV}response"):
        recipient = words_of(response.find(f"{CALDAV}recipient/{DAV}href")) or words_of(
            response.find(f"{CALDAV}recipient")
        )
        data = words_of(response.find(_DATA)).encode()
        knows = words_of(response.find(f"{CALDAV}request-status")).startswith("2.") and b"VFREEBUSY" in data
        busy = tuple(_within(_periods(data, answer.place.host), since, until)) if knows else None
        yield recipient.lower().removeprefix("mailto:"), busy


def _utc(at: datetime) -> str:
    return f"{at.astimezone(UTC):%Y%m%dT%H%M%SZ}"
