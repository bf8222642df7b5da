"""What an hour on a deal is worth, and the class that follows (METHOD 7.2). All of it convention [C]."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from foothold.core.triage import Chance, Signals, Step

KEPT_NURTURED = 0.35
"""Share of wins kept when a deal is only nurtured."""
KEPT_ALONE = 0.05
"""Share of wins kept when it is left alone."""
DECIDES_WITHIN = timedelta(days=90)
ASKS_TESTED = 2
ASKS_SURE = 4


class Effort(StrEnum):
    """What time is spent on, from least to most."""

    STOP = "stop"
    NURTURE = "nurture"
    PURSUE = "pursue"


class Triage(StrEnum):
    """Whom to see, whom to nurture, whom to let go; and who was never asked."""

    CLOSE_SOON = "close soon"
    DEVELOP = "nurture (develop)"
    KEEP_WARM = "nurture (keep warm)"
    LET_GO = "let go"
    NOT_TESTED = "not tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worth:
    """A deal's margin `value`, the price of an hour, and the hours to pursue and to nurture it.

    Money in one currency, hours above 0, pursuing takes longer than nurturing; ValueError otherwise. The defaults
    [C] are also what an unknown value is judged by: break-evens .050 and .208.
    """

    value: float = 20_000.0
    hour: float = 150.0
    to_pursue: float = 20.0
    to_nurture: float = 2.0

    def __post_init__(self) -> None:
        if self.value < 0 or self.hour < 0:
            raise ValueError("neither a deal's value nor the price of an hour is below 0")
        if not 0 < self.to_nurture < self.to_pursue:
            raise ValueError("nurturing takes some hours, and pursuing takes more")


UNKNOWN_VALUE = Worth()
"""What a deal is judged by whose value nobody knows (METHOD 7.2)."""


@dataclass(frozen=True, slots=True)
class Expected:
    """What each effort is expected to bring, in money, and what an hour of each step up is worth."""

    pursue: float
    nurture: float
    stop: float
    hour_of_nurturing: float
    hour_of_pursuing: float

    @property
    def best(self) -> Effort:
        """The largest of the three; of equals the one that takes fewer hours."""
        if self.stop >= max(self.nurture, self.pursue):
            return Effort.STOP
        return Effort.NURTURE if self.nurture >= self.pursue else Effort.PURSUE


@dataclass(frozen=True, slots=True)
class Judged:
    """A class; `uncertain` where the 80% interval reaches a neighbouring one."""

    triage: Triage
    uncertain: bool
    expected: Expected


def expected(p: float, worth: Worth) -> Expected:
    """What pursuing, nurturing and stopping bring at a chance `p` from 0 to 1.

    >>> [round(x) for x in (expected(.40, Worth()).pursue, expected(.40, Worth()).hour_of_pursuing)]
    [5000, 289]
    """
    if not 0 <= p <= 1:
        raise ValueError(f"a chance is from 0 to 1, not {p}")
    won = p * worth.value
    return Expected(
        pursue=won - worth.hour * worth.to_pursue,
        nurture=KEPT_NURTURED * won - worth.hour * worth.to_nurture,
        stop=KEPT_ALONE * won,
        hour_of_nurturing=won * (KEPT_NURTURED - KEPT_ALONE) / worth.to_nurture,
        hour_of_pursuing=won * (1 - KEPT_NURTURED) / (worth.to_pursue - worth.to_nurture),
    )


def break_evens(worth: Worth) -> tuple[float, float] | None:
    """The chances from which nurturing, and from which pursuing, pays; above 1 it never does. None: worth nothing."""
    if not worth.value:
        return None
    nurture = worth.hour * worth.to_nurture / ((KEPT_NURTURED - KEPT_ALONE) * worth.value)
    pursue = worth.hour * (worth.to_pursue - worth.to_nurture) / ((1 - KEPT_NURTURED) * worth.value)
    return nurture, pursue


def price_of_an_hour(cost: float, deals: Iterable[tuple[float, Worth]], capacity: float | None) -> float:
    """The larger of an hour's cost and the value of the last hour that still fits the week.

    `deals` are chances with what the deals are worth; each asks for the hours to nurture it, then for those more to
    pursue it. `capacity` in hours; None, or a week that holds them all, displaces nothing: the cost.
    """
    if capacity is None:
        return cost
    steps = []
    for p, worth in deals:
        of = expected(p, worth)
        steps += [(of.hour_of_nurturing, worth.to_nurture)]
        steps += [(of.hour_of_pursuing, worth.to_pursue - worth.to_nurture)]
    if sum(hours for _, hours in steps) <= capacity:
        return cost
    left, last = capacity, 0.0
    for value, hours in sorted(steps, reverse=True):
        if left <= 0:
            break
        left, last = left - hours, value
    return max(cost, last)


def judge(signals: Signals, chance: Chance, worth: Worth, today: date) -> Judged:
    """The class of a deal (METHOD 7.2): an explicit no, then not tested, then where an hour is best spent."""
    at = expected(chance.p, worth)
    if signals.refused:
        return Judged(Triage.LET_GO, uncertain=False, expected=at)
    lowest, highest = expected(chance.low, worth).best, expected(chance.high, worth).best
    if _not_tested(signals, lowest, highest):
        return Judged(Triage.NOT_TESTED, uncertain=False, expected=at)
    unsure = not lowest is at.best is highest
    if at.best is Effort.STOP:
        return Judged(Triage.LET_GO, unsure, at)
    if at.best is Effort.NURTURE:
        return Judged(Triage.KEEP_WARM, unsure, at)
    return Judged(Triage.CLOSE_SOON if _closes_soon(signals, today) else Triage.DEVELOP, unsure, at)


def _not_tested(signals: Signals, lowest: Effort, highest: Effort) -> bool:
    if signals.asks < ASKS_TESTED and not signals.has_acted:
        return True
    return signals.asks < ASKS_SURE and lowest is Effort.STOP and highest is Effort.PURSUE


def _closes_soon(signals: Signals, today: date) -> bool:
    if signals.step is not Step.BOOKED:
        return False
    near = signals.decision_on is not None and today <= signals.decision_on <= today + DECIDES_WITHIN
    return near or signals.decides
