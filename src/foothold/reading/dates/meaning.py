"""What words about time mean before anybody knows what day it is: small nodes, and how each resolves.

A grammar builds these; `Moment` supplies the day it is. Days resolve to a date, periods to a
`Stretch`. The conventions are READING's, "Dates and times"; the number behind a rule is its number
there. Resolving raises ValueError or OverflowError where the calendar has no such day.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, tzinfo

from foothold.reading.dates.almanac import (
    FRIDAY,
    SATURDAY,
    WEDNESDAY,
    easter,
    end_of_month,
    monday_of,
    nth_weekday,
    plus_months,
    plus_working_days,
)

GRAINS = ("minute", "hour", "day", "week", "month", "quarter", "year")
_MONTHS_IN = {"month": 1, "quarter": 3, "year": 12}


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


# -- days ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Fixed(Day):
    """A day with its year, "2026-03-14"."""

    on: date

    def day(self, at: Moment) -> date:
        return self.on


@dataclass(frozen=True, slots=True)
class Today(Day):
    """Today, tomorrow (1), yesterday (-1)."""

    plus: int = 0

    def day(self, at: Moment) -> date:
        return at.today + timedelta(days=self.plus)


@dataclass(frozen=True, slots=True)
class Weekday(Day):
    """A weekday (rule 1). `which`: "" and "coming" the first after today, "this", "next", "last" by week.

    `weeks` counts on from there: "Tuesday week" 1, "Tuesday fortnight" 2 (rule 2).
    """

    weekday: int
    which: str = ""
    weeks: int = 0

    def day(self, at: Moment) -> date:
        if self.which in {"this", "next", "last"}:
            week = {"this": 0, "next": 1, "last": -1}[self.which] + self.weeks
            return monday_of(at.today) + timedelta(days=self.weekday, weeks=week)
        ahead = (self.weekday - at.today.weekday() - 1) % 7 + 1
        if self.which == "past":
            ahead -= 7 if ahead < 7 else 14
        elif at.back:
            ahead -= 7
        return at.today + timedelta(days=ahead, weeks=self.weeks)


@dataclass(frozen=True, slots=True)
class WeekdayIn(Day):
    """A weekday of a named week ("Monday of next week", "Tuesday the week of the 14th")."""

    weekday: int
    week: Period

    def day(self, at: Moment) -> date:
        return monday_of(self.week.stretch(at).first) + timedelta(days=self.weekday)


@dataclass(frozen=True, slots=True)
class MonthDay(Day):
    """A day of a month; without a year the next one to come, today included (rule 2).

    A weekday said with it decides the year where it fits one of the coming two, or the last.
    """

    month: int
    number: int
    year: int | None = None
    weekday: int | None = None

    def day(self, at: Moment) -> date:
        if self.year is not None:
            return date(self.year, self.month, self.number)
        this_year = at.today.year
        if self.weekday is not None:
            for year in (this_year, this_year + 1, this_year - 1):
                found = _day_or_none(year, self.month, self.number)
                if found is not None and found.weekday() == self.weekday and -90 < (found - at.today).days < 400:
                    return found
        step = -1 if at.back else 1
        for years in range(9):  # 29 February comes again within eight years
            found = _day_or_none(this_year + step * years, self.month, self.number)
            if found is not None and (found - at.today).days * step >= 0:
                return found
        raise ValueError("no such day in any year")


@dataclass(frozen=True, slots=True)
class DayOfMonth(Day):
    """ "The 14th": the next one strictly after today (rule 2).

    A weekday said with it picks a month: this or the next, else the one just past, else within a quarter.
    """

    number: int
    weekday: int | None = None

    def day(self, at: Moment) -> date:
        found = [day for months in range(-1, 5) if (day := self._in(at, months)) is not None]
        past = [day for day in found if day <= at.today]
        ahead = [day for day in found if day > at.today]
        if at.back:
            return max(past)
        if self.weekday is None:
            return ahead[0]
        fitting = [day for day in (*ahead[:2], *reversed(past), *ahead[2:4]) if day.weekday() == self.weekday]
        return fitting[0] if fitting else ahead[0]

    def _in(self, at: Moment, months: int) -> date | None:
        try:
            month = plus_months(at.today.replace(day=1), months)
        except OverflowError:
            return None
        return _day_or_none(month.year, month.month, self.number)


@dataclass(frozen=True, slots=True)
class DayIn(Day):
    """ "The 14th of next month"; "the 9th" of a month named elsewhere in the phrase."""

    number: int
    month: When

    def day(self, at: Moment) -> date:
        first = stretch_of(self.month, at).first
        return first.replace(day=self.number)


@dataclass(frozen=True, slots=True)
class Figures(Day):
    """A day in figures. Dots are day first; slashes and dashes follow the locale unless they cannot (rule 2)."""

    mark: str
    a: int
    b: int
    year: int | None = None
    weekday: int | None = None

    def day(self, at: Moment) -> date:
        month_first = at.month_first and self.mark != "."
        day, month = (self.b, self.a) if month_first else (self.a, self.b)
        if month > 12 >= day and self.mark != ".":
            day, month = month, day
        return MonthDay(month, day, self.year, self.weekday).day(at)


@dataclass(frozen=True, slots=True)
class NthWeekday(Day):
    """ "First Monday in October": the nth (-1 the last) such weekday of a period; the next such if it is over."""

    number: int
    weekday: int
    period: Period

    def day(self, at: Moment) -> date:
        stretch = self.period.stretch(at)
        found = nth_weekday(stretch.first, stretch.last, self.weekday, self.number)
        if found < at.today and isinstance(self.period, MonthOf) and self.period.is_open:
            later = replace(self.period, year=stretch.first.year + 1).stretch(at)
            found = nth_weekday(later.first, later.last, self.weekday, self.number)
        return found


@dataclass(frozen=True, slots=True)
class NthDay(Day):
    """ "First day of next month", "last day of March" (-1), "first working day of"."""

    number: int
    period: Period
    working: bool = False

    def day(self, at: Moment) -> date:
        stretch = self.period.stretch(at)
        step = 1 if self.number > 0 else -1
        edge = stretch.first if step > 0 else stretch.last
        if self.working:
            return plus_working_days(edge - timedelta(days=step), self.number)
        found = edge + timedelta(days=self.number - step)
        if not stretch.first <= found <= stretch.last:
            raise ValueError("no such day in the period")
        return found


@dataclass(frozen=True, slots=True)
class EndOf(Day):
    """The deadline a period's end is: Friday of a week, else the last calendar day ("Due dates")."""

    period: Period

    def day(self, at: Moment) -> date:
        stretch = self.period.stretch(at)
        if stretch.grain == "week":
            return stretch.first + timedelta(days=FRIDAY)
        return stretch.last


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
    return Amount(unit, months=int(number * _MONTHS_IN[unit]))


@dataclass(frozen=True, slots=True)
class Shifted(Day):
    """An amount from a day, or from today: "in two weeks", "three days before Christmas", "a year ago"."""

    by: Amount
    anchor: When | None = None
    sign: int = 1

    def day(self, at: Moment) -> date:
        if self.anchor is None:
            base = at.today
        else:
            stretch = stretch_of(self.anchor, at)
            base = stretch.first if self.sign < 0 else stretch.last
        return self.by.after(base, self.sign)


@dataclass(frozen=True, slots=True)
class NthWeekdayAfter(Day):
    """ "The first Monday after the 12th", "two Mondays from now", "the Monday before Christmas" (-1)."""

    number: int
    weekday: int
    anchor: When | None = None

    def day(self, at: Moment) -> date:
        stretch = stretch_of(self.anchor or Today(), at)
        if self.number > 0:
            ahead = (self.weekday - stretch.last.weekday() - 1) % 7 + 1
            return stretch.last + timedelta(days=ahead, weeks=self.number - 1)
        behind = (stretch.first.weekday() - self.weekday - 1) % 7 + 1
        return stretch.first - timedelta(days=behind, weeks=-self.number - 1)


@dataclass(frozen=True, slots=True)
class Holiday(Day):
    """A feast, the next to come unless its year is said. `on` gives its day in a year."""

    on: Callable[[int], date]
    year: int | Period | None = None
    which: str = ""

    def day(self, at: Moment) -> date:
        if isinstance(self.year, Period):
            return self.on(self.year.stretch(at).first.year)
        if self.year is not None:
            return self.on(self.year)
        year = at.today.year
        if self.which == "last" or at.back:
            return self.on(year) if self.on(year) < at.today else self.on(year - 1)
        coming = self.on(year) if self.on(year) >= at.today else self.on(year + 1)
        return coming


def fixed_feast(month: int, day: int) -> Callable[[int], date]:
    """A feast on the same date every year."""
    return lambda year: date(year, month, day)


def easter_feast(days: int) -> Callable[[int], date]:
    """A feast so many days from Easter Sunday."""
    return lambda year: easter(year) + timedelta(days=days)


def weekday_feast(month: int, weekday: int, number: int) -> Callable[[int], date]:
    """A feast on the nth (-1 last) weekday of a month."""
    return lambda year: nth_weekday(date(year, month, 1), end_of_month(year, month), weekday, number)


# -- periods ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class UnitOf(Period):
    """This (0), next (1) or another week, month, quarter, year or weekend, counted from the present one."""

    unit: str
    plus: int = 0

    def stretch(self, at: Moment) -> Stretch:
        today = at.today
        if self.unit == "weekend":
            saturday = monday_of(today) + timedelta(days=SATURDAY, weeks=self.plus)
            return Stretch(saturday, saturday + timedelta(days=1), "day")
        if self.unit == "fortnight":
            monday = monday_of(today) + timedelta(weeks=2 * self.plus)
            return Stretch(monday, monday + timedelta(days=13), "week")
        return _unit_around(today, self.unit, self.plus)


@dataclass(frozen=True, slots=True)
class UnitAround(Period):
    """The unit a day falls in ("week of the 14th"), `plus` units on ("the week after Easter")."""

    unit: str
    around: When
    plus: int = 0

    def stretch(self, at: Moment) -> Stretch:
        inner = stretch_of(self.around, at)
        return _unit_around(inner.first if self.plus <= 0 else inner.last, self.unit, self.plus)


@dataclass(frozen=True, slots=True)
class IsoWeek(Period):
    """A numbered ISO week, the next to come without a year (rule 2)."""

    number: int
    year: int | None = None

    def stretch(self, at: Moment) -> Stretch:
        year = self.year if self.year is not None else at.today.isocalendar().year
        monday = date.fromisocalendar(year, self.number, 1)
        if self.year is None and monday + timedelta(days=6) < at.today:
            monday = date.fromisocalendar(year + 1, self.number, 1)
        return Stretch(monday, monday + timedelta(days=6), "week")


@dataclass(frozen=True, slots=True)
class MonthOf(Period):
    """A month. Without a year the one that is running, or the next to come (rule 2)."""

    month: int
    year: int | None = None
    which: str = ""

    @property
    def is_open(self) -> bool:
        """Whether the year was left to the reader."""
        return self.year is None and not self.which

    def stretch(self, at: Moment) -> Stretch:
        return _month(self._year(at), self.month)

    def _year(self, at: Moment) -> int:
        today = at.today
        if self.year is not None:
            return self.year
        if self.which == "this":
            return today.year
        if self.which == "next":  # "next March", said in March, is not the one that is running
            return today.year + (self.month <= today.month)
        if self.which == "last":
            return today.year - (self.month >= today.month)
        if at.back:
            return today.year - (self.month > today.month)
        return today.year + (self.month < today.month)


@dataclass(frozen=True, slots=True)
class MonthIn(Period):
    """ "March of next year"."""

    month: int
    year: Period

    def stretch(self, at: Moment) -> Stretch:
        return _month(self.year.stretch(at).first.year, self.month)


@dataclass(frozen=True, slots=True)
class QuarterOf(Period):
    """A quarter, the running or next one without a year."""

    number: int
    year: Period | None = None

    def stretch(self, at: Moment) -> Stretch:
        if self.year is not None:
            year = self.year.stretch(at).first.year
        else:
            year = at.today.year + (self.number < (at.today.month + 2) // 3)
        first = date(year, 3 * self.number - 2, 1)
        return Stretch(first, end_of_month(year, 3 * self.number), "quarter")


@dataclass(frozen=True, slots=True)
class HalfOf(Period):
    """Half a year, "H2 2026"."""

    number: int
    year: Period | None = None

    def stretch(self, at: Moment) -> Stretch:
        if self.year is not None:
            year = self.year.stretch(at).first.year
        else:
            year = at.today.year + (self.number == 1 and at.today.month > 6)
        return Stretch(date(year, 6 * self.number - 5, 1), end_of_month(year, 6 * self.number), "month")


@dataclass(frozen=True, slots=True)
class YearOf(Period):
    """A year by its number."""

    year: int

    def stretch(self, at: Moment) -> Stretch:
        return Stretch(date(self.year, 1, 1), date(self.year, 12, 31), "year")


@dataclass(frozen=True, slots=True)
class Season(Period):
    """A season of three whole months from `month`, northern hemisphere."""

    month: int
    year: int | None = None
    which: str = ""

    def stretch(self, at: Moment) -> Stretch:
        year = self.year if self.year is not None else at.today.year
        if self.year is None:
            over = plus_months(date(year, self.month, 1), 3) <= at.today
            running = date(year, self.month, 1) <= at.today and not over
            year += over or (self.which == "next" and running)
            year -= self.which == "last" and not over
        first = date(year, self.month, 1)
        return Stretch(first, plus_months(first, 3) - timedelta(days=1), "month")


@dataclass(frozen=True, slots=True)
class PartOf(Period):
    """Early, mid, late, the first or second half of a period, or what is left of it (rule 4)."""

    part: str
    whole: Period

    def stretch(self, at: Moment) -> Stretch:
        whole = self.whole.stretch(at)
        if self.part in {"rest", "later"}:
            first = at.today + timedelta(days=self.part == "later")
            return Stretch(min(max(whole.first, first), whole.last), whole.last, "day")
        if self.part == "earlier":
            last = at.today - timedelta(days=1)
            return Stretch(whole.first, max(min(whole.last, last), whole.first), "day")
        if whole.grain == "week":
            return _part_of_week(whole.first, self.part)
        if whole.grain == "month" and (whole.last - whole.first).days < 31:
            return _part_of_month(whole, self.part)
        return _part_of_months(whole, self.part)


@dataclass(frozen=True, slots=True)
class NthWeekIn(Period):
    """ "First week of October": the nth Monday-to-Sunday week that has its Thursday in the period (ISO's rule)."""

    number: int
    period: Period

    def stretch(self, at: Moment) -> Stretch:
        whole = self.period.stretch(at)
        thursday = nth_weekday(whole.first, whole.last, 3, self.number)
        monday = thursday - timedelta(days=3)
        return Stretch(monday, monday + timedelta(days=6), "week")


@dataclass(frozen=True, slots=True)
class Ahead(Period):
    """The next so much time from tomorrow, or for sign -1 the last so much until yesterday."""

    by: Amount
    sign: int = 1

    def stretch(self, at: Moment) -> Stretch:
        one = timedelta(days=1)
        if self.sign > 0:
            return Stretch(at.today + one, self.by.after(at.today), "day")
        return Stretch(self.by.after(at.today, -1), at.today - one, "day")


@dataclass(frozen=True, slots=True)
class Span(Period):
    """From one day or period to another, both included; the end is the first such after the start."""

    first: When
    last: When

    def stretch(self, at: Moment) -> Stretch:
        last_word = self.last
        first_word = self.first
        if isinstance(first_word, MonthDay) and first_word.year is None and isinstance(last_word, MonthDay):
            first_word = _year_from(first_word, last_word)
        elif isinstance(first_word, Figures) and first_word.year is None and isinstance(last_word, Figures):
            first_word = replace(first_word, year=last_word.year)
        elif isinstance(first_word, MonthOf) and first_word.is_open and isinstance(last_word, MonthOf):
            if last_word.year is not None:
                first_word = replace(first_word, year=last_word.year - (first_word.month > last_word.month))
        start = stretch_of(first_word, at)
        # What is left open in the end ("to Friday", "to 3 May") is looked for from the start on.
        there = at
        if start.first > at.today and _is_open(last_word):
            there = replace(at, now=datetime.combine(start.first, at.now.timetz()))
        end = stretch_of(last_word, there)
        if end.last < start.first:
            raise ValueError("ends before it begins")
        grain = end.grain if end.grain == start.grain else "day"
        return Stretch(start.first, end.last, grain)


def _is_open(when: When) -> bool:
    """Whether a day or period leaves something to the calendar: the next Friday, 14th or May to come."""
    if isinstance(when, Weekday):
        return not when.which
    if isinstance(when, MonthDay | Figures | QuarterOf):
        return when.year is None
    return isinstance(when, DayOfMonth) or (isinstance(when, MonthOf) and when.is_open)


def _year_from(first: MonthDay, last: MonthDay) -> MonthDay:
    if last.year is None:
        return first
    turned = (first.month, first.number) > (last.month, last.number)
    return replace(first, year=last.year - turned)


def _day_or_none(year: int, month: int, number: int) -> date | None:
    try:
        return date(year, month, number)
    except ValueError:
        return None


def _month(year: int, month: int) -> Stretch:
    return Stretch(date(year, month, 1), end_of_month(year, month), "month")


def _unit_around(day: date, unit: str, plus: int) -> Stretch:
    if unit == "day":
        day += timedelta(days=plus)
        return Stretch(day, day, "day")
    if unit == "week":
        monday = monday_of(day) + timedelta(weeks=plus)
        return Stretch(monday, monday + timedelta(days=6), "week")
    months = _MONTHS_IN[unit]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    first = plus_months(first, months * plus)
    last_month = plus_months(first, months - 1)
    return Stretch(first, end_of_month(last_month.year, last_month.month), unit)


def _part_of_week(monday: date, part: str) -> Stretch:
    days = {
        "early": (0, 1), "mid": (WEDNESDAY, WEDNESDAY), "late": (3, FRIDAY),
        "first half": (0, WEDNESDAY), "second half": (3, FRIDAY),
    }[part]  # fmt: skip
    return Stretch(monday + timedelta(days=days[0]), monday + timedelta(days=days[1]), "day")


def _part_of_month(whole: Stretch, part: str) -> Stretch:
    last = whole.last.day
    days = {"early": (1, 10), "mid": (11, 20), "late": (21, last), "first half": (1, 15), "second half": (16, last)}
    first, end = days[part]
    return Stretch(whole.first.replace(day=first), whole.first.replace(day=end), "day")


def _part_of_months(whole: Stretch, part: str) -> Stretch:
    """Thirds and halves of a quarter, half-year or year, in whole months."""
    months = (whole.last.year - whole.first.year) * 12 + whole.last.month - whole.first.month + 1
    third = max(1, months // 3)
    begin, end = {
        "early": (0, third), "mid": (third, 2 * third), "late": (2 * third, months),
        "first half": (0, months // 2), "second half": (months // 2, months),
    }[part]  # fmt: skip
    if months == 3 and part.endswith("half"):
        middle = whole.first + timedelta(days=45)
        return (
            Stretch(whole.first, middle, "day")
            if part == "first half"
            else Stretch(middle + timedelta(days=1), whole.last, "day")
        )
    first = plus_months(whole.first, begin)
    last = plus_months(whole.first, end) - timedelta(days=1)
    return Stretch(first, last, "month")


# -- the clock ----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock time. `half` is "am", "pm", "24" (as written, no guess), "" (guess by rule 6), or
    "am?" and "pm?": a guess already made, for which the words beside it still count."""

    hour: int
    minute: int = 0
    half: str = ""
    about: bool = False
    zone: str | None = None

    @property
    def is_open(self) -> bool:
        """Whether "in the evening" or the other end of a slot may still settle the half of the day."""
        return not self.half or self.half.endswith("?")

    def minutes(self) -> int:
        """Minutes after midnight. Bare 1 to 6 are afternoon, 7 to 11 morning, 12 noon (rule 6)."""
        hour = self.hour
        if self.half.startswith("am"):
            hour = 0 if hour == 12 else hour
        elif self.half.startswith("pm"):
            hour = hour + 12 if hour < 12 else hour
        elif not self.half and 1 <= hour <= 6:
            hour += 12
        return hour * 60 + self.minute


@dataclass(frozen=True, slots=True)
class Slot:
    """From one clock time to another. `loose`: somewhere between them."""

    first: Clock
    last: Clock
    loose: bool = False
    zone: str | None = None

    def bounds(self) -> tuple[int, int]:
        """Minutes after midnight of both ends; an end before its start is the next half day, or the next day."""
        first, last = self.first, self.last
        if first.is_open and last.half in {"am", "pm"} and 1 <= first.hour <= 12:
            same = replace(first, half=last.half)
            other = replace(first, half="am" if last.half == "pm" else "pm")
            first = same if same.minutes() < last.minutes() else other
        elif last.is_open and first.half in {"am", "pm"} and 1 <= last.hour <= 12:
            same = replace(last, half=first.half)
            other = replace(last, half="am" if first.half == "pm" else "pm")
            last = same if same.minutes() > first.minutes() else other
        begin, end = first.minutes(), last.minutes()
        if end <= begin and last.is_open and end + 720 > begin and end < 720:
            end += 720
        if end <= begin and first.is_open and begin >= 720 and begin - 720 < end:
            begin -= 720
        return begin, end if end > begin else end + 1440


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the day, minutes after midnight (rule 4). `half` tells a bare hour said with it apart."""

    begin: int
    end: int
    half: str = ""
    zone: str | None = None


ClockTime = Clock | Slot | Window


# -- mentions -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Said:
    """A day or period, a clock time, or both."""

    when: When | None = None
    clock: ClockTime | None = None


@dataclass(frozen=True, slots=True)
class Through:
    """From one moment to another, at least one with a clock time: "Monday at ten to Tuesday noon"."""

    first: Said
    last: Said


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as written with date, time and offset, or an amount of clock time from now."""

    at: datetime | None = None
    by: Amount | None = None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Bound:
    """Before, after, until, since or from something: one end only (rule 5)."""

    side: str
    said: "Said | Instant"


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that names no day: "in a couple of weeks" (rule 5)."""

    kind: str = "point"


@dataclass(frozen=True, slots=True)
class Lasting:
    """A duration."""

    grain: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A set: every Tuesday, weekly."""

    grain: str


Meaning = Said | Through | Instant | Bound | Vague | Lasting | Repeated


def halved(clock: ClockTime, window: Window) -> ClockTime:
    """The clock time with the half of the day its window says ("Tuesday evening at eight")."""
    if isinstance(clock, Clock) and clock.is_open and window.half and 1 <= clock.hour <= 12:
        return replace(clock, half=window.half)
    if isinstance(clock, Slot):
        first, last = halved(clock.first, window), halved(clock.last, window)
        if isinstance(first, Clock) and isinstance(last, Clock) and clock.last.is_open:
            return replace(clock, first=first, last=last)
    return clock
