"""Dates and times in business English and German: words about time, located and resolved (DESIGN 5, READING).

Text goes through tokens, a language's grammar (recognition), meanings, and their resolution against
the day it was said. A language is a table: words and patterns (english, german).
"""

from datetime import datetime, tzinfo

from foothold.reading.dates.english import ENGLISH
from foothold.reading.dates.meaning import Meaning, Moment
from foothold.reading.dates.mention import DateMention, to_json
from foothold.reading.dates.recognition import mentions
from foothold.reading.dates.resolve import Ends, resolve
from foothold.reading.dates.tokens import Language
from foothold.reading.dates.zones import is_american

__all__ = ["DateMention", "find_dates", "may_hold_dates", "to_json"]


def find_dates(text: str, now: datetime, tz: tzinfo | None = None, locale: str | None = None) -> list[DateMention]:
    """The mentions of time in a text, in their order, none overlapping (READING, "Dates and times").

    `now` is aware: when the text was said or written. `tz` is the addressee's zone, else that of
    `now`. `locale` chooses the language ("de", "de-AT", "de_DE"; every other reads as English) and
    settles 11/12 ("en-US", "en-GB"); without one America/* and US/* zones read month first.
    ValueError for a naive `now`; never an error for any text.
    """
    if now.tzinfo is None:
        raise ValueError("now must have a time zone")
    language = language_of(locale)
    if not language.may_hold_dates(text):
        return []
    at = _moment(now, tz or now.tzinfo, locale, language)
    found = ((start, end, _resolved(meaning, at)) for start, end, meaning in mentions(text, language))
    return [DateMention(text[start:end], (start, end), *ends) for start, end, ends in found if ends]


def may_hold_dates(text: str) -> bool:
    """The cheap look: whether any word or figure of an English text could begin a mention of time."""
    return ENGLISH.may_hold_dates(text)


def language_of(locale: str | None) -> Language:
    """The table of a locale's language; English where there is none."""
    if (locale or "").replace("_", "-").partition("-")[0].lower() == "de":
        from foothold.reading.dates.german import GERMAN  # compiled when first asked for

        return GERMAN
    return ENGLISH


def _moment(now: datetime, zone: tzinfo, locale: str | None, language: Language) -> Moment:
    try:
        now = now.astimezone(zone)
    except (OverflowError, ValueError):  # the first and last hours of the calendar
        now = now.replace(tzinfo=zone)
    region = (locale or "").replace("_", "-").partition("-")[2].upper()
    month_first = language.month_first and (region == "US" if region else is_american(zone))
    return Moment(now, zone, month_first)


def _resolved(meaning: Meaning, at: Moment) -> Ends | None:
    try:
        return resolve(meaning, at)
    except (ValueError, OverflowError):
        return None  # no such day: "31 February", "the year 12000"
