"""Gone dark: is the relation alive, will he answer, and what state is that? (METHOD 8)"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import prod

from foothold.core.reply_times import WITHOUT_HISTORY, ReplyTimes

FIRST_Q = 0.6
DECAY = 0.7
"""Touch i would be answered by a living relation with .6 x .7^i: silences hang together [C]."""
HORIZON = 5.0
"""Business days within which an answer is foretold."""
ACTED_LATELY = 10.0
"""Business days an act of his (E4) counts as lately."""
YOUNG = 3.0
"""Business days before which the oldest touch is too young for any silence."""
YOUNG_FOR_DARK = 5.0
ACTIVE_FROM = 0.5
QUIET_FROM = 0.25


class Kind(StrEnum):
    """What went before the silence: what a relation is worth before anything was left unanswered."""

    ACTED = "acted"
    MET = "met"
    COLD = "cold"


PI0 = {Kind.ACTED: 0.85, Kind.MET: 0.65, Kind.COLD: 0.30}
"""P(alive) before the first unanswered touch, by kind [C]; the user's own count from 50 on (core.gone_dark)."""


class Quiet(StrEnum):
    """How silent he is. No state at all where no touch of ours is unanswered."""

    ACTIVE = "active"
    QUIET = "quiet"
    DARK = "dark"


@dataclass(frozen=True, slots=True)
class Silence:
    """What the unanswered touches say; probabilities from 0 to 1.

    `ages` are the business days since each touch, the oldest first; `alive` is P(alive), `reply_waiting` and
    `reply_touching` P(an answer within 5 business days) if we wait, or send one new touch now.
    """

    ages: tuple[float, ...]
    pi0: float
    alive: float
    reply_waiting: float
    reply_touching: float
    state: Quiet

    @property
    def alive_ratio(self) -> float:
        """P(alive) against what it was before the silence, from 0 to 1: METHOD 7 multiplies P(win) by it."""
        return self.alive / self.pi0

    @property
    def is_silent(self) -> bool:
        """Whether the screen says Silent: QUIET or DARK (DESIGN 3)."""
        return self.state is not Quiet.ACTIVE


def kind_of(*, bd_since_act: float | None, met_or_proposed: bool) -> Kind:
    """Return what went before: an act of his (E4) in the last 10 business days, a held meeting or proposal, neither."""
    if bd_since_act is not None and bd_since_act <= ACTED_LATELY:
        return Kind.ACTED
    return Kind.MET if met_or_proposed else Kind.COLD


def silence(
    ages: Sequence[float],
    pi0: float = PI0[Kind.MET],
    times: ReplyTimes = WITHOUT_HISTORY,
    *,
    booked: bool = False,
) -> Silence | None:
    """Return the silence after unanswered touches `ages` business days ago; None where there is none.

    `pi0` lies between 0 and 1, both excluded (ValueError), so does no `ages` below 0. With a future meeting `booked`
    the state is ACTIVE whatever was left unanswered (METHOD 8).

    >>> found = silence([2])
    >>> f"{found.alive:.2f} {found.reply_waiting:.2f} {found.reply_touching:.2f} {found.state}"
    '0.52 0.12 0.27 active'
    """
    if not 0 < pi0 < 1:
        raise ValueError(f"pi0 is {pi0}, not between 0 and 1")
    if any(age < 0 for age in ages):
        raise ValueError("a touch lies in the future")
    if not ages:
        return None
    oldest_first = tuple(sorted(ages, reverse=True))
    alive = p_alive(oldest_first, pi0, times)
    waiting, touching = p_reply(oldest_first, alive, times)
    state = Quiet.ACTIVE if booked else _state(alive, oldest_first[0])
    return Silence(oldest_first, pi0, alive, waiting, touching, state)


def p_alive(ages: Sequence[float], pi0: float, times: ReplyTimes) -> float:
    """Return P(alive) = pi0 S / (1 - pi0 + pi0 S), S = product (1 - q_i F(t_i)), the oldest touch first."""
    unanswered = prod(1 - answer_rate(place) * times.answered_by(age) for place, age in enumerate(ages))
    return pi0 * unanswered / (1 - pi0 + pi0 * unanswered)


def p_reply(ages: Sequence[float], alive: float, times: ReplyTimes, within: float = HORIZON) -> tuple[float, float]:
    """Return P(an answer in `within` business days) if we wait, and with one new touch now."""
    still = prod(
        (1 - answer_rate(place) * times.answered_by(age + within)) / (1 - answer_rate(place) * times.answered_by(age))
        for place, age in enumerate(ages)
    )
    new = 1 - answer_rate(len(ages)) * times.answered_by(within)
    return alive * (1 - still), alive * (1 - still * new)


def answer_rate(place: int) -> float:
    """Return q_i: how often a living relation answers the touch at `place`, 0 the oldest."""
    return FIRST_Q * DECAY**place


def _state(alive: float, oldest: float) -> Quiet:
    if alive >= ACTIVE_FROM or oldest < YOUNG:
        return Quiet.ACTIVE
    return Quiet.QUIET if alive >= QUIET_FROM or oldest < YOUNG_FOR_DARK else Quiet.DARK
