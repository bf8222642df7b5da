"""What a written reply says to one slot we asked for: yes, another time, no, or not clear (METHOD 3, 4)."""

import re
from dataclasses import dataclass
from datetime import date, datetime, tzinfo
from enum import StrEnum

from foothold.core.conversation import Conversation, Turn
from foothold.core.evidence import Side
from foothold.reading.conversations import Findings, read_conversation
from foothold.reading.looks import looks_at
from foothold.reading.replies import Answer, OtherQuestions, asks, reply
from foothold.reading.slot_doubts import excludes, is_anothers_hour, is_of_something_else
from foothold.reading.slots import Moment, Slot
from foothold.reading.speeches import speeches

LONGEST = 20_000
"""Characters of a reply that are read."""
_OURS, _THEIRS = "us", "them"
_INSTEAD = re.compile(r"\b(?:instead|rather|better|prefer)\b")

_IS_AWAY = re.compile(
    r"\b(?:out of (?:the |my )?office|away from (?:the |my )?(?:office|desk)|on (?:vacation|holiday|leave|annual leave)"
    r"|(?:parental|maternity|paternity|sick) leave|ooo\b)"
)
_WILL_ANSWER = re.compile(
    r"\b(?:i|we)(?:'ll|\u2019ll| will| shall)(?: then| be able to)? "
    r"(?:answer|reply|respond|read|return|be back|come back|get back|write back)\b"
)
"""What an out-of-office note promises: not to come, but to answer."""
_IN_COURT = re.compile(
    r"\bsee (?:you|u|ya|y'all|each other)(?: all| both)?(?: [\w-]+){0,4}? in (?:court|hell)\b(?! ?yard)"
)
"""A threat that sounds like "see you then"."""
_CLOCK = (
    r"(?:at )?(?P<hour>[01]?\d|2[0-3])(?:[:.h](?P<minute>[0-5]\d))?(?: ?(?P<half>[ap]\.?m\b))?"
    r"(?![\d:%]| ?(?:min|people|of ))"
)
_BUT = r"\b(?:but|though|although|however)\b[^.!?]{0,30}?"
_RATHER = re.compile(rf"{_BUT}\b(?:prefer|rather)(?: (?:have|do|take|to|it|at|meet))* {_CLOCK}", re.IGNORECASE)
_BETTER = re.compile(
    rf"{_BUT} {_CLOCK}(?: o'clock)?(?: is|'s| would be| suits me| works)"
    r" (?:even |much |a bit )?(?:better|best|easier)\b",
    re.IGNORECASE,
)
"""A time on the clock they would rather have, beside a yes."""
_DECLINED = re.compile(r"\W*(declined)\W*(?:\n|$)", re.IGNORECASE)
"""The word alone, as a calendar would say it."""


class Said(StrEnum):
    """What they answered; the first three with the words that say it."""

    YES = "yes"
    OTHER_TIME = "other time"
    NO = "no"
    NOT_CLEAR = "not clear"


@dataclass(frozen=True, slots=True)
class SlotAnswer:
    """The answer, the sentence it rests on, and the time they ask for instead; of a day without a time `on` alone."""

    said: Said
    quote: str = ""
    new_start: datetime | None = None
    on: date | None = None

    @property
    def day_alone(self) -> str:
        """The day they ask for without a time, as "Fri 25 Sep"; empty where they ask for none."""
        return f"{self.on:%a %d %b}" if self.said is Said.OTHER_TIME and self.on and not self.new_start else ""


def answer_to_slot(text: str, start: datetime, now: datetime, zone: tzinfo) -> SlotAnswer:
    """Read `text` as a customer's answer to the question whether `start` suits him.

    `start` and `now` aware, else ValueError. Half a yes is not clear: a false yes is the costliest error.
    """
    if start.utcoffset() is None or now.utcoffset() is None:
        raise ValueError("a slot has a time zone")
    words = text[:LONGEST].strip()
    if not words:
        return SlotAnswer(Said.NOT_CLEAR)
    moment = Moment(now.astimezone(zone), zone)
    answer = _read(words, start, moment)
    if answer.said is Said.NO and is_of_something_else(answer.quote):
        return _no_beside(words, answer, start, moment)
    if answer.said is Said.OTHER_TIME and is_anothers_hour(answer.quote):
        return SlotAnswer(Said.NOT_CLEAR)
    declined = _DECLINED.match(words) if answer.said is Said.NOT_CLEAR else None
    return SlotAnswer(Said.NO, declined[1]) if declined else answer


def _no_beside(words: str, of_a_thing: SlotAnswer, start: datetime, moment: Moment) -> SlotAnswer:
    """A no to a thing refuses nothing; a no to the slot beside it does. What else stands there stays unclear."""
    rest = words.replace(of_a_thing.quote, " ").strip()
    other = _read(rest, start, moment) if rest and of_a_thing.quote in words else SlotAnswer(Said.NOT_CLEAR)
    is_no = other.said is Said.NO and not is_of_something_else(other.quote)
    return other if is_no else SlotAnswer(Said.NOT_CLEAR)


def _read(words: str, start: datetime, moment: Moment) -> SlotAnswer:
    zone = moment.tz
    asked = f"Shall we meet on {start.astimezone(zone):%A %d %B %Y at %H:%M}?"
    conversation = _exchange(asked, words)
    sides: dict[str | None, Side] = {_OURS: Side.OURS, _THEIRS: Side.CUSTOMER}
    found = read_conversation(conversation, sides, moment)
    named = found.step.start
    if found.refused:
        return SlotAnswer(Said.NO, _quote(found))
    if named is not None and named != start and found.step.grade in ("proposed", "agreed"):
        return SlotAnswer(Said.OTHER_TIME, _quote(found), named)
    if found.step.grade == "agreed" and named == start:
        return _unless_spoilt(SlotAnswer(Said.YES, _quote(found)), words, start, moment)
    return _without_a_time(conversation, sides, moment, start)


def _unless_spoilt(yes: SlotAnswer, words: str, start: datetime, moment: Moment) -> SlotAnswer:
    """The yes, unless the words it rests on are another one, or say what they would rather have."""
    low = yes.quote.lower()
    if excludes(yes.quote, start.astimezone(moment.tz)):
        return SlotAnswer(Said.NOT_CLEAR)
    if _IN_COURT.search(low):
        return SlotAnswer(Said.NOT_CLEAR)
    if _IS_AWAY.search(words.lower()) and _WILL_ANSWER.search(low):
        return SlotAnswer(Said.NOT_CLEAR)
    rather = _RATHER.search(yes.quote) or _BETTER.search(yes.quote)
    if rather is None:
        return yes
    clock = int(rather["hour"]), int(rather["minute"] or 0)
    day = start.astimezone(moment.tz)
    if clock in {(day.hour, day.minute), (day.hour % 12, day.minute)}:
        return yes
    instead = _on_the_clock(clock, rather["half"], day)
    return SlotAnswer(Said.OTHER_TIME, yes.quote, instead) if instead else SlotAnswer(Said.NOT_CLEAR)


def _on_the_clock(clock: tuple[int, int], half: str | None, day: datetime) -> datetime | None:
    """That time on the day of the slot; of a bare small number the half of the day is not known."""
    hour, minute = clock
    if half:
        hour = hour % 12 + 12 * half.lower().startswith("p")
    elif hour < 8:
        return None
    return day.replace(hour=hour, minute=minute, second=0, microsecond=0) if hour < 24 and minute < 60 else None


def _exchange(asked: str, answered: str) -> Conversation:
    text = f"{asked}\n{answered}"
    turns = (Turn(_OURS, 0, len(asked)), Turn(_THEIRS, len(asked) + 1, len(text)))
    return Conversation("-", "txt", text, turns, "", spoken=False)


def _without_a_time(
    conversation: Conversation, sides: dict[str | None, Side], moment: Moment, start: datetime
) -> SlotAnswer:
    """Another day that comes without a time, or a no to this time that names no other."""
    asked, answered = speeches(conversation, sides)[:2]
    looks = looks_at(answered, moment)
    this_day = start.astimezone(moment.tz).date()
    for look in looks:
        if asks(look.sentence) or _INSTEAD.search(look.low):
            other = next(
                (slot.day for slot in look.slots if slot.start is None and slot.day not in (None, this_day)), None
            )
            if other is not None:
                return SlotAnswer(Said.OTHER_TIME, look.sentence.text.strip(), on=other)
    offered: list[Slot] = [slot for look in looks_at(asked, moment) for slot in look.slots][:1]
    pairs = [(look.sentence, list(look.slots)) for look in looks]
    found = reply(answered, pairs, offered, True, OtherQuestions.NONE) if offered else None
    if found is not None and found.answer is Answer.NO and found.sentence is not None:
        return SlotAnswer(Said.NO, found.sentence.text.strip())
    return SlotAnswer(Said.NOT_CLEAR)


def _quote(found: Findings) -> str:
    """Their own words, never ours."""
    evidence = [*found.endings.refusal, *found.step.evidence] if found.refused else found.step.evidence
    theirs = [each.text.strip() for each in evidence if each.side is Side.CUSTOMER]
    return theirs[-1] if theirs else ""
