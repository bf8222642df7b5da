"""`foothold review`: the five percentages as far as the sources reach, and why not where they do not (METHOD 9)."""

import json
import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from foothold.cli.output import span

Run = Callable[..., Any]
Text = Callable[..., str]


def row(said: str, name: str) -> str:
    return next(line for line in said.splitlines() if line.strip().startswith(name))


def test_it_counts_what_the_calendar_shows_and_says_why_the_rest_is_not_known(filled: Run) -> None:
    said = filled("review", "--days", "90")
    assert said.returncode == 0
    assert said.stdout.startswith("12 meetings with 12 customers, ")
    assert "not known" in row(said.stdout, "both sides got")
    assert "no customer was asked" in row(said.stdout, "customer: best use")
    assert "no meeting was debriefed" in row(said.stdout, '"I should have asked"')
    next_one = row(said.stdout, "next one in the calendar")
    assert "50 %" in next_one
    assert "6 of 12; 25 to 75 %" in next_one
    assert "3 later, 3 never" in next_one
    assert "25 %" in row(said.stdout, "customers without a next date")


def test_days_of_two_years_are_said_with_their_years() -> None:
    assert span(date(2025, 12, 1), date(2026, 11, 27)) == "1 Dec 2025 - 27 Nov 2026"
    assert span(date(2026, 9, 1), date(2026, 11, 29)) == "1 Sep - 29 Nov"


def test_a_review_that_begins_in_another_year_says_so(filled: Run) -> None:
    head = filled("review", "--days", "400").stdout.splitlines()[0]
    assert len(re.findall(r"\b20\d\d\b", head)) == 2


def test_below_ten_it_counts_instead_of_giving_percentages(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    foothold("import", calendar_file(ninety_days(6, in_room=3, later=1)))
    said = foothold("review").stdout
    assert "Below 10 we count instead of giving percentages." in said
    assert "3 of 6" in row(said, "next one in the calendar")
    assert " %" not in said


def test_without_created_the_next_date_is_not_known_and_never_no(
    foothold: Run, calendar_file: Callable[..., Path], ninety_days: Text
) -> None:
    foothold("import", calendar_file(ninety_days(12, in_room=9, later=0, with_created=False)))
    document = json.loads(foothold("review", "--json").stdout)
    in_room = document["beside"]["in_room"]
    assert (in_room["yes"], in_room["unknown"], in_room["of"]) == (0, 9, 12)
    assert (in_room["low"], in_room["high"]) == (0, 75)
    assert "0 to 75 %" in row(foothold("review").stdout, "next one in the calendar")


def test_the_document_has_the_five_in_order_with_their_reasons(filled: Run) -> None:
    document = json.loads(filled("review", "--json").stdout)
    assert document["schema"] == "review/1"
    assert [each["id"] for each in document["percentages"]] == ["P1", "P2", "P3", "P4", "P5"]
    assert document["counts"]["held"] == 12
    assert document["percentages"][0]["why_unknown"] == ["no own answer", "customer not asked"]
    assert document["beside"]["in_room"] == {"yes": 6, "unknown": 0, "of": 12, "low": 50, "high": 50}
    assert document["beside"]["without_next_date"]["k"] == 3


def test_with_fewer_than_thirty_meetings_on_each_side_nothing_is_compared(filled: Run) -> None:
    fifth = json.loads(filled("review", "--json").stdout)["percentages"][4]
    assert fifth["change"] is None or fifth["change"]["points"] is None
    assert "against the 90 days before" not in filled("review").stdout


@pytest.mark.parametrize("days", ["0", "-3", "1", "99999"])
def test_days_that_cannot_be_reviewed_are_wrong_use(foothold: Run, days: str) -> None:
    said = foothold("review", "--days", days)
    assert said.returncode == 2
    assert said.stderr.startswith("foothold: ")


def test_with_nothing_imported_nothing_is_made_up(foothold: Run) -> None:
    said = foothold("review")
    assert said.returncode == 0
    assert said.stdout.startswith("0 meetings with 0 customers")
    assert "%" not in said.stdout
    assert "import PATH" in said.stderr


def test_without_a_team_the_numbers_stay_ones_own_and_it_says_so(filled: Run) -> None:
    own = json.loads(filled("review", "--json").stdout)
    for words in (["--team"], ["--by", "seller"]):
        said = filled("review", "--json", *words)
        assert "These are your own" in said.stderr
        document = json.loads(said.stdout)
        assert not document["team"]
        assert document["counts"] == own["counts"]


def test_a_pipe_gets_no_colour(filled: Run) -> None:
    assert "\033" not in filled("review").stdout
