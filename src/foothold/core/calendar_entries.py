"""What a calendar says, in iCalendar's own words (RFC 5545, RFC 5546), before anybody judges it."""

from dataclasses import dataclass, field, replace
from datetime import date, datetime

RESOURCES = frozenset({"ROOM", "RESOURCE"})
"""The CUTYPEs that are no people."""


@dataclass(frozen=True, slots=True)
class Attendee:
    """One ATTENDEE or ORGANIZER. `address` is lower case without "mailto:", empty where none is given.

    `partstat` is as written, upper case, and empty where it is not: RFC 5545 3.2.12 would read that as
    NEEDS-ACTION, but published calendars leave answers out, and unknown is no answer missing (DESIGN 6).
    `cutype` tells people from rooms. `delegated_to` and `delegated_from` are who answers for him and for whom he
    does, `sent_by` who wrote in his name; addresses as `address`. `comment` is Google's note beside his answer.
    `not_shown` is said of whom we invited ourselves and no calendar has shown yet.
    """

    address: str
    name: str = ""
    partstat: str = ""
    role: str = ""
    cutype: str = "INDIVIDUAL"
    delegated_to: str = ""
    delegated_from: str = ""
    sent_by: str = ""
    comment: str = ""
    not_shown: bool = False

    @property
    def is_person(self) -> bool:
        """Whether this is somebody, and no room or projector."""
        return self.cutype not in RESOURCES


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One VEVENT as written.

    `start` and `end` are aware datetimes; dates for an all-day entry (`end` exclusive, RFC 5545
    3.6.1); naive only with `floating` (no zone is meant: the reader's own); None where the file does
    not say or cannot be believed, and then `problem` says why in a few words. `end` is computed
    from DURATION where that is given instead, and equals `start` where neither is.
    `tz` is the IANA name of the start's zone, "UTC", or the file's own name for a zone it defines;
    empty for days and floating times. `recurrence_id` is the original start of the instance an
    override stands for, ISO as `start` would be written; empty for a single entry or a series.
    `created` and `modified` are aware, None where not said; DTSTAMP is `stamped` and never stands
    in for CREATED (DESIGN 6). `reference` is that of an invitation of ours named in its text
    (core.reference). `method` is the calendar's METHOD, upper case, empty where absent.
    `transparent` takes no time of its owner's (TRANSP, RFC 5545 3.8.2.7). `as_written` is the start on the wall and
    the name of its zone where that zone is not known, and so `start` is None.
    """

    uid: str
    sequence: int = 0
    status: str = ""
    start: datetime | date | None = None
    end: datetime | date | None = None
    all_day: bool = False
    floating: bool = False
    tz: str = ""
    summary: str = ""
    location: str = ""
    organizer: Attendee | None = None
    attendees: tuple[Attendee, ...] = ()
    recurrence_id: str = ""
    rrule: str = ""
    recurs: bool = False
    created: datetime | None = None
    modified: datetime | None = None
    stamped: datetime | None = None
    method: str = ""
    private: bool = False
    video: bool = False
    reference: str = ""
    transparent: bool = False
    comment: str = ""
    problem: str = ""
    as_written: str = ""

    def attendees_at(self, start: datetime | date | None) -> tuple[Attendee, ...]:
        """Whom it names. An answer was given to the slot it was given to: to another one nothing is known of it."""
        if start == self.start:
            return self.attendees
        return tuple(replace(each, partstat="") for each in self.attendees)


@dataclass(frozen=True, slots=True, kw_only=True)
class Occurrence:
    """One meeting in the calendar: a single entry, or one instance of a series.

    `starts_at` and `ends_at` are aware and in the reader's or the entry's zone; `recurrence_id`
    names the instance in its series, empty for a single entry. `moved_from` is where the series
    had it before an override moved it, None if it stands where the rule puts it.
    """

    entry: Entry
    starts_at: datetime
    ends_at: datetime
    recurrence_id: str = ""
    moved_from: datetime | None = None

    @property
    def is_cancelled(self) -> bool:
        """Whether the calendar says that it does not take place."""
        return self.entry.status == "CANCELLED" or self.entry.method == "CANCEL"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thread:
    """Everything one calendar says about one UID: the series or single entry, its overrides, and a
    fingerprint that changes with anything but the export's own stamp (DTSTAMP).

    `raw` are the components as they stand in the file, unfolded, for expanding the series again later;
    empty where nothing recurs.
    """

    uid: str
    fingerprint: str
    entries: tuple[Entry, ...] = field(default=())
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Skipped:
    """Something that was not read, and why, in words for a person; `was_read`: it was, and here is a doubt."""

    what: str
    reason: str
    was_read: bool = False
