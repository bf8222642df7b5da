"""Promises: who said what he would do, by when (METHOD 3, "Commitment"; READING, "Due dates").

Offers to send the invitation, confirmations of a slot, "think about it" and "leave it with me" promise
nothing (READING 9). A promise of a question ("shall I send...?", "could you send...?") is one once the
other side takes it up.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from foothold.core.commitments import HomeworkKind
from foothold.core.evidence import Evidence, Side
from foothold.reading import english as en
from foothold.reading.dates import DateMention
from foothold.reading.phrases import Phrase
from foothold.reading.slots import Moment
from foothold.reading.speeches import Sentence

_WORDS_OF_AN_OPENING = 4


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


def promises_in(sentence: Sentence, mentions: list[DateMention], moment: Moment) -> tuple[Promise, ...]:
    """The promises of a sentence, by its speaker or in a third person's name, from left to right."""
    low, words = sentence.low, sentence.words
    if en.NEVER.search(low, words):
        return ()
    found: list[Promise] = []
    for match in en.SELF_PROMISE.all(low, words):
        if found and match.start() < found[-1].end:
            continue
        said = _Said.of(sentence, match)
        for one in (said, *_joined_by_and(said)):
            promise = _promise(one, mentions, moment)
            if promise:
                found.append(promise)
    return tuple(found)


def promise_of(
    sentence: Sentence, start: int, verb: str, who: str | None, mentions: list[DateMention], moment: Moment
) -> Promise | None:
    """What `who` (None for the speaker) is noted to do, from its verb at `start` on; None where it binds to nothing."""
    said = _Said(sentence, "verb", verb, (who or "").lower(), start, start, _clause_end(sentence.low, start))
    promise = _promise(said, mentions, moment)
    return replace(promise, who=who) if promise else None


def _joined_by_and(said: "_Said") -> Iterator["_Said"]:
    """ "I'll talk to her and send you the log": the second verb has the same subject."""
    end = said.end
    while joined := en.AND_ALSO.match(said.sentence.low, end):
        start = joined.start("verb")
        end = _clause_end(said.sentence.low, start)
        yield replace(said, verb=joined["verb"], start=start, end=end)


def _promise(said: "_Said", mentions: list[DateMention], moment: Moment) -> Promise | None:
    sentence = said.sentence
    if _is_no_promise(said):
        return None
    due = due_of(sentence, said.start, said.end, mentions, moment)
    if not _binds(said, due):
        return None
    what = _deliverable(sentence, said.opens, said.start, said.end, mentions, is_thing=said.way == "thing")
    if len(_words(what)) < 2 and not re.search(r"\w{4,}", what) and not (due and en.PRONOUN.fullmatch(what.lower())):
        return None
    return Promise(
        sentence=sentence,
        start=said.start,
        end=said.end,
        what=what,
        who=said.who or None,
        due=due,
        kind=kind_of(said.clause),
        conditional=_is_conditional(said),
        to_write=_is_to_write(said.clause),
    )


@dataclass(frozen=True, slots=True)
class _Said:
    """A match of SELF_PROMISE taken apart: how it is put, by whom, the verb, and its clause."""

    sentence: Sentence
    way: str
    """The group that matched: bare ("will send"), present ("I send you"), verb ("I'll send"), thing
    ("you'll have the list"), third ("Tom will send")."""
    verb: str
    who: str
    opens: int
    start: int
    end: int

    @classmethod
    def of(cls, sentence: Sentence, found: re.Match[str]) -> "_Said":
        groups = found.groupdict()
        way = next(
            way
            for way in (
                "bare", "present", "verb", "thing", "passive", "coming", "presents", "doing", "promised", "third",
            )
            if groups.get(way)
        )  # fmt: skip
        start = found.start(way)
        named = groups.get("who") or groups.get("by") or groups.get("ours") or ""
        who = named.strip() if way in ("third", "promised", "presents") else ""
        who = "" if who in ("i", "we") else who
        return cls(sentence, way, _base(groups[way]), who, found.start(), start, _clause_end(sentence.low, start))

    @property
    def clause(self) -> str:
        return self.sentence.low[self.start : self.end]

    @property
    def opening(self) -> str:
        """How the promise is put: "i'll", "we can", "my colleague will"."""
        return self.sentence.low[self.opens : self.start]


def _is_no_promise(said: _Said) -> bool:
    """Denied, asked, reported, or of somebody who is no person."""
    before = said.sentence.low[: said.opens].rstrip()
    asked = said.sentence.is_question and said.end >= len(said.sentence.low.rstrip("? "))
    return bool(
        en.NEGATED.search(said.opening, frozenset())
        or en.REPORTED.search(before, frozenset())
        or en.LONG_AGO.search(said.clause, frozenset())
        or (asked and en.ASKS.opens(said.sentence.low))
        or (said.who and not _is_person(said.who))
    )


def _binds(said: _Said, due: date | None) -> bool:
    """Whether something comes of it that can be waited for."""
    if said.way in ("passive", "doing", "promised", "coming"):
        return due is not None or said.way not in ("passive", "coming")
    if said.way == "presents":
        return due is not None or bool(en.TO_YOU.opens(said.clause))
    if said.way == "thing":
        return due is not None or bool(en.BY_WHEN.search(said.clause, frozenset(_words(said.clause))))
    if (
        said.way == "present"
        and not en.TO_YOU.opens(said.clause)
        and (due is None or not en.AN_OBJECT.opens(said.clause))
    ):
        return False  # "we send invoices on Mondays" tells a habit
    needed = bool(en.NEEDED.opens(said.opening))
    if needed and due is None:
        return False
    weak = needed or bool(en.POSSIBLE.opens(said.opening))
    return _is_deliverable(said.verb, said.clause, weak, due is not None)


def _is_deliverable(verb: str, clause: str, weak: bool, dated: bool) -> bool:
    """Whether something comes of it: "send the data" does, "be in touch" and "think about it" do not.

    What is merely said to be needed or possible ("we have to decide", "we can make it smaller") is a
    promise only where it hands something to somebody or has a day.
    """
    if en.NOT_A_PROMISE.opens(clause):
        return False
    for_someone = bool(en.FOR_SOMEONE.search(clause, frozenset(_words(clause))))
    if verb in en.DELIVER:
        return dated or for_someone or not weak
    if verb in en.UNDELIVERABLE and not en.GOOD_OBJECTS.opens(clause):
        return False
    known = verb in en.DELIVER_IF_BOUND or verb in en.UNDELIVERABLE
    return known and not weak and (dated or for_someone)


def _is_person(who: str) -> bool:
    return bool(en.A_PERSON.opens(who)) and not en.NO_PERSON.opens(who)


def _is_conditional(said: _Said) -> bool:
    low = said.sentence.low
    around = " ".join((said.opening, low[said.end : said.end + 60], low[: said.opens]))
    return bool(en.CONDITIONAL.search(around, frozenset()))


def _is_to_write(clause: str) -> bool:
    by_mail = en.MAIL_VERB.search(clause, frozenset(_words(clause)))
    return bool(by_mail) and not (en.SENDS.opens(clause) and "by mail" not in clause and "by email" not in clause)


def _base(verb: str) -> str:
    """The verb as tables list it: "sharing" is share, "putting" put."""
    if not verb.endswith("ing") or len(verb) < 6:
        return verb
    stem = verb[:-3]
    doubled = stem[:-1] if stem[-1] == stem[-2] else stem
    return next((v for v in (stem, stem + "e", doubled) if v in en.DELIVER or v in en.DELIVER_IF_BOUND), verb)


def _clause_end(low: str, start: int) -> int:
    found = en.CLAUSE_END.search(low, start + 3)
    return found.start() if found else len(low)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text)


def _deliverable(
    sentence: Sentence, opens: int, start: int, end: int, mentions: list[DateMention], *, is_thing: bool = False
) -> str:
    """The promised thing in the speaker's words, without the day it is due.

    "The certificate I'll send tomorrow": where the verb has no thing of its own, it stands before.
    """
    what = _undated(sentence, start, end, mentions)
    inverted = is_thing and not re.search(r"[^\W\d_]{4,}", what)
    if not inverted and not en.ONLY_A_PRONOUN.opens(sentence.low[start:end]):
        return what
    before = [part for part in re.finditer(r"[^,;:.!?]+", sentence.low[:opens]) if part.group().strip()]
    thing = _undated(sentence, before[-1].start(), before[-1].end(), mentions) if before else ""
    named = re.search(r"\w{4,}", thing) and not en.YES_PLAIN.opens(thing.lower())
    return f"{what} {thing}" if named else what


def leans_on_before(what: str) -> bool:
    """ "Get that over to you", "it": the thing was named in a sentence before."""
    return bool(en.ONLY_POINTS_BACK.match(what.lower()))


def named_thing(text: str) -> str | None:
    """What a sentence is about that a "that" or "it" in the next one may mean: its nouns behind an article."""
    low = text.lower()
    things = [found["thing"] for found in en.NAMED_THING.finditer(low)]
    return ", ".join(things[-2:]) or None


def _undated(sentence: Sentence, start: int, end: int, mentions: list[DateMention]) -> str:
    keep = sentence.text[start:end]
    for mention in reversed(mentions):
        left, right = mention.span[0] - start, mention.span[1] - start
        if 0 <= left < len(keep) and mention.kind != "duration":
            keep = keep[:left] + " " + keep[max(right, left) :]
    previous = None
    keep = re.sub(r"\s+([,;.]|$)", r"\1", re.sub(r"\s+", " ", keep))
    while previous != keep:
        previous, keep = keep, en.LOOSE_ENDS.sub("", keep)
    return keep


def due_of(sentence: Sentence, start: int, end: int, mentions: list[DateMention], moment: Moment) -> date | None:
    """The last day it may be kept: of the date in its clause, else of one right before it ("By Friday I'll")."""
    dated = [m for m in mentions if not _is_clock_alone(m)]
    inside = [m for m in dated if start <= m.span[0] < end]
    opening = [m for m in dated if m.span[1] <= start and _leads_in(sentence.low[m.span[1] : start])]
    today = moment.now.date()
    days = [d for d in (_due_from(m, today) for m in inside or opening) if d and d >= today]
    return days[0] if days else None


def _due_from(mention: DateMention, today: date) -> date | None:
    """The day it is due; said on a weekend, "before the end of the week" means the Friday to come."""
    day = due_day(mention)
    if day is not None and day < today and en.END_OF_WEEK.search(mention.text.lower()):
        return day + timedelta(days=7)
    return day


def _is_clock_alone(mention: DateMention) -> bool:
    """ "Noon it is, I'll bring the sandwiches": an hour without a day is no due date; "by noon" is today's."""
    low = mention.text.lower()
    hour = mention.grain in ("minute", "hour") and not en.DAY_WORD.search(low)
    return hour and not en.DEADLINE.match(low)


def _leads_in(between: str) -> bool:
    """Only "I'll" or the like stands between a date and the promised verb: "By Friday I'll send"."""
    return len(_words(between)) <= _WORDS_OF_AN_OPENING and not re.search(r"[;:.!?]|, (?!i\b|we\b)", between)


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
    words = frozenset(_words(clause))
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
        nothing = en.ONLY_A_PRONOUN.opens(clause) and not mentions
        if nothing or not _is_deliverable(found[verb_name], clause, weak=False, dated=True):
            continue
        return Promise(
            sentence=sentence,
            start=start,
            end=end,
            what=_deliverable(sentence, found.start(), start, end, mentions),
            who=None,
            due=due_of(sentence, start, end, mentions, moment),
            kind=kind_of(clause),
            conditional=False,
            to_write=_is_to_write(clause),
        )
    return None
