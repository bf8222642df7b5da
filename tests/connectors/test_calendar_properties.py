"""What holds for every calendar file, whatever is done to it: no crash but `Unreadable`, and no naive time."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st

from foothold.connectors.calendar import (
    CalendarFile,
    entry_json,
    expand,
    looks_like_calendar,
    looks_like_calendar_csv,
    read_calendar,
    read_calendar_csv,
    scan_calendar,
)
from foothold.core.conversation import Unreadable

HARBOUR = (Path(__file__).parent / "files" / "harbour.ics").read_bytes()
LINES = HARBOUR.decode().splitlines()
VIENNA = ZoneInfo("Europe/Vienna")
SINCE, UNTIL = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
NAMES = ["DTSTART", "DTEND", "DURATION", "RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "UID", "SEQUENCE", "ATTENDEE", "CREATED",
         "ORGANIZER", "METHOD", "SUMMARY", "BEGIN", "END", "TZID", "TZOFFSETTO", "STATUS"]  # fmt: skip
PARAMETERS = ["", ";TZID=Europe/Vienna", ";VALUE=DATE", ";VALUE=PERIOD", ";TZID=Harbour Time", ';CN="a', ";RANGE=THISANDFUTURE",
              ";ENCODING=QUOTED-PRINTABLE", ";PARTSTAT=", ";;="]  # fmt: skip
VALUES = ["20260302T100000", "20260302", "00010101T000000Z", "99991231T235959", "20260329T023000", "20261025T023000Z", "P1D",
          "-PT1H", "FREQ=DAILY;COUNT=3", "FREQ=YEARLY;BYDAY=5MO", "FREQ=SECONDLY", "VEVENT", "VCALENDAR", "VTIMEZONE", "mailto:a@b",
          "20260302T100000Z/PT1H,20260303", "20269999", "=C3=", "\\n\\,", "+2600", "CANCELLED"]  # fmt: skip
ODD = st.builds(
    lambda name, parameter, value: f"{name}{parameter}:{value}",
    st.sampled_from(NAMES),
    st.sampled_from(PARAMETERS),
    st.sampled_from(VALUES) | st.text(max_size=12),
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1252"])

NIGHTS = st.sampled_from([datetime(2026, 3, 28, tzinfo=UTC), datetime(2026, 10, 24, tzinfo=UTC)]).flatmap(
    lambda eve: st.integers(0, 2 * 24 * 60).map(lambda minutes: (eve + timedelta(minutes=minutes)).replace(tzinfo=None))
)


def holds(file: CalendarFile) -> None:
    assert sum(len(thread.entries) for thread in file.threads) == len(file.entries)
    for note in file.skipped:
        assert note.reason
        assert "\n" not in note.what + note.reason
    for entry in file.entries:
        assert entry.uid
        assert "\x00" not in repr(entry_json(entry))
        for at in (entry.start, entry.end):
            assert not isinstance(at, datetime) or entry.floating or at.utcoffset() is not None
        for stamp in (entry.created, entry.modified, entry.stamped):
            assert stamp is None or stamp.utcoffset() == timedelta(0)
        assert entry.start is not None or entry.problem
    for thread in file.threads:
        found, _ = expand(thread, since=SINCE, until=UNTIL, tz=VIENNA, most=50)
        assert len(found) <= 50
        for meeting in found:
            assert meeting.starts_at.utcoffset() is not None
            assert meeting.ends_at.astimezone(UTC) >= meeting.starts_at.astimezone(UTC)
            assert meeting.moved_from is None or meeting.moved_from.utcoffset() is not None


def opened(read: Callable[[], CalendarFile]) -> CalendarFile | None:
    """The file, or None where it is refused; the refusal is one line."""
    try:
        return read()
    except Unreadable as refused:
        said = str(refused)
    assert said
    assert "\n" not in said
    return None


def opens(data: bytes) -> None:
    looks_like_calendar(data, "a")
    file = opened(lambda: read_calendar(data, "a.ics"))
    if file is None:
        return
    holds(file)
    assert read_calendar(data, "a.ics") == file
    assert dict(scan_calendar(iter([data[:9], data[9:]]), "a.ics").fingerprints) == {
        thread.uid: thread.fingerprint for thread in file.threads
    }


@given(st.binary(max_size=300), st.booleans())
@settings(max_examples=200, deadline=None)
def test_any_bytes_are_read_or_refused_in_one_line(data: bytes, within: bool) -> None:
    opens(b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\n" + data + b"\nEND:VEVENT\nEND:VCALENDAR" if within else data)


@given(
    st.lists(st.tuples(st.integers(0, len(LINES)), ODD), max_size=8),
    st.sets(st.integers(0, len(LINES)), max_size=8),
    ENCODINGS,
)
@settings(max_examples=300, deadline=None)
def test_any_lines_added_and_lost_never_stop_the_reading(
    added: list[tuple[int, str]], lost: set[int], encoding: str
) -> None:
    lines = [line for number, line in enumerate(LINES) if number not in lost]
    for place, line in added:
        lines.insert(min(place, len(lines)), line)
    opens("\r\n".join(lines).encode(encoding, "replace"))


@given(st.lists(ODD, max_size=12))
@settings(max_examples=300, deadline=None)
def test_an_entry_of_any_lines_is_an_entry(lines: list[str]) -> None:
    opens("\n".join(["BEGIN:VCALENDAR", "BEGIN:VEVENT", *lines, "END:VEVENT", "END:VCALENDAR"]).encode())


@given(st.integers(0, len(HARBOUR)), st.binary(max_size=4))
@settings(max_examples=200, deadline=None)
def test_a_file_cut_or_damaged_anywhere_is_read_or_refused(place: int, damage: bytes) -> None:
    opens(HARBOUR[:place])
    opens(HARBOUR[:place] + damage + HARBOUR[place:])


CELLS = st.sampled_from(
    ["Tour", "3/26/2026", "26.03.2026", "10:00", "2:30 AM", "True", "Wahr", "", '"', "a;b", "x@y.example"]
) | st.text(max_size=6)
HEADS = st.sampled_from(
    ["Subject,Start Date,Start Time,End Date,End Time,All day event", "Betreff;Beginnt am;Beginnt um", "a,b"]
)


@given(HEADS, st.lists(st.lists(CELLS, max_size=7), max_size=6), st.sampled_from([",", ";", "\t"]), ENCODINGS)
@settings(max_examples=300, deadline=None)
def test_any_table_is_read_or_refused_in_one_line(
    head: str, rows: list[list[str]], separator: str, encoding: str
) -> None:
    data = "\n".join([head, *(separator.join(row) for row in rows)]).encode(encoding, "replace")
    looks_like_calendar_csv(data, "a.csv")
    file = opened(lambda: read_calendar_csv(data, "a.csv", tz=VIENNA))
    if file is not None:
        holds(file)


@given(NIGHTS)
@settings(max_examples=200, deadline=None)
def test_in_daylight_saving_nights_the_wall_clock_of_a_series_counts(start: datetime) -> None:
    event = f"UID:1\nDTSTART;TZID=Europe/Vienna:{start:%Y%m%dT%H%M%S}\nDURATION:PT30M\nRRULE:FREQ=DAILY;COUNT=4"
    (thread,) = read_calendar(f"BEGIN:VEVENT\n{event}\nEND:VEVENT\n".encode(), "a.ics").threads
    found, _ = expand(thread, since=SINCE, until=UNTIL, tz=VIENNA)
    assert len(found) == 4
    for number, meeting in enumerate(found):
        wall = start + timedelta(days=number)
        real = wall.replace(tzinfo=VIENNA).astimezone(UTC)
        assert meeting.starts_at.astimezone(UTC) == real
        assert meeting.starts_at.replace(tzinfo=None) == real.astimezone(VIENNA).replace(tzinfo=None)
