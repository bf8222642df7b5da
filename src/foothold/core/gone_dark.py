"""The one act advised towards a silent customer, and when to let go (METHOD 8)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from math import sqrt

from foothold.core.reply_times import ReplyTimes
from foothold.core.silence import PI0, Kind, Quiet, Silence, p_alive, p_reply
from foothold.core.touches import IN_ALL, may_touch_in
from foothold.core.triage import Z_80

LOOK_AGAIN = timedelta(days=90)
"""After which somebody let go is looked at again."""
LAST_WAIT = 5.0
"""Business days the last message is given."""
MANY = 3
"""Unanswered touches from which one in the dark gets the last message."""
FROM_OWN = 50
"""Silences of one kind from which pi0 is told from the user's own."""
_PRIOR_WORTH = 20
_LEAST = 1e-6


class Advised(StrEnum):
    """The act advised; one at a time."""

    OURS_FIRST = "ours first"
    """What we owe is overdue: it is us who are silent."""
    WAIT = "wait"
    ONE_MESSAGE = "one message"
    """Another medium, two real slots, a topic, one small homework, a page to choose."""
    ANOTHER_PERSON = "another person"
    """Somebody who already acted, with a new reason and two slots."""
    LAST_MESSAGE = "last message"
    """Three answers: a slot, not now but back on a date, no."""
    LET_GO = "let go"


@dataclass(frozen=True, slots=True)
class Advice:
    """One act, and in how many business days it may be done: 0 is now (at most one touch in three)."""

    act: Advised
    in_days: float = 0.0


def advised(
    found: Silence | None, *, in_all: Sequence[float] = (), we_owe: bool = False, booked: bool = False
) -> Advice | None:
    """Return the act advised; None where nothing is unanswered and nothing of ours is late.

    `we_owe` is whether something of ours is overdue; `in_all` are the ages of all the touches of a deal, where `found`
    is the silence of one person of several. After six touches nothing more is sent: five business days later it is let
    go. That a last message with three answers left nobody knows: it is a draft of the seller's own.
    """
    if we_owe:
        return Advice(Advised.OURS_FIRST)
    if found is None:
        return None
    if booked or found.state is Quiet.ACTIVE:
        return Advice(Advised.WAIT)
    touched = in_all or found.ages
    ending = _since_the_sixth(touched)
    if ending is not None:
        return Advice(Advised.LET_GO, max(0.0, LAST_WAIT - ending))
    return Advice(act_of(found.state, len(touched)), may_touch_in(touched) or 0.0)


def act_of(state: Quiet, touches: int) -> Advised:
    """Return the act by the state and the number of unanswered touches alone, where nothing else is known.

    >>> act_of(Quiet.DARK, 2).value, act_of(Quiet.DARK, 3).value
    ('another person', 'last message')
    """
    if state is Quiet.ACTIVE:
        return Advised.WAIT
    if touches >= IN_ALL:
        return Advised.LET_GO
    if state is Quiet.QUIET:
        return Advised.ONE_MESSAGE
    return Advised.LAST_MESSAGE if touches >= MANY else Advised.ANOTHER_PERSON


def _since_the_sixth(ages: Sequence[float]) -> float | None:
    return min(ages) if len(ages) >= IN_ALL else None


def look_again_on(let_go_on: date) -> date:
    """Return the day to look again at somebody let go on a day."""
    return let_go_on + LOOK_AGAIN


@dataclass(frozen=True, slots=True)
class OwnSilences:
    """The user's own silences of one kind: how many have come to something, and how many of them an act ended."""

    ended: int
    answered: int


def own_pi0(own: Mapping[Kind, OwnSilences]) -> dict[Kind, float]:
    """Return pi0 of each kind: from the user's own silences from 50 on (Beta prior worth 20), else as METHOD 8 has it.

    q and its decay cannot be told apart from pi0 and stay.

    >>> own_pi0({Kind.MET: OwnSilences(ended=80, answered=30)})[Kind.MET]
    0.43
    """
    return {kind: _told(prior, own.get(kind)) for kind, prior in PI0.items()}


@dataclass(frozen=True, slots=True)
class Foretold:
    """P(an answer within five business days), from 0 to 1, with its 80% range."""

    p: float
    low: float
    high: float


def foretold(found: Silence, times: ReplyTimes, own: OwnSilences) -> tuple[Foretold, Foretold] | None:
    """Return what is foretold if we wait, and with one new touch now; None below 50 silences of the user's own.

    The range is that of pi0 as counted: of the constants that cannot be told apart from it nothing is known.
    """
    if own.ended < FROM_OWN:
        return None
    spread = Z_80 * sqrt(found.pi0 * (1 - found.pi0) / (_PRIOR_WORTH + own.ended + 1))
    low, high = (
        p_reply(found.ages, p_alive(found.ages, min(max(pi0, _LEAST), 1 - _LEAST), times), times)
        for pi0 in (found.pi0 - spread, found.pi0 + spread)
    )
    waiting, touching = zip((found.reply_waiting, found.reply_touching), low, high, strict=True)
    return Foretold(*waiting), Foretold(*touching)


def _told(prior: float, own: OwnSilences | None) -> float:
    if own is None or own.ended < FROM_OWN:
        return prior
    return (_PRIOR_WORTH * prior + own.answered) / (_PRIOR_WORTH + own.ended)


def brier(foretold: Sequence[tuple[float, bool]]) -> float | None:
    """Return the mean squared distance of what was foretold (0 to 1) from what came, 0 the best; None of nothing.

    >>> brier([(0.5, False), (0.5, True)])
    0.25
    """
    if not foretold:
        return None
    return sum((chance - came) ** 2 for chance, came in foretold) / len(foretold)
