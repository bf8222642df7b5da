"""The next step: its grade, and what it lacks (METHOD 4.1)."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from foothold.core.attendance import Attendance
from foothold.core.calendar_days import BusinessDays, business_days_between
from foothold.core.commitments import (
    Commitment,
    CommitmentState,
    has_deliverable,
    is_due_by,
    is_homework,
    is_owned,
)
from foothold.core.evidence import Evidence, Level, Side
from foothold.core.replies import Answer, PartStat, Reply, answers
from foothold.core.topic import has_topic

__all__ = [
    "Flag",
    "Grade",
    "NextStep",
    "Part",
    "PartStat",
    "Reply",
    "StepKind",
    "agreement",
    "asks_for_acceptance",
    "flags",
    "grade",
    "has_topic",
    "is_agreed",
    "is_counted",
    "is_firm",
    "is_full",
    "missing",
    "moved",
    "slot",
    "stood_at",
]

UNCONFIRMED_AFTER = 2
"""Business days after which an invited step without acceptance is unconfirmed."""
ASKED_BEFORE = 2
"""The business days before a meeting in which the customer is asked, once, to confirm it."""
DISTANT_AFTER = 60
"""Calendar days ahead above which a step is flagged as distant."""


class Grade(StrEnum):
    """How real a next step is. Ordered: NONE < VAGUE < PROPOSED < INVITED < BOOKED < HELD."""

    NONE = "none"
    VAGUE = "vague"
    PROPOSED = "proposed"
    INVITED = "invited"
    BOOKED = "booked"
    HELD = "held"

    @property
    def rank(self) -> int:
        """0 for none to 5 for held, the numbers of METHOD 4.1."""
        return _RANKS[self]

    # Strings would compare by alphabet and put booked below vague.
    def __lt__(self, other: str) -> bool:
        return self.rank < Grade(other).rank

    def __le__(self, other: str) -> bool:
        return self.rank <= Grade(other).rank

    def __gt__(self, other: str) -> bool:
        return self.rank > Grade(other).rank

    def __ge__(self, other: str) -> bool:
        return self.rank >= Grade(other).rank


_RANKS = {each: rank for rank, each in enumerate(Grade)}


class StepKind(StrEnum):
    """A meeting, or a date and time by which one named side writes and the other answers."""

    MEETING = "meeting"
    EMAIL_APPOINTMENT = "email_appointment"


class Part(StrEnum):
    """What a full next step is made of, in the order of METHOD 4.1 (D T F M P W H U I A)."""

    DATE = "date"
    TIME = "time"
    FUTURE = "future"
    MEDIUM = "medium"
    TOPIC = "topic"
    PEOPLE = "people"
    HOMEWORK = "homework"
    OUR_TASK = "our task"
    INVITATION = "invitation"
    ACCEPTANCE = "acceptance"


class Flag(StrEnum):
    """What a person should know about a next step beside its grade."""

    UNCONFIRMED = "unconfirmed"
    DISTANT = "distant"
    DATE_WITHOUT_TIME = "date_without_time"
    PAST = "past"
    HEDGED = "hedged"
    EMAIL_APPOINTMENT = "email_appointment"
    HELD_ASSUMED = "held_assumed"


@dataclass(frozen=True, slots=True, kw_only=True)
class NextStep:
    """A future contact that was mentioned, as far as it is known.

    `starts_at` is the slot (aware; ValueError otherwise), `starts_on` the day where only a day was
    said; `ends_at` keeps a running meeting from being past. `ours` and `customer` name people.

    `agreed` is how well the customer's agreement to this very slot is borne out: E3 for his located
    words. His own offer is agreed once we took it up (`taken_up`, or our invitation to it left);
    what he half accepts is `hedged` and agrees nothing. `invited_at` is when the invitation with
    this `sequence` left to a customer address, None if it did not. `replies` are customer persons'
    answers, oldest first. `his_invitation_accepted_at` is when we accepted an invitation of his,
    `moved_by_customer_at` when he moved a booked step to this slot (see `moved`). `attendance` is
    known only once the slot has passed.
    """

    starts_at: datetime | None = None
    starts_on: date | None = None
    ends_at: datetime | None = None
    topic: str = ""
    goal: str = ""
    language: str = "en"
    medium: str = ""
    ours: tuple[str, ...] = ()
    customer: tuple[str, ...] = ()
    kind: StepKind = StepKind.MEETING
    named_by: Side = Side.UNKNOWN
    taken_up: bool = False
    agreed: Level = Level.E0
    agreed_in_writing: bool = False
    hedged: bool = False
    sequence: int = 0
    invited_at: datetime | None = None
    replies: tuple[Reply, ...] = ()
    his_invitation_accepted_at: datetime | None = None
    moved_by_customer_at: datetime | None = None
    asked_at: datetime | None = None
    cancelled_at: datetime | None = None
    attendance: Attendance | None = None
    commitments: tuple[Commitment, ...] = ()
    evidence: tuple[Evidence, ...] = ()

    def __post_init__(self) -> None:
        for moment in (self.starts_at, self.ends_at, self.invited_at, self.cancelled_at):
            if moment is not None and moment.utcoffset() is None:
                raise ValueError(f"{moment.isoformat()} has no time zone")

    @property
    def day(self) -> date | None:
        """The calendar date, in the zone of the slot."""
        return self.starts_at.date() if self.starts_at is not None else self.starts_on


def grade(step: NextStep | None, now: datetime) -> Grade:
    """Tell a booked next step from a promise to talk again, as of `now` (METHOD 4.1).

    What the customer did decides, not what we typed or sent: a step is booked once it has a
    date and time ahead and a customer person's own ACCEPTED. None is a conversation in which no
    future contact was mentioned. "Call me in two weeks" is vague, however warmly said; so is a
    time he declined, and a time gone by that nobody is known to have kept.

    >>> from datetime import UTC
    >>> grade(NextStep(topic="call me in two weeks"), datetime(2026, 3, 2, tzinfo=UTC))
    <Grade.VAGUE: 'vague'>
    """
    if step is None:
        return Grade.NONE
    if step.attendance is not None and step.attendance.held:
        if step.starts_at is None or step.starts_at <= now:
            return Grade.HELD
        if _invited(step, now):
            # Many attend without clicking Accept: kept, it was booked from the day of the invitation.
            return Grade.BOOKED
    if not _ahead(step, now):
        return _grade_of_a_past_slot(step, now)
    if _cancelled(step, now) or _declined(step, now):
        return Grade.VAGUE
    if _booked(step, now):
        return Grade.BOOKED
    if _invited(step, now) and agreement(step, now) >= Level.E3:
        return Grade.INVITED
    return Grade.PROPOSED


def agreement(step: NextStep, now: datetime) -> Level:
    """Return how well it is borne out that the customer agreed to the slot now in force.

    E4: his act seen by us. E3: his located words, also before any invitation left. A
    cancellation, a decline or a wish for another time takes agreement back.
    """
    if _cancelled(step, now) or _declined(step, now):
        return Level.E0
    if _his_act(step, now):
        return Level.E4
    replied = _answers(step, now)
    accepted = max((answer.acceptance for answer in replied), default=Level.E0)
    if any(answer.new_slot or answer.declined for answer in replied):
        return accepted
    return max(accepted, _word(step, now))


def slot(step: NextStep, now: datetime) -> datetime | None:
    """Return the slot now in force: the one the customer proposed instead, if he did, else the step's own."""
    replied = _answers(step, now)
    if any(answer.acceptance >= Level.E3 and answer.new_slot is None for answer in replied):
        return step.starts_at
    return next((answer.new_slot for answer in replied if answer.new_slot is not None), step.starts_at)


def is_agreed(step: NextStep | None, now: datetime) -> bool:
    """Whether the customer agreed to a slot (E3 or more), its invitation sent or not, or it is booked."""
    if step is None:
        return False
    reached = grade(step, now)
    return reached >= Grade.BOOKED or (reached >= Grade.PROPOSED and agreement(step, now) >= Level.E3)


def is_firm(step: NextStep | None, now: datetime) -> bool:
    """Invited or better, with a medium, a topic and a named person each side."""
    return (
        step is not None
        and grade(step, now) >= Grade.INVITED
        and _has_medium(step)
        and _on_topic(step)
        and _has_people(step)
    )


def is_counted(step: NextStep | None, now: datetime) -> bool:
    """Booked or better, with a topic: what moves a verdict and the review."""
    return step is not None and grade(step, now) >= Grade.BOOKED and _on_topic(step)


def is_full(step: NextStep | None, now: datetime) -> bool:
    """The full Best Next Action Step: counted, firm, homework of theirs and a task of ours."""
    return (
        step is not None
        and is_counted(step, now)
        and is_firm(step, now)
        and _has_homework(step)
        and _has_our_task(step)
    )


def missing(step: NextStep | None, now: datetime) -> tuple[Part, ...]:
    """Name what the step lacks to be full, in the order of METHOD 4.1; all of it where there is none.

    >>> from datetime import UTC
    >>> now = datetime(2026, 3, 2, tzinfo=UTC)
    >>> missing(NextStep(starts_on=date(2026, 3, 12), medium="phone"), now)[0]
    <Part.TIME: 'time'>
    """
    asked = step if step is not None else NextStep()
    return tuple(part for part, present in _PRESENT.items() if not present(asked, now))


def flags(step: NextStep | None, now: datetime, days: BusinessDays) -> tuple[Flag, ...]:
    """Return what a person should know beside the grade."""
    if step is None:
        return ()
    found = {
        Flag.UNCONFIRMED: _unconfirmed(step, now, days),
        Flag.DISTANT: step.day is not None and (step.day - _today(step, now)).days > DISTANT_AFTER,
        Flag.DATE_WITHOUT_TIME: step.starts_at is None and step.starts_on is not None,
        Flag.PAST: step.day is not None and not _in_future(step, now),
        Flag.HEDGED: step.hedged,
        Flag.EMAIL_APPOINTMENT: step.kind is StepKind.EMAIL_APPOINTMENT,
        Flag.HELD_ASSUMED: _held_assumed(step, now),
    }
    return tuple(flag for flag, raised in found.items() if raised)


def asks_for_acceptance(step: NextStep, now: datetime, days: BusinessDays) -> bool:
    """Whether the customer is to be asked now for an act: once, in the last 2 business days before."""
    return (
        step.asked_at is None
        and step.starts_at is not None
        and _unconfirmed(step, now, days)
        and business_days_between(now, step.starts_at, days) <= ASKED_BEFORE
    )


def moved(step: NextStep, starts_at: datetime, by: Side, *, at: datetime, level: Level) -> NextStep:
    """Return the step moved to a new slot under the next SEQUENCE.

    Moved by the customer (his words or act at `level`) it keeps grade 4 if it had it. Moved by
    us, he has to agree anew. The invitation to the new slot has not left yet.
    """
    his = by is Side.CUSTOMER and level >= Level.E3
    return replace(
        step,
        starts_at=starts_at,
        starts_on=None,
        ends_at=None,
        named_by=by,
        taken_up=his,
        agreed=level if by is Side.CUSTOMER else Level.E0,
        agreed_in_writing=False,
        hedged=False,
        sequence=step.sequence + 1,
        invited_at=None,
        his_invitation_accepted_at=None,
        moved_by_customer_at=at if his and grade(step, at) is Grade.BOOKED else None,
        asked_at=None,
        cancelled_at=None,
        attendance=None,
    )


def stood_at(step: NextStep, since: datetime, now: datetime) -> datetime:
    """Return the moment at which to grade a step for a judgement that its passing must not undo.

    `now` while the slot is ahead and once it was held; otherwise just before it began, but not
    before `since`, the end of the meeting it came from: a slot already past then was no next step.
    """
    in_force = slot(step, now)
    if in_force is None or in_force > now or (step.attendance is not None and step.attendance.held):
        return now
    return max(since, in_force - timedelta(microseconds=1))


def _grade_of_a_past_slot(step: NextStep, now: datetime) -> Grade:
    if not _held_assumed(step, now) or step.starts_at is None:
        return Grade.VAGUE
    # A calendar entry gone by is taken to have been held, but that is no word of the customer:
    # the step keeps the grade it had when it began, and gains none.
    return grade(replace(step, attendance=None), step.starts_at - timedelta(microseconds=1))


def _booked(step: NextStep, now: datetime) -> bool:
    if _his_act(step, now):
        return True
    in_writing = step.kind is StepKind.EMAIL_APPOINTMENT and step.agreed_in_writing
    if in_writing and agreement(step, now) >= Level.E3:
        return True
    return any(
        answer.acceptance >= Level.E4 and (_invited(step, now) or answer.own_link) for answer in _answers(step, now)
    )


def _word(step: NextStep, now: datetime) -> Level:
    """The customer's agreement by word: none while hedged, or while nobody took up his own offer."""
    open_offer = step.named_by is Side.CUSTOMER and not (step.taken_up or _invited(step, now))
    return Level.E0 if step.hedged or open_offer else step.agreed


def _declined(step: NextStep, now: datetime) -> bool:
    """Every customer person we know of declined, and none proposed another time."""
    replied = _answers(step, now)
    if any(answer.acceptance > Level.E0 or answer.new_slot is not None for answer in replied):
        return False
    decliners = sum(answer.declined for answer in replied)
    return decliners > 0 and decliners >= len(step.customer)


def _answers(step: NextStep, now: datetime) -> tuple[Answer, ...]:
    return answers(step.replies, step.sequence, step.starts_at, now)


def _invited(step: NextStep, now: datetime) -> bool:
    return step.invited_at is not None and step.invited_at <= now


def _his_act(step: NextStep, now: datetime) -> bool:
    """We accepted his own invitation to this slot, or he moved a booked step to it."""
    acts = (step.his_invitation_accepted_at, step.moved_by_customer_at)
    return any(at is not None and at <= now for at in acts)


def _cancelled(step: NextStep, now: datetime) -> bool:
    return step.cancelled_at is not None and step.cancelled_at <= now


def _ahead(step: NextStep, now: datetime) -> bool:
    """D, T and F: a date and a time that is not over."""
    in_force = slot(step, now)
    if in_force is None:
        return False
    runs_until = step.ends_at if in_force == step.starts_at and step.ends_at is not None else in_force
    return runs_until > now


def _in_future(step: NextStep, now: datetime) -> bool:
    if slot(step, now) is not None:
        return _ahead(step, now)
    return step.starts_on is not None and step.starts_on >= now.date()


def _today(step: NextStep, now: datetime) -> date:
    return now.astimezone(step.starts_at.tzinfo).date() if step.starts_at is not None else now.date()


def _held_assumed(step: NextStep, now: datetime) -> bool:
    return (
        step.attendance is not None and step.attendance.assumed and step.starts_at is not None and step.starts_at <= now
    )


def _unconfirmed(step: NextStep, now: datetime, days: BusinessDays) -> bool:
    return (
        step.invited_at is not None
        and grade(step, now) is Grade.INVITED
        and business_days_between(step.invited_at, now, days) >= UNCONFIRMED_AFTER
    )


def _has_medium(step: NextStep) -> bool:
    return bool(step.medium.strip())


def _on_topic(step: NextStep) -> bool:
    return has_topic(step.topic, step.language, goal=step.goal)


def _has_people(step: NextStep) -> bool:
    return all(any(name.strip() for name in side) for side in (step.ours, step.customer))


def _has_homework(step: NextStep) -> bool:
    return any(is_homework(each) and _prepares(each, step) for each in step.commitments)


def _has_our_task(step: NextStep) -> bool:
    return any(
        each.side is Side.OURS and is_owned(each) and has_deliverable(each) and _prepares(each, step)
        for each in step.commitments
    )


def _prepares(commitment: Commitment, step: NextStep) -> bool:
    return commitment.state is not CommitmentState.DROPPED and is_due_by(commitment, step.day)


def _accepted(step: NextStep, now: datetime) -> bool:
    return grade(step, now) >= Grade.BOOKED or agreement(step, now) >= Level.E4


_PRESENT: dict[Part, Callable[[NextStep, datetime], bool]] = {
    Part.DATE: lambda step, now: step.day is not None or slot(step, now) is not None,
    Part.TIME: lambda step, now: slot(step, now) is not None,
    Part.FUTURE: _in_future,
    Part.MEDIUM: lambda step, now: _has_medium(step),
    Part.TOPIC: lambda step, now: _on_topic(step),
    Part.PEOPLE: lambda step, now: _has_people(step),
    Part.HOMEWORK: lambda step, now: _has_homework(step),
    Part.OUR_TASK: lambda step, now: _has_our_task(step),
    Part.INVITATION: lambda step, now: _invited(step, now) or grade(step, now) >= Grade.BOOKED,
    Part.ACCEPTANCE: _accepted,
}
