"""Calendars: iCalendar files, feeds and invitations."""

from foothold.connectors.calendar.answers import ANSWERING, Answer, answer_in
from foothold.connectors.calendar.content_lines import LARGEST_BYTES
from foothold.connectors.calendar.contract import entry_json
from foothold.connectors.calendar.csv_export import read_calendar_csv
from foothold.connectors.calendar.expanding import expand
from foothold.connectors.calendar.instances import instance_key
from foothold.connectors.calendar.opening import looks_like_calendar
from foothold.connectors.calendar.reading import CalendarFile, read_calendar, threads_of
from foothold.connectors.calendar.scanning import ScannedCalendar, scan_calendar
from foothold.connectors.calendar.spreadsheet import looks_like_calendar_csv
from foothold.connectors.calendar.writing import (
    PRODUCER,
    content_type,
    is_reminder,
    reminder_uid,
    write,
    write_entry,
    write_reminder,
)

__all__ = [
    "ANSWERING",
    "LARGEST_BYTES",
    "PRODUCER",
    "Answer",
    "CalendarFile",
    "ScannedCalendar",
    "answer_in",
    "content_type",
    "entry_json",
    "expand",
    "instance_key",
    "is_reminder",
    "looks_like_calendar",
    "looks_like_calendar_csv",
    "read_calendar",
    "read_calendar_csv",
    "reminder_uid",
    "scan_calendar",
    "threads_of",
    "write",
    "write_entry",
    "write_reminder",
]
