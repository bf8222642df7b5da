"""Days, and how each finds its date."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from foothold.reading.dates.almanac import (
    FRIDAY,
    easter,
    end_of_month,
    monday_of,
    nth_weekday,
    plus_months,
    plus_working_days,
)
from foothold.reading.dates.meaning.base import Amount, Day, Moment, Period, When, day_or_none, stretch_of
from foothold.reading.dates.meaning.periods import MonthOf


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

    A weekday said with it decides the year where it fits one of the coming two, or the last: "Thursday 12 March"
    read in November 2026 is over, for that of 2027 is a Friday.
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
                found = day_or_none(year, self.month, self.number)
                if found is not None and found.weekday() == self.weekday and -366 < (found - at.today).days < 400:
                    return found
        step = -1 if at.back else 1
        for years in range(9):  # 29 February comes again within eight years
            found = day_or_none(this_year + step * years, self.month, self.number)
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
        if not ahead:
            raise OverflowError("beyond the calendar")
        if self.weekday is None:
            return ahead[0]
        fitting = [day for day in (*ahead[:2], *reversed(past), *ahead[2:4]) if day.weekday() == self.weekday]
        return fitting[0] if fitting else ahead[0]

    def _in(self, at: Moment, months: int) -> date | None:
        try:
            month = plus_months(at.today.replace(day=1), months)
        except OverflowError:
            return None
        return day_or_none(month.year, month.month, self.number)


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
