"""When an entry begins and ends for its reader: aware times out of days and floating ones."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from foothold.connectors.calendar.times import EARLIEST_YEAR, LATEST_YEAR, in_zone
from foothold.core.calendar_entries import Entry


@dataclass(frozen=True, slots=True)
class Window:
    """The time asked about, both ends included, and the zone of who asks."""

    since: datetime
    until: datetime
    tz: ZoneInfo

    def shows(self, begins: datetime, stood: datetime | None = None) -> bool:
        """Whether a meeting stands within the window, or stood there before it was moved."""
        return self.since <= begins <= self.until or (stood is not None and self.since <= stood <= self.until)

    def aware(self, at: datetime | date) -> datetime | None:
        """`at` as a moment: a day begins at midnight. None at the ends of the calendar."""
        if not EARLIEST_YEAR <= at.year <= LATEST_YEAR:
            return None
        if not isinstance(at, datetime):
            return in_zone(datetime(at.year, at.month, at.day), self.tz)  # noqa: DTZ001
        return at if at.tzinfo else in_zone(at, self.tz)

    def begins(self, entry: Entry) -> datetime | None:
        """The start of `entry`, None where it has none that can be believed."""
        return None if entry.start is None else self.aware(entry.start)

    def ends(self, entry: Entry, begins: datetime) -> datetime:
        """The end of `entry`; a day later for a day that ends before it begins, `begins` where unknown."""
        end = self.aware(entry.end) if entry.end is not None else None
        if end is not None and end > begins:
            return end
        return after(begins, timedelta(days=1)) if entry.all_day else begins


def length_of(entry: Entry) -> timedelta:
    """From start to end on the wall clock; a day for a day, nothing where the end is unknown."""
    start, end = entry.start, entry.end
    if start is None or end is None:
        return timedelta(days=1) if entry.all_day else timedelta(0)
    if isinstance(start, datetime) and isinstance(end, datetime):
        if start.tzinfo and end.tzinfo:
            end = end.astimezone(start.tzinfo)
        return max(end.replace(tzinfo=None) - start.replace(tzinfo=None), timedelta(0))
    return max(end - start, timedelta(days=1))


def after(begins: datetime, length: timedelta) -> datetime:
    """`length` later on the wall clock of `begins`' zone; `begins` where that leaves the calendar."""
    wall = begins.replace(tzinfo=None)
    if wall.year > LATEST_YEAR - 100 or length > timedelta(days=365 * 99):
        return begins
    end = in_zone(wall + length, begins.tzinfo) if begins.tzinfo else wall + length
    # In the night the clock goes back a short meeting may end before it began.
    return end if end > begins else begins + length
