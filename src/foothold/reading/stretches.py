"""A sentence made plain for the rules and the weights of single acts: one way of writing for many.

Lower case, contractions written out, fillers and repeated words of speech gone, and every mention of time
replaced by a mark (~day, ~week, ~past, ~habit, ~span; english/acts says what each stands for).
"""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from foothold.reading.dates import DateMention, find_dates
from foothold.reading.english import plain as en
from foothold.reading.phrases import Phrase
from foothold.reading.slots import Moment
from foothold.reading.speeches import lowered

LONGEST_READ = 1200
"""Code points of a sentence, and of its neighbours, that are read; no sentence of talk or mail is longer."""


class Stretch(NamedTuple):
    """One clause-like piece of the plain text, with the mentions of time it holds."""

    text: str
    said: str
    words: frozenset[str]
    mentions: tuple[DateMention, ...]
    spoken: bool

    def has(self, phrase: Phrase) -> bool:
        return phrase.search(self.said, self.words) is not None


_WORD = re.compile(r"~?[^\W_]+(?:['-][^\W_]+)*")
_END = re.compile(r"[.!?;…]+[\"')\]]*(?=\s|$)|\n\s*(?=\n|[-*•]|\d{1,2}[.)])|\s(?:-{1,3}|–|—)\s|,? but (?=\w)")
_SOUND = re.compile(r"\{\w*\}?|\[\w{0,20}\]")
_MEAL = re.compile(r"\b(?:breakfast|lunch|dinner|supper)\b")
_FAR_DAY = re.compile(r"in (?!half|an?\b)[\w -]*?(?:days|weeks?|months?)")


_SPOKEN = re.compile(r"\{|\s[,?.](?:\s|$)|\b(?:uh|um|mm|hmm|uhm|uhhuh)\b", re.IGNORECASE)


@lru_cache(maxsize=1024)  # every sentence is asked about three times: for itself and for both its neighbours
def is_talk(text: str) -> bool:
    """Whether it is a raw record of speech, where "let us discuss the buttons" goes on with the meeting at hand."""
    return text[:LONGEST_READ].islower() or _SPOKEN.search(text[:LONGEST_READ]) is not None


def stretches_of(text: str, moment: Moment, spoken: bool) -> list[Stretch]:
    mentions = find_dates(text, moment.now, moment.tz, moment.locale)
    stretches = []
    begin = 0
    for end, next_begin in _ends(text, mentions):
        if next_begin > begin:
            inside = tuple(m for m in mentions if begin <= m.span[0] < next_begin)
            stretches.append(stretch(text, (begin, end), inside, moment, spoken))
        begin = next_begin
    return stretches


def _ends(text: str, mentions: list[DateMention]) -> list[tuple[int, int]]:
    """Where stretches end and the next begin; never within a mention ("8 a.m. Tuesday")."""
    ends = [
        (found.end() if "?" in found.group() else found.start(), found.end())
        for found in _END.finditer(text)
        if not any(m.span[0] < found.end() < m.span[1] for m in mentions)
    ]
    return [*ends, (len(text), len(text))]


def stretch(
    text: str, span: tuple[int, int], mentions: tuple[DateMention, ...], moment: Moment, spoken: bool
) -> Stretch:
    begin, end = span
    parts = []
    at = begin
    for mention in mentions:
        parts.append(text[at : mention.span[0]])
        parts.append(_mark(mention, moment))
        at = mention.span[1]
    parts.append(text[at:end])
    said = plain("".join(parts))
    return Stretch(text[begin:end], said, words_of(said), mentions, spoken)


def words_of(said: str) -> frozenset[str]:
    return frozenset(_WORD.findall(said))


def plain(text: str) -> str:
    said = lowered(text).replace("_", "")
    if "{" in said or "[" in said:
        said = _SOUND.sub(" ", said)
    if "'" in said:
        for short, full in en.CONTRACTIONS:
            said = said.replace(short, full)
    words = said.split()
    kept: list[str] = []
    for word in words:
        if word in en.FILLERS or (kept and word == kept[-1] and not word.startswith("~")):
            continue
        kept.append(en.SHORTHAND.get(word, word))
    said = " ".join(kept)
    return said.replace(" ,", ",").replace(" ?", "?") if " ," in said or " ?" in said else said


def _mark(mention: DateMention, moment: Moment) -> str:
    """What stands for a mention in the plain text."""
    low = mention.text.lower()
    if mention.kind == "set":
        return "~habit"
    if mention.kind == "duration":
        return "~span"
    if is_over(mention, low, moment.now):
        return "~past"
    meal = _MEAL.search(low)
    opening = f"{meal.group()} " if meal else "by " if low.startswith(("by ", "before ", "until ", "till ")) else ""
    return opening + ("~day" if is_specific(mention, low) else "~week")


def is_over(mention: DateMention, low: str, now: datetime) -> bool:
    """Told by relative words alone: a full date with its year says nothing where the sentence's own time is unknown."""
    if low == "earlier today":
        return True
    if "last" in low or "yesterday" in low or "ago" in low or "previous" in low:
        last = mention.end or mention.start
        return last is not None and day_of(last) <= now.date()
    return False


def is_specific(mention: DateMention, low: str) -> bool:
    """A day, a clock time, or a few named days; not "this weekend", "in 45 days", "the week of May 3"."""
    if mention.grain not in ("minute", "hour", "day"):
        return False
    if mention.grain == "day" and (
        _FAR_DAY.match(low)
        or ("end of" in low and "day" not in low)
        or ("week" in low and "week from" not in low and "weeks from" not in low)
    ):
        return False
    if mention.start is None or mention.end is None:
        return True
    return day_of(mention.end) - day_of(mention.start) <= timedelta(days=6)


def day_of(when: date | datetime) -> date:
    return when.date() if isinstance(when, datetime) else when
