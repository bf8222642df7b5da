"""What a seller works on next, and what a pipeline is worth without wishes (METHOD 11).

Instead of "it went so well": one behaviour at a time, steps held and not steps booked, and value without a counted
next step beside the forecast and never in it. Nothing here ranks people or pays them (K5, K10).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from enum import StrEnum

from foothold.core.calendar_days import BusinessDays, business_days_between
from foothold.core.next_step import Grade
from foothold.core.shares import Bounds
from foothold.core.topic import has_topic

MOVED_TOO_OFTEN = 3
"""Moves of one step from which it counts as none (K6)."""
CHOOSE_AFTER = 5
"""Business days without a counted next step after which the seller chooses: keep warm, or closed."""


@dataclass(frozen=True, slots=True)
class Behaviour:
    """Something a seller does or does not do in a meeting, as often as it could be seen.

    `rate` and `target` from 0 to 1; `rate` None where it was not looked at. `chances` are occasions a month, at least
    0; `weight` what one of them is worth beside a dated step in the room, from 0 to 1 [C].
    """

    name: str
    rate: float | None
    target: float
    chances: float
    weight: float

    def __post_init__(self) -> None:
        shares = (self.target, self.weight, self.rate if self.rate is not None else 0.0)
        if not all(0 <= each <= 1 for each in shares) or self.chances < 0:
            raise ValueError(f"{self.name}: rate, target and weight are from 0 to 1, chances at least 0")

    @property
    def gain(self) -> float | None:
        """(target - rate) x chances x weight, 0 where the target is reached, None where the rate is not known.

        >>> Behaviour("a dated step in the room", .30, .60, 20, 1).gain
        6.0
        """
        if self.rate is None:
            return None
        return round(max(self.target - self.rate, 0.0) * self.chances * self.weight, 9)


@dataclass(frozen=True, slots=True)
class Usual:
    """What a behaviour is held against: its target and weight [C]."""

    target: float
    weight: float


IN_ROOM = "in_room"
HOMEWORK = "homework"
AGENDA = "agenda"
PSYCHOGRAPHICS = "psychographics"
USUAL = {
    IN_ROOM: Usual(0.60, 1.0),
    HOMEWORK: Usual(0.50, 0.6),
    AGENDA: Usual(0.80, 0.4),
    PSYCHOGRAPHICS: Usual(0.50, 0.4),
}
"""The behaviours of METHOD 11's example, with its targets and weights [C]."""


def focus(behaviours: Iterable[Behaviour]) -> Behaviour | None:
    """Return the one behaviour to work on (K3): the largest gain, the first of equals.

    None where every target is reached or nothing is known: nothing is made up to coach.
    """
    known = [each for each in behaviours if each.gain]
    return max(known, key=lambda each: each.gain or 0.0, default=None)


def policy_compliance(well: int, not_well: int, held: int) -> Bounds:
    """Return the share of held meetings closed by the policy (seed 003-4): never left without a next step.

    `well` ended with a slot the customer agreed to (E3 or more), an order or an explicit no; `not_well` are known to
    have ended without any. Of the others it is not known, which is neither. ValueError where parts exceed the whole.
    """
    return Bounds(well, held - well - not_well, held)


@dataclass(frozen=True, slots=True)
class DealWorth:
    """An open deal as far as a forecast looks at it. `amount` None is not known; `moves` of its next step so far.

    `is_ahead` is whether the time of its next step is still to come.
    """

    key: str
    grade: str
    topic: str
    amount: Decimal | None = None
    currency: str = ""
    moves: int = 0
    language: str = "en"
    is_ahead: bool = True


def has_counted_step(deal: DealWorth) -> bool:
    """Whether its next step counts: accepted by the customer, to come, with a topic, not moved three times (K6).

    >>> has_counted_step(DealWorth("a", "booked", "lead times for housings"))
    True
    >>> has_counted_step(DealWorth("a", "booked", "lead times for housings", moves=3))
    False
    """
    return (
        bool(deal.grade)
        and deal.is_ahead
        and Grade(deal.grade) >= Grade.BOOKED
        and has_topic(deal.topic, deal.language)
        and deal.moves < MOVED_TOO_OFTEN
    )


class Part(StrEnum):
    """Where an open deal's value stands."""

    FORECAST = "forecast"
    BESIDE = "beside"
    UNKNOWN = "unknown"
    """In neither sum: its amount is not known."""


def part_of(deal: DealWorth) -> Part:
    """Value without a counted next step stands beside the forecast, not in it (002-9)."""
    if deal.amount is None:
        return Part.UNKNOWN
    return Part.FORECAST if has_counted_step(deal) else Part.BESIDE


@dataclass(frozen=True, slots=True)
class Sum:
    """What deals of one currency are worth together, and how many they are: with a counted next step, and without."""

    currency: str
    forecast: Decimal
    forecast_deals: int
    beside: Decimal
    beside_deals: int


@dataclass(frozen=True, slots=True)
class PipelineSum:
    """The forecast, and beside it what has no counted next step (002-9); one row a currency, never added together.

    `unknown` deals have no amount: they are in neither sum, and are counted so.
    """

    sums: tuple[Sum, ...]
    unknown: int


def pipeline_sum(deals: Iterable[DealWorth]) -> PipelineSum:
    """Add up open deals, each currency by itself."""
    by_currency: dict[str, dict[Part, list[Decimal]]] = {}
    unknown = 0
    for deal in deals:
        if deal.amount is None:
            unknown += 1
        else:
            amounts = by_currency.setdefault(deal.currency, {Part.FORECAST: [], Part.BESIDE: []})
            amounts[part_of(deal)].append(deal.amount)
    sums = [_sum(currency, amounts[Part.FORECAST], amounts[Part.BESIDE]) for currency, amounts in by_currency.items()]
    return PipelineSum(tuple(sorted(sums, key=lambda each: (-(each.forecast + each.beside), each.currency))), unknown)


def _sum(currency: str, inside: Sequence[Decimal], beside: Sequence[Decimal]) -> Sum:
    return Sum(currency, sum(inside, Decimal(0)), len(inside), sum(beside, Decimal(0)), len(beside))


def must_choose(without_since: datetime | None, now: datetime, days: BusinessDays) -> bool:
    """Whether the seller chooses now, keep warm or closed: more than 5 business days without a counted next step.

    `without_since` is when the last meeting, or the last step that counted, was over; None where that is not known.
    """
    return without_since is not None and business_days_between(without_since, now, days) > CHOOSE_AFTER
