"""German: clock times, slots, parts of the day."""

from typing import Any

from foothold.reading.dates.builders import about, between, clock_of, in_part, military, moved, slot, zoned
from foothold.reading.dates.german.words import MORNING
from foothold.reading.dates.grammar import Captures, Row, anything, kept
from foothold.reading.dates.meaning import Clock, Window


def _half_to(minutes: int) -> Any:
    """ "Halb drei" is half past two; "fünf vor halb drei" five minutes less."""
    return lambda c: moved(c, minutes - 30)


def _near_half(sign: int) -> Any:
    def build(c: Captures) -> Clock | None:
        return moved(c, sign * c["n"] - 30) if c["n"] <= 10 else None

    return build


def part_of(c: Captures) -> Window:
    """A part of the day; "früh" and "Morgen" are the morning."""
    begin, end, half = c.get("w") or MORNING
    if c.get("p") == "early":
        end = begin + 120 if half == "am" else (begin + end) // 2
    elif c.get("p") == "late":
        begin = (begin + end) // 2
    return Window(begin, end, half)


_MINUTES = frozenset({5, 10, 20, 25})

HOUR: list[Row] = [("h=D24|W24", kept("h"))]

# Clock times wherever they stand.
CLOCK: list[Row] = [
    ("h=D24|W24 UHR", clock_of),
    ("h=D24|W24 UHR n=D60|W60", clock_of),
    ("c=CLOCK UHR?", clock_of),
    ("c=DOTCLOCK UHR", clock_of),
    ("h=MIL UHR", military),
    ("halb h=D12|W12 UHR?", _half_to(0)),
    ("n=W12|D12 vor halb h=D12|W12", _near_half(-1)),
    ("n=W12|D12 nach halb h=D12|W12", _near_half(1)),
    ("dreiviertel h=D12|W12", lambda c: moved(c, -15)),
    ("viertel nach h=D12|W12", lambda c: moved(c, 15)),
    ("viertel vor h=D12|W12", lambda c: moved(c, -15)),
    ("n=WNUM|DNUM minuten? nach h=D12|W12 -UNIT", lambda c: moved(c, c["n"]) if c["n"] in _MINUTES else None),
    ("n=WNUM|DNUM minuten? vor h=D12|W12 -UNIT", lambda c: moved(c, -c["n"]) if c["n"] in _MINUTES else None),
    ("mitternacht", lambda c: Clock(0, 0, "24")),
    ("h=HOURS", lambda c: Clock(c["h"], half="24") if c["h"] in range(1, 24) else None),
]

# "Viertel drei" is a quarter past two; beside "um" or a day only, for a quarter is also a share.
SOFT_CLOCK: list[Row] = [
    ("h=D24|W24", clock_of),
    ("c=DOTCLOCK", clock_of),
    ("viertel h=D12|W12", lambda c: moved(c, -45)),
    ("c=<clock>", kept("c")),
]

TIME: list[Row] = [
    ("c=<clock>", kept("c")),
    ("c=<slot>", kept("c")),
    ("um ^ c=<soft_clock> +FREE", kept("c")),
    ("um ^ c=<soft_clock> w=PARTS", in_part),
    ("um ^ c=<soft_clock> in der früh", lambda c: in_part({**c, "w": MORNING})),
    ("@um|UHR|AT viertel h=D12|W12 +FREE", lambda c: moved(c, -45)),
    ("c=<clock> w=PARTS", in_part),
    ("c=<slot> w=PARTS", in_part),
    ("c=<clock> am w=PART|NOUNMORNING", in_part),
    ("ABOUT c=<clock>", about),
    ("ABOUT h=D24|W24 +FREE", lambda c: about({"c": clock_of(c)})),
    ("so? gegen h=D24|W24 +FREE", lambda c: about({"c": clock_of(c)})),
    ("c=<clock>|<slot> z=<zone>", zoned),
    ("um ^ c=<clock> rum|herum", about),
]

END: list[Row] = [("c=<clock>", kept("c")), ("c=<soft_clock>", kept("c"))]

SLOT: list[Row] = [
    ("von? a=<end> bis|DASH b=<clock>", slot),
    ("von? a=<clock> bis|DASH b=<end> +FREE", slot),
    ("zwischen a=<end> und|DASH b=<clock>", between),
    ("zwischen a=<end> und b=<clock> UHR", between),
    ("von um? a=<soft_clock> bis b=<soft_clock> +FREE", slot),
]

ZONE: list[Row] = [
    ("z=ZONE", kept("z")),
    ("( z=ZONE )", kept("z")),
    ("z=PLACE zeit", kept("z")),
    ("ihrer|eurer|unserer|deiner zeit", lambda c: "here"),
]

PART_SAID: list[Row] = [
    ("w=PART", part_of),
    ("w=PARTS", part_of),
    ("w=EARLY|NOUNMORNING", part_of),
    ("am? frühen|früher w=PART", lambda c: part_of({**c, "p": "early"})),
    ("am? späten|später w=PART", lambda c: part_of({**c, "p": "late"})),
    ("am w=PART|NOUNMORNING", part_of),
    ("am morgen", part_of),
    ("in der früh", part_of),
]

GAP: list[Row] = [
    ("COMMA|DASH FILLER? um?", anything),
    ("FILLER FILLER? um?", anything),
    ("um", anything),
    (". COMMA? um?", anything),
]


RULES: dict[str, list[Row]] = {
    "hour": HOUR,
    "clock": CLOCK,
    "soft_clock": SOFT_CLOCK,
    "time": TIME,
    "end": END,
    "slot": SLOT,
    "zone": ZONE,
    "part": PART_SAID,
    "gap": GAP,
}
