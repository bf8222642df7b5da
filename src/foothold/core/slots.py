"""Slots to offer before the meeting ends: free for us, in the hours of both, when he usually meets (seed 001-5).

Unknown is not free: where our own calendar was not read, a slot says so.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from foothold.core.calendar_days import BusinessDays, add_business_days, nth_business_day

OFFERED = 3
"""Slots offered at once."""
HORIZON = 10
"""Business days of the customer within which they lie."""
LOOKED_INTO = 60
"""Business days beyond the horizon in which the first free slot is looked for."""
AROUND = 14
"""Days before a slot that was taken in which the next best is looked for."""
NOT_WITHIN = 0.25
"""Business days from now in which nothing is offered: 2 business hours."""
SOON = 7
"""Days ahead up to which a slot may be the best."""
USUAL_FROM = 2
"""Meetings that began in an hour, or on a weekday, before it is called usual."""
_GRID = 900
_QUARTER, _HALF, _FULL = 0.0, 0.3, 0.5
_NOON, _AFTER_LUNCH = 12, 13
_OTHER_HALF = 0.4


@dataclass(frozen=True, slots=True, order=True)
class Slot:
    """A time for a meeting, both ends aware; ValueError otherwise, or where it ends before it begins."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        _require_aware(self.starts_at, self.ends_at)
        # On the watch: two moments of one zone compare by the clock, which goes back once a year.
        if self.ends_at.astimezone(UTC) <= self.starts_at.astimezone(UTC):
            raise ValueError("a slot ends after it begins")

    @classmethod
    def lasting(cls, starts_at: datetime, length: timedelta) -> "Slot":
        """The slot of `length` from `starts_at`, in its zone.

        Counted on the watch, not on the clock: 90 minutes are 90 minutes in the night the clocks change.
        """
        return cls(starts_at, (starts_at.astimezone(UTC) + length).astimezone(starts_at.tzinfo))

    @property
    def lasts_for(self) -> timedelta:
        """How long it is, on a watch: also in the night the clocks change."""
        return self.ends_at.astimezone(UTC) - self.starts_at.astimezone(UTC)


def is_skipped(moment: datetime) -> bool:
    """Whether no clock of its zone ever shows this time: it lies in the hour left out in spring.

    ValueError for a naive `moment`.
    """
    _require_aware(moment)
    shown = moment.astimezone(UTC).astimezone(moment.tzinfo)
    return shown.replace(tzinfo=None) != moment.replace(tzinfo=None)


@dataclass(frozen=True, slots=True)
class WorkingHours:
    """When one side works: its business days, and from when to when on the clock of their zone.

    ValueError unless `opens` is before `closes`.
    """

    days: BusinessDays
    opens: time = time(9)
    closes: time = time(17)

    def __post_init__(self) -> None:
        if self.closes <= self.opens:
            raise ValueError("working hours close after they open")


@dataclass(frozen=True, slots=True, kw_only=True)
class Availability:
    """What is known of both sides' time.

    `busy` are our meetings and holds, (start, end), in any order. `busy_known_until` is up to when our
    calendar is known; None where it is not known at all. `past_starts` are when earlier meetings with
    this customer began, `refused` the slots he turned down, `buffer` is kept free before and after ours.
    All moments are aware; ValueError otherwise.
    """

    ours: WorkingHours
    customer: WorkingHours
    busy: Sequence[tuple[datetime, datetime]] = ()
    busy_known_until: datetime | None = None
    past_starts: Sequence[datetime] = ()
    refused: Sequence[Slot] = ()
    buffer: timedelta = timedelta(0)

    def __post_init__(self) -> None:
        _require_aware(*self.past_starts)
        if self.busy_known_until is not None:
            _require_aware(self.busy_known_until)
        if any(start.tzinfo is None or end.tzinfo is None for start, end in self.busy):
            raise ValueError("a busy time has no time zone")


class Reason(StrEnum):
    """Why a slot is offered, or what to know of it."""

    USUAL_HOUR = "usual hour"
    USUAL_WEEKDAY = "usual weekday"
    WITHIN_A_WEEK = "within a week"
    NOT_CHECKED = "our calendar is not known there"
    NAMED = "named when we talked"


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferedSlot:
    """One slot to offer, in the customer's zone.

    `best` marks at most one of an offer: in his usual hours and at most 7 days ahead, or named before (`with_named`).
    `met_at_this_time` says how often he met us at this very clock time, `met_in_this_hour` within this hour.
    """

    slot: Slot
    best: bool = False
    reasons: tuple[Reason, ...] = ()
    met_at_this_time: int = 0
    met_in_this_hour: int = 0

    @property
    def is_checked(self) -> bool:
        """Whether our own calendar is known to be free."""
        return Reason.NOT_CHECKED not in self.reasons


@dataclass(frozen=True, slots=True)
class Offer:
    """Up to three slots, in order of time; without any, `full_until` is the first free one after the horizon."""

    slots: tuple[OfferedSlot, ...]
    full_until: OfferedSlot | None = None


class SlotState(StrEnum):
    """Whether a slot can be had. The first that fits, in this order."""

    PAST = "past"
    TAKEN = "taken"
    HOLIDAY = "holiday"
    OUTSIDE_HOURS = "outside hours"
    UNKNOWN = "unknown"
    FREE = "free"


def offer(availability: Availability, length: timedelta, now: datetime) -> Offer:
    """Return the slots to offer for a meeting of `length`, as of `now`.

    On different days, or at least on different halves of a day; those in our known calendar first, then
    those he usually meets at, soon, and on a full or half hour. None overlaps a slot he refused.
    ValueError for a naive `now` or a length that is none.
    """
    _require_aware(now)
    if length <= timedelta(0):
        raise ValueError("a meeting has a length")
    search = _Search(availability, length, now)
    last = _business_day_after(search.today, HORIZON, availability.customer.days)
    if last is None:
        return Offer(())
    chosen = _chosen(list(search.candidates(search.today, last)))
    return Offer(_marked(chosen)) if chosen else Offer((), search.first_after(last))


def offer_on(day: date, availability: Availability, length: timedelta, now: datetime) -> Offer:
    """Return the slots to offer on a day the customer asked for without a time: none overlaps another.

    On either half of it first. ValueError as `offer`.
    """
    _require_aware(now)
    if length <= timedelta(0):
        raise ValueError("a meeting has a length")
    search = _Search(availability, length, now)
    free = list(search.candidates(day, day)) if day >= search.today else []
    chosen = _chosen(free)
    apart = length.total_seconds()
    for each in sorted(free, key=_rank):
        if len(chosen) < OFFERED and all(abs(each.start - other.start) >= apart for other in chosen):
            chosen.append(each)
    return Offer(_marked(chosen))


def with_named(offered: Offer, named: Slot, availability: Availability, now: datetime) -> Offer:
    """The same offer with a slot that was named when we talked among its slots, as the best: it is as good as chosen.

    Hours and holidays are his own business then. Taken or past it is left out, and the offer stays as it is.
    """
    if check(named, availability, now) in {SlotState.PAST, SlotState.TAKEN}:
        return offered
    zone = availability.customer.days.zone
    is_checked = named.ends_at.timestamp() <= _known_until(availability)
    reasons = (Reason.NAMED,) if is_checked else (Reason.NAMED, Reason.NOT_CHECKED)
    slot = Slot.lasting(named.starts_at.astimezone(zone), named.lasts_for)
    apart = [
        each for each in offered.slots if each.slot.starts_at >= slot.ends_at or each.slot.ends_at <= slot.starts_at
    ]
    others = [replace(each, best=False) for each in apart[: OFFERED - 1]]
    listed = [*others, OfferedSlot(slot=slot, best=True, reasons=reasons)]
    return Offer(tuple(sorted(listed, key=lambda each: each.slot.starts_at)))


def check(slot: Slot, availability: Availability, now: datetime) -> SlotState:
    """Say whether a slot named by anybody can be had. Our buffer is a wish and takes nothing.

    A public holiday or a stated absence of either side is HOLIDAY; a weekend is outside hours.
    """
    _require_aware(now)
    starts, ends = slot.starts_at.timestamp(), slot.ends_at.timestamp()
    if starts <= now.timestamp():
        return SlotState.PAST
    if any(start < ends and end > starts for start, end in _busy_on(availability, slot.starts_at, slot.ends_at)):
        return SlotState.TAKEN
    sides = (availability.ours, availability.customer)
    if any(_is_holiday(slot, side.days) for side in sides):
        return SlotState.HOLIDAY
    if not all(_holds(side, slot) for side in sides):
        return SlotState.OUTSIDE_HOURS
    return SlotState.FREE if ends <= _known_until(availability) else SlotState.UNKNOWN


def next_best(slot: Slot, availability: Availability, now: datetime) -> OfferedSlot | None:
    """Return the free slot of the same length nearest to one that was taken: that day if it can be.

    None where nothing is free from 14 days before it to 10 business days after it.
    """
    _require_aware(now)
    search = _Search(availability, slot.lasts_for, now)
    wanted_on = slot.starts_at.astimezone(availability.customer.days.zone).date()
    last = _business_day_after(max(search.today, wanted_on), HORIZON, availability.customer.days)
    if last is None:
        return None
    first = max(search.today, wanted_on - timedelta(AROUND))
    wanted = slot.starts_at.timestamp()
    near = [each for each in search.candidates(first, last) if each.start != wanted]

    def distance(each: _Candidate) -> tuple[bool, bool, float, float]:
        # A full hour a little later is easier to say than a quarter past.
        away = abs(each.start - wanted) - 3600 * each.roundness
        return not each.is_checked, each.starts_at.date() != wanted_on, away, -each.start

    return min(near, key=distance).offered() if near else None


@dataclass(frozen=True, slots=True)
class _Candidate:
    start: float
    starts_at: datetime
    length: timedelta
    is_checked: bool
    is_today: bool
    is_soon: bool
    roundness: float
    at_this_time: int
    in_this_hour: int
    usual_hour: bool
    usual_weekday: bool

    @property
    def half(self) -> tuple[date, bool]:
        return self.starts_at.date(), self.starts_at.hour >= _NOON

    @property
    def may_be_best(self) -> bool:
        return self.usual_hour and self.is_soon

    def worth(self) -> float:
        """The usual hour before all, then soon; the rest only tells slots of one kind apart [C].

        Today again only where little else is free: homework takes a night.
        """
        at_lunch = _NOON <= self.starts_at.hour < _AFTER_LUNCH
        return (
            4 * self.usual_hour
            + 3 * self.is_soon
            + 1 * self.usual_weekday
            + min(self.at_this_time, 4) / 4
            + self.roundness
            - 0.75 * at_lunch
            - 5 * self.is_today
        )

    def offered(self, *, best: bool = False) -> OfferedSlot:
        found = {
            Reason.USUAL_HOUR: self.usual_hour,
            Reason.USUAL_WEEKDAY: self.usual_weekday,
            Reason.WITHIN_A_WEEK: self.is_soon,
            Reason.NOT_CHECKED: not self.is_checked,
        }
        return OfferedSlot(
            slot=Slot.lasting(self.starts_at, self.length),
            best=best,
            reasons=tuple(reason for reason, holds in found.items() if holds),
            met_at_this_time=self.at_this_time,
            met_in_this_hour=self.in_this_hour,
        )


@dataclass(slots=True)
class _Search:
    """One look through both calendars. Inside, moments are seconds since 1970: 2,000 meetings cost little."""

    availability: Availability
    length: timedelta
    now: datetime
    today: date = field(init=False)
    habits: "_Habits" = field(init=False)

    def __post_init__(self) -> None:
        days = self.availability.customer.days
        self.today = self.now.astimezone(days.zone).date()
        self.habits = _Habits.of(each.astimezone(days.zone) for each in self.availability.past_starts)

    def candidates(self, first: date, last: date) -> Iterator[_Candidate]:
        """Every free start on the quarter hour from `first` to `last`, days of the customer, in order of time."""
        taken = self._taken(first, last)
        known_until = _known_until(self.availability)
        earliest = add_business_days(self.now, NOT_WITHIN, self.availability.customer.days).timestamp()
        return (
            self._candidate(start, known_until)
            for opens, closes in self._open_stretches(first, last)
            for free_from, free_to in taken.gaps(max(opens, earliest), closes)
            for start in self._starts(free_from, free_to)
        )

    def first_after(self, last: date) -> OfferedSlot | None:
        """The first free slot after `last`."""
        until = _business_day_after(last, LOOKED_INTO, self.availability.customer.days)
        if until is None:
            return None
        first = next(self.candidates(last + timedelta(1), until), None)
        return first.offered() if first is not None else None

    def _open_stretches(self, first: date, last: date) -> Iterator[tuple[float, float]]:
        ours, customer = self.availability.ours, self.availability.customer
        for number in range((last - first).days + 1):
            day = first + timedelta(number)
            if day not in customer.days:
                continue
            opens, closes = _stretch(customer, day)
            # His working day may lie on two days of ours.
            for our_day in _days_of(opens, closes, ours.days):
                if our_day in ours.days:
                    our_opens, our_closes = _stretch(ours, our_day)
                    yield max(opens, our_opens), min(closes, our_closes)

    def _taken(self, first: date, last: date) -> "_Taken":
        midnight = time(tzinfo=self.availability.customer.days.zone)
        low, high = datetime.combine(first, midnight), datetime.combine(last, midnight)
        pad = self.availability.buffer.total_seconds()
        busy = [(start - pad, end + pad) for start, end in _busy_on(self.availability, low, high)]
        refused = [(each.starts_at.timestamp(), each.ends_at.timestamp()) for each in self.availability.refused]
        return _Taken.of(busy + refused)

    def _starts(self, free_from: float, free_to: float) -> Iterator[float]:
        # Every zone in use today is whole quarters away from UTC, so a quarter there is one everywhere.
        start = -(-free_from // _GRID) * _GRID
        while start + self.length.total_seconds() <= free_to:
            yield start
            start += _GRID

    def _candidate(self, start: float, known: float) -> _Candidate:
        starts_at = datetime.fromtimestamp(start, self.availability.customer.days.zone)
        at = starts_at.time()
        return _Candidate(
            start=start,
            starts_at=starts_at,
            length=self.length,
            is_checked=start + self.length.total_seconds() <= known,
            is_today=starts_at.date() == self.today,
            is_soon=(starts_at.date() - self.today).days <= SOON,
            roundness={0: _FULL, 30: _HALF}.get(at.minute, _QUARTER),
            at_this_time=self.habits.times[at],
            in_this_hour=self.habits.hours[at.hour],
            usual_hour=at.hour in self.habits.usual_hours,
            usual_weekday=starts_at.weekday() in self.habits.usual_weekdays,
        )


@dataclass(frozen=True, slots=True)
class _Habits:
    """When he met us before, on his own clock."""

    times: Counter[time]
    hours: Counter[int]
    usual_hours: frozenset[int]
    usual_weekdays: frozenset[int]

    @classmethod
    def of(cls, starts: Iterable[datetime]) -> "_Habits":
        known = list(starts)
        hours = Counter(each.hour for each in known)
        return cls(
            Counter(each.time().replace(second=0, microsecond=0) for each in known),
            hours,
            _usual(hours, among=8),
            _usual(Counter(each.weekday() for each in known), among=5),
        )


@dataclass(frozen=True, slots=True)
class _Taken:
    """Stretches we have no time in: in order, none touching another."""

    starts: list[float]
    ends: list[float]

    @classmethod
    def of(cls, stretches: list[tuple[float, float]]) -> "_Taken":
        starts: list[float] = []
        ends: list[float] = []
        for start, end in sorted(stretches):
            if ends and start <= ends[-1]:
                ends[-1] = max(ends[-1], end)
            else:
                starts.append(start)
                ends.append(end)
        return cls(starts, ends)

    def gaps(self, free_from: float, free_to: float) -> Iterator[tuple[float, float]]:
        for number in range(bisect_right(self.ends, free_from), len(self.starts)):
            if self.starts[number] >= free_to:
                break
            if self.starts[number] > free_from:
                yield free_from, self.starts[number]
            free_from = self.ends[number]
        if free_from < free_to:
            yield free_from, free_to


def _chosen(candidates: list[_Candidate]) -> list[_Candidate]:
    """The best first, then the best on another day; where there are too few days, on another half of one."""
    chosen: list[_Candidate] = []
    ranked = sorted(candidates, key=_rank)
    while len(chosen) < OFFERED:
        days = {each.starts_at.date() for each in chosen}
        halves = {each.half for each in chosen}
        left = [each for each in ranked if each.half not in halves]
        elsewhere = [each for each in left if each.starts_at.date() not in days]
        if not left:
            break
        chosen.append(min(elsewhere or left, key=lambda each: _after(each, chosen)))
    return chosen


def _after(each: _Candidate, chosen: Sequence[_Candidate]) -> tuple[bool, float, float]:
    """The rank beside those already chosen: who cannot in the morning is better asked for an afternoon too."""
    afternoons = {other.half[1] for other in chosen}
    same_half = len(afternoons) == 1 and each.half[1] in afternoons
    return not each.is_checked, _OTHER_HALF * same_half - each.worth(), each.start


def _rank(each: _Candidate) -> tuple[bool, float, float]:
    return not each.is_checked, -each.worth(), each.start


def _marked(chosen: list[_Candidate]) -> tuple[OfferedSlot, ...]:
    best = next((each for each in chosen if each.may_be_best), None)
    in_time = sorted(chosen, key=lambda each: each.start)
    return tuple(each.offered(best=each is best) for each in in_time)


def _usual(counts: Counter[int], *, among: int) -> frozenset[int]:
    """What came often enough, and more often than by chance: few meetings are drawn to an even spread [C]."""
    of = counts.total()
    return frozenset(
        each for each, count in counts.items() if count >= USUAL_FROM and (count + 1) / (of + among) > 1 / among
    )


def _busy_on(availability: Availability, first: datetime, last: datetime) -> Iterator[tuple[float, float]]:
    """Our busy stretches about the days of these moments. Told by the day first, which is cheap."""
    # No zone is two days away from another.
    low, high = first.toordinal() - 2, last.toordinal() + 2
    for start, end in availability.busy:
        if end.toordinal() >= low and start.toordinal() <= high:
            stretch = start.timestamp(), end.timestamp()
            if stretch[0] < stretch[1]:
                yield stretch


def _known_until(availability: Availability) -> float:
    until = availability.busy_known_until
    return until.timestamp() if until is not None else float("-inf")


def _business_day_after(day: date, count: int, days: BusinessDays) -> date | None:
    try:
        return nth_business_day(day, count, days)
    except ValueError:  # not one in ten years
        return None


def _is_holiday(slot: Slot, days: BusinessDays) -> bool:
    day = slot.starts_at.astimezone(days.zone).date()
    return day in days.holidays or any(day in absence for absence in days.absences)


def _holds(hours: WorkingHours, slot: Slot) -> bool:
    day = slot.starts_at.astimezone(hours.days.zone).date()
    if day not in hours.days:
        return False
    opens, closes = _stretch(hours, day)
    return opens <= slot.starts_at.timestamp() and slot.ends_at.timestamp() <= closes


def _stretch(hours: WorkingHours, day: date) -> tuple[float, float]:
    zone = hours.days.zone
    opens, closes = (datetime.combine(day, clock, tzinfo=zone) for clock in (hours.opens, hours.closes))
    return opens.timestamp(), closes.timestamp()


def _days_of(opens: float, closes: float, days: BusinessDays) -> list[date]:
    first, last = (datetime.fromtimestamp(moment, days.zone).date() for moment in (opens, closes))
    return [first] if first == last else [first, last]


def _require_aware(*moments: datetime) -> None:
    for moment in moments:
        if moment.tzinfo is None or moment.utcoffset() is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")
