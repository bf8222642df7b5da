"""Series and single entries to the meetings they put in the calendar: exceptions, daylight saving, and hostile rules."""

import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foothold.connectors.calendar import expand, instance_key, read_calendar
from foothold.core.calendar_entries import Occurrence, Thread

VIENNA = ZoneInfo("Europe/Vienna")
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
WEEKLY = (
    "DTSTART;TZID=Europe/Vienna:20260302T100000\nDTEND;TZID=Europe/Vienna:20260302T110000\nRRULE:FREQ=WEEKLY;COUNT=5"
)


def thread(*events: str, head: str = "") -> Thread:
    body = "".join(f"BEGIN:VEVENT\nUID:1\nSUMMARY:Press line\n{event}\nEND:VEVENT\n" for event in events)
    (only,) = read_calendar(f"BEGIN:VCALENDAR\n{head}{body}END:VCALENDAR\n".encode(), "a.ics").threads
    return only


def meetings(*events: str, most: int = 1_500, head: str = "") -> tuple[Occurrence, ...]:
    return expand(thread(*events, head=head), since=SINCE, until=UNTIL, tz=VIENNA, most=most)[0]


def starts(*events: str, head: str = "") -> list[str]:
    return [meeting.starts_at.strftime("%m-%d %H:%M") for meeting in meetings(*events, head=head)]


def left_out(*events: str) -> str:
    return " | ".join(each.reason for each in expand(thread(*events), since=SINCE, until=UNTIL, tz=VIENNA)[1])


def test_a_single_entry_is_one_meeting_whenever_it_is() -> None:
    (meeting,) = meetings("DTSTART:20110302T100000Z\nDTEND:20110302T110000Z")
    assert (meeting.starts_at, meeting.recurrence_id, meeting.moved_from) == (
        datetime(2011, 3, 2, 10, tzinfo=UTC),
        "",
        None,
    )
    assert meeting.ends_at - meeting.starts_at == timedelta(hours=1)


def test_a_day_begins_at_the_readers_midnight_and_a_floating_time_is_the_readers_own() -> None:
    (day,) = meetings("DTSTART;VALUE=DATE:20260702")
    (floating,) = meetings("DTSTART:20260702T100000")
    assert (day.starts_at.isoformat(), day.ends_at.isoformat()) == (
        "2026-07-02T00:00:00+02:00",
        "2026-07-03T00:00:00+02:00",
    )
    assert floating.starts_at.isoformat() == "2026-07-02T10:00:00+02:00"


def test_ten_stays_ten_across_daylight_saving() -> None:
    found = meetings(WEEKLY)
    assert [meeting.starts_at.isoformat() for meeting in found[3:]] == [
        "2026-03-23T10:00:00+01:00",
        "2026-03-30T10:00:00+02:00",
    ]
    assert all(meeting.recurrence_id == meeting.starts_at.isoformat() for meeting in found)
    assert {meeting.ends_at - meeting.starts_at for meeting in found} == {timedelta(hours=1)}


def test_a_time_the_clock_skips_moves_forward_for_that_one_day() -> None:
    daily = (
        "DTSTART;TZID=Europe/Vienna:20260328T023000\nDTEND;TZID=Europe/Vienna:20260328T030000\nRRULE:FREQ=DAILY;COUNT=3"
    )
    assert starts(daily) == ["03-28 02:30", "03-29 03:30", "03-30 02:30"]
    assert all(meeting.ends_at > meeting.starts_at for meeting in meetings(daily))


def test_excluded_dates_are_gone_whether_written_in_zone_utc_or_as_a_day() -> None:
    exceptions = "EXDATE;TZID=Europe/Vienna:20260309T100000\nEXDATE:20260316T090000Z\nEXDATE;VALUE=DATE:20260323"
    assert starts(f"{WEEKLY}\n{exceptions}") == ["03-02 10:00", "03-30 10:00"]


def test_further_dates_are_added_and_a_period_has_its_own_length() -> None:
    further = "RDATE;TZID=Europe/Vienna:20260304T150000\nRDATE;VALUE=PERIOD:20260305T090000Z/PT2H,20260306T090000Z/20260306T093000Z"
    found = meetings(f"{WEEKLY}\n{further}")
    lengths = [(meeting.ends_at - meeting.starts_at) // timedelta(minutes=1) for meeting in found]
    assert lengths == [60, 60, 120, 30, 60, 60, 60, 60]


def test_a_moved_instance_says_where_the_series_had_it() -> None:
    override = "RECURRENCE-ID:20260309T090000Z\nDTSTART;TZID=Europe/Vienna:20260310T140000\nSUMMARY:Moved"
    moved = next(meeting for meeting in meetings(WEEKLY, override) if meeting.moved_from)
    assert len(meetings(WEEKLY, override)) == 5
    assert moved.starts_at.isoformat() == "2026-03-10T14:00:00+01:00"
    assert moved.moved_from is not None
    assert moved.moved_from.isoformat() == moved.recurrence_id == "2026-03-09T10:00:00+01:00"
    assert moved.entry.recurrence_id == moved.recurrence_id


def test_a_changed_instance_that_stays_is_not_moved() -> None:
    override = "RECURRENCE-ID:20260309T090000Z\nDTSTART:20260309T090000Z\nDTEND:20260309T100000Z"
    changed = meetings(WEEKLY, override)[1]
    assert changed.entry.recurrence_id
    assert changed.moved_from is None


def test_a_cancelled_instance_is_there_and_cancelled() -> None:
    override = (
        "RECURRENCE-ID;TZID=Europe/Vienna:20260309T100000\nDTSTART;TZID=Europe/Vienna:20260309T100000\nSTATUS:CANCELLED"
    )
    assert [meeting.is_cancelled for meeting in meetings(WEEKLY, override)] == [False, True, False, False, False]


def test_an_instance_moved_into_or_out_of_the_window_is_there() -> None:
    daily = "DTSTART:20251220T100000Z\nDTEND:20251220T110000Z\nRRULE:FREQ=YEARLY;COUNT=2"
    inwards = "RECURRENCE-ID:20251220T100000Z\nDTSTART:20260105T100000Z"
    outwards = "RECURRENCE-ID:20261220T100000Z\nDTSTART:20270105T100000Z"
    assert starts(daily, inwards, outwards) == ["01-05 10:00", "01-05 10:00"]


def test_this_and_future_moves_every_later_instance() -> None:
    onwards = (
        "RECURRENCE-ID;TZID=Europe/Vienna;RANGE=THISANDFUTURE:20260316T100000\n"
        "DTSTART;TZID=Europe/Vienna:20260317T140000\nDTEND;TZID=Europe/Vienna:20260317T160000\nSUMMARY:Afternoons"
    )
    found = meetings(WEEKLY, onwards)
    assert [meeting.starts_at.strftime("%m-%d %H") for meeting in found] == [
        "03-02 10",
        "03-09 10",
        "03-17 14",
        "03-24 14",
        "03-31 14",
    ]
    assert [meeting.entry.recurrence_id != "" for meeting in found] == [False, False, True, True, True]
    assert found[4].recurrence_id == "2026-03-30T10:00:00+02:00"
    assert found[4].ends_at - found[4].starts_at == timedelta(hours=2)


def test_an_instance_without_its_series_stands_for_itself() -> None:
    alone = "RECURRENCE-ID:20260309T090000Z\nDTSTART:20260310T090000Z\nDTEND:20260310T100000Z"
    (meeting,) = meetings(alone)
    assert meeting.recurrence_id == meeting.entry.recurrence_id == "2026-03-09T09:00:00+00:00"
    assert meeting.moved_from == datetime(2026, 3, 9, 9, tzinfo=UTC)


def test_an_instance_has_one_key_in_whatever_zone_it_is_named() -> None:
    assert instance_key("2026-03-09T10:00:00+01:00") == instance_key("2026-03-09T09:00:00+00:00")
    assert instance_key("2026-03-09T10:00:00+01:00") != instance_key("2026-03-10T10:00:00+01:00")
    for own in ("", "2026-03-09", "2026-03-09T10:00:00", "soon"):
        assert instance_key(own) == own


def test_an_excluded_instance_stays_gone_unless_its_change_is_newer() -> None:
    series = f"{WEEKLY}\nEXDATE:20260309T090000Z\nSEQUENCE:2"
    override = "RECURRENCE-ID:20260309T090000Z\nDTSTART:20260310T090000Z\nSEQUENCE:{}"
    assert len(meetings(series, override.format(2))) == 4
    assert len(meetings(series, override.format(3))) == 5


def test_the_newest_of_two_entries_with_one_uid_counts_and_the_other_is_named() -> None:
    old, new = "DTSTART:20260302T100000Z\nSEQUENCE:1", "DTSTART:20260303T100000Z\nSEQUENCE:2"
    assert starts(new, old) == starts(old, new) == ["03-03 10:00"]
    assert "its UID stands for 2 entries" in left_out(old, new)


def test_a_cancellation_that_follows_an_invitation_cancels_it() -> None:
    request, cancel = "DTSTART:20260302T100000Z\nSEQUENCE:1", "DTSTART:20260302T100000Z\nSEQUENCE:2\nSTATUS:CANCELLED"
    assert [meeting.is_cancelled for meeting in meetings(request, cancel)] == [True]
    (cancelled,) = meetings(request, head="METHOD:CANCEL\n")
    assert cancelled.is_cancelled


def test_an_answer_beside_the_invitation_changes_no_meeting() -> None:
    data = (
        b"BEGIN:VCALENDAR\nMETHOD:REQUEST\nBEGIN:VEVENT\nUID:1\nDTSTART:20260302T100000Z\nEND:VEVENT\nEND:VCALENDAR\n"
        b"BEGIN:VCALENDAR\nMETHOD:COUNTER\nBEGIN:VEVENT\nUID:1\nSEQUENCE:1\nDTSTART:20260303T100000Z\nEND:VEVENT\n"
        b"END:VCALENDAR\n"
    )
    (both,) = read_calendar(data, "a.ics").threads
    ((meeting,), skipped) = expand(both, since=SINCE, until=UNTIL, tz=VIENNA)
    assert meeting.entry.method == "REQUEST"
    assert not skipped


@pytest.mark.parametrize(
    ("until", "count"),
    [("20260309T090000Z", 2), ("20260309T085959Z", 1), ("20260309T100000", 2), ("20260309", 2), ("20260301", 0)],
)
def test_until_in_utc_on_the_wall_or_as_a_whole_day(until: str, count: int) -> None:
    assert len(meetings(WEEKLY.replace("COUNT=5", f"UNTIL={until}"))) == count


def test_a_series_of_days_ends_on_its_last_day_wherever_midnight_is_written() -> None:
    days = "DTSTART;VALUE=DATE:20260302\nRRULE:FREQ=DAILY;UNTIL="
    for until in ("20260304", "20260304T000000Z", "20260303T230000Z"):
        assert starts(days + until) == ["03-02 00:00", "03-03 00:00", "03-04 00:00"]
    assert starts(days + "20260304\nEXDATE;TZID=Europe/Berlin:20260303T000000") == ["03-02 00:00", "03-04 00:00"]


def test_the_start_counts_even_where_the_rule_does_not_name_it() -> None:
    assert starts("DTSTART:20260302T100000Z\nRRULE:FREQ=WEEKLY;BYDAY=WE;COUNT=2") == [
        "03-02 10:00",
        "03-04 10:00",
        "03-11 10:00",
    ]


def test_rules_of_the_old_format_are_followed() -> None:
    assert starts("DTSTART:20260302T100000Z\nRRULE:W1 MO WE #3") == ["03-02 10:00", "03-04 10:00", "03-09 10:00"]
    assert starts("DTSTART:20260302T100000Z\nRRULE:MP1 1+ MO #2") == ["03-02 10:00", "04-06 10:00"]
    assert starts("DTSTART:20260302T100000Z\nRRULE:D2 20260306T100000Z") == [
        "03-02 10:00",
        "03-04 10:00",
        "03-06 10:00",
    ]


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("FREQ=SOMETIMES", 'it repeats "SOMETIMES"'),
        ("EVERY DAY", "cannot be followed"),
        ("FREQ=DAILY;COUNT=-3", "it repeats -3 times"),
        ("FREQ=DAILY;COUNT=many", "COUNT is 'MANY'"),
        ("FREQ=MONTHLY;BYDAY=XX", "BYDAY is 'XX'"),
        ("FREQ=DAILY;UNTIL=soon", "UNTIL is 'SOON'"),
        ("RSCALE=CHINESE;FREQ=YEARLY", "counts by the calendar 'CHINESE'"),
    ],
)
def test_a_rule_that_cannot_be_followed_leaves_its_first_date_and_is_named(rule: str, reason: str) -> None:
    event = f"DTSTART:20260302T100000Z\nRRULE:{rule}"
    assert starts(event) == ["03-02 10:00"]
    assert reason in left_out(event)


def test_the_start_of_an_unknown_zone_is_named_and_expands_to_nothing() -> None:
    event = "DTSTART;TZID=Nowhere:20260302T100000\nRRULE:FREQ=DAILY"
    assert meetings(event) == ()
    assert "Nowhere" in left_out(event)


ALL = ",".join(map(str, range(60)))
FLOOD = ",".join(
    f"2026{month:02}{day:02}T{hour:02}0000Z" for month in range(1, 13) for day in range(1, 29) for hour in range(24)
)


@pytest.mark.parametrize(
    "lines",
    [
        "DTSTART:20260302T100000Z\nRRULE:FREQ=DAILY",
        "DTSTART:20260302T100000Z\nRRULE:FREQ=SECONDLY",
        "DTSTART:00210101T000000Z\nRRULE:FREQ=SECONDLY;COUNT=1000000000",
        "DTSTART:00210101T000000Z\nRRULE:FREQ=MINUTELY;BYSECOND=5;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:00020101T000000Z\nRRULE:FREQ=DAILY",
        "DTSTART:00010101\nRRULE:FREQ=DAILY",
        "DTSTART:16010101T000000Z\nRRULE:FREQ=DAILY;COUNT=39999",
        "DTSTART:20260302T100000Z\nRRULE:FREQ=DAILY;COUNT=1000000000",
        "DTSTART:20260302T100000Z\nRRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:20260302T100000Z\nRRULE:FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "DTSTART:20260302T100000Z\nRRULE:FREQ=DAILY;INTERVAL=999999999999",
        f"DTSTART:20260302T100000Z\nRRULE:FREQ=DAILY;BYHOUR=1,2,3;BYMINUTE={ALL};BYSECOND={ALL};BYSETPOS=-1,1",
        f"DTSTART:20260302T100000Z\nRDATE:{FLOOD}\nRDATE:{FLOOD}\nRDATE:{FLOOD}",
        f"DTSTART:20260302T100000Z\nRRULE:FREQ=HOURLY\nEXDATE:{FLOOD}\nEXDATE:{FLOOD}",
        "DTSTART:20260302T100000Z\n" + "RRULE:FREQ=SECONDLY\n" * 500,
        "DTSTART:20260302T100000Z\nRRULE:FREQ=DAILY\n" + "EXDATE:20260303T100000Z\n" * 20_000,
        "DTSTART:99980101T100000Z\nRRULE:FREQ=DAILY",
        "DTSTART:20260302T100000Z\nRDATE;VALUE=PERIOD:20260303T100000Z/P9999999D",
        "DTSTART:20260302T100000Z\nDTEND:99980101T100000Z\nRRULE:FREQ=DAILY",
    ],
)
def test_no_rule_takes_long_and_what_is_left_out_is_named(lines: str) -> None:
    given = thread(lines)
    begun = time.process_time()
    found, skipped = expand(given, since=SINCE, until=UNTIL, tz=VIENNA)
    assert time.process_time() - begun < 10  # a hang, not a slow machine: speed is measured in bench/
    assert len(found) <= 1_500
    assert len(found) < 1_500 or skipped


def test_a_change_that_moves_all_later_instances_out_of_time_moves_only_itself() -> None:
    onwards = "RECURRENCE-ID;RANGE=THISANDFUTURE:20260309T090000Z\nDTSTART:99900101T100000Z"
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    found, _ = expand(thread(WEEKLY.replace(";COUNT=5", ""), onwards), since=first, until=last, tz=VIENNA, most=20)
    assert [meeting.starts_at.day for meeting in found[:3]] == [2, 16, 23]


def test_dates_beyond_the_limit_are_left_out_in_order_of_time() -> None:
    found, (note,) = expand(
        thread("DTSTART:20260302T100000Z\nRRULE:FREQ=DAILY"), since=SINCE, until=UNTIL, tz=VIENNA, most=10
    )
    assert [meeting.starts_at.day for meeting in found] == list(range(2, 12))
    assert note.what == '"Press line"'
    assert note.reason == "it has more than 10 dates: those after 2026-03-11 were left out"


def test_a_rule_from_long_ago_names_the_same_days_as_one_from_today() -> None:
    old = starts("DTSTART;TZID=Europe/Vienna:16000103T100000\nRRULE:FREQ=WEEKLY;INTERVAL=1;BYDAY=MO")
    assert len(old) == 52
    assert all(
        meeting.starts_at.weekday() == 0 for meeting in meetings("DTSTART:16000103T100000Z\nRRULE:FREQ=WEEKLY;BYDAY=MO")
    )


def test_a_window_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        expand(thread(WEEKLY), since=datetime(2026, 1, 1), until=UNTIL, tz=VIENNA)  # noqa: DTZ001


def test_a_window_over_all_of_time_is_answered() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    assert len(expand(thread(WEEKLY), since=first, until=last, tz=VIENNA)[0]) == 5
