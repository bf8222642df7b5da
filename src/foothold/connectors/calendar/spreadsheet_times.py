"""Dates and times as a spreadsheet writes them; whether the day or the month stands first is read off the column."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time

_DATE = re.compile(r"(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{1,4})\.?", re.ASCII)
_TIME = re.compile(
    r"(\d{1,2})[:.h](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?\s?(?:m\.?)?(?:\s?uhr)?", re.IGNORECASE | re.ASCII
)


@dataclass(frozen=True, slots=True)
class DateOrder:
    """Whether the day stands before the month; `certain` where the column itself says so."""

    day_first: bool
    certain: bool


def date_order(column: Iterable[str], *, in_english: bool) -> DateOrder:
    """The order of day and month in a column of dates.

    A number above 12 tells, and so do full stops (no country writes 3.2.2026 for March 2). Where nothing tells, the
    language of the head decides: English tables come from the month-first country more often.
    """
    first = second = dots = open_ones = 0
    for written in column:
        found = _DATE.fullmatch(written.strip().split(" ")[0])
        if found is None or len(found[1]) == 4:
            continue
        open_ones += 1
        dots += found[2] == "."
        first += int(found[1]) > 12
        second += int(found[3]) > 12
    if first or second:
        return DateOrder(day_first=first >= second, certain=not (first and second))
    return DateOrder(day_first=bool(dots) or not in_english, certain=bool(dots) or not open_ones)


def read_date(written: str, order: DateOrder) -> date | None:
    """The date, None where it is none. Two digits of a year are of this century, from 70 on of the last."""
    found = _DATE.fullmatch(written.strip().split(" ")[0])
    if found is None:
        return None
    first, second, third = int(found[1]), int(found[3]), int(found[4])
    if len(found[1]) == 4:
        year, month, day = first, second, third
    else:
        day, month = (first, second) if order.day_first else (second, first)
        year = third if len(found[4]) == 4 else third + (2000 if third < 70 else 1900)
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_time(written: str) -> time | None:
    """The time of day, None where it is none ("10:00", "10.00 Uhr", "2:30:00 PM")."""
    words = written.strip()
    # Google writes date and time into one cell.
    if _DATE.match(words):
        words = words.partition(" ")[2]
    found = _TIME.fullmatch(words.strip())
    if found is None:
        return None
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if found[4].lower() == "p" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None
