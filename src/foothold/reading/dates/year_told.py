"""Whether the weekdays of a text tell in which year it was written."""

import re
from datetime import date, datetime

from foothold.reading.dates import find_dates

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_WEEKDAY = re.compile(rf"\b({'|'.join(_DAYS)})[a-z]*\b", re.IGNORECASE)
_MONTH = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b|\d\D\d", re.IGNORECASE)
_NEAR = 183
"""Days before or behind the day of writing: of a weekday half a year away the year is nobody's to tell."""


def told_by_weekdays(text: str, written: datetime) -> bool:
    """Whether a day is named with its weekday, and every such day fits where the text is of `written`.

    >>> from datetime import UTC
    >>> told_by_weekdays("Next call: Thursday 12 March at 15:00.", datetime(2026, 3, 2, 12, tzinfo=UTC))
    True
    >>> told_by_weekdays("Next call: Friday 12 March at 15:00.", datetime(2026, 3, 2, 12, tzinfo=UTC))
    False
    """
    fits = []
    for mention in find_dates(text, written):
        said, month = _WEEKDAY.search(mention.text), _MONTH.search(mention.text)
        if said and month and mention.start is not None:
            day = mention.start.date() if isinstance(mention.start, datetime) else mention.start
            fits.append(_fits(day, said[1].lower(), written.date()))
    return bool(fits) and all(fits)


def _fits(day: date, weekday: str, written: date) -> bool:
    return _DAYS[day.weekday()] == weekday and abs((day - written).days) <= _NEAR
