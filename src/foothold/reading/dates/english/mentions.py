"""English: days, clock times and bounds put together: what is found as one mention."""

from dataclasses import replace
from typing import Any

from foothold.reading.dates.builders import clock_of, feast, weekday, which_weekday, window_of
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import (
    Ahead,
    Amount,
    Bound,
    Clock,
    Day,
    Instant,
    Meaning,
    MonthDay,
    NthWeekday,
    Said,
    Shifted,
    Slot,
    StartingAt,
    Through,
    Today,
    UntilThen,
    Vague,
    WeekdayIn,
    Window,
    halved,
)


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


def _until(c: Captures) -> UntilThen:
    return UntilThen(c["b"], c.get("a"))


def _to_clock(c: Captures) -> Through | None:
    """ "Between two tomorrow and four"."""
    first: Said = c["a"]
    last = c["c"]
    if not (isinstance(first.clock, Clock) and isinstance(last, Clock)):
        return None
    return Through(first, replace(first, clock=last))


def _starting(c: Captures) -> StartingAt | None:
    first: Said = c["s"]
    return StartingAt(first, c["a"]) if first.clock is None or isinstance(first.clock, Clock) else None


def _of_year(day: Day, year: int) -> Day:
    """ "Wed Oct 26 15:50:06 2016", as mail programs write."""
    return replace(day, year=year) if isinstance(day, MonthDay) and day.year is None else day


def _in_week(c: Captures) -> Said:
    """ "Tuesday at ten next week"."""
    return Said(WeekdayIn(c["v"], c["p"]), c.get("c") or c["w"])


def _nth_at(c: Captures) -> Said | None:
    """ "The first Monday morning of next month"."""
    return Said(NthWeekday(c["n"], c["v"], c["p"]), c.get("c") or c["w"]) if c["n"] < 6 else None


def _today_said(half: Any = None) -> Any:
    def build(c: Captures) -> Said:
        window = c.get("w") or half
        clock = c.get("c")
        return Said(Today(), halved(clock, window) if clock is not None else window)

    return build


_EVENING = Window(1020, 1260, "pm")
_LAST_NIGHT = Window(1200, 1440, "pm")

GAP: list[Row] = [
    ("COMMA|DASH|( FILLER? FILLER? at|@|for?", anything),
    ("FILLER FILLER? at|@|for?", anything),
    ("at|@|for", anything),
]

ON: list[Row] = [
    ("COMMA? on|of|for COMMA?", anything),
    ("COMMA|DASH", anything),
]

# A day, or a stretch of days, or what is due by its end.
DAYS: list[Row] = [
    ("d=<day>", kept("d")),
    ("d=<deadline>", kept("d")),
]

STRETCH: list[Row] = [
    ("p=<span>", kept("p")),
    ("p=<parted>", kept("p")),
    ("p=<period>", kept("p")),
    ("p=<weekend>", kept("p")),
    ("p=<ahead>", kept("p")),
    ("p=<spring>", kept("p")),
]

WHEN: list[Row] = [
    ("d=<days>", _said),
    ("d=<stretch>", _said),
    ("d=<day> <gap>? c=<time>", _said),
    ("d=<day> <gap>? c=<soft> +FREE -MONTH|LOWMONTH|<quantity>", _said),
    ("d=<day> COMMA|DASH|(? in|during? the? w=<part>", _said),
    ("d=<day> COMMA? any? time|anytime|sometime w=<part>", _said),
    ("d=<day> COMMA|(? all day )?", _said),
    ("all day COMMA? on? d=<day>", _said),
    ("d=<day> COMMA? in? the? w=<part> <gap>? c=<time>", _said),
    ("d=<day> COMMA? in? the? w=<part> <gap>? c=<soft> +FREE -<quantity>", _said),
    ("d=<day> <gap>? c=<time> in|COMMA? the? w=<part>", _said),
    ("d=<day> w=MEAL +FREE", lambda c: Said(c["d"], window_of(c))),
    ("d=<day> at|over|around|during w=MEAL", lambda c: Said(c["d"], window_of(c))),
    ("at|over|around|during w=MEAL on? d=<day>", lambda c: Said(c["d"], window_of(c))),
    ("w=MEAL on d=<day>", lambda c: Said(c["d"], window_of(c))),
    ("MEAL on ^ d=<day> <gap>? c=<time>", _said),
    ("MEAL on ^ d=<day> <gap>? c=<soft> +FREE -<quantity>", _said),
    (
        "d=<day> m=AMPM +FREE",
        lambda c: Said(c["d"], Window(480, 720, "am") if c["m"] == "am" else Window(720, 1020, "pm")),
    ),
    ("v=WEEKDAY <gap>? c=<time> p=<week>", _in_week),
    ("v=WEEKDAY at|@ c=<soft> p=<week>", _in_week),
    ("v=WEEKDAY w=<part> p=<week>", _in_week),
    ("v=WEEKDAY m=MEAL p=<week>", lambda c: Said(WeekdayIn(c["v"], c["p"]), window_of({"w": c["m"]}))),
    ("c=<time> <on>? the? d=<day>", _said),
    ("c=<time> <on>? the? d=<day> in? the? w=<part>", _said),
    ("c=<time> in|on? the|this? w=<part>", lambda c: Said(None, halved(c["c"], c["w"]))),
    ("c=<time> this w=<part>", _today_said()),
    ("@AT c=<soft> <on>? the? d=<day> -<label>", _said),
    ("@AT c=<soft> <on>? the? d=<day> in? the? w=<part>", _said),
    ("c=<soft> on|of d=<day>", lambda c: _said(c) if not _is_plain_hour(c["c"]) else None),
    ("from c=<soft> on|of d=<day>", _said),
    ("c=<soft_slot> <on>? d=<named_day>", _said),
    ("c=<soft_slot> <on>? d=<named_day> in? the? w=<part>", _said),
    ("c=<hundred>|<nought4> <on>? d=<named_day>", _said),
    ("c=<soft_clock> d=TODAY", lambda c: Said(Today(c["d"]), c["c"])),
    ("c=<soft_clock> d=TODAY w=<part>", lambda c: Said(Today(c["d"]), halved(c["c"], c["w"]))),
    ("in? the? w=<part> of|on|COMMA? the? d=<day>", _said),
    ("in? the? w=<part> of|on|COMMA? the? d=<day> <gap>? c=<time>", _said),
    ("in? the? w=<part> of|on|COMMA? the? d=<day> <gap>? c=<soft> +FREE -<quantity>", _said),
    ("c=<time>", _said),
    ("@LONEAT c=<soft> +FREE -<quantity>", lambda c: _lone(c)),
    ("in the ^ w=<part> <gap>? c=<time>", lambda c: Said(None, halved(c["c"], c["w"]))),
    ("in the ^ w=<part> at c=<soft> +FREE -<quantity>", lambda c: Said(None, halved(c["c"], c["w"]))),
    ("in the ^ w=<part> +FREE", lambda c: Said(None, c["w"])),
    ("p=PART in the w=DAYPART", lambda c: Said(None, window_of(c))),
    ("p=PART this w=DAYPART", lambda c: Said(Today(), window_of(c))),
    ("in ^ p=early|late|mid DASH? w=DAYPART", lambda c: Said(None, window_of(c))),
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
    ("last night <gap>? c=<time>", lambda c: Said(Today(-1), halved(c["c"], _LAST_NIGHT))),
    ("last night <gap>? c=<soft> +FREE -<quantity>", lambda c: Said(Today(-1), halved(c["c"], _LAST_NIGHT))),
    ("c=<time>|<soft_slot> last night", lambda c: Said(Today(-1), halved(c["c"], _LAST_NIGHT))),
    ("the? n=WORD|ORD v=WEEKDAY w=<part> of|in the? p=<period>", _nth_at),
    ("the? n=WORD|ORD v=WEEKDAY <gap>? c=<time> of|in the? p=<period>", _nth_at),
    ("later today", lambda c: Said(Today())),
    ("the next morning", lambda c: Said(Today(1), Window(480, 720, "am"))),
    ("s=<when_day_clock> z=<zone>", lambda c: _said({"d": c["s"].when, "c": c["s"].clock, "z": c["z"]})),
    ("d=<full_date> c=CLOCK y=DYEAR", lambda c: Said(_of_year(c["d"], c["y"]), clock_of(c))),
]

THROUGH: list[Row] = [
    ("from? a=<when_day_clock> to|DASH|until|till|til|through b=<when_day_clock>|<whole_day>", _through),
    ("from a=<whole_day> to|DASH|until|till|til|through b=<when_day_clock>", _through),
    ("between a=<when_day_clock> and b=<when_day_clock>", _through),
    ("between a=<when_day_clock> and c=<time>", _to_clock),
    ("from? now to|DASH|until|till|til b=<when_day_clock>|<whole_day>|<bare_clock>", _until),
    ("between now and b=<when_day_clock>|<bare_clock>", _until),
    ("from a=<time> to|DASH|until|till|til b=<when_day_clock>", _until),
    ("between a=<time> and b=<when_day_clock>", _until),
]

BARE_CLOCK: list[Row] = [("c=<time>", _said)]

# So long from a beginning.
STARTING: list[Row] = [
    ("from s=<when_day_clock>|<bare_clock> for a=<amount>", _starting),
    ("from s=<whole_day> for a=<amount>", _starting),
    ("from|starting|beginning at? c=<soft_clock> for a=<amount>", lambda c: StartingAt(Said(None, c["c"]), c["a"])),
    ("starting|beginning on|at|from? s=<when_day_clock>|<whole_day>|<bare_clock> for a=<amount>", _starting),
    ("d=<day> COMMA? from c=<time>|<soft_clock> for a=<amount>", lambda c: StartingAt(_said(c), c["a"])),
    ("d=<day> for a=<amount> from c=<time>|<soft_clock> +FREE", lambda c: StartingAt(_said(c), c["a"])),
    ("for a=<amount> COMMA? from c=<soft_clock> +FREE", lambda c: StartingAt(Said(None, c["c"]), c["a"])),
    ("for a=<amount> COMMA? from s=<when_day_clock>|<bare_clock>|<whole_day>", _starting),
    ("for? a=<amount> COMMA? starting|beginning on|at|from? s=<when_day_clock>|<bare_clock>|<whole_day>", _starting),
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
    ("w=WEEKDAY", weekday()),
    ("q=WHICH w=WEEKDAY", which_weekday),
]

LABEL: list[Row] = [("percent|people", anything)]


def _is_plain_hour(clock: Any) -> bool:
    """ "Three on Thursday" may count things; "three thirty on Thursday" does not."""
    return isinstance(clock, Clock) and clock.minute == 0


def _lone(c: Captures) -> Said | None:
    """A bare hour behind "at" alone, with no day: hours of office and evening only."""
    clock = c["c"]
    if isinstance(clock, Clock) and not 1 <= clock.hour <= 12 and not clock.minute:
        return None
    return Said(None, clock)


MENTION: list[Row] = [
    ("x=<vague>", kept("x")),
    ("x=<when>", kept("x")),
    ("x=<through>", kept("x")),
    ("x=<bound>", kept("x")),
    ("x=<instant>", kept("x")),
    ("x=<starting>", kept("x")),
    ("x=<set_at>", kept("x")),
    ("x=<occasion>", kept("x")),
    ("x=<duration>", kept("x")),
]

# "The 5th, 12th and 24th", "at ten or eleven": more of the same behind a mention.
MORE_DAYS: list[Row] = [
    ("COMMA|and|or|&|/ the? ^ n=ORD +FREE -<counted>", kept("n")),
    ("COMMA and|or|& the? ^ n=ORD +FREE -<counted>", kept("n")),
    ("COMMA|and|or|& the? ^ n=WORD +FREE -<counted>", lambda c: c["n"] if c["n"] > 3 else None),
    ("COMMA|and|or|& the? ^ n=WORD +<suits>|<would_suit>", kept("n")),
]
MORE_CLOCKS: list[Row] = [
    ("or|COMMA|/ AT? ^ c=<soft> +FREE -<quantity>", kept("c")),
    ("or|and|COMMA|/ AT? ^ c=<time>", kept("c")),
]


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
    ("on or before s=<when>", _bound("by")),
    ("on or after s=<when>", _bound("from")),
    ("d=<day> COMMA? any|anytime time? after s=<time>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> COMMA? any|anytime time? after s=<soft> +FREE", lambda c: Bound("after", Said(c["d"], c["s"]))),
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
    ("s=<when> or later|after -than", _bound("from")),
    ("s=<when> and later|onward|onwards|beyond", _bound("from")),
    ("s=<when> and after +MARK|END", _bound("from")),
    ("s=<when> onwards|onward", _bound("from")),
    ("s=<when> at the latest", _bound("by")),
    ("s=<when> or earlier|before +MARK|END", _bound("until")),
    ("d=<day> before s=<time>", lambda c: Bound("before", Said(c["d"], c["s"]))),
    ("d=<day> before s=<soft> +FREE", lambda c: Bound("before", Said(c["d"], c["s"]))),
    ("d=<day> later than s=<time>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> later than s=<soft> +FREE", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> after s=<time>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> after s=<soft> +FREE", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("d=<day> COMMA? from s=<time>|<soft> +FREE on|onwards?", lambda c: Bound("from", Said(c["d"], c["s"]))),
    (
        "d=<day> COMMA? no|not later than s=<time>|<soft> +FREE",
        lambda c: Bound("by", Said(c["d"], c["s"])),
    ),
    ("d=<day> by s=<time>", lambda c: Bound("by", Said(c["d"], c["s"]))),
    ("d=<day> by s=<soft> +FREE", lambda c: Bound("by", Said(c["d"], c["s"]))),
    ("d=<day> until|till s=<time>", lambda c: Bound("until", Said(c["d"], c["s"]))),
    ("d=<day> until|till s=<soft> +FREE", lambda c: Bound("until", Said(c["d"], c["s"]))),
    ("after s=<time>|<soft> on d=<day>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("before s=<time>|<soft> on d=<day>", lambda c: Bound("before", Said(c["d"], c["s"]))),
    ("after s=<time> d=<day>", lambda c: Bound("after", Said(c["d"], c["s"]))),
    ("within|inside the? next? a=<amount>", lambda c: _within(c["a"])),
    ("in under a=<amount>", lambda c: _within(c["a"])),
    ("in less than a=<amount>", lambda c: _within(c["a"])),
    ("in|over|during the next|coming a=<amount>", lambda c: None if c["a"].of_clock else Said(Ahead(c["a"]))),
    (
        "within a=<amount> of|from|after s=<day>",
        lambda c: Said(Shifted(c["a"], c["s"])) if not c["a"].of_clock else None,
    ),
]

# Occasions without a date of their own: "after the trade fair" is later, and nobody knows when (rule 5).
OCCASION: list[Row] = [
    (
        "after|before|following|until|till|til|by|since THE? BESIDE? BESIDE? OCCASION +FREE|and",
        lambda c: Vague("range"),
    ),
    ("until|till|til after|before THE? BESIDE? BESIDE? OCCASION +FREE", lambda c: Vague("range")),
    ("after|before|until|till|til THE? half DASH? term|year +FREE", lambda c: Vague("range")),
    ("until|till|til after THE? half DASH? term +FREE", lambda c: Vague("range")),
    ("after|before|until|till|til|by|since THE? go DASH? live +FREE", lambda c: Vague("range")),
    ("after|before|until|till|til|by|since THE? kick DASH? off +FREE", lambda c: Vague("range")),
    ("the? q=WHICH fiscal|financial|school|academic year", lambda c: Vague("range")),
]

LATE: list[Row] = [("d=<deadline>", kept("d"))]

FEAST_DAY: list[Row] = [("f=<feast>", lambda c: feast({"d": c["f"]}))]


def _within(by: Amount) -> Said | Instant:
    """A deadline: the day the time is up (READING, "Due dates")."""
    return Instant(by=by) if by.of_clock else Said(Shifted(by))


RULES: dict[str, list[Row]] = {
    "feast_day": FEAST_DAY,
    "late": LATE,
    "gap": GAP,
    "on": ON,
    "days": DAYS,
    "stretch": STRETCH,
    "when": WHEN,
    "when_day_clock": WHEN_DAY_CLOCK,
    "through": THROUGH,
    "whole_day": WHOLE_DAY,
    "named_day": NAMED_DAY,
    "label": LABEL,
    "bound": BOUND,
    "occasion": OCCASION,
    "starting": STARTING,
    "bare_clock": BARE_CLOCK,
    "mention": MENTION,
    "more_days": MORE_DAYS,
    "more_clocks": MORE_CLOCKS,
}
