"""Whether an answer's words are of this meeting and this slot: a thing, a person, another hour is not it (METHOD 4)."""

import re
from datetime import datetime, time

_A_CLOCK = r"(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))? ?(?P<half>[ap]\.?m\b)?(?:o'clock)?(?![\d:%])"
_NO_DAY = (
    r"(?! ?(?:(?:st|nd|rd|th|min|minutes|hours?|days?|weeks?|people)\b"
    r"|(?:jan|feb|mar|apr|may|june?|july?|aug|sep|oct|nov|dec)[a-z]*\b))"
)
_NOT_BEFORE = re.compile(rf"\b(?:after|from|past|later than|not before)(?: about)? {_A_CLOCK}{_NO_DAY}", re.IGNORECASE)
_NOT_AFTER = re.compile(rf"(?<!not )\b(?:before|until|till|by|earlier than) {_A_CLOCK}{_NO_DAY}", re.IGNORECASE)
_IS_BAD = (
    r"(?: (?:is|are|would be|looks?)|'s) (?:\w+ )?(?:bad|out|full|busy|taken|difficult|impossible|not|no good)\b"
    r"| (?:isn't|aren't|does not|doesn't|do not|don't|won't|will not|can't)\b"
)
_IS_GOOD = (
    r" (?:works?|suits?)\b|(?: (?:is|are|would be|looks?)|'s) (?:\w+ )?"
    r"(?:good|fine|ok|okay|better|best|great|perfect|possible|easier)\b"
)
_CLOCK_DENIED = re.compile(
    rf"\b(?:(?:not|never|except)(?: at| for)? {_A_CLOCK}{_NO_DAY}|(?P<clock>(?:[01]?\d|2[0-3])(?:[:.h][0-5]\d)?)"
    rf"(?: ?(?P<of>[ap]\.?m)\b)?(?:{_IS_BAD}))",
    re.IGNORECASE,
)
_PARTS = {"morning": (time(0), time(12)), "afternoon": (time(12), time(18)), "evening": (time(17), time(23, 59))}
_PART_GOOD = re.compile(rf"\b(?P<part>morning|afternoon|evening)s?(?: only| then)?(?:{_IS_GOOD})", re.IGNORECASE)
_PART_BAD = re.compile(rf"\b(?P<part>morning|afternoon|evening)s?(?:{_IS_BAD})", re.IGNORECASE)

_MEETING = (
    r"(?:meeting|call|appointment|visit|session|slot|date|invitation|invite|demo|booking|talk|it|this|that|us|our"
    r"|mon|tues?|wednes|thurs?|fri|satur|sun)"
)
_OF_A_THING = re.compile(
    rf"\b(?:cancel|call off|decline|skip) (?:(?:my|our|your|the|a) )(?!(?:[\w-]+ ){{0,2}}?{_MEETING}(?:day)?\b)"
    r"|\bno (?:real |more )?need (?:to|for you to) (?!meet|talk|speak|come|call|see|discuss|continue|proceed)"
    r"|\b(?:not|n't) interested in [^.!?]{0,200}?\b(?:only|just|rather)\b"
    r"|\b(?:do not|don't|haven't|have not) (?:yet )?(?:have|got|get|received?)"
    r" (?:the|any|your|our|all|my) (?!time|day|slot)",
    re.IGNORECASE,
)
_FOR_SOMEBODY_ELSE = re.compile(
    r"\b(?:work|suit|fit|good|possible|convenient)(?: \w+)? for (?!Me\b|Us\b|I\b)"
    r"(?:my (?:boss|colleague)|[A-Z][a-z]+)\b(?! (?:and|or) (?:me|I|us|myself)\b)"
)

_ANOTHERS_HOUR = re.compile(
    r"\b(?:have|have got|'ve got|got) (?:another|an?|my|our) (?:[\w-]+ ){0,2}?"
    r"(?:meeting|call|appointment|flight|train|visit|conference|deadline|training|lunch)\b"
    r"|\b(?:our|the) [\w-]+ (?:stops|starts|begins|ends|closes|opens|leaves|shuts|arrives)\b",
    re.IGNORECASE,
)
_WISHES = re.compile(
    r"\?|\b(?:instead|rather|better|prefer|let's|let us|how about|what about|could|can we|shall|free|available|suits?"
    r"|works?|move|meet|possible)\b",
    re.IGNORECASE,
)
_BESIDE_IT = re.compile(r"\bbefore (?:the|our|this) (?:meeting|call|appointment|visit|session)\b|\bbeforehand\b", re.I)


def is_of_something_else(no: str) -> bool:
    """Whether a no is to a thing or for another person: "Please cancel my hotel room." is no refusal of the meeting."""
    return bool(_OF_A_THING.search(no) or _FOR_SOMEBODY_ELSE.search(no))


def is_anothers_hour(words: str) -> bool:
    """Whether a time is named that is not asked for: "I have another meeting at 11", "call me before the meeting"."""
    return bool(_BESIDE_IT.search(words) or (_ANOTHERS_HOUR.search(words) and not _WISHES.search(words)))


def excludes(yes: str, start: datetime) -> bool:
    """Whether a yes is to hours the slot is not in, or denies its own; `start` on the clock of who answers.

    >>> excludes("After 3pm works for me.", datetime(2026, 9, 24, 10))
    True
    >>> excludes("Any time after 9 works for me.", datetime(2026, 9, 24, 10))
    False
    """
    clock = start.time().replace(second=0, microsecond=0)
    good = [_PARTS[found["part"].lower()] for found in _PART_GOOD.finditer(yes)]
    bad = [_PARTS[found["part"].lower()] for found in _PART_BAD.finditer(yes)]
    return (
        any(clock < _clock(found["hour"], found["minute"], found["half"]) for found in _NOT_BEFORE.finditer(yes))
        or any(clock >= _clock(found["hour"], found["minute"], found["half"]) for found in _NOT_AFTER.finditer(yes))
        or any(clock == _denied(found) for found in _CLOCK_DENIED.finditer(yes))
        or bool(good and not any(first <= clock < last for first, last in good))
        or any(first <= clock < last for first, last in bad)
    )


def _denied(found: re.Match[str]) -> time:
    if found["hour"]:
        return _clock(found["hour"], found["minute"], found["half"])
    hour, _point, minute = re.sub("[.h]", ":", found["clock"].lower()).partition(":")
    return _clock(hour, minute, found["of"])


def _clock(hour: str, minute: str | None, half: str | None) -> time:
    """As it is said while a day is planned: "after 3" is in the afternoon."""
    said = int(hour)
    if half:
        said = said % 12 + 12 * half.lower().startswith("p")
    elif said < 7 and len(hour) == 1:
        said += 12
    return time(said, int(minute or 0))
