"""Where the hours of four weeks went, set beside where the value lies: a mirror, not an optimum (METHOD 10).

Every hour counts under the class its deal had ON THE DAY it was spent: nobody is judged with hindsight.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import floor

DAYS = 28
"""Days looked back."""
A_TOUCH = 0.1
"""Hours for one mail or call tried [C]."""
FELT_GOOD = 4
"""From this answer of five on, a meeting felt good."""
MOST_MOVES = 3
SMALLEST_MOVE = 0.5
"""Hours below which a move is not worth a line [C]."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Spent:
    """Hours spent on one deal at one moment, with what was known of it on that day.

    `hours` at least 0; `at` aware. `triage` is the class that day, "" where it had none yet. `value` is the larger of
    the worths of pursuing and nurturing that day, never below 0, in money (METHOD 7.2); None where it was not worked
    out. `dark` whether the customer was DARK that day (METHOD 8), None where that cannot be told. `felt` is 1 to 5 as
    said before the verdict, None where not said; `advanced` whether the meeting did, None where it was not judged or
    is no meeting. `meeting` is its key, "" for a mail or a call.
    """

    opportunity: str
    at: datetime
    hours: float
    triage: str = ""
    value: float | None = None
    dark: bool | None = False
    felt: int | None = None
    advanced: bool | None = None
    meeting: str = ""

    def __post_init__(self) -> None:
        if self.hours < 0 or (self.value is not None and self.value < 0):
            raise ValueError(f"{self.hours} hours worth {self.value}: neither may be below 0")
        if self.at.utcoffset() is None:
            raise ValueError(f"{self.at.isoformat()} has no time zone")


@dataclass(frozen=True, slots=True)
class Move:
    """Hours to take from one deal and give to another, whose next dated step may be at `step_at`."""

    hours: float
    from_opportunity: str
    to_opportunity: str
    step_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSpent:
    """The hours of the last 28 days, each figure in hours.

    `misallocation` is from 0 (time follows value) to 1 (none does); None where nothing was worth time, no hours were
    spent, or the value of an hour is not known (`value_unknown` hours). `dark_unknown` hours went to customers of whom
    nobody can tell whether they were dark; they are not in `on_dark`.
    """

    total: float
    by_opportunity: Mapping[str, float]
    by_class: Mapping[str, float]
    on_dark: float
    felt_good_without_advance: float
    value_unknown: float
    nothing_worth_time: bool
    misallocation: float | None
    values: Mapping[str, float]
    dark_unknown: float = 0.0


def hours_met(length: timedelta, *, ours: int = 1, prepared: timedelta = timedelta(0)) -> float:
    """Return the hours a meeting took of us: its length for each of our people, and measured preparation.

    `ours` is the number of our people, at least 1: somebody of ours held it. ValueError for a negative time.

    >>> hours_met(timedelta(minutes=45), ours=2, prepared=timedelta(minutes=30))
    2.0
    """
    if length < timedelta(0) or prepared < timedelta(0) or ours < 1:
        raise ValueError(f"{length} with {ours} of us after {prepared} is no time spent")
    return (length * ours + prepared) / timedelta(hours=1)


def time_spent(spent: Iterable[Spent], now: datetime, *, worth: Mapping[str, float] | None = None) -> TimeSpent:
    """Count the hours of the 28 days before `now` (aware).

    `worth` is the value today of deals that may have got no hours: they count in the value, or none of it would
    ever be missed. Of a deal with hours the value is the mean of its days, each weighted by its hours.
    """
    pieces = pieces_of(spent, now)
    hours, by_class = _summed(pieces, "opportunity"), _summed(pieces, "triage")
    values = {key: value for key, value in (worth or {}).items() if key not in hours}
    for key, ours in hours.items():
        values[key] = sum(each.hours * (each.value or 0.0) for each in pieces if each.opportunity == key) / ours
    keys = sorted(values)
    value_unknown = sum(each.hours for each in pieces if each.value is None)
    figure = misallocation([hours.get(key, 0.0) for key in keys], [values[key] for key in keys])
    return TimeSpent(
        total=sum(hours.values()),
        by_opportunity=hours,
        by_class=by_class,
        on_dark=sum(each.hours for each in pieces if each.dark),
        felt_good_without_advance=sum(each.hours for each in pieces if felt_good_in_vain(each)),
        value_unknown=value_unknown,
        nothing_worth_time=bool(values) and not value_unknown and not any(values.values()),
        misallocation=None if value_unknown else figure,
        values=values,
        dark_unknown=sum(each.hours for each in pieces if each.dark is None),
    )


def pieces_of(spent: Iterable[Spent], now: datetime) -> list[Spent]:
    """Those that count: of the 28 days before `now`, and longer than nothing."""
    since = now - timedelta(days=DAYS)
    return [each for each in spent if since <= each.at <= now and each.hours > 0]


def felt_good_in_vain(spent: Spent) -> bool:
    """Whether it felt good, 4 or 5 of five, and is known not to have advanced."""
    return spent.felt is not None and spent.felt >= FELT_GOOD and spent.advanced is False


def misallocation(hours: Sequence[float], values: Sequence[float]) -> float | None:
    """Return half the sum of the differences between each deal's share of the hours and of the value.

    From 0 to 1. None where all values are 0 ("nothing worth time"), or no hours were spent. ValueError for lists of
    two lengths, or anything below 0.

    >>> misallocation([5, 5, 20, 10], [12000, 6000, 1500, 500])
    0.65
    """
    if len(hours) != len(values) or any(each < 0 for each in (*hours, *values)):
        raise ValueError("each deal has its hours and its value, neither below 0")
    all_hours, all_value = sum(hours), sum(values)
    if not all_hours or not all_value:
        return None
    apart = sum(abs(h / all_hours - v / all_value) for h, v in zip(hours, values, strict=True)) / 2
    return round(min(apart, 1.0), 12)


def moves(time: TimeSpent, free_steps: Mapping[str, datetime]) -> tuple[Move, ...]:
    """Return at most three moves of hours to where the value is, the largest first.

    Only to a deal with a free dated step (`free_steps`: a time of ours that can be offered): "spend more on it" is no
    advice without a day. None while misallocation has no figure.
    """
    if time.misallocation is None:
        return ()
    gap = _gap(time)
    too_many = {key: hours for key, hours in gap.items() if hours > 0}
    too_few = {key: -hours for key, hours in gap.items() if hours < 0 and key in free_steps}
    advised: list[Move] = []
    while len(advised) < MOST_MOVES and too_many and too_few:
        giver, taker = _largest(too_many), _largest(too_few)
        hours = _tenths(min(too_many[giver], too_few[taker]))
        if hours < SMALLEST_MOVE:
            break
        advised.append(Move(hours, giver, taker, free_steps[taker]))
        too_many[giver] -= hours
        # One deal is named once as where time is missing: its free step is one step.
        del too_few[taker]
    return tuple(advised)


def wanting(time: TimeSpent) -> list[str]:
    """The deals that got less of the hours than their share of the value, the largest lack first.

    None while misallocation has no figure; a lack below what a move is worth is none.
    """
    if time.misallocation is None:
        return []
    gap = _gap(time)
    return sorted((key for key, hours in gap.items() if hours <= -SMALLEST_MOVE), key=lambda key: (gap[key], key))


def _gap(time: TimeSpent) -> dict[str, float]:
    """The hours each deal got beyond its share of the value."""
    all_value = sum(time.values.values())
    return {
        key: time.by_opportunity.get(key, 0.0) - time.total * value / all_value for key, value in time.values.items()
    }


def _tenths(hours: float) -> float:
    """Rounded down: a move rounded up would take hours that are not too many."""
    return floor(hours * 10 + 1e-6) / 10


def _summed(pieces: Sequence[Spent], name: str) -> dict[str, float]:
    summed: dict[str, float] = defaultdict(float)
    for each in pieces:
        summed[getattr(each, name)] += each.hours
    return dict(summed)


def _largest(hours: Mapping[str, float]) -> str:
    return min(hours, key=lambda key: (-hours[key], key))
