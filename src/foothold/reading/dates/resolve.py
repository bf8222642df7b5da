"""From what was meant to when it is: nodes to start, end and grain (READING, "Dates and times")."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta, tzinfo

from foothold.reading.dates.meaning import (
    Amount,
    Bound,
    Clock,
    ClockTime,
    Instant,
    Lasting,
    Meaning,
    Moment,
    Period,
    Rolling,
    Said,
    Slot,
    StartingAt,
    Stretch,
    Through,
    Today,
    UntilThen,
    Vague,
    stretch_of,
)
from foothold.reading.dates.zones import zone_named

Ends = tuple[str, date | datetime | None, date | datetime | None, str]
"""kind, start, end, grain"""

_ONE = timedelta(days=1)


def resolve(meaning: Meaning, at: Moment) -> Ends:
    """Kind, start, end and grain. ValueError or OverflowError where the calendar has no such time."""
    if isinstance(meaning, Said):
        return _said(meaning, at)
    if isinstance(meaning, Through):
        return _through(meaning, at)
    if isinstance(meaning, Instant):
        return _instant(meaning, at)
    if isinstance(meaning, Bound):
        return _bound(meaning, at)
    if isinstance(meaning, Rolling):
        return _rolling(meaning, at)
    if isinstance(meaning, UntilThen):
        return _until_then(meaning, at)
    if isinstance(meaning, StartingAt):
        return _starting(meaning, at)
    if isinstance(meaning, Vague):
        return meaning.kind, None, None, "vague"
    if isinstance(meaning, Lasting):
        return "duration", None, None, meaning.grain
    return "set", None, None, meaning.grain


def _said(said: Said, at: Moment) -> Ends:
    if said.clock is None:
        stretch = stretch_of(said.when or Today(), at)
        if isinstance(said.when, Period):
            return "range", stretch.first, stretch.last, stretch.grain
        return "point", stretch.first, None, "day"
    begin, end, grain = _clock_bounds(said.clock)
    tz = _zone(said.clock, at)
    if said.when is None:
        start = _next_at(begin, tz, at)
    else:
        stretch = stretch_of(said.when, at)
        start = _at(stretch.first, begin, tz)
        if stretch.last > stretch.first:
            return _clock_in_period(stretch, begin, end, grain, tz)
    if end is None:
        return "point", start, None, grain
    return "range", start, _plus(start, end - begin, tz), grain


def _clock_in_period(stretch: Stretch, begin: int, end: int | None, grain: str, tz: tzinfo) -> Ends:
    """ "Next week at ten", "12 and 13 March, 9 to 5": from the first day's time to the last day's."""
    finish = _at(stretch.last, end if end is not None else begin, tz)
    return "range", _at(stretch.first, begin, tz), finish, "hour" if grain == "minute" else grain


def _clock_bounds(clock: ClockTime) -> tuple[int, int | None, str]:
    if isinstance(clock, Clock):
        return clock.minutes(), None, "hour" if clock.about else "minute"
    if isinstance(clock, Slot):
        begin, end = clock.bounds()
        return begin, end, "hour" if clock.loose else "minute"
    return clock.begin, clock.end, "hour"


def _through(through: Through, at: Moment) -> Ends:
    _, start, _, grain = _said(through.first, at)
    _, begin, end, other = _said(through.last, at)
    last = end or begin
    if start is None or last is None or _day(last) < _day(start):
        raise ValueError("ends before it begins")
    return "range", start, last, grain if grain == other else "hour"


def _rolling(rolling: Rolling, at: Moment) -> Ends:
    _, there, _, grain = _instant(Instant(by=rolling.by, sign=rolling.sign), at)
    here = at.now.replace(second=0, microsecond=0)
    return ("range", here, there, grain) if rolling.sign > 0 else ("range", there, here, grain)


def _until_then(until: UntilThen, at: Moment) -> Ends:
    _, begin, end, grain = _said(until.last, at)
    last = end or begin
    start: date | datetime = at.now.replace(second=0, microsecond=0)
    if until.first is not None:
        start = _at(at.today, _clock_bounds(until.first)[0], _zone(until.first, at))
    elif not isinstance(last, datetime):
        start = at.today
    if last is None or _day(last) < _day(start):
        raise ValueError("ends before it begins")
    return "range", start, last, grain


def _starting(starting: StartingAt, at: Moment) -> Ends:
    _, start, _, grain = _said(starting.first, at)
    if start is None:
        raise ValueError("no beginning")
    if not isinstance(start, datetime):
        if starting.by.of_clock:
            raise ValueError("hours from no clock time")
        return "range", start, starting.by.after(start) - _ONE, "day"
    zone = start.tzinfo or at.tz
    day = starting.by.after(start.date())
    return "range", start, _plus(datetime.combine(day, start.timetz()), int(starting.by.minutes), zone), grain


def _day(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _instant(instant: Instant, at: Moment) -> Ends:
    if instant.at is not None:
        start = instant.at if instant.at.tzinfo else _settled(instant.at, at.tz)
        return "point", start, None, "minute"
    by = instant.by or Amount("minute")
    minutes = int(instant.sign * by.minutes)
    moved = datetime.combine(by.after(at.today, instant.sign), at.now.time())
    start = _settled(moved, at.tz) if moved.date() != at.today else at.now
    start = (start.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tz)
    return "point", start.replace(second=0, microsecond=0), None, "minute"


def _bound(bound: Bound, at: Moment) -> Ends:
    if bound.side == "since":
        at = replace(at, back=True)
    kind, start, end, grain = resolve(bound.said, at)
    if bound.side == "by":
        return kind, start, end, grain
    if start is None:
        return kind, start, end, grain
    if bound.side == "before":
        return "range", None, start if isinstance(start, datetime) else start - _ONE, grain
    if bound.side == "after":
        last = end or start
        return "range", last if isinstance(last, datetime) else last + _ONE, None, grain
    if bound.side == "until":
        return "range", None, end or start, grain
    return "range", start, None, grain


def _zone(clock: ClockTime, at: Moment) -> tzinfo:
    name = clock.zone
    if isinstance(clock, Slot):
        name = name or clock.last.zone or clock.first.zone
    if not name:
        return at.tz
    if name == "IST":  # Irish letters in the Isles, Indian elsewhere
        here = str(getattr(at.tz, "key", ""))
        name = "Europe/Dublin" if here in {"Europe/Dublin", "Europe/London", "Europe/Belfast"} else "Asia/Kolkata"
    return zone_named(name) or at.tz


def _next_at(minutes: int, tz: tzinfo, at: Moment) -> datetime:
    """The next such time in the zone: today if still ahead, else tomorrow."""
    now = at.now.astimezone(tz)
    start = _at(now.date(), minutes, tz)
    return start if start > now else _at(now.date() + _ONE, minutes, tz)


def _at(day: date, minutes: int, tz: tzinfo) -> datetime:
    days, minutes = divmod(minutes, 1440)
    return _settled(datetime.combine(day + days * _ONE, time(minutes // 60, minutes % 60)), tz)


def _plus(start: datetime, minutes: int, tz: tzinfo) -> datetime:
    """So much later on the wall clock of its zone."""
    return _settled(start.replace(tzinfo=None) + timedelta(minutes=minutes), tz)


def _settled(wall: datetime, tz: tzinfo) -> datetime:
    """The wall clock time in the zone; one that summer time skips moves forward (rule 7)."""
    aware = wall.replace(tzinfo=tz)
    return aware.astimezone(UTC).astimezone(tz)
