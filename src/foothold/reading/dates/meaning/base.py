"""The ground of meanings: the moment something was said, and what a day or a period resolves to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta, tzinfo

from foothold.reading.dates.almanac import plus_months, plus_working_days

GRAINS = ("minute", "hour", "day", "week", "month", "quarter", "year")
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True, slots=True)
class Moment:
    """When and where something was said. `now` is in `tz`. `back`: look for past days ("since Monday")."""

    now: datetime
    tz: tzinfo
    month_first: bool
    back: bool = False

    @property
    def today(self) -> date:
        return self.now.date()


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days from first to last, both included."""

    first: date
    last: date
    grain: str


class Day:
    """A node that resolves to one calendar day."""

    __slots__ = ()

    def day(self, at: Moment) -> date:
        raise NotImplementedError


class Period:
    """A node that resolves to a stretch of days."""

    __slots__ = ()

    def stretch(self, at: Moment) -> Stretch:
        raise NotImplementedError


When = Day | Period


def stretch_of(when: When, at: Moment) -> Stretch:
    """The stretch a day or period takes; a day is a stretch of one."""
    if isinstance(when, Period):
        return when.stretch(at)
    day = when.day(at)
    return Stretch(day, day, "day")


@dataclass(frozen=True, slots=True)
class Amount:
    """A length of time: "two weeks", "an hour and a half", "3 working days"."""

    grain: str
    months: int = 0
    days: int = 0
    minutes: float = 0
    working: int = 0

    def plus(self, other: "Amount") -> "Amount":
        """Both together; the finer unit is the grain."""
        grain = min(self.grain, other.grain, key=GRAINS.index)
        return Amount(
            grain,
            self.months + other.months,
            self.days + other.days,
            self.minutes + other.minutes,
            self.working + other.working,
        )

    @property
    def of_clock(self) -> bool:
        """Whether it moves the clock (minutes, hours) rather than the day."""
        return bool(self.minutes)

    def after(self, day: date, sign: int = 1) -> date:
        """The day that much later, or earlier for sign -1."""
        if self.working:
            return plus_working_days(day, sign * self.working)
        if max(self.months, self.days) > 4_000_000:
            raise OverflowError("beyond the calendar")
        return plus_months(day, sign * self.months) + timedelta(days=sign * self.days)


def amount(number: float, unit: str) -> Amount | None:
    """So many of a unit (a name in GRAINS, "fortnight", "working day", "working week"); None for no sensible length."""
    if not 0 < number < 100_000:
        return None
    if unit in {"minute", "hour"}:
        return Amount(unit, minutes=number * (60 if unit == "hour" else 1))
    if unit == "working day":
        return Amount("day", working=int(number))
    days = {"day": 1, "week": 7, "fortnight": 14, "weekend": 7}.get(unit)
    if days:
        return Amount("week" if unit == "fortnight" else unit.removesuffix("end"), days=int(number * days))
    return Amount(unit, months=int(number * MONTHS_IN[unit]))


def day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None
