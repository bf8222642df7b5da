"""One RRULE as text to what it says (RFC 5545 3.3.10)."""

import re
from dataclasses import dataclass, field

_FREQUENCIES = ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
_WEEKDAYS = {"MO": 0, "TU": 1, "WE": 2, "TH": 3, "FR": 4, "SA": 5, "SU": 6}
_RANGES = {
    "BYMONTH": (1, 12, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYSETPOS": (1, 366, True),
    "BYHOUR": (0, 23, False),
    "BYMINUTE": (0, 59, False),
    "BYSECOND": (0, 60, False),
}
_BYDAY = re.compile(r"([+-]?\d{1,2})?(MO|TU|WE|TH|FR|SA|SU)", re.ASCII)
_NUMBER = re.compile(r"[+-]?\d{1,4}", re.ASCII)


class BadRule(ValueError):
    """A rule that says nothing we can follow; the message says which part."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One RRULE. `until` is as written; `by` holds the BYxxx lists, `days` BYDAY as (ordinal or 0, weekday)."""

    frequency: str
    interval: int = 1
    count: int | None = None
    until: str = ""
    week_start: int = 0
    days: tuple[tuple[int, int], ...] = ()
    by: dict[str, tuple[int, ...]] = field(default_factory=dict)


def read_rule(text: str) -> Rule:
    """The rule in `text` ("FREQ=WEEKLY;BYDAY=MO"). Raises `BadRule`."""
    parts: dict[str, str] = {}
    for part in text.upper().replace(" ", "").split(";")[:30]:
        name, _, value = part.partition("=")
        parts.setdefault(name, value)
    if parts.get("RSCALE", "GREGORIAN") != "GREGORIAN":
        raise BadRule(f"it counts by the calendar {parts['RSCALE'][:20]!r}")
    frequency = parts.get("FREQ", "")
    if frequency not in _FREQUENCIES:
        raise BadRule(f'it repeats "{frequency[:20]}"' if frequency else "it does not say how often it repeats")
    count = _number("COUNT", parts["COUNT"]) if "COUNT" in parts else None
    if count is not None and count < 1:
        raise BadRule(f"it repeats {count} times")
    return Rule(
        frequency=frequency,
        interval=max(1, _number("INTERVAL", parts.get("INTERVAL") or "1")),
        count=count,
        until=parts.get("UNTIL", ""),
        week_start=_WEEKDAYS.get(parts.get("WKST", "MO"), 0),
        days=_days(parts.get("BYDAY", ""), plain=frequency not in {"YEARLY", "MONTHLY"} or "BYWEEKNO" in parts),
        by={name: _list(name, parts[name]) for name in _RANGES if parts.get(name)},
    )


def _number(name: str, value: str) -> int:
    if not re.fullmatch(r"[+-]?\d{1,12}", value, re.ASCII):
        raise BadRule(f"{name} is {value[:20]!r}")
    return int(value)


def _list(name: str, value: str) -> tuple[int, ...]:
    low, high, negative = _RANGES[name]
    numbers: list[int] = []
    for part in value.split(",")[:400]:
        number = int(part) if _NUMBER.fullmatch(part) else None
        if number is None or not (low <= number <= high or (negative and low <= -number <= high)):
            raise BadRule(f"{name} is {part[:20]!r}")
        numbers.append(number)
    return tuple(dict.fromkeys(numbers))


def _days(value: str, *, plain: bool) -> tuple[tuple[int, int], ...]:
    days: list[tuple[int, int]] = []
    for part in value.split(",")[:400] if value else ():
        found = _BYDAY.fullmatch(part)
        if found is None:
            raise BadRule(f"BYDAY is {part[:20]!r}")
        days.append((0 if plain else int(found[1] or 0), _WEEKDAYS[found[2]]))
    return tuple(dict.fromkeys(days))
