"""A meeting in an Outlook .msg as an iCalendar text (MS-OXOCAL, MS-OXCICAL): answers above all.

Only single meetings and answers: a series keeps its rule in a form of its own, and half of a series is
worse than none.
"""

import uuid
from collections.abc import Iterator
from datetime import datetime, timedelta

from foothold.connectors.mail.outlook_properties import OutlookItem, Properties, address_of
from foothold.core.conversation import Unreadable

_MEETING = uuid.UUID("6ed8da90-450b-101b-98da-00aa003f1305")
_APPOINTMENT = uuid.UUID("00062002-0000-0000-c000-000000000046")
_GLOBAL_ID, _CLEAN_GLOBAL_ID, _ANSWERED_AT = 0x0003, 0x0023, 0x0001
_SEQUENCE, _LOCATION, _START, _END, _ALL_DAY = 0x8201, 0x8208, 0x820D, 0x820E, 0x8215
_STATE, _RECURRING, _REPLACES = 0x8217, 0x8223, 0x8228
_NEW_START, _NEW_END, _IS_COUNTER = 0x8250, 0x8251, 0x8257
_SUBJECT, _STARTS, _ENDS, _SUBMITTED, _MODIFIED = 0x0037, 0x0060, 0x0061, 0x0039, 0x3008
_NAME, _TRACKED, _FLAGS, _TYPE = 0x3001, 0x5FFF, 0x5FFD, 0x0C15
_ORGANIZER_FLAG, _CANCELLED_STATE = 0x2, 0x4

_ANSWERS = {"pos": "ACCEPTED", "neg": "DECLINED", "tent": "TENTATIVE"}
_TRACKING = {2: "TENTATIVE", 3: "ACCEPTED", 4: "DECLINED"}
_ROLES = {1: "REQ-PARTICIPANT", 2: "OPT-PARTICIPANT", 3: "NON-PARTICIPANT"}
_METHODS = {"ipm.schedule.meeting.request": "REQUEST", "ipm.schedule.meeting.canceled": "CANCEL"}
_RESPONSE = "ipm.schedule.meeting.resp."
_ENTRY = "ipm.appointment"

_ID_HEAD = bytes.fromhex("040000008200E00074C5B7101A82E008")
_ID_DATA = 40
_FOREIGN_UID = b"vCal-Uid\x01\x00\x00\x00"


def is_meeting_class(kind: str) -> bool:
    """Whether a message class (lower case) is a meeting's entry, request, cancellation or answer."""
    return kind.startswith((_ENTRY, "ipm.schedule.meeting."))


def meeting_part(item: OutlookItem, kind: str, address: str | None, name: str | None) -> bytes:
    """The iCalendar text of a meeting item, whose mail came from `address`.

    Raises `Unreadable` where it has no identity or no time, is a series, or a kind that says neither.
    """
    uid = uid_of(item.properties)
    if not uid:
        raise Unreadable("This Outlook meeting has no identity of its own: which one it is cannot be told.")
    if kind.startswith(_RESPONSE):
        lines = _answer(item, kind.removeprefix(_RESPONSE).partition(".")[0], uid, address, name)
    elif kind.startswith(_ENTRY) or kind in _METHODS:
        lines = _entry(item, _METHODS.get(kind, "PUBLISH"), uid, address, name)
    else:
        raise Unreadable(f"This kind of Outlook meeting notice is not read ({kind}).")
    return "".join(f"{_folded(line)}\r\n" for line in lines).encode()


def uid_of(properties: Properties) -> str:
    """The iCalendar UID (MS-OXCICAL 2.1.3.1.1.20.26), empty where the item keeps none."""
    whole = properties.binary(properties.named(_MEETING, _CLEAN_GLOBAL_ID)) or properties.binary(
        properties.named(_MEETING, _GLOBAL_ID)
    )
    if not whole or not whole.startswith(_ID_HEAD) or len(whole) < _ID_DATA:
        return ""
    data = whole[_ID_DATA:]
    if data.startswith(_FOREIGN_UID):  # another program's UID, kept as it was
        return data[len(_FOREIGN_UID) :].partition(b"\x00")[0].decode("utf-8", "replace")
    # The day of one instance of a series is no part of the series' identity.
    return (whole[:16] + bytes(4) + whole[20:]).hex().upper()


def _answer(item: OutlookItem, word: str, uid: str, address: str | None, name: str | None) -> Iterator[str]:
    properties = item.properties
    partstat = _ANSWERS.get(word)
    if partstat is None or not address:
        raise Unreadable("This Outlook meeting answer does not say who answered what.")
    start, end = _times(properties)
    counter = bool(properties.number(properties.named(_APPOINTMENT, _IS_COUNTER)))
    new_start = properties.time(properties.named(_APPOINTMENT, _NEW_START)) if counter else None
    new_end = properties.time(properties.named(_APPOINTMENT, _NEW_END)) or new_start
    yield from _opening("COUNTER" if new_start else "REPLY", uid, properties)
    yield from _instance(properties)
    if new_start and new_end:
        yield f"DTSTART:{_utc(new_start)}"
        yield f"DTEND:{_utc(new_end)}"
        yield f"X-MS-OLK-ORIGINALSTART:{_utc(start)}"
    else:
        yield from _span(properties, start, end)
    answered = properties.time(properties.named(_MEETING, _ANSWERED_AT)) or properties.time(_SUBMITTED)
    yield f"DTSTAMP:{_utc(answered or start)}"
    organizer = next((one for one in item.recipients if one.number(_TYPE) == 1 and address_of(one)), None)
    if organizer is not None:
        yield f"ORGANIZER{_known_as(organizer.text(_NAME))}:mailto:{address_of(organizer)}"
    yield f"ATTENDEE;PARTSTAT={partstat}{_known_as(name)}:mailto:{address}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _entry(item: OutlookItem, method: str, uid: str, address: str | None, name: str | None) -> Iterator[str]:
    properties = item.properties
    if properties.number(properties.named(_APPOINTMENT, _RECURRING)):
        raise Unreadable("This Outlook item is a series of meetings. Save the calendar as .ics and open that.")
    start, end = _times(properties)
    state = properties.number(properties.named(_APPOINTMENT, _STATE)) or 0
    yield from _opening(method, uid, properties)
    yield from _instance(properties)
    yield from _span(properties, start, end)
    yield f"DTSTAMP:{_utc(properties.time(_SUBMITTED) or properties.time(_MODIFIED) or start)}"
    if method == "CANCEL" or state & _CANCELLED_STATE:
        yield "STATUS:CANCELLED"
    if place := properties.text(properties.named(_APPOINTMENT, _LOCATION)):
        yield f"LOCATION:{_escaped(place)}"
    organizers = [one for one in item.recipients if (one.number(_FLAGS) or 0) & _ORGANIZER_FLAG]
    organizer = address or next(iter(map(address_of, organizers)), "")
    if organizer:
        yield f"ORGANIZER{_known_as(name)}:mailto:{organizer}"
    for one in item.recipients:
        if (who := address_of(one)) and one not in organizers and who != organizer:
            role = _ROLES.get(one.number(_TYPE) or 0, "REQ-PARTICIPANT")
            partstat = _TRACKING.get(one.number(_TRACKED) or 0, "NEEDS-ACTION")
            yield f"ATTENDEE;PARTSTAT={partstat};ROLE={role}{_known_as(one.text(_NAME))}:mailto:{who}"
    yield from ("END:VEVENT", "END:VCALENDAR")


def _opening(method: str, uid: str, properties: Properties) -> Iterator[str]:
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Foothold//Outlook item//EN", f"METHOD:{method}")
    yield from ("BEGIN:VEVENT", f"UID:{_escaped(uid)}")
    yield f"SEQUENCE:{max(0, properties.number(properties.named(_APPOINTMENT, _SEQUENCE)) or 0)}"
    yield f"SUMMARY:{_escaped(properties.text(_SUBJECT) or '')}"


def _instance(properties: Properties) -> Iterator[str]:
    """Which instance of a series is meant: its original start, or at least its original day."""
    replaces = properties.time(properties.named(_APPOINTMENT, _REPLACES))
    whole = properties.binary(properties.named(_MEETING, _GLOBAL_ID)) or b""
    if replaces:
        yield f"RECURRENCE-ID:{_utc(replaces)}"
    elif whole.startswith(_ID_HEAD) and len(whole) >= _ID_DATA and any(whole[16:20]):
        year = whole[16] << 8 | whole[17]
        yield f"RECURRENCE-ID;VALUE=DATE:{year:04d}{whole[18]:02d}{whole[19]:02d}"


def _times(properties: Properties) -> tuple[datetime, datetime]:
    start = properties.time(properties.named(_APPOINTMENT, _START)) or properties.time(_STARTS)
    end = properties.time(properties.named(_APPOINTMENT, _END)) or properties.time(_ENDS)
    if start is None:
        raise Unreadable("This Outlook meeting has no start: when it is cannot be told.")
    return start, end if end and end >= start else start


def _span(properties: Properties, start: datetime, end: datetime) -> Iterator[str]:
    if properties.number(properties.named(_APPOINTMENT, _ALL_DAY)):
        # Kept as midnight where the organizer is, in UTC: the nearest midnight is the day meant.
        first, last = ((moment + timedelta(hours=12)).date() for moment in (start, end))
        yield f"DTSTART;VALUE=DATE:{first:%Y%m%d}"
        yield f"DTEND;VALUE=DATE:{max(last, first + timedelta(days=1)):%Y%m%d}"
    else:
        yield f"DTSTART:{_utc(start)}"
        yield f"DTEND:{_utc(end)}"


def _known_as(name: str | None) -> str:
    clean = " ".join((name or "").replace('"', "'").split())
    return f';CN="{clean}"' if clean else ""


def _escaped(text: str) -> str:
    for sign, escaped in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        text = text.replace(sign, escaped)
    return "".join(character for character in text if character >= " ")


def _folded(line: str) -> str:
    """At most 75 bytes a line; the cut never goes through a character (RFC 5545 3.1)."""
    pieces, size = [""], 0
    for character in line:
        size += len(character.encode("utf-8", "replace"))
        if size > 73:
            pieces.append("")
            size = len(character.encode("utf-8", "replace"))
        pieces[-1] += character
    return "\r\n ".join(pieces)


def _utc(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%SZ}"
