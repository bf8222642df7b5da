"""What people said of one meeting, and which numbers of the review it adds to (METHOD 9, P1 to P4)."""

from collections.abc import Iterable
from dataclasses import dataclass

from foothold.core.debrief import Answer
from foothold.core.feeling import GotWhatFor

_MISSED = frozenset({Answer.NOT_ASKED, Answer.FORGOT, Answer.HANDLED_BADLY})


@dataclass(frozen=True, slots=True)
class Boxes:
    """One customer person's answer: the three boxes, and what he may say beside them (None = not said)."""

    learned: bool = False
    best_use: bool = False
    looking_forward: bool = False
    goal: GotWhatFor | None = None
    could_more: bool | None = None

    @property
    def all_three(self) -> bool:
        """Whether he would call it the best use of his time."""
        return self.learned and self.best_use and self.looking_forward


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """Everything said of one held meeting. None and an empty tuple are "not said": neither yes nor no.

    `met` is the seller's "did you get what you came for"; `goal_recorded` whether the goal was written down before
    the meeting. `debrief` is his answer to "I should have asked", `guess` what he thought the customer would say,
    kept only where he said it before the customer did. `boxes` has one entry a customer person who answered.
    """

    met: GotWhatFor | None = None
    goal_recorded: bool = False
    could_more: bool | None = None
    debrief: Answer | None = None
    guess: Answer | None = None
    asked: bool = False
    boxes: tuple[Boxes, ...] = ()


def counted(said: Answered) -> tuple[str, ...]:
    """Return the fields of `ReviewCounts` that the meeting adds one to.

    Where several customer people answered, the meeting is a yes only where all of them say so: one who would not
    call it the best use of his time is not outvoted.

    >>> counted(Answered(boxes=(Boxes(True, True, True),)))
    ('customer_asked', 'customer_answered', 'best_use')
    """
    return (*_goals(said), *_could_more(said), *_debriefed(said), *_judged(said))


def _goals(said: Answered) -> Iterable[str]:
    if said.met is not None:
        yield f"our_goal_{said.met}"
    # A goal that was not written down before is found after the fact: it tells nothing of both (METHOD 9, P1).
    ours = said.met is GotWhatFor.YES if said.met is not None and said.goal_recorded else None
    theirs = _all(each.goal is GotWhatFor.YES for each in said.boxes if each.goal is not None)
    if theirs is not None:
        yield "customer_goal_yes" if theirs else "customer_goal_no"
    if ours is not None and theirs is not None:
        yield "both_goals_known"
        if ours and theirs:
            yield "both_goals_yes"
    if ours is False or theirs is False:
        yield "a_goal_missed"


def _could_more(said: Answered) -> Iterable[str]:
    theirs = [each.could_more for each in said.boxes if each.could_more is not None]
    customer = any(theirs) if theirs else None
    if said.could_more is not None:
        yield "could_more_we_yes" if said.could_more else "could_more_we_no"
    if customer is not None:
        yield "could_more_customer_yes" if customer else "could_more_customer_no"
    if said.could_more is not None or customer is not None:
        yield "could_more_answered"
    if said.could_more or customer:
        yield "could_more_yes"


def _debriefed(said: Answered) -> Iterable[str]:
    if said.debrief is not None:
        yield "debriefed"
        if said.debrief in _MISSED:
            yield "should_have"


def _judged(said: Answered) -> Iterable[str]:
    if said.asked or said.boxes:
        yield "customer_asked"
    if said.boxes:
        yield "customer_answered"
        if all(each.all_three for each in said.boxes):
            yield "best_use"
    if said.guess is not None:
        yield "guessed"
        if said.guess is Answer.BEST_USE:
            yield "guessed_best_use"


def _all(answers: Iterable[bool]) -> bool | None:
    said = list(answers)
    return all(said) if said else None
