"""Days and times as pages say them: with their weekday, and with the year where it is not this one (UX 6)."""

from datetime import date, datetime
from functools import lru_cache

from django.utils import timezone
from django.utils.dateformat import format as format_date
from django.utils.translation import get_language


def day_words(on: date, weekday_and_month: str = "D j M") -> str:
    """Thu 24 Sep; the year only where it is not this one."""
    is_this_year = on.year == timezone.localdate().year
    form = weekday_and_month if is_this_year else f"{weekday_and_month} Y"
    return _words(on.year, on.month, on.day, form, get_language())


def moment_words(at: datetime) -> str:
    """Thu 24 Sep 10:00, on the clock that `at` carries; the year only where it is not this one."""
    return f"{day_words(at)} {at:%H:%M}"


@lru_cache(maxsize=4096)
def _words(year: int, month: int, day: int, form: str, _language: str | None) -> str:
    """Lists say the same few hundred days again and again."""
    return format_date(date(year, month, day), form)
