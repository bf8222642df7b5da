"""Days and times as letters write them: "Tue 1 Dec", and a zone by the name people know."""

from datetime import date, datetime, tzinfo

from django.utils.dateformat import format as format_date

_UTC = frozenset({"UTC", "Etc/UTC", "Etc/UCT", "Etc/Universal", "Etc/Zulu", "Zulu", "UCT", "Universal", "Z"})


def short_day(on: date) -> str:
    """Tue 1 Dec."""
    return format_date(on, "D j M")


def short_moment(at: datetime, zone: tzinfo) -> str:
    """Tue 1 Dec 2026 10:00, in this zone."""
    return format_date(at.astimezone(zone), "D j M Y H:i")


def zone_name(tz: str) -> str:
    """The zone as it is said: "UTC" by any of its names, every other by its own."""
    return "UTC" if tz in _UTC else tz
