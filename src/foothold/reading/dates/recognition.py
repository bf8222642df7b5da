"""Where a text speaks of time, and what it means by it: recognition, before anything is resolved."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from foothold.reading.dates.grammar import Found, Reader, Tokens
from foothold.reading.dates.meaning import (
    Bound,
    Day,
    DayIn,
    DayOfMonth,
    Meaning,
    MonthDay,
    Said,
    Weekday,
    WeekdayIn,
    Window,
)
from foothold.reading.dates.tokens import Language, tokenize

_LONGEST_JOINT = 20
# Tokens that a mention may have before the first one that tells of time ("some time around the second half of ...").
_FURTHEST = 8
# Tokens after which the reader's memory is emptied: it stays small however long the text is.
_REMEMBERED = 1000

Place = tuple[int, int, Meaning]
"""start and end in code points, and what is said there"""


def mentions(text: str, language: Language) -> Iterator[Place]:
    """Every mention with its place, left to right, none overlapping."""
    found = list(_found(text, language))
    for number, (place, following) in enumerate(pairwise(found)):
        if _are_joined(text, place, following, language):
            found[number + 1] = (*following[:2], _in_week_of(following[2], place[2]))
    for number in range(len(found) - 2, -1, -1):
        place, following = found[number], found[number + 1]
        if _are_joined(text, place, following, language):
            found[number] = (*place[:2], _in_month_of(_in_week_of(place[2], following[2]), following[2]))
    return iter(found)


def _are_joined(text: str, place: Place, following: Place, language: Language) -> bool:
    between = text[place[1] : following[0]]
    return len(between) < _LONGEST_JOINT and between.lstrip(".").strip() in language.joints


def _in_month_of(meaning: Meaning, beside: Meaning) -> Meaning:
    """ "The 18th and 19th of June": the month said last holds for both."""
    if not (isinstance(meaning, Said) and isinstance(beside, Said)):
        return meaning
    day, other = meaning.when, beside.when
    if isinstance(day, DayOfMonth) and isinstance(other, MonthDay) and day.number < other.number:
        return replace(meaning, when=replace(other, number=day.number, weekday=day.weekday))
    return meaning


def _in_week_of(meaning: Meaning, beside: Meaning) -> Meaning:
    """ "Tuesday or Wednesday next week", "next Monday or Tuesday": the week said once holds for both."""
    if not (isinstance(meaning, Said) and isinstance(beside, Said)):
        return meaning
    day, other = meaning.when, beside.when
    if not (isinstance(day, Weekday) and not day.which and not day.weeks):
        return meaning
    if isinstance(other, WeekdayIn):
        return replace(meaning, when=WeekdayIn(day.weekday, other.week))
    if isinstance(other, Weekday) and other.which == "next":
        return replace(meaning, when=replace(day, which="next"))
    return meaning


def _found(text: str, language: Language) -> Iterator[Place]:
    tokens = tokenize(text, language)
    reader = Reader(language.grammar, tokens)
    top = language.grammar.rules[language.top]
    masks = tokens.masks
    size = len(masks) - 1
    at, forgotten = 0, 0
    telling = [*_telling(tokens.words, language), size]
    upcoming = 0
    while at < size:
        while telling[upcoming] < at:
            upcoming += 1
        if telling[upcoming] - at > _FURTHEST:
            at = telling[upcoming] - _FURTHEST
            if at >= size:
                return
        if at - forgotten > _REMEMBERED:
            reader.forget()
            forgotten = at
        found = reader.find(top, at) if masks[at] & top.firsts else None
        if found is None:
            at += 1
            continue
        yield _place(tokens, found)
        at = found.end
        for more in _more(reader, language, found):
            yield _place(tokens, more)
            at = more.end


def _telling(words: list[str], language: Language) -> Iterator[int]:
    """The tokens that tell of time: no mention is without one."""
    for number, word in enumerate(words):
        if language.tells(word):
            yield number


def _place(tokens: Tokens, found: Found) -> Place:
    end = found.end
    while end > found.begin + 1 and tokens.words[end - 1] in {".", ","}:  # the sentence's, not the date's
        end -= 1
    return tokens.starts[found.begin], tokens.ends[end - 1], found.meaning


def _more(reader: Reader, language: Language, found: Found) -> Iterator[Found]:
    """ "The 5th, 12th and 24th", "Tuesday at ten or eleven": the day or month said once holds on."""
    more_days, more_clocks = (language.grammar.rules[name] for name in language.more)
    meaning = found.meaning
    said = meaning.said if isinstance(meaning, Bound) else meaning
    at = found.end
    while isinstance(said, Said):
        more: Found | None = None
        if said.clock is None and isinstance(said.when, MonthDay | DayOfMonth | DayIn):
            more = reader.find(more_days, at)
            if more is not None:
                said = replace(said, when=_same_month(said.when, more.meaning))
        elif said.clock is not None and not isinstance(said.clock, Window):
            more = reader.find(more_clocks, at)
            if more is not None:
                said = replace(said, clock=more.meaning)
        if more is None or _begins_a_longer_one(reader, language, said, more):
            return
        yield Found(more.end, said, more.begin)
        at = more.end


def _begins_a_longer_one(reader: Reader, language: Language, said: Said, more: Found) -> bool:
    """ "1 pm or 9 am on Monday": no day was said yet, and the second time has one of its own."""
    whole = reader.find(language.grammar.rules[language.top], more.begin) if said.when is None else None
    return whole is not None and whole.end > more.end


def _same_month(day: MonthDay | DayOfMonth | DayIn, number: int) -> Day:
    if isinstance(day, DayIn):
        return replace(day, number=number)
    return replace(day, number=number, weekday=None)
