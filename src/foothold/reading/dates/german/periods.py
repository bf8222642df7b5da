"""German: weeks, months, quarters, years, their parts and ends, stretches of days, what repeats."""

from typing import Any

from foothold.reading.dates.builders import feast, full_year_of
from foothold.reading.dates.german.words import PLUS
from foothold.reading.dates.grammar import Captures, Row, kept
from foothold.reading.dates.meaning import (
    Ahead,
    Day,
    DayOfMonth,
    EndOf,
    Figures,
    IsoWeek,
    MonthDay,
    MonthOf,
    NthWeekIn,
    PartOf,
    Period,
    QuarterOf,
    Repeated,
    Span,
    Today,
    UnitAround,
    UnitOf,
    Weekday,
    WeekdayIn,
    YearOf,
)


def _unit(unit: str) -> Any:
    return lambda c: UnitOf(unit, PLUS[c["q"]])


def _iso_week(c: Captures) -> Period:
    return IsoWeek(c["n"], full_year_of(c.get("y")))


WEEK: list[Row] = [
    ("der|die? q=WHICH woche", _unit("week")),
    ("die|der? woche vom|ab|von|um dem|den? d=<base_day>", lambda c: UnitAround("week", c["d"])),
    ("die|der? woche nach d=<base_day>", lambda c: UnitAround("week", c["d"], 1)),
    ("die|der? woche vor d=<base_day>", lambda c: UnitAround("week", c["d"], -1)),
    ("kw .? n=D53 /|COMMA? y=DYEAR?", _iso_week),
    ("kalenderwoche n=D53 y=DYEAR?", _iso_week),
    ("n=D53 . kw|kalenderwoche y=DYEAR?", _iso_week),
    ("die|der? n=<nth> woche im|in|des|der? p=<base_period>", lambda c: NthWeekIn(c["n"], c["p"])),
    ("die|der? letzte|letzten woche im|in|des p=<base_period>", lambda c: NthWeekIn(-1, c["p"])),
    ("f=<feast> woche", lambda c: UnitAround("week", feast({"d": c["f"]}))),
]

BASE_PERIOD: list[Row] = [
    ("q=WHICH monat|monats", _unit("month")),
    ("q=WHICH quartal|quartals", _unit("quarter")),
    ("q=WHICH jahr|jahres", _unit("year")),
    ("m=MONTH y=DYEAR", lambda c: MonthOf(c["m"], c["y"])),
    # Names of people, too: "Frau Mai", "August Kunz".
    ("@IN m=MONTH", lambda c: MonthOf(c["m"])),
    ("@ANFANG|ORD|vom|des|zum m=MONTH", lambda c: MonthOf(c["m"])),
    ("q=WHICH m=MONTH", lambda c: MonthOf(c["m"], which="" if c["q"] == "coming" else c["q"])),
    ("m=YEARMONTH", kept("m")),
    ("q n=D12 y=DYEAR?", lambda c: _quarter(c)),
    ("n=<nth> quartal y=DYEAR?", lambda c: _quarter(c)),
    ("@im|in|seit|bis|ab|ende|anfang|mitte|vor y=DYEAR +FREE", lambda c: YearOf(c["y"])),
    ("jahr|jahre|jahres y=DYEAR", lambda c: YearOf(c["y"])),
]


def _quarter(c: Captures) -> Period | None:
    return QuarterOf(c["n"], YearOf(c["y"]) if c.get("y") else None) if 1 <= c["n"] <= 4 else None


PERIOD: list[Row] = [
    ("p=<week>", kept("p")),
    ("p=<base_period>", kept("p")),
]


def _part(part: str) -> Any:
    return lambda c: PartOf(part, c["p"])


def _half(c: Captures) -> Period | None:
    return PartOf("first half" if c["n"] == 1 else "second half", c["p"]) if c["n"] < 3 else None


PARTED: list[Row] = [
    ("a=ANFANG der|des|im|von? p=<period>", lambda c: PartOf(c["a"], c["p"])),
    ("a=ANFANG der woche", lambda c: PartOf(c["a"], UnitOf("week"))),
    ("a=ANFANG des monats", lambda c: PartOf(c["a"], UnitOf("month"))),
    ("a=ANFANG des jahres", lambda c: PartOf(c["a"], UnitOf("year"))),
    ("m=MONTHSTART", lambda c: PartOf("early", MonthOf(c["m"]))),
    ("n=<nth> hälfte des|der|im|vom|von? p=<base_period>", _half),
    ("n=<nth> m=MONTHHALF", lambda c: _half({"n": c["n"], "p": MonthOf(c["m"])})),
    ("den|der? rest der woche", lambda c: PartOf("rest", UnitOf("week"))),
    ("q=WHICH wochenende", lambda c: UnitOf("weekend", 0 if c["q"] == "coming" else PLUS[c["q"]])),
    ("@am|übers|vor|nach|bis wochenende", lambda c: UnitOf("weekend")),
    ("wochenmitte", lambda c: PartOf("mid", UnitOf("week"))),
    ("monatsmitte", lambda c: PartOf("mid", UnitOf("month"))),
    ("in|innerhalb|während|über? den|die|der nächsten|kommenden a=<amount>",
     lambda c: Ahead(c["a"]) if not c["a"].of_clock else None),
    ("in|während? den|die|der letzten|vergangenen a=<amount>",
     lambda c: Ahead(c["a"], -1) if not c["a"].of_clock else None),
]  # fmt: skip


def _end_of(unit: str) -> Any:
    return lambda c: EndOf(UnitOf(unit))


DEADLINE: list[Row] = [
    ("ende|schluss der|des|von|im? p=<period>", lambda c: EndOf(c["p"])),
    ("ende der woche", _end_of("week")),
    ("ende des monats", _end_of("month")),
    ("ende des quartals", _end_of("quarter")),
    ("ende des jahres", _end_of("year")),
    ("ende m=MONTH", lambda c: EndOf(MonthOf(c["m"]))),
    ("m=MONTHEND", lambda c: EndOf(MonthOf(c["m"]))),
    ("monatsende", _end_of("month")),
    ("quartalsende", _end_of("quarter")),
    ("jahresende", _end_of("year")),
    ("feierabend", lambda c: Today()),
    ("d=<day> feierabend|dienstschluss|geschäftsschluss", kept("d")),
    ("ende des tages -COMMA", lambda c: Today()),
]


def _month_span(c: Captures) -> Period | None:
    year = full_year_of(c.get("y"))
    return Span(MonthDay(c["m"], c["a"], year), MonthDay(c["m"], c["b"], year)) if c["a"] < c["b"] else None


def _day_span(c: Captures) -> Period:
    return Span(c["a"], c["b"])


SPAN: list[Row] = [
    ("vom|von? a=<number> bis|DASH|und zum? b=<number> m=MONTH y=DYEAR?", _month_span),
    ("zwischen dem? a=<number> und dem? b=<number> m=MONTH y=DYEAR?", _month_span),
    ("vom a=<number> bis|DASH zum? b=<number>", lambda c: Span(DayOfMonth(c["a"]), DayOfMonth(c["b"]))),
    ("zwischen dem a=<number> und dem? b=<number>", lambda c: Span(DayOfMonth(c["a"]), DayOfMonth(c["b"]))),
    ("vom|von a=<day> bis zum|zu? einschließlich? b=<day>", _day_span),
    ("a=<full_date>|<weekday_alone> bis|DASH zum? einschließlich? b=<full_date>|<weekday_alone>", _day_span),
    ("vom? a=DOTDATE . DASH|bis zum? b=DOTDATE .?", lambda c: Span(_dotted(c["a"]), _dotted(c["b"]))),
    ("vom? a=D31 . DASH|bis zum? b=DATE .?", lambda c: _numbered_to(c)),
    ("vom? a=D31 . DASH|bis zum? b=DOTDATE .?", lambda c: _numbered_to({**c, "b": Figures(".", *c["b"][:2])})),
    ("zwischen dem? a=<day> und dem? b=<day>", _day_span),
    ("von a=<period> bis b=<period>", _day_span),
    ("von|zwischen a=MONTH bis|und b=MONTH", lambda c: Span(MonthOf(c["a"]), MonthOf(c["b"]))),
    ("von|zwischen a=<parted>|<deadline>|<day> bis|und b=<parted>|<deadline>", _day_span),
]


def _dotted(value: tuple[int, int, float]) -> Day:
    return MonthDay(value[1], value[0])


def _numbered_to(c: Captures) -> Period | None:
    """ "14.-16.3." """
    last = c["b"]
    month = getattr(last, "b", None)
    return Span(MonthDay(month, c["a"]), last) if isinstance(month, int) and c["a"] < last.a else None


WEEKDAY_ALONE: list[Row] = [
    ("w=WEEKDAY", lambda c: Weekday(c["w"])),
    ("w=SHORTDAY .?", lambda c: Weekday(c["w"])),
    ("n=TODAY|TOMORROW", lambda c: Today(c["n"])),
]

STRETCH: list[Row] = [
    ("p=<span>", kept("p")),
    ("p=<parted>", kept("p")),
    ("p=<period>", kept("p")),
    ("p=<week> COMMA? a=<weekday_said> bis|DASH b=<weekday_said>",
     lambda c: Span(WeekdayIn(c["a"], c["p"]), WeekdayIn(c["b"], c["p"]))),
]  # fmt: skip


def _repeated(c: Captures) -> Repeated:
    unit = c.get("u") or "day"
    return Repeated(unit)


SET: list[Row] = [
    ("EVERY WEEKDAY|PART|NOUNMORNING|morgen|DAYANDPART", _repeated),
    ("EVERY u=UNIT", _repeated),
    ("EVERY zweite|zweiten|dritte|dritten WEEKDAY", _repeated),
    ("EVERY zweite|zweiten|dritte|dritten u=UNIT", _repeated),
    ("alle DNUM|WNUM u=UNIT", _repeated),
    ("u=OFTEN", _repeated),
    ("immer? w=WEEKDAYS", _repeated),
    ("einmal|zweimal|dreimal pro|in|im der? u=UNIT", _repeated),
]

RULES: dict[str, list[Row]] = {
    "week": WEEK,
    "base_period": BASE_PERIOD,
    "period": PERIOD,
    "parted": PARTED,
    "deadline": DEADLINE,
    "span": SPAN,
    "weekday_alone": WEEKDAY_ALONE,
    "stretch": STRETCH,
    "set": SET,
}
