"""English: weeks, months, quarters, years, their parts, and stretches of days."""

from typing import Any

from foothold.reading.dates.almanac import FRIDAY, MONDAY, SATURDAY, SUNDAY
from foothold.reading.dates.builders import amount_of, feast, full_year_of, weekday, which_weekday
from foothold.reading.dates.english.words import PLUS
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import (
    Ahead,
    Amount,
    DayIn,
    DayOfMonth,
    EndOf,
    FirstOf,
    HalfOf,
    IsoWeek,
    MonthDay,
    MonthIn,
    MonthOf,
    NthWeekIn,
    PartOf,
    Period,
    QuarterOf,
    Season,
    Span,
    Today,
    UnitAround,
    UnitOf,
    WeekdayIn,
    WeekendOf,
    YearOf,
)


def _unit_of(c: Captures) -> Period | None:
    if c["u"] in {"minute", "hour", "day"}:
        return None
    return UnitOf(c["u"], PLUS[c["q"]])


def _unit(plus: int) -> Any:
    return lambda c: UnitOf(c["u"], plus) if c["u"] not in {"minute", "hour", "day"} else None


def _iso_week(c: Captures) -> Period:
    return IsoWeek(c["n"], full_year_of(c.get("y")))


WEEK: list[Row] = [
    ("the? q=WHICH week|wk", lambda c: UnitOf("week", PLUS[c["q"]])),
    ("next next week", lambda c: UnitOf("week", 2)),
    ("the week after the next", lambda c: UnitOf("week", 2)),
    ("the? week after next", lambda c: UnitOf("week", 2)),
    ("the? week after next week", lambda c: UnitOf("week", 2)),
    ("the? week before last", lambda c: UnitOf("week", -2)),
    ("@AT|ON|IN|COMMA the week after", lambda c: UnitOf("week", 2)),
    (
        "the? week|wk of|from|commencing|beginning|starting on? DASH? the? d=<base_day>",
        lambda c: UnitAround("week", c["d"]),
    ),
    ("w / c the? d=<base_day>", lambda c: UnitAround("week", c["d"])),
    ("wc the? d=<base_day>", lambda c: UnitAround("week", c["d"])),
    ("the? week|wk|kw|cw n=D53 +FREE|DNUM y=<year>?", _iso_week),
    ("week|wk|kw|cw n=D53 / y=DYEAR|D2", _iso_week),
    ("calendar|cal week n=D53|W53 y=<year>?", _iso_week),
    ("week number|no|nr .? n=D53|W53 y=<year>?", _iso_week),
    ("week n=W53 of y=DYEAR", _iso_week),
    ("the? week|wk|kw|cw n=D53|W53 of|in? p=<which_year>", lambda c: IsoWeek(c["n"], c["p"])),
    ("f=<feast> week", lambda c: UnitAround("week", feast({"d": c["f"]}))),
    ("the? n=WORD|ORD week of|in the? p=<base_period>", lambda c: NthWeekIn(c["n"], c["p"])),
    ("the? last week of|in the? p=<base_period>", lambda c: NthWeekIn(-1, c["p"])),
    ("the week after d=<base_day>", lambda c: UnitAround("week", c["d"], 1)),
    ("the week before d=<base_day>", lambda c: UnitAround("week", c["d"], -1)),
    ("q=WHICH calendar week", lambda c: UnitOf("week", PLUS[c["q"]])),
    ("in|on|during the week DASH? of d=<base_day>", lambda c: UnitAround("week", c["d"])),
]

WHICH_MONTH: list[Row] = [("the? q=WHICH month", lambda c: UnitOf("month", PLUS[c["q"]]))]

MONTH: list[Row] = [
    ("the? q=WHICH month", lambda c: UnitOf("month", PLUS[c["q"]])),
    ("the month after the next", lambda c: UnitOf("month", 2)),
    ("the? month after next", lambda c: UnitOf("month", 2)),
    ("the month", lambda c: UnitOf("month")),
    ("m=MONTH|LOWMONTH .? COMMA|of? y=DYEAR", lambda c: MonthOf(c["m"], c["y"])),
    ("m=MONTH|LOWMONTH .? DASH|/ y=DYEAR", lambda c: MonthOf(c["m"], c["y"])),
    ("m=MONTH|LOWMONTH .? APOS y=D2", lambda c: MonthOf(c["m"], full_year_of(c["y"]))),
    ("m=MONTH y=<year>", lambda c: MonthOf(c["m"], full_year_of(c["y"]))),
    ("m=MONTH|LOWMONTH of|in? p=<named_year>", lambda c: MonthIn(c["m"], c["p"])),
    ("q=WHICH m=MONTH", lambda c: MonthOf(c["m"], which="" if c["q"] == "coming" else c["q"])),
    ("m=SUREMONTH", lambda c: MonthOf(c["m"])),
    # "Postponed to June" is a month, "talk to June" a person.
    (
        "moved|move|postponed|postpone|pushed|push|delayed|slipped|slip|shifted|deferred|back|out|forward|over|it to ^ "
        "m=ALONEMONTH",
        lambda c: MonthOf(c["m"]),
    ),
    ("@MONTHISH m=ALONEMONTH", lambda c: MonthOf(c["m"])),
    ("@in|of|until|since|early|late|mid|during|next|last|this m=MONTH", lambda c: MonthOf(c["m"])),
    (
        "@in|until|till|since|mid|early|late|during|next|by|before|from m=LOWMONTH +FREE "
        "-be|been|not|have|has|well|need|also|never|or",
        lambda c: MonthOf(c["m"]),
    ),
    ("@in|until|till|since|during|by|before|of m=LOWMONTH +MARK|END|with|for|to|at|and", lambda c: MonthOf(c["m"])),
    ("@in|until|till|since|during|by|before|of m=LOWMONTH +<or_month>", lambda c: MonthOf(c["m"])),
    ("in the ^ m=MONTH", lambda c: MonthOf(c["m"])),
    ("the month of m=MONTH|LOWMONTH", lambda c: MonthOf(c["m"])),
    ("m=YEARMONTH", kept("m")),
    ("y=DYEAR m=MONTH", lambda c: MonthOf(c["m"], c["y"])),
]

OR_MONTH: list[Row] = [("or|COMMA|and|/ in|by? MONTH|LOWMONTH", anything)]

WHICH_YEAR: list[Row] = [("q=WHICH calendar? year|yr", lambda c: UnitOf("year", PLUS[c["q"]]))]

NAMED_YEAR: list[Row] = [
    ("the? q=WHICH year|yr", lambda c: UnitOf("year", PLUS[c["q"]])),
    ("y=<year>", lambda c: YearOf(full_year_of(c["y"]) or 1)),
]


def _quarter(c: Captures) -> Period | None:
    return QuarterOf(c["n"], c.get("p")) if 1 <= c["n"] <= 4 else None


QUARTER: list[Row] = [
    ("q n=D12", lambda c: _quarter(c)),
    ("q n=D12 of|in|DASH|/|COMMA? p=<named_year>", lambda c: _quarter(c)),
    ("q n=D12 of the year", lambda c: _quarter(c)),
    ("q n=D12 APOS y=D2", lambda c: QuarterOf(c["n"], YearOf(full_year_of(c["y"]) or 1)) if c["n"] < 5 else None),
    ("the? n=WORD|ORD quarter|qtr of|in? p=<named_year>?", lambda c: _quarter(c)),
    ("h n=D12 p=<named_year>?", lambda c: HalfOf(c["n"], c.get("p")) if c["n"] < 3 else None),
    ("p=<which_year> n=WORD|ORD quarter|qtr", _quarter),
    ("the? n=WORD|ORD quarter|qtr of the year", _quarter),
    ("the? q=WHICH quarter|qtr", lambda c: UnitOf("quarter", PLUS[c["q"]])),
    ("the? quarter after next", lambda c: UnitOf("quarter", 2)),
    ("y=DYEAR DASH? q n=D12", lambda c: QuarterOf(c["n"], YearOf(c["y"])) if c["n"] < 5 else None),
]


# Whole units, of which there can be a part, an end or a first Monday.
BASE_PERIOD: list[Row] = [
    ("p=<month>", kept("p")),
    ("p=<quarter>", kept("p")),
    ("the? q=WHICH u=UNIT1", _unit_of),
    ("the? q=WHICH calendar u=UNIT1", _unit_of),
    ("the? u=UNIT after next", _unit(2)),
    ("p=<year_said>", kept("p")),
    ("the new year -day|eve", lambda c: UnitOf("year", 1)),
    ("u=<the_unit>", lambda c: UnitOf(c["u"])),
]


def _first_of(sign: int = 1) -> Any:
    def build(c: Captures) -> Period | None:
        by: Amount = c["a"]
        return None if by.of_clock or by.working else FirstOf(by, c["p"], sign)

    return build


# "The first two weeks of March".
FIRST_OF: list[Row] = [
    ("the? first a=<amount> of|in p=<base_period>", _first_of()),
    ("the? last|final a=<amount> of|in p=<base_period>", _first_of(-1)),
]

PERIOD: list[Row] = [
    ("p=<week>", kept("p")),
    ("p=<first_of>", kept("p")),
    ("p=<base_period>", kept("p")),
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
    ("@in|of|by|since|until|before|after|during|early|late|mid|through y=<word_year> +FREE", lambda c: YearOf(c["y"])),
]


def _part(part: str) -> Any:
    return lambda c: PartOf(part, c["p"])


PARTED: list[Row] = [
    ("p=PART DASH? x=<period>", lambda c: PartOf(c["p"], c["x"])),
    ("p=PART in|on|during? x=<period>", lambda c: PartOf(c["p"], c["x"])),
    ("p=PART DASH? m=MONTH", lambda c: PartOf(c["p"], MonthOf(c["m"]))),
    ("mid of p=<period>", _part("mid")),
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
]

WEEKEND: list[Row] = [
    ("the? q=WHICH week DASH end", lambda c: UnitOf("weekend", 0 if c["q"] == "coming" else PLUS[c["q"]])),
    ("the week DASH end", lambda c: UnitOf("weekend")),
    ("the? q=WHICH weekend", lambda c: UnitOf("weekend", 0 if c["q"] == "coming" else PLUS[c["q"]])),
    ("@at|over|on|ON|by|before|after the weekend", lambda c: UnitOf("weekend")),
    ("the? weekend of the? d=<day>", lambda c: WeekendOf(c["d"])),
    ("the weekend after the? d=<day>", lambda c: Span(WeekdayIn(SATURDAY, UnitAround("week", c["d"])),
                                                      WeekdayIn(SUNDAY, UnitAround("week", c["d"])))),
    ("f=<feast> weekend y=<year>?", lambda c: WeekendOf(feast({"d": c["f"], "y": c.get("y")}))),
    ("the? weekend after next", lambda c: UnitOf("weekend", 2)),
    ("the weekend", lambda c: UnitOf("weekend")),
]  # fmt: skip


def _ahead(sign: int = 1) -> Any:
    return lambda c: Ahead(c["a"], sign) if not c["a"].of_clock else None


AHEAD: list[Row] = [
    ("the? next|coming|upcoming|following a=<amount>", _ahead()),
    ("the last|past|previous a=<amount>", _ahead(-1)),
    ("@in|for|over|during|within last|past|previous a=<amount>", _ahead(-1)),
    ("n=WNUM|DNUM past|last|previous u=UNITS", lambda c: _ahead(-1)({"a": amount_of(c)}) if amount_of(c) else None),
    ("n=WNUM|DNUM next|coming|upcoming u=UNITS", lambda c: _ahead()({"a": amount_of(c)}) if amount_of(c) else None),
]

SPRING: list[Row] = [
    ("the? q=WHICH s=SEASON", lambda c: Season(c["s"], which=c["q"])),
    ("in|over|during|through the? ^ s=SEASON +FREE", lambda c: Season(c["s"])),
    ("@before|after|until|till|by the s=SEASON +FREE", lambda c: Season(c["s"])),
    ("@mid|early|late DASH? s=SEASON", lambda c: Season(c["s"])),
    ("s=SEASON y=<year>", lambda c: Season(c["s"], full_year_of(c["y"]))),
]


def _span(c: Captures) -> Period | None:
    return Span(c["a"], c["b"])


def _month_span(c: Captures) -> Period | None:
    year = full_year_of(c.get("y"))
    return Span(MonthDay(c["m"], c["a"], year), MonthDay(c["m"], c["b"], year)) if c["a"] < c["b"] <= 31 else None


def _work_week(which: str) -> Period:
    week = UnitOf("week", PLUS[which])
    return Span(WeekdayIn(MONDAY, week), WeekdayIn(FRIDAY, week))


# "From the end of March", "to the middle of May": the ends of longer stretches.
END_OF: list[Row] = [("the? end of the? p=<period>", lambda c: EndOf(c["p"]))]


def _numbered_span(c: Captures) -> Period | None:
    """ "The 9th to the 13th": the second in the month of the first, or the next."""
    first = DayOfMonth(c["a"], c.get("w"))
    return Span(first, DayOfMonth(c["b"], c.get("v")))


SPAN: list[Row] = [
    ("from? m=MONTH|LOWMONTH .? the? a=ORD|D31|WORD to|DASH|through|thru|until|till the? b=ORD|D31|WORD -UNIT|: "
     "y=<year>?", _month_span),
    ("between m=MONTH|LOWMONTH .? the? a=ORD|D31|WORD and the? b=ORD|D31|WORD y=<year>?", _month_span),
    ("from? the? a=ORD|D31|WORD to|DASH|through|until|till the? b=ORD|D31|WORD of? m=MONTH|LOWMONTH y=<year>?",
     _month_span),
    ("between the? a=ORD|D31|WORD and the? b=ORD|D31|WORD of? m=MONTH|LOWMONTH y=<year>?", _month_span),
    ("from|between a=DYEAR to|DASH|and|through|until|till|~ b=DYEAR", lambda c: Span(YearOf(c["a"]), YearOf(c["b"]))),
    ("a=DYEAR to|through|until b=DYEAR +FREE", lambda c: Span(YearOf(c["a"]), YearOf(c["b"]))),
    ("a=DYEAR DASH|~ b=DYEAR -UNIT", lambda c: Span(YearOf(c["a"]), YearOf(c["b"]))),
    (
        "from|between? a=D31 to|DASH|till|until|and b=D31 of|in? the? p=<which_month>",
        lambda c: Span(DayIn(c["a"], c["p"]), DayIn(c["b"], c["p"])),
    ),
    ("between|from a=<day>|<period> and|to|until|till|DASH now", lambda c: Span(c["a"], Today(), past=True)),
    ("from a=<day>|<period> to date", lambda c: Span(c["a"], Today(), past=True)),
    ("from a=MONTH to|until|till date|now|today", lambda c: Span(MonthOf(c["a"]), Today(), past=True)),
    ("between|from now and|to|until|till|DASH b=<day>", lambda c: Span(Today(), c["b"])),
    ("between a=<month>|<day> and b=<day>", _span),
    # "Move it from Thursday to Friday" names two days and no stretch.
    ("!MOVED from a=<full_date>|<plain_day> to|DASH|through|thru|until|till|til b=<day>", _span),
    ("!from a=<full_date>|<plain_day> to|DASH|through|thru|until|till|til b=<day>", _span),
    ("!MOVED from a=<full_date> to|through|thru|until|till|til the? b=ORD|WORD +FREE -<counted>",
     lambda c: Span(c["a"], DayOfMonth(c["b"]))),
    ("!from a=<full_date> to|DASH|through|thru|until|till|til the? b=ORD|WORD +FREE -<counted>",
     lambda c: Span(c["a"], DayOfMonth(c["b"]))),
    ("!MOVED from a=<parted>|<base_period>|<day>|<end_of> to|DASH|through|until|till|til b=<end_of>|<parted>", _span),
    ("between a=<parted>|<base_period>|<day>|<end_of> and b=<end_of>|<parted>", _span),
    ("!MOVED from a=<parted>|<end_of> to|DASH|through|until|till|til b=<base_period>|<day>", _span),
    ("between a=<parted>|<end_of> and b=<base_period>|<day>", _span),
    ("the? year to date", lambda c: Span(UnitOf("year"), Today())),
    ("ytd", lambda c: Span(UnitOf("year"), Today())),
    ("q=WHICH working|business|work week", lambda c: _work_week(c["q"])),
    ("q=WHICH workweek", lambda c: _work_week(c["q"])),
    ("!MOVED from a=<day> to|DASH|through|thru|until|till|til b=<day>", _span),
    ("between a=<day> and|DASH|& b=<day>", _span),
    ("!MOVED from a=<period>|<day> to|DASH|through|thru|until|till|til b=<period>", _span),
    ("!MOVED from a=<period> to|DASH|through|thru|until|till|til b=<day>", _span),
    ("between a=<period>|<day> and|DASH b=<period>", _span),
    ("a=<month>|<quarter> to|DASH|through|thru|until b=<month>|<quarter>", _span),
    ("from a=MONTH to|DASH|through|thru|until b=MONTH|LOWMONTH",
     lambda c: Span(MonthOf(c["a"]), MonthOf(c["b"]))),
    ("from a=MONTH to|DASH|through|thru|until b=<month>", lambda c: Span(MonthOf(c["a"]), c["b"])),
    ("between a=MONTH and b=MONTH", lambda c: Span(MonthOf(c["a"]), MonthOf(c["b"]))),
    ("a=MONTH DASH|to|through|thru|until b=MONTH", lambda c: Span(MonthOf(c["a"]), MonthOf(c["b"]))),
    ("a=MONTH DASH|to|through b=<month>", lambda c: Span(MonthOf(c["a"]), c["b"])),
    ("from|between the? a=ORD to|DASH|through|until|till|and the? b=ORD", _numbered_span),
    ("from|between the a=WORD to|DASH|through|until|till|and the? b=WORD|ORD +FREE -<counted>", _numbered_span),
    ("the a=ORD to|DASH|through|until|till the? b=ORD", _numbered_span),
    ("from? w=WEEKDAY COMMA? the? a=ORD to|DASH|through|until|and v=WEEKDAY COMMA? the? b=ORD", _numbered_span),
    ("between w=WEEKDAY COMMA? the? a=ORD and v=WEEKDAY COMMA? the? b=ORD", _numbered_span),
    ("p=<week> COMMA? from|between? a=WEEKDAY to|DASH|through|and b=WEEKDAY",
     lambda c: Span(WeekdayIn(c["a"], c["p"]), WeekdayIn(c["b"], c["p"]))),
    ("from? a=WEEKDAY to|DASH|through b=WEEKDAY p=<week>",
     lambda c: Span(WeekdayIn(c["a"], c["p"]), WeekdayIn(c["b"], c["p"]))),
]  # fmt: skip

PLAIN_DAY: list[Row] = [
    ("w=WEEKDAY", weekday()),
    ("n=TODAY", lambda c: Today(c["n"])),
    ("the? q=WHICH w=WEEKDAY", which_weekday),
    ("w=WEEKDAY COMMA? the? n=ORD", lambda c: DayOfMonth(c["n"], c["w"])),
]


RULES: dict[str, list[Row]] = {
    "week": WEEK,
    "which_month": WHICH_MONTH,
    "or_month": OR_MONTH,
    "month": MONTH,
    "named_year": NAMED_YEAR,
    "which_year": WHICH_YEAR,
    "quarter": QUARTER,
    "base_period": BASE_PERIOD,
    "first_of": FIRST_OF,
    "period": PERIOD,
    "the_unit": THE_UNIT,
    "year_said": YEAR_SAID,
    "parted": PARTED,
    "weekend": WEEKEND,
    "ahead": AHEAD,
    "spring": SPRING,
    "end_of": END_OF,
    "span": SPAN,
    "plain_day": PLAIN_DAY,
}
