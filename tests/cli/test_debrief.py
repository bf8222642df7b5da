"""`foothold debrief`: what only its seller knows of a meeting, or that nobody came."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Text = Callable[..., str]


@pytest.fixture
def over(foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text) -> datetime:
    """Two meetings of today and yesterday, from a calendar; when the last one began."""
    at = datetime.now(UTC).replace(microsecond=0) - timedelta(minutes=90)
    entries = [
        entry("one", at, at - timedelta(days=20), customer="northwind"),
        entry("two", at - timedelta(days=1), at - timedelta(days=20), customer="alpine"),
        entry("ahead", at + timedelta(days=2), at - timedelta(days=1), customer="contoso"),
    ]
    foothold("import", calendar_file(calendar(*entries)))
    return at


def test_the_last_meeting_is_said_to_be_missed_and_it_is_taken_back(foothold: Run, over: datetime) -> None:
    said = foothold("debrief", "--they-missed")
    assert said.returncode == 0
    assert said.stdout.startswith("Pilot result with northwind, ")
    assert "They did not come. It does not count as held, and is not judged." in said.stdout
    assert "book Northwind WHEN" in said.stderr
    assert "debrief --not-missed" in said.stderr
    assert "did not come" not in foothold("debrief", "--not-missed").stdout


def test_today_says_so_in_its_line(
    foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text
) -> None:
    noon = datetime.now(UTC).replace(hour=12, minute=0, second=0, microsecond=0)
    foothold("import", calendar_file(calendar(entry("one", noon - timedelta(hours=2), noon - timedelta(days=9)))))
    now = ("--now", noon.isoformat())
    assert "over" in foothold("today", *now).stdout
    foothold("debrief", "--they-missed", *now)
    assert "they did not come" in foothold("today", *now).stdout
    [line] = [json.loads(each) for each in foothold("today", "--json", *now).stdout.splitlines() if '"meeting"' in each]
    assert line["state"] == "they_missed"


def test_one_is_found_by_its_customer_and_never_one_to_come(foothold: Run, over: datetime) -> None:
    document = json.loads(foothold("debrief", "alpine", "--we-missed", "--json").stdout)
    assert (document["schema"], document["title"]) == ("debrief/1", "Pilot result with alpine")
    assert (document["missed_by"], document["was_held_by_their_words"]) == ("ours", False)
    nobody = foothold("debrief", "contoso", "--they-missed")
    assert (nobody.returncode, nobody.stdout) == (1, "")


def test_what_it_was_is_said_as_on_the_page_and_once(foothold: Run, over: datetime) -> None:
    first = foothold("debrief", "northwind", "--met", "partly", "--sure", "75", "--promised", "Petra sends the hours")
    assert "got what you came for: partly; sure of the next date: 75 %" in first.stdout
    again = json.loads(foothold("debrief", "northwind", "--met", "yes", "--json").stdout)
    assert (again["met"], again["sure"], again["missed_by"]) == ("partly", 75, None)


def test_what_nobody_came_to_had_no_outcome(foothold: Run, over: datetime) -> None:
    said = foothold("debrief", "--met", "yes", "--they-missed")
    assert said.returncode == 2
    assert json.loads(foothold("debrief", "--json").stdout)["missed_by"] is None
    assert foothold("debrief", "--sure", "80").returncode == 2, "five stops"
