"""The times a recurrence rule names, on the wall clock, in time bounded by the window asked for.

Written here because the libraries walk every date from DTSTART on, and to the year 9999 where none fits; see
docs/decisions/0006-calendar-lines-are-ours.md.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import islice

from foothold.connectors.calendar.rule_days import DayTest, month_days
from foothold.connectors.calendar.rules import Rule

MOST_STEPS = 40_000
"""Periods and candidates looked at for one rule: 110 years of days."""

_SECONDS = {"HOURLY": 3600, "MINUTELY": 60, "SECONDLY": 1}


@dataclass(slots=True)
class Walk:
    """How a rule was followed: `steps` taken, `broken_off` when `MOST_STEPS` did not suffice."""

    steps: int = 0
    broken_off: bool = False

    def step(self) -> bool:
        self.steps += 1
        self.broken_off = self.broken_off or self.steps > MOST_STEPS
        return not self.broken_off


def times_of(rule: Rule, start: datetime, since: datetime, until: datetime, walk: Walk) -> Iterator[datetime]:
    """The naive wall-clock times of `rule` from `start` on that lie within [since, until], in order.

    Without COUNT the walk begins at `since`, so a rule from the year 1 costs no more than one from today; a
    COUNT beyond `MOST_STEPS` is no end. Stops with `walk.broken_off` after `MOST_STEPS`.
    """
    count = rule.count if rule.count is not None and rule.count <= MOST_STEPS else None
    found = _found(rule, start, start if count is not None else max(start, since), until, walk)
    for at in islice(found, count):
        if at > until:
            return
        if at >= since:
            yield at


def _found(rule: Rule, start: datetime, since: datetime, until: datetime, walk: Walk) -> Iterator[datetime]:
    if rule.frequency in _SECONDS:
        periods = _short_periods(rule, start, since, until, walk)
    else:
        periods = _periods(rule, start, since, until, walk)
    positions = rule.by.get("BYSETPOS")
    for candidates in periods:
        if positions:
            listed = list(islice(candidates, MOST_STEPS))
            picked = {listed[place - 1 if place > 0 else place] for place in positions if abs(place) <= len(listed)}
            candidates = iter(sorted(picked))
        for at in candidates:
            if not walk.step():
                return
            if at >= start:
                yield at


def _periods(rule: Rule, start: datetime, since: datetime, until: datetime, walk: Walk) -> Iterator[Iterator[datetime]]:
    """The candidates of each year, month, week or day that the rule falls in."""
    fits = DayTest(rule, start)
    clock = _clock(rule, start)
    for first, months in _starts(rule, start.date(), since.date()):
        if first > until.date() or not walk.step():
            return
        days = month_days(rule, start, first.year, months) if months else _span(rule, first)
        yield (datetime.combine(day, at) for day in days if fits(day) for at in clock)


def _starts(rule: Rule, start: date, since: date) -> Iterator[tuple[date, tuple[int, ...]]]:
    """The first day of each period and its months (none for weeks and days), from the one that holds `since`."""
    try:
        if rule.frequency == "YEARLY":
            first = start.year + max(0, since.year - start.year - 1) // rule.interval * rule.interval
            for year in range(first, 10_000, rule.interval):
                yield date(year, 1, 1), rule.by.get("BYMONTH") or tuple(range(1, 13))
        elif rule.frequency == "MONTHLY":
            begun, asked = 12 * start.year + start.month - 1, 12 * since.year + since.month - 1
            first = begun + max(0, asked - begun) // rule.interval * rule.interval
            for number in range(first, 120_000, rule.interval):
                yield date(number // 12, number % 12 + 1, 1), (number % 12 + 1,)
        else:
            weekly = rule.frequency == "WEEKLY"
            begun_on = start - timedelta(days=(start.weekday() - rule.week_start) % 7) if weekly else start
            stride = rule.interval * (7 if weekly else 1)
            day = begun_on.toordinal() + max(0, (since - begun_on).days) // stride * stride
            while True:
                yield date.fromordinal(day), ()
                day += stride
    except (ValueError, OverflowError):
        return  # the year 9999 is over


def _span(rule: Rule, first: date) -> Iterator[date]:
    if rule.frequency == "DAILY":
        return iter((first,))
    last = date.max.toordinal()
    return (date.fromordinal(day) for day in range(first.toordinal(), min(first.toordinal() + 7, last + 1)))


def _clock(rule: Rule, start: datetime) -> tuple[time, ...]:
    hours = rule.by.get("BYHOUR") or (start.hour,)
    minutes = rule.by.get("BYMINUTE") or (start.minute,)
    seconds = rule.by.get("BYSECOND") or (start.second,)
    return tuple(sorted({time(h, m, min(s, 59)) for h in hours for m in minutes for s in seconds}))


def _short_periods(
    rule: Rule, start: datetime, since: datetime, until: datetime, walk: Walk
) -> Iterator[Iterator[datetime]]:
    """Hours, minutes or seconds: no meeting repeats so, but files do."""
    unit = _SECONDS[rule.frequency]
    stride = rule.interval * unit
    first = start.replace(minute=start.minute if unit < 3600 else 0, second=start.second if unit == 1 else 0)
    fits_day = DayTest(rule, start)
    skipped = max(0, int((since - first).total_seconds())) // stride * stride
    try:
        at = first + timedelta(seconds=skipped)
        while at <= until and walk.step():
            if fits_day(at.date()) and _fits_clock(rule, at, unit):
                yield iter(_within(rule, start, at, unit))
            at += timedelta(seconds=stride)
    except OverflowError:
        return


def _fits_clock(rule: Rule, at: datetime, unit: int) -> bool:
    return (
        at.hour in rule.by.get("BYHOUR", (at.hour,))
        and (unit == 3600 or at.minute in rule.by.get("BYMINUTE", (at.minute,)))
        and (unit >= 60 or at.second in rule.by.get("BYSECOND", (at.second,)))
    )


def _within(rule: Rule, start: datetime, at: datetime, unit: int) -> list[datetime]:
    minutes = rule.by.get("BYMINUTE", (start.minute,)) if unit == 3600 else (at.minute,)
    seconds = rule.by.get("BYSECOND", (start.second,)) if unit >= 60 else (at.second,)
    return sorted({at.replace(minute=m, second=min(s, 59)) for m in minutes for s in seconds})
