"""`foothold deals`: where each deal stands, what is in the forecast and what beside it (UX 3; METHOD 7)."""

import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

Run = Callable[..., Any]


@pytest.fixture
def two_deals(foothold: Run, calendar_file: Callable[..., Path], calendar: Any, entry: Any) -> Run:
    """Northwind met and booked again, Contoso met and not."""
    now = datetime.now(UTC).replace(minute=0, second=0, microsecond=0)
    held, ahead = now - timedelta(days=10), now + timedelta(days=10)
    before = held - timedelta(days=5)
    text = calendar(
        entry("n1", held, before, customer="northwind"),
        entry("n2", ahead, held + timedelta(minutes=30), customer="northwind", summary="Price for three sites"),
        entry("c1", held - timedelta(hours=3), before, customer="contoso"),
    )
    assert foothold("import", calendar_file(text)).returncode == 0
    return foothold


def test_each_deal_has_its_state_and_class_and_only_the_booked_one_is_in_the_forecast(two_deals: Run) -> None:
    said = two_deals("deals", "--sort", "state")
    assert said.returncode == 0
    lines = said.stdout.splitlines()
    assert "VAGUE" in lines[0]
    assert "BOOKED" in lines[1]
    assert "in 10" in lines[1]
    assert "%" not in said.stdout
    assert "booked next step: 1 deal, 1 of them without an amount" in lines
    assert "beside it, without one: 1 deal, 1 of them without an amount" in lines


def test_json_has_a_line_a_deal_and_the_sums_last(two_deals: Run) -> None:
    *deals, sums = map(json.loads, two_deals("deals", "--json").stdout.splitlines())
    assert {each["state"] for each in deals} == {"booked", "vague"}
    assert all(each["chance"] is None and each["tenths"] for each in deals)
    assert (sums["schema"], sums["forecast"]["deals"], sums["outside"]["deals"]) == ("deals/1", 1, 1)


def test_lists_can_be_cut_by_state_and_by_class(two_deals: Run) -> None:
    [deal, _sums] = map(json.loads, two_deals("deals", "--state", "booked,silent", "--json").stdout.splitlines())
    assert deal["state"] == "booked"
    assert two_deals("deals", "--class", "let-go").stdout == "No such deal is open.\n"


@pytest.mark.parametrize("words", [("--state", "warm"), ("--class", "hot")])
def test_a_word_that_is_no_state_or_class_is_wrong_use(foothold: Run, words: tuple[str, str]) -> None:
    said = foothold("deals", *words)
    assert said.returncode == 2
    assert f'"{words[1]}"; there are ' in said.stderr


def test_without_deals_it_says_what_to_do(foothold: Run) -> None:
    said = foothold("deals")
    assert (said.returncode, said.stdout) == (0, "No deal is open.\n")
    assert "import PATH" in said.stderr


def test_without_closed_deals_nothing_is_learned_and_it_says_so(two_deals: Run) -> None:
    said = two_deals("deals", "--calibration")
    assert said.stdout.startswith("No deal with a meeting was closed yet")
    document = json.loads(two_deals("deals", "--calibration", "--json").stdout)
    assert (document["schema"], document["closed"], document["predictable"]) == ("triage-learning/1", 0, False)
