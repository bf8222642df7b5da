"""English: how words of time combine. The notation is grammar's; what is built are meaning's nodes."""

from dataclasses import replace
from typing import Any

from foothold.reading.dates.almanac import FRIDAY, MONDAY, SATURDAY, SUNDAY
from foothold.reading.dates.grammar import Captures, Row
from foothold.reading.dates.meaning import (
    Ahead,
    Amount,
    Bound,
    Clock,
    ClockTime,
    Day,
    DayIn,
    DayOfMonth,
    EndOf,
    Figures,
    Fixed,
    HalfOf,
    Holiday,
    Instant,
    IsoWeek,
    Lasting,
    Meaning,
    MonthDay,
    MonthIn,
    MonthOf,
    NthDay,
    NthWeekday,
    NthWeekdayAfter,
    NthWeekIn,
    PartOf,
    Period,
    QuarterOf,
    Repeated,
    Said,
    Season,
    Shifted,
    Slot,
    Span,
    Through,
    Today,
    UnitAround,
    UnitOf,
    Vague,
    Weekday,
    WeekdayIn,
    When,
    Window,
    YearOf,
    amount,
    easter_feast,
    fixed_feast,
    halved,
    weekday_feast,
)
from foothold.reading.dates.tokens import full_year

_PLUS = {"this": 0, "next": 1, "coming": 1, "last": -1, "past": -1}


# -- amounts ------------------------------------------------------------------------------------


def _amount(c: Captures) -> Amount | None:
    number, unit = c.get("n", 1), c["u"]
    if isinstance(number, tuple):  # figures with a dot
        number = number[2]
    return amount(number + c.get("more", 0), unit)


def _sum(c: Captures) -> Amount | None:
    return c["a"].plus(c["b"]) if c["a"].grain != c["b"].grain else None


def _part_amount(share: float) -> Any:
    return lambda c: amount(share, c["u"])


def _with_more(share: float) -> Any:
    return lambda c: _amount({**c, "more": share})


AMOUNT: list[Row] = [
    ("n=DNUM|WNUM|DECIMAL DASH? u=UNIT", _amount),
    ("n=DNUM|WNUM more? u=UNIT", _amount),
    ("n=HOURS", lambda c: amount(c["n"], "hour")),
    ("a|an|one|another u=UNIT", lambda c: amount(1, c["u"])),
    ("a single u=UNIT", lambda c: amount(1, c["u"])),
    ("n=DNUM|WNUM DASH? working|business|work DASH? u=UNIT", lambda c: _working(c)),
    ("a|one working|business|work u=UNIT", lambda c: _working({"n": 1, **c})),
    ("half a|an u=UNIT", _part_amount(0.5)),
    ("a? half u=UNIT", _part_amount(0.5)),
    ("half DASH u=UNIT", _part_amount(0.5)),
    ("a? quarter of? an|a u=UNIT", _part_amount(0.25)),
    ("three DASH? quarters of? an|a u=UNIT", _part_amount(0.75)),
    ("n=FRACTION u=UNIT", _amount),
    ("n=DNUM|WNUM and a|an? half u=UNIT", _with_more(0.5)),
    ("n=DNUM|WNUM and a? quarter u=UNIT", _with_more(0.25)),
    ("n=DNUM|WNUM u=UNIT and a? half", _with_more(0.5)),
    ("a|an|one u=UNIT and a? half", lambda c: amount(1.5, c["u"])),
    ("a|an|one u=UNIT and a? quarter", lambda c: amount(1.25, c["u"])),
    ("a=<simple_amount> and|COMMA? b=<simple_amount>", _sum),
]

SIMPLE_AMOUNT: list[Row] = [
    ("n=DNUM|WNUM|DECIMAL u=UNIT", _amount),
    ("a|an|one u=UNIT", lambda c: amount(1, c["u"])),
]


def _working(c: Captures) -> Amount | None:
    number = c["n"]
    if c["u"] == "week":
        number *= 5
    elif c["u"] != "day":
        return None
    return amount(number, "working day")


VAGUE_AMOUNT: list[Row] = [
    ("a? couple of? more? UNIT", lambda c: True),
    ("a? few more? UNIT", lambda c: True),
    ("a? few working|business UNIT", lambda c: True),
    ("several|some more? UNIT", lambda c: True),
    ("a number|handful of UNIT", lambda c: True),
    ("a|one UNIT or so|two|three", lambda c: True),
    ("a|one or two UNIT", lambda c: True),
    ("DNUM|WNUM or DNUM|WNUM UNIT", lambda c: True),
    ("DNUM|WNUM to DNUM|WNUM UNIT", lambda c: True),
    ("DNUM|WNUM DASH DNUM|WNUM UNIT", lambda c: True),
    ("DNUM|WNUM UNIT or so", lambda c: True),
    ("about|around|roughly|approximately DNUM|WNUM|a UNIT", lambda c: True),
]

# -- the clock ----------------------------------------------------------------------------------


def _clock(c: Captures) -> Clock | None:
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


def _compact(c: Captures) -> Clock | None:
    """ "1140 a.m."."""
    hour, minute = divmod(c["h"], 100)
    return _clock({**c, "h": hour, "n": minute}) if 1 <= hour <= 12 and minute < 60 else None


def _military(c: Captures) -> Clock | None:
    """ "0930", "1400 hours"."""
    hour, minute = divmod(c["h"], 100)
    return Clock(hour, minute, "24") if hour < 24 and minute < 60 else None


def _past(c: Captures) -> Clock | None:
    return _moved(c, c.get("n", 0))


def _to(c: Captures) -> Clock | None:
    return _moved(c, -c["n"])


def _moved(c: Captures, minutes: int) -> Clock | None:
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


def _noon(c: Captures) -> Clock:
    return Clock(12, 0, "24")


def _midnight(c: Captures) -> Clock:
    return Clock(0, 0, "24")


def _in_part(c: Captures) -> ClockTime | None:
    clock = c["c"]
    part = c.get("w")
    return halved(clock, Window(*part) if isinstance(part, tuple) else part) if part else clock


def _zoned(c: Captures) -> ClockTime:
    clock: ClockTime = c["c"]
    return clock if c["z"] == "here" else replace(clock, zone=c["z"])


def _about(c: Captures) -> ClockTime:
    clock: ClockTime = c["c"]
    return replace(clock, about=True) if isinstance(clock, Clock) else clock


HOUR: list[Row] = [("h=D24|W24", lambda c: c["h"])]

PLAIN_CLOCK: list[Row] = [
    ("c=CLOCK m=AMPM?", _clock),
    ("c=DOTCLOCK m=AMPM", _clock),
    ("h=D24|W24 m=AMPM", _clock),
    ("h=D24|W24 DASH m=AMPM", _clock),
    ("h=D24|W24 in the m=AMPM", _clock),
    ("h=W12 a m", lambda c: _clock({**c, "m": "am"})),
    ("h=W12 n=W60 a m", lambda c: _clock({**c, "m": "am"})),
    ("h=W12 p m", lambda c: _clock({**c, "m": "pm"})),
    ("h=W12 n=W60 p m", lambda c: _clock({**c, "m": "pm"})),
    ("h=HHMM m=AMPM", _compact),
    ("h=W12|D12 n=W60|D60 m=AMPM", _clock),
    ("h=D24|W24 o'clock|oclock m=AMPM?", _clock),
    ("h=W12|D12 n=W60|D60 o'clock|oclock", _clock),
    ("noon|midday|noonish", _noon),
    ("12|twelve noon|midday", _noon),
    ("midnight", _midnight),
    ("12|twelve midnight", _midnight),
]

CLOCK: list[Row] = [
    ("c=<plain_clock>", lambda c: c["c"]),
    ("half past h=<hour>|<plain_clock>", lambda c: _moved(c, 30)),
    ("half after h=<hour>", lambda c: _moved(c, 30)),
    ("a? quarter past|after h=<hour>|<plain_clock>", lambda c: _moved(c, 15)),
    ("a? quarter to|before|of|till|til h=<hour>|<plain_clock>", lambda c: _moved(c, -15)),
    ("n=D60|W60|W12|D12 past h=<hour>|<plain_clock>", _past),
    ("n=DNUM|WNUM minutes|min|minute|mins past|after h=<hour>|<plain_clock>", _past),
    ("n=DNUM|WNUM minutes|min|minute|mins to|before|till h=<hour>|<plain_clock>", _to),
    ("n=D60|W60|W12|D12 to|after|before h=<plain_clock>", lambda c: None),
]

# A clock time that is one wherever it stands, with its part of the day, its zone and its roughness.
TIME: list[Row] = [
    ("c=<clock>", lambda c: c["c"]),
    ("c=<clock> in|at? the? w=DAYPART", _in_part),
    ("c=<soft_clock> in the w=DAYPART", _in_part),
    ("c=<soft_clock> at night", lambda c: halved(c["c"], Window(1200, 1440, "pm"))),
    ("c=<slot>|<soft_slot> in the w=DAYPART", _in_part),
    ("c=<slot>", lambda c: c["c"]),
    ("c=<clock>|<slot> z=<zone>", _zoned),
    ("c=<soft_clock>|<soft_slot> z=<zone>", _zoned),
    ("around|about|approximately|roughly|circa|ca|~ c=<clock>", _about),
    ("c=<clock> DASH? ish", _about),
    ("c=<clock> or so", _about),
    ("c=<clock> sharp|exactly|precisely", lambda c: c["c"]),
    ("!a|an|and|the|one|by|first|second|last|other half h=W12|D12 +FREE -<quantity>", lambda c: _moved(c, 30)),
    ("h=W12 DASH? n=W60 +FREE -<quantity>", lambda c: _clock(c) if c["n"] in {15, 30, 45} else None),
    ("h=W24 hundred hours", _clock),
    ("h=MIL hours|hrs|h", _military),
    ("h=HOURS +FREE -of", lambda c: Clock(c["h"], half="24") if c["h"] in range(13, 24) else None),
    ("h=D12|W12 DASH? ish", lambda c: Clock(c["h"], about=True)),
]

SOFT_CLOCK: list[Row] = [
    ("h=D24|W24", _clock),
    ("c=DOTCLOCK", _clock),
    ("h=HOURS", lambda c: Clock(c["h"], half="24") if isinstance(c["h"], int) and c["h"] < 24 else None),
    ("h=W24 DASH? n=W60", _clock),
    ("h=D12 n=D60", _clock),
    ("h=W12|D12 oh|o|zero n=W12|D12", lambda c: _clock(c) if c["n"] < 10 else None),
    ("half h=W12|D12", lambda c: _moved(c, 30)),
    ("h=W24 hundred hours?", _clock),
    ("@at|@|between|from|DASH|and|to h=MIL", _military),
    ("@AT n=W60|D60 to h=<hour>", lambda c: _to(c) if c["n"] in {10, 20, 25} else None),
    ("@AT n=W12 to h=<hour>", lambda c: _to(c) if c["n"] in {5, 10} else None),
    ("@AT n=W60|D60|W12 after h=<clock>", _past),
    ("n=W60|D60 after h=<hour>|<clock>", lambda c: _past(c) if c["n"] in {10, 20, 25} else None),
    ("@AT n=W60|D60|W12 to h=<clock>", lambda c: _to(c) if c["n"] in {5, 10, 20, 25} else None),
]


def _slot(c: Captures) -> Slot:
    return Slot(c["a"], c["b"])


def _between(c: Captures) -> Slot:
    return Slot(c["a"], c["b"], loose=True)


# At least one end is a clock time on its own.
SLOT: list[Row] = [
    ("from? a=<end> to|DASH|until|till|til|through b=<clock>", _slot),
    ("from? a=<clock> to|DASH|until|till|til|through b=<end>", _slot),
    ("between a=<end> and|DASH|to b=<clock>", _between),
    ("between a=<clock> and|DASH|to b=<end>", _between),
    ("from a=<pair> to|until|till|til b=<pair>", _slot),
    ("between a=<pair> and b=<pair>", _between),
    ("from? a=<clock_in_part> to|DASH|until|till b=<end>", _slot),
    ("from? a=<clock> z=ZONE to|DASH b=<end>", _slot),
]

CLOCK_IN_PART: list[Row] = [("c=<soft_clock> in the w=DAYPART", _in_part)]

SOFT_SLOT: list[Row] = [
    ("from? a=<end> to|DASH|until|till|til|through b=<end>", _slot),
    ("between a=<end> and|DASH b=<end>", _between),
]

PAIR: list[Row] = [("h=W12 DASH? n=W60", _clock)]

END: list[Row] = [("c=<clock>", lambda c: c["c"]), ("c=<soft_clock>", lambda c: c["c"])]

# Needs a day beside it, or "at" before it.
SOFT: list[Row] = [
    ("c=<soft_clock>", lambda c: c["c"]),
    ("c=<soft_slot>", lambda c: c["c"]),
    ("around|about|approximately|roughly|circa|ca|~ c=<soft_clock>", _about),
    ("c=<soft_clock> or so", _about),
    ("c=<soft_clock> sharp", lambda c: c["c"]),
]

# What makes the number before it a quantity: "ten to fifteen percent", "two or three of".
QUANTITY: list[Row] = [
    ("and|or|COMMA DNUM|WNUM MONTH|of", lambda c: True),
    ("to|or|DASH|and DNUM|WNUM|DECIMAL -FREE", lambda c: True),
    ("or so UNIT", lambda c: True),
    ("DNUM|WNUM|UNIT", lambda c: True),
    ("point|percent|times|of", lambda c: True),
    ("and a half|third|quarter", lambda c: True),
    ("to one", lambda c: True),
]

NAMED_ZONE: list[Row] = [
    ("z=ZONE time?", lambda c: c["z"]),
    ("us? z=REGION standard|daylight|summer? time|timezone?", lambda c: c["z"]),
    ("z=PLACE time", lambda c: c["z"]),
    ("central european standard|summer? time", lambda c: "Europe/Berlin"),
    ("new york time?", lambda c: "America/New_York"),
    ("los angeles time?", lambda c: "America/Los_Angeles"),
    ("san francisco time?", lambda c: "America/Los_Angeles"),
    ("hong kong time?", lambda c: "Asia/Hong_Kong"),
    ("your|my|our|local|their time", lambda c: "here"),
]

ZONE: list[Row] = [
    ("z=<named_zone>", lambda c: c["z"]),
    ("( z=<named_zone> )", lambda c: c["z"]),
    ("( z=PLACE )", lambda c: c["z"]),
    ("COMMA your|my|our|local time", lambda c: "here"),
]

# -- parts of the day ---------------------------------------------------------------------------


def _window(c: Captures) -> Window:
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


PART_OF_DAY: list[Row] = [
    ("w=DAYPART", _window),
    ("p=PART DASH? w=DAYPART", _window),
    ("p=PART in the w=DAYPART", _window),
    ("first thing", lambda c: Window(480, 540, "am")),
    ("first thing in the morning", lambda c: Window(480, 540, "am")),
    ("after lunch", lambda c: Window(780, 1020, "pm")),
    ("before lunch", lambda c: Window(660, 720, "am")),
    ("midmorning", lambda c: Window(540, 660, "am")),
    ("midafternoon", lambda c: Window(840, 960, "pm")),
]

# -- days ---------------------------------------------------------------------------------------


def _month_day(c: Captures) -> Day | None:
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


def _figures(c: Captures) -> Day:
    day: Day = c["d"]
    if isinstance(day, Figures):
        day = replace(day, weekday=c.get("w"), year=full_year_of(c["y"]) if "y" in c else day.year)
    return day


def _dot_date(c: Captures) -> Day:
    day, month, _ = c["d"]
    return Figures(".", day, month, full_year_of(c.get("y")), c.get("w"))


def _which_weekday(c: Captures) -> Day:
    return Weekday(c["w"], c["q"])


def _weekday(which: str = "", weeks: int = 0) -> Any:
    return lambda c: Weekday(c["w"], which, weeks)


def _shift(sign: int = 1) -> Any:
    def build(c: Captures) -> Day | Instant | None:
        by: Amount = c["a"]
        if by.of_clock:
            return None if "d" in c else Instant(by=by, sign=sign)
        return Shifted(by, c.get("d"), sign)

    return build


def _days_only(build: Any) -> Any:
    def only(c: Captures) -> Day | None:
        day = build(c)
        return day if isinstance(day, Day) else None

    return only


def _nth_of(c: Captures) -> Day | None:
    period: Period = c["p"]
    return NthWeekday(c["n"], c["w"], period) if c["n"] < 6 else None


def _nth_day_of(c: Captures) -> Day:
    return NthDay(c["n"], c["p"])


def _day_in(c: Captures) -> Day | None:
    return DayIn(c["n"], c["p"])


def _feast(c: Captures) -> Day:
    year = c.get("y")
    return Holiday(c["d"], year if isinstance(year, Period) else full_year_of(year), c.get("q", ""))


def _weekday_in(c: Captures) -> Day | None:
    week: Period = c["p"]
    return WeekdayIn(c["w"], week)


def _given(feast: Any) -> Any:
    return lambda c: feast


# A word that may close "the 14th" or "at ten" without counting something.
YEAR: list[Row] = [
    ("y=DYEAR", lambda c: c["y"]),
    ("COMMA y=DYEAR", lambda c: c["y"]),
    ("of|in y=DYEAR", lambda c: c["y"]),
    ("APOS y=D2", lambda c: c["y"]),
    ("twenty n=W60", lambda c: 2000 + c["n"]),
    ("COMMA twenty n=W60", lambda c: 2000 + c["n"]),
    ("two thousand and? n=WNUM", lambda c: 2000 + c["n"]),
]

FEAST: list[Row] = [
    ("f=FEAST day?", lambda c: c["f"]),
    ("christmas|xmas|new year? eve", _given(fixed_feast(12, 24))),
    ("boxing day", _given(fixed_feast(12, 26))),
    ("new year day?", _given(fixed_feast(1, 1))),
    ("new years day?", _given(fixed_feast(1, 1))),
    ("new year|years eve", _given(fixed_feast(12, 31))),
    ("good friday", _given(easter_feast(-2))),
    ("easter sunday", _given(easter_feast(0))),
    ("easter monday", _given(easter_feast(1))),
    ("whit monday", _given(easter_feast(50))),
    ("maundy thursday", _given(easter_feast(-3))),
    ("ash wednesday", _given(easter_feast(-46))),
    ("ascension day", _given(easter_feast(39))),
    ("corpus christi", _given(easter_feast(60))),
    ("valentine|valentines day", _given(fixed_feast(2, 14))),
    ("saint|st .? patrick|patricks day?", _given(fixed_feast(3, 17))),
    ("labor|labour day", _given(weekday_feast(9, MONDAY, 1))),
    ("independence day", _given(fixed_feast(7, 4))),
    ("memorial day", _given(weekday_feast(5, MONDAY, -1))),
    ("veterans day", _given(fixed_feast(11, 11))),
    ("columbus day", _given(weekday_feast(10, MONDAY, 2))),
    ("presidents day", _given(weekday_feast(2, MONDAY, 3))),
    ("martin luther king|kings jr? day?", _given(weekday_feast(1, MONDAY, 3))),
    ("mlk day", _given(weekday_feast(1, MONDAY, 3))),
    ("black friday", lambda c: _after_thanksgiving(1)),
    ("cyber monday", lambda c: _after_thanksgiving(4)),
    ("all saints day?", _given(fixed_feast(11, 1))),
    ("april fools|fool day?", _given(fixed_feast(4, 1))),
    ("groundhog day", _given(fixed_feast(2, 2))),
    ("earth day", _given(fixed_feast(4, 22))),
    ("mothers|mother day", _given(weekday_feast(5, SUNDAY, 2))),
    ("fathers|father day", _given(weekday_feast(6, SUNDAY, 3))),
]


def _after_thanksgiving(days: int) -> Any:
    from datetime import timedelta

    thanksgiving = weekday_feast(11, 3, 4)
    return lambda year: thanksgiving(year) + timedelta(days=days)


# A date written out: day and month in either order, figures, ISO.
DATE: list[Row] = [
    ("d=DATE", _figures),
    ("d=PAIRDATE", _figures),
    ("d=PAIRDATE COMMA|DASH? y=DYEAR", _figures),
    ("@AT|ON|WEEKDAY|COMMA d=MAYBEDATE|DASHDATE -of|UNIT|DASH", _figures),
    ("@ON|WEEKDAY d=DOTDATE .?", _dot_date),
    ("d=DOTDATE . y=DYEAR", _dot_date),
    ("m=MONTH|LOWMONTH .? the? n=ORD|D31 -UNIT|percent|times y=<year>?", _month_day),
    ("m=LOWMONTH .? the? n=ORD y=<year>?", _month_day),
    ("m=LOWMONTH the n=ORD|WORD y=<year>?", _month_day),
    ("m=LOWMONTH .? n=D31 y=<year>", _month_day),
    ("m=LOWMONTH n=WORD y=<year>", lambda c: _month_day(c) if c["m"] == 3 else None),
    ("m=LOWMONTH n=WORD +FREE|WNUM|DNUM", lambda c: _month_day(c) if c["m"] == 3 else None),
    ("@ON|COMMA|WEEKDAY m=LOWMONTH n=D31 y=<year>?", _month_day),
    ("m=MONTH .? COMMA n=ORD y=<year>?", _month_day),
    ("m=MONTH the? n=WORD|W31 y=<year>?", _month_day),
    ("m=MONTH|LOWMONTH .? DASH|/ n=D31 DASH|/? y=DYEAR|D2?", _month_day),
    ("the? n=ORD|WORD day? of? m=MONTH|LOWMONTH .? y=<year>?", _month_day),
    ("the? n=ORD|D31 of? m=MONTH .? y=<year>|D2?", _month_day),
    ("n=D31 .? m=MONTH .? y=<year>|D2?", _month_day),
    ("n=D31|ORD|W31 of m=MONTH|LOWMONTH y=<year>?", _month_day),
    ("n=D31 m=LOWMONTH y=<year>?", _month_day),
    ("n=D31 DASH|/ m=MONTH|LOWMONTH DASH|/ y=DYEAR|D2", _month_day),
    ("n=D31 DASH m=MONTH|LOWMONTH", _month_day),
    ("y=DYEAR DASH|/ m=MONTH|LOWMONTH DASH|/ n=D31", _month_day),
]

# The same with its weekday, before or behind.
FULL_DATE: list[Row] = [
    ("d=<date>", lambda c: c["d"]),
    ("w=WEEKDAY|LOWDAY .? COMMA|(|DASH? the? d=<date> )?", lambda c: _with_weekday(c)),
    ("WHICH w=WEEKDAY .? COMMA|(|DASH? the? d=<date> )?", lambda c: _with_weekday(c)),
    ("d=<date> COMMA|(? w=WEEKDAY )?", lambda c: _with_weekday(c)),
]


def _with_weekday(c: Captures) -> Day:
    day: Day = c["d"]
    if isinstance(day, MonthDay | Figures):
        return replace(day, weekday=c["w"])
    return day


# Days that need no other day or period to be understood.
BASE_DAY: list[Row] = [
    ("d=<full_date>", lambda c: c["d"]),
    ("n=TODAY", lambda c: Today(c["n"])),
    ("the? day after tomorrow", lambda c: Today(2)),
    ("the? day before yesterday", lambda c: Today(-2)),
    ("w=WEEKDAY", _weekday()),
    ("@ON|WHICH|TODAY|COMMA w=LOWDAY +FREE", _weekday()),
    ("w=LOWDAY +<day_company>", _weekday()),
    ("the? q=WHICH w=WEEKDAY|LOWDAY", _which_weekday),
    ("this coming|upcoming w=WEEKDAY|LOWDAY", _weekday("coming")),
    ("this past w=WEEKDAY", _weekday("past")),
    ("next coming w=WEEKDAY", _weekday("coming")),
    ("the? w=WEEKDAY coming", _weekday("coming")),
    ("w=WEEKDAY next|following", _weekday("next")),
    ("the? w=WEEKDAY after next", _weekday("next", 1)),
    ("w=WEEKDAY week", _weekday("", 1)),
    ("w=WEEKDAY fortnight", _weekday("", 2)),
    ("a week on|from w=WEEKDAY|LOWDAY", _weekday("", 1)),
    ("a week next w=WEEKDAY", _weekday("", 1)),
    ("a week this w=WEEKDAY", _weekday("", 1)),
    ("a fortnight on|from w=WEEKDAY", _weekday("", 2)),
    ("n=WNUM|DNUM weeks on|from w=WEEKDAY", lambda c: Weekday(c["w"], "", c["n"]) if c["n"] < 500 else None),
    ("w=WEEKDAY in n=WNUM|DNUM weeks", lambda c: Weekday(c["w"], "", c["n"]) if c["n"] < 500 else None),
    ("w=WEEKDAY in a|one week", _weekday("", 1)),
    ("w=WEEKDAY in a fortnight", _weekday("", 2)),
    ("a? week today", lambda c: Today(7)),
    ("today week", lambda c: Today(7)),
    ("a? week tomorrow", lambda c: Today(8)),
    ("tomorrow week", lambda c: Today(8)),
    ("a fortnight today", lambda c: Today(14)),
    ("w=WEEKDAY COMMA? the? n=ORD", lambda c: DayOfMonth(c["n"], c["w"])),
    ("w=WEEKDAY COMMA? the n=WORD", lambda c: DayOfMonth(c["n"], c["w"])),
    ("w=WEEKDAY COMMA? the n=D31 +FREE", lambda c: DayOfMonth(c["n"], c["w"])),
    ("w=WEEKDAY .? n=D31 -UNIT|percent", lambda c: DayOfMonth(c["n"], c["w"]) if c["n"] > 12 else None),
    ("WHICH w=WEEKDAY COMMA? the n=ORD|WORD", lambda c: DayOfMonth(c["n"], c["w"])),
    ("the n=ORD COMMA|(? w=WEEKDAY )?", lambda c: DayOfMonth(c["n"], c["w"])),
    ("the n=ORD +FREE -<counted>", lambda c: DayOfMonth(c["n"])),
    ("@ON|AT n=ORD +FREE -<counted>", lambda c: DayOfMonth(c["n"])),
    ("the n=WORD -LOWORD? +FREE -<counted>", lambda c: DayOfMonth(c["n"]) if c["n"] > 5 else None),
    ("@ON|AT the n=WORD +FREE -<counted>", lambda c: DayOfMonth(c["n"]) if c["n"] > 3 else None),
    ("@on the n=D31 +FREE -<counted>", lambda c: DayOfMonth(c["n"])),
    ("the? n=ORD|D31 of the? p=<month>", _day_in),
    ("the? n=ORD|WORD of? the? p=<month>", _day_in),
    ("n=WNUM|DNUM w=WEEKDAYS from now", lambda c: NthWeekdayAfter(c["n"], c["w"]) if c["n"] < 500 else None),
    ("f=<feast> y=<year>?", lambda c: _feast({"d": c["f"], "y": c.get("y")})),
    ("f=<feast> of|in? the? y=<named_year>", lambda c: _feast({"d": c["f"], "y": c["y"]})),
    ("q=WHICH f=<feast>", lambda c: _feast({"d": c["f"], "q": c["q"]})),
    ("in a=<amount> time?", _days_only(_shift())),
    ("in a=<amount> APOS time", _days_only(_shift())),
    ("in? a=<amount> from now|today", _days_only(_shift())),
    ("a=<amount> hence", _days_only(_shift())),
    ("a=<amount> ago", _days_only(_shift(-1))),
    ("@ON the w=WEEKDAY +FREE", _weekday()),
]

# Days told by a week, a month or another day. Nothing is nested deeper than that.
DAY: list[Row] = [
    ("d=<base_day>", lambda c: c["d"]),
    ("w=WEEKDAY of|in|on|COMMA? p=<week>", _weekday_in),
    ("the w=WEEKDAY of|in p=<week>", _weekday_in),
    ("p=<week> on|COMMA|DASH|(? w=WEEKDAY|LOWDAY )?", _weekday_in),
    ("p=<week> APOS w=WEEKDAY", _weekday_in),
    ("w=WEEKDAY DASH p=<week>", _weekday_in),
    ("the? n=WORD|ORD w=WEEKDAY of|in the? p=<period>", _nth_of),
    ("the? last w=WEEKDAY of|in the? p=<period>", lambda c: NthWeekday(-1, c["w"], c["p"])),
    ("the? n=WORD|ORD w=WEEKDAY after d=<base_day>", lambda c: NthWeekdayAfter(c["n"], c["w"], c["d"])),
    ("the w=WEEKDAY after d=<base_day>", lambda c: NthWeekdayAfter(1, c["w"], c["d"])),
    ("the w=WEEKDAY before d=<base_day>", lambda c: NthWeekdayAfter(-1, c["w"], c["d"])),
    ("the? n=WORD|ORD day of|in the? p=<period>", _nth_day_of),
    ("the? last day of|in the? p=<period>", lambda c: NthDay(-1, c["p"])),
    ("the? n=WORD|ORD working|business day of|in the? p=<period>", lambda c: NthDay(c["n"], c["p"], True)),
    ("the? last working|business day of|in the? p=<period>", lambda c: NthDay(-1, c["p"], True)),
    ("the day after d=<base_day>", lambda c: Shifted(Amount("day", days=1), c["d"])),
    ("the day before d=<base_day>", lambda c: Shifted(Amount("day", days=1), c["d"], -1)),
    ("a=<amount> from|after d=<base_day>", _days_only(_shift())),
    ("a=<amount> before d=<base_day>", _days_only(_shift(-1))),
]

# What makes a day of "sat", "sun" and "wed" in small letters or at a sentence's start.
DAY_COMPANY: list[Row] = [
    ("at|@|COMMA? <time>", lambda c: True),
    ("at|@ <soft> +END|MARK", lambda c: True),
    ("and|or|COMMA|DASH|/ WEEKDAY", lambda c: True),
    ("PART? DAYPART", lambda c: True),
]

# After "the 14th": what makes it the 14th of something else.
COUNTED: list[Row] = [
    ("to|and|or WORD|ORD -FREE", lambda c: True),
    ("of", lambda c: True),
    ("call|meeting|start|starts|time", lambda c: True),
]

# -- periods ------------------------------------------------------------------------------------


def _unit_of(c: Captures) -> Period | None:
    if c["u"] in {"minute", "hour", "day"}:
        return None
    return UnitOf(c["u"], _PLUS[c["q"]])


def _unit(plus: int) -> Any:
    return lambda c: UnitOf(c["u"], plus) if c["u"] not in {"minute", "hour", "day"} else None


def _iso_week(c: Captures) -> Period:
    return IsoWeek(c["n"], full_year_of(c.get("y")))


WEEK: list[Row] = [
    ("the? q=WHICH week|wk", lambda c: UnitOf("week", _PLUS[c["q"]])),
    ("next next week", lambda c: UnitOf("week", 2)),
    ("the? week after next", lambda c: UnitOf("week", 2)),
    ("the? week after next week", lambda c: UnitOf("week", 2)),
    ("the? week before last", lambda c: UnitOf("week", -2)),
    ("@AT|ON|IN|COMMA the week after", lambda c: UnitOf("week", 2)),
    ("the? week|wk of|from|commencing|beginning|starting on? DASH? the? d=<base_day>", lambda c: UnitAround("week", c["d"])),
    ("w / c the? d=<base_day>", lambda c: UnitAround("week", c["d"])),
    ("wc the? d=<base_day>", lambda c: UnitAround("week", c["d"])),
    ("the? week|wk|kw|cw n=D53 +FREE|DNUM y=<year>?", _iso_week),
    ("week|wk|kw|cw n=D53 / y=DYEAR|D2", _iso_week),
    ("calendar|cal week n=D53|W53 y=<year>?", _iso_week),
    ("week number|no|nr .? n=D53|W53 y=<year>?", _iso_week),
    ("week n=W53 of y=DYEAR", _iso_week),
    ("the? n=WORD|ORD week of|in the? p=<base_period>", lambda c: NthWeekIn(c["n"], c["p"])),
    ("the? last week of|in the? p=<base_period>", lambda c: NthWeekIn(-1, c["p"])),
    ("the week after d=<base_day>", lambda c: UnitAround("week", c["d"], 1)),
    ("the week before d=<base_day>", lambda c: UnitAround("week", c["d"], -1)),
    ("q=WHICH calendar|working|business|work week", lambda c: UnitOf("week", _PLUS[c["q"]])),
    ("in|on|during the week DASH? of d=<base_day>", lambda c: UnitAround("week", c["d"])),
]

MONTH: list[Row] = [
    ("the? q=WHICH month", lambda c: UnitOf("month", _PLUS[c["q"]])),
    ("the? month after next", lambda c: UnitOf("month", 2)),
    ("the month", lambda c: UnitOf("month")),
    ("m=MONTH|LOWMONTH .? COMMA|of? y=DYEAR", lambda c: MonthOf(c["m"], c["y"])),
    ("m=MONTH|LOWMONTH .? DASH|/ y=DYEAR", lambda c: MonthOf(c["m"], c["y"])),
    ("m=MONTH|LOWMONTH .? APOS y=D2", lambda c: MonthOf(c["m"], full_year_of(c["y"]))),
    ("m=MONTH y=<year>", lambda c: MonthOf(c["m"], full_year_of(c["y"]))),
    ("m=MONTH|LOWMONTH of|in? p=<named_year>", lambda c: MonthIn(c["m"], c["p"])),
    ("q=WHICH m=MONTH", lambda c: MonthOf(c["m"], which="" if c["q"] == "coming" else c["q"])),
    ("m=SUREMONTH", lambda c: MonthOf(c["m"])),
    ("@MONTHISH m=ALONEMONTH", lambda c: MonthOf(c["m"])),
    ("@in|of|until|since|early|late|mid|during|next|last|this m=MONTH", lambda c: MonthOf(c["m"])),
    ("@in|until|since|mid|early|late|during|of|next m=LOWMONTH +MARK|END|with|for|and|to|at",
     lambda c: MonthOf(c["m"])),
    ("in the ^ m=MONTH", lambda c: MonthOf(c["m"])),
    ("the month of m=MONTH|LOWMONTH", lambda c: MonthOf(c["m"])),
    ("m=YEARMONTH", lambda c: c["m"]),
    ("y=DYEAR m=MONTH", lambda c: MonthOf(c["m"], c["y"])),
]

WHICH_YEAR: list[Row] = [("q=WHICH year|yr", lambda c: UnitOf("year", _PLUS[c["q"]]))]

NAMED_YEAR: list[Row] = [
    ("the? q=WHICH year|yr", lambda c: UnitOf("year", _PLUS[c["q"]])),
    ("y=<year>", lambda c: YearOf(full_year_of(c["y"]) or 1)),
]

def _quarter(c: Captures) -> Period | None:
    return QuarterOf(c["n"], c.get("p")) if 1 <= c["n"] <= 4 else None


QUARTER: list[Row] = [
    ("q n=D12 of|in|DASH|/|COMMA? p=<named_year>?", lambda c: _quarter(c)),
    ("q n=D12 APOS y=D2", lambda c: QuarterOf(c["n"], YearOf(full_year_of(c["y"]) or 1)) if c["n"] < 5 else None),
    ("the? n=WORD|ORD quarter|qtr of|in? p=<named_year>?", lambda c: _quarter(c)),
    ("h n=D12 p=<named_year>?", lambda c: HalfOf(c["n"], c.get("p")) if c["n"] < 3 else None),
    ("p=<which_year> n=WORD|ORD quarter|qtr", _quarter),
    ("the? n=WORD|ORD quarter|qtr of the year", _quarter),
    ("the? q=WHICH quarter|qtr", lambda c: UnitOf("quarter", _PLUS[c["q"]])),
    ("the? quarter after next", lambda c: UnitOf("quarter", 2)),
    ("y=DYEAR DASH? q n=D12", lambda c: QuarterOf(c["n"], YearOf(c["y"])) if c["n"] < 5 else None),
]


# Whole units, of which there can be a part, an end or a first Monday.
BASE_PERIOD: list[Row] = [
    ("p=<month>", lambda c: c["p"]),
    ("p=<quarter>", lambda c: c["p"]),
    ("the? q=WHICH u=UNIT1", _unit_of),
    ("the? u=UNIT after next", _unit(2)),
    ("p=<year_said>", lambda c: c["p"]),
    ("u=<the_unit>", lambda c: UnitOf(c["u"])),
]

PERIOD: list[Row] = [
    ("p=<week>", lambda c: c["p"]),
    ("p=<base_period>", lambda c: c["p"]),
]

# "End of the month": only behind a word that makes it this one.
THE_UNIT: list[Row] = [
    ("@of|in|BY|AT the u=UNIT", lambda c: c["u"] if c["u"] in {"week", "month", "quarter", "year"} else None),
    ("@of u=UNIT", lambda c: c["u"] if c["u"] in {"week", "month", "quarter", "year"} else None),
]

YEAR_SAID: list[Row] = [
    ("@in|of|by|since|until|before|after|during|early|late|mid|through y=DYEAR +FREE", lambda c: YearOf(c["y"])),
    ("the? year of? y=DYEAR", lambda c: YearOf(c["y"])),
    ("fy y=DYEAR", lambda c: YearOf(c["y"])),
    ("fy y=D2", lambda c: YearOf(full_year_of(c["y"]) or 1)),
    ("in twenty n=W60 +FREE", lambda c: YearOf(2000 + c["n"])),
]


def _part(part: str) -> Any:
    return lambda c: PartOf(part, c["p"])


PARTED: list[Row] = [
    ("p=PART DASH? x=<period>", lambda c: PartOf(c["p"], c["x"])),
    ("p=PART in|on|during? x=<period>", lambda c: PartOf(c["p"], c["x"])),
    ("p=PART DASH? m=LOWMONTH", lambda c: PartOf(c["p"], MonthOf(c["m"]))),
    ("p=PART in the week", lambda c: PartOf(c["p"], UnitOf("week")) if c["p"] != "rest" else None),
    ("the? beginning|start of p=<period>", _part("early")),
    ("the? early part of p=<period>", _part("early")),
    ("the? middle of p=<period>", _part("mid")),
    ("the? rest|remainder|remaining of p=<period>", _part("rest")),
    ("the? latter|late|later part of p=<period>", _part("late")),
    ("the? first half of p=<period>", _part("first half")),
    ("the? second|latter half of p=<period>", _part("second half")),
    ("mid DASH? week", lambda c: PartOf("mid", UnitOf("week"))),
    ("midweek", lambda c: PartOf("mid", UnitOf("week"))),
    ("the? first|last n=WNUM|DNUM u=UNIT of p=<period>", lambda c: None),
]

WEEKEND: list[Row] = [
    ("the? q=WHICH week DASH end", lambda c: UnitOf("weekend", 0 if c["q"] == "coming" else _PLUS[c["q"]])),
    ("the week DASH end", lambda c: UnitOf("weekend")),
    ("the? q=WHICH weekend", lambda c: UnitOf("weekend", 0 if c["q"] == "coming" else _PLUS[c["q"]])),
    ("@at|over|on|ON|by|before|after the weekend", lambda c: UnitOf("weekend")),
    ("the weekend of|after the? d=<day>", lambda c: Span(WeekdayIn(SATURDAY, UnitAround("week", c["d"])),
                                                         WeekdayIn(SUNDAY, UnitAround("week", c["d"])))),
    ("the? weekend after next", lambda c: UnitOf("weekend", 2)),
    ("the weekend", lambda c: UnitOf("weekend")),
]  # fmt: skip


def _ahead(sign: int = 1) -> Any:
    return lambda c: Ahead(c["a"], sign) if not c["a"].of_clock else None


AHEAD: list[Row] = [
    ("the? next|coming|upcoming|following a=<amount>", _ahead()),
    ("the last|past|previous a=<amount>", _ahead(-1)),
    ("@in|for|over|during|within last|past|previous a=<amount>", _ahead(-1)),
    ("n=WNUM|DNUM past|last|previous u=UNIT", lambda c: _ahead(-1)({"a": _amount(c)}) if _amount(c) else None),
    ("n=WNUM|DNUM next|coming|upcoming u=UNIT", lambda c: _ahead()({"a": _amount(c)}) if _amount(c) else None),
]

SPRING: list[Row] = [
    ("the? q=WHICH s=SEASON", lambda c: Season(c["s"], which=c["q"])),
    ("in the? ^ s=SEASON +FREE", lambda c: Season(c["s"])),
    ("@mid|early|late DASH? s=SEASON", lambda c: Season(c["s"])),
    ("s=SEASON y=<year>", lambda c: Season(c["s"], full_year_of(c["y"]))),
]


def _span(c: Captures) -> Period | None:
    return Span(c["a"], c["b"])


def _month_span(c: Captures) -> Period | None:
    year = full_year_of(c.get("y"))
    return Span(MonthDay(c["m"], c["a"], year), MonthDay(c["m"], c["b"], year)) if c["a"] < c["b"] <= 31 else None


def _numbered_span(c: Captures) -> Period | None:
    """ "The 9th to the 13th": the second in the month of the first, or the next."""
    first = DayOfMonth(c["a"], c.get("w"))
    return Span(first, DayOfMonth(c["b"], c.get("v")))


SPAN: list[Row] = [
    ("from|between a=DYEAR to|DASH|and|through|until|till|~ b=DYEAR", lambda c: Span(YearOf(c["a"]), YearOf(c["b"]))),
    ("a=DYEAR DASH|~ b=DYEAR -UNIT", lambda c: Span(YearOf(c["a"]), YearOf(c["b"]))),
    ("from? a=D31 to|DASH b=D31 of|in the? p=<month>", lambda c: Span(DayIn(c["a"], c["p"]), DayIn(c["b"], c["p"]))),
    ("between|from a=<day>|<period> and|to|until|till now", lambda c: Span(c["a"], Today())),
    ("between|from now and|to|until|till|DASH b=<day>", lambda c: Span(Today(), c["b"])),
    ("between a=<month>|<day> and b=<day>", _span),
    ("from? a=<full_date>|<plain_day> to|DASH|through|thru|until|till|til b=<day>", _span),
    ("from a=<day> to|DASH|through|thru|until|till|til b=<day>", _span),
    ("between a=<day> and|DASH|& b=<day>", _span),
    ("from a=<period> to|DASH|through|thru|until|till|til b=<period>", _span),
    ("between a=<period> and|DASH b=<period>", _span),
    ("a=<month>|<quarter> to|DASH|through|thru|until b=<month>|<quarter>", _span),
    ("from a=MONTH to|DASH|through|thru|until b=MONTH|LOWMONTH",
     lambda c: Span(MonthOf(c["a"]), MonthOf(c["b"]))),
    ("from a=MONTH to|DASH|through|thru|until b=<month>", lambda c: Span(MonthOf(c["a"]), c["b"])),
    ("between a=MONTH and b=MONTH", lambda c: Span(MonthOf(c["a"]), MonthOf(c["b"]))),
    ("a=MONTH DASH|to|through b=<month>", lambda c: Span(MonthOf(c["a"]), c["b"])),
    ("from? m=MONTH|LOWMONTH .? the? a=ORD|D31 to|DASH|through|thru|until|and the? b=ORD|D31 -UNIT|: y=<year>?", _month_span),
    ("between m=MONTH|LOWMONTH .? the? a=ORD|D31 and the? b=ORD|D31 y=<year>?", _month_span),
    ("from? the? a=ORD|D31 to|DASH|through|until the? b=ORD|D31 of? m=MONTH|LOWMONTH y=<year>?", _month_span),
    ("between the? a=ORD|D31 and the? b=ORD|D31 of? m=MONTH|LOWMONTH y=<year>?", _month_span),
    ("from|between the? a=ORD to|DASH|through|until|and the? b=ORD", _numbered_span),
    ("from|between the a=WORD to|DASH|through|until|and the b=WORD", _numbered_span),
    ("the a=ORD to|DASH|through|until the? b=ORD", _numbered_span),
    ("from? w=WEEKDAY COMMA? the? a=ORD to|DASH|through|until|and v=WEEKDAY COMMA? the? b=ORD", _numbered_span),
    ("between w=WEEKDAY COMMA? the? a=ORD and v=WEEKDAY COMMA? the? b=ORD", _numbered_span),
    ("p=<week> COMMA? a=WEEKDAY to|DASH|through b=WEEKDAY",
     lambda c: Span(WeekdayIn(c["a"], c["p"]), WeekdayIn(c["b"], c["p"]))),
    ("from? a=WEEKDAY to|DASH|through b=WEEKDAY p=<week>",
     lambda c: Span(WeekdayIn(c["a"], c["p"]), WeekdayIn(c["b"], c["p"]))),
]  # fmt: skip

PLAIN_DAY: list[Row] = [
    ("w=WEEKDAY", _weekday()),
    ("n=TODAY", lambda c: Today(c["n"])),
    ("the? q=WHICH w=WEEKDAY", _which_weekday),
    ("w=WEEKDAY COMMA? the? n=ORD", lambda c: DayOfMonth(c["n"], c["w"])),
]

# -- deadlines ----------------------------------------------------------------------------------


def _end_of(c: Captures) -> Day:
    return EndOf(c["p"])


DEADLINE: list[Row] = [
    ("the? end|close of p=<period>|<spring>", _end_of),
    ("the? last thing d=<day>", lambda c: c["d"]),
    ("month DASH? end", lambda c: EndOf(UnitOf("month"))),
    ("year DASH? end", lambda c: EndOf(UnitOf("year"))),
    ("quarter DASH? end", lambda c: EndOf(UnitOf("quarter"))),
    ("!at the? end of|the? u=UNIT1", lambda c: _end_of_this(c["u"])),
    ("!at the? end of the u=UNIT1", lambda c: _end_of_this(c["u"])),
    # "At the end of the day" means "after all" unless the sentence ends there.
    ("@at the? end of? the? u=UNIT1 -COMMA +MARK|END", lambda c: _end_of_this(c["u"])),
    ("@at the? end of? the? u=UNIT1", lambda c: None if c["u"] == "day" else _end_of_this(c["u"])),
    ("the? u=DEADLINE", lambda c: _end_of_this(c["u"])),
    ("u=DEADLINE of|on|by|COMMA? d=<day>", lambda c: c["d"] if c["u"] == "day" else None),
    ("u=DEADLINE of|on? p=<period>", _end_of),
    ("d=<day> u=DEADLINE", lambda c: c["d"] if c["u"] == "day" else None),
    ("the? end|close of business|play|day|trading", lambda c: Today()),
    ("the? end|close of the business|working|work? day", lambda c: Today()),
    ("the? end|close of business|play|day|trading on|COMMA? d=<day>", lambda c: c["d"]),
    ("the? end|close of the business|working|work? day on|COMMA? d=<day>", lambda c: c["d"]),
    ("the? end of the? d=<day>", lambda c: c["d"]),
    ("d=<day> by? the? end|close of business|play|day|the day?", lambda c: c["d"]),
    ("d=<day> end|close of business|play|day", lambda c: c["d"]),
]


def _end_of_this(unit: str) -> Day | None:
    if unit == "day":
        return Today()
    return EndOf(UnitOf(unit)) if unit in {"week", "month", "quarter", "year", "weekend"} else None


# -- everything together ------------------------------------------------------------------------


def _said(c: Captures) -> Said:
    clock = c.get("c")
    window = c.get("w")
    if isinstance(window, Window):
        clock = halved(clock, window) if clock is not None else window
    if clock is not None and c.get("z") not in {None, "here"}:
        clock = replace(clock, zone=c["z"])
    return Said(c.get("d"), clock)


def _through(c: Captures) -> Through:
    return Through(c["a"], c["b"])


def _of_year(day: Day, year: int) -> Day:
    """ "Wed Oct 26 15:50:06 2016", as mail programs write."""
    return replace(day, year=year) if isinstance(day, MonthDay) and day.year is None else day


def _in_week(c: Captures) -> Said:
    """ "Tuesday at ten next week"."""
    return Said(WeekdayIn(c["v"], c["p"]), c.get("c") or c["w"])


def _today_said(half: Any = None) -> Any:
    def build(c: Captures) -> Said:
        window = c.get("w") or half
        clock = c.get("c")
        return Said(Today(), halved(clock, window) if clock is not None else window)

    return build


_EVENING = Window(1020, 1260, "pm")
_LAST_NIGHT = Window(1200, 1440, "pm")

GAP: list[Row] = [
    ("COMMA|DASH|( FILLER? FILLER? at|@|for?", lambda c: True),
    ("FILLER FILLER? at|@|for?", lambda c: True),
    ("at|@|for", lambda c: True),
]

ON: list[Row] = [
    ("COMMA? on|of|for COMMA?", lambda c: True),
    ("COMMA|DASH", lambda c: True),
]

# A day, or a stretch of days, or what is due by its end.
DAYS: list[Row] = [
    ("d=<day>", lambda c: c["d"]),
    ("d=<deadline>", lambda c: c["d"]),
]

STRETCH: list[Row] = [
    ("p=<span>", lambda c: c["p"]),
    ("p=<parted>", lambda c: c["p"]),
    ("p=<period>", lambda c: c["p"]),
    ("p=<weekend>", lambda c: c["p"]),
    ("p=<ahead>", lambda c: c["p"]),
    ("p=<spring>", lambda c: c["p"]),
]

WHEN: list[Row] = [
    ("d=<days>", _said),
    ("d=<stretch>", _said),
    ("d=<day> <gap>? c=<time>", _said),
    ("d=<day> <gap>? c=<soft> +FREE -<quantity>", _said),
    ("d=<day> COMMA|DASH|(? in|during? the? w=<part>", _said),
    ("d=<day> COMMA? in? the? w=<part> <gap>? c=<time>", _said),
    ("d=<day> COMMA? in? the? w=<part> <gap>? c=<soft> +FREE -<quantity>", _said),
    ("d=<day> <gap>? c=<time> in|COMMA? the? w=<part>", _said),
    ("d=<day> w=MEAL -FREE", lambda c: None),
    ("d=<day> w=MEAL +FREE", lambda c: Said(c["d"], _window(c))),
    ("d=<day> at|over|around|during w=MEAL", lambda c: Said(c["d"], _window(c))),
    ("at|over|around|during w=MEAL on? d=<day>", lambda c: Said(c["d"], _window(c))),
    ("w=MEAL on d=<day>", lambda c: Said(c["d"], _window(c))),
    ("d=<day> m=AMPM +FREE", lambda c: Said(c["d"], Window(480, 720, "am") if c["m"] == "am" else Window(720, 1020, "pm"))),
    ("v=WEEKDAY <gap>? c=<time> p=<week>", _in_week),
    ("v=WEEKDAY at|@ c=<soft> p=<week>", _in_week),
    ("v=WEEKDAY w=<part> p=<week>", _in_week),
    ("c=<time> <on>? the? d=<day>", _said),
    ("c=<time> <on>? the? d=<day> in? the? w=<part>", _said),
    ("c=<time> in|on? the|this? w=<part>", lambda c: Said(None, halved(c["c"], c["w"]))),
    ("c=<time> this w=<part>", _today_said()),
    ("@AT c=<soft> <on>? the? d=<day> -<label>", _said),
    ("@AT c=<soft> <on>? the? d=<day> in? the? w=<part>", _said),
    ("c=<soft> on|of d=<day>", lambda c: _said(c) if not _is_plain_hour(c["c"]) else None),
    ("from c=<soft> on|of d=<day>", _said),
    ("c=<soft_slot> <on>? d=<named_day>", _said),
    ("c=<soft_clock> d=TODAY", lambda c: Said(Today(c["d"]), c["c"])),
    ("c=<soft_clock> d=TODAY w=<part>", lambda c: Said(Today(c["d"]), halved(c["c"], c["w"]))),
    ("in? the? w=<part> of|on|COMMA? the? d=<day>", _said),
    ("in? the? w=<part> of|on|COMMA? the? d=<day> <gap>? c=<time>", _said),
    ("c=<time>", _said),
    ("@LONEAT c=<soft> +FREE -<quantity>", lambda c: _lone(c)),
    ("in the ^ w=<part> <gap>? c=<time>", lambda c: Said(None, halved(c["c"], c["w"]))),
    ("in the ^ w=<part> at c=<soft> +FREE -<quantity>", lambda c: Said(None, halved(c["c"], c["w"]))),
    ("in the ^ w=<part> +FREE", lambda c: Said(None, c["w"])),
    ("p=PART in the w=DAYPART", lambda c: Said(None, _window(c))),
    ("p=PART this w=DAYPART", lambda c: Said(Today(), _window(c))),
    ("in ^ p=early|late|mid DASH? w=DAYPART", lambda c: Said(None, _window(c))),
    ("after lunch +FREE", lambda c: Said(None, Window(780, 1020, "pm"))),
    ("before lunch +FREE", lambda c: Said(None, Window(660, 720, "am"))),
    ("first thing in the morning", lambda c: Said(None, Window(480, 540, "am"))),
    ("this -first w=<part>", _today_said()),
    ("this -first w=<part> <gap>? c=<time>", _today_said()),
    ("this -first w=<part> <gap>? c=<soft> +FREE -<quantity>", _today_said()),
    ("c=<time> tonight", _today_said(_EVENING)),
    ("@AT c=<soft> tonight", _today_said(_EVENING)),
    ("c=<soft_clock> COMMA? tonight", _today_said(_EVENING)),
    ("c=<soft_clock> COMMA? this w=<part>", _today_said()),
    ("tonight|tonite", _today_said(_EVENING)),
    ("tonight <gap>? c=<time>", _today_said(_EVENING)),
    ("tonight <gap>? c=<soft> +FREE -<quantity>", _today_said(_EVENING)),
    ("last night", lambda c: Said(Today(-1), _LAST_NIGHT)),
    ("later today", lambda c: Said(Today())),
    ("the next morning", lambda c: Said(Today(1), Window(480, 720, "am"))),
    ("s=<when_day_clock> z=<zone>", lambda c: _said({"d": c["s"].when, "c": c["s"].clock, "z": c["z"]})),
    ("c=<time> d=<deadline>", lambda c: None),
    ("d=<full_date> c=CLOCK y=DYEAR", lambda c: Said(_of_year(c["d"], c["y"]), _clock(c))),
]

THROUGH: list[Row] = [
    ("from? a=<when_day_clock> to|DASH|until|till|til|through b=<when_day_clock>|<whole_day>", _through),
    ("from a=<whole_day> to|DASH|until|till|til|through b=<when_day_clock>", _through),
    ("between a=<when_day_clock> and b=<when_day_clock>", _through),
]

WHOLE_DAY: list[Row] = [("d=<day>", _said)]

WHEN_DAY_CLOCK: list[Row] = [
    ("c=<time> <on>? the? d=<day>", _said),
    ("@AT c=<soft> <on>? the? d=<day>", _said),
    ("d=<day> <gap>? c=<time>", _said),
    ("d=<day> <gap>? c=<soft>", _said),
]

NAMED_DAY: list[Row] = [
    ("n=TODAY", lambda c: Today(c["n"])),
    ("w=WEEKDAY", _weekday()),
    ("q=WHICH w=WEEKDAY", _which_weekday),
]

LABEL: list[Row] = [("percent|people", lambda c: True)]


def _is_plain_hour(clock: Any) -> bool:
    """ "Three on Thursday" may count things; "three thirty on Thursday" does not."""
    return isinstance(clock, Clock) and clock.minute == 0


def _lone(c: Captures) -> Said | None:
    """A bare hour behind "at" alone, with no day: hours of office and evening only."""
    clock = c["c"]
    if isinstance(clock, Clock) and not 1 <= clock.hour <= 12 and not clock.minute:
        return None
    return Said(None, clock)


def _bound(side: str) -> Any:
    def build(c: Captures) -> Bound | None:
        said = c["s"]
        if isinstance(said, Vague):
            return None
        return Bound(side, said)

    return build


def _start(said: Said) -> Meaning:
    """ "Starting at ten" is a time, "starting Monday" the beginning of a stretch."""
    return said if isinstance(said.clock, Clock | Slot) else Bound("from", said)


BOUND: list[Row] = [
    ("by s=<when>|<instant>", _bound("by")),
    ("by|before s=<late>", lambda c: Bound("by", Said(c["s"]))),
    ("no|not later than s=<when>", _bound("by")),
    ("at the latest by|on? s=<when>", _bound("by")),
    ("before s=<when>", _bound("before")),
    ("prior to s=<when>", _bound("before")),
    ("earlier|sooner than s=<when>", _bound("before")),
    ("ahead of s=<when>", _bound("before")),
    ("after s=<when>", _bound("after")),
    ("later than s=<when>", _bound("after")),
    ("following d=<date>|<feast_day>", lambda c: Bound("after", Said(c["d"]))),
    ("any|anytime? time? until|till|til|through|thru s=<when>", _bound("until")),
    ("up to|until d=<day>", lambda c: Bound("until", Said(c["d"]))),
    ("since s=<when>", _bound("since")),
    ("from s=<when> on|onwards|onward|forward", _bound("from")),
    ("starting|beginning from|on|at|in? s=<when>", lambda c: _start(c["s"])),
    ("as of s=<when>", _bound("from")),
    ("from s=<when>", _bound("from")),
    ("no|not earlier|sooner|before than? s=<when>", _bound("from")),
    ("s=<when> or later|after", _bound("from")),
    ("s=<when> onwards|onward", _bound("from")),
    ("s=<when> at the latest", _bound("by")),
    ("s=<when> or earlier|before", _bound("until")),
    ("d=<day> before s=<time>", lambda c: Bound("before", Said(c["d"], c["s"]))),
    ("d=<day> after s=<time>|<soft> +FREE", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> COMMA? from s=<time>|<soft> +FREE on|onwards?", lambda c: Bound("from", Said(c["d"], c["s"]))),
    (
        "d=<day> COMMA? no|not later than s=<time>|<soft> +FREE",
        lambda c: Bound("by", Said(c["d"], c["s"])),
    ),
    ("d=<day> by s=<time>|<soft> +FREE", lambda c: Bound("by", Said(c["d"], c["s"]))),
    ("d=<day> until|till s=<time>|<soft> +FREE", lambda c: Bound("until", Said(c["d"], c["s"]))),
    ("after s=<time>|<soft> on d=<day>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("before s=<time>|<soft> on d=<day>", lambda c: Bound("before", Said(c["d"], c["s"]))),
    ("after s=<time> d=<day>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("within|inside the? next? a=<amount>", lambda c: _within(c["a"])),
    ("in under a=<amount>", lambda c: _within(c["a"])),
    ("in less than a=<amount>", lambda c: _within(c["a"])),
    ("in|over|during the next|coming a=<amount>", lambda c: None if c["a"].of_clock else Said(Ahead(c["a"]))),
    ("within a=<amount> of|from|after s=<day>", lambda c: Said(Shifted(c["a"], c["s"])) if not c["a"].of_clock else None),
]

LATE: list[Row] = [("d=<deadline>", lambda c: c["d"])]

FEAST_DAY: list[Row] = [("f=<feast>", lambda c: _feast({"d": c["f"]}))]


def _within(by: Amount) -> Said | Instant:
    """A deadline: the day the time is up (READING, "Due dates")."""
    return Instant(by=by) if by.of_clock else Said(Shifted(by))


INSTANT: list[Row] = [
    ("i=INSTANT", lambda c: c["i"]),
    ("in a=<amount>", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("in|within a minute|moment|second|sec|bit", lambda c: Vague()),
    ("in a=<amount> APOS time", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("in a=<amount> time", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("a=<amount> from now", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("a=<amount> ago", lambda c: Instant(by=c["a"], sign=-1) if c["a"].of_clock else None),
]

VAGUE: list[Row] = [
    ("in <vague_amount> time?", lambda c: Vague()),
    ("in <vague_amount> APOS time", lambda c: Vague()),
    ("within <vague_amount>", lambda c: Vague()),
    ("<vague_amount> from now", lambda c: Vague()),
    ("<vague_amount> ago", lambda c: Vague()),
    ("<vague_amount> hence|later", lambda c: Vague()),
    ("<vague_amount> before|after|from <day>", lambda c: Vague()),
    ("in|over|within|during? the? next|coming|following few|couple of? UNIT", lambda c: Vague("range")),
    ("in|over|within|during? the? next|coming|following several|some UNIT", lambda c: Vague("range")),
    ("in|over|during? the? coming|next|following days|weeks|months|years", lambda c: Vague("range")),
    ("in|over|during? the? last|past few|couple of? UNIT", lambda c: Vague("range")),
]

VAGUE_LASTING: list[Row] = [("<vague_amount>", lambda c: True)]


def _lasting(c: Captures) -> Meaning | None:
    by: Amount = c["a"]
    return Lasting(by.grain)


DURATION: list[Row] = [
    ("n=DNUM|WNUM|DECIMAL DASH? u=UNIT", lambda c: _counted(c)),
    ("a=<long_amount>", _lasting),
    ("for ^ a=<amount> -past|to|after|of|till", _lasting),
    ("about|around|roughly|approximately|only|just ^ a=<amount>", lambda c: _lasting(c) if c["a"].minutes >= 30 else None),
    ("<vague_amount>", lambda c: Lasting("vague")),
    ("all day|week|month|year", lambda c: Lasting("day")),
]


def _counted(c: Captures) -> Meaning | None:
    by = _amount(c)
    number = c["n"]
    return Lasting(by.grain) if by is not None and number != 1 else None


LONG_AMOUNT: list[Row] = [
    ("a=<amount>", lambda c: c["a"] if c["a"].minutes >= 15 or c["a"].working else None),
    ("DNUM|WNUM a=<simple_amount>", lambda c: None),
    ("a=<sum_amount>", lambda c: c["a"]),
]

SUM_AMOUNT: list[Row] = [
    ("a=<simple_amount> and|COMMA? b=<simple_amount>", _sum),
    ("n=DNUM|WNUM and a? half u=UNIT", _with_more(0.5)),
    ("n=DNUM|WNUM DASH? working|business DASH? u=UNIT", _working),
]


def _repeated(c: Captures) -> Repeated:
    return Repeated(c.get("u") or "day")


SET: list[Row] = [
    ("every|each u=UNIT", _repeated),
    ("every|each WEEKDAY|DAYPART|weekday", _repeated),
    ("every|each other|second|third|ORD|WORD u=UNIT", _repeated),
    ("every|each other|second|third|ORD|WORD WEEKDAY", _repeated),
    ("every n=DNUM|WNUM u=UNIT", _repeated),
    ("each n=DNUM|WNUM u=UNIT", _repeated),
    ("every|each WEEKDAY and|COMMA|or WEEKDAY", _repeated),
    ("every|each working|business|work day", _repeated),
    ("every|each n=ORD|WORD of the|each|every month", lambda c: Repeated("month")),
    ("u=OFTEN", _repeated),
    ("bi DASH u=OFTEN", _repeated),
    ("on ^ WEEKDAYS", _repeated),
    ("WEEKDAYS", _repeated),
    ("WEEKDAYS and|or|COMMA|& WEEKDAYS", _repeated),
    ("once|twice|thrice a|every|per|each u=UNIT", _repeated),
    ("WNUM|DNUM times a|per u=UNIT", _repeated),
    ("every|each MONTH", lambda c: Repeated("month")),
]

SET_AT: list[Row] = [
    ("s=<set>", lambda c: c["s"]),
    ("s=<set> w=<part>", lambda c: c["s"]),
    ("s=<set> <gap>? c=<time>", lambda c: c["s"]),
    ("s=<set> <gap>? c=<soft> +FREE -<quantity>", lambda c: c["s"]),
    ("s=<set> <part> <gap>? c=<time>", lambda c: c["s"]),
    ("c=<time> s=<set>", lambda c: c["s"]),
    ("@AT c=<soft> s=<set>", lambda c: c["s"]),
    ("at c=<soft>|<time> s=<set>", lambda c: c["s"]),
]

MENTION: list[Row] = [
    ("x=<vague>", lambda c: c["x"]),
    ("x=<when>", lambda c: c["x"]),
    ("x=<through>", lambda c: c["x"]),
    ("x=<bound>", lambda c: c["x"]),
    ("x=<instant>", lambda c: c["x"]),
    ("x=<set_at>", lambda c: c["x"]),
    ("x=<duration>", lambda c: c["x"]),
]

# "The 5th, 12th and 24th", "at ten or eleven": more of the same behind a mention.
MORE_DAYS: list[Row] = [
    ("COMMA|and|or|&|/ the? ^ n=ORD +FREE -<counted>", lambda c: c["n"]),
    ("COMMA and|or|& the? ^ n=ORD +FREE -<counted>", lambda c: c["n"]),
    ("COMMA|and|or|& the? ^ n=WORD +FREE -<counted>", lambda c: c["n"] if c["n"] > 3 else None),
]
MORE_CLOCKS: list[Row] = [
    ("or|COMMA|/ AT? ^ c=<soft> +FREE -<quantity>", lambda c: c["c"]),
    ("or|and|COMMA|/ AT? ^ c=<time>", lambda c: c["c"]),
]

RULES: dict[str, list[Row]] = {
    "amount": AMOUNT, "simple_amount": SIMPLE_AMOUNT, "vague_amount": VAGUE_AMOUNT,
    "sum_amount": SUM_AMOUNT, "long_amount": LONG_AMOUNT,
    "hour": HOUR, "plain_clock": PLAIN_CLOCK, "clock": CLOCK, "time": TIME, "soft_clock": SOFT_CLOCK, "clock_in_part": CLOCK_IN_PART,
    "slot": SLOT, "soft_slot": SOFT_SLOT, "end": END, "pair": PAIR, "soft": SOFT, "quantity": QUANTITY, "named_zone": NAMED_ZONE, "zone": ZONE,
    "part": PART_OF_DAY, "year": YEAR, "feast": FEAST, "feast_day": FEAST_DAY, "date": DATE,
    "full_date": FULL_DATE, "base_day": BASE_DAY, "day": DAY, "counted": COUNTED, "day_company": DAY_COMPANY, "week": WEEK, "month": MONTH,
    "named_year": NAMED_YEAR, "which_year": WHICH_YEAR, "quarter": QUARTER, "base_period": BASE_PERIOD, "period": PERIOD, "the_unit": THE_UNIT,
    "year_said": YEAR_SAID, "parted": PARTED, "weekend": WEEKEND, "ahead": AHEAD, "spring": SPRING,
    "span": SPAN, "plain_day": PLAIN_DAY, "deadline": DEADLINE, "late": LATE, "gap": GAP, "on": ON,
    "days": DAYS, "stretch": STRETCH, "when": WHEN, "when_day_clock": WHEN_DAY_CLOCK, "through": THROUGH, "whole_day": WHOLE_DAY, "named_day": NAMED_DAY,
    "label": LABEL, "bound": BOUND, "instant": INSTANT, "vague": VAGUE, "duration": DURATION,
    "set": SET, "set_at": SET_AT, "mention": MENTION, "more_days": MORE_DAYS, "more_clocks": MORE_CLOCKS,
}  # fmt: skip
