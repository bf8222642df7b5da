"""The wall clock a series hangs beside: its times are told on it, so that ten stays ten through the year."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, tzinfo

from foothold.connectors.calendar.times import in_zone
from foothold.core.calendar_entries import Entry


@dataclass(frozen=True, slots=True)
class Wall:
    """How a series' times are told: in the zone `zone`, as days where `of_days`, without a zone where `floating`."""

    zone: tzinfo
    of_days: bool
    floating: bool

    def of(self, at: datetime | date) -> datetime:
        """The naive time on this wall."""
        if not isinstance(at, datetime):
            return datetime.combine(at, time())
        if self.of_days and (at.tzinfo is not UTC or at.time() == time()):
            # The midnight of a day is written in a zone or in UTC, and means the day that stands there.
            return datetime.combine(at.date(), time())
        wall = at if at.tzinfo is None else at.astimezone(self.zone).replace(tzinfo=None)
        return datetime.combine(wall.date(), time()) if self.of_days else wall.replace(fold=0)

    def aware(self, wall: datetime) -> datetime:
        """The moment `wall` names; one the clock skips moves forward."""
        return in_zone(wall, self.zone)

    def name(self, wall: datetime) -> str:
        """`wall` as `Entry.recurrence_id` writes it for this series."""
        if self.of_days:
            return wall.date().isoformat()
        return wall.isoformat() if self.floating else self.aware(wall).isoformat()


def wall_of(entry: Entry, reader: tzinfo) -> Wall:
    """The wall that hangs beside `entry`'s start; the `reader`'s own for days and floating times."""
    start = entry.start
    zone = start.tzinfo if isinstance(start, datetime) and start.tzinfo else reader
    return Wall(zone, of_days=entry.all_day, floating=entry.floating)
