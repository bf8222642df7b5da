"""`foothold book`: in words, as book/1, and what stands in the way (UX 3)."""

import json
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

Run = Callable[..., Any]
VIENNA = ZoneInfo("Europe/Vienna")


@pytest.fixture(scope="session")
def thursday() -> datetime:
    """Ten o'clock of the Thursday after next, in the zone of the tests."""
    today = datetime.now(VIENNA).replace(hour=10, minute=0, second=0, microsecond=0)
    return today + timedelta(days=(3 - today.weekday()) % 7 + 7)


def told(at: datetime) -> str:
    """Thu 24 Sep; the year where it is not this one."""
    return f"{at:%a} {at.day} {at:%b}" + (f" {at.year}" if at.year != datetime.now(VIENNA).year else "")


@pytest.fixture
def book(
    foothold: Run,
    calendar_file: Callable[..., Path],
    entry: Callable[..., str],
    calendar: Callable[..., str],
    thursday: datetime,
) -> Run:
    """The command where Petra of Northwind was met at ten o'clock three times, and Bergmann stands on that Friday."""
    met = [thursday - timedelta(days=7 * weeks) for weeks in (3, 4, 5)]
    entries = [entry(f"met-{number}", at, at - timedelta(days=9)) for number, at in enumerate(met)]
    friday = thursday + timedelta(days=1)
    entries.append(entry("friday", friday, met[0], customer="bergmann", summary="Bergmann, price"))
    assert foothold("import", calendar_file(calendar(*entries))).returncode == 0
    return foothold


def when(at: datetime) -> str:
    return f"{at:%Y-%m-%d %H:%M}"


def test_a_dry_run_says_whom_when_from_where_and_what_is_known_of_the_time(book: Run, thursday: datetime) -> None:
    asked = ["--for", "45m", "--about", "price for 3 sites", "--bring", "pump hours", "--dry-run"]
    said = book("book", "northwind", when(thursday), *asked)
    day = told(thursday)
    assert said.returncode == 0, said.stderr
    assert said.stdout.splitlines() == [
        f"Would invite petra@northwind.example, {day} 10:00-10:45 Europe/Vienna, from anna@harbour.example",
        "You are free. Petra met you at 10:00 three times. Nothing sent (--dry-run).",
    ]
    assert json.loads(book("book", "northwind", when(thursday), *asked, "--json").stdout)["slot"] == "free"


def test_it_is_booked_once_and_says_how_it_leaves(book: Run, thursday: datetime, tmp_path: Path) -> None:
    file = tmp_path / "next.ics"
    asked = ["--for", "45m", "--about", "price for 3 sites", "--we-bring", "savings of site 1", "--ics", file]
    said = book("book", "northwind", when(thursday), *asked)
    assert said.returncode == 0, said.stderr
    assert "It is not sent yet" in said.stdout
    assert "https://calendar.google.com/" in said.stdout
    assert b"petra@northwind.example" in file.read_bytes()
    again = book("book", "northwind", when(thursday), *asked[:-2])
    assert again.returncode == 6
    assert "Taken: Price for 3 sites" in again.stderr
    assert "Next best: " in again.stderr
    assert book("book", "northwind", when(thursday), "--ics", file).returncode == 6


def test_a_time_that_is_taken_is_a_conflict_with_the_next_best(book: Run, thursday: datetime) -> None:
    friday = thursday + timedelta(days=1)
    for dry in (["--dry-run"], []):
        said = book("book", "northwind", when(friday), "--about", "price for 3 sites", "--json", *dry)
        found = json.loads(said.stdout)
        assert said.returncode == 6
        assert (found["schema"], found["booked"], found["slot"]) == ("book/1", False, "taken")
        assert found["next_best"]
    said = book("book", "northwind", when(friday), "--about", "price", "--even-if-taken", "--json")
    assert json.loads(said.stdout)["booked"] is True


def test_the_document_names_everything_that_was_booked(book: Run, thursday: datetime) -> None:
    said = book(
        "book", "petra@northwind.example", when(thursday), "--about", "price", "--bring", "pump hours", "--json"
    )
    found = json.loads(said.stdout)
    assert found["booked"] is True
    assert found["account"] == "Northwind"
    assert found["start"] == thursday.isoformat()
    assert found["invites"] == [{"address": "petra@northwind.example", "name": "Petra Lang"}]
    assert found["they_bring"] == ["pump hours"]
    assert (found["way"], found["met_at_this_time"]) == ("file", 3)
    assert found["code"].startswith("FH-")
    assert set(found["links"]) == {"Google Calendar", "Outlook", "Outlook.com"}


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        (["contoso", "thu 10:00"], 1, "nobody is known"),
        (["petra lang", "thu 10:00"], 2, "Say which"),
        (["northwind", "thursday"], 2, "at what time?"),
        (["northwind", "soon"], 2, "no day and time"),
        (["northwind", "2020-01-01 10:00", "--about", "price"], 2, "has passed"),
        (["northwind", "thu 10:00", "--for", "long"], 2, "is no length"),
        (["northwind", "2027-03-28 02:30"], 2, "There is no 02:30 on Sun 28 Mar"),
    ],
)
def test_what_cannot_be_is_one_line_and_its_exit_code(book: Run, words: list[str], code: int, says: str) -> None:
    said = book("book", *words)
    assert said.returncode == code, said.stdout
    assert says in said.stderr
    assert len(said.stderr.strip().splitlines()) <= 2
    assert said.stdout == ""


def test_a_day_that_has_just_passed_is_not_taken_for_next_year(book: Run) -> None:
    passed = datetime.now(VIENNA) - timedelta(days=10)
    said = book("book", "northwind", f"{passed.day} {passed:%b} 10:00", "--about", "price", "--dry-run")
    assert (said.returncode, said.stdout) == (2, "")
    assert f"{told(passed)} has passed. Write the year if you mean {passed.year + 1}." in said.stderr


def test_a_time_of_another_year_is_told_with_it(book: Run) -> None:
    year = datetime.now(VIENNA).year + 1
    said = book("book", "northwind", f"20 Nov {year} 10:00", "--about", "price", "--dry-run")
    assert f" 20 Nov {year} 10:00-" in said.stdout, said.stderr


def test_without_a_topic_the_proposed_one_is_taken_and_said_to_be(book: Run, thursday: datetime) -> None:
    would = book("book", "northwind", when(thursday), "--dry-run")
    assert would.returncode == 0, would.stderr
    assert "About: Pilot result with northwind" in would.stdout
    said = book("book", "northwind", when(thursday))
    assert said.stdout.splitlines()[0].endswith("to petra@northwind.example: Pilot result with northwind")
    assert "The topic is proposed from what is known. Name another with --about TOPIC." in said.stderr


def test_a_time_that_is_taken_and_the_next_best_are_told_by_the_workspace_s_clock_and_it_is_named(
    book: Run, thursday: datetime
) -> None:
    friday = thursday + timedelta(days=1)
    said = book("book", "northwind", when(friday), "--about", "price").stderr
    day = f"{friday:%a} {friday.day} {friday:%b}"
    assert f"Taken: Bergmann, price, {day} 10:00. " in said, "the calendar wrote it in UTC"
    assert said.count("Europe/Vienna") == 1


def test_a_customer_elsewhere_has_his_time_in_brackets_beside_ours(book: Run, thursday: datetime, folder: Path) -> None:
    with sqlite3.connect(folder / "foothold.sqlite3") as database:
        database.execute("UPDATE records_account SET tz = 'Asia/Tokyo' WHERE name = 'Northwind'")
    said = book("book", "northwind", f"{thursday:%Y-%m-%d} 17:00", "--for", "1h", "--about", "price", "--dry-run")
    day = told(thursday)
    ours = datetime(thursday.year, thursday.month, thursday.day, 17, tzinfo=ZoneInfo("Asia/Tokyo")).astimezone(VIENNA)
    until = ours + timedelta(hours=1)
    assert f"{day} {ours:%H:%M}-{until:%H:%M} Europe/Vienna ({day} 17:00 Asia/Tokyo)" in said.stdout, said.stderr
