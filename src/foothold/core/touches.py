"""What of ours waits for an answer, and what answered: touches, acts, proposals (METHOD 3, "touch"; METHOD 8)."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from itertools import pairwise

from foothold.core.calendar_days import BusinessDays, add_business_days, business_days_between
from foothold.core.evidence import Level

ANSWER_WITHIN = 5
"""Business days a proposal without an agreed answer date is given."""
APART = 3.0
"""At most one touch in so many business days [C]."""
IN_ALL = 6
"""Touches of one silence at most [C]."""
_WEEKLY = (timedelta(days=6), timedelta(days=8))
_A_RHYTHM = 3
_DAY_ENDS = time(17)


class How(StrEnum):
    """What a touch is."""

    MAIL = "mail"
    CALL = "call"
    INVITATION = "invitation"
    PROPOSAL = "proposal"
    PROMISE = "promise"
    """A customer's promise past its day: it asks by itself, so that not logging never helps."""


@dataclass(frozen=True, slots=True)
class Touch:
    """One message, call or invitation of ours to a customer person; `person` "" where it is not known whom.

    `news` is whether it had new content; None: its words are not kept, not known.
    """

    at: datetime
    person: str = ""
    how: How = How.MAIL
    news: bool | None = None


@dataclass(frozen=True, slots=True)
class Act:
    """Something a customer person did. `answers` is False for what answers nothing by itself, a meeting held."""

    at: datetime
    person: str = ""
    level: Level = Level.E3
    answers: bool = True

    @property
    def is_theirs(self) -> bool:
        """Whether his words or an act that was seen bear it out (E3): what we say or assume ends no silence."""
        return self.level >= Level.E3


@dataclass(frozen=True, slots=True)
class Proposal:
    """A proposal: sent, an answer date agreed or not, answered or not (000-2)."""

    sent_at: datetime
    answer_on: date | None = None
    answered_at: datetime | None = None
    person: str = ""

    def is_open(self, now: datetime) -> bool:
        """Whether it was sent by `now` and is not answered by then."""
        return self.sent_at <= now and (self.answered_at is None or self.answered_at > now)

    def open_days(self, now: datetime) -> int:
        """Return the whole calendar days it is open: "proposal open n days"; 0 where it is answered."""
        return max(0, (now - self.sent_at).days) if self.is_open(now) else 0

    def due_at(self, days: BusinessDays) -> datetime:
        """Return when it turns into a touch: the end of the answer date, else five business days after it was sent."""
        if self.answer_on is None:
            return add_business_days(self.sent_at, ANSWER_WITHIN, days)
        return end_of_day(self.answer_on, days)


def end_of_day(day: date, days: BusinessDays) -> datetime:
    """Return 17:00 of a day in the customer's zone: from then on what was due that day is past it."""
    return datetime.combine(day, _DAY_ENDS, tzinfo=days.zone)


def past_due(proposals: Iterable[Proposal], now: datetime, days: BusinessDays) -> list[Touch]:
    """Return the touches that open proposals past their answer date are."""
    due = [(each, each.due_at(days)) for each in proposals if each.is_open(now)]
    return [Touch(at, each.person, How.PROPOSAL) for each, at in due if at <= now]


def unanswered(touches: Iterable[Touch], acts: Iterable[Act], now: datetime, days: BusinessDays) -> tuple[Touch, ...]:
    """Return the touches until `now` that no act followed, oldest first; several of a day to one person are one.

    Given are those of one person; of a deal with several see `unanswered_by`. An act of the same moment is an answer;
    one below E3 is none.
    """
    last = max((act.at for act in acts if act.is_theirs and act.at <= now), default=None)
    waiting = sorted((each for each in touches if each.at <= now and (last is None or each.at > last)), key=_when)
    return _one_a_day(waiting, days)


def unanswered_by(
    touches: Iterable[Touch], acts: Iterable[Act], now: datetime, days: BusinessDays, acted: Collection[str]
) -> dict[str, tuple[Touch, ...]]:
    """Return whom of a deal we touched since anybody of it last acted, each with the touches he left unanswered.

    An act of his ends his silence, and nobody else's; what was sent to several at once any of them answers. An act of
    which it is not known whose it is may be anybody's, and what was sent to nobody in particular ("") is everybody's.
    Nobody is silent while the last sign is one of theirs.

    `acted` are those who ever did something. A touch of ours to anybody else is no sign of life, so he is no silence of
    his own: left out beside one who acted, else all such together are the one who was touched last.
    """
    past = sorted((each for each in touches if each.at <= now), key=_when)
    theirs = [act for act in acts if act.is_theirs and act.at <= now]
    last = max((act.at for act in theirs), default=None)
    addressed = [each.person for each in past if last is None or each.at > last]
    together = _sent_together(past)
    still = [each for each in past if not any(_answers(act, each, together) for act in theirs)]
    return _shared_out(still, addressed, acted, days)


def in_all(
    touches: Iterable[Touch], acts: Iterable[Act], waiting: Iterable[Touch], now: datetime, days: BusinessDays
) -> tuple[Touch, ...]:
    """Return all a deal was touched in vain, to whomever: since anybody's last act, and those `waiting` of its silence.

    By these it is told how often more may be sent and whether we chase: turning to another person starts neither anew.
    """
    since = unanswered(map(_to_nobody, touches), acts, now, days)
    return _one_a_day(sorted((*waiting, *since), key=_when), days)


def ages(touches: Iterable[Touch], now: datetime, days: BusinessDays) -> tuple[float, ...]:
    """Return the business days since each touch; weekends, holidays and stated absences stop the clock."""
    return tuple(business_days_between(each.at, now, days) for each in touches)


@dataclass(frozen=True, slots=True)
class Waited:
    """One silence of the past: its touches, and the act that ended it, None where none did."""

    touches: tuple[Touch, ...]
    ended_by: Act | None


def silences_of(touches: Iterable[Touch], acts: Iterable[Act], days: BusinessDays) -> dict[str, tuple[Waited, ...]]:
    """Return the silences of the people of an account, each one's in order of time, those that still last included.

    What ends them, and whose they are, is told as in `unanswered_by`; those under "" are of touches to nobody in
    particular, with nobody touched beside.
    """
    touched = list(touches)
    if not touched:
        return {}
    signs: list[Touch | Act] = sorted([*acts, *touched], key=lambda each: (each.at, isinstance(each, Act)))
    together = _sent_together(touched)
    found: dict[str, list[Waited]] = {}
    waiting, acted = list[Touch](), set[str]()
    for sign in signs:
        if isinstance(sign, Touch):
            waiting.append(sign)
        elif sign.is_theirs:
            acted.add(sign.person)
            ended = [each for each in waiting if _answers(sign, each, together)]
            waiting = [each for each in waiting if not _answers(sign, each, together)]
            people = {each.person for each in ended}
            for person, those in _shared_out(ended, [each.person for each in ended], people, days).items():
                found.setdefault(person, []).append(Waited(those, sign))
    for person, those in _shared_out(waiting, [each.person for each in waiting], acted, days).items():
        found.setdefault(person, []).append(Waited(those, None))
    return {person: tuple(past) for person, past in found.items()}


def answers_in(silences: Iterable[Waited]) -> list[tuple[datetime, datetime]]:
    """When we last touched before each of their answers, and when it came; what answered nothing is left out."""
    return [
        (each.touches[-1].at, each.ended_by.at)
        for each in silences
        if each.ended_by is not None and each.ended_by.answers
    ]


def taken(silences: Iterable[Waited], days: BusinessDays) -> list[float]:
    """Return the business days each answer took, from the last touch before it."""
    return [business_days_between(asked, came, days) for asked, came in answers_in(silences)]


def acts_of(acts: Iterable[Act], person: str) -> list[Act]:
    """Return what he did, or may have done: it is not always known whose an act was; of nobody in particular all."""
    return [act for act in acts if not person or act.person in {"", person}]


def may_touch_in(waiting: Sequence[float]) -> float | None:
    """Return in how many business days the next touch may leave, 0 for now; None where six were unanswered.

    `waiting` are the ages of the unanswered touches in business days.
    """
    if len(waiting) >= IN_ALL:
        return None
    return max(0.0, APART - min(waiting)) if waiting else 0.0


def is_weekly(touches: Sequence[Touch]) -> bool:
    """Whether the last three or more touches came week by week without anything new: chasing (000-5).

    A touch known to have news breaks the rhythm; one of which it is not known does not.
    """
    last = sorted(touches, key=_when)[-_A_RHYTHM:]
    gaps = [later.at - earlier.at for earlier, later in pairwise(last)]
    weekly = all(_WEEKLY[0] <= gap <= _WEEKLY[1] for gap in gaps)
    return len(last) == _A_RHYTHM and weekly and not any(each.news for each in last)


def _when(touch: Touch) -> datetime:
    return touch.at


def _sent_together(touches: Iterable[Touch]) -> dict[datetime, set[str]]:
    """Who was touched at each moment; "", which is anybody, with them."""
    found: dict[datetime, set[str]] = {}
    for each in touches:
        found.setdefault(each.at, {""}).add(each.person)
    return found


def _answers(act: Act, touch: Touch, together: Mapping[datetime, set[str]]) -> bool:
    return act.at >= touch.at and (not touch.person or act.person in together[touch.at])


def _shared_out(
    still: Sequence[Touch], addressed: Sequence[str], acted: Collection[str], days: BusinessDays
) -> dict[str, tuple[Touch, ...]]:
    """Whose silence it is that these touches wait in."""
    named = [person for person in addressed if person] or addressed[:1]
    alive = {person for person in named if person in acted}
    if not alive:
        return {named[-1]: _as_one(still, {"", *named}, days)} if named else {}
    return {person: _as_one(still, {"", person}, days) for person in alive}


def _as_one(touches: Iterable[Touch], people: Collection[str], days: BusinessDays) -> tuple[Touch, ...]:
    """Those to these people, as if they were to one."""
    return _one_a_day([_to_nobody(each) for each in touches if each.person in people], days)


def _to_nobody(touch: Touch) -> Touch:
    """The touch as one to nobody in particular."""
    return replace(touch, person="") if touch.person else touch


def _one_a_day(touches: Iterable[Touch], days: BusinessDays) -> tuple[Touch, ...]:
    first: dict[tuple[str, date], Touch] = {}
    for touch in touches:
        first.setdefault((touch.person, touch.at.astimezone(days.zone).date()), touch)
    return tuple(first.values())
