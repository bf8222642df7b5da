"""German: days by weekday, number, month, feast, and by other days."""

from dataclasses import replace

from foothold.reading.dates.builders import days_only, dot_date, feast, figures, full_year_of, given, shift
from foothold.reading.dates.german.words import PLUS
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import (
    Amount,
    Day,
    DayIn,
    DayOfMonth,
    Figures,
    Instant,
    MonthDay,
    NthDay,
    NthWeekday,
    NthWeekdayAfter,
    Shifted,
    Today,
    UnitOf,
    Weekday,
    WeekdayIn,
    amount,
    easter_feast,
    fixed_feast,
)


def amount_of(c: Captures) -> Amount | None:
    number = c.get("n", 1)
    if isinstance(number, tuple):  # figures with a dot
        number = number[2]
    return amount(number + c.get("more", 0), c["u"])


def _month_day(c: Captures) -> Day | None:
    return MonthDay(c["m"], c["n"], full_year_of(c.get("y")), c.get("w"))


def _day_in(c: Captures) -> Day:
    return DayOfMonth(c["n"], c.get("w"))


def _which(c: Captures) -> Day:
    if c["q"] == "after next":
        return Weekday(c["w"], "next", 1)
    return Weekday(c["w"], c["q"])


def _weeks_on(c: Captures) -> Day | None:
    by: Amount = c["a"]
    return Weekday(c["w"], "", by.days // 7) if by.days and not by.days % 7 else None


def _shifted_today(c: Captures) -> Day | None:
    by: Amount = c["a"]
    return None if by.of_clock else Shifted(by, Today(c.get("d", 0)))


AMOUNT: list[Row] = [
    ("n=DNUM|WNUM|DECIMAL DASH? u=UNIT", amount_of),
    ("n=DNUM|WNUM weitere|weiteren u=UNIT", amount_of),
    ("eine|einer halbe|halben u=UNIT", lambda c: amount(0.5, c["u"])),
    ("eine|einer viertelstunde", lambda c: amount(15, "minute")),
    ("eine|einer dreiviertelstunde", lambda c: amount(45, "minute")),
    ("anderthalb|eineinhalb u=UNIT", lambda c: amount(1.5, c["u"])),
    ("zweieinhalb u=UNIT", lambda c: amount(2.5, c["u"])),
]

VAGUE_AMOUNT: list[Row] = [
    ("ein|einem|einen paar UNIT", anything),
    ("einige|einigen|wenige|wenigen|mehrere|mehreren UNIT", anything),
    ("DNUM|WNUM bis|oder|DASH DNUM|WNUM UNIT", anything),
]

NUMBER: list[Row] = [("n=D31 .", kept("n")), ("n=ORD", kept("n"))]

YEAR: list[Row] = [("y=DYEAR", kept("y"))]

# A weekday as written out or cut short; the short ones need a dot, a comma or a date behind them.
WEEKDAY_SAID: list[Row] = [
    ("w=WEEKDAY", kept("w")),
    ("w=SHORTDAY .", kept("w")),
]

DATE: list[Row] = [
    ("d=DATE .?", figures),
    ("@ON|WEEKDAY|SHORTDAY|COMMA d=PAIRDATE +FREE", figures),
    ("@ON|WEEKDAY|SHORTDAY|COMMA|.|DASH d=DOTDATE .", dot_date),
    ("@ON|WEEKDAY|SHORTDAY|. d=DOTDATE +FREE", dot_date),
    ("d=DOTDATE . y=DYEAR", dot_date),
    ("d=DOTDATE . +FREE", dot_date),
    ("n=D31 . m=D12 .", _month_day),
    ("n=<number> m=MONTH .? y=<year>?", _month_day),
    ("n=D31 m=MONTH y=<year>?", _month_day),
    ("@ON|WEEKDAY n=ORD m=ORD +FREE", lambda c: _month_day(c) if c["m"] <= 12 else None),
]

FULL_DATE: list[Row] = [
    ("d=<date>", kept("d")),
    ("w=<weekday_said> COMMA? den|dem|der|am? d=<date>", lambda c: _with_weekday(c)),
    ("w=SHORTDAY COMMA? den|dem|der|am? d=<date>", lambda c: _with_weekday(c)),
    ("d=<date> COMMA|(? w=WEEKDAY )?", lambda c: _with_weekday(c)),
]


def _with_weekday(c: Captures) -> Day:
    day: Day = c["d"]
    return replace(day, weekday=c["w"]) if isinstance(day, MonthDay | Figures) else day


FEAST: list[Row] = [
    ("f=FEAST", kept("f")),
    ("christi himmelfahrt", given(easter_feast(39))),
    ("tag der arbeit", given(fixed_feast(5, 1))),
    ("tag der deutschen einheit", given(fixed_feast(10, 3))),
    ("erster|ersten weihnachtstag|weihnachtsfeiertag", given(fixed_feast(12, 25))),
    ("zweiter|zweiten weihnachtstag|weihnachtsfeiertag", given(fixed_feast(12, 26))),
    ("heiliger|heiligen abend", given(fixed_feast(12, 24))),
    ("heilige drei könige", given(fixed_feast(1, 6))),
]

BASE_DAY: list[Row] = [
    ("d=<full_date>", kept("d")),
    ("n=TODAY", lambda c: Today(c["n"])),
    # "Am Morgen", "guten Morgen" and "jeden Morgen" are no tomorrow.
    ("!am|GREETING|EVERY|TODAY|WEEKDAY|gegen|frühen|diesen|bis n=TOMORROW", lambda c: Today(c["n"])),
    ("@bis n=TOMORROW", lambda c: Today(c["n"])),
    ("@bis|ab|seit|für NOUNMORNING", lambda c: Today(1)),
    ("!EVERY w=WEEKDAY", lambda c: Weekday(c["w"])),
    ("@am|ab|bis|vor|nach|COMMA|oder w=SHORTDAY .? +<day_company>|MARK|END",
     lambda c: Weekday(c["w"]) if c["w"] < 6 else None),
    ("w=SHORTDAY .? +<day_company>", lambda c: Weekday(c["w"]) if c["w"] < 6 else None),
    ("q=WHICH w=WEEKDAY", _which),
    ("w=WEEKDAY in a=<amount>", _weeks_on),
    ("heute in a=<amount>", _shifted_today),
    ("morgen in a=<amount>", lambda c: _shifted_today({**c, "d": 1})),
    ("w=<weekday_said> COMMA? den|dem|der? n=<number> -MONTH", _day_in),
    ("@am|vom|zum|bis|ab|der|den|dem|seit|nach|vor|oder|und|zwischen n=<number> +FREE|FILLER -<counted>", _day_in),
    ("der|den|dem n=<number> +FREE|FILLER -<counted>", _day_in),
    ("n=D31 . +<and_number>", lambda c: DayOfMonth(c["n"])),
    ("n=ORD|D31 .? des|im? q=WHICH monats", lambda c: DayIn(c["n"], UnitOf("month", PLUS[c["q"]]))),
    ("f=<feast> y=<year>?", lambda c: feast({"d": c["f"], "y": c.get("y")})),
    ("q=WHICH f=<feast>", lambda c: feast({"d": c["f"], "q": "last" if c["q"] == "last" else ""})),
    ("heute? in a=<amount>", days_only(shift())),
    ("vor a=<amount>", days_only(shift(-1))),
]  # fmt: skip

DAY: list[Row] = [
    ("d=<base_day>", kept("d")),
    ("p=<week> am|COMMA? w=<weekday_said>", lambda c: WeekdayIn(c["w"], c["p"])),
    ("w=WEEKDAY COMMA? in|der? p=<week>", lambda c: WeekdayIn(c["w"], c["p"])),
    ("der|den? n=<nth> w=WEEKDAY im|in|des|der? p=<base_period>", lambda c: NthWeekday(c["n"], c["w"], c["p"])),
    ("der|den? letzter|letzte|letzten w=WEEKDAY im|in|des|der p=<base_period>",
     lambda c: NthWeekday(-1, c["w"], c["p"])),
    ("der|den? letzter|letzte|letzten tag im|des|der p=<base_period>", lambda c: NthDay(-1, c["p"])),
    ("der|den? w=WEEKDAY nach d=<base_day>", lambda c: NthWeekdayAfter(1, c["w"], c["d"])),
    ("der|den? w=WEEKDAY vor d=<base_day>", lambda c: NthWeekdayAfter(-1, c["w"], c["d"])),
    ("der|den? tag nach d=<base_day>", lambda c: Shifted(Amount("day", days=1), c["d"])),
    ("der|den? tag vor d=<base_day>", lambda c: Shifted(Amount("day", days=1), c["d"], -1)),
    ("a=<amount> nach d=<base_day>", days_only(shift())),
    ("a=<amount> vor d=<base_day>", days_only(shift(-1))),
]  # fmt: skip

NTH: list[Row] = [
    ("n=ORD", lambda c: c["n"] if c["n"] < 6 else None),
    ("n=D31 .", lambda c: c["n"] if c["n"] < 6 else None),
]

# What makes a day of "Mo", "Di", "Mi", "Do", "Fr" and "Sa".
DAY_COMPANY: list[Row] = [
    ("COMMA? <time>", anything),
    ("und|oder|/|DASH WEEKDAY|SHORTDAY", anything),
    ("PART|PARTS|EARLY", anything),
]

# After "der 14.": what makes it the 14th of something else.
COUNTED: list[Row] = [("UNIT|UHR|MONTH|MONTHHALF|hälfte|WEEKDAY", anything), ("D31 .", anything)]

AND_NUMBER: list[Row] = [
    ("und|oder|/|bis|DASH D31 . MONTH?", anything),
    ("COMMA D31 . COMMA|und|oder D31 .", anything),
    (", D31 .", anything),
]

INSTANT: list[Row] = [
    ("i=INSTANT", kept("i")),
    ("in a=<amount>", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("vor a=<amount>", lambda c: Instant(by=c["a"], sign=-1) if c["a"].of_clock else None),
]

RULES: dict[str, list[Row]] = {
    "amount": AMOUNT,
    "vague_amount": VAGUE_AMOUNT,
    "number": NUMBER,
    "year": YEAR,
    "weekday_said": WEEKDAY_SAID,
    "date": DATE,
    "full_date": FULL_DATE,
    "feast": FEAST,
    "base_day": BASE_DAY,
    "day": DAY,
    "nth": NTH,
    "day_company": DAY_COMPANY,
    "counted": COUNTED,
    "and_number": AND_NUMBER,
    "instant": INSTANT,
}
