"""Weeks, months, quarters, years, and parts of them."""

from dataclasses import dataclass
from datetime import date, timedelta

from foothold.reading.dates.almanac import (
    FRIDAY,
    SATURDAY,
    WEDNESDAY,
    end_of_month,
    monday_of,
    nth_weekday,
    plus_months,
)
from foothold.reading.dates.meaning.base import MONTHS_IN, Amount, Moment, Period, Stretch, When, stretch_of


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
    year: int | Period | None = None

    def stretch(self, at: Moment) -> Stretch:
        year = self.year if self.year is not None else at.today.isocalendar().year
        if isinstance(year, Period):
            year = year.stretch(at).first.year
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
class FirstOf(Period):
    """ "The first two weeks of March", "the last four months of 2026" (sign -1); weeks as in NthWeekIn."""

    by: Amount
    period: Period
    sign: int = 1

    def stretch(self, at: Moment) -> Stretch:
        whole = self.period.stretch(at)
        if self.by.grain == "week" and not self.by.days % 7:
            inner, outer = NthWeekIn(self.sign, self.period), NthWeekIn(self.sign * self.by.days // 7, self.period)
            ends = sorted([inner.stretch(at), outer.stretch(at)], key=lambda week: week.first)
            return Stretch(ends[0].first, ends[1].last, "week")
        one = timedelta(days=1)
        if self.sign > 0:
            first, last = whole.first, self.by.after(whole.first) - one
        else:
            first, last = self.by.after(whole.last + one, -1), whole.last
        if not whole.first <= first <= last <= whole.last:
            raise ValueError("longer than the whole")
        return Stretch(first, last, self.by.grain)


@dataclass(frozen=True, slots=True)
class WeekendOf(Period):
    """The weekend nearest to a day: of its week, but the one just past for a Monday or Tuesday."""

    around: When

    def stretch(self, at: Moment) -> Stretch:
        day = stretch_of(self.around, at).first
        saturday = monday_of(day) + timedelta(days=SATURDAY, weeks=-(day.weekday() < WEDNESDAY))
        return Stretch(saturday, saturday + timedelta(days=1), "day")


@dataclass(frozen=True, slots=True)
class Ahead(Period):
    """The next so much time from tomorrow, or for sign -1 the last so much until yesterday; quarters whole."""

    by: Amount
    sign: int = 1

    def stretch(self, at: Moment) -> Stretch:
        one = timedelta(days=1)
        if self.by.grain == "quarter":
            quarters = self.by.months // 3
            near = _unit_around(at.today, "quarter", self.sign)
            far = _unit_around(at.today, "quarter", self.sign * quarters)
            return Stretch(min(near.first, far.first), max(near.last, far.last), "quarter")
        if self.sign > 0:
            return Stretch(at.today + one, self.by.after(at.today), "day")
        return Stretch(self.by.after(at.today, -1), at.today - one, "day")


def _month(year: int, month: int) -> Stretch:
    return Stretch(date(year, month, 1), end_of_month(year, month), "month")


def _unit_around(day: date, unit: str, plus: int) -> Stretch:
    if unit == "day":
        day += timedelta(days=plus)
        return Stretch(day, day, "day")
    if unit == "week":
        monday = monday_of(day) + timedelta(weeks=plus)
        return Stretch(monday, monday + timedelta(days=6), "week")
    months = MONTHS_IN[unit]
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
