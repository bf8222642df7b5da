"""English: lengths of time, moments that far away, durations, and the vague ones."""

from typing import Any

from foothold.reading.dates.builders import amount_of
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import Amount, Instant, Lasting, Meaning, Rolling, Vague, amount


def _sum(c: Captures) -> Amount | None:
    return c["a"].plus(c["b"]) if c["a"].grain != c["b"].grain else None


def _part_amount(share: float) -> Any:
    return lambda c: amount(share, c["u"])


def _with_more(share: float) -> Any:
    return lambda c: amount_of({**c, "more": share})


AMOUNT: list[Row] = [
    ("n=DNUM|WNUM|DECIMAL DASH? u=UNIT", amount_of),
    ("n=DNUM|WNUM more? u=UNIT", amount_of),
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
    ("n=FRACTION u=UNIT", amount_of),
    ("n=DNUM|WNUM and a|an? half u=UNIT", _with_more(0.5)),
    ("n=DNUM|WNUM and a? quarter u=UNIT", _with_more(0.25)),
    ("n=DNUM|WNUM u=UNIT and a? half", _with_more(0.5)),
    ("a|an|one u=UNIT and a? half", lambda c: amount(1.5, c["u"])),
    ("a|an|one u=UNIT and a? quarter", lambda c: amount(1.25, c["u"])),
    ("a=<simple_amount> and|COMMA? b=<simple_amount>", _sum),
]

SIMPLE_AMOUNT: list[Row] = [
    ("n=DNUM|WNUM|DECIMAL u=UNIT", amount_of),
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
    ("a? couple of? more? UNIT", anything),
    ("a? few more? UNIT", anything),
    ("a? few working|business UNIT", anything),
    ("several|some more? UNITS", anything),
    ("a number|handful of UNITS", anything),
    ("a|one UNIT or so|two|three", anything),
    ("a|one or two UNIT", anything),
    ("DNUM|WNUM or DNUM|WNUM UNIT", anything),
    ("DNUM|WNUM to DNUM|WNUM UNIT", anything),
    ("DNUM|WNUM DASH DNUM|WNUM UNIT", anything),
    ("DNUM|WNUM UNIT or so", anything),
    ("about|around|roughly|approximately DNUM|WNUM|a UNIT", anything),
]


INSTANT: list[Row] = [
    ("i=INSTANT", kept("i")),
    ("in a=<amount>", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("in|within a minute|moment|bit", lambda c: Vague()),
    ("in a=<amount> APOS time", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("in about|around|roughly a=<amount>", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("in a=<amount> time", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("a=<amount> from now", lambda c: Instant(by=c["a"]) if c["a"].of_clock else None),
    ("a=<amount> ago", lambda c: Instant(by=c["a"], sign=-1) if c["a"].of_clock else None),
    ("in|over|within|during? the? next|coming|following a=<clock_amount>", lambda c: Rolling(c["a"])),
    ("in|over|within|during|for the? last|past|previous a=<clock_amount>", lambda c: Rolling(c["a"], -1)),
    ("the last|past|previous a=<clock_amount>", lambda c: Rolling(c["a"], -1)),
    ("in|over|within|during? the n=DNUM|WNUM next|coming u=UNITS", lambda c: _rolled(c)),
    ("in|over|within|during? the n=DNUM|WNUM last|past|previous u=UNITS", lambda c: _rolled(c, -1)),
]

# "The next hour", "the last 20 minutes"; "the last minute" and "the next minute" are said of no clock.
CLOCK_AMOUNT: list[Row] = [
    ("a=<amount>", lambda c: c["a"] if c["a"].of_clock else None),
    ("u=UNIT1", lambda c: amount(1, "hour") if c["u"] == "hour" else None),
]


def _rolled(c: Captures, sign: int = 1) -> Rolling | None:
    by = amount_of(c)
    return Rolling(by, sign) if by is not None and by.of_clock else None


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


def _lasting(c: Captures) -> Meaning | None:
    by: Amount = c["a"]
    return Lasting(by.grain)


DURATION: list[Row] = [
    ("n=DNUM|WNUM|DECIMAL DASH? u=UNIT", lambda c: _counted(c)),
    ("n=DNUM|WNUM night|nights", lambda c: Lasting("day")),
    ("another n=DNUM|WNUM u=UNIT", lambda c: _counted(c)),
    ("a=<long_amount>", _lasting),
    ("for ^ a=<amount> -past|to|after|of|till", _lasting),
    (
        "about|around|roughly|approximately|only|just ^ a=<amount> -from|ago|hence|later|before|after",
        lambda c: _lasting(c) if c["a"].minutes >= 30 else None,
    ),
    ("<vague_amount>", lambda c: Lasting("vague")),
    ("all day|week|month|year", lambda c: Lasting("day")),
]


def _counted(c: Captures) -> Meaning | None:
    by = amount_of(c)
    number = c["n"]
    return Lasting(by.grain) if by is not None and number != 1 else None


LONG_AMOUNT: list[Row] = [
    ("a=<amount>", lambda c: c["a"] if c["a"].minutes >= 15 or c["a"].working else None),
    ("a=<sum_amount>", kept("a")),
]

SUM_AMOUNT: list[Row] = [
    ("a=<simple_amount> and|COMMA? b=<simple_amount>", _sum),
    ("n=DNUM|WNUM and a? half u=UNIT", _with_more(0.5)),
    ("n=DNUM|WNUM DASH? working|business DASH? u=UNIT", _working),
]


RULES: dict[str, list[Row]] = {
    "amount": AMOUNT,
    "simple_amount": SIMPLE_AMOUNT,
    "vague_amount": VAGUE_AMOUNT,
    "sum_amount": SUM_AMOUNT,
    "long_amount": LONG_AMOUNT,
    "clock_amount": CLOCK_AMOUNT,
    "instant": INSTANT,
    "vague": VAGUE,
    "duration": DURATION,
}
