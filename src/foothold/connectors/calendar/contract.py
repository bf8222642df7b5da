"""An entry as `foothold import --dry-run --json` prints it (DESIGN 5)."""

from datetime import date, datetime
from typing import Any

from foothold.core.calendar_entries import Entry


def entry_json(entry: Entry) -> dict[str, Any]:
    """One component of the contract: times ISO with offset, days as dates, no offset only where floating."""
    return {
        "uid": entry.uid,
        "sequence": entry.sequence,
        "status": entry.status,
        "start": _written(entry.start),
        "end": _written(entry.end),
        "all_day": entry.all_day,
        "floating": entry.floating,
        "tz": entry.tz,
        "summary": entry.summary,
        "organizer": entry.organizer.address if entry.organizer else None,
        "attendees": [
            {"address": attendee.address, "partstat": attendee.partstat, "role": attendee.role}
            for attendee in entry.attendees
        ],
        "recurrence_id": entry.recurrence_id or None,
        "rrule": entry.rrule or None,
    }


def _written(at: datetime | date | None) -> str | None:
    return None if at is None else at.isoformat()
