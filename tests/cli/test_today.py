"""`foothold today`: what is known of today, in words and as JSON lines."""

import json
import re
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from booked_steps import THURSDAY, VIENNA, WANTED
from foothold.actions.book_next_step import book_next_step
from foothold.actions.change_invitation import cancel_next_step, has_left_by_hand
from foothold.cli.output import columns
from foothold.cli.today import _lines, run
from foothold.records.today import today

Run = Callable[..., Any]
Text = Callable[..., str]


@pytest.fixture
def at_noon() -> datetime:
    """Noon of today in the zone of the tests, which is on the same day whenever they run."""
    from zoneinfo import ZoneInfo

    return datetime.now(ZoneInfo("Europe/Vienna")).replace(hour=12, minute=0, second=0, microsecond=0)


def filled(entry: Text, calendar: Text, at_noon: datetime) -> str:
    early = at_noon - timedelta(days=40)
    tomorrow = at_noon + timedelta(days=2)
    return calendar(
        *(
            entry(f"old-{name}", early, early - timedelta(days=3), customer=name)
            for name in ("northwind", "alpine", "contoso")
        ),
        entry("today", at_noon, early, customer="northwind"),
        entry("ahead", tomorrow, early, customer="alpine", partstat="NEEDS-ACTION"),
    )


def test_it_names_the_meetings_the_open_slots_and_who_has_no_next_date(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text, at_noon: datetime
) -> None:
    foothold("import", calendar_file(filled(entry, calendar, at_noon)))
    said = foothold("today")
    assert said.returncode == 0
    first, *_, last = said.stdout.splitlines()
    assert first.startswith("12:00    Northwind")
    assert "Pilot result with northwind" in first
    assert "they have not accepted" in said.stdout
    assert "Contoso" in said.stdout
    assert "no next date; last met " in said.stdout
    assert "silent" not in said.stdout.lower(), "a calendar alone shows no silence"
    assert last == "That is all."


def test_with_json_every_thing_is_a_line(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text, at_noon: datetime
) -> None:
    foothold("import", calendar_file(filled(entry, calendar, at_noon)))
    found = [json.loads(line) for line in foothold("today", "--json").stdout.splitlines()]
    by_kind: dict[str, list[dict[str, Any]]] = {}
    for line in found:
        by_kind.setdefault(line["kind"], []).append(line)
    assert [line["account"] for line in by_kind["meeting"]] == ["Northwind"]
    assert datetime.fromisoformat(by_kind["meeting"][0]["start"]) == at_noon
    [waiting] = by_kind["waits_for_them"]
    assert (waiting["account"], waiting["state"], waiting["waits_for"]) == ("Alpine", "offered", "customer")
    assert "Contoso" in [line["account"] for line in by_kind["no_next_date"]]


def test_one_never_sent_and_past_has_a_state_the_contract_names(seat: Any, now: datetime) -> None:
    contract = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text()
    row = next(line for line in contract.splitlines() if line.startswith('| `"meeting"` | a customer meeting of today'))
    states = set(re.findall(r'"(\w+)"', row.split("`state` (")[1].split(")")[0]))
    book_next_step(seat, WANTED, now=now)
    afterwards = THURSDAY + timedelta(hours=3)
    [line] = _lines(today(seat, now=afterwards), VIENNA, afterwards)
    assert line["state"] == "unknown"
    assert line["state"] in states


@pytest.mark.parametrize("told", [False, True])
def test_what_was_called_off_is_named_until_they_are_told(
    seat: Any, now: datetime, told: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    invitation = book_next_step(seat, WANTED, now=now)
    has_left_by_hand(seat, invitation, now=now)
    invitation = cancel_next_step(seat, invitation, now=now)
    if told:
        has_left_by_hand(seat, invitation, now=now)
    monkeypatch.setattr("foothold.cli.today.open_seat", lambda _data: seat)
    given = {"data": None, "now": now}
    assert run(Namespace(**given, json=False)) == 0
    rows = [row for row in capsys.readouterr().out.splitlines() if "called off: they have not been told" in row]
    assert len(rows) == (0 if told else 1)
    assert all(row.startswith("tell     Northwind") and "Thu 24 Sep" in row for row in rows)
    assert run(Namespace(**given, json=True)) == 0
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [each["title"] for each in lines if each["kind"] == "called_off"] == [invitation.meeting.title] * len(rows)


def test_a_meeting_that_runs_comes_first_with_how_it_is_closed(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text, at_noon: datetime
) -> None:
    early = at_noon - timedelta(days=40)
    entries = [
        entry("early", at_noon - timedelta(hours=3), early, customer="alpine"),
        entry("now", at_noon, early, customer="northwind"),
    ]
    foothold("import", calendar_file(calendar(*entries)))
    said = foothold("today", "--now", (at_noon + timedelta(minutes=10)).isoformat()).stdout.splitlines()
    assert said[0].startswith("12:00    Northwind")
    assert " until 1" in said[0]
    assert "book the next one: " in said[0]
    assert "book Northwind WHEN" in said[0]
    assert said[1].startswith("09:00    Alpine")
    assert "until" not in said[1]


def test_with_nothing_imported_it_says_what_to_do(at_first: Run) -> None:
    said = at_first("today")
    assert said.returncode == 0
    assert said.stdout == "No customer meeting is known yet.\n"
    assert "import calendar.ics" in said.stderr
    assert at_first("today", "--json").stdout == ""


def test_words_of_strangers_do_not_steer_the_terminal(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text, at_noon: datetime
) -> None:
    nasty = "\x1b]0;owned\x07\x1b[2JPilot\u202eresult"
    early = at_noon - timedelta(days=9)
    entries = [entry(f"{n}", at_noon - timedelta(days=n), early) for n in (5, 6, 7)]
    foothold("import", calendar_file(calendar(*entries, entry("today", at_noon, early, summary=nasty))))
    said = foothold("today").stdout
    assert "Pilot" in said
    assert not [char for char in said if not char.isprintable() and char != "\n"]


def test_a_data_folder_that_cannot_be_used_is_said_in_one_line(foothold: Run) -> None:
    said = foothold("today", "--data", "/dev/null/nowhere")
    assert said.returncode == 4
    assert len(said.stderr.splitlines()) == 1


def test_a_day_is_the_workspaces_own(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text
) -> None:
    from zoneinfo import ZoneInfo

    midnight = datetime.now(ZoneInfo("Europe/Vienna")).replace(hour=0, minute=30, second=0, microsecond=0)
    early = datetime.now(UTC) - timedelta(days=9)
    entries = [entry(f"{n}", early + timedelta(days=n), early) for n in (1, 2, 3)]
    foothold("import", calendar_file(calendar(*entries, entry("night", midnight, early, summary="After midnight"))))
    assert "00:30    Northwind" in foothold("today").stdout


def test_a_yes_by_mail_that_nobody_vouches_for_is_called_so(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text, at_noon: datetime, tmp_path: Path
) -> None:
    early, later = at_noon - timedelta(days=9), at_noon + timedelta(days=2)
    entries = [entry(f"{n}", at_noon - timedelta(days=n), early) for n in (5, 6, 7)]
    waiting = [entry("today", at_noon, early, partstat="NEEDS-ACTION")]
    waiting.append(entry("ahead", later, early, partstat="NEEDS-ACTION"))
    done = [foothold("import", calendar_file(calendar(*entries, *waiting)))]
    # Answered well after the calendar was written: within one second neither would be the later word.
    answered_at = datetime.now(UTC) + timedelta(seconds=5)
    for uid in ("today", "ahead"):
        (tmp_path / f"{uid}.eml").write_bytes(yes_by_mail(uid, answered_at).encode())
        done.append(foothold("import", tmp_path / f"{uid}.eml"))
    done.append(foothold("today", "--now", (at_noon - timedelta(hours=1)).isoformat()))
    assert [(each.returncode, each.stderr) for each in done if each.returncode] == [], "each step is done"
    said = done[-1].stdout
    lines = [line for line in said.splitlines() if "not verified" in line]
    assert ["they said yes by mail, not verified" in line for line in lines] == [True, True]
    assert "offered, they said" in lines[0]
    assert lines[1].startswith("offer    Northwind")


def yes_by_mail(uid: str, at: datetime) -> str:
    invitation = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//x//EN", "METHOD:REPLY", "BEGIN:VEVENT", f"UID:{uid}"]
    invitation += [f"DTSTAMP:{at:%Y%m%dT%H%M%SZ}", "ORGANIZER:mailto:anna@harbour.example"]
    invitation += ["ATTENDEE;PARTSTAT=ACCEPTED:mailto:petra@northwind.example", "END:VEVENT", "END:VCALENDAR", ""]
    head = ["From: petra@northwind.example", "To: anna@harbour.example", f"Message-ID: <{uid}@northwind.example>"]
    head += [f"Date: {at:%a, %d %b %Y %H:%M:%S} +0000", "Subject: Accepted", "MIME-Version: 1.0"]
    head += ["Content-Type: text/calendar; method=REPLY; charset=utf-8", ""]
    return "\r\n".join([*head, *invitation])


def test_customers_met_over_ninety_days_ago_are_counted_in_one_line(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text, at_noon: datetime
) -> None:
    long_ago = at_noon - timedelta(days=120)
    entries = [entry(name, long_ago, long_ago, customer=name) for name in ("alpine", "contoso")]
    lately = at_noon - timedelta(days=9)
    foothold("import", calendar_file(calendar(*entries, entry("near", lately, lately))))
    said = foothold("today").stdout
    assert "         2 customers last met over 90 days ago have no next date either" in said.splitlines()
    assert "Alpine" not in said


def test_its_columns_stand_below_each_other_whatever_the_names_are(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text, at_noon: datetime
) -> None:
    early, ahead = at_noon - timedelta(days=40), at_noon + timedelta(days=2)
    long = "Wide talk " + "about everything " * 4
    entries = [
        entry("today", at_noon, early, customer="a-name-longer-than-its-column", summary=long),
        entry("cjk", at_noon + timedelta(hours=2), early, summary="北山風力発電" * 6),
        entry("accent", at_noon + timedelta(hours=4), early, customer="alpine", summary="Café talk"),
        entry("ahead", ahead, early, customer="contoso", partstat="NEEDS-ACTION"),
        entry("none", early, early, customer="bergmann"),
    ]
    foothold("import", calendar_file(calendar(*entries)))
    lines = foothold("today", "--now", (at_noon - timedelta(hours=1)).isoformat()).stdout.splitlines()[:-1]
    assert [line[:7].strip() for line in lines] == ["12:00", "14:00", "16:00", "offer", "none"]
    assert {len(line) - len(line[7:].lstrip()) for line in lines} == {9}
    assert len({columns(line[: line.index("booked")]) for line in lines[:3]}) == 1
    assert lines[3].index("they have") > columns(lines[0][: lines[0].index("booked")])
