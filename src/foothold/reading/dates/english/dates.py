"""English: dates written out, and feasts."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from foothold.reading.dates.almanac import MONDAY, SUNDAY
from foothold.reading.dates.builders import dot_date, figures, given, month_day
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import (
    Day,
    Figures,
    MonthDay,
    easter_feast,
    fixed_feast,
    weekday_feast,
)


def _of_century(century: int) -> Any:
    return lambda c: century + c["n"] if 10 <= c["n"] < 100 or (century == 2000 and c["n"] < 100) else None


# A word that may close "the 14th" or "at ten" without counting something.
YEAR: list[Row] = [
    ("y=DYEAR", kept("y")),
    ("COMMA y=DYEAR", kept("y")),
    ("of|in y=DYEAR", kept("y")),
    ("APOS y=D2", kept("y")),
    ("COMMA? y=<word_year>", kept("y")),
]

# As speech recognition writes it: "twenty twenty six", "nineteen ninety eight".
WORD_YEAR: list[Row] = [
    ("twenty n=W60", lambda c: 2000 + c["n"]),
    ("two thousand", given(2000)),
    ("two thousand and? n=WNUM", _of_century(2000)),
    ("nineteen n=WNUM", _of_century(1900)),
    ("nineteen hundred and? n=WNUM", _of_century(1900)),
]

FEAST: list[Row] = [
    ("f=FEAST day?", kept("f")),
    ("christmas|xmas eve", given(fixed_feast(12, 24))),
    ("boxing day", given(fixed_feast(12, 26))),
    ("new year day?", given(fixed_feast(1, 1))),
    ("new years APOS? day?", given(fixed_feast(1, 1))),
    ("@ON the new year -day|eve", given(fixed_feast(1, 1))),
    ("new year|years APOS? eve", given(fixed_feast(12, 31))),
    ("good friday", given(easter_feast(-2))),
    ("easter sunday", given(easter_feast(0))),
    ("easter monday", given(easter_feast(1))),
    ("whit monday", given(easter_feast(50))),
    ("maundy thursday", given(easter_feast(-3))),
    ("ash wednesday", given(easter_feast(-46))),
    ("ascension day", given(easter_feast(39))),
    ("corpus christi", given(easter_feast(60))),
    ("valentine|valentines APOS? day", given(fixed_feast(2, 14))),
    ("saint|st .? patrick|patricks day?", given(fixed_feast(3, 17))),
    ("labor|labour day", given(weekday_feast(9, MONDAY, 1))),
    ("international? workers APOS? day", given(fixed_feast(5, 1))),
    ("independence day", given(fixed_feast(7, 4))),
    ("memorial day", given(weekday_feast(5, MONDAY, -1))),
    ("veterans APOS? day", given(fixed_feast(11, 11))),
    ("columbus day", given(weekday_feast(10, MONDAY, 2))),
    ("presidents APOS? day", given(weekday_feast(2, MONDAY, 3))),
    ("martin luther king|kings jr? day?", given(weekday_feast(1, MONDAY, 3))),
    ("mlk day", given(weekday_feast(1, MONDAY, 3))),
    ("black friday", lambda c: _after_thanksgiving(1)),
    ("cyber monday", lambda c: _after_thanksgiving(4)),
    ("all saints day?", given(fixed_feast(11, 1))),
    ("april fools|fool day?", given(fixed_feast(4, 1))),
    ("@ON groundhog day", given(fixed_feast(2, 2))),
    ("earth day", given(fixed_feast(4, 22))),
    ("mothers|mother day", given(weekday_feast(5, SUNDAY, 2))),
    ("fathers|father day", given(weekday_feast(6, SUNDAY, 3))),
]


def _after_thanksgiving(days: int) -> Any:
    thanksgiving = weekday_feast(11, 3, 4)
    return lambda year: thanksgiving(year) + timedelta(days=days)


# A date written out: day and month in either order, figures, ISO.
DATE: list[Row] = [
    ("d=DATE", figures),
    ("d=PAIRDATE", figures),
    ("d=PAIRDATE COMMA|DASH? y=DYEAR", figures),
    ("@AT|ON|WEEKDAY|COMMA d=MAYBEDATE|DASHDATE -of|UNIT|DASH", figures),
    ("@ON|WEEKDAY d=DOTDATE .?", dot_date),
    ("d=DOTDATE . y=DYEAR", dot_date),
    ("d=MAYBEDATE +<at_a_clock>", figures),
    ("d=MAYBEDATE COMMA|(? w=WEEKDAY )?", figures),
    ("@on|WEEKDAY d=ROUNDTHECLOCK +MARK|END|at|@", figures),
    ("m=MONTH|LOWMONTH .? the? n=ORD|D31 -UNIT|percent|times y=<year>?", month_day),
    ("m=LOWMONTH .? the? n=ORD y=<year>?", month_day),
    ("m=LOWMONTH the n=ORD|WORD y=<year>?", month_day),
    ("m=LOWMONTH .? n=D31 y=<year>", month_day),
    ("m=LOWMONTH n=WORD y=<year>", lambda c: month_day(c) if c["m"] == 3 else None),
    ("m=LOWMONTH n=WORD +FREE|WNUM|DNUM", lambda c: month_day(c) if c["m"] == 3 else None),
    ("@ON|COMMA|WEEKDAY m=LOWMONTH n=D31 y=<year>?", month_day),
    ("m=MONTH .? COMMA n=ORD y=<year>?", month_day),
    ("m=MONTH the? n=WORD|W31 y=<year>?", month_day),
    ("m=MONTH|LOWMONTH .? DASH|/ n=D31 DASH|/? y=DYEAR|D2?", month_day),
    ("the? n=ORD|WORD day? of? m=MONTH|LOWMONTH .? y=<year>?", month_day),
    ("the? n=ORD|D31 of? m=MONTH .? y=<year>|D2?", month_day),
    ("n=D31 .? m=MONTH .? y=<year>|D2?", month_day),
    ("n=D31|ORD|W31 of m=MONTH|LOWMONTH y=<year>?", month_day),
    ("n=W31 m=MONTH|LOWMONTH y=<year>", month_day),
    ("n=D31 m=LOWMONTH y=<year>?", month_day),
    ("n=D31 DASH|/ m=MONTH|LOWMONTH DASH|/ y=DYEAR|D2", month_day),
    ("n=D31 DASH m=MONTH|LOWMONTH", month_day),
    ("y=DYEAR DASH|/ m=MONTH|LOWMONTH DASH|/ n=D31", month_day),
]

# "2/4 at 1:30 pm" is a day, "2/4" alone may be a share.
AT_A_CLOCK: list[Row] = [
    ("COMMA|(? at|@|around|about <time>", anything),
    ("COMMA? <time>", anything),
    ("at|@ <soft> +MARK|END|for|on|and|or|if", anything),
]

# The same with its weekday, before or behind.
FULL_DATE: list[Row] = [
    ("d=<date>", kept("d")),
    ("w=WEEKDAY|LOWDAY .? COMMA|(|DASH? the? d=<date> )?", lambda c: _with_weekday(c)),
    ("w=WEEKDAY|LOWDAY .? ( d=MAYBEDATE )", lambda c: _with_weekday(c)),
    ("WHICH w=WEEKDAY .? COMMA|(|DASH? the? d=<date> )?", lambda c: _with_weekday(c)),
    ("d=<date> COMMA|(? w=WEEKDAY )?", lambda c: _with_weekday(c)),
]


def _with_weekday(c: Captures) -> Day:
    day: Day = c["d"]
    if isinstance(day, MonthDay | Figures):
        return replace(day, weekday=c["w"])
    return day


RULES: dict[str, list[Row]] = {
    "word_year": WORD_YEAR,
    "year": YEAR,
    "feast": FEAST,
    "at_a_clock": AT_A_CLOCK,
    "date": DATE,
    "full_date": FULL_DATE,
}
