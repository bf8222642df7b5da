"""From what a pattern kept to what it means: the builders that every language's table uses."""

from dataclasses import replace
from typing import Any

from foothold.reading.dates.grammar import Captures
from foothold.reading.dates.meaning import (
    Amount,
    Clock,
    ClockTime,
    Day,
    Figures,
    Holiday,
    Instant,
    MonthDay,
    Period,
    Shifted,
    Slot,
    Weekday,
    Window,
    amount,
    halved,
)
from foothold.reading.dates.tokens import full_year


def clock_of(c: Captures) -> Clock | None:
    """From hour, minutes or a (hour, minute, half) figure, and a half of the day."""
    if "c" in c:
        hour, minute, half = c["c"]
        if not isinstance(half, str):
            half = ""
    else:
        hour, minute, half = c["h"], c.get("n", 0), ""
    if not isinstance(hour, int) or hour > 24 or minute > 59:
        return None
    said = c.get("m", "")
    if said:
        half = said if 1 <= hour <= 12 else "24"
    if not half and not 1 <= hour <= 12:
        half = "24"
    return Clock(hour % 24, minute, half)


def military(c: Captures) -> Clock | None:
    """ "0930", "1400 hours"."""
    hour, minute = divmod(c["h"], 100)
    return Clock(hour, minute, "24") if hour < 24 and minute < 60 else None


def minutes_past(c: Captures) -> Clock | None:
    return moved(c, c.get("n", 0))


def minutes_to(c: Captures) -> Clock | None:
    return moved(c, -c["n"])


def moved(c: Captures, minutes: int) -> Clock | None:
    """Minutes past (or, negative, to) an hour, which may itself be "3pm" or "noon"."""
    clock = c["h"]
    if not isinstance(clock, Clock):
        if clock > 24:
            return None
        clock = Clock(clock % 24)
    if abs(minutes) > 59 or clock.minute:
        return None
    at = (clock.minutes() + minutes) % 1440
    if not clock.is_open:
        return Clock(at // 60, at % 60, "24", zone=clock.zone)
    # "Quarter to two": two is afternoon, so is the quarter before it, unless evening is said.
    return Clock(at // 60 % 12 or 12, at % 60, "pm?" if at >= 720 else "am?")


def in_part(c: Captures) -> ClockTime | None:
    clock = c["c"]
    part = c.get("w")
    return halved(clock, Window(*part) if isinstance(part, tuple) else part) if part else clock


def zoned(c: Captures) -> ClockTime:
    clock: ClockTime = c["c"]
    return clock if c["z"] == "here" else replace(clock, zone=c["z"])


def about(c: Captures) -> ClockTime:
    clock: ClockTime = c["c"]
    return replace(clock, about=True) if isinstance(clock, Clock) else clock


def slot(c: Captures) -> Slot:
    return Slot(c["a"], c["b"])


def between(c: Captures) -> Slot:
    return Slot(c["a"], c["b"], loose=True)


def window_of(c: Captures) -> Window:
    begin, end, half = c["w"]
    middle = (begin + end) // 2
    part = c.get("p")
    part = {"later": "late", "earlier": "early"}.get(part or "", part)
    if part == "early":
        end = middle if half == "pm" else begin + 120
    elif part == "late":
        begin = middle
    elif part == "mid":
        begin, end = begin + 60, end - 60
    return Window(begin, end, half)


def month_day(c: Captures) -> Day | None:
    year = c.get("y")
    number = c["n"]
    if not 1 <= number <= 31:
        return None
    return MonthDay(c["m"], number, full_year_of(year), c.get("w"))


def full_year_of(year: Any) -> int | None:
    """A year as captured: a number of two or four figures, or None."""
    if year is None:
        return None
    return full_year(f"{year:02}") if year < 100 else int(year)


def figures(c: Captures) -> Day:
    day: Day = c["d"]
    if isinstance(day, Figures):
        day = replace(day, weekday=c.get("w"), year=full_year_of(c["y"]) if "y" in c else day.year)
    return day


def dot_date(c: Captures) -> Day:
    day, month, _ = c["d"]
    return Figures(".", day, month, full_year_of(c.get("y")), c.get("w"))


def feast(c: Captures) -> Day:
    year = c.get("y")
    return Holiday(c["d"], year if isinstance(year, Period) else full_year_of(year), c.get("q", ""))


def given(feast: Any) -> Any:
    return lambda c: feast


def shift(sign: int = 1) -> Any:
    def build(c: Captures) -> Day | Instant | None:
        by: Amount = c["a"]
        if by.of_clock:
            return None if "d" in c else Instant(by=by, sign=sign)
        return Shifted(by, c.get("d"), sign)

    return build


def days_only(build: Any) -> Any:
    def only(c: Captures) -> Day | None:
        day = build(c)
        return day if isinstance(day, Day) else None

    return only


def weekday(which: str = "", weeks: int = 0) -> Any:
    return lambda c: Weekday(c["w"], which, weeks)


def which_weekday(c: Captures) -> Day:
    return Weekday(c["w"], c["q"])


def amount_of(c: Captures) -> Amount | None:
    number, unit = c.get("n", 1), c["u"]
    if isinstance(number, tuple):  # figures with a dot
        number = number[2]
    return amount(number + c.get("more", 0), unit)
