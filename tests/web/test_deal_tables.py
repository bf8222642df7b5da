"""The pages of deals as CSV and JSON: the page's rows, the page's rights, the page's kept look."""

import csv
import io
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from foothold.records.models import Call, Feeling, Meeting
from made_deals import judge, make_deal, make_meeting

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(microsecond=0)


def lines(browser: Any, address: str) -> list[dict[str, str]]:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    assert answer["Content-Type"] == "text/csv; charset=utf-8"
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


@pytest.fixture
def helio(colleague: Any) -> Any:
    deal = make_deal(colleague, "=Helio", state="vague", now=NOW, amount=22_000)
    judge(make_meeting(colleague, deal, NOW - timedelta(days=2), "Pilot result", next_set="never"))
    for days in (18, 14, 10, 6):
        Call.objects.in_workspace(colleague.workspace).create(
            account=deal.account,
            user=colleague.user,
            key=str(days),
            called_at=NOW - timedelta(days=days),
            direction="out",
            outcome="no_answer",
        )
    return deal


def test_the_deals_are_those_chosen_on_the_page_and_no_formula_gets_out(
    colleague: Any, helio: Any, browser_of: Make
) -> None:
    make_deal(colleague, "Northwind", state="booked", now=NOW, amount=84_000)
    browser = browser_of(colleague)
    [line] = lines(browser, "/deals.csv?state=vague")
    assert (line["deal"], line["state"], line["currency"]) == ("'=Helio", "vague", "EUR")
    assert float(line["amount"]) == 22_000
    found = json.loads(browser.get("/deals.json").content)
    assert found["schema"] == "deals-table/1"
    assert [row["deal"] for row in found["rows"]] == ["Northwind", "=Helio"]
    assert 'href="/deals.csv?state=vague"' in browser.get("/deals?state=vague").content.decode()


def test_the_review_the_sheet_and_the_hours_come_as_tables(colleague: Any, helio: Any, browser_of: Make) -> None:
    browser = browser_of(colleague)
    assert [(line["deal"], line["review"]) for line in lines(browser, "/pipeline.csv")] == [("'=Helio", "to decide")]
    sheet = lines(browser, f"/weekly/{colleague.pk}.csv")
    assert {line["part"] for line in sheet} >= {"last seven days", "without a counted next step"}
    hours = {line["what"]: float(line["hours"]) for line in lines(browser, f"/one-to-one/{colleague.pk}/time.csv")}
    assert hours["dark"] + hours["not known"] >= 0
    assert sum(hours.values()) > 0


def test_silent_deals_come_with_their_days_and_touches(colleague: Any, browser_of: Make) -> None:
    deal = make_deal(colleague, "Contoso", state="silent", now=NOW)
    for days in (18, 14, 10):
        Call.objects.in_workspace(colleague.workspace).create(
            account=deal.account,
            user=colleague.user,
            key=str(days),
            called_at=NOW - timedelta(days=days),
            direction="out",
            outcome="no_answer",
        )
    [line] = lines(browser_of(colleague), "/silent.csv")
    assert (line["deal"], line["unanswered"]) == ("Contoso", "3")
    assert line["silence"] in {"quiet", "dark"}
    assert 'href="/silent.json"' in browser_of(colleague).get("/silent").content.decode()


def test_what_was_felt_is_in_the_file_of_the_seller_alone_until_he_shares_it(
    seat: Any, colleague: Any, helio: Any, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    held = Meeting.objects.in_workspace(seat.workspace).get(title="Pilot result", next_set="never")
    Feeling.objects.in_workspace(seat.workspace).create(
        meeting=held, user=colleague.user, met="yes", sure=75, said_at=held.held_at, late=False
    )
    address = f"/weekly/{colleague.pk}.csv"
    assert "75 % sure" in next(line["felt"] for line in lines(browser_of(colleague), address))
    assert {line["felt"] for line in lines(browser_of(seat), address)} == {""}


ADDRESSES = ["/deals.csv?team=1", "/pipeline.csv?team=1", "/silent.csv"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_colleagues_rows_are_not_in_anybodys_file(seat: Any, helio: Any, browser_of: Make, address: str) -> None:
    assert "Helio" not in browser_of(seat).get(address).content.decode("utf-8-sig")


def test_what_is_not_for_this_person_or_no_file_does_not_exist(
    seat: Any, colleague: Any, helio: Any, browser_of: Make, make_seat: Make
) -> None:
    browser, stranger = browser_of(seat), browser_of(make_seat("Eve"))
    for address in (f"/weekly/{colleague.pk}.csv", f"/one-to-one/{colleague.pk}/time.json"):
        assert browser.get(address).status_code == 404
        assert stranger.get(address).status_code == 404
    assert browser_of(colleague).get("/deals.xlsx").status_code == 404


def test_a_managers_look_at_a_file_is_kept_as_at_the_page(
    seat: Any, colleague: Any, helio: Any, browser_of: Make, lets_lead: Make
) -> None:
    from foothold.records.models import Look

    lets_lead(seat, colleague)
    rows = Look.objects.in_workspace(seat.workspace)
    for address in ("/deals.csv?team=1", f"/weekly/{colleague.pk}.csv"):
        before = rows.count()
        assert "Helio" in browser_of(seat).get(address).content.decode("utf-8-sig")
        assert rows.count() > before, address


def test_every_column_is_in_the_contracts(colleague: Any, helio: Any, browser_of: Make) -> None:
    told = (Path(__file__).parents[2] / "docs" / "contracts.md").read_text()
    for address in (
        "/deals.csv",
        "/pipeline.csv",
        f"/weekly/{colleague.pk}.csv",
        f"/one-to-one/{colleague.pk}/time.csv",
    ):
        for column in lines(browser_of(colleague), address)[0]:
            assert f"`{column}`" in told.split("## Tables of deals")[1].split("\n## ")[0], (address, column)
