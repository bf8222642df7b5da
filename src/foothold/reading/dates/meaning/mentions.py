"""What one mention can mean."""

from dataclasses import dataclass
from datetime import datetime

from foothold.reading.dates.meaning.base import Amount, When
from foothold.reading.dates.meaning.clock import ClockTime


@dataclass(frozen=True, slots=True)
class Said:
    """A day or period, a clock time, or both."""

    when: When | None = None
    clock: ClockTime | None = None


@dataclass(frozen=True, slots=True)
class Through:
    """From one moment to another, at least one with a clock time: "Monday at ten to Tuesday noon"."""

    first: Said
    last: Said


@dataclass(frozen=True, slots=True)
class Instant:
    """A moment as written with date, time and offset, or an amount of clock time from now."""

    at: datetime | None = None
    by: Amount | None = None
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Bound:
    """Before, after, until, since or from something: one end only (rule 5)."""

    side: str
    said: "Said | Instant"


@dataclass(frozen=True, slots=True)
class Vague:
    """A time that names no day: "in a couple of weeks" (rule 5)."""

    kind: str = "point"


@dataclass(frozen=True, slots=True)
class Lasting:
    """A duration."""

    grain: str


@dataclass(frozen=True, slots=True)
class Repeated:
    """A set: every Tuesday, weekly."""

    grain: str


Meaning = Said | Through | Instant | Bound | Vague | Lasting | Repeated
