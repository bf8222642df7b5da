"""`foothold deals`: where each deal stands, what is in the forecast and what beside it (UX 3; METHOD 7)."""

import csv
import io
import json
from argparse import Namespace
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.cli.deals import run
from foothold.records.models import Meeting, Membership, Opportunity, Workspace
from made_deals import make_deal

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


def test_csv_has_a_row_a_deal_with_the_cells_of_its_json_line(two_deals: Run) -> None:
    *deals, _sums = map(json.loads, two_deals("deals", "--json").stdout.splitlines())
    rows = list(csv.DictReader(io.StringIO(two_deals("deals", "--csv").stdout)))
    assert [(row["name"], row["state"], row["slot"]) for row in rows] == [
        (each["name"], each["state"], each["slot"] or "") for each in deals
    ]
    assert [int(row["tenths_low"]) for row in rows] == [each["tenths"][0] for each in deals]
    assert [
        row["name"] for row in csv.DictReader(io.StringIO(two_deals("deals", "--state", "silent", "--csv").stdout))
    ] == []


def test_lists_can_be_cut_by_state_and_by_class(two_deals: Run) -> None:
    [deal, _sums] = map(json.loads, two_deals("deals", "--state", "booked,silent", "--json").stdout.splitlines())
    assert deal["state"] == "booked"
    assert two_deals("deals", "--class", "let-go").stdout == "No such deal is open.\n"


@pytest.mark.parametrize("words", [("--state", "warm"), ("--class", "hot")])
def test_a_word_that_is_no_state_or_class_is_wrong_use(foothold: Run, words: tuple[str, str]) -> None:
    said = foothold("deals", *words)
    assert said.returncode == 2
    assert f'"{words[1]}"; there are ' in said.stderr


def test_a_sum_of_no_deals_is_left_out(two_deals: Run) -> None:
    said = two_deals("deals", "--state", "booked").stdout
    assert "booked next step: 1 deal" in said
    assert "beside it" not in said


def test_without_deals_it_says_what_to_do(foothold: Run) -> None:
    said = foothold("deals")
    assert (said.returncode, said.stdout) == (0, "No deal is open.\n")
    assert "import PATH" in said.stderr


def test_without_closed_deals_nothing_is_learned_and_it_says_so(two_deals: Run) -> None:
    said = two_deals("deals", "--calibration")
    assert said.stdout.startswith("No deal with a meeting was closed yet")
    document = json.loads(two_deals("deals", "--calibration", "--json").stdout)
    assert (document["schema"], document["closed"], document["predictable"]) == ("triage-learning/1", 0, False)


def test_where_deals_are_of_several_sellers_each_line_says_whose_it_is(
    seat: Any, colleague: Any, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    now = datetime.now(UTC)
    monkeypatch.setattr("foothold.cli.deals.open_seat", lambda _data: seat)
    words = {"state": "", "classes": "", "sort": "amount", "calibration": False, "json": False, "data": None}
    Workspace.objects.filter(pk=seat.workspace_id).update(demo="present")
    Membership.objects.in_workspace(seat.workspace).filter(pk=colleague.pk).update(demo=True)
    seat.workspace.refresh_from_db()
    for whom, name in ((seat, "Own"), (colleague, "Toms")):
        deal = make_deal(whom, name, state="vague", now=now)
        Opportunity.objects.in_workspace(seat.workspace).filter(pk=deal.pk).update(demo=True)
        # The demo's figures are one's own where nothing real is there.
        Meeting.objects.in_workspace(seat.workspace).update(demo=True)
    assert run(Namespace(**words, csv=False, team=False, now=now)) == 0
    rows = {row.split()[0]: row for row in capsys.readouterr().out.splitlines() if row.startswith(("Own", "Toms"))}
    assert rows["Toms"].split()[1] == "Tom"
    assert rows["Own"].split()[1] == "Anna"
    Opportunity.objects.in_workspace(seat.workspace).filter(name="Toms").update(closure="lost")
    assert run(Namespace(**words, csv=False, team=False, now=now)) == 0
    assert "Anna" not in capsys.readouterr().out
