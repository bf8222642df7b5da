"""The verdict on a meeting: the first rule that fits (METHOD 6.1)."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from foothold.core.attendance import Attendance
from foothold.core.calendar_days import BusinessDays, business_days_between
from foothold.core.commitments import Commitment, is_dated_promise
from foothold.core.evidence import Level
from foothold.core.next_step import NextStep, is_agreed, is_counted, stood_at
from foothold.core.topic import has_topic

PENDING_FOR = 2
"""Business days after the meeting during which what was agreed aloud is a pending advance."""


class Verdict(StrEnum):
    """What became of a meeting, after Rackham."""

    ORDER = "order"
    ADVANCE = "advance"
    PENDING = "advance (pending)"
    CONTINUATION = "continuation"
    NO_SALE = "no sale"
    NO_SHOW = "no show"


@dataclass(frozen=True, slots=True)
class CustomerAct:
    """Something a customer person did, seen or told: what, on which day, and how well borne out."""

    what: str
    on: date | None
    level: Level
    towards_decision: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class AfterMeeting:
    """All a verdict may look at. Length, talk share, sentiment and smiles have no place here.

    `ended_at` is when the meeting, or its slot, was over (aware). `order` and `refusal` (an
    explicit no) are evidence levels: a signature is E4, a spoken order E3, none E0. `promises` are
    what was promised in it, `acts` what customer people did since.
    """

    ended_at: datetime
    cancelled: bool = False
    moved: bool = False
    attendance: Attendance | None = None
    order: Level = Level.E0
    refusal: Level = Level.E0
    next_step: NextStep | None = None
    promises: tuple[Commitment, ...] = ()
    acts: tuple[CustomerAct, ...] = ()


def judge(meeting: AfterMeeting, now: datetime, days: BusinessDays) -> Verdict | None:
    """Judge a meeting by what the customer did and said, as of `now`.

    None is no verdict: cancelled, moved or not yet over. An explicit no and an absence are
    believed on the seller's word, for it speaks against the seller's interest; what speaks for it
    needs the customer's. A step that has begun since is taken as it stood before it began.

    >>> from datetime import UTC
    >>> ended = datetime(2026, 3, 2, 11, tzinfo=UTC)
    >>> judge(AfterMeeting(ended_at=ended, order=Level.E4), ended, BusinessDays(UTC))
    <Verdict.ORDER: 'order'>
    """
    if meeting.cancelled or meeting.moved or now < meeting.ended_at:
        return None
    if meeting.attendance is not None and meeting.attendance.somebody_missed_it:
        return Verdict.NO_SHOW
    if meeting.order >= Level.E4:
        return Verdict.ORDER
    if meeting.refusal >= Level.E1:
        return Verdict.NO_SALE
    if _has_counted_step(meeting, now) or _acted(meeting):
        return Verdict.ADVANCE
    if _is_recent(meeting, now, days) and _promised(meeting, now):
        return Verdict.PENDING
    return Verdict.CONTINUATION


def judge_again(
    said: Verdict | None, meeting: AfterMeeting, *, step_booked: bool | None, now: datetime, days: BusinessDays
) -> Verdict | None:
    """Return the verdict of a reading, `said`, as what came since makes it (METHOD 6.1: recomputed with evidence).

    `said` None is a meeting without words, or one whose sides are not known. `meeting` holds what is known apart from
    them: cancelled, who came, an order, a no. `step_booked` is whether its next step is booked by now, however late
    that was (METHOD 4.1): his accepted invitation moves a verdict, ours does not. What was pending is a continuation
    two business days later; without words that no step is booked is a continuation, and what is not known is no
    verdict.

    >>> from datetime import UTC
    >>> ended = AfterMeeting(ended_at=datetime(2026, 3, 2, 11, tzinfo=UTC))
    >>> later = datetime(2026, 3, 5, 11, tzinfo=UTC)
    >>> judge_again(Verdict.PENDING, ended, step_booked=None, now=later, days=BusinessDays(UTC))
    <Verdict.CONTINUATION: 'continuation'>
    """
    known = judge(meeting, now, days)
    if known in {None, Verdict.NO_SHOW}:
        return known
    for verdict in (Verdict.ORDER, Verdict.NO_SALE):
        if verdict in {known, said}:
            return verdict
    if step_booked or said is Verdict.ADVANCE:
        return Verdict.ADVANCE
    if said is Verdict.PENDING and _is_recent(meeting, now, days):
        return Verdict.PENDING
    return Verdict.CONTINUATION if said is not None or step_booked is False else None


def _is_recent(meeting: AfterMeeting, now: datetime, days: BusinessDays) -> bool:
    return business_days_between(meeting.ended_at, now, days) <= PENDING_FOR


def _has_counted_step(meeting: AfterMeeting, now: datetime) -> bool:
    step = meeting.next_step
    return step is not None and is_counted(step, stood_at(step, meeting.ended_at, now))


def _acted(meeting: AfterMeeting) -> bool:
    """A dated customer act towards a decision, seen by us."""
    return any(act.towards_decision and act.on is not None and act.level >= Level.E4 for act in meeting.acts)


def _promised(meeting: AfterMeeting, now: datetime) -> bool:
    """A slot agreed with a topic, a dated customer promise, or a spoken order: all in his words."""
    return (
        meeting.order >= Level.E3
        or _has_agreed_topic(meeting, now)
        or any(is_dated_promise(promise) for promise in meeting.promises)
    )


def _has_agreed_topic(meeting: AfterMeeting, now: datetime) -> bool:
    step = meeting.next_step
    return (
        step is not None
        and has_topic(step.topic, step.language, goal=step.goal)
        and is_agreed(step, stood_at(step, meeting.ended_at, now))
    )
