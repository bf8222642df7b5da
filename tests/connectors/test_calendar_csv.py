"""Outlook's and Google's calendars as CSV: what their columns say, and what they leave open."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from foothold.connectors.calendar import CalendarFile, looks_like_calendar_csv, read_calendar_csv
from foothold.core.conversation import Unreadable

VIENNA = ZoneInfo("Europe/Vienna")
ENGLISH = [
    "Subject,Start Date,Start Time,End Date,End Time,All day event,Meeting Organizer,Required Attendees,Optional Attendees,"
    "Location,Private,Show time as,Description",
    "Factory tour,3/26/2026,10:00:00 AM,3/26/2026,11:30:00 AM,False,Anna Weber,Petra Lang;Jonas Maier,Li Wei,Hall 2,False,2,",
    '"Prices, again",3/27/2026,2:00:00 PM,3/27/2026,2:30:00 PM,False,Anna Weber,"Lang, Petra",,Microsoft Teams Meeting,True,2,',
    "Fair,3/28/2026,12:00:00 AM,3/30/2026,12:00:00 AM,True,,,,,False,3,",
]
GERMAN = [
    "Betreff;Beginnt am;Beginnt um;Endet am;Endet um;Ganztägiges Ereignis;Besprechungsplanung;Erforderliche Teilnehmer;Ort;Privat",
    "Führung;02.03.2026;10:00:00;02.03.2026;11:30:00;Falsch;Anna Weber;Petra Lang;Halle 2;Wahr",
]


def read(*lines: str, encoding: str = "utf-8") -> CalendarFile:
    return read_calendar_csv("\r\n".join(lines).encode(encoding), "calendar.csv", tz=VIENNA)


def test_outlooks_english_export_is_read() -> None:
    file = read(*ENGLISH)
    tour, prices, fair = file.entries
    assert not file.skipped
    assert tour.start == datetime(2026, 3, 26, 9, tzinfo=UTC)
    assert tour.end == datetime(2026, 3, 26, 10, 30, tzinfo=UTC)
    assert (tour.tz, tour.summary, tour.location) == ("Europe/Vienna", "Factory tour", "Hall 2")
    assert tour.organizer is not None
    assert tour.organizer.name == "Anna Weber"
    assert [(each.name, each.role) for each in tour.attendees] == [
        ("Petra Lang", "REQ-PARTICIPANT"),
        ("Jonas Maier", "REQ-PARTICIPANT"),
        ("Li Wei", "OPT-PARTICIPANT"),
    ]
    assert (prices.summary, prices.private, prices.video, prices.attendees[0].name) == (
        "Prices, again",
        True,
        True,
        "Lang, Petra",
    )
    assert (fair.all_day, fair.start, fair.end) == (True, date(2026, 3, 28), date(2026, 3, 30))


def test_what_a_table_leaves_open_is_unknown_and_never_no() -> None:
    tour = read(*ENGLISH).entries[0]
    assert all(attendee.partstat == "" for attendee in tour.attendees)
    assert all(attendee.address == "" for attendee in tour.attendees)
    assert tour.created is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
def test_any_encoding_and_separator_reads_the_same(encoding: str, separator: str) -> None:
    file = read(*(line.replace(";", separator) for line in GERMAN), encoding=encoding)
    assert file.entries == read(*GERMAN).entries
    assert file.entries[0].summary == "Führung"
    assert file.entries[0].start == datetime(2026, 3, 2, 9, tzinfo=UTC)
    assert file.entries[0].private


def test_excels_hint_before_the_head_is_no_row() -> None:
    assert read("sep=;", *GERMAN).entries == read(*GERMAN).entries


def short(head: str, *dates: str) -> CalendarFile:
    return read(head, *(f"Tour {number},{written},10:00" for number, written in enumerate(dates)))


@pytest.mark.parametrize(
    ("dates", "first", "warned"),
    [
        (("1/2/2026", "3/13/2026"), date(2026, 1, 2), False),
        (("1/2/2026", "13/3/2026"), date(2026, 2, 1), False),
        (("1.2.2026",), date(2026, 2, 1), False),
        (("2026-02-01",), date(2026, 2, 1), False),
        (("1/2/2026",), date(2026, 1, 2), True),
        (("1/2/26",), date(2026, 1, 2), True),
    ],
)
def test_the_whole_column_tells_day_from_month(dates: tuple[str, ...], first: date, warned: bool) -> None:
    file = short("Subject,Start Date,Start Time", *dates)
    start = file.entries[0].start
    assert isinstance(start, datetime)
    assert start.date() == first
    assert any("do not tell day from month" in note.reason for note in file.skipped) is warned


def test_where_nothing_tells_a_german_head_means_the_day_first_and_is_said() -> None:
    file = read("Betreff;Beginnt am;Beginnt um", "Tour;1/2/2026;10:00")
    start = file.entries[0].start
    assert isinstance(start, datetime)
    assert start.date() == date(2026, 2, 1)
    assert "the day first was taken" in file.skipped[0].reason


def test_a_row_is_known_again_and_a_second_one_like_it_is_named() -> None:
    again = read(*(line.replace("Hall 2", "Hall 3") for line in ENGLISH))
    before = read(*ENGLISH)
    assert [thread.uid for thread in again.threads] == [thread.uid for thread in before.threads]
    assert [a.fingerprint != b.fingerprint for a, b in zip(again.threads, before.threads, strict=True)] == [
        True,
        False,
        False,
    ]
    twice = read(*ENGLISH, ENGLISH[1])
    assert len(twice.entries) == 3
    assert twice.skipped[0].reason.startswith("it stands in the table twice")


def test_googles_table_of_five_columns_is_read_and_its_last_day_counts() -> None:
    file = read("Subject,Start Date,Start Time,End Date,End Time,All Day Event", "Fair,03/28/2026,,03/29/2026,,True")
    assert (file.entries[0].start, file.entries[0].end) == (date(2026, 3, 28), date(2026, 3, 30))


@pytest.mark.parametrize("subject", ["Canceled: Tour", "Abgesagt: Tour"])
def test_what_outlook_calls_cancelled_in_the_subject_is_cancelled(subject: str) -> None:
    assert read("Subject,Start Date,Start Time", f"{subject},3/26/2026,10:00").entries[0].status == "CANCELLED"


def test_a_time_the_clock_skips_moves_forward() -> None:
    start = read("Subject,Start Date,Start Time", "Night shift,3/29/2026,2:30 AM").entries[0].start
    assert start is not None
    assert start.isoformat() == "2026-03-29T03:30:00+02:00"


def test_a_row_that_cannot_be_read_is_named_and_the_others_stay() -> None:
    lines = [
        *ENGLISH,
        "Soon,whenever,10:00,,,,,,,,,,",
        "Back,3/26/2026,10:00,3/26/2026,09:00,,,,,,,,",
        "a,b",
        "x" * 5 + ",1" * 30,
    ]
    file = read(*lines)
    said = " | ".join(f"{note.what}: {note.reason}" for note in file.skipped)
    assert [entry.summary for entry in file.entries[:3]] == ["Factory tour", "Prices, again", "Fair"]
    assert '"Soon": its start "whenever 10:00" cannot be read' in said
    assert '"Back": it ends before it starts' in said
    assert "it has 31 columns where the head has 13" in said
    assert "row 7: it has 2 columns" in said


def test_a_table_without_a_calendars_columns_is_refused_with_those_it_has() -> None:
    with pytest.raises(Unreadable, match='it has "Name", "Amount"') as refused:
        read("Name;Amount", "Northwind;5")
    assert "\n" not in str(refused.value)


def test_a_table_whose_rows_are_parted_otherwise_is_refused_and_not_half_read() -> None:
    with pytest.raises(Unreadable, match="No row of this table"):
        read(GERMAN[0], GERMAN[1].replace(";", "|"))


@pytest.mark.parametrize("data", [b"", b"\x89PNG....", b"PK\x03\x04...."])
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_calendar_csv(data, "a.csv", tz=VIENNA)
    assert not looks_like_calendar_csv(data, "a.csv")


def test_a_calendar_csv_is_told_from_other_tables() -> None:
    for lines in (ENGLISH, GERMAN):
        assert looks_like_calendar_csv("\n".join(lines).encode(), "x")
    assert not looks_like_calendar_csv(b"Opportunity,Account,Close Date\na,b,c\n", "deals.csv")
    assert not looks_like_calendar_csv(b"BEGIN:VCALENDAR\n", "a.ics")


def test_a_quote_without_end_does_not_stop_the_reading() -> None:
    file = read(*ENGLISH, '"never closed,3/26/2026,' + "x" * 200_000)
    assert [entry.summary for entry in file.entries][:3] == ["Factory tour", "Prices, again", "Fair"]
