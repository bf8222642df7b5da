"""Promises: who said what he would do, by when (METHOD 3, "Commitment"; READING, "Due dates").

Offers to send the invitation, confirmations of a slot, "think about it" and "leave it with me" promise
nothing (READING 9). A promise of a question ("shall I send...?", "could you send...?") is one once the
other side takes it up.
"""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from foothold.core.commitments import HomeworkKind
from foothold.core.evidence import Evidence, Side
from foothold.reading import english as en
from foothold.reading.dates import DateMention
from foothold.reading.phrases import Phrase
from foothold.reading.slots import Moment
from foothold.reading.speeches import Sentence


@dataclass(frozen=True, slots=True)
class Promise:
    """A promise found in one sentence: its words from `start` to `end`, by whom, and how firmly."""

    sentence: Sentence
    start: int
    end: int
    what: str
    who: str | None
    """A third person's name or role ("my colleague"); None for the speaker."""
    due: date | None
    kind: HomeworkKind
    conditional: bool
    to_write: bool = False
    """A promise to answer by mail: with a day and a time it is an email_appointment (READING 8)."""


@dataclass(frozen=True, slots=True)
class Commitment:
    """What one side is to do, with the words it rests on. `firm`: dated and unconditional."""

    side: Side
    owner: str | None
    what: str
    due: date | None
    kind: HomeworkKind
    firm: bool
    evidence: tuple[Evidence, ...]


_CLAUSE_END = re.compile(
    r"[.;!?\n]|, (?:and|so|but|then|i|we|you|because|which|if|could|can|what|how|shall|ok|okay|thanks|let's)\b| (?:but|because|so that|so we|so you|and then|and (?:i|we|you)(?:'ll)?|while|although|unless|if you|when we|then we|for our (?:next )?(?:call|meeting)) |,? (?:ok|okay|alright|right)\?? *$"
)
_NEEDED = re.compile(r"(?:i|we)(?: should| need| have| must| plan| intend| am|'ve)\b")
_POSSIBLE = re.compile(r"(?:(?:i|we)(?: can| could|'d)|let me|happy to|i'd be)\b")
_TRIM = re.compile(
    r"(?:^[\s,;:–-]+)|(?:[\s,;:–.!?-]+$)|(?:\s+(?:by|on|at|for|before|until|in|within|the|and|or|then|to|from|this|next|latest|around|about|please|of|till|end)$)"
)
_PRONOUN_THING = re.compile(r"(?:\w+ )?(?:it|that|this|them|those|these|you|us|so)?$")


def promise_in(sentence: Sentence, mentions: list[DateMention], moment: Moment) -> Promise | None:
    """The first promise of a sentence, by its speaker or in a third person's name; None if there is none."""
    low, words = sentence.low, sentence.words
    if en.NEVER.search(low, words):
        return None
    for found in en.SELF_PROMISE.all(low, words):
        promise = _promise(sentence, found, mentions, moment)
        if promise:
            return promise
    return None


def _promise(sentence: Sentence, found: re.Match[str], mentions: list[DateMention], moment: Moment) -> Promise | None:
    low = sentence.low
    groups = found.groupdict()
    name = next(name for name in ("bare", "present", "verb", "thing", "verb2") if groups[name])
    start = found.start(name)
    end = _clause_end(low, start)
    clause = low[start:end]
    opening = low[found.start() : start]
    if (
        sentence.is_question
        and end >= len(low.rstrip("? "))
        and re.match(r"(?:can|could|shall|will|would|should|do)\b", low)
    ):
        return None
    if en.NEGATED.search(opening, frozenset()) or low[: found.start()].rstrip().endswith(
        ("if", "when", "whether", "that", "what", "how", "why", "who")
    ):
        return None
    if re.search(r"\b(?:last (?:week|month|year|time)|yesterday|ago)\b", clause):
        return None
    if name == "thing" and not re.search(
        r"\b(?:by|on|tomorrow|today|tonight|before|within|from (?:me|us)|in your|first thing)\b", clause
    ):
        return None
    due = due_of(sentence, found.start(), end, mentions, moment)
    if name == "present" and (due is None or not re.match(r"\S+ (?:you|us|the|our|my|it|them)\b", clause)):
        return None  # "we send invoices on Mondays" tells a habit
    needed = bool(_NEEDED.match(opening))
    if needed and due is None:
        return None
    if name != "thing" and not _is_deliverable(
        groups[name], clause, needed or bool(_POSSIBLE.match(opening)), due is not None
    ):
        return None
    what = _deliverable(sentence, start, end, mentions)
    if name == "verb2" and not _is_person(groups["who"] or ""):
        return None
    if len(re.findall(r"[^\W_]+", what)) < 2 and not re.search(r"\w{4,}", what):
        return None
    return Promise(
        sentence=sentence,
        start=start,
        end=end,
        what=what,
        who=(groups["who"] or "").strip() or None if name == "verb2" else None,
        due=due,
        kind=kind_of(clause),
        conditional=_is_conditional(sentence, opening, end),
        to_write=bool(en.MAIL_VERB.search(clause, frozenset(re.findall(r"\w+", clause))))
        and not re.match(r"(?:send|forward|share)\b(?!.*\bby (?:e-?)?mail)", clause),
    )


def _is_deliverable(verb: str, clause: str, weak: bool, dated: bool) -> bool:
    """Whether something comes of it: "send the data" does, "be in touch" and "think about it" do not.

    What is merely said to be needed or possible ("we have to decide", "we can make it smaller") is a
    promise only where it hands something over or has a day.
    """
    if en.NOT_A_PROMISE.opens(clause):
        return False
    if verb in en.DELIVER:
        return True
    if verb in en.UNDELIVERABLE and not en.GOOD_OBJECTS.opens(clause):
        return False
    if verb not in en.DELIVER_IF_BOUND and verb not in en.UNDELIVERABLE:
        return False
    words = frozenset(re.findall(r"[^\W_]+", clause))
    return (dated and not weak) or (bool(en.FOR_SOMEONE.search(clause, words)) and not weak)


def _is_person(who: str) -> bool:
    low = who.strip()
    if low in ("he", "she", "they"):
        return True
    return bool(
        re.fullmatch(r"(?:my|our) [\w -]+|[a-z]+(?: [a-z]+){0,2}(?: (?:from|in|at) [a-z]+)?", low)
    ) and not re.match(
        r"(?:the|a|an|this|that|these|those|what|who|which|there|here|it|how|when|where|if|as|then|and|but|so|or|nothing|everything|something|anything|nobody|price|prices|time|things?|thursday|monday|tuesday|wednesday|friday|saturday|sunday|tomorrow|today|all|one|none|some|both|our (?:customers?|clients?|price|product|system|machine|software|solution|goal)|your)\b",
        low,
    )


def _is_conditional(sentence: Sentence, opening: str, end: int) -> bool:
    around = opening + " " + sentence.low[end : end + 60] + " " + sentence.low[: len(opening)]
    return bool(en.CONDITIONAL.search(around, frozenset()))


def _clause_end(low: str, start: int) -> int:
    found = _CLAUSE_END.search(low, start + 3)
    return found.start() if found else len(low)


def _deliverable(sentence: Sentence, start: int, end: int, mentions: list[DateMention]) -> str:
    """The promised thing in the speaker's words, without the day it is due."""
    keep = sentence.text[start:end]
    for mention in reversed(mentions):
        left, right = mention.span[0] - start, mention.span[1] - start
        if 0 < left < len(keep) and mention.kind != "duration":
            keep = keep[:left] + " " + keep[max(right, left) :]
    previous = None
    keep = re.sub(r"\s+", " ", keep)
    while previous != keep:
        previous, keep = keep, _TRIM.sub("", keep)
    return keep


def due_of(sentence: Sentence, start: int, end: int, mentions: list[DateMention], moment: Moment) -> date | None:
    """The last day the promise may be kept: of the date in its clause, else of one that opens it ("By Friday I'll...")."""
    inside = [m for m in mentions if start <= m.span[0] < end]
    opening = [m for m in mentions if m.span[1] <= start and len(sentence.low[m.span[1] : start].strip(" ,")) == 0]
    days = [d for d in (due_day(m) for m in inside or opening) if d and d >= moment.now.date()]
    return days[0] if days else None


def due_day(mention: DateMention) -> date | None:
    """By Friday: Friday; end of next week: its Friday; within two weeks: today + 14 (READING, "Due dates")."""
    if mention.kind not in ("point", "range") or mention.grain == "vague":
        return None
    last = mention.end or mention.start
    if last is None or (mention.end is None and mention.text.lower().startswith(("after", "from", "since"))):
        return None
    day = last.date() if isinstance(last, datetime) else last
    if mention.grain == "week" and day.weekday() == 6:
        return day - timedelta(days=2)
    return day


def kind_of(clause: str) -> HomeworkKind:
    """The kind of homework (METHOD 3), by the words of the promise."""
    words = frozenset(re.findall(r"[^\W_]+", clause))
    for kind, phrase in en.HOMEWORK_KINDS:
        if phrase.search(clause, words):
            return HomeworkKind(kind)
    return HomeworkKind.OTHER


def requested(sentence: Sentence, mentions: list[DateMention], moment: Moment) -> Promise | None:
    """What the other side is asked to do; a promise of his once he takes it up."""
    return _asked(sentence, en.REQUEST, mentions, moment)


def offered(sentence: Sentence, mentions: list[DateMention], moment: Moment) -> Promise | None:
    """What the speaker offers to do ("shall I send...?"); his promise once the other says yes."""
    return _asked(sentence, en.OFFER_TO_DO, mentions, moment)


def _asked(sentence: Sentence, phrase: Phrase, mentions: list[DateMention], moment: Moment) -> Promise | None:
    for found in phrase.all(sentence.low, sentence.words):
        verb_name = next((name for name, value in found.groupdict().items() if value), None)
        if verb_name is None:
            continue
        start = found.start(verb_name)
        end = _clause_end(sentence.low, start)
        clause = sentence.low[start:end]
        if not _is_deliverable(found[verb_name], clause, weak=False, dated=True):
            continue
        return Promise(
            sentence=sentence,
            start=start,
            end=end,
            what=_deliverable(sentence, start, end, mentions),
            who=None,
            due=due_of(sentence, start, end, mentions, moment),
            kind=kind_of(clause),
            conditional=False,
        )
    return None
