"""The method: what is said and done in a meeting, judged (METHOD; DESIGN 2).

Frozen dataclasses and pure functions, standard library only; `now` is always an argument.
A name is loaded with the rule it belongs to when it is first asked for, so that importing the
package costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from foothold.core.attendance import Attendance
    from foothold.core.calendar_days import (
        Absence,
        BusinessDays,
        add_business_days,
        business_days_between,
        nth_business_day,
    )
    from foothold.core.closing import Closing, closed_well, closing_of, in_the_room
    from foothold.core.commitments import (
        Commitment,
        CommitmentState,
        HomeworkKind,
        has_deliverable,
        is_dated_promise,
        is_homework,
        state_on,
    )
    from foothold.core.conversation import Conversation, Turn, Unreadable
    from foothold.core.evidence import (
        Evidence,
        Grounds,
        Level,
        Side,
        after_deletion,
        after_edit,
        is_located,
        level_of_quote,
    )
    from foothold.core.feeling import (
        Bias,
        GotWhatFor,
        HappyEars,
        Said,
        ThirdQuestion,
        calibration,
        counting,
        coverage,
        felt_and_advanced,
        happy_ears,
        held_in_time,
        in_time,
        third_question,
    )
    from foothold.core.five_tests import (
        NOT_LOOKED_AT,
        FiveTests,
        Inconsistency,
        MeetingTest,
        NotLookedAt,
        SmartGoal,
        TestResult,
        assignment_is_full,
        expectations_are_full,
        full_or_less,
        good_meeting,
        how_soon_is_full,
        inconsistencies,
        is_thin,
        points,
        success_measure_is_full,
        target_consumer_is_full,
        total,
    )
    from foothold.core.next_step import (
        Flag,
        Grade,
        NextStep,
        Part,
        StepKind,
        agreement,
        asks_for_acceptance,
        flags,
        grade,
        is_agreed,
        is_counted,
        is_firm,
        is_full,
        missing,
        moved,
        slot,
        stood_at,
    )
    from foothold.core.replies import PartStat, Reply
    from foothold.core.shares import Share, wilson
    from foothold.core.state import Closure, OnScreen, State, state_on_screen, who_must_answer
    from foothold.core.topic import content_words, has_topic
    from foothold.core.verdict import AfterMeeting, CustomerAct, Verdict, judge, judge_again

__all__ = [
    "NOT_LOOKED_AT",
    "Absence",
    "AfterMeeting",
    "Attendance",
    "Bias",
    "BusinessDays",
    "Closing",
    "Closure",
    "Commitment",
    "CommitmentState",
    "Conversation",
    "CustomerAct",
    "Evidence",
    "FiveTests",
    "Flag",
    "GotWhatFor",
    "Grade",
    "Grounds",
    "HappyEars",
    "HomeworkKind",
    "Inconsistency",
    "Level",
    "MeetingTest",
    "NextStep",
    "NotLookedAt",
    "OnScreen",
    "Part",
    "PartStat",
    "Reply",
    "Said",
    "Share",
    "Side",
    "SmartGoal",
    "State",
    "StepKind",
    "TestResult",
    "ThirdQuestion",
    "Turn",
    "Unreadable",
    "Verdict",
    "add_business_days",
    "after_deletion",
    "after_edit",
    "agreement",
    "asks_for_acceptance",
    "assignment_is_full",
    "business_days_between",
    "calibration",
    "closed_well",
    "closing_of",
    "content_words",
    "counting",
    "coverage",
    "expectations_are_full",
    "felt_and_advanced",
    "flags",
    "full_or_less",
    "good_meeting",
    "grade",
    "happy_ears",
    "has_deliverable",
    "has_topic",
    "held_in_time",
    "how_soon_is_full",
    "in_the_room",
    "in_time",
    "inconsistencies",
    "is_agreed",
    "is_counted",
    "is_dated_promise",
    "is_firm",
    "is_full",
    "is_homework",
    "is_located",
    "is_thin",
    "judge",
    "judge_again",
    "level_of_quote",
    "missing",
    "moved",
    "nth_business_day",
    "points",
    "slot",
    "state_on",
    "state_on_screen",
    "stood_at",
    "success_measure_is_full",
    "target_consumer_is_full",
    "third_question",
    "total",
    "who_must_answer",
    "wilson",
]

# One file a rule, what the others build on first.
_RULES = (
    "evidence conversation shares calendar_days commitments topic attendance replies next_step closing "
    "verdict state five_tests feeling"
)


def __getattr__(name: str) -> Any:
    if name in __all__:
        for rule in _RULES.split():
            found = vars(import_module(f"foothold.core.{rule}"))
            if name in found:
                globals()[name] = found[name]
                return found[name]
    raise AttributeError(f"module 'foothold.core' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
