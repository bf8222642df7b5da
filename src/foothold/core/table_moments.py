"""Days and times as a table's cells write them: 03/05/2024 2:30 PM, 5. März 2024 14:30, 2024-03-05T14:30Z."""

import re
from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo

_LONGEST_MOMENT = 80
_EARLIEST_YEAR, _LATEST_YEAR = 1900, 2199

_NUMBERS = re.compile(r"(?<![\d:+-])(\d{1,4})([./-])\s?(\d{1,2})\2\s?(\d{4}|\d{2})(?!\d)")
_ISO = re.compile(r"(?<!\d)(\d{4})-?(\d{2})-?(\d{2})(?=\D|$)")
_WORDED = re.compile(r"(?<!\d)(\d{1,2})(?:\.|st|nd|rd|th)?[ -]{1,2}([^\W\d_]{3,10})\.?,?[ -]{1,2}(\d{4})(?!\d)")
_MONTH_FIRST = re.compile(r"([^\W\d_]{3,10})\.? {1,2}(\d{1,2})(?:st|nd|rd|th)?,? {1,2}(\d{4})(?!\d)")
_CLOCK = re.compile(
    r"(?<![\d:])(\d{1,2})[:.](\d{2})(?:[:.](\d{2})(?:[.,]\d{1,9})?)?\s{0,2}(?:([ap])\.?m\b)?", re.IGNORECASE
)
_HOUR_ALONE = re.compile(r"(?<![\d:])(\d{1,2})\s{0,2}([ap])\.?m\b", re.IGNORECASE)
_OFFSET = re.compile(r"\s{0,2}\(?(?:(?:UTC|GMT)?([+-])(\d{1,2}):?(\d{2})?(?!\d)|(Z|UTC|GMT)\b)")

_WEEKDAY = re.compile(r"[^\W\d_]{2,10}")
_WEEKDAYS = {
    name: at
    for names in ("mon tue wed thu fri sat sun", "mo di mi do fr sa so")
    for at, name in enumerate(names.split())
}
_MONTHS = {name: at for at, name in enumerate("jan feb mar apr may jun jul aug sep oct nov dec".split(), 1)}
_MONTHS |= {"mär": 3, "mrz": 3, "mae": 3, "mai": 5, "okt": 10, "dez": 12}


def day_first(values: Iterable[str], default: bool | None) -> bool | None:
    """Whether dates like 03/04/2024 put the day first, told by the whole column.

    A first number above 12 says day first, a second above 12 says month first, dots (3.4.2024) are
    day first wherever they are used, and a weekday beside the date may fit one reading only.
    `default` where nothing tells or the values contradict each other; dates with the year first or
    a month in letters tell nothing.
    """
    votes = {vote for vote in map(_order, values) if vote is not None}
    return votes.pop() if len(votes) == 1 else default


def is_mixed(values: Iterable[str]) -> bool:
    """Whether some dates of a column put the day first and others the month: nobody wrote all of them."""
    return len({vote for vote in map(_order, values) if vote is not None}) > 1


def day_in(text: str, *, day_first: bool | None) -> date | None:
    """The day `text` names, a time beside it left out; None where it names none or could mean two.

    With an order said, 02/13 is no day of a column that puts the day first: it is never turned round.
    """
    found = _day(text[:_LONGEST_MOMENT], day_first)
    return found[0] if found else None


def moment_in(text_date: str, text_time: str, *, day_first: bool | None, tz: tzinfo) -> datetime | None:
    """The moment a date and a time name, aware; in `tz` unless they carry an offset of their own.

    `text_time` may be empty when `text_date` holds both. None without a time, or where the day could
    mean two and `day_first` is None. Ten or thirteen digits are seconds or milliseconds since 1970.
    """
    text = f"{text_date} {text_time}"[:_LONGEST_MOMENT].strip()
    if text.isdecimal() and text.isascii() and len(text) in {10, 13}:
        return datetime.fromtimestamp(int(text[:10]), UTC).astimezone(tz)
    found = _day(text, day_first)
    if found is None:
        return None
    day, start, end = found
    clock = _clock(f"{text[:start]} {text[end:]}")
    if clock is None:
        return None
    at, zone = clock
    return datetime.combine(day, at, tzinfo=zone or tz)


def _order(text: str) -> bool | None:
    found = _NUMBERS.search(text[:_LONGEST_MOMENT])
    if found is None or len(found.group(1)) > 2:
        return None
    first, second = int(found.group(1)), int(found.group(3))
    if first > 12 or second > 12:
        return first > 12
    if found.group(2) == ".":
        return True
    return _by_weekday(text, found)


def _is_told_by_number(first: str, second: str) -> bool:
    return max(int(first), int(second)) > 12


def _by_weekday(text: str, found: re.Match[str]) -> bool | None:
    """ "Tue 03/05/2024" is the fifth of March: the third of May was a Friday."""
    word = _WEEKDAY.match(text)
    weekday = _WEEKDAYS.get(word.group().casefold()[:3], _WEEKDAYS.get(word.group().casefold()[:2])) if word else None
    if weekday is None:
        return None
    first, second, year = found.group(1), found.group(3), found.group(4)
    fits = {
        order
        for order, day, month in ((True, first, second), (False, second, first))
        if (placed := _placed(found, year, month, day)) and placed[0].weekday() == weekday
    }
    return fits.pop() if len(fits) == 1 else None


def _day(text: str, day_first: bool | None) -> tuple[date, int, int] | None:
    """The day and where in `text` it stands."""
    if found := _ISO.search(text):
        return _placed(found, found.group(1), found.group(2), found.group(3))
    if found := _NUMBERS.search(text):
        first, second, third = found.group(1), found.group(3), found.group(4)
        if len(first) > 2:
            return _placed(found, first, second, third)
        order = _order(text)
        if day_first is not None and order is not None and order != day_first and _is_told_by_number(first, second):
            return None
        order = day_first if order is None else order
        if order is None and first != second:
            return None
        return _placed(found, third, *((second, first) if order else (first, second)))
    if found := _WORDED.search(text):
        return _placed(found, found.group(3), _month(found.group(2)), found.group(1))
    if found := _MONTH_FIRST.search(text):
        return _placed(found, found.group(3), _month(found.group(1)), found.group(2))
    return None


def _month(word: str) -> str:
    return str(_MONTHS.get(word.casefold()[:3], 0))


def _placed(found: re.Match[str], year: str, month: str, day: str) -> tuple[date, int, int] | None:
    full = int(year) + (0 if len(year) > 2 else 2000 if int(year) < 70 else 1900)
    if not _EARLIEST_YEAR <= full <= _LATEST_YEAR:
        return None
    try:
        return date(full, int(month), int(day)), found.start(), found.end()
    except ValueError:
        return None


def _clock(text: str) -> tuple[time, tzinfo | None] | None:
    found = _CLOCK.search(text)
    if found:
        hour, minute, second = int(found.group(1)), int(found.group(2)), int(found.group(3) or 0)
        half = (found.group(4) or "").lower()
    elif found := _HOUR_ALONE.search(text):
        hour, minute, second, half = int(found.group(1)), 0, 0, found.group(2).lower()
    else:
        return None
    if half and 1 <= hour <= 12:
        hour = hour % 12 + (12 if half == "p" else 0)
    try:
        return time(hour, minute, second), _offset(text[found.end() :])
    except ValueError:
        return None


def _offset(text: str) -> tzinfo | None:
    found = _OFFSET.match(text)
    if found is None:
        return None
    if found.group(4):
        return UTC
    east = timedelta(hours=int(found.group(2)), minutes=int(found.group(3) or 0))
    return timezone(-east if found.group(1) == "-" else east) if east < timedelta(hours=15) else None
