"""English: days told by weekday, number, or another day or week."""

from foothold.reading.dates.builders import days_only, feast, shift, weekday, which_weekday
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import (
    Amount,
    Day,
    DayIn,
    DayOfMonth,
    NthDay,
    NthWeekday,
    NthWeekdayAfter,
    Period,
    Shifted,
    Today,
    UnitAround,
    Weekday,
    WeekdayIn,
)


def _nth_of(c: Captures) -> Day | None:
    period: Period = c["p"]
    return NthWeekday(c["n"], c["w"], period) if c["n"] < 6 else None


def _nth_day_of(c: Captures) -> Day:
    return NthDay(c["n"], c["p"])


def _day_in(c: Captures) -> Day | None:
    return DayIn(c["n"], c["p"])


def _weekday_in(c: Captures) -> Day | None:
    week: Period = c["p"]
    return WeekdayIn(c["w"], week)


def _in_that_week(c: Captures) -> Day | None:
    """ "Tuesday, three months from now": the Tuesday of the week that far away."""
    by: Amount = c["a"]
    return None if by.of_clock else WeekdayIn(c["w"], UnitAround("week", Shifted(by)))


# Days that need no other day or period to be understood.
BASE_DAY: list[Row] = [
    ("d=<full_date>", kept("d")),
    ("n=TODAY -NAMED", lambda c: Today(c["n"])),
    ("the? day after tomorrow", lambda c: Today(2)),
    ("the? day before yesterday", lambda c: Today(-2)),
    ("!a|an|happy w=WEEKDAY -NAMED", weekday()),
    ("@ON|WHICH|TODAY|COMMA w=LOWDAY +FREE", weekday()),
    ("w=LOWDAY +<day_company>", weekday()),
    ("the? q=WHICH w=WEEKDAY|LOWDAY", which_weekday),
    ("this coming|upcoming w=WEEKDAY|LOWDAY", weekday("coming")),
    ("this past w=WEEKDAY", weekday("past")),
    ("next coming w=WEEKDAY", weekday("coming")),
    ("the? w=WEEKDAY coming", weekday("coming")),
    ("w=WEEKDAY next|following", weekday("next")),
    ("the? w=WEEKDAY after next", weekday("next", 1)),
    ("w=WEEKDAY week", weekday("", 1)),
    ("w=WEEKDAY fortnight", weekday("", 2)),
    ("a week on|from w=WEEKDAY|LOWDAY", weekday("", 1)),
    ("a week next w=WEEKDAY", weekday("", 1)),
    ("a week this w=WEEKDAY", weekday("", 1)),
    ("a fortnight on|from w=WEEKDAY", weekday("", 2)),
    ("n=WNUM|DNUM weeks on|from w=WEEKDAY", lambda c: Weekday(c["w"], "", c["n"]) if c["n"] < 500 else None),
    ("w=WEEKDAY in n=WNUM|DNUM weeks", lambda c: Weekday(c["w"], "", c["n"]) if c["n"] < 500 else None),
    ("w=WEEKDAY in a|one week", weekday("", 1)),
    ("w=WEEKDAY in a fortnight", weekday("", 2)),
    ("in ^ a|one week on|from w=WEEKDAY|LOWDAY", weekday("", 1)),
    ("in ^ a fortnight on|from w=WEEKDAY|LOWDAY", weekday("", 2)),
    ("in ^ n=WNUM|DNUM weeks on w=WEEKDAY", lambda c: Weekday(c["w"], "", c["n"]) if c["n"] < 500 else None),
    ("w=WEEKDAY COMMA? a=<amount> from now|today", _in_that_week),
    ("a=<amount> from now|today COMMA? on w=WEEKDAY", _in_that_week),
    ("in a=<amount> COMMA? on w=WEEKDAY", _in_that_week),
    ("a? week today", lambda c: Today(7)),
    ("today week", lambda c: Today(7)),
    ("this day week", lambda c: Today(7)),
    ("this day fortnight", lambda c: Today(14)),
    ("a? week tomorrow", lambda c: Today(8)),
    ("tomorrow week", lambda c: Today(8)),
    ("a fortnight today", lambda c: Today(14)),
    ("w=WEEKDAY|LOWDAY COMMA? the? n=ORD", lambda c: DayOfMonth(c["n"], c["w"])),
    ("w=WEEKDAY COMMA? the n=WORD", lambda c: DayOfMonth(c["n"], c["w"])),
    ("w=WEEKDAY COMMA? the n=D31 +FREE", lambda c: DayOfMonth(c["n"], c["w"])),
    ("w=WEEKDAY .? n=D31 -UNIT|percent", lambda c: DayOfMonth(c["n"], c["w"]) if c["n"] > 12 else None),
    ("WHICH w=WEEKDAY COMMA? the n=ORD|WORD", lambda c: DayOfMonth(c["n"], c["w"])),
    ("the? n=ORD|D31|WORD +<and_month_day>", lambda c: DayOfMonth(c["n"])),
    ("the n=ORD COMMA|(? w=WEEKDAY )?", lambda c: DayOfMonth(c["n"], c["w"])),
    ("the n=ORD +FREE -<counted>", lambda c: DayOfMonth(c["n"])),
    ("@ON|AT n=ORD +FREE -<counted>", lambda c: DayOfMonth(c["n"])),
    ("the n=WORD -LOWORD? +FREE -<counted>", lambda c: DayOfMonth(c["n"]) if c["n"] > 5 else None),
    ("@ON|AT the n=WORD +FREE -<counted>", lambda c: DayOfMonth(c["n"]) if c["n"] > 3 else None),
    ("the n=WORD +<suits>", lambda c: DayOfMonth(c["n"])),
    ("@ASKS the n=WORD +<would_suit>", lambda c: DayOfMonth(c["n"])),
    ("@by|before|since|starting the n=WORD +MARK|END|at|or", lambda c: DayOfMonth(c["n"]) if c["n"] != 2 else None),
    ("how|what about ^ the n=WORD +MARK|END", lambda c: DayOfMonth(c["n"]) if c["n"] == 3 else None),
    ("@make|manage the n=WORD +MARK|END", lambda c: DayOfMonth(c["n"])),
    ("@on|until|till the n=WORD +MARK|END|or|if|when|we|i|and|at", lambda c: DayOfMonth(c["n"])),
    ("@on the n=D31 +FREE -<counted>", lambda c: DayOfMonth(c["n"])),
    ("the? n=ORD|D31 of the? p=<month>", _day_in),
    ("the? n=ORD|WORD of? the? p=<month>", _day_in),
    ("n=WNUM|DNUM w=WEEKDAYS from now", lambda c: NthWeekdayAfter(c["n"], c["w"]) if c["n"] < 500 else None),
    ("!happy|merry f=<feast> y=<year>?", lambda c: feast({"d": c["f"], "y": c.get("y")})),
    ("f=<feast> of|in? the? y=<named_year>", lambda c: feast({"d": c["f"], "y": c["y"]})),
    ("q=WHICH f=<feast>", lambda c: feast({"d": c["f"], "q": c["q"]})),
    ("in a=<amount> time?", days_only(shift())),
    ("in a=<amount> APOS time", days_only(shift())),
    ("in? a=<amount> from now|today", days_only(shift())),
    ("a=<amount> hence", days_only(shift())),
    ("a=<amount> ago", days_only(shift(-1))),
    ("@ON the w=WEEKDAY +FREE", weekday()),
]

# Days told by a week, a month or another day. Nothing is nested deeper than that.
DAY: list[Row] = [
    ("d=<base_day>", kept("d")),
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
    ("a=<amount> from|after d=<base_day>", days_only(shift())),
    ("a=<amount> before d=<base_day>", days_only(shift(-1))),
]

# What makes a day of "sat", "sun" and "wed" in small letters or at a sentence's start.
DAY_COMPANY: list[Row] = [
    ("at|@|COMMA? <time>", anything),
    ("at|@ <soft> +END|MARK", anything),
    ("from|between <soft_slot>|<slot>", anything),
    ("and|or|COMMA|DASH|/ WEEKDAY", anything),
    ("PART? DAYPART", anything),
]

# "18 and 19 June", "the 3rd, 4th or 5th of May": the month said last holds for all (see recognition).
AND_MONTH_DAY: list[Row] = [
    ("and|or|COMMA|&|/ the? ORD|D31|WORD of? MONTH", anything),
    ("COMMA and|or|& the? ORD|D31|WORD of? MONTH", anything),
    ("COMMA the? ORD|D31|WORD COMMA? and|or|& the? ORD|D31|WORD of? MONTH", anything),
]

# Behind "the third": what is said of a day and hardly of the third thing.
SUITS: list[Row] = [
    ("COMMA? at|@|around|about <time>", anything),
    ("at|@ <soft> +MARK|END -<quantity>", anything),
    ("COMMA? in the DAYPART", anything),
    ("suits|works|fits for|me|us|you|everyone|him|her|them|well|fine|best|too|MARK|END", anything),
    ("suits|works|fits better for|MARK|END", anything),
    ("is|was a WEEKDAY", anything),
    ("is|was too early|late|soon|close|short", anything),
    ("is|was|would|will|might|could be? out|fully|booked|possible|convenient", anything),
    ("would|will|might|could be? <would_suit>", anything),
    ("or|and the? WORD <would_suit>", anything),
    ("or|and the? WORD would|will|might|could <would_suit>", anything),
    ("or|and the? WORD suits|works MARK|END|for|me|us|you", anything),
]

WOULD_SUIT: list[Row] = [
    ("suit|fit you|me|us|everyone|him|her|them|your|our|better|too|also|as|MARK|END", anything),
    ("work for|out|better|best|too|as|on|at|with|MARK|END", anything),
    ("be|still? possible|convenient|okay|ok|free|fine|good|better|best for|with|to|at|instead|MARK|END", anything),
    ("be all right", anything),
    ("be any good", anything),
    ("do you|MARK|END", anything),
]

# After "the 14th": what makes it the 14th of something else.
COUNTED: list[Row] = [
    ("to|and|or WORD|ORD -FREE", anything),
    ("of", anything),
    ("call|meeting|start|starts|time", anything),
]


RULES: dict[str, list[Row]] = {
    "base_day": BASE_DAY,
    "day": DAY,
    "counted": COUNTED,
    "and_month_day": AND_MONTH_DAY,
    "would_suit": WOULD_SUIT,
    "suits": SUITS,
    "day_company": DAY_COMPANY,
}
