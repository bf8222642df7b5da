"""A day and a time a customer typed, on his own clock."""

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo


class BadTime(ValueError):
    """What was typed is no day, no time, or a time the clocks skip that night."""


def time_typed(day: str, clock: str, zone: ZoneInfo) -> datetime:
    """The moment meant, aware. Of the hour shown twice in autumn the first is meant.

    Raises BadTime, also for the hour that is left out in spring.
    """
    try:
        at = time.fromisoformat(clock.strip())
        written = datetime.combine(date.fromisoformat(day.strip()), at, tzinfo=zone)
        if at.tzinfo is not None or written.replace(tzinfo=None) != written.astimezone(UTC).astimezone(zone).replace(
            tzinfo=None
        ):
            raise BadTime(f"{day} {clock}")
    except (ValueError, OverflowError) as error:
        raise BadTime(f"{day} {clock}") from error
    return written
