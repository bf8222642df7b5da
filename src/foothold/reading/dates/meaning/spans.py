"""Stretches from one day or period to another."""

from dataclasses import dataclass, replace
from datetime import datetime

from foothold.reading.dates.meaning.base import Moment, Period, Stretch, When, stretch_of
from foothold.reading.dates.meaning.days import DayOfMonth, Figures, MonthDay, Weekday
from foothold.reading.dates.meaning.periods import MonthOf, QuarterOf


@dataclass(frozen=True, slots=True)
class Span(Period):
    """From one day or period to another, both included; the end is the first such after the start.

    `past`: what is left open in the start lies behind ("from March to date").
    """

    first: When
    last: When
    past: bool = False

    def stretch(self, at: Moment) -> Stretch:
        start = stretch_of(_dated(self.first, self.last), at)
        if self.past or _is_running(self.first, self.last, start, at):
            start = stretch_of(self.first, replace(at, back=True))
        # What is left open in the end ("to Friday", "to 3 May") is looked for from the start on.
        there = at
        if start.first > at.today and _is_open(self.last):
            there = replace(at, now=datetime.combine(start.first, at.now.timetz()))
        end = stretch_of(self.last, there)
        if end.last < start.first:
            raise ValueError("ends before it begins")
        grain = end.grain if end.grain == start.grain else "day"
        return Stretch(start.first, end.last, grain)


def _dated(first: When, last: When) -> When:
    """The first with the year only the last was given ("18 November to 19 December 2026")."""
    match first, last:
        case MonthDay(year=None), MonthDay(year=int(year)):
            turned = (first.month, first.number) > (last.month, last.number)
            return replace(first, year=year - turned)
        case Figures(year=None), Figures(year=int(year)):
            return replace(first, year=year)
        case MonthOf(year=None, which=""), MonthOf(year=int(year)):
            return replace(first, year=year - (first.month > last.month))
    return first


def _is_running(first: When, last: When, start: Stretch, at: Moment) -> bool:
    """ "May to September" said in July is the one that is running: it ends before it begins anew."""
    if not all(isinstance(when, MonthDay | Figures | MonthOf) and _is_open(when) for when in (first, last)):
        return False
    return start.first > at.today and at.today <= stretch_of(last, at).last < start.first


def _is_open(when: When) -> bool:
    """Whether a day or period leaves something to the calendar: the next Friday, 14th or May to come."""
    if isinstance(when, Weekday):
        return not when.which
    if isinstance(when, MonthDay | Figures | QuarterOf):
        return when.year is None
    return isinstance(when, DayOfMonth) or (isinstance(when, MonthOf) and when.is_open)
