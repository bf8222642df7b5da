"""English: clock times, slots, parts of the day, time zones."""

from dataclasses import replace

from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import Clock, ClockTime, Slot, Window, halved


def clock_of(c: Captures) -> Clock | None:
    """From hour, minutes or a (hour, minute, half) figure, and a half of the day."""
    if "c" in c:
        hour, minute, half = c["c"]
        if not isinstance(half, str):
            half = ""
    else:
        hour, minute, half = c["h"], c.get("n", 0), ""
    if not isinstance(hour, int) or hour > 24 or minute > 59:
        return None
    said = c.get("m", "")
    if said:
        half = said if 1 <= hour <= 12 else "24"
    if not half and not 1 <= hour <= 12:
        half = "24"
    return Clock(hour % 24, minute, half)


def _compact(c: Captures) -> Clock | None:
    """ "1140 a.m."."""
    hour, minute = divmod(c["h"], 100)
    return clock_of({**c, "h": hour, "n": minute}) if 1 <= hour <= 12 and minute < 60 else None


def _military(c: Captures) -> Clock | None:
    """ "0930", "1400 hours"."""
    hour, minute = divmod(c["h"], 100)
    return Clock(hour, minute, "24") if hour < 24 and minute < 60 else None


def _past(c: Captures) -> Clock | None:
    return _moved(c, c.get("n", 0))


def _to(c: Captures) -> Clock | None:
    return _moved(c, -c["n"])


def _moved(c: Captures, minutes: int) -> Clock | None:
    """Minutes past (or, negative, to) an hour, which may itself be "3pm" or "noon"."""
    clock = c["h"]
    if not isinstance(clock, Clock):
        if clock > 24:
            return None
        clock = Clock(clock % 24)
    if abs(minutes) > 59 or clock.minute:
        return None
    at = (clock.minutes() + minutes) % 1440
    if not clock.is_open:
        return Clock(at // 60, at % 60, "24", zone=clock.zone)
    # "Quarter to two": two is afternoon, so is the quarter before it, unless evening is said.
    return Clock(at // 60 % 12 or 12, at % 60, "pm?" if at >= 720 else "am?")


def _noon(c: Captures) -> Clock:
    return Clock(12, 0, "24")


def _midnight(c: Captures) -> Clock:
    return Clock(0, 0, "24")


def _in_part(c: Captures) -> ClockTime | None:
    clock = c["c"]
    part = c.get("w")
    return halved(clock, Window(*part) if isinstance(part, tuple) else part) if part else clock


def _zoned(c: Captures) -> ClockTime:
    clock: ClockTime = c["c"]
    return clock if c["z"] == "here" else replace(clock, zone=c["z"])


def _about(c: Captures) -> ClockTime:
    clock: ClockTime = c["c"]
    return replace(clock, about=True) if isinstance(clock, Clock) else clock


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
    ("half past h=<hour>|<plain_clock>", lambda c: _moved(c, 30)),
    ("half after h=<hour>", lambda c: _moved(c, 30)),
    ("halb h=GERMAN12", lambda c: _moved(c, -30)),
    ("a? quarter past|after h=<hour>|<plain_clock>", lambda c: _moved(c, 15)),
    ("a? quarter to|before|of|till|til h=<hour>|<plain_clock>", lambda c: _moved(c, -15)),
    ("n=D60|W60|W12|D12 past h=<hour>|<plain_clock>", _past),
    ("n=DNUM|WNUM minutes|min|minute|mins past|after h=<hour>|<plain_clock>", _past),
    ("n=DNUM|WNUM minutes|min|minute|mins to|before|till h=<hour>|<plain_clock>", _to),
]

# A clock time that is one wherever it stands, with its part of the day, its zone and its roughness.
TIME: list[Row] = [
    ("c=<clock>", kept("c")),
    ("c=<clock> in|at? the? w=DAYPART", _in_part),
    ("c=<soft_clock> in the w=DAYPART", _in_part),
    ("c=<soft_clock> at night", lambda c: halved(c["c"], Window(1200, 1440, "pm"))),
    ("c=<slot>|<soft_slot> in the w=DAYPART", _in_part),
    ("c=<slot>", kept("c")),
    ("c=<clock>|<slot> z=<zone>", _zoned),
    ("c=<soft_clock>|<soft_slot> z=<zone>", _zoned),
    ("!how|what around|about|approximately|roughly|circa|ca|~ c=<clock>", _about),
    (
        "!how|what around|about|approximately|roughly c=<clock>|<soft_clock> z=<zone>",
        lambda c: _zoned({**c, "c": _about(c)}),
    ),
    ("around|about|approximately|roughly|circa|ca|~ h=D12|W12 DASH? ish", lambda c: Clock(c["h"], about=True)),
    ("c=<clock> DASH? ish", _about),
    ("c=<clock> or so", _about),
    ("c=<clock> sharp|exactly|precisely", kept("c")),
    ("!a|an|and|the|one|by|first|second|last|other half h=W12|D12 +FREE -<quantity>", lambda c: _moved(c, 30)),
    ("h=W12 DASH? n=W60 +FREE -a|an|per|each -<quantity>", lambda c: clock_of(c) if c["n"] in {15, 30, 45} else None),
    ("h=W24 hundred hours", clock_of),
    ("h=MIL hours|hrs|h", _military),
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
    ("half h=W12|D12", lambda c: _moved(c, 30)),
    ("h=W24 hundred hours?", clock_of),
    ("@at|@|between|from|DASH|and|to h=MIL", _military),
    ("@AT n=W60|D60 to h=<hour>", lambda c: _to(c) if c["n"] in {10, 20, 25} else None),
    ("@AT n=W12 to h=<hour>", lambda c: _to(c) if c["n"] in {5, 10} else None),
    ("@AT n=W60|D60|W12 after h=<clock>", _past),
    ("n=W60|D60 after h=<hour>|<clock>", lambda c: _past(c) if c["n"] in {10, 20, 25} else None),
    ("@AT n=W60|D60|W12 to h=<clock>", lambda c: _to(c) if c["n"] in {5, 10, 20, 25} else None),
]


def _slot(c: Captures) -> Slot:
    return Slot(c["a"], c["b"])


def _between(c: Captures) -> Slot:
    return Slot(c["a"], c["b"], loose=True)


# At least one end is a clock time on its own.
SLOT: list[Row] = [
    ("from? a=<end> to|DASH|until|till|til|through b=<clock>", _slot),
    ("from? a=<clock> to|DASH|until|till|til|through b=<end>", _slot),
    ("between a=<end> and|DASH|to b=<clock>", _between),
    ("between a=<clock> and|DASH|to b=<end>", _between),
    ("from|between a=<figures4> to|DASH|and|until|till b=<figures4>", _slot),
    ("from a=<pair> to|until|till|til b=<pair>", _slot),
    ("between a=<pair> and b=<pair>", _between),
    ("from? a=<clock_in_part> to|DASH|until|till b=<end>", _slot),
    ("from? a=<clock> z=ZONE to|DASH b=<end>", _slot),
]

CLOCK_IN_PART: list[Row] = [("c=<soft_clock> in the w=DAYPART", _in_part)]

SOFT_SLOT: list[Row] = [
    ("from? a=<end> to|DASH|until|till|til|through b=<end>", _slot),
    ("between a=<end> and|DASH b=<end>", _between),
]

FIGURES4: list[Row] = [("h=MIL", _military)]

PAIR: list[Row] = [("h=W12 DASH? n=W60", clock_of)]

END: list[Row] = [("c=<clock>", kept("c")), ("c=<soft_clock>", kept("c"))]


def _minutes_to(c: Captures) -> Clock | None:
    """ "Ten to four" is ten minutes before; "ten to twelve" may be two hours, and stays a slot."""
    if c["n"] not in {5, 10}:
        return None
    begin, end = Slot(Clock(c["n"]), Clock(c["h"])).bounds()
    return _to(c) if end - begin > 180 else None


MINUTES_TO: list[Row] = [("n=W12 to h=W12", _minutes_to)]

# Needs a day beside it, or "at" before it.
SOFT: list[Row] = [
    ("c=<minutes_to>", kept("c")),
    ("c=<soft_clock>", kept("c")),
    ("c=<soft_slot>", kept("c")),
    ("!how|what around|about|approximately|roughly|circa|ca|~ c=<soft_clock>", _about),
    ("c=<soft_clock> or so", _about),
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


def window_of(c: Captures) -> Window:
    begin, end, half = c["w"]
    middle = (begin + end) // 2
    part = c.get("p")
    part = {"later": "late", "earlier": "early"}.get(part or "", part)
    if part == "early":
        end = middle if half == "pm" else begin + 120
    elif part == "late":
        begin = middle
    elif part == "mid":
        begin, end = begin + 60, end - 60
    return Window(begin, end, half)


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
    "clock_in_part": CLOCK_IN_PART,
    "slot": SLOT,
    "soft_slot": SOFT_SLOT,
    "end": END,
    "figures4": FIGURES4,
    "pair": PAIR,
    "minutes_to": MINUTES_TO,
    "soft": SOFT,
    "quantity": QUANTITY,
    "named_zone": NAMED_ZONE,
    "zone": ZONE,
    "part": PART_OF_DAY,
}
