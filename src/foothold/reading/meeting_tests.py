"""The five tests in the words of a conversation, each with its quotes (METHOD 6.2).

The customer's located words are E3, the seller's notes of them E1. What makes a test full stands in
`core.five_tests`; half of it is at most E2.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from foothold.core.calendar_days import BusinessDays
from foothold.core.evidence import Evidence, Level, Side
from foothold.core.five_tests import (
    MeetingTest,
    TestResult,
    assignment_is_full,
    expectations_are_full,
    full_or_less,
    how_soon_is_full,
    success_measure_is_full,
    target_consumer_is_full,
)
from foothold.reading import english as en
from foothold.reading.commitments import Commitment, due_day
from foothold.reading.looks import Look
from foothold.reading.slots import Moment

_PERIOD = re.compile(r"\b(?:days?|weeks?|months?|quarters?|soon|quick|fast)\b")

MOST_QUOTES = 3
"""Quotes kept for one test: enough to check it, few enough to be read."""


@dataclass(frozen=True, slots=True)
class _Words:
    """The sentences that may bear out a test: the customer's, else the seller's notes of him."""

    his: list[Look]
    ours: list[Look]
    level: Level


def five_tests(
    looks: list[Look], commitments: list[Commitment], agreed: tuple[Evidence, ...], moment: Moment
) -> dict[MeetingTest, TestResult]:
    """T1 to T5 over all looks of a conversation whose sides are known."""
    his = [look for look in looks if look.sentence.side is Side.CUSTOMER]
    ours = [look for look in looks if look.sentence.side is Side.OURS]
    words = _Words(his, ours, Level.E3) if his else _Words(ours, ours, Level.E1)
    return {
        MeetingTest.T1: _assignment(words, commitments, agreed),
        MeetingTest.T2: _success_measure(words, looks),
        MeetingTest.T3: _how_soon(words, looks, moment),
        MeetingTest.T4: _target_consumer(words),
        MeetingTest.T5: _expectations(words, moment),
    }


def _assignment(words: _Words, commitments: list[Commitment], agreed: tuple[Evidence, ...]) -> TestResult:
    tasks = [c for c in commitments if c.side is Side.CUSTOMER]
    evidence = [e for c in tasks for e in c.evidence] or list(agreed)
    # A slot agreed to aloud is no counted step yet: he has to accept the invitation.
    full = assignment_is_full(customer_task=bool(tasks), counted_step=False)
    asked = any(
        en.REQUEST.search(look.low, look.words) or (look.sentence.is_question and look.slots) for look in words.ours
    )
    if not evidence:
        return TestResult(Level.E0, asked=asked)
    level = Level.E3 if any(e.side is Side.CUSTOMER for e in evidence) else Level.E1
    return TestResult(full_or_less(level, full), tuple(evidence[:MOST_QUOTES]), asked)


def _success_measure(words: _Words, looks: list[Look]) -> TestResult:
    """A quantity with where it stands or shall be; what answers our question for it counts as wished."""
    answers = set(_answers_to(looks, lambda look: bool(en.ASKS_FOR_MEASURE.search(look.low, look.words))))
    half, full = [], []
    for look in words.his:
        quantity = en.MEASURE.search(look.low, look.words)
        change = en.CHANGE_OF_MEASURE.search(look.low, look.words)
        wished = look in answers or _names_a_goal(look) or en.SUCCESS.search(look.low, look.words)
        if look.is_hypothetical or not (quantity or wished) or not (wished or change):
            continue
        measure = quantity.group() if quantity else ""
        if success_measure_is_full(measure=measure, target=change.group() if change else ""):
            full.append(look)
        elif quantity or en.SUCCESS.search(look.low, look.words):
            half.append(look)
    return _result(words.level, full or half, bool(full))


def _answers_to(looks: list[Look], asks: Callable[[Look], bool]) -> list[Look]:
    """The customer's sentences of the speech right after one of ours that asks, in their order."""
    answers: list[Look] = []
    asked_in: int | None = None
    for look in looks:
        number = look.sentence.speech.number
        if look.sentence.side is Side.OURS and asks(look):
            asked_in = number
        elif look.sentence.side is Side.CUSTOMER and asked_in is not None and number == asked_in + 1:
            answers.append(look)
    return answers


def _how_soon(words: _Words, looks: list[Look], moment: Moment) -> TestResult:
    """His date and ours within it; or our period, which he accepted."""
    answers = _answers_to(looks, lambda look: bool(en.ASKS_HOW_SOON.search(look.low, look.words)))
    wanted = [(day, look) for look in words.his for day in [_wanted_by(look, moment, look in answers)] if day]
    feasible = [(day, look) for look in words.ours for day in [_feasible_by(look, moment)] if day]
    accepted = [look for look in _answers_to(looks, _names_our_period) if _accepts(look)]
    if accepted:
        return _result(words.level, accepted[-1:], full=True)
    if not wanted:
        in_season = [look for look in words.his if _wants_in_season(look, look in answers)]
        return _result(words.level, in_season[-1:], full=False)
    by, his = wanted[-1]
    ours = feasible[-1] if feasible else None
    full = how_soon_is_full(wanted_by=by, feasible_by=ours[0] if ours else None)
    return _result(words.level, [his, *([ours[1]] if ours else [])], full)


def _names_our_period(look: Look) -> bool:
    """ "That takes six weeks. Is that soon enough?" """
    speech = look.sentence.speech
    if not en.TAKES_SO_LONG.search(look.low, look.words):
        return False
    return any(m.kind == "duration" or m.start or m.end for m in look.mentions) or bool(_PERIOD.search(speech.low))


def _accepts(look: Look) -> bool:
    """He says the period is fine, naming it, or that it is soon enough."""
    fine = en.YES_STRONG.search(look.low, look.words) or en.YES_PLAIN.search(look.low, look.words)
    return bool(fine and _PERIOD.search(look.low)) and not en.DEFERRAL.search(look.low, look.words)


def _wanted_by(look: Look, moment: Moment, answers: bool) -> date | None:
    """The day he wants it by: said of a result, or in answer to our asking how soon."""
    if look.promises or look.is_past or look.vague_contact:
        return None
    of_a_result = answers or en.WANTED_BY.search(look.low, look.words)
    return _last_day(look, moment) if of_a_result else None


def _wants_in_season(look: Look, answers: bool) -> bool:
    if look.promises or look.is_past or look.vague_contact or not en.SEASON.search(look.low, look.words):
        return False
    return answers or bool(en.WANTED_BY.search(look.low, look.words))


def _feasible_by(look: Look, moment: Moment) -> date | None:
    return _last_day(look, moment) if en.REALISTIC.search(look.low, look.words) else None


def _last_day(look: Look, moment: Moment) -> date | None:
    days = [
        d
        for d in (due_day(m) for m in look.mentions if m.grain not in ("minute", "hour"))
        if d and d > moment.now.date()
    ]
    return days[-1] if days else None


def _target_consumer(words: _Words) -> TestResult:
    who = [look for look in words.his if en.END_CUSTOMER.search(look.low, look.words)]
    motive = [look for look in who if en.MOTIVE.search(look.low, look.words)] or _following(words.his, who)
    full = target_consumer_is_full(
        who=who[0].sentence.text if who else "", motive=motive[0].sentence.text if motive else ""
    )
    return _result(words.level, [*motive, *who] if who else [], full)


def _following(looks: list[Look], who: list[Look]) -> list[Look]:
    """The sentence after one that names the customer's customer, where it names a motive."""
    after = [looks[looks.index(one) + 1] for one in who if looks.index(one) + 1 < len(looks)]
    return [look for look in after if en.MOTIVE.search(look.low, look.words)]


def _names_a_goal(look: Look) -> bool:
    """What he wants to reach; whom he has to ask before he may say so is none of it."""
    asking = [found.span() for found in en.ASKS_FIRST.all(look.low, look.words)]
    goals = (found.start() for found in en.GOAL.all(look.low, look.words))
    return any(not any(first <= goal < last for first, last in asking) for goal in goals)


def _expectations(words: _Words, moment: Moment) -> TestResult:
    goals = [
        look
        for look in words.his
        if _names_a_goal(look)
        and not look.vague_contact
        and not any(s.is_whole for s in look.slots)
        and len(look.words) > 4
    ]
    told = [
        look
        for look in words.ours
        if en.REALISTIC.search(look.low, look.words) and (look.mentions or en.MEASURE.search(look.low, look.words))
    ]
    full = bool(goals) and expectations_are_full(
        goal_in_his_words=words.level >= Level.E3,
        told=Level.E3 if told else Level.E0,
        recap_sent_at=None,
        objected=False,
        now=moment.now,
        days=BusinessDays(moment.tz),
    )
    return _result(words.level, [*goals[:1], *told[:1]] if goals else [], full)


def _result(level: Level, looks: Iterable[Look], full: bool) -> TestResult:
    evidence = tuple(e for look in dict.fromkeys(look.sentence for look in looks) for e in look.evidence())
    if not evidence:
        return TestResult(Level.E0)
    return TestResult(full_or_less(level, full), evidence[:MOST_QUOTES])
