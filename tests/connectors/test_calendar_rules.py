"""Recurrence rules against two peers that work otherwise: dateutil's rules and recurring-ical-events' calendars."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from foothold.connectors.calendar import expand, read_calendar
from foothold.connectors.calendar.rule_times import Walk, times_of
from foothold.connectors.calendar.rules import BadRule, read_rule

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
SINCE, UNTIL = datetime(2020, 1, 1), datetime(2023, 6, 1)  # noqa: DTZ001
STARTS = st.datetimes(datetime(1995, 1, 1), datetime(2022, 12, 31)).map(lambda at: at.replace(microsecond=0, second=0))  # noqa: DTZ001


def chosen(values: list[str], most: int = 3) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(values), min_size=1, max_size=most, unique=True).map(",".join)


def numbers(*values: int) -> st.SearchStrategy[str]:
    return chosen([str(value) for value in values])


@st.composite
def rules(draw: st.DrawFn) -> str:
    frequency = draw(st.sampled_from(["YEARLY", "MONTHLY", "WEEKLY", "DAILY"]))
    long = frequency in {"YEARLY", "MONTHLY"}
    # Ordinals and plain weekdays are never mixed: dateutil then takes what is both, RFC 5545 what is either.
    days = (
        st.one_of(chosen(WEEKDAYS), chosen(["1MO", "-1FR", "2TU", "3WE", "-2SU", "5TH"])) if long else chosen(WEEKDAYS)
    )
    parts = {
        "INTERVAL": st.sampled_from(["2", "3", "4", "5", "12"]),
        "COUNT": st.integers(1, 60).map(str),
        "BYMONTH": numbers(*range(1, 13)),
        "BYMONTHDAY": numbers(*range(1, 32), -1, -2, -15, -31),
        "BYDAY": days,
        "BYYEARDAY": numbers(1, 60, 100, 365, 366, -1, -366),
        "BYHOUR": numbers(*range(24)),
        "BYMINUTE": st.just("0,30"),
        "WKST": st.sampled_from(WEEKDAYS),
    }
    unfit = {"WEEKLY": {"BYMONTHDAY", "BYYEARDAY"}, "DAILY": {"BYYEARDAY"}, "MONTHLY": {"BYYEARDAY"}}.get(
        frequency, set()
    )
    names = draw(st.lists(st.sampled_from([name for name in parts if name not in unfit]), max_size=4, unique=True))
    rule = [f"FREQ={frequency}", *(f"{name}={draw(parts[name])}" for name in names)]
    # Of a week that DTSTART begins within, dateutil counts positions from DTSTART on.
    if frequency != "WEEKLY" and any(name.startswith("BY") for name in names) and draw(st.booleans()):
        rule.append("BYSETPOS=" + draw(st.sampled_from(["1", "-1", "2,-1", "3"])))
    return ";".join(rule)


@given(rules(), STARTS)
@settings(max_examples=150, deadline=None)
def test_a_rule_names_the_times_dateutil_finds(text: str, start: datetime) -> None:
    rrule = pytest.importorskip("dateutil.rrule", reason="dateutil is not installed: no peer for recurrence rules")
    assume("BYMONTH=2;BYMONTHDAY=3" not in text)  # the peer walks to the year 9999
    theirs = list(rrule.rrulestr(text, dtstart=start).between(SINCE, UNTIL, inc=True))
    walk = Walk()
    ours = list(times_of(read_rule(text), start, SINCE, UNTIL, walk))
    assert ours == theirs
    assert not walk.broken_off


@pytest.mark.parametrize(
    ("text", "start", "expected"),
    [
        ("FREQ=YEARLY;BYWEEKNO=20", "1997-05-12", ["1997-05-12", "1998-05-11", "1999-05-17"]),
        ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO,TU", "1997-05-12", ["1997-05-12", "1997-05-13", "1998-05-11"]),
        ("FREQ=YEARLY;BYWEEKNO=53;BYDAY=FR", "1997-05-12", ["1999-01-01", "2004-12-31", "2010-01-01"]),
        ("FREQ=MONTHLY;BYDAY=MO,1FR", "1997-09-01", ["1997-09-01", "1997-09-05", "1997-09-08"]),
        ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", ["1997-05-19", "1998-05-18", "1999-05-17"]),
        ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", ["1997-09-29", "1997-10-30", "1997-11-27"]),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "1997-08-05", ["1997-08-05", "1997-08-17", "1997-08-19"]),
        ("FREQ=MONTHLY", "2026-01-31", ["2026-01-31", "2026-03-31", "2026-05-31"]),
        ("FREQ=YEARLY", "2024-02-29", ["2024-02-29", "2028-02-29", "2032-02-29"]),
    ],
)
def test_rules_name_the_days_rfc_5545_says(text: str, start: str, expected: list[str]) -> None:
    first = datetime.fromisoformat(start)
    named = times_of(read_rule(text), first, first, first + timedelta(days=366 * 15), Walk())
    assert [at.date().isoformat() for _, at in zip(range(3), named, strict=False)] == expected


@pytest.mark.parametrize("text", ["", "FREQ=", "FREQ=DAILY;BYHOUR=25", "FREQ=DAILY;BYMONTH=0", "FREQ=DAILY;INTERVAL=x"])
def test_a_rule_that_says_nothing_is_refused(text: str) -> None:
    with pytest.raises(BadRule):
        read_rule(text)


SERIES = st.tuples(rules(), STARTS, st.sampled_from(["Europe/Vienna", "America/New_York", "Asia/Kolkata"]))


@given(SERIES, st.sets(st.integers(0, 10), max_size=3))
@settings(max_examples=20, deadline=None)
def test_a_series_stands_where_recurring_ical_events_puts_it(
    series: tuple[str, datetime, str], excluded: set[int]
) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed: no peer for series")
    peer = pytest.importorskip("recurring_ical_events", reason="recurring-ical-events is not installed: no peer")
    rule, start, zone = series
    assume("BYMONTH=2;BYMONTHDAY=3" not in rule)
    start = start.replace(hour=10)  # the hours a clock skips are told otherwise by the peer
    assume("BYHOUR" not in rule)
    first = list(times_of(read_rule(rule), start, SINCE, UNTIL, Walk()))[:11]
    gone = [first[number] for number in excluded if number < len(first)]
    lines = [f"DTSTART;TZID={zone}:{start:%Y%m%dT%H%M%S}", "DURATION:PT1H", f"RRULE:{rule}"]
    lines += [f"EXDATE;TZID={zone}:{at:%Y%m%dT%H%M%S}" for at in gone]
    data = "\r\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", "UID:1", *lines, "END:VEVENT", "END:VCALENDAR", ""]).encode()
    since, until = SINCE.replace(tzinfo=UTC), SINCE.replace(year=2021, tzinfo=UTC)
    theirs = peer.of(icalendar.Calendar.from_ical(data)).between(since, until)
    (thread,) = read_calendar(data, "a.ics").threads
    ours, _ = expand(thread, since=since, until=until, tz=ZoneInfo("UTC"), most=100_000)
    assert [at.starts_at for at in ours] == sorted(each["DTSTART"].dt for each in theirs if each["DTSTART"].dt >= since)
