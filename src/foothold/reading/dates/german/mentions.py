"""German: days, clock times and bounds put together: what is found as one mention."""

from dataclasses import replace
from typing import Any

from foothold.reading.dates.german.clock import part_of
from foothold.reading.dates.german.words import MORNING
from foothold.reading.dates.grammar import Captures, Row, kept
from foothold.reading.dates.meaning import (
    Bound,
    Clock,
    Instant,
    Lasting,
    Said,
    Shifted,
    Through,
    Today,
    Vague,
    Weekday,
    WeekdayIn,
    Window,
    halved,
)

_EARLY = Window(*MORNING)


def _said(c: Captures) -> Said:
    clock, window = c.get("c"), c.get("w")
    if isinstance(window, Window):
        clock = halved(clock, window) if clock is not None else window
    if clock is not None and c.get("z") not in {None, "here"}:
        clock = replace(clock, zone=c["z"])
    return Said(c.get("d"), clock)


def _day_and_part(c: Captures) -> Said:
    weekday, window = c["x"]
    part = Window(*window)
    clock = c.get("c")
    day = WeekdayIn(weekday, c["p"]) if "p" in c else Weekday(weekday, c.get("q") or "")
    return Said(day, halved(clock, part) if clock is not None else part)


DAYS: list[Row] = [
    ("d=<day>", kept("d")),
    ("d=<deadline>", kept("d")),
]

WHEN: list[Row] = [
    ("d=<days>", _said),
    ("d=<stretch>", _said),
    ("d=<day> <gap>? c=<time>", _said),
    ("d=<day> um c=<soft_clock> +FREE", _said),
    ("d=<day> COMMA? w=<part>", _said),
    ("d=<day> COMMA? w=<part> <gap>? c=<time>", _said),
    ("d=<day> COMMA? w=<part> um c=<soft_clock> +FREE", _said),
    ("d=<day> <gap>? c=<time> w=<part>", _said),
    ("v=TODAY w=NOUNMORNING|EARLY", lambda c: Said(Today(c["v"]), part_of(c))),
    ("v=TODAY morgen", lambda c: Said(Today(c["v"]), _EARLY)),
    ("v=TODAY morgen|NOUNMORNING|EARLY <gap>? c=<time>", lambda c: Said(Today(c["v"]), halved(c["c"], _EARLY))),
    ("d=<day> morgen +FREE", lambda c: Said(c["d"], _EARLY)),
    ("x=DAYANDPART", _day_and_part),
    ("q=WHICH x=DAYANDPART", _day_and_part),
    ("p=<week> x=DAYANDPART", _day_and_part),
    ("x=DAYANDPART p=<week>", _day_and_part),
    ("x=DAYANDPART <gap>? c=<time>", _day_and_part),
    ("v=WEEKDAY <gap>? c=<time> p=<week>", lambda c: Said(WeekdayIn(c["v"], c["p"]), c["c"])),
    ("v=WEEKDAY w=<part> p=<week>", lambda c: Said(WeekdayIn(c["v"], c["p"]), c["w"])),
    ("c=<time> am|COMMA? d=<day>", _said),
    ("um c=<soft_clock> am d=<day>", _said),
    ("c=<time>", _said),
    ("dieser|diesen w=PART|NOUNMORNING", lambda c: Said(Today(), part_of(c))),
    ("d=<day> nach der mittagspause", lambda c: Said(c["d"], Window(780, 1020, "pm"))),
]

THROUGH: list[Row] = [
    ("von|vom? a=<day_clock> bis zum? b=<day_clock>", lambda c: Through(c["a"], c["b"])),
    ("zwischen a=<day_clock> und b=<day_clock>", lambda c: Through(c["a"], c["b"])),
]

DAY_CLOCK: list[Row] = [("d=<day> <gap>? c=<time>", _said)]


def _bound(side: str) -> Any:
    def build(c: Captures) -> Bound | None:
        said = c["s"]
        return None if isinstance(said, Vague) else Bound(side, said)

    return build


BOUND: list[Row] = [
    # "Bis Freitag" is what is due by then (READING, "Due dates"); "bis einschließlich" how long it lasts.
    ("bis zum|zu|zur? spätestens? zum|am? s=<when>|<instant>", _bound("by")),
    ("bis einschließlich zum|zu? s=<when>", _bound("until")),
    ("bis zum|zu? einschließlich s=<when>", _bound("until")),
    ("spätestens am|bis|zum|um? s=<when>", _bound("by")),
    ("s=<when> spätestens", _bound("by")),
    ("vor dem|der|den? s=<when>", _bound("before")),
    ("nach dem|der|den? s=<when>", _bound("after")),
    ("erst? nach dem|der|den? s=<when>", _bound("after")),
    ("ab dem|der|den? s=<when>", _bound("from")),
    ("nicht vor dem|der? s=<when>", _bound("from")),
    ("frühestens am|ab|zum? s=<when>", _bound("from")),
    ("seit dem|der|den? s=<when>", _bound("since")),
    ("d=<day> ab s=<time>", lambda c: Bound("from", Said(c["d"], c["s"]))),
    ("d=<day> ab s=<soft_clock> +FREE", lambda c: Bound("from", Said(c["d"], c["s"]))),
    ("d=<day> nach s=<time>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> nach s=<soft_clock> +FREE", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> vor s=<time>", lambda c: Bound("before", Said(c["d"], c["s"]))),
    ("d=<day> vor s=<soft_clock> +FREE", lambda c: Bound("before", Said(c["d"], c["s"]))),
    ("d=<day> bis spätestens? um? s=<time>", lambda c: Bound("by", Said(c["d"], c["s"]))),
    ("d=<day> bis spätestens? um? s=<soft_clock> +FREE", lambda c: Bound("by", Said(c["d"], c["s"]))),
    ("bis s=<clock> am d=<day>", lambda c: Bound("by", Said(c["d"], c["s"]))),
    ("innerhalb|binnen von? a=<amount>", lambda c: Instant(by=c["a"]) if c["a"].of_clock else Said(Shifted(c["a"]))),
]

VAGUE: list[Row] = [
    ("in <vague_amount>", lambda c: Vague()),
    ("vor <vague_amount>", lambda c: Vague()),
    ("innerhalb|binnen von? <vague_amount>", lambda c: Vague()),
    ("in|innerhalb den|der nächsten|kommenden <vague_amount>", lambda c: Vague("range")),
    ("in|innerhalb den|der nächsten|kommenden tagen|wochen|monaten", lambda c: Vague("range")),
    ("nach|vor|bis|seit der|dem|den|unserer|unserem|zur|zum|ihrem|meinem? OCCASION", lambda c: Vague("range")),
    ("bis nach der|dem|den OCCASION", lambda c: Vague("range")),
]


def _lasting(c: Captures) -> Lasting | None:
    by = c["a"]
    return Lasting(by.grain) if by.minutes >= 15 or not by.of_clock else None


DURATION: list[Row] = [
    ("!EVERY|alle|nach|vor|pro a=<amount>", lambda c: _lasting(c) if c["a"] is not None else None),
    ("<vague_amount>", lambda c: Lasting("vague")),
]

MENTION: list[Row] = [
    ("x=<vague>", kept("x")),
    ("x=<when>", kept("x")),
    ("x=<through>", kept("x")),
    ("x=<bound>", kept("x")),
    ("x=<instant>", kept("x")),
    ("s=<set>", kept("s")),
    ("s=<set> um? <time>", kept("s")),
    ("x=<duration>", kept("x")),
]

MORE_DAYS: list[Row] = [
    ("COMMA|und|oder|/ am|der|den|dem? ^ n=D31 . +FREE|FILLER -<counted>", kept("n")),
    ("und|oder am|der|den|dem? ^ n=ORD +FREE|FILLER", kept("n")),
]
MORE_CLOCKS: list[Row] = [
    ("oder|COMMA|/ um|gegen? ^ c=<time>", kept("c")),
    ("oder um? ^ c=<soft_clock> +FREE", lambda c: c["c"] if isinstance(c["c"], Clock) else None),
]

RULES: dict[str, list[Row]] = {
    "days": DAYS,
    "when": WHEN,
    "through": THROUGH,
    "day_clock": DAY_CLOCK,
    "bound": BOUND,
    "vague": VAGUE,
    "duration": DURATION,
    "mention": MENTION,
    "more_days": MORE_DAYS,
    "more_clocks": MORE_CLOCKS,
}
