"""What the reading of dates hands out: a mention in the text and what it means (DESIGN 5, `--dates`)."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words about time and what they resolve to (READING, "Dates and times").

    `text == given[span[0]:span[1]]`, code points. `kind` is point, range, duration or set.
    `start` and `end` are aware datetimes when a clock time is known, else dates. `end` is the last
    day of a range of days (inclusive), the end of a slot, None for a point; "before X" has an end
    only, "after X" a start only; a duration, a set and a vague time have neither.
    `grain` is minute (a clock time as said), hour (a stretch of the clock, or about three), day,
    week, month, quarter, year or vague.
    """

    text: str
    span: tuple[int, int]
    kind: str
    start: date | datetime | None
    end: date | datetime | None
    grain: str


def to_json(mention: DateMention) -> dict[str, Any]:
    """The object of DESIGN 5 `--dates`: times ISO with offset, days as dates."""
    return {
        "text": mention.text,
        "span": list(mention.span),
        "kind": mention.kind,
        "start": mention.start.isoformat() if mention.start else None,
        "end": mention.end.isoformat() if mention.end else None,
        "grain": mention.grain,
    }
