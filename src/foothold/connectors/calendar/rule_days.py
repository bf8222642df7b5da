"""Which days a recurrence rule takes of a year, month, week or day (RFC 5545 3.3.10, the table of BYxxx parts)."""

from calendar import monthrange
from collections.abc import Iterable, Iterator
from datetime import date, datetime

from foothold.connectors.calendar.rules import Rule


def month_days(rule: Rule, start: datetime, year: int, months: Iterable[int]) -> Iterator[date]:
    """The days of a year's or month's period that BYMONTH and BYMONTHDAY leave, or those DTSTART implies."""
    numbers = rule.by.get("BYMONTHDAY")
    if not (numbers or rule.days or rule.by.get("BYYEARDAY") or rule.by.get("BYWEEKNO")):
        numbers = (start.day,)
        if rule.frequency == "YEARLY" and "BYMONTH" not in rule.by:
            months = (start.month,)
    for month in sorted(set(months)):
        length = monthrange(year, month)[1]
        if rule.frequency == "MONTHLY" and month not in rule.by.get("BYMONTH", (month,)):
            continue
        chosen = {day if day > 0 else length + 1 + day for day in numbers} if numbers else range(1, length + 1)
        for day in sorted(chosen):
            if 1 <= day <= length:
                yield date(year, month, day)


class DayTest:
    """Whether a day passes every BYxxx list that limits days."""

    def __init__(self, rule: Rule, start: datetime) -> None:
        self._rule = rule
        self._months = rule.by.get("BYMONTH", ()) if rule.frequency not in {"YEARLY", "MONTHLY"} else ()
        self._month_days = rule.by.get("BYMONTHDAY", ()) if rule.frequency not in {"YEARLY", "MONTHLY"} else ()
        self._weekdays = {weekday for ordinal, weekday in rule.days if not ordinal}
        if not rule.days and self._takes_weekday_of_start():
            self._weekdays = {start.weekday()}
        self._ordinals = {(ordinal, weekday) for ordinal, weekday in rule.days if ordinal}
        self._within_year = rule.frequency == "YEARLY" and "BYMONTH" not in rule.by

    def __call__(self, day: date) -> bool:
        rule = self._rule
        return (
            (not self._months or day.month in self._months)
            and (not self._month_days or bool({day.day, day.day - _length(day) - 1} & set(self._month_days)))
            and (not (self._weekdays or self._ordinals) or day.weekday() in self._weekdays or self._is_nth(day))
            and ("BYYEARDAY" not in rule.by or _is_year_day(day, rule.by["BYYEARDAY"]))
            and ("BYWEEKNO" not in rule.by or _is_week(day, rule.by["BYWEEKNO"], rule.week_start))
        )

    def _takes_weekday_of_start(self) -> bool:
        by = self._rule.by
        weeks = self._rule.frequency == "WEEKLY" or (self._rule.frequency == "YEARLY" and "BYWEEKNO" in by)
        return weeks and "BYMONTHDAY" not in by and "BYYEARDAY" not in by

    def _is_nth(self, day: date) -> bool:
        if not self._ordinals:
            return False
        number = day.timetuple().tm_yday if self._within_year else day.day
        length = _year_length(day.year) if self._within_year else _length(day)
        counted = {((number - 1) // 7 + 1, day.weekday()), (-((length - number) // 7 + 1), day.weekday())}
        return bool(counted & self._ordinals)


def _length(day: date) -> int:
    return monthrange(day.year, day.month)[1]


def _year_length(year: int) -> int:
    return 366 if monthrange(year, 2)[1] == 29 else 365


def _is_year_day(day: date, numbers: tuple[int, ...]) -> bool:
    number = day.timetuple().tm_yday
    return number in numbers or number - _year_length(day.year) - 1 in numbers


def _is_week(day: date, numbers: tuple[int, ...], week_start: int) -> bool:
    """Week 1 is the first with four days of the year; the days of it that lie in another year do not count here."""
    january_first = date(day.year, 1, 1)
    offset = (january_first.weekday() - week_start) % 7
    before = -offset if offset <= 3 else 7 - offset
    number = (day.timetuple().tm_yday - 1 - before) // 7 + 1
    weeks = (_year_length(day.year) - before + 3) // 7
    if number < 1:
        return _last_week_of(day.year - 1, week_start) in numbers or -1 in numbers
    if number > weeks:
        return 1 in numbers
    return number in numbers or number - weeks - 1 in numbers


def _last_week_of(year: int, week_start: int) -> int:
    offset = (date(max(year, 1), 1, 1).weekday() - week_start) % 7
    before = -offset if offset <= 3 else 7 - offset
    return (_year_length(max(year, 1)) - before + 3) // 7
