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
class Rolling:
    """From now so long on the clock ("the next hour"), or for sign -1 until now ("the last 20 minutes")."""

    by: Amount
    sign: int = 1


@dataclass(frozen=True, slots=True)
class UntilThen:
    """From now, or from a clock time today, to a moment: "between now and five", "from 2 pm till tomorrow noon"."""

    last: "Said"
    first: ClockTime | None = None


@dataclass(frozen=True, slots=True)
class StartingAt:
    """So long from a beginning: "from 2 pm for two hours", "3 days starting Monday"."""

    first: "Said"
    by: Amount


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
    """A set: every Tuesday, weekly. `unit` is that of an Amount; its grain is the nearest in GRAINS."""

    unit: str

    @property
    def grain(self) -> str:
        """What recurs, as a grain: a fortnight counts as weeks, a working day as a day."""
        return {"fortnight": "week", "weekend": "week", "working week": "week", "working day": "day"}.get(
            self.unit, self.unit
        )


Meaning = Said | Through | Instant | Rolling | UntilThen | StartingAt | Bound | Vague | Lasting | Repeated
