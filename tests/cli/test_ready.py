"""`foothold ready`: the sheet of one meeting to come, in words and as one document."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]
Text = Callable[..., str]


@pytest.fixture
def known(foothold: Run, calendar_file: Callable[..., Path], entry: Text, calendar: Text) -> datetime:
    """Three meetings to come, from a calendar; when the first begins."""
    at = datetime.now(UTC).replace(minute=0, second=0, microsecond=0) + timedelta(days=2)
    entries = [
        entry("one", at, at - timedelta(days=20), customer="northwind", summary="Northwind, price for three sites"),
        entry("two", at + timedelta(days=1), at, customer="alpine", partstat="NEEDS-ACTION"),
        *(
            entry(f"old-{name}", at - timedelta(days=40), at - timedelta(days=50), customer=name)
            for name in ("alpine", "northwind")
        ),
    ]
    foothold("import", calendar_file(calendar(*entries)))
    return at


def test_the_next_meeting_is_shown_with_what_is_missing(foothold: Run, known: datetime) -> None:
    said = foothold("ready")
    assert said.returncode == 0
    assert said.stdout.startswith("Northwind, price for three sites, ")
    assert "NOT READY  no outcome with a next step and two times yet; no agenda yet" in said.stdout
    assert "none yet" in said.stdout
    assert "say what you want to leave with" in said.stdout
    assert "suggested, not fact:" in said.stdout
    assert "Which parts of price for three sites they take as they are" in said.stdout


@pytest.mark.parametrize("who", ["alpine", "Pilot result with alpine"])
def test_a_meeting_is_found_by_its_customer_or_title(foothold: Run, known: datetime, who: str) -> None:
    said = foothold("ready", who)
    assert said.stdout.startswith("Pilot result with alpine")
    assert "they have not accepted" in said.stdout


def test_a_meeting_is_found_by_its_time(foothold: Run, known: datetime) -> None:
    from zoneinfo import ZoneInfo

    document = json.loads(foothold("ready", "--json").stdout)
    zone = datetime.fromisoformat(document["start"]).tzinfo or ZoneInfo("UTC")
    said = foothold("ready", f"{known.astimezone(zone):%H:%M}")
    assert said.stdout.startswith("Northwind, price for three sites, ")


def test_nobody_of_that_name_ends_with_code_1_and_one_line(foothold: Run, known: datetime) -> None:
    said = foothold("ready", "nobody")
    assert (said.returncode, said.stdout) == (1, "")
    assert 'with "nobody"' in said.stderr


def test_json_is_one_ready_1_document(foothold: Run, known: datetime) -> None:
    document = json.loads(foothold("ready", "northwind", "--json").stdout)
    assert document["schema"] == "ready/1"
    assert (document["class"], document["reached"], document["flags"]) == ("NOT READY", "NOT READY", ["no purpose"])
    assert document["closed_gates"] == ["us.6", "us.7"]
    items = {each["item"]: each for each in document["items"]}
    assert len(items) == 14
    assert (items["cu.1"]["value"], items["cu.1"]["level"], items["cu.1"]["source"]) == (1.0, "E4", "calendar")
    assert (items["us.1"]["value"], items["us.1"]["level"], items["us.1"]["source"]) == (0.0, "E0", None)
    assert len(document["suggested"]) == 3


def test_today_says_what_is_missing(foothold: Run, known: datetime) -> None:
    said = foothold("today", "--now", f"{known - timedelta(minutes=30):%Y-%m-%dT%H:%M}+00:00")
    assert "no outcome yet: " in said.stdout


def test_a_day_of_another_year_is_told_with_its_year(foothold: Run, known: datetime) -> None:
    assert not [word for word in foothold("ready").stdout.splitlines()[0].split() if word == str(known.year)]
    earlier = f"{known - timedelta(days=800):%Y-%m-%d}T08:00+00:00"
    first = foothold("ready", "northwind", "--now", earlier).stdout.splitlines()[0]
    assert f" {(known - timedelta(days=40)).year} " in first


def test_the_class_short_says_what_the_short_sheet_asks_for(
    foothold: Run, known: datetime, calendar_file: Callable[..., Path], entry: Text, calendar: Text
) -> None:
    at = known + timedelta(days=3)
    foothold(
        "import", calendar_file(calendar(entry("kick", at, known - timedelta(days=9), summary="Kick-off line two")))
    )
    [line] = [each for each in foothold("ready", "Kick-off line two").stdout.splitlines() if each.startswith("short")]
    assert line == (
        "short  asks for an outcome with its next step, and their yes: no outcome with a next step and two times yet"
    )
