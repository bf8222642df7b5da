"""English: clock times, slots, parts of the day, time zones."""

from foothold.reading.dates.builders import (
    about,
    between,
    clock_of,
    in_part,
    military,
    minutes_past,
    minutes_to,
    moved,
    slot,
    window_of,
    zoned,
)
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import Clock, ClockTime, Slot, Window, halved


def _compact(c: Captures) -> Clock | None:
    """ "1140 a.m."."""
    hour, minute = divmod(c["h"], 100)
    return clock_of({**c, "h": hour, "n": minute}) if 1 <= hour <= 12 and minute < 60 else None


def _noon(c: Captures) -> Clock:
    return Clock(12, 0, "24")


def _midnight(c: Captures) -> Clock:
    return Clock(0, 0, "24")


HOUR: list[Row] = [("h=D24|W24", kept("h"))]

PLAIN_CLOCK: list[Row] = [
    ("c=CLOCK m=AMPM?", clock_of),
    ("c=DOTCLOCK m=AMPM", clock_of),
    ("h=D24|W24 m=AMPM", clock_of),
    ("h=D24|W24 DASH m=AMPM", clock_of),
    ("h=D24|W24 in the m=AMPM", clock_of),
    ("h=W12 a m", lambda c: clock_of({**c, "m": "am"})),
    ("h=W12 n=W60 a m", lambda c: clock_of({**c, "m": "am"})),
    ("h=W12 p m", lambda c: clock_of({**c, "m": "pm"})),
    ("h=W12 n=W60 p m", lambda c: clock_of({**c, "m": "pm"})),
    ("h=HHMM m=AMPM", _compact),
    ("h=W12|D12 n=W60|D60 m=AMPM", clock_of),
    ("h=D24|W24 o'clock|oclock m=AMPM?", clock_of),
    ("h=W12|D12 n=W60|D60 o'clock|oclock", clock_of),
    ("noon|midday|noonish", _noon),
    ("h=D12|W12 noon|midday", lambda c: _noon(c) if c["h"] == 12 else None),
    ("midnight", _midnight),
    ("h=D12|W12 midnight", lambda c: _midnight(c) if c["h"] == 12 else None),
]

CLOCK: list[Row] = [
    ("c=<plain_clock>", kept("c")),
    ("half past h=<hour>|<plain_clock>", lambda c: moved(c, 30)),
    ("half after h=<hour>", lambda c: moved(c, 30)),
    ("halb h=GERMAN12", lambda c: moved(c, -30)),
    ("a? quarter past|after h=<hour>|<plain_clock>", lambda c: moved(c, 15)),
    ("a? quarter to|before|of|till|til h=<hour>|<plain_clock>", lambda c: moved(c, -15)),
    ("n=D60|W60|W12|D12 past h=<hour>|<plain_clock>", minutes_past),
    ("n=DNUM|WNUM minutes|min|minute|mins past|after h=<hour>|<plain_clock>", minutes_past),
    ("n=DNUM|WNUM minutes|min|minute|mins to|before|till h=<hour>|<plain_clock>", minutes_to),
]

# A clock time that is one wherever it stands, with its part of the day, its zone and its roughness.
TIME: list[Row] = [
    ("c=<clock>", kept("c")),
    ("c=<clock> in|at? the? w=DAYPART", in_part),
    ("c=<soft_clock> in the w=DAYPART", in_part),
    ("c=<soft_clock> at night", lambda c: halved(c["c"], Window(1200, 1440, "pm"))),
    ("c=<slot>|<soft_slot> in the w=DAYPART", in_part),
    ("c=<slot>", kept("c")),
    ("c=<clock>|<slot> z=<zone>", zoned),
    ("c=<soft_clock>|<soft_slot> z=<zone>", zoned),
    ("c=<clock>|<slot> z=PLACE +MARK|END|/|on|and|or|for", zoned),
    ("!how|what around|about|approximately|roughly|circa|ca|~ c=<clock>", about),
    (
        "!how|what around|about|approximately|roughly c=<clock>|<soft_clock> z=<zone>",
        lambda c: zoned({**c, "c": about(c)}),
    ),
    ("around|about|approximately|roughly|circa|ca|~ h=D12|W12 DASH? ish", lambda c: Clock(c["h"], about=True)),
    ("c=<clock> DASH? ish", about),
    ("c=<clock> or so", about),
    ("c=<clock> sharp|exactly|precisely", kept("c")),
    ("!a|an|and|the|one|by|first|second|last|other half h=W12|D12 +FREE -<quantity>", lambda c: moved(c, 30)),
    ("h=W12 DASH? n=W60 +FREE -a|an|per|each -<quantity>", lambda c: clock_of(c) if c["n"] in {15, 30, 45} else None),
    ("h=W24 hundred hours", clock_of),
    ("c=<leading_nought> +FREE -<quantity>", kept("c")),
    ("h=MIL hours|hrs|h", military),
    ("h=HOURS +FREE -of", lambda c: Clock(c["h"], half="24") if c["h"] in range(13, 24) else None),
    ("h=D12|W12 DASH? ish", lambda c: Clock(c["h"], about=True)),
]

SOFT_CLOCK: list[Row] = [
    ("h=D24|W24", clock_of),
    ("c=DOTCLOCK", clock_of),
    ("h=HOURS", lambda c: Clock(c["h"], half="24") if isinstance(c["h"], int) and c["h"] < 24 else None),
    ("h=W24 DASH? n=W60", clock_of),
    ("h=D12 n=D60", clock_of),
    ("h=W12|D12 oh|o|zero n=W12|D12", lambda c: clock_of(c) if c["n"] < 10 else None),
    ("half h=W12|D12", lambda c: moved(c, 30)),
    ("h=W24 hundred hours?", clock_of),
    ("@at|@|between|from|DASH|and|to h=MIL", military),
    # "From ten to eleven" is an hour, "at ten to eleven" a moment.
    ("@AT !from n=W60 to h=<hour>", lambda c: minutes_to(c) if c["n"] in {10, 20, 25} else None),
    ("@AT !from n=D60 to h=<hour>", lambda c: _figures_to(c)),
    ("@AT !from n=W12 to h=<hour>", lambda c: minutes_to(c) if c["n"] in {5, 10} else None),
    ("@from n=twenty to h=W12", lambda c: minutes_to({"n": 20, "h": c["h"]})),
    ("c=<leading_nought>", kept("c")),
    ("@AT n=W60|D60|W12 after h=<clock>", minutes_past),
    ("n=W60|D60 after h=<hour>|<clock>", lambda c: minutes_past(c) if c["n"] in {10, 20, 25} else None),
    ("@AT n=W60|D60|W12 to h=<clock>", lambda c: minutes_to(c) if c["n"] in {5, 10, 20, 25} else None),
]


HUNDRED: list[Row] = [("h=W24 hundred hours?", lambda c: Clock(c["h"], half="24") if 13 <= c["h"] < 24 else None)]

# "Oh nine hundred", "zero eight thirty".
LEADING_NOUGHT: list[Row] = [
    ("oh|o|zero h=W12 hundred hours?", lambda c: clock_of({**c, "m": "24"})),
    ("oh|o|zero h=W12 n=W60", lambda c: clock_of({**c, "m": "24"})),
    ("oh|o|zero h=W12 oh|o|zero n=W12", lambda c: clock_of({**c, "m": "24"}) if c["n"] < 10 else None),
]

# At least one end is a clock time on its own.
SLOT: list[Row] = [
    ("from? a=<end> to|DASH|until|till|til|through b=<clock>", slot),
    ("from? a=<clock> to|DASH|until|till|til|through b=<end>", slot),
    ("between a=<end> and|DASH|to b=<clock>", between),
    ("between a=<clock> and|DASH|to b=<end>", between),
    ("from|between a=<figures4> to|DASH|and|until|till b=<figures4>", slot),
    ("from a=<pair> to|until|till|til b=<pair>", slot),
    ("between a=<pair> and b=<pair>", between),
    ("from? a=<clock_in_part> to|DASH|until|till b=<end>", slot),
    ("from? a=<clock> z=ZONE to|DASH b=<end>", slot),
]

CLOCK_IN_PART: list[Row] = [("c=<soft_clock> in the w=DAYPART", in_part)]

SOFT_SLOT: list[Row] = [
    ("from? a=<end> to|DASH|until|till|til|through b=<end>", slot),
    ("between a=<end> and|DASH b=<end>", between),
]

FIGURES4: list[Row] = [("h=MIL", military)]

# "1500 on Thursday" may count, "0900 on Thursday" does not.
NOUGHT4: list[Row] = [("h=MIL", lambda c: military(c) if c["h"] < 1000 else None)]

PAIR: list[Row] = [("h=W12 DASH? n=W60", clock_of)]

END: list[Row] = [("c=<clock>", kept("c")), ("c=<soft_clock>", kept("c"))]


def _figures_to(c: Captures) -> ClockTime | None:
    """ "At 20 to 4" is a moment; "at 10 to 11", in figures, is rather an hour."""
    return minutes_to(c) if c["n"] in {10, 20, 25} and not 0 < c["h"] - c["n"] < 3 else None


def _minutes_to(c: Captures) -> Clock | None:
    """ "Ten to four" is ten minutes before, and so is "ten to eleven" unless "from" stands before it."""
    return minutes_to(c) if c["n"] in {5, 10} else None


def _minutes_to_behind_a_day(c: Captures) -> Clock | None:
    """ "Monday ten to twelve" is rather two hours."""
    begin, end = Slot(Clock(c["n"]), Clock(c["h"])).bounds()
    return _minutes_to(c) if end - begin > 180 else None


MINUTES_TO: list[Row] = [
    ("!from|WEEKDAY|TODAY|ORD|WORD|MONTH|COMMA n=W12 to h=W12", _minutes_to),
    ("@WEEKDAY|TODAY|ORD|WORD|MONTH|COMMA n=W12 to h=W12", _minutes_to_behind_a_day),
]

# Needs a day beside it, or "at" before it.
SOFT: list[Row] = [
    ("c=<minutes_to>", kept("c")),
    ("c=<soft_clock>", kept("c")),
    ("c=<soft_slot>", kept("c")),
    ("!how|what around|about|approximately|roughly|circa|ca|~ c=<soft_clock>", about),
    ("c=<soft_clock> or so", about),
    ("c=<soft_clock> sharp", kept("c")),
]

# What makes the number before it a quantity: "ten to fifteen percent", "two or three of".
QUANTITY: list[Row] = [
    ("and|or|COMMA DNUM|WNUM MONTH|of", anything),
    ("to|or|DASH|and DNUM|WNUM|DECIMAL -FREE", anything),
    ("or so UNIT", anything),
    ("DNUM|WNUM|UNIT", anything),
    ("in DNUM|WNUM -UNIT", anything),
    ("DAYPART -FREE", anything),
    ("night|nights", anything),
    ("WEEKDAY NAMED", anything),
    ("point|percent|times|of|end", anything),
    ("and a half|third|quarter", anything),
    ("to one", anything),
]

NAMED_ZONE: list[Row] = [
    ("z=ZONE time?", kept("z")),
    ("us? z=REGION standard|daylight|summer? time|timezone?", kept("z")),
    ("z=PLACE time", kept("z")),
    ("central european standard|summer? time", lambda c: "Europe/Berlin"),
    ("new york time?", lambda c: "America/New_York"),
    ("los angeles time?", lambda c: "America/Los_Angeles"),
    ("san francisco time?", lambda c: "America/Los_Angeles"),
    ("hong kong time?", lambda c: "Asia/Hong_Kong"),
    ("your|my|our|local|their time", lambda c: "here"),
]

ZONE: list[Row] = [
    ("z=<named_zone>", kept("z")),
    ("( z=<named_zone> )", kept("z")),
    ("( z=PLACE )", kept("z")),
    ("COMMA your|my|our|local time", lambda c: "here"),
]


PART_OF_DAY: list[Row] = [
    ("w=DAYPART", window_of),
    ("p=PART DASH? w=DAYPART", window_of),
    ("p=PART in the w=DAYPART", window_of),
    ("first thing", lambda c: Window(480, 540, "am")),
    ("first thing in the morning", lambda c: Window(480, 540, "am")),
    ("after lunch", lambda c: Window(780, 1020, "pm")),
    ("before lunch", lambda c: Window(660, 720, "am")),
    ("midmorning", lambda c: Window(540, 660, "am")),
    ("midafternoon", lambda c: Window(840, 960, "pm")),
]


RULES: dict[str, list[Row]] = {
    "hour": HOUR,
    "plain_clock": PLAIN_CLOCK,
    "clock": CLOCK,
    "time": TIME,
    "soft_clock": SOFT_CLOCK,
    "hundred": HUNDRED,
    "leading_nought": LEADING_NOUGHT,
    "clock_in_part": CLOCK_IN_PART,
    "slot": SLOT,
    "soft_slot": SOFT_SLOT,
    "end": END,
    "figures4": FIGURES4,
    "nought4": NOUGHT4,
    "pair": PAIR,
    "minutes_to": MINUTES_TO,
    "soft": SOFT,
    "quantity": QUANTITY,
    "named_zone": NAMED_ZONE,
    "zone": ZONE,
    "part": PART_OF_DAY,
}
