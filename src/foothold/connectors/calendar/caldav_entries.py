"""One meeting in a calendar on a server: put, got, deleted, never doubled and never overwritten unseen (RFC 4791 5.3).

Its place follows from its UID. A copy sent again after a crash finds the first one there and says so.
"""

import hashlib
import re
from dataclasses import dataclass, field

from foothold.connectors.calendar.caldav_outcomes import CalDavFailed, Conflict, NoCalendarHere, NotFound
from foothold.connectors.calendar.caldav_wire import (
    Access,
    Answer,
    address_of,
    place_at,
    refusal,
    returning_trouble,
    send,
)
from foothold.connectors.calendar.caldav_xml import words_in
from foothold.connectors.calendar.content_lines import content_lines
from foothold.connectors.calendar.feed_address import Place
from foothold.connectors.calendar.properties import attendee_of, decoded, property_of
from foothold.connectors.calendar.reading import read_calendar
from foothold.core.calendar_entries import Entry
from foothold.core.conversation import Unreadable

_PLAIN_UID = re.compile(r"[A-Za-z0-9][A-Za-z0-9._@-]{0,119}")


@dataclass(frozen=True, slots=True)
class Stored:
    """The entry stands at `address` under `etag`. `was_there`: an earlier attempt had put it there already."""

    address: str
    etag: str
    was_there: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What stands at `address`: its bytes as the server keeps them, and their `etag`."""

    address: str
    etag: str
    data: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class Deleted:
    """Nothing stands there now. `was_there`: something had until then."""

    was_there: bool


def entry_address(calendar: str, uid: str) -> str:
    """Where the entry of `uid` lies in the calendar at the address `calendar`: always the same place."""
    name = uid if _PLAIN_UID.fullmatch(uid) else hashlib.sha256(uid.encode("utf-8", "replace")).hexdigest()
    return f"{calendar.rstrip('/')}/{name}.ics"


@returning_trouble
def put_entry(calendar: str, uid: str, data: bytes, access: Access, *, etag: str | None = None) -> Stored:
    """Store `data`, written by `write_entry`, as the entry of `uid`.

    Without `etag` it is new (If-None-Match: *); with one it takes the place of what stands under that `etag`
    (If-Match). Where something else stands, `Conflict`, with what does; where the same state of the same meeting
    does, `Stored(was_there=True)`: an earlier attempt of ours arrived and its answer was lost.
    """
    return put_at(entry_address(calendar, uid), data, access, etag=etag)


@returning_trouble
def put_found(address: str, data: bytes, access: Access, *, etag: str) -> Stored:
    """Change an entry that was found at `address`, wherever another program has put it. Else as `put_entry`."""
    return put_at(address, data, access, etag=etag)


@returning_trouble
def get_entry(address: str, access: Access) -> Found:
    """What stands at `address`, an entry's own."""
    return found_at(place_at(address, access), access)


@returning_trouble
def delete_entry(address: str, access: Access, *, etag: str) -> Deleted:
    """Take the entry away if it stands under `etag`, else `Conflict`. What is gone already is no trouble."""
    place = place_at(address, access)
    answer = send(access, "DELETE", place, headers=[_if_match(etag)])
    if answer.status in {404, 410}:
        return Deleted(was_there=False)
    if answer.status == 412:
        try:
            there = found_at(place, access)
        except CalDavFailed as failed:
            if isinstance(failed.trouble, NotFound):
                return Deleted(was_there=False)
            raise
        raise CalDavFailed(Conflict(place.host, there.data, there.etag))
    _refuse_a_page(answer)
    # A 207 lists what could not be deleted (RFC 4918 9.6.1).
    if answer.status not in {200, 202, 204}:
        raise refusal(answer, words_in(answer))
    return Deleted(was_there=True)


def not_invited(data: bytes) -> tuple[str, ...]:
    """The attendees a server that schedules could not invite, by what it wrote into the stored entry.

    SCHEDULE-STATUS (RFC 6638 3.2.9; RFC 5545 3.8.8.3): 3, 4 and 5 are failures. To them a mail of ours goes; to
    the others the server has sent its own.
    """
    found: list[str] = []
    for line in (decoded(each) for lines in content_lines(data) for each in lines):
        given = property_of(line) if line[:8].upper() == "ATTENDEE" else None
        if given and given.parameters.get("SCHEDULE-STATUS", "")[:1] in {"3", "4", "5"}:
            found.append(attendee_of(given).address)
    return tuple(address for address in dict.fromkeys(found) if address)


def put_at(address: str, data: bytes, access: Access, *, etag: str | None) -> Stored:
    """As `put_entry`, at an entry's own address; raises `CalDavFailed`."""
    place = place_at(address, access)
    condition = ("If-None-Match", "*") if etag is None else _if_match(etag)
    answer = send(access, "PUT", place, data, [("Content-Type", "text/calendar; charset=utf-8"), condition])
    _refuse_a_page(answer)
    if answer.status in {200, 201, 204}:
        return Stored(address_of(place), answer.etag or found_at(place, access).etag)
    if answer.status == 412:
        return _there_already(place, data, access, is_new=etag is None)
    if answer.status == 409 and "uid" not in words_in(answer):
        # No calendar to put it in (RFC 4918 9.7.1).
        raise CalDavFailed(NotFound(place.host))
    if "no-uid-conflict" in words_in(answer):
        raise CalDavFailed(Conflict(place.host))
    raise refusal(answer, words_in(answer))


def found_at(place: Place, access: Access) -> Found:
    """As `get_entry`; raises `CalDavFailed`."""
    answer = send(access, "GET", place)
    if answer.status != 200:
        raise refusal(answer, words_in(answer))
    return Found(address_of(place), answer.etag, _calendar_in(answer))


def _if_match(etag: str) -> tuple[str, str]:
    """The condition that `etag` still stands; for a server that gives none, that anything does.

    A proxy that packs answers marks etags as weak, and a weak one matches nothing (RFC 9110 13.1.1).
    """
    return "If-Match", etag.removeprefix("W/") or "*"


def _refuse_a_page(answer: Answer) -> None:
    """A page a person is to look at, with a 200, is a login or a hotel's network: nothing was stored."""
    if answer.status == 200 and answer.is_html:
        raise CalDavFailed(NoCalendarHere(answer.place.host))


def _calendar_in(answer: Answer) -> bytes:
    if not answer.body.lstrip(b"\xef\xbb\xbf \r\n")[:15].upper().startswith(b"BEGIN:VCALENDAR"):
        raise CalDavFailed(NotFound(answer.place.host))
    return answer.body


def _there_already(place: Place, data: bytes, access: Access, *, is_new: bool) -> Stored:
    """What a 412 means: ours from an earlier attempt, or somebody else's doing."""
    try:
        there = found_at(place, access)
    except CalDavFailed as failed:
        if isinstance(failed.trouble, NotFound):
            raise CalDavFailed(Conflict(place.host)) from None
        raise
    # A server may write the answers it gets into the entry, so bytes differ. A change is known by its DTSTAMP too:
    # under one SEQUENCE several states may follow each other.
    ours, theirs = _state(data, with_stamp=not is_new), _state(there.data, with_stamp=not is_new)
    if ours is None or ours != theirs:
        raise CalDavFailed(Conflict(place.host, there.data, there.etag))
    return Stored(address_of(place), there.etag, was_there=True)


def _state(data: bytes, *, with_stamp: bool) -> tuple[object, ...] | None:
    try:
        entries = read_calendar(data, "entry.ics").entries
    except Unreadable:
        return None
    return tuple(_of(entry, with_stamp=with_stamp) for entry in entries) or None


def _of(entry: Entry, *, with_stamp: bool) -> tuple[object, ...]:
    stamp = entry.stamped if with_stamp else None
    return entry.uid, entry.sequence, entry.recurrence_id, entry.start, entry.end, entry.status, stamp
