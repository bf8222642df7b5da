"""The 90-day review: five percentages, and what always stands beside the fifth (METHOD 9).

Only what is known is counted, yes or no. What is left over up to the whole is unknown: it is
neither, and shows as bounds.
"""

from dataclasses import dataclass

from foothold.core.counts import ReviewCounts
from foothold.core.percentages import Apart, Percentage, PercentageId, WhyUnknown
from foothold.core.shares import Bounds, Share

REFLECTS_BY = 20
"""Debriefs from which "never should have asked anything" says that nobody reflects."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """What always stands beside P5, each of all held meetings unless it says so.

    `step` and `recap` are P5's two parts, of P5's meetings. `next_held` is of the meetings whose
    next date has come. `accepted` is of the held meetings. `without_next_date` counts accounts.
    """

    in_room: Bounds
    homework: Bounds
    full: Bounds
    next_held: Share
    step: Bounds
    recap: Bounds
    accepted: Bounds
    without_next_date: Share


@dataclass(frozen=True, slots=True)
class Review:
    """The five percentages with what stands beside them, and the counts they rest on."""

    percentages: tuple[Percentage, ...]
    beside: Beside
    counts: ReviewCounts

    def __getitem__(self, which: PercentageId) -> Percentage:
        return next(each for each in self.percentages if each.id == which)


def review(counts: ReviewCounts) -> Review:
    """Return the five percentages as far as the counts reach; ValueError where a part exceeds its whole.

    >>> counts = ReviewCounts(held=40, customer_asked=40, customer_answered=12, best_use=8)
    >>> print(review(counts)[PercentageId.P4])
    67% [39% to 86%] of answers; bounds 20% to 90%; response 30%
    >>> print(review(counts)[PercentageId.P3])
    not known
    """
    five = (_both_goals(counts), _could_more(counts), _should_have(counts), _best_use(counts), _next_step(counts))
    return Review(five, _beside(counts), counts)


def _both_goals(c: ReviewCounts) -> Percentage:
    our_answers = c.our_goal_yes + c.our_goal_partly + c.our_goal_no
    customer_answers = c.customer_goal_yes + c.customer_goal_no
    share = _share("both goals", c.both_goals_yes, c.both_goals_known)
    _require_within("a goal missed", c.both_goals_known - c.both_goals_yes, c.a_goal_missed)
    return Percentage(
        id=PercentageId.P1,
        share=share,
        bounds=_bounds("both goals", c.both_goals_yes, c.a_goal_missed, c.held),
        apart=Apart(
            _share("our goal", c.our_goal_yes, our_answers),
            _share("the customer's goal", c.customer_goal_yes, customer_answers),
        ),
        response=_share("the customer's goal", customer_answers, c.held),
        why_unknown=() if share else _why_goals_unknown(c, our_answers, customer_answers),
    )


def _why_goals_unknown(c: ReviewCounts, our_answers: int, customer_answers: int) -> tuple[WhyUnknown, ...]:
    if not c.held:
        return (WhyUnknown.NO_MEETINGS,)
    why = [] if our_answers else [WhyUnknown.NO_OWN_ANSWER]
    if not customer_answers:
        why.append(_why_no_customer(c))
    return tuple(why) or (WhyUnknown.NEVER_BOTH,)


def _could_more(c: ReviewCounts) -> Percentage:
    we, customer = c.could_more_we_yes + c.could_more_we_no, c.could_more_customer_yes + c.could_more_customer_no
    share = _share("could have done more", c.could_more_yes, c.could_more_answered)
    answered_no = c.could_more_answered - c.could_more_yes
    return Percentage(
        id=PercentageId.P2,
        share=share,
        bounds=_bounds("could have done more", c.could_more_yes, answered_no, c.held),
        apart=Apart(
            _share("could have done more, we say", c.could_more_we_yes, we),
            _share("could have done more, the customer says", c.could_more_customer_yes, customer),
        ),
        response=_share("the customer on doing more", customer, c.held),
        why_unknown=() if share else _unless_met(c, WhyUnknown.NO_OWN_ANSWER, _why_no_customer(c)),
    )


def _should_have(c: ReviewCounts) -> Percentage:
    share = _share("should have asked", c.should_have, c.debriefed)
    return Percentage(
        id=PercentageId.P3,
        share=share,
        bounds=_bounds("should have asked", c.should_have, c.debriefed - c.should_have, c.held),
        response=_share("debriefed", c.debriefed, c.held),
        why_unknown=() if share else _unless_met(c, WhyUnknown.NO_DEBRIEF),
        not_reflecting=c.debriefed >= REFLECTS_BY and not c.should_have,
    )


def _best_use(c: ReviewCounts) -> Percentage:
    share = _share("best use of the time", c.best_use, c.customer_answered)
    return Percentage(
        id=PercentageId.P4,
        share=share,
        bounds=_bounds("best use of the time", c.best_use, c.customer_answered - c.best_use, c.held),
        apart=Apart(ours=_share("our guess", c.guessed_best_use, c.guessed)),
        response=_share("customer answers", c.customer_answered, c.held),
        why_unknown=() if share else _unless_met(c, _why_no_customer(c)),
    )


def _next_step(c: ReviewCounts) -> Percentage:
    of = _steps_due(c)
    _require_within("next step and recap", c.step_and_recap, min(c.step_counted, c.recap_sent))
    _require_within("step or recap missing", max(c.step_not_counted, c.recap_not_sent), c.step_or_recap_missing)
    bounds = _bounds("next step and recap", c.step_and_recap, c.step_or_recap_missing, of)
    share = bounds.share if bounds else None
    return Percentage(
        id=PercentageId.P5,
        share=share,
        bounds=bounds,
        why_unknown=() if share else _why_step_unknown(c, of),
    )


def _why_step_unknown(c: ReviewCounts, of: int) -> tuple[WhyUnknown, ...]:
    if not of:
        return _unless_met(c, WhyUnknown.NOTHING_TO_COUNT)
    why = [WhyUnknown.STEP_UNKNOWN] if c.step_counted + c.step_not_counted < of else []
    if c.recap_sent + c.recap_not_sent < of:
        why.append(WhyUnknown.RECAP_UNKNOWN)
    return tuple(why)


def _beside(c: ReviewCounts) -> Beside:
    of = _steps_due(c)
    return Beside(
        in_room=_of("in the room", c.in_room, c.later + c.never, c.held),
        homework=_of("with homework", c.with_homework, c.without_homework, c.held),
        full=_of("full", c.full, c.not_full, c.held),
        next_held=Share(c.next_held, c.next_held + c.next_not_held),
        step=_of("counted next step", c.step_counted, c.step_not_counted, of),
        recap=_of("recap", c.recap_sent, c.recap_not_sent, of),
        accepted=_of("accepted", c.accepted, c.tentative + c.unanswered, c.held),
        without_next_date=Share(c.accounts_without_next_date, c.accounts),
    )


def _steps_due(c: ReviewCounts) -> int:
    """P5's denominator: an order or an explicit no needs no next step."""
    due = c.held - c.explicit_no - c.orders
    if due < 0:
        raise ValueError(f"{c.explicit_no} explicit no and {c.orders} orders in {c.held} held meetings")
    return due


def _unless_met(c: ReviewCounts, *why: WhyUnknown) -> tuple[WhyUnknown, ...]:
    return why if c.held else (WhyUnknown.NO_MEETINGS,)


def _why_no_customer(c: ReviewCounts) -> WhyUnknown:
    return WhyUnknown.NO_CUSTOMER_ANSWER if c.customer_asked else WhyUnknown.CUSTOMER_NOT_ASKED


def _require_within(what: str, part: int, whole: int) -> None:
    if part > whole:
        raise ValueError(f"{what}: {part} of {whole}")


def _share(what: str, k: int, of: int) -> Share | None:
    if not 0 <= k <= of:
        raise ValueError(f"{what}: {k} of {of}")
    return Share(k, of) if of else None


def _bounds(what: str, yes: int, no: int, of: int) -> Bounds | None:
    bounds = _of(what, yes, no, of)
    return bounds if of else None


def _of(what: str, yes: int, no: int, of: int) -> Bounds:
    if min(yes, no) < 0 or yes + no > of:
        raise ValueError(f"{what}: {yes} yes and {no} no of {of}")
    return Bounds(yes, of - yes - no, of)
