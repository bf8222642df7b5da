"""Tables written as text: separator, characters, header row, days and moments."""

import contextlib
import time
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.core.conversation import Unreadable
from foothold.core.tables import day_first, day_in, moment_in, read_table

BERLIN = ZoneInfo("Europe/Berlin")


@pytest.mark.parametrize("separator", [",", ";", "\t", "|"])
def test_the_separator_is_the_one_that_makes_even_rows(separator: str) -> None:
    text = separator.join(("Name", "Note", "When")) + "\n" + separator.join(("A", '"x,y;z|q"', "2024")) + "\n"
    table = read_table(text.encode())
    assert table.separator == separator
    assert table.rows == (("A", "x,y;z|q", "2024"),)


def test_separators_inside_cells_do_not_mislead() -> None:
    assert read_table(b"A;B\n" + b"1,5;2,5\n" * 9).separator == ";"
    noted = read_table(b"Day,Who,Note\n" + b'1,a,"x;\ny;\nz;\n"\n' * 3)
    assert (noted.separator, len(noted.rows)) == (",", 3)


@pytest.mark.parametrize(
    ("encoding", "name"), [("utf-8", "utf-8"), ("utf-8-sig", "utf-8"), ("utf-16", "utf-16"), ("cp1252", "windows-1252")]
)
def test_characters_are_read_as_they_were_written(encoding: str, name: str) -> None:
    table = read_table("Name;Straße\nMüller;Größe\n".encode(encoding))
    assert (table.columns, table.rows, table.encoding) == (("Name", "Straße"), (("Müller", "Größe"),), name)


def test_lines_above_the_header_are_no_header() -> None:
    table = read_table(b"sep=;\r\nCall report\r\n\r\nfrom;2024-03-01\r\nDate;Name;Number\r\n1;2;3\r\n4;5;6\r\n")
    assert table.columns == ("Date", "Name", "Number")
    assert table.rows == (("1", "2", "3"), ("4", "5", "6"))
    assert table.lines == (6, 7)


def test_short_rows_are_filled_and_long_ones_stay_to_be_seen() -> None:
    assert read_table(b"A,B,C\n1\n1,2,3,,\n1,2,3,4\n1,2,3\n").rows == (
        ("1", "", ""),
        ("1", "2", "3"),
        ("1", "2", "3", "4"),
        ("1", "2", "3"),
    )


def test_a_row_over_several_lines_is_named_by_its_first() -> None:
    table = read_table(b'A,B\n1,"x\ny"\n2,z\n')
    assert (table.rows, table.lines) == ((("1", "x\ny"), ("2", "z")), (2, 4))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no table"),
        (b"only words\nhere\n", "no table"),
        (b"PK\x03\x04rest", "ZIP"),
        (b"a,b\n" * 12, "more than 10 rows"),
        (b'a,b\n1,"' + b"x" * 200_000, "quote never closed"),
        (b"," * 600 + b"a\n" + b"," * 600 + b"a\n", "no table|500 columns"),
    ],
)
def test_what_is_no_table_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(Unreadable, match=reason):
        read_table(data, most_rows=10)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (["03/04/2024", "13/04/2024"], True),
        (["03/04/2024", "04/13/2024"], False),
        (["3.4.2024"], True),
        (["03/04/2024"], None),
        (["13/04/2024", "04/13/2024"], None),
        (["2024-03-04", "5 March 2024", ""], None),
        (["Tue 03/05/2024"], False),
        (["Di 05/03/2024"], True),
    ],
)
def test_the_column_tells_whether_the_day_comes_first(values: list[str], expected: bool | None) -> None:
    assert day_first(values, None) is expected
    assert day_first(values, True) is (True if expected is None else expected)


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("2024-03-05", "14:30"),
        ("05/03/2024", "2:30 PM"),
        ("5.3.24", "14.30 Uhr"),
        ("5. März 2024", "14:30:00"),
        ("Mar 5, 2024 2:30:00 PM", ""),
        ("Dienstag, 5. März 2024 14:30", ""),
        ("05-Mar-2024 14:30", ""),
        ("2024-03-05T13:30:00.000Z", ""),
        ("2024-03-05 08:30:00-0500", ""),
        ("2024-03-05 15:30 (UTC+02:00)", ""),
        ("1709645400", ""),
        ("1709645400000", ""),
    ],
)
def test_a_moment_is_read_in_the_usual_forms(day: str, clock: str) -> None:
    moment = moment_in(day, clock, day_first=True, tz=BERLIN)
    assert moment == datetime(2024, 3, 5, 13, 30, tzinfo=UTC)
    assert moment.utcoffset() is not None


@pytest.mark.parametrize(
    ("day", "clock"),
    [
        ("2024-03-05", ""),
        ("", "14:30"),
        ("31/02/2024", "10:00"),
        ("9999-01-01", "10:00"),
        ("0001-01-01", "10:00"),
        ("2024-03-05", "25:00"),
        ("03/04/2024", "10:00"),
        ("soon", "later"),
    ],
)
def test_what_names_no_single_moment_is_none(day: str, clock: str) -> None:
    assert moment_in(day, clock, day_first=None, tz=BERLIN) is None


def test_noon_and_midnight_are_where_people_put_them() -> None:
    noon = moment_in("2024-03-05", "12:00 PM", day_first=None, tz=BERLIN)
    midnight = moment_in("2024-03-05", "12:00 a.m.", day_first=None, tz=BERLIN)
    assert noon is not None
    assert midnight is not None
    assert (noon.hour, midnight.hour) == (12, 0)


def test_a_day_is_read_without_its_time() -> None:
    assert day_in("3/4/2024 0:00", day_first=False) == date(2024, 3, 4)
    assert day_in("3/4/2024", day_first=None) is None
    assert day_in("4/4/2024", day_first=None) == date(2024, 4, 4)


@given(st.text(max_size=120), st.text(max_size=60))
def test_no_cell_crashes_the_reading_of_a_moment(day: str, clock: str) -> None:
    for order in (True, False, None):
        moment = moment_in(day, clock, day_first=order, tz=BERLIN)
        assert moment is None or moment.utcoffset() is not None


@given(st.binary(max_size=300))
def test_no_bytes_crash_the_reader(data: bytes) -> None:
    try:
        table = read_table(data)
    except Unreadable:
        return
    assert all(len(row) >= len(table.columns) for row in table.rows)
    assert len(table.lines) == len(table.rows)


@pytest.mark.parametrize("piece", [b'"', b'",', b"a,", b"\n,", b"'", b'"a"b,'])
def test_no_table_takes_long(piece: bytes) -> None:
    began = time.process_time()
    with contextlib.suppress(Unreadable):
        read_table(b"a,b\n" + piece * (3_000_000 // len(piece)), most_rows=2_000_000)
    assert time.process_time() - began < 8
