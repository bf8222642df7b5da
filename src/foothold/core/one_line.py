"""The seller's one line in answer to a note of ours: "thu 10 pump hours", "let go", "later 2w".

One line is enough, and only the first one counts: what stands below it, or is quoted from our own note,
is not his answer. What is understood is echoed and sent only once he confirms; what could mean two
things is a problem with a name, never a guess.
"""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, tzinfo
from enum import StrEnum
from itertools import pairwise
from typing import Protocol

LONGEST_LINE = 500
"""Code points of a line that are read; one sentence is not longer."""
LONGEST_MEETING = timedelta(hours=12)
_LAST_HOUR = 20
"""The latest bare number that is taken for an hour and not for a day of the month."""
_AFTERNOON_UNTIL = 6
"""Bare 1 to 6 o'clock are afternoon (DESIGN 5)."""


class Mention(Protocol):
    """A mention of time in the line, as the reading of dates gives it (DESIGN 5, `--dates`).

    `start` and `end` are aware datetimes where a clock time is said, else dates. `grain` is "minute"
    for a clock time as said, "hour" for a stretch of the day.
    """

    @property
    def span(self) -> tuple[int, int]:
        """Code points into the text given."""

    @property
    def kind(self) -> str:
        """Point, range, duration or set."""

    @property
    def start(self) -> date | datetime | None:
        """When it begins."""

    @property
    def end(self) -> date | datetime | None:
        """When it ends."""

    @property
    def grain(self) -> str:
        """How exact it is."""


class FindDates(Protocol):
    """Finds the mentions of time in a text, in their order, none overlapping; `now` is aware."""

    def __call__(self, text: str, now: datetime, /) -> Sequence[Mention]:
        """Return the mentions."""


class Wanted(StrEnum):
    """What the seller wants done."""

    BOOK = "book"
    LET_GO = "let go"
    LATER = "later"
    NONE_BECAUSE = "none because"
    WOULD_NOT = "they would not"


class Problem(StrEnum):
    """Why a line was not understood."""

    EMPTY = "nothing is said"
    UNCLEAR = "neither a day nor an answer we know"
    NO_DAY = "no day"
    NO_TIME = "a day without a time"
    TWO_TIMES = "more than one time"
    DAY_OR_HOUR = "the number may be the day or the hour"
    PAST = "the time has passed"
    NO_REASON = "no reason"


class EchoPart(StrEnum):
    """What the echo says, in this order."""

    WHEN = "when"
    FOR = "for"
    ABOUT = "about"
    ALSO = "also"
    UNTIL = "until"
    BECAUSE = "because"


@dataclass(frozen=True, slots=True, kw_only=True)
class OneLine:
    """What a line says.

    BOOK has `starts_at` (aware), `lasts_for` where a length was said, the `topic` ("" = the one already
    proposed) and what stands behind "+" in `also`. LATER has `until_on`. NONE_BECAUSE has its reason in
    `because`; LET_GO, LATER and WOULD_NOT may have words there.
    """

    wanted: Wanted
    starts_at: datetime | None = None
    lasts_for: timedelta | None = None
    topic: str = ""
    also: tuple[str, ...] = ()
    until_on: date | None = None
    because: str = ""

    @property
    def echo(self) -> tuple[tuple[EchoPart, datetime | timedelta | date | str], ...]:
        """The parts of the sentence that says it back, those that are there, in order."""
        parts: list[tuple[EchoPart, datetime | timedelta | date | str | None]] = [
            (EchoPart.WHEN, self.starts_at),
            (EchoPart.FOR, self.lasts_for),
            (EchoPart.ABOUT, self.topic),
            *((EchoPart.ALSO, each) for each in self.also),
            (EchoPart.UNTIL, self.until_on),
            (EchoPart.BECAUSE, self.because),
        ]
        return tuple((part, said) for part, said in parts if said)


@dataclass(frozen=True, slots=True)
class NotUnderstood:
    """Why, of which line, and the day where one was said: enough to ask back with."""

    problem: Problem
    line: str = ""
    day: date | None = None


def read_line(text: str, now: datetime, find: FindDates, *, language: str = "en") -> OneLine | NotUnderstood:
    """Return what the seller's line says, or why it is not understood.

    `text` is the new text of his mail, also with quotes; `now` is aware and in the seller's own zone, for
    hours are his (ValueError otherwise). `find` reads the dates; `language` is that of the line.

    >>> from datetime import UTC
    >>> read_line("Let go.", datetime(2026, 3, 2, tzinfo=UTC), lambda text, now: ()).wanted
    <Wanted.LET_GO: 'let go'>
    """
    if now.utcoffset() is None or now.tzinfo is None:
        raise ValueError(f"{now.isoformat()} has no time zone")
    line = first_line(text)
    if not line:
        return NotUnderstood(Problem.EMPTY)
    for wanted, pattern in _ANSWERS.items():
        if found := pattern.fullmatch(line):
            return _answered(wanted, found.group("rest"), line, now, find)
    return _booked(_spelled_out(line, language), now, find)


def first_line(text: str) -> str:
    """Return the first line that is the writer's own, "" if there is none; blanks are made single.

    >>> first_line("> Book the next one.\\n\\nthu  10 pump hours\\nAnna")
    'thu 10 pump hours'
    """
    lines = [" ".join(line.split())[:LONGEST_LINE] for line in text.splitlines()]
    skip = False
    for said, below in pairwise([*lines, ""]):
        if _HISTORY_BELOW.match(said):
            return ""
        # "On Tuesday Anna wrote:" is often broken into two lines.
        skipped, skip = skip, not _INTRODUCES.match(said) and _INTRODUCES.match(f"{said} {below}") is not None
        if skipped or skip or _QUOTED.match(said) or _INTRODUCES.match(said):
            continue
        if any(character.isalnum() for character in said):
            return said
    return ""


def _answered(wanted: Wanted, rest: str | None, line: str, now: datetime, find: FindDates) -> OneLine | NotUnderstood:
    words = (rest or "").strip(_EDGES)
    if wanted is Wanted.LATER:
        return _later(words, line, now, find)
    if wanted is Wanted.NONE_BECAUSE and not words:
        return NotUnderstood(Problem.NO_REASON, line)
    return OneLine(wanted=wanted, because=words)


def _later(words: str, line: str, now: datetime, find: FindDates) -> OneLine | NotUnderstood:
    words, *reason = (part.strip(_EDGES) for part in _REASON.split(words, maxsplit=1))
    because = "".join(reason)
    if period := _PERIOD.fullmatch(words):
        until = _after(now.date(), int(period["count"]), period["unit"])
        return OneLine(wanted=Wanted.LATER, until_on=until, because=because)
    days = [day for day in map(_day, find(words, now)) if day is not None]
    if len(days) != 1:
        return NotUnderstood(Problem.TWO_TIMES if days else Problem.NO_DAY, line)
    if days[0] <= now.date():
        return NotUnderstood(Problem.PAST, line, days[0])
    return OneLine(wanted=Wanted.LATER, until_on=days[0], because=because)


@dataclass(frozen=True, slots=True)
class _When:
    """A time in the line: from which place to which it is said."""

    first: int
    last: int
    starts_at: datetime
    ends_at: datetime | None = None


def _booked(line: str, now: datetime, find: FindDates) -> OneLine | NotUnderstood:
    mentions = [each for each in find(line, now) if each.kind != "duration"]
    if not mentions or _day(mentions[0]) is None:
        return NotUnderstood(Problem.UNCLEAR, line)
    mention = mentions[0]
    when = _when(mention, line, now, find)
    if isinstance(when, Problem):
        if len(mentions) > 1 and _JOINING.fullmatch(line[mention.span[1] : mentions[1].span[0]]):
            when = Problem.TWO_TIMES
        return NotUnderstood(when, line, _day(mention) if when is not Problem.TWO_TIMES else None)
    if any(_is_another(each, when, line) for each in mentions[1:]):
        return NotUnderstood(Problem.TWO_TIMES, line)
    if when.starts_at <= now:
        return NotUnderstood(Problem.PAST, line, when.starts_at.date())
    length, behind = _length(line[when.last :])
    if when.ends_at is not None:
        length = when.ends_at - when.starts_at
    about, *also = (part.strip(_EDGES) for part in f"{_before(line[: when.first])} {behind}".split("+"))
    return OneLine(
        wanted=Wanted.BOOK,
        starts_at=when.starts_at,
        lasts_for=length if length and timedelta(0) < length <= LONGEST_MEETING else None,
        topic=_ABOUT.sub("", about).strip(_EDGES),
        also=tuple(part for part in also if part),
    )


def _when(mention: Mention, line: str, now: datetime, find: FindDates) -> _When | Problem:
    first, last = mention.span
    day = _day(mention)
    if day is None:
        return Problem.NO_TIME
    if mention.start is not None and _is_gone(mention.start, now):
        taken = _year_was_the_hour(first, last, line, now, find)
        if taken:
            return taken
    hour = _HOUR.match(line, last) if not isinstance(mention.start, datetime) else None
    last_of_day = hour.end() if hour else last
    if _may_be_the_day(line[first:last_of_day], day.day):
        return _on_the_numbered_day(first, last_of_day, day, line, now)
    if isinstance(mention.start, datetime):
        ends_at = mention.end if isinstance(mention.end, datetime) else None
        return _When(first, last, mention.start, ends_at) if mention.grain == "minute" else Problem.NO_TIME
    is_one_day = mention.end is None or mention.end == mention.start
    return _at_the_hour(first, day, hour, now.tzinfo) if hour and is_one_day else Problem.NO_TIME


def _on_the_numbered_day(first: int, last: int, day: date, line: str, now: datetime) -> _When | Problem:
    """ "thu 24 10:00": the clock time behind it settles that the number is the day."""
    clock = _HOUR.match(line, last)
    if clock is not None and clock["minute"]:
        return _at_the_hour(first, day, clock, now.tzinfo)
    return Problem.DAY_OR_HOUR if day.day <= _LAST_HOUR else Problem.NO_TIME


def _is_gone(start: date, now: datetime) -> bool:
    return start <= now if isinstance(start, datetime) else start < now.date()


def _at_the_hour(first: int, day: date, hour: re.Match[str], zone: tzinfo | None) -> _When | Problem:
    starts = _clock(hour["hour"], hour["minute"] or hour["bare"], hour["half"])
    if starts is None:
        return Problem.NO_TIME
    starts_at = datetime.combine(day, starts, tzinfo=zone)
    ends = _clock(hour["to"], hour["to_minute"] or hour["to_bare"], hour["to_half"]) if hour["to"] else None
    ends_at = datetime.combine(day, ends, tzinfo=zone) if ends else None
    return _When(first, hour.end(), starts_at, ends_at)


def _year_was_the_hour(first: int, last: int, line: str, now: datetime, find: FindDates) -> _When | None:
    """ "24 Sep 10 price": read as a day of 2010, it is gone by; read as 10 o'clock, it is not."""
    short = _LAST_NUMBER.search(line, first, last)
    if short is None:
        return None
    again = find(line[first : short.start()], now)
    hour = _HOUR.match(line, short.start())
    if len(again) != 1 or hour is None or isinstance(again[0].start, datetime) or again[0].start is None:
        return None
    when = _at_the_hour(first, again[0].start, hour, now.tzinfo)
    return when if isinstance(when, _When) else None


def _may_be_the_day(said: str, day: int) -> bool:
    """ "thu 12", when that Thursday is the 12th: noon as well as the date."""
    number = _WEEKDAY_AND_NUMBER.fullmatch(said)
    return number is not None and int(number["number"]) == day


def _is_another(each: Mention, when: _When, line: str) -> bool:
    """Whether a further time stands beside the first, and not as a day in the topic ("price by Friday")."""
    first, last = each.span
    if last <= when.last:
        return False
    between = line[when.last : first]
    is_exact = isinstance(each.start, datetime) and each.grain == "minute"
    joined = _JOINING.fullmatch(between) or _OR_ELSE.search(between)
    return is_exact or joined is not None or not _is_lead(line[: when.first])


def _is_lead(before: str) -> bool:
    return not _before(before)


def _before(said: str) -> str:
    """What stands before the day, without words that only lead up to it."""
    return _LEADING.sub("", said.strip(_EDGES)).strip(_EDGES)


def _length(behind: str) -> tuple[timedelta | None, str]:
    found = _LENGTH.match(behind)
    if found is None:
        return None, behind
    hours = float((found["hours"] or "0").replace(",", "."))
    minutes = int(found["minutes"] or found["more"] or 0)
    return timedelta(hours=hours, minutes=minutes), behind[found.end() :]


def _clock(hour: str, minute: str | None, half: str | None) -> time | None:
    clock, past = int(hour), int(minute or 0)
    if half:
        if not 1 <= clock <= 12:
            return None
        clock = clock % 12 + (12 if half[0] in "pP" else 0)
    elif 1 <= clock <= _AFTERNOON_UNTIL and not hour.startswith("0"):
        clock += 12
    return time(clock, past) if clock <= 23 and past <= 59 else None


def _day(mention: Mention) -> date | None:
    return mention.start.date() if isinstance(mention.start, datetime) else mention.start


def _after(day: date, count: int, unit: str) -> date:
    if unit[0] in "mM":
        year, month = divmod(day.year * 12 + day.month - 1 + count, 12)
        return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
    return day + timedelta(count * (7 if unit[0] in "wW" else 1))


def _spelled_out(line: str, language: str) -> str:
    """The short weekday a line begins with, in full: "wed 9" and "Do 10" would else be read as words."""
    days = _SHORT_DAYS.get(language.casefold()[:2], _SHORT_DAYS["en"])

    def full(found: re.Match[str]) -> str:
        short = found["day"].casefold()
        return next((day for day in days.split() if day.casefold().startswith(short)), found["day"])

    return _SHORT_DAY.sub(full, line, count=1)


_EDGES = " \t,;:.!?-–—|\"'„“”‚‘’()"

_QUOTED = re.compile(r"[>|]")
_INTRODUCES = re.compile(r"(?:on|am|le|el)\b.{1,300}\b(?:wrote|schrieb|écrit|escribió)\b.{0,100}:$", re.IGNORECASE)
_HISTORY_BELOW = re.compile(
    r"-- ?$|_{8,}|-{2,} ?(?:original|ursprüngliche|forwarded|weitergeleitete)|(?:from|von|sent|gesendet): "
    r"|(?:sent from|gesendet von|von meinem) \S",
    re.IGNORECASE,
)
_REST = r"(?P<rest>.*)"
_BECAUSE = r"[\s,;:.–—-]*(?:because|as|since|weil|da|denn)?\b[\s,:;–—-]*"
_ANSWERS = {
    wanted: re.compile(pattern, re.IGNORECASE)
    for wanted, pattern in {
        Wanted.LET_GO: rf"(?:(?:please |bitte )?let (?:(?:it|them|him|her) )?go|loslassen|gehen lassen|ziehen lassen)"
        rf"(?:[.!]*|[.,;:]* *(?:because|weil|da)\b{_REST})",
        Wanted.LATER: rf"(?:later|später|spaeter)\b[\s,:]*(?:in (?=\d))?{_REST}",
        Wanted.NONE_BECAUSE: rf"(?:none|no next step|not asked|keiner|keine|keins|nicht gefragt)\b"
        rf"(?: needed| nötig| noetig)?{_BECAUSE}{_REST}",
        Wanted.WOULD_NOT: rf"(?:(?:they|he|she|sie|er) )?(?:would not|wouldn['’]t|refused|wollten? nicht)\b"
        rf"[\s,:;.–—-]*{_REST}",
    }.items()
}
_REASON = re.compile(r"\b(?:because|weil|da)\b", re.IGNORECASE)
_PERIOD = re.compile(
    r"(?P<count>[1-9]\d{0,2}) ?(?P<unit>d|days?|w|wks?|weeks?|m|mo|months?|tage?n?|t|wochen?|monate?n?)\.?",
    re.IGNORECASE,
)
_HOUR = re.compile(
    r",? *(?:(?:at|um|@|from|von) *)?"
    r"(?P<hour>\d{1,2}?)(?:[:.h](?P<minute>[0-5]\d)|(?P<bare>15|30|45|00(?<=\d{4}))(?!\d))?(?!\d)"
    r"(?: ?(?P<half>[ap])\.?m\b\.?| ?uhr\b| ?o['’]clock\b|h\b)?"
    r"(?: ?(?:-|–|to|bis) ?(?P<to>\d{1,2}?)"
    r"(?:[:.h](?P<to_minute>[0-5]\d)|(?P<to_bare>15|30|45|00(?<=\d{4}))(?!\d))?(?!\d)"
    r"(?: ?(?P<to_half>[ap])\.?m\b\.?| ?uhr\b|h\b)?)?"
    r"(?![:/.]?\d|(?:st|nd|rd|th)\b| ?%)",
    re.IGNORECASE,
)
_LAST_NUMBER = re.compile(r"\s\d{1,2}$")
_WEEKDAY_AND_NUMBER = re.compile(r"[^\W\d]+\.?,? (?P<number>\d{1,2})", re.IGNORECASE)
_JOINING = re.compile(r"[\s,/;|&-]*(?:or|oder|and|und|alternatively)?[\s,/]*", re.IGNORECASE)
_OR_ELSE = re.compile(r"\b(?:or|oder)\s*$", re.IGNORECASE)
_LENGTH = re.compile(
    r"[,;]? *(?:for |für )?(?:"
    r"(?P<minutes>\d{1,3}) ?(?:m|mins?|minutes?|minuten)\b|"
    r"(?P<hours>\d{1,2}(?:[.,]\d)?) ?(?:h|hrs?|hours?|std|stunden?)(?P<more>[0-5]\d)?\b)",
    re.IGNORECASE,
)
_LEADING = re.compile(
    r"(?:(?:ok|okay|yes|ja|book|please|bitte|let['’]?s|take|say|sagen|wir|we|on|am|next|meet|buche?n?)\b[\s,:]*)+$",
    re.IGNORECASE,
)
_ABOUT = re.compile(r"^(?:about|re|on|over|topic|über|ueber|thema|zu|for|für)\b[\s:]*", re.IGNORECASE)
_SHORT_DAY = re.compile(r"^(?P<day>[^\W\d_]{2,5})(?:\.?,?(?= +(?:\d|at\b|um\b)))", re.IGNORECASE)
_SHORT_DAYS = {
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "de": "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
}
