"""A calendar on a CalDAV server (RFC 4791, 6578, 6638, 6764): found, read as it changes, and written to.

Every function returns what came of it, a `Trouble` among it, and raises nothing for what a server does. Each blocks
for at most some requests of `Access.within`; call none inside a transaction.
"""

from foothold.connectors.calendar.caldav_changes import Changes, changes_since
from foothold.connectors.calendar.caldav_discovery import Calendar, Connected, connect
from foothold.connectors.calendar.caldav_entries import (
    Deleted,
    Found,
    Stored,
    delete_entry,
    entry_address,
    get_entry,
    not_invited,
    put_entry,
    put_found,
)
from foothold.connectors.calendar.caldav_free_busy import (
    Busy,
    BusyKind,
    FreeBusy,
    busy_in,
    busy_times,
    busy_times_of,
)
from foothold.connectors.calendar.caldav_outcomes import (
    CannotReach,
    Conflict,
    NoCalendarHere,
    NotFound,
    Refused,
    Trouble,
    WrongPassword,
)
from foothold.connectors.calendar.caldav_wire import Access, Basic, Bearer, Credentials
from foothold.connectors.calendar.feed_troubles import Why

__all__ = [
    "Access",
    "Basic",
    "Bearer",
    "Busy",
    "BusyKind",
    "Calendar",
    "CannotReach",
    "Changes",
    "Conflict",
    "Connected",
    "Credentials",
    "Deleted",
    "Found",
    "FreeBusy",
    "NoCalendarHere",
    "NotFound",
    "Refused",
    "Stored",
    "Trouble",
    "Why",
    "WrongPassword",
    "busy_in",
    "busy_times",
    "busy_times_of",
    "changes_since",
    "connect",
    "delete_entry",
    "entry_address",
    "get_entry",
    "not_invited",
    "put_entry",
    "put_found",
]
