"""The five tests of a meeting, and what makes it a good one (METHOD 6.2)."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar, Final

from foothold.core.calendar_days import BusinessDays, business_days_between
from foothold.core.evidence import Evidence, Level
from foothold.core.verdict import Verdict

OBJECTION_WITHIN = 2
"""Business days in which a customer may object to a recap before it stands."""
GOOD_FROM = 3
"""Tests in the customer's words (E3 or more) that a good meeting has, T1 among them."""


class MeetingTest(StrEnum):
    """The five, by what they ask for."""

    T1 = "T1"
    """Assignment: did he give us one."""
    T2 = "T2"
    """How success will be measured."""
    T3 = "T3"
    """How soon results are wanted, and whether that is realistic."""
    T4 = "T4"
    """The target consumer; a workspace may call it the end user."""
    T5 = "T5"
    """His expectations and goals."""


class NotLookedAt(StrEnum):
    """The level of a test for which there were no words to read."""

    NOT_LOOKED_AT = "not looked at"


NOT_LOOKED_AT: Final = NotLookedAt.NOT_LOOKED_AT


@dataclass(frozen=True, slots=True)
class TestResult:
    """What one test found: a level, or NOT_LOOKED_AT, and the words it rests on.

    `asked` is whether the seller asked for it (000-11); None where that is not known.
    """

    __test__: ClassVar[bool] = False  # a test of a meeting, none for a test runner to collect

    level: Level | NotLookedAt
    evidence: tuple[Evidence, ...] = ()
    asked: bool | None = None

    @property
    def shown(self) -> str:
        """ "E0" to "E4", or "not looked at"."""
        return self.level.name if isinstance(self.level, Level) else self.level.value

    @property
    def in_his_words(self) -> bool:
        """E3 or more; not looked at is not."""
        return isinstance(self.level, Level) and self.level >= Level.E3


FiveTests = Mapping[MeetingTest, TestResult]
"""A result for each of the five; one left out was not looked at."""


def points(result: TestResult) -> float | None:
    """Return the points of one test: 0, .25, .5, 1 and 1 for E0 to E4; None where it was not looked at.

    >>> points(TestResult(Level.E2))
    0.5
    """
    return _POINTS[result.level] if isinstance(result.level, Level) else None


def total(tests: FiveTests) -> float | None:
    """Return the sum of the points, 0 to 5, of the tests looked at; None where none was."""
    known = [each for each in map(points, tests.values()) if each is not None]
    return sum(known) if known else None


def good_meeting(verdict: Verdict | None, tests: FiveTests) -> bool | None:
    """Whether it was a good meeting: an order or an advance, T1 and two more in the customer's words.

    None, neither good nor thin, without a verdict or where a test was not looked at.
    """
    if verdict is None or not _all_looked_at(tests):
        return None
    in_his_words = sum(result.in_his_words for result in tests.values())
    return _got_somewhere(verdict) and tests[MeetingTest.T1].in_his_words and in_his_words >= GOOD_FROM


def is_thin(verdict: Verdict | None, tests: FiveTests) -> bool | None:
    """Whether it got an order or an advance without being good; None as for `good_meeting`."""
    good = good_meeting(verdict, tests)
    return None if good is None or verdict is None else _got_somewhere(verdict) and not good


def full_or_less(level: Level, full: bool) -> Level:
    """Return the level a test may have: at most E2 while what makes it full is missing.

    "Full" is a whole point, so E3 or E4; the customer's words about success without a measure are
    half a point.
    """
    return level if full else min(level, Level.E2)


def assignment_is_full(*, customer_task: bool, counted_step: bool) -> bool:
    """T1: a task the customer owns, or a counted next step."""
    return customer_task or counted_step


def success_measure_is_full(*, measure: str, baseline: str = "", target: str = "") -> bool:
    """T2: a quantity or an observable event, with where it stands or where it shall be."""
    return bool(measure.strip()) and bool(baseline.strip() or target.strip())


def how_soon_is_full(*, wanted_by: date | None, feasible_by: date | None, later_accepted: Level = Level.E0) -> bool:
    """T3: a day he wants it by, and we can by then, or he accepted our later day in his own words."""
    if wanted_by is None or feasible_by is None:
        return False
    return feasible_by <= wanted_by or later_accepted >= Level.E3


def target_consumer_is_full(*, who: str, motive: str) -> bool:
    """T4: who his customer is beyond age and gender, and one motive, attitude or habit."""
    return bool(who.strip()) and bool(motive.strip())


def expectations_are_full(
    *,
    goal_in_his_words: bool,
    told: Level,
    recap_sent_at: datetime | None,
    objected: bool,
    now: datetime,
    days: BusinessDays,
) -> bool:
    """T5: his goal in his words, and what can be done by then told to him.

    Told is E3 in the conversation, or a recap (E2) that stood 2 business days without objection.
    """
    stood = (
        recap_sent_at is not None
        and not objected
        and (business_days_between(recap_sent_at, now, days) >= OBJECTION_WITHIN)
    )
    return goal_in_his_words and (told >= Level.E3 or (told >= Level.E2 and stood))


@dataclass(frozen=True, slots=True)
class SmartGoal:
    """The S.M.A.R.T. fields, gone through with the customer: M is T2, A and T are T3, S and R are T5."""

    specific: str = ""
    measurable: str = ""
    achievable: str = ""
    relevant: str = ""
    timed: str = ""

    def of_test(self, test: MeetingTest) -> tuple[str, ...]:
        """Return the fields that belong to a test; none for T1 and T4."""
        fields = {
            MeetingTest.T2: (self.measurable,),
            MeetingTest.T3: (self.achievable, self.timed),
            MeetingTest.T5: (self.specific, self.relevant),
        }
        return fields.get(test, ())


class Inconsistency(StrEnum):
    """Where tests 2, 3 and 5 contradict each other."""

    GOAL_WITHOUT_MEASURE = "the goal (T5) does not contain the measure (T2)"
    TWO_DATES = "wanted by (T3) is not the date of the goal (T5)"


def inconsistencies(
    *, measure: str, goal: str, wanted_by: date | None, goal_by: date | None
) -> tuple[Inconsistency, ...]:
    """Check tests 2, 3 and 5 against each other (000-20). What is not known contradicts nothing.

    >>> inconsistencies(measure="scrap 3%", goal="Scrap at 3 % by June", wanted_by=None, goal_by=None)
    ()
    """
    found = []
    if measure.strip() and goal.strip() and not set(_words(measure)) <= set(_words(goal)):
        found.append(Inconsistency.GOAL_WITHOUT_MEASURE)
    if wanted_by is not None and goal_by is not None and wanted_by != goal_by:
        found.append(Inconsistency.TWO_DATES)
    return tuple(found)


def _all_looked_at(tests: FiveTests) -> bool:
    return all(test in tests and isinstance(tests[test].level, Level) for test in MeetingTest)


def _got_somewhere(verdict: Verdict) -> bool:
    return verdict in (Verdict.ORDER, Verdict.ADVANCE)


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:[.,][0-9]+)*|%", text.casefold())


_POINTS = {Level.E0: 0.0, Level.E1: 0.25, Level.E2: 0.5, Level.E3: 1.0, Level.E4: 1.0}
