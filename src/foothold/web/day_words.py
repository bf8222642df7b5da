"""Days and times as pages say them: with their weekday, and with the year where it is not this one (UX 6)."""

from datetime import date, datetime

from django.utils import timezone
from django.utils.dateformat import format as format_date


def day_words(on: date, weekday_and_month: str = "D j M") -> str:
    """Thu 24 Sep; the year only where it is not this one."""
    is_this_year = on.year == timezone.localdate().year
    return format_date(on, weekday_and_month if is_this_year else f"{weekday_and_month} Y")


def moment_words(at: datetime) -> str:
    """Thu 24 Sep 10:00, on the clock that `at` carries; the year only where it is not this one."""
    return f"{day_words(at)} {at:%H:%M}"
