"""A time as somebody says it while closing ("Thursday at ten", "thu 10 pump hours"), or what it lacks (UX J2)."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone, tzinfo

from foothold.core.slots import is_skipped
from foothold.reading.dates import find_dates

LONGEST = 300
"""Characters that are read."""
JUST_PASSED = timedelta(days=90)
"""How long a day counts as just passed [C]: as long as a review, and well short of the half year."""
_NAMED_FAR_AHEAD = timedelta(days=365) - JUST_PASSED
_MONTH = "jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec"
_WEEKDAY = re.compile(
    rf"\b((?:mon|tue|wed|thu|fri|sat|sun)[a-z]*)\s+(\d{{1,2}})\b(?!\s*[.:/-]?\s*(?:\d|(?:of\s+)?(?:{_MONTH})))",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class SaidSlot:
    """What was understood: `start` aware, `end` where it was said too; of a day alone `on`; `rest` the other words.

    `passed`: the day, where one was named without its year and has just gone by; then there is no `start` and no `on`.
    """

    start: datetime | None = None
    end: datetime | None = None
    on: date | None = None
    rest: str = ""
    passed: date | None = None


def said_slot(text: str, now: datetime, zone: tzinfo, locale: str | None = None) -> SaidSlot:
    """The first time that a line names, as meant in `zone`; ValueError for a naive `now`.

    A time the clocks skip in spring is left as it was said: whoever books it is told (`core.slots.is_skipped`).
    A stretch of the day ("Friday after lunch") is no time: of it only the day is taken (METHOD 4.1, T).

    >>> from datetime import UTC
    >>> said_slot("thu 10 pump hours", datetime(2026, 9, 22, 12, tzinfo=UTC), UTC).start.isoformat()
    '2026-09-24T10:00:00+00:00'
    """
    # "thu 10" before other words is a clock time here: nobody says "Thursday 10" of a day while closing.
    line = _WEEKDAY.sub(_with_minutes, " ".join(text[:LONGEST].split()))
    day = None
    for mention in find_dates(line, now, zone, locale):
        rest = " ".join((line[: mention.span[0]] + " " + line[mention.span[1] :]).split()).strip(" ,.;")
        if mention.grain == "minute" and isinstance(mention.start, datetime):
            end = mention.end if isinstance(mention.end, datetime) else None
            if passed := _passed(mention.start.date(), line, now, zone, locale):
                return SaidSlot(rest=rest, passed=passed)
            as_said = _as_said(mention.start, line, now, zone, locale)
            return SaidSlot(as_said, end, as_said.date(), rest)
        if day is None and mention.grain in {"day", "hour"} and mention.start is not None:
            start = mention.start
            on = start.date() if isinstance(start, datetime) else start
            passed = _passed(on, line, now, zone, locale)
            day = SaidSlot(on=None if passed else on, rest=rest, passed=passed)
    return day or SaidSlot(rest=line)


def _passed(on: date, line: str, now: datetime, zone: tzinfo, locale: str | None) -> date | None:
    """The day of last year's name that has just gone by, where the line gives no year and so came to mean `on`.

    Read as it would have been then, the same words meant that day: "20 Nov" on 30 November. Nobody sets a
    meeting eleven months ahead in passing, so that it is asked and not taken.
    """
    today = now.astimezone(zone).date()
    if on - today < _NAMED_FAR_AHEAD:
        return None
    for mention in find_dates(line, now - JUST_PASSED, zone, locale):
        said = mention.start.date() if isinstance(mention.start, datetime) else mention.start
        if said and (said.month, said.day) == (on.month, on.day) and said.year < on.year and said < today:
            return said
    return None


def _as_said(start: datetime, line: str, now: datetime, zone: tzinfo, locale: str | None) -> datetime:
    """The same moment; on the clock that was said where the clocks skip it, so that `core.slots.is_skipped` tells."""
    before = (start.astimezone(UTC) - timedelta(hours=2)).astimezone(zone)
    offset = now.astimezone(zone).utcoffset()
    if offset is None or (before.utcoffset() or offset) >= (start.utcoffset() or offset):
        return start
    # On a clock that never changes the line is read as it stands.
    for mention in find_dates(line, now, timezone(offset), locale):
        if mention.grain == "minute" and isinstance(mention.start, datetime):
            said = mention.start.replace(tzinfo=zone)
            same = said.astimezone(UTC) == start.astimezone(UTC)
            return said if same and is_skipped(said) else start
    return start


def _with_minutes(found: re.Match[str]) -> str:
    return f"{found[1]} {found[2]}:00" if 7 <= int(found[2]) <= 19 else found[0]
