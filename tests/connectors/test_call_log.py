"""Call logs: whose export it is does not matter, what it does not say stays open."""

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.connectors.crm.call_log import LoggedCall, looks_like_call_log, read_call_log
from foothold.core.conversation import Unreadable

BERLIN = ZoneInfo("Europe/Berlin")
HALF_PAST_TWO = datetime(2024, 3, 5, 14, 30, tzinfo=BERLIN)


def calls(text: str, encoding: str = "utf-8") -> tuple[LoggedCall, ...]:
    data = text.encode(encoding)
    assert looks_like_call_log(data, "calls.csv")
    return read_call_log(data, "calls.csv", tz=BERLIN).calls


def said(call: LoggedCall) -> tuple[int | None, str, str, str]:
    return call.seconds, call.number, call.direction, call.outcome


@pytest.mark.parametrize(
    ("log", "expected"),
    [
        (
            "Direction,Type,Phone Number,Name,Date,Time,Action,Action Result,Duration\n"
            "Outgoing,Voice,+49 30 555012,Petra Lang,Tue 03/05/2024,2:30 PM,VoIP Call,Call connected,0:12:05\n",
            (725, "+49 30 555012", "out", "spoke"),
        ),
        (
            "line,date (TZ offset incl.),time (TZ offset incl.),datetime (UTC),direction,from,to,answered,duration (total),"
            "duration (in call)\nSales,2024-03-05,14:30:00,2024-03-05 13:30:00,inbound,+4930555012,+49301,No,20,0\n",
            (0, "+4930555012", "in", "no answer"),
        ),
        (
            "Call Time,Caller ID,Destination,Status,Ringing,Talking,Totals\n"
            "2024-03-05 14:30:00,Anna Weber (101),+4930555012,Answered,00:00:05,00:03:00,00:03:05\n",
            (180, "+4930555012", "out", "spoke"),
        ),
        (
            "number,date,duration,type,name\n+4930555012,1709645400000,65,2,Petra Lang\n",
            (65, "+4930555012", "out", "spoke"),
        ),
        (
            "Call type,Date,Duration,Number,Contact,Service\nMissed,2024-03-05 14:30:00,,+4930555012,Petra Lang,Phone\n",
            (None, "+4930555012", "in", "no answer"),
        ),
        (
            "sep=;\nTyp;Datum;Name;Rufnummer;Nebenstelle;Eigene Rufnummer;Dauer\n"
            "1;05.03.24 14:30;Petra Lang;030555012;Telefon;030999;1:05\n",
            (3900, "030555012", "in", "spoke"),
        ),
        (
            "CallType\tStartTime\tEndTime\tDurationSeconds\tCallerNumber\tDestinationNumber\n"
            "user_out\t2024-03-05T13:30:00Z\t2024-03-05T13:31:00Z\t60\t+49301\t+4930555012\n",
            (60, "+4930555012", "out", "spoke"),
        ),
        (
            "Datum|Uhrzeit|Rufnummer|Kontakt|Richtung|Dauer|Ergebnis\n"
            "5. März 2024|14:30 Uhr|030 555012|Petra Lang|Ausgehend|2 Min. 5 Sek.|nicht erreicht\n",
            (125, "030 555012", "out", "no answer"),
        ),
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_usual_exports_are_read(log: str, expected: tuple[int | None, str, str, str], encoding: str) -> None:
    [call] = calls(log, encoding)
    assert said(call) == expected
    assert call.at == HALF_PAST_TWO
    assert call.at.utcoffset() is not None


def test_what_neither_word_nor_length_tells_stays_open() -> None:
    [call] = calls("Date,Time,Number,Direction\n2024-03-05,14:30,+4930555012,call\n")
    assert said(call) == (None, "+4930555012", "", "")


@pytest.mark.parametrize(
    ("status", "outcome"),
    [
        ("Answered", "spoke"),
        ("Unanswered", "no answer"),
        ("Not answered", "no answer"),
        ("Call not connected", "no answer"),
        ("Voicemail", "no answer"),
        ("Busy", "no answer"),
        ("Angenommen", "spoke"),
        ("Nicht angenommen", "no answer"),
        ("Transferred", ""),
        ("", ""),
    ],
)
def test_the_logs_word_decides(status: str, outcome: str) -> None:
    [call] = calls(f"Date,Time,Number,Status\n2024-03-05,14:30,+4930555012,{status}\n")
    assert call.outcome == outcome


def test_a_yes_under_missed_is_no_answer() -> None:
    assert calls("Date,Time,Number,Missed\n2024-03-05,14:30,1234567,yes\n")[0].outcome == "no answer"
    assert calls("Date,Time,Number,Answered\n2024-03-05,14:30,1234567,yes\n")[0].outcome == "spoke"


def test_the_whole_column_tells_day_from_month() -> None:
    text = "Date,Time,Number,Duration\n{},14:30,1234567,5\n{},14:30,1234567,5\n"
    assert [call.at.month for call in calls(text.format("05/03/2024", "13/03/2024"))] == [3, 3]
    assert [call.at.month for call in calls(text.format("03/05/2024", "03/13/2024"))] == [3, 3]


def test_a_file_that_does_not_tell_day_from_month_says_so() -> None:
    log = read_call_log(b"Date,Time,Number,Duration\n03/05/2024,14:30,1234567,5\n", "a.csv", tz=BERLIN)
    assert log.calls[0].at == HALF_PAST_TWO
    assert log.warnings == ("No date in this file tells day from month: 03/05/2024 was read with the month first.",)
    german = read_call_log(b"Datum,Uhrzeit,Rufnummer,Dauer\n05/03/2024,14:30,1234567,5\n", "a.csv", tz=BERLIN)
    assert german.calls[0].at == HALF_PAST_TWO
    assert german.warnings[0].endswith("was read with the day first.")


def test_dates_that_can_mean_one_thing_only_need_no_warning() -> None:
    assert read_call_log(b"Date,Number,Duration\n2024-03-05 14:30,1234567,5\n", "a.csv", tz=BERLIN).warnings == ()


def test_the_same_call_has_the_same_key_in_every_export() -> None:
    head = "Date,Time,Number,Duration,Direction\n"
    first, second = "2024-03-05,14:30,+49 30 555-012,5,out\n", "2024-03-06,14:30,+4930555012,5,out\n"
    [once] = calls(head + first)
    later = calls(head + second + first.replace("+49 30 555-012", "+4930555012").replace(",5,", ",6,"))
    assert later[1].key == once.key
    assert len({call.key for call in later}) == 2


def test_two_calls_in_one_minute_are_two() -> None:
    row = "2024-03-05,14:30,1234567,5\n"
    assert len({call.key for call in calls("Date,Time,Number,Duration\n" + row * 3)}) == 3


def test_rows_that_are_no_calls_are_skipped_and_named() -> None:
    text = (
        "Type,Number,Date,Time,Duration\nVoice,1234567,2024-03-05,14:30,5\nSMS,1234567,2024-03-05,14:31,\n\n"
        "Voice,1234567,someday,14:30,5\nVoice,1234567,2024-03-05,14:30,5,extra\nVoice,,2024-03-05,14:30,5\nTotal,1\n"
    )
    log = read_call_log(text.encode(), "calls.csv", tz=BERLIN)
    assert [call.row for call in log.calls] == [2]
    assert [(one.what, one.reason) for one in log.skipped] == [
        ("calls.csv, line 3", "It is a message, not a call."),
        ("calls.csv, line 5", "Its date and time cannot be read."),
        ("calls.csv, line 6", "It has more cells than there are columns."),
        ("calls.csv, line 7", "It names neither a number nor a person."),
        ("calls.csv, line 8", "Its date and time cannot be read."),
    ]


def test_a_table_of_something_else_is_refused_with_the_columns_seen() -> None:
    data = b"Account,Stage,Close date\nHarbour,Won,2024-03-05\n"
    assert not looks_like_call_log(data, "deals.csv")
    with pytest.raises(Unreadable, match="It has: Account, Stage, Close date"):
        read_call_log(data, "deals.csv", tz=BERLIN)


@pytest.mark.parametrize(
    "data", [b"", b"just words\nand more\n", b"%PDF-1.4", b'"' * 200_000 + b",\n", b"a,b\n" * 210_000]
)
def test_what_is_no_table_is_refused(data: bytes) -> None:
    with pytest.raises(Unreadable):
        read_call_log(data, "a.csv", tz=BERLIN)


def test_a_calendar_export_is_no_call_log() -> None:
    head = b'"Subject","Start Date","Start Time","End Date","End Time","Required Attendees","Location"\n'
    assert not looks_like_call_log(
        head + b'"Kick-off","3/5/2024","2:30:00 PM","3/5/2024","3:00:00 PM","a@b",""\n', "a.csv"
    )


def test_an_hour_that_comes_twice_is_still_one_moment() -> None:
    [call] = calls("Date,Time,Number,Duration\n2024-10-27,02:30,1234567,5\n")
    assert call.at.astimezone(UTC) == datetime(2024, 10, 27, 0, 30, tzinfo=UTC)


# A file full of control characters or of what could not be decoded is no table, and is refused as such.
@given(
    st.text(
        st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffd") | st.sampled_from("\n\t"),
        max_size=200,
    )
)
def test_no_cell_crashes_the_reader(text: str) -> None:
    clean = text.replace('"', "'")
    row = ",".join(f'"{clean}"' for _ in range(6))
    data = f"Date,Time,Number,Name,Direction,Duration\n2024-03-05,14:30,1234567,A,out,5\n{row}\n"
    log = read_call_log(data.encode("utf-8", "replace"), "a.csv", tz=BERLIN)
    assert len(log.calls) >= 1


def test_a_log_with_both_orders_of_dates_says_so_and_leaves_out_what_does_not_fit() -> None:
    text = (
        "Date,Time,Number,Name,Direction,Duration\n"
        "13/02/2024,10:00,+49 30 1,Petra,outgoing,00:02:30\n02/13/2024,11:00,+49 30 2,Jan,outgoing,00:02:30\n"
    )
    log = read_call_log(text.encode(), "calls.csv", tz=BERLIN)
    assert log.warnings == ("Some dates put the day first and others the month. They were read with the month first.",)
    assert [call.name for call in log.calls] == ["Jan"]
    assert [each.what for each in log.skipped] == ["calls.csv, line 2"]
