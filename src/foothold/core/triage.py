"""What a deal's chance is made of: customers' acts and located words alone (METHOD 7.1).

Our mails and calls, the stage and the closing date of a CRM, feeling and talk share have no place
here: there is no field for them. All weights are convention [C], each with its reason in METHOD 7.1.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from math import exp, inf, isfinite, log, sqrt
from operator import attrgetter

Z_80 = 1.2815515655446004
"""Standard deviations on either side that hold 80% of a normal distribution."""
DAMPING = 0.7
"""The rows overlap (one engaged customer does several of them), so their sum is damped [C]."""
POINTS = 10
"""Points shown to people are this many times the damped log-odds."""
BASE_NEW = 0.20
BASE_EXISTING = 0.35
BASE_SD = 0.606
"""Standard deviation of the base rate on the logit scale with no data: win rates from 7% to 45% at 95%."""


class Step(StrEnum):
    """The next step as far as the customer bears it out (METHOD 4.1).

    `proposed` is his own offer, or ours that he half took (hedged, E3); an offer of ours alone is `none`, and so
    is a vague one. `invited` is not older than 2 business days, else `unconfirmed`. `unknown` is a date on a day gone
    by of which it was not kept how far he bore it out then: it weighs nothing, neither for nor against.
    """

    BOOKED = "booked"
    INVITED = "invited"
    UNCONFIRMED = "unconfirmed"
    PROPOSED = "proposed"
    UNKNOWN = "unknown"
    NONE = "none"


class Signal(StrEnum):
    """The rows of the table, in its order."""

    NEXT_STEP = "next_step"
    FURTHER_MEETINGS = "further_meetings"
    COMMITMENTS_KEPT = "commitments_kept"
    NO_SHOWS = "no_shows"
    CANCELLED = "cancelled"
    RESCHEDULED = "rescheduled"
    OWN_ACTS = "own_acts"
    PEOPLE = "people"
    COSTLY_HOMEWORK = "costly_homework"
    UNDISCLOSED = "undisclosed"
    DECISION_DATE = "decision_date"
    SLIPS = "slips"


STEP = {
    Step.BOOKED: 0.8,
    Step.INVITED: 0.2,
    Step.UNCONFIRMED: -0.2,
    Step.PROPOSED: 0.0,
    Step.UNKNOWN: 0.0,
    Step.NONE: -0.6,
}
EACH = {
    Signal.FURTHER_MEETINGS: 0.2,
    Signal.COMMITMENTS_KEPT: 2.0,
    Signal.NO_SHOWS: -0.5,
    Signal.CANCELLED: -0.8,
    Signal.RESCHEDULED: -0.25,
    Signal.OWN_ACTS: 0.25,
    Signal.UNDISCLOSED: -0.15,
    Signal.DECISION_DATE: 0.3,
    Signal.SLIPS: -0.4,
}
NO_SHOW_REBOOKED = -0.15
PEOPLE = ((5, 0.6), (3, 0.5), (2, 0.3), (1, 0.0), (0, -0.3))
COSTLY_HOMEWORK = ((2, 0.6), (1, 0.4), (0, 0.0))
CAP = {Signal.FURTHER_MEETINGS: 0.4, Signal.OWN_ACTS: 0.75}
FLOOR = {Signal.NO_SHOWS: -1.0, Signal.RESCHEDULED: -0.75, Signal.SLIPS: -0.8}
"""Together the table of METHOD 7.1, in log-odds; a weight that proves wrong is changed here and nowhere else."""

TESTS_ASKED_ABOUT = 4
"""T2 to T5."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Signals:
    """What a customer did and said, counted over the last 60 days unless said otherwise (METHOD 7.1).

    `held` meetings of all time; `kept` of his `due` commitments; `rebooked` no-shows are those he rebooked within
    5 business days, `no_shows` the others; `cancelled` means cancelled and no new date; `reschedules` counts all of
    them, the first weighs nothing; `own_acts` are those he started in the last 14 days; `people` of the customer who
    acted; `costly` homework cost money, access or people; `undisclosed` are those of T2 to T5 that were looked at and
    have no quote of his (0 to 4); `slips` of the decision date; `asks` are requests whose outcome is known.
    `decision_on` is the day he named, `decides` whether the next step is a decision, contract, proposal review or
    pilot. ValueError for a count below 0, more kept than due, or more than four tests.
    """

    existing: bool = False
    held: int = 0
    step: Step = Step.NONE
    kept: int = 0
    due: int = 0
    rebooked: int = 0
    no_shows: int = 0
    cancelled: bool = False
    reschedules: int = 0
    own_acts: int = 0
    people: int = 0
    costly: int = 0
    undisclosed: int = 0
    decision_stated: bool = False
    decision_on: date | None = None
    decides: bool = False
    slips: int = 0
    refused: bool = False
    asks: int = 0

    def __post_init__(self) -> None:
        if min(_counts(self)) < 0:
            named = next(name for name in _COUNTS if getattr(self, name) < 0)
            raise ValueError(f"{named} is a count, and {getattr(self, named)} is below 0")
        if self.kept > self.due:
            raise ValueError(f"{self.kept} commitments kept of {self.due} due")
        if self.undisclosed > TESTS_ASKED_ABOUT:
            raise ValueError(f"{self.undisclosed} of {TESTS_ASKED_ABOUT} tests without a quote")

    @property
    def has_acted(self) -> bool:
        """Whether he did anything beyond coming to the first meeting (METHOD 7.2, "no customer act yet")."""
        acts = (self.kept, self.own_acts, self.costly, self.rebooked, self.held > 1, self.step is Step.BOOKED)
        return any(acts)


_COUNTS = tuple(each.name for each in fields(Signals) if each.type is int)
_counts: Callable[[Signals], tuple[int, ...]] = attrgetter(*_COUNTS)


@dataclass(frozen=True, slots=True)
class Reason:
    """One row of the table as it stands for a deal: its log-odds, and how many things it was counted from."""

    signal: Signal
    value: float
    count: int

    @property
    def points(self) -> float:
        """Points as shown to people: 10 x 0.7 x log-odds, at tiers 0 and 1."""
        return POINTS * DAMPING * self.value


@dataclass(frozen=True, slots=True)
class Chance:
    """P(win) from 0 to 1 with its 80% interval, and the rows that made it; rows of value 0 are left out."""

    p: float
    low: float
    high: float
    reasons: tuple[Reason, ...]


def values(signals: Signals) -> tuple[Reason, ...]:
    """Every row of the table for these signals, in its order, also those of value 0 (METHOD 7.1).

    >>> [row.value for row in values(Signals(held=1, people=1)) if row.value]
    [-0.6]
    """
    return tuple(Reason(*row) for row in _table(signals))


def told(signals: Signals) -> tuple[Reason, ...]:
    """The rows that weigh something: those of value 0 are left out."""
    return tuple(Reason(*row) for row in _table(signals) if row[1])


def _table(signals: Signals) -> tuple[tuple[Signal, float, int], ...]:
    later = max(signals.held - 1, 0)
    again = max(signals.reschedules - 1, 0)
    undisclosed = signals.undisclosed if later else 0
    kept = EACH[Signal.COMMITMENTS_KEPT] * ((signals.kept + 1) / (signals.due + 2) - 0.5)
    absent = NO_SHOW_REBOOKED * signals.rebooked + EACH[Signal.NO_SHOWS] * signals.no_shows
    return (
        (Signal.NEXT_STEP, STEP[signals.step] if signals.held else 0.0, 1),
        _counted(Signal.FURTHER_MEETINGS, later),
        (Signal.COMMITMENTS_KEPT, kept, signals.due),
        (Signal.NO_SHOWS, max(absent, FLOOR[Signal.NO_SHOWS]), signals.rebooked + signals.no_shows),
        _counted(Signal.CANCELLED, int(signals.cancelled)),
        _counted(Signal.RESCHEDULED, again),
        _counted(Signal.OWN_ACTS, signals.own_acts),
        (Signal.PEOPLE, _stepped(PEOPLE, signals.people), signals.people),
        (Signal.COSTLY_HOMEWORK, _stepped(COSTLY_HOMEWORK, signals.costly), signals.costly),
        _counted(Signal.UNDISCLOSED, undisclosed),
        _counted(Signal.DECISION_DATE, int(signals.decision_stated)),
        _counted(Signal.SLIPS, signals.slips),
    )


def _counted(signal: Signal, count: int) -> tuple[Signal, float, int]:
    """So much for each, between the row's floor and its cap."""
    if not count:
        return signal, 0.0, 0
    value = EACH[signal] * count
    return signal, max(min(value, CAP.get(signal, inf)), FLOOR.get(signal, -inf)), count


def table_sum(signals: Signals) -> float:
    """The undamped sum of the table, in log-odds."""
    return sum(row.value for row in values(signals))


def base_rate(existing: bool) -> float:
    """The share of deals won with no data: .20 of new customers', .35 of existing ones'."""
    return BASE_EXISTING if existing else BASE_NEW


def chance(
    signals: Signals, *, alive_ratio: float = 1.0, base: float | None = None, base_sd: float = BASE_SD
) -> Chance:
    """P(win) of tiers 0 and 1, from 0 to 1 (METHOD 7.1).

    `alive_ratio` is P(alive)/pi0 of METHOD 8, above 0 and at most 1; while a next step is booked it is taken as 1.
    It multiplies P and both ends of the interval. `base` and its `base_sd` on the logit scale are what tier 1
    learned; without them those of no data. ValueError outside these ranges.

    >>> round(chance(Signals(held=1, people=1)).p, 2)
    0.14
    """
    ratio = ratio_for(signals, alive_ratio)
    rows = told(signals)
    middle = logit(base_rate(signals.existing) if base is None else base) + DAMPING * sum(row.value for row in rows)
    low, high = interval(middle, rows, base_sd)
    return Chance(expit(middle) * ratio, low * ratio, high * ratio, rows)


def interval(middle: float, rows: tuple[Reason, ...], base_sd: float, slope: float = DAMPING) -> tuple[float, float]:
    """The ends of the 80% interval around `middle` (log-odds), as chances: each row is half unsure (METHOD 7.1)."""
    sd = sqrt(base_sd**2 + sum((0.5 * slope * row.value) ** 2 for row in rows))
    return expit(middle - Z_80 * sd), expit(middle + Z_80 * sd)


def ratio_for(signals: Signals, alive_ratio: float) -> float:
    """The alive ratio as it counts: 1 while a future meeting is booked. ValueError outside (0, 1]."""
    if not 0 < alive_ratio <= 1:
        raise ValueError(f"an alive ratio is above 0 and at most 1, not {alive_ratio}")
    return 1.0 if signals.step is Step.BOOKED else alive_ratio


def logit(p: float) -> float:
    """Log-odds of a chance strictly between 0 and 1; ValueError otherwise."""
    if not 0 < p < 1:
        raise ValueError(f"a chance between 0 and 1 has log-odds, {p} has none")
    return log(p / (1 - p))


def expit(x: float) -> float:
    """The chance of these log-odds; never overflows."""
    if not isfinite(x):
        raise ValueError(f"log-odds of {x}")
    return 1 / (1 + exp(-x)) if x >= 0 else exp(x) / (1 + exp(x))


def _stepped(steps: tuple[tuple[int, float], ...], count: int) -> float:
    return next(value for least, value in steps if count >= least)
