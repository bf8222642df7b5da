"""What `foothold import` says of what it read, and what to do next (UX 3): units, conversations, undo, zones."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Text = Callable[..., str]
Run = Callable[..., Any]
CALENDAR_TOO = "Import your calendar too: answers and calls are shown beside its meetings."


def mail(number: int) -> str:
    return (
        f"From: Anna Weber <anna@harbour.example>\r\nTo: petra@northwind.example\r\nSubject: Savings\r\n"
        f"Date: Mon, 0{number} Jun 2026 10:00:00 +0200\r\nMessage-ID: <{number}@harbour.example>\r\n\r\nDear Petra,\r\n"
    )


def published(titles: list[str]) -> str:
    """A calendar as a server publishes it: titles and times, and nobody in it."""
    begin = datetime.now(UTC).replace(microsecond=0) - timedelta(days=20)
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//harbour//EN"]
    for number, title in enumerate(titles):
        at = begin + timedelta(days=number)
        when = (f"DTSTART:{at:%Y%m%dT%H%M%SZ}", f"DTEND:{at + timedelta(hours=1):%Y%m%dT%H%M%SZ}")
        lines += ["BEGIN:VEVENT", f"UID:{number}", f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}", *when, f"SUMMARY:{title}"]
        lines.append("END:VEVENT")
    return "\r\n".join([*lines, "END:VCALENDAR", ""])


def reply(uid: str) -> str:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}"]
    lines += ["DTSTAMP:20260601T080000Z", "DTSTART:20260615T080000Z", "ORGANIZER:mailto:anna@harbour.example"]
    lines += ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:petra@northwind.example", "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(lines)


def test_mails_are_counted_as_mails_and_a_calendar_is_asked_for(foothold: Run, tmp_path: Path) -> None:
    for number in (1, 2):
        (tmp_path / "mails").mkdir(exist_ok=True)
        (tmp_path / "mails" / f"{number}.eml").write_bytes(mail(number).encode())
    said = foothold("import", tmp_path / "mails")
    assert "Read 2 of 2 files: 2 mails new, 0 changed, 0 the same." in said.stderr
    assert CALENDAR_TOO in said.stderr
    assert CALENDAR_TOO not in said.stdout


def test_a_call_log_alone_waits_for_the_calendar_and_is_read_again_after_it(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text, tmp_path: Path
) -> None:
    at = datetime.now(UTC) - timedelta(days=20)
    (tmp_path / "calls.csv").write_text(
        f"Date,Time,Number,Name,Direction,Duration\n{at:%Y-%m-%d},10:00,+43 1 5550101,Customer00,outgoing,00:12:30\n"
    )
    said = foothold("import", tmp_path / "calls.csv").stderr
    assert "1 call new, 0 changed, 0 the same." in said
    assert "Import your calendar too, then the call log again: " in said
    foothold("import", calendar_file(ninety_days(3, 1, 1)))
    again = foothold("import", tmp_path / "calls.csv")
    assert "4 customer meetings, 3 customers" in again.stdout
    assert "Import your calendar too" not in again.stderr


def test_an_answer_is_counted_as_an_answer_whenever_it_is_read(
    foothold: Run, calendar_file: Callable[..., Path]
) -> None:
    path = calendar_file(reply("pilot"), "reply.ics")
    first, second = (foothold("import", path).stderr for _ in range(2))
    assert "1 answer new, 0 changed, 0 the same." in first
    assert "0 answers new, 0 changed, 1 the same." in second
    assert CALENDAR_TOO in first


def test_beside_a_calendar_no_calendar_is_asked_for_and_what_is_counted_has_no_one_name(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text, tmp_path: Path
) -> None:
    (tmp_path / "1.eml").write_bytes(mail(1).encode())
    said = foothold("import", calendar_file(ninety_days(6, 3, 1)), tmp_path / "1.eml").stderr
    assert "Read 2 of 2 files: 11 new, 0 changed, 0 the same." in said
    assert CALENDAR_TOO not in said
    assert CALENDAR_TOO not in foothold("import", tmp_path / "1.eml").stderr


def test_a_conversation_is_left_out_with_the_command_that_reads_it(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text, tmp_path: Path
) -> None:
    (tmp_path / "call.vtt").write_text("WEBVTT\n\n00:01.000 --> 00:02.000\n<v Petra Lang>Thursday.\n", "utf-8")
    calendar_file(ninety_days(3, 1, 1))
    said = foothold("import", tmp_path / "calendar.ics", tmp_path / "call.vtt").stderr
    assert "foothold read FILE" in said
    assert "Drop it on" not in said
    [skipped] = json.loads(foothold("import", "--json", tmp_path / "call.vtt").stdout)["skipped"]
    assert skipped["reason"].endswith("foothold read FILE")


def test_undoing_a_reading_that_changed_nothing_says_so_and_how_to_take_back_the_one_before(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    path = calendar_file(ninety_days(12, 6, 3))
    for _ in range(2):
        foothold("import", path)
    nothing, everything = (foothold("import", "--undo") for _ in range(2))
    assert "0 entries taken out" in nothing.stdout
    assert "This reading had changed nothing. To take back the one before: " in nothing.stderr
    assert nothing.stderr.rstrip().endswith("foothold import --undo")
    assert "21 entries taken out" in everything.stdout
    assert "changed nothing" not in everything.stderr


def test_a_calendar_that_names_nobody_asks_which_titles_are_customers_and_not_who_we_are(
    foothold: Run, calendar_file: Callable[..., Path]
) -> None:
    path = calendar_file(published(["Pilot 1", "Pilot 2", "Price talk", "Dentist"]))
    said = foothold("import", path).stdout
    assert "3 titles name nobody: say which customer under Who is who (" in said
    assert "--me" not in said
    told = foothold("import", "--me", "anna@harbour.example").stdout
    assert "3 titles name nobody" in told
    assert "You: anna@harbour.example" in told


def test_where_the_calendar_names_customers_titles_of_ones_own_time_are_not_brought_up(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    foothold("import", calendar_file(published(["Gym", "Dentist"]), "own.ics"))
    assert "name nobody" not in foothold("import", calendar_file(ninety_days(6, 3, 1))).stdout


@pytest.mark.parametrize(("zone", "said"), [("UTC", True), ("Etc/UTC", True), ("Europe/Lisbon", False)])
def test_times_in_utc_are_said_to_be(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text, zone: str, said: bool
) -> None:
    shown = foothold("import", calendar_file(ninety_days(3, 1, 1)), TZ=zone).stdout
    assert ("Times in UTC; change it under Set up (" in shown) is said


def test_yesterday_is_the_same_time_of_the_day_before(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text
) -> None:
    noon = (datetime.now(UTC) - timedelta(days=1)).replace(hour=11, minute=0, second=0, microsecond=0)
    entries = [entry(f"{n}", noon - timedelta(days=n), noon - timedelta(days=30)) for n in range(4)]
    foothold("import", calendar_file(calendar(*entries)))
    assert "Northwind" in foothold("today", "--now", "yesterday").stdout
    assert foothold("today", "--now", "today").stdout == foothold("today").stdout
    assert "No customer meetings today." in foothold("today", "--now", "today").stdout
    assert foothold("today", "--now", "tomorrow").returncode == 2
