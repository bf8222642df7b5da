"""An invitation to the bytes calendars expect (RFC 5545, RFC 5546). The same invitation is always the same bytes.

Lines of our own, as the reading is (docs/decisions/0009).
"""

import hashlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, tzinfo

from foothold.connectors.calendar.written_lines import lines_to_bytes, mailto, one_line, parameter, text, token, uri
from foothold.connectors.calendar.written_zones import zone_lines, zone_named
from foothold.core.invitation import Invitation, Method, Party

PRODUCER = "-//Foothold//Foothold//EN"
"""PRODID. It names no version: a copy sent again after an update must be the same bytes."""

REMINDER_LASTS = timedelta(minutes=5)

_REMINDER = "foothold-next-"


def write(invitation: Invitation, method: Method) -> bytes:
    """The iTIP message of `method`, to be sent as text/calendar; `content_type` gives the header beside it.

    REQUEST: all attendees, each asked to answer. CANCEL: those whose meeting is called off; the invitation carries
    the raised SEQUENCE. DECLINECOUNTER: give the one attendee who countered, and the SEQUENCE of the REQUEST that
    stays in force (RFC 5546 3.2.8). PUBLISH holds no attendees (3.2.1): it asks nobody; a file with attendees that
    the seller opens is `write_entry`.
    ValueError for a zone that is not IANA's and for an address that is none.
    """
    attendees = () if method is Method.PUBLISH else invitation.attendees
    return lines_to_bytes(_calendar(invitation, attendees, method))


def write_entry(invitation: Invitation, *, cancelled: bool = False, we_invite: bool = False) -> bytes:
    """The meeting as it stands in the seller's own calendar: no METHOD (RFC 4791 4.1), attendees and their answers.

    For a CalDAV server, and for a file the seller opens. `cancelled` leaves it there, called off and free.
    `we_invite` asks a server that schedules to leave the inviting to us (SCHEDULE-AGENT=CLIENT, RFC 6638 7.1); not
    every one does. ValueError as `write`.
    """
    lines = _calendar(invitation, invitation.attendees, None, cancelled=cancelled, we_invite=we_invite)
    return lines_to_bytes(lines)


def content_type(method: Method) -> str:
    """The Content-Type of an iMIP part: its `method` must be that of the calendar in it (RFC 6047 2.4)."""
    return f"text/calendar; charset=utf-8; method={method.value}"


def write_reminder(
    *,
    meeting_uid: str,
    ends_at: datetime,
    tz: str,
    url: str,
    summary: str = "Book the next one",
    text: str = "",
    stamped_at: datetime,
    created_at: datetime,
    sequence: int = 0,
) -> bytes:
    """The last five minutes of a meeting, free, with an alarm and a link to its closing page (UX 4).

    No METHOD and nobody invited: for the seller's own calendar. Its UID is `reminder_uid(meeting_uid)`.
    ValueError for a moment without a zone and for a zone that is not IANA's.
    """
    reminder = Invitation(
        uid=reminder_uid(meeting_uid),
        sequence=sequence,
        stamped_at=stamped_at,
        created_at=created_at,
        organizer=Party(""),
        attendees=(),
        starts_at=ends_at - REMINDER_LASTS,
        ends_at=ends_at,
        tz=tz,
        summary=summary,
        text=f"{text}\n\n{url}".strip(),
        url=url,
    )
    return lines_to_bytes(_calendar(reminder, (), None, reminds=True))


def reminder_uid(meeting_uid: str) -> str:
    """The UID of the reminder of the meeting with this UID."""
    return _REMINDER + hashlib.sha256(meeting_uid.encode("utf-8", "replace")).hexdigest()[:32]


def is_reminder(uid: str) -> bool:
    """Whether an entry of this UID is one of our reminders, read back from the seller's calendar: no meeting."""
    return uid.startswith(_REMINDER)


def _calendar(
    invitation: Invitation,
    attendees: tuple[Party, ...],
    method: Method | None,
    *,
    cancelled: bool = False,
    we_invite: bool = False,
    reminds: bool = False,
) -> Iterator[str]:
    cancelled = cancelled or method is Method.CANCEL
    zone = _zone(invitation)
    yield from ("BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:{PRODUCER}", "CALSCALE:GREGORIAN")
    if method is not None:
        yield f"METHOD:{method.value}"
    if zone is not None:
        yield from zone_lines(invitation.tz, invitation.starts_at.astimezone(zone).year)
    yield "BEGIN:VEVENT"
    yield from _identity(invitation)
    yield f"DTSTART{_moment(invitation.starts_at, invitation.tz, zone)}"
    yield f"DTEND{_moment(invitation.ends_at, invitation.tz, zone)}"
    yield from _words(invitation)
    if not reminds:
        yield f"ORGANIZER{_name(invitation.organizer)}:{mailto(invitation.organizer.address)}"
    for attendee in attendees:
        yield _attendee(attendee, is_asked=method in {None, Method.REQUEST} and not cancelled, we_invite=we_invite)
    yield f"STATUS:{'CANCELLED' if cancelled else 'CONFIRMED'}"
    yield f"TRANSP:{'TRANSPARENT' if cancelled or reminds else 'OPAQUE'}"
    # Outlook asks this one, not TRANSP, whether the time is taken.
    yield f"X-MICROSOFT-CDO-BUSYSTATUS:{'FREE' if cancelled or reminds else 'BUSY'}"
    if reminds:
        yield from _alarm(invitation)
    yield from ("END:VEVENT", "END:VCALENDAR")


def _identity(invitation: Invitation) -> Iterator[str]:
    yield f"UID:{one_line(invitation.uid)}"
    yield f"SEQUENCE:{invitation.sequence}"
    yield f"DTSTAMP:{_utc(invitation.stamped_at)}"
    yield f"CREATED:{_utc(invitation.created_at)}"
    yield f"LAST-MODIFIED:{_utc(invitation.stamped_at)}"


def _words(invitation: Invitation) -> Iterator[str]:
    yield f"SUMMARY:{one_line(invitation.summary)}"
    if invitation.text.strip():
        yield f"DESCRIPTION:{text(invitation.text)}"
    if invitation.place.strip():
        yield f"LOCATION:{one_line(invitation.place)}"
    if invitation.url.strip():
        yield f"URL:{uri(invitation.url)}"


def _attendee(attendee: Party, *, is_asked: bool, we_invite: bool) -> str:
    # RSVP stays TRUE for one who has answered: without it Outlook takes away the buttons to answer otherwise.
    role = "OPT-PARTICIPANT" if attendee.optional else "REQ-PARTICIPANT"
    asked = (";RSVP=TRUE" if is_asked else "") + (";SCHEDULE-AGENT=CLIENT" if we_invite else "")
    given = f";CUTYPE=INDIVIDUAL;ROLE={role};PARTSTAT={token(attendee.partstat, 'NEEDS-ACTION')}{asked}"
    return f"ATTENDEE{given}{_name(attendee)}:{mailto(attendee.address)}"


def _name(party: Party) -> str:
    """CN, or the address where no name is known: Outlook shows an empty name as nobody."""
    return f";CN={parameter(party.name, party.address)}"


def _alarm(invitation: Invitation) -> tuple[str, ...]:
    shown = f"DESCRIPTION:{one_line(invitation.summary)}"
    return ("BEGIN:VALARM", "ACTION:DISPLAY", shown, "TRIGGER:PT0S", "END:VALARM")


def _zone(invitation: Invitation) -> tzinfo | None:
    """The zone times are written in; None for UTC.

    The hour a clock shows twice in autumn can be written only for the first time (RFC 5545 3.3.5): a meeting in the
    second stands in UTC.
    """
    zone = zone_named(invitation.tz)
    if invitation.tz in {"UTC", "Etc/UTC", "Z"}:
        return None
    both = invitation.starts_at, invitation.ends_at
    return None if any(at.astimezone(zone).fold for at in both) else zone


def _moment(at: datetime, tz: str, zone: tzinfo | None) -> str:
    return f":{_utc(at)}" if zone is None else f";TZID={tz}:{_wall(at.astimezone(zone))}"


def _utc(at: datetime) -> str:
    return f"{_wall(at.astimezone(UTC))}Z"


def _wall(at: datetime) -> str:
    """Four digits for the year, whatever the platform's strftime makes of one before 1000."""
    return f"{at.year:04d}{at:%m%dT%H%M%S}"
