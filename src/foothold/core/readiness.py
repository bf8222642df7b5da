"""Readiness of both sides before a meeting (METHOD 5).

Two questions, two scores: are we ready, is the customer ready. One ready side does not replace the
other. The customer's side moves only by the customer.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import fsum

from foothold.core.commitments import Commitment, CommitmentState
from foothold.core.evidence import Level, Side
from foothold.core.shares import Share
from foothold.core.substance import TooThin
from foothold.core.topic import has_topic

READY_FROM = 0.70
"""Both scores of a meeting that is ready."""
PARTLY_FROM = 0.40
"""Both scores of a meeting that is partly ready."""
FRESH_FOR = timedelta(days=14)
"""How long what the customer confirmed counts in full."""
NOT_FRESH = 0.7
"""What an older confirmation counts at most."""
SOURCE_MONTHS = 12
"""Months a source of us.4 may be old."""
SLOTS_TO_ASK_FOR = range(2, 4)
"""Two or three slots go with the next step we will ask for."""
_TOLERANCE = 1e-9


class Item(StrEnum):
    """The fourteen items of the sheet, by their numbers."""

    US_1 = "us.1"
    """Why he took the meeting, why worth his time (not our product)."""
    US_2 = "us.2"
    """His objective for this meeting."""
    US_3 = "us.3"
    """Issue, person, this meeting, how we know."""
    US_4 = "us.4"
    """A change he may miss, with a source not older than 12 months."""
    US_5 = "us.5"
    """Something special worth learning for his function."""
    US_6 = "us.6"
    """Our anticipated outcome and the next step we will ask for, with two or three slots."""
    US_7 = "us.7"
    """Agenda as questions, at least one his, minutes within the length."""
    US_8 = "us.8"
    """One derail risk with avoid and handle."""
    US_9 = "us.9"
    """Our own tasks from last time done."""
    CU_1 = "cu.1"
    """He accepted."""
    CU_2 = "cu.2"
    """He answered the prep question, or confirmed the agenda."""
    CU_3 = "cu.3"
    """His homework done, or none needed because."""
    CU_4 = "cu.4"
    """Needed people invited and accepted."""
    CU_5 = "cu.5"
    """Data received."""

    @property
    def side(self) -> Side:
        """Whose readiness it is part of."""
        return Side.OURS if self.value.startswith("us.") else Side.CUSTOMER

    @property
    def weight(self) -> int:
        """1 or 2."""
        return 2 if self in _DOUBLE else 1


_DOUBLE = frozenset({Item.US_2, Item.US_6, Item.CU_1, Item.CU_2, Item.CU_3})
MAY_NOT_APPLY = frozenset({Item.CU_4, Item.CU_5})
"""The items that may be marked not applicable, with a reason; no other."""
MAY_NOT_BE_NEEDED = frozenset({Item.CU_3})
"""The item for which "none needed because" counts (E1)."""
PREDICTIONS = frozenset({Item.US_1, Item.US_2, Item.US_3, Item.US_8})
"""The items that are predictions, marked after the meeting."""
SHORT_SHEET = (Item.US_6, Item.CU_1)
"""What the short sheet asks for, beside whatever is already known."""


class Question(StrEnum):
    """The eight questions on screen (seed 004)."""

    Q1 = "Q1"
    Q2 = "Q2"
    Q3 = "Q3"
    Q4 = "Q4"
    Q5 = "Q5"
    Q6 = "Q6"
    Q7 = "Q7"
    Q8 = "Q8"

    @property
    def items(self) -> tuple[Item, ...]:
        """The items the question stands for; us.9, cu.1 and cu.2 are filled by the system, not asked."""
        return _ITEMS[self]


_ITEMS: Mapping[Question, tuple[Item, ...]] = {
    Question.Q1: (Item.US_1,),
    Question.Q2: (Item.US_2,),
    Question.Q3: (Item.US_3,),
    Question.Q4: (Item.US_4,),
    Question.Q5: (Item.US_5,),
    Question.Q6: (Item.CU_3, Item.CU_4, Item.CU_5),
    Question.Q7: (Item.US_6, Item.US_7),
    Question.Q8: (Item.US_8,),
}


class Origin(StrEnum):
    """Where an answer comes from."""

    TYPED = "typed"
    """Our typing: at most E1, whatever it claims."""
    ARTEFACT = "artefact"
    """Something of ours with a link, or a source on the web: at most E2."""
    CUSTOMER = "customer"
    """The customer's located words or his act: as it is borne out."""


class Lack(StrEnum):
    """What an answer of several parts still needs; with any of these it counts nothing."""

    OUTCOME = "no outcome"
    NEXT_STEP = "no next step with a topic"
    SLOTS = "not two or three slots ahead"
    QUESTIONS = "no questions"
    HIS_QUESTION = "none of the questions is his"
    TOO_LONG = "more minutes than the meeting has"
    ISSUE = "no issue"
    PERSON = "no effect on him"
    THIS_MEETING = "no effect on this meeting"
    HOW_WE_KNOW = "not said how we know"
    CHANGE = "no change"
    SOURCE = "no source"
    OLD_SOURCE = "source older than 12 months"
    RISK = "no risk"
    AVOID = "not said how to avoid it"
    HANDLE = "not said how to handle it"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """One answer to one item. Several of one item may stand side by side; the best counts.

    `level` is what it rests on; `origin` bounds it (None: the level is taken as given). `too_thin` is why
    typed text counts nothing (core.substance), `lacks` what an answer of several parts still needs
    (`outcome_lacks` and its like): with any it counts nothing, whatever its level. `confirmed_at` is when
    the customer said or clicked it: set it for what he confirmed (acceptance, prep answer, agenda,
    colleagues), leave it None for what he delivered, which does not wear off. `not_applicable_because` is
    for cu.4 and cu.5, `none_needed_because` for cu.3 alone; ValueError otherwise, and for a naive moment.
    """

    item: Item
    level: Level = Level.E0
    origin: Origin | None = None
    too_thin: TooThin | None = None
    lacks: tuple[Lack, ...] = ()
    confirmed_at: datetime | None = None
    not_applicable_because: str = ""
    none_needed_because: str = ""

    def __post_init__(self) -> None:
        if self.not_applicable_because.strip() and self.item not in MAY_NOT_APPLY:
            raise ValueError(f"{self.item} always applies; only cu.4 and cu.5 may not")
        if self.none_needed_because.strip() and self.item not in MAY_NOT_BE_NEEDED:
            raise ValueError(f"{self.item} is always needed; only homework (cu.3) may not be")
        if self.confirmed_at is not None and self.confirmed_at.utcoffset() is None:
            raise ValueError(f"{self.confirmed_at.isoformat()} has no time zone")


class Gate(StrEnum):
    """What no score can replace."""

    OUTCOME = "us.6"
    """An anticipated outcome and a next step to ask for."""
    AGENDA = "us.7"
    """An agenda."""
    ACCEPTANCE = "cu.1"
    """The customer's own acceptance (E4)."""


class ReadyClass(StrEnum):
    """How ready a meeting is, as shown."""

    READY = "READY"
    PARTLY = "PARTLY"
    NOT_READY = "NOT READY"
    SHORT = "short"


@dataclass(frozen=True, slots=True)
class Readiness:
    """Both scores (0 to 1), what is shown, and why it is not more.

    `reached` is the class the scores and gates give; `shown` is SHORT where the short sheet was used.
    `values` holds each item's value, None where it does not apply. `known` are the questions known.
    """

    ours: float
    customer: float
    reached: ReadyClass
    shown: ReadyClass
    closed_gates: tuple[Gate, ...]
    values: Mapping[Item, float | None]
    known: tuple[Question, ...]

    @property
    def score(self) -> float:
        """The readiness: the lower of the two."""
        return min(self.ours, self.customer)

    @property
    def open_items(self) -> tuple[Item, ...]:
        """The items that apply and are worth nothing yet."""
        return tuple(item for item, value in self.values.items() if value == 0)


def readiness(sheet: Iterable[Prepared], now: datetime, *, short: bool = False) -> Readiness:
    """Score both sides of a meeting as of `now`. What the sheet does not hold is missing (E0).

    `short`: the short sheet was used; scores are those of the whole sheet, the class is shown as "short".

    >>> from datetime import UTC
    >>> typed = [Prepared(item=item, level=Level.E1) for item in Item]
    >>> found = readiness(typed, datetime(2026, 3, 2, tzinfo=UTC))
    >>> round(found.score, 2), found.reached.value
    (0.4, 'NOT READY')
    """
    answers = tuple(sheet)
    values = {item: _value_of_all(item, answers, now) for item in Item}
    ours, customer = _mean(values, Side.OURS), _mean(values, Side.CUSTOMER)
    closed = tuple(gate for gate in Gate if not _is_open(gate, values, answers))
    reached = _class(ours, customer, closed)
    return Readiness(
        ours=ours,
        customer=customer,
        reached=reached,
        shown=ReadyClass.SHORT if short else reached,
        closed_gates=closed,
        values=values,
        known=tuple(question for question in Question if _is_known(question, values)),
    )


def value(prepared: Prepared, now: datetime) -> float | None:
    """Return what one answer is worth, 0 to 1; None where its item is marked not applicable.

    >>> from datetime import UTC
    >>> value(Prepared(item=Item.CU_4, level=Level.E4, origin=Origin.ARTEFACT), datetime(2026, 3, 2, tzinfo=UTC))
    0.7
    """
    if prepared.not_applicable_because.strip():
        return None
    worth = _WORTH[_level(prepared)]
    return min(worth, NOT_FRESH) if _is_old(prepared, now) else worth


def is_known(question: Question, sheet: Iterable[Prepared], now: datetime) -> bool:
    """Whether every item the question stands for that applies is worth something."""
    return question in readiness(sheet, now).known


def wants_full_sheet(purpose: str, *, high_value: bool = False, wanted: bool = False) -> bool:
    """Whether a meeting gets the full sheet: decision, proposal and high-value meetings, and whenever wanted.

    `purpose` is the kind of METHOD 3 ("decision", "proposal_review"), blank where none is known.
    """
    return wanted or high_value or purpose in ("decision", "proposal_review")


class SheetFlag(StrEnum):
    """What is flagged before the meeting."""

    NO_PURPOSE = "no purpose"


def sheet_flags(outcome: str, purpose: str = "") -> tuple[SheetFlag, ...]:
    """Flag a meeting without an anticipated outcome before it, not after (002-8).

    A meeting said to be `social` has no business purpose and is allowed (METHOD 3): no flag.
    """
    return () if outcome.strip() or purpose == "social" else (SheetFlag.NO_PURPOSE,)


@dataclass(frozen=True, slots=True)
class AgendaQuestion:
    """One question of the agenda. `his` is whether the customer wants it answered; `minutes` 0 where not planned."""

    text: str
    minutes: int = 0
    his: bool = False


def outcome_lacks(
    outcome: str, next_step: str, slots: Sequence[datetime], now: datetime, *, language: str = "en"
) -> tuple[Lack, ...]:
    """us.6: an anticipated outcome and a next step to ask for, with two or three different slots ahead of `now`."""
    ahead = {each for each in slots if each > now}
    found = {
        Lack.OUTCOME: not outcome.strip(),
        Lack.NEXT_STEP: not has_topic(next_step, language, goal=outcome),
        Lack.SLOTS: len(ahead) not in SLOTS_TO_ASK_FOR,
    }
    return _raised(found)


def agenda_lacks(agenda: Sequence[AgendaQuestion], length: timedelta) -> tuple[Lack, ...]:
    """us.7: questions, at least one his, whose minutes sum to no more than the length of the meeting."""
    asked = [each for each in agenda if each.text.strip()]
    found = {
        Lack.QUESTIONS: not asked,
        Lack.HIS_QUESTION: bool(asked) and not any(each.his for each in asked),
        Lack.TOO_LONG: timedelta(minutes=sum(each.minutes for each in asked)) > length,
    }
    return _raised(found)


def issue_lacks(*, issue: str, person: str, this_meeting: str, how_we_know: str) -> tuple[Lack, ...]:
    """us.3: the issue, what it does to him, what that means for this meeting, and how we know (004-5)."""
    found = {
        Lack.ISSUE: not issue.strip(),
        Lack.PERSON: not person.strip(),
        Lack.THIS_MEETING: not this_meeting.strip(),
        Lack.HOW_WE_KNOW: not how_we_know.strip(),
    }
    return _raised(found)


def change_lacks(change: str, source: str, source_on: date | None, today: date) -> tuple[Lack, ...]:
    """us.4: a change he may miss, with a source not older than 12 months; a source without a day is too old."""
    found = {
        Lack.CHANGE: not change.strip(),
        Lack.SOURCE: not source.strip(),
        Lack.OLD_SOURCE: bool(source.strip()) and (source_on is None or source_on < _a_year_before(today)),
    }
    return _raised(found)


def risk_lacks(*, risk: str, avoid: str, handle: str) -> tuple[Lack, ...]:
    """us.8: what could derail the meeting, how to avoid it, and how to handle it (004-10)."""
    found = {Lack.RISK: not risk.strip(), Lack.AVOID: not avoid.strip(), Lack.HANDLE: not handle.strip()}
    return _raised(found)


def own_tasks(commitments: Iterable[Commitment]) -> Level:
    """us.9: E2 where nothing we promised last time is left to do, also where we promised nothing; else E0."""
    left = (CommitmentState.OPEN, CommitmentState.LATE)
    ours = (each for each in commitments if each.side is Side.OURS)
    return Level.E0 if any(each.state in left for each in ours) else Level.E2


class Mark(StrEnum):
    """What became of a prediction, by the customer's answer, a quote, or the seller."""

    HIT = "hit"
    PARTLY = "partly"
    MISS = "miss"
    NOT_LEARNED = "not_learned"


@dataclass(frozen=True, slots=True)
class HitRate:
    """How predictions came out. What was not learned is counted, but neither for nor against."""

    hit: int = 0
    partly: int = 0
    miss: int = 0
    not_learned: int = 0

    @property
    def share(self) -> Share:
        """Hits of the predictions learned; a part is no hit."""
        return Share(self.hit, self.hit + self.partly + self.miss)


def hit_rate(marks: Iterable[tuple[Item, Mark]]) -> HitRate:
    """Count the marks of predictions (us.1, us.2, us.3, us.8); what is none of these is left out.

    >>> str(hit_rate([(Item.US_1, Mark.HIT), (Item.US_8, Mark.NOT_LEARNED)]).share)
    '1 of 1 (too few for a percentage)'
    """
    counted = [mark for item, mark in marks if item in PREDICTIONS]
    return HitRate(*(counted.count(mark) for mark in Mark))


def _value_of_all(item: Item, answers: Sequence[Prepared], now: datetime) -> float | None:
    worth = [value(each, now) for each in answers if each.item is item]
    best = max((each for each in worth if each is not None), default=0.0)
    # Said not to apply, and yet something is there: what is there is known.
    return None if not best and None in worth else best


def _level(prepared: Prepared) -> Level:
    if prepared.none_needed_because.strip():
        return max(Level.E1, _bounded(prepared))
    return _bounded(prepared)


def _bounded(prepared: Prepared) -> Level:
    if prepared.lacks:
        return Level.E0
    level = prepared.level if prepared.origin is None else min(prepared.level, _AT_MOST[prepared.origin])
    # The gate is for what is typed; the customer's few words are his, however short.
    return Level.E0 if prepared.too_thin is not None and level <= Level.E1 else level


def _is_old(prepared: Prepared, now: datetime) -> bool:
    confirmed = prepared.item.side is Side.CUSTOMER and prepared.confirmed_at is not None
    return confirmed and prepared.confirmed_at is not None and now - prepared.confirmed_at > FRESH_FOR


def _mean(values: Mapping[Item, float | None], side: Side) -> float:
    applies = [(item.weight, value) for item, value in values.items() if item.side is side and value is not None]
    return fsum(weight * value for weight, value in applies) / sum(weight for weight, _ in applies)


def _is_open(gate: Gate, values: Mapping[Item, float | None], answers: Sequence[Prepared]) -> bool:
    if gate is Gate.ACCEPTANCE:
        return any(each.item is Item.CU_1 and _level(each) is Level.E4 for each in answers)
    return (values[Item(gate.value)] or 0) > 0


def _class(ours: float, customer: float, closed: tuple[Gate, ...]) -> ReadyClass:
    lower = min(ours, customer) + _TOLERANCE
    if closed or lower < PARTLY_FROM:
        return ReadyClass.NOT_READY
    return ReadyClass.READY if lower >= READY_FROM else ReadyClass.PARTLY


def _is_known(question: Question, values: Mapping[Item, float | None]) -> bool:
    return all(values[item] != 0 for item in question.items)


def _raised(found: Mapping[Lack, bool]) -> tuple[Lack, ...]:
    return tuple(lack for lack, raised in found.items() if raised)


def _a_year_before(today: date) -> date:
    # 29 February has no day of its own a year before.
    year, month = divmod(today.year * 12 + today.month - 1 - SOURCE_MONTHS, 12)
    last_of_february = month == 1 and today.day == 29
    return date(year, month + 1, 28 if last_of_february else today.day)


_WORTH = {Level.E0: 0.0, Level.E1: 0.4, Level.E2: 0.7, Level.E3: 1.0, Level.E4: 1.0}
_AT_MOST = {Origin.TYPED: Level.E1, Origin.ARTEFACT: Level.E2, Origin.CUSTOMER: Level.E4}
