"""Dates and times in business English: words about time, located and resolved (DESIGN 5, READING).

`find_dates` is a function of its arguments; it opens no clock and never raises on any text.
"""

from dataclasses import replace
from datetime import datetime, timedelta, tzinfo

from foothold.reading.dates.english import ENGLISH
from foothold.reading.dates.grammar import Found, Reader, Tokens
from foothold.reading.dates.meaning import (
    Bound,
    DayIn,
    DayOfMonth,
    Meaning,
    MonthDay,
    Moment,
    Said,
    Slot,
    Window,
)
from foothold.reading.dates.mention import DateMention, to_json
from foothold.reading.dates.resolve import resolve
from foothold.reading.dates.tokens import Language, tokenize
from foothold.reading.dates.zones import is_american

__all__ = ["DateMention", "find_dates", "to_json"]


def find_dates(
    text: str, now: datetime, tz: tzinfo | None = None, locale: str | None = None
) -> list[DateMention]:
    """The mentions of time in a text, in their order, none overlapping (READING, "Dates and times").

    `now` is aware: when the text was said or written. `tz` is the addressee's zone, else that of
    `now`. `locale` ("en-US", "en-GB") settles 11/12; without one America/* and US/* zones read
    month first. ValueError for a naive `now`; never an error for any text.
    """
    if now.tzinfo is None:
        raise ValueError("now must have a time zone")
    language = ENGLISH
    if not language.may_hold_dates(text):
        return []
    at = _moment(now, tz, locale)
    tokens = tokenize(text, language)
    return [
        DateMention(text[start:end], (start, end), *ends)
        for start, end, meaning in _meanings(tokens, language)
        if (ends := _resolved(meaning, at)) is not None
    ]


def _moment(now: datetime, tz: tzinfo | None, locale: str | None) -> Moment:
    zone = tz or now.tzinfo
    assert zone is not None
    try:
        now = now.astimezone(zone)
    except (OverflowError, ValueError):  # the first and last hours of the calendar
        now = now.replace(tzinfo=zone)
    region = (locale or "").replace("_", "-").partition("-")[2].upper()
    return Moment(now, zone, region == "US" if region else is_american(zone))


def _resolved(meaning: Meaning, at: Moment):
    try:
        return resolve(meaning, at)
    except (ValueError, OverflowError):
        return None  # no such day: "31 February", "the year 12000"


def _meanings(tokens: Tokens, language: Language):
    """Every mention with its place in the text, left to right."""
    reader = Reader(language.grammar, tokens)
    starts = language.grammar.firsts(language.top)
    masks = tokens.masks
    size = len(masks) - 1
    at = 0
    while at < size:
        found = reader.find(language.top, at) if masks[at] & starts else None
        if found is None:
            at += 1
            continue
        yield tokens.starts[found.begin], tokens.ends[found.end - 1], found.meaning
        at = found.end
        for more in _more(reader, found, at):
            yield tokens.starts[more.begin], tokens.ends[more.end - 1], more.meaning
            at = more.end


def _more(reader: Reader, found: Found, at: int):
    """ "The 5th, 12th and 24th", "Tuesday at ten or eleven": the day or month said once holds on."""
    said = found.meaning.said if isinstance(found.meaning, Bound) else found.meaning
    while isinstance(said, Said):
        more = None
        if said.clock is None and isinstance(said.when, MonthDay | DayOfMonth | DayIn):
            more = reader.find("more_days", at)
            if more is not None:
                said = replace(said, when=_same_month(said.when, more.meaning))
        elif said.clock is not None and not isinstance(said.clock, Window):
            more = reader.find("more_clocks", at)
            if more is not None:
                said = replace(said, clock=more.meaning)
        if more is None:
            return
        yield Found(more.end, said, more.begin)
        at = more.end


def _same_month(day, number: int):
    if isinstance(day, MonthDay):
        return replace(day, number=number, weekday=None)
    return replace(day, number=number)
