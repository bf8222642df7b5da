"""English: the end of something, as a day."""

from foothold.reading.dates.grammar import Captures, Row, kept
from foothold.reading.dates.meaning import Day, EndOf, Today, UnitOf


def _end_of(c: Captures) -> Day:
    return EndOf(c["p"])


DEADLINE: list[Row] = [
    ("the? end|close of p=<period>|<spring>", _end_of),
    ("the? last thing d=<day>", kept("d")),
    ("month DASH? end", lambda c: EndOf(UnitOf("month"))),
    ("year DASH? end", lambda c: EndOf(UnitOf("year"))),
    ("quarter DASH? end", lambda c: EndOf(UnitOf("quarter"))),
    ("!at the end of|the? u=UNIT1", lambda c: _end_of_this(c["u"])),
    ("!at|the end of|the? u=UNIT1", lambda c: _end_of_this(c["u"])),
    ("!at the end of the u=UNIT1", lambda c: _end_of_this(c["u"])),
    ("!at|the end of the u=UNIT1", lambda c: _end_of_this(c["u"])),
    # "At the end of the day" means "after all" unless the sentence ends there.
    ("@at the? end of? the? u=UNIT1 -COMMA +MARK|END", lambda c: _end_of_this(c["u"])),
    ("@at the? end of? the? u=UNIT1", lambda c: None if c["u"] == "day" else _end_of_this(c["u"])),
    ("the? u=DEADLINE", lambda c: _end_of_this(c["u"])),
    ("u=DEADLINE of|on|by|COMMA? d=<day>", lambda c: c["d"] if c["u"] == "day" else None),
    ("u=DEADLINE of|on? p=<period>", _end_of),
    ("d=<day> u=DEADLINE", lambda c: c["d"] if c["u"] == "day" else None),
    ("the? end|close of business|play|day|trading", lambda c: Today()),
    ("the? end|close of the? business|working|work day", lambda c: Today()),
    ("the? end|close of business|play|day|trading on|COMMA? d=<day>", kept("d")),
    ("the? end|close of the? business|working|work day on|COMMA? d=<day>", kept("d")),
    ("the? end|close of the day on|COMMA? d=<day>", kept("d")),
    ("the? end of the? d=<day>", kept("d")),
    ("d=<day> by? the? end|close of business|play|day|the day?", kept("d")),
    ("d=<day> end|close of business|play|day", kept("d")),
]


def _end_of_this(unit: str) -> Day | None:
    if unit == "day":
        return Today()
    return EndOf(UnitOf(unit)) if unit in {"week", "month", "quarter", "year", "weekend"} else None


RULES: dict[str, list[Row]] = {
    "deadline": DEADLINE,
}
