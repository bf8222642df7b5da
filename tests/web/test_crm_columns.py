"""A dropped table whose columns nobody knows is asked about once, read in as said, and gone from where it waited."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.template.loader import render_to_string

from foothold.records.models import CrmMapping, Opportunity, WaitingTable

pytestmark = pytest.mark.django_db
ODD = "Nr,Was,Wer,Stand\n1,<b>Press</b> line,Northwind,Won\n2,=1+1,Alpine,Open\n"
CHOSEN = {"kind": "deals", "program": "csv", "read": "yes"}
CHOSEN |= {"column.0": "key", "column.1": "name", "column.2": "account", "column.3": "stage"}


def drop(browser: Any, text: str, name: str = "odd.csv") -> Any:
    return browser.post("/read", {"file": SimpleUploadedFile(name, text.encode())})


def test_an_unknown_table_is_asked_about_and_nothing_of_it_is_stored(seat: Any, browser_of: Callable[..., Any]) -> None:
    answer = drop(browser_of(seat), ODD)
    waiting = WaitingTable.objects.in_workspace(seat.workspace_id).get()
    assert answer.url == f"/sources/tables/{waiting.pk}"
    page = browser_of(seat).get(answer.url).content.decode()
    assert "Nothing tells what this is a list of." in page
    assert not Opportunity.objects.in_workspace(seat.workspace_id).exists()


def test_the_columns_as_said_are_read_in_and_remembered(seat: Any, browser_of: Callable[..., Any]) -> None:
    browser = browser_of(seat)
    address = drop(browser, ODD).url
    page = browser.post(address, {"kind": "deals", "program": "csv", "again": "yes"}).content.decode()
    assert "&lt;b&gt;Press&lt;/b&gt; line" in page
    assert browser.post(address, CHOSEN).url == "/picture"
    deals = Opportunity.objects.in_workspace(seat.workspace_id).order_by("crm_key")
    assert list(deals.values_list("crm_key", "account__name", "closure")) == [
        ("1", "Northwind", "won"), ("2", "Alpine", "")
    ]  # fmt: skip
    assert CrmMapping.objects.in_workspace(seat.workspace_id).get().columns["Was"] == "name"
    assert not WaitingTable.objects.in_workspace(seat.workspace_id).exists()
    assert drop(browser, ODD).url == "/picture"


def test_columns_left_out_are_open_with_a_warning_where_they_are_more_than_half(
    seat: Any, browser_of: Callable[..., Any]
) -> None:
    browser = browser_of(seat)
    address = drop(browser, "Deal Name,Zut,Foo,Bar,Baz\nLine,1,2,3,4\n").url
    page = browser.post(address, {"kind": "deals", "program": "csv", "again": "yes"}).content.decode()
    assert "More than half is left out. Say what these hold." in page
    assert "<details open" in page


def test_what_was_read_with_a_doubt_is_not_counted_as_skipped() -> None:
    lines = [{"what": "a.csv, line 3", "reason": "No name."}, {"what": "a.csv", "reason": "Odd.", "was_read": True}]
    page = render_to_string("web/parts/skipped.html", {"skipped": lines})
    assert "1 skipped, and why" in page
    assert "1 to know" in page


def test_two_columns_for_one_field_and_open_questions_store_nothing(seat: Any, browser_of: Callable[..., Any]) -> None:
    browser = browser_of(seat)
    address = drop(browser, "Nr,Was,Wer,Zu am\n1,Line,Northwind,03/04/2026\n").url
    twice = browser.post(address, CHOSEN | {"column.3": "name"})
    assert (twice.status_code, "Two columns are chosen" in twice.content.decode()) == (422, True)
    undated = browser.post(address, CHOSEN | {"column.3": "closes_on"})
    assert (undated.status_code, "day or month first" in undated.content.decode()) == (422, True)
    assert not Opportunity.objects.in_workspace(seat.workspace_id).exists()
    assert browser.post(address, CHOSEN | {"column.3": "closes_on", "dates": "day"}).url == "/picture"
    assert str(Opportunity.objects.in_workspace(seat.workspace_id).get().expected_on) == "2026-04-03"


def test_a_table_that_waits_is_its_owners_alone_and_can_be_left_out(
    seat: Any, colleague: Any, stranger: Any, browser_of: Callable[..., Any]
) -> None:
    address = drop(browser_of(seat), ODD).url
    for other in (colleague, stranger):
        assert browser_of(other).get(address).status_code == 404
        assert browser_of(other).post(f"{address}/leave").status_code == 404
    assert browser_of(seat).get(f"{address}/leave").status_code == 405
    assert browser_of(seat).post(f"{address}/leave").status_code == 302
    assert not WaitingTable.objects.in_workspace(seat.workspace_id).exists()


def test_the_write_back_is_a_file_of_ones_own_crm(seat: Any, stranger: Any, browser_of: Callable[..., Any]) -> None:
    drop(browser_of(seat), "Record ID,Deal Name,Deal Stage,Associated Company\n7,Line,Proposal,Northwind\n", "d.csv")
    assert "HubSpot, 1 deal" in browser_of(seat).get("/sources").content.decode()
    answer = browser_of(seat).post("/sources/write-back", {"crm": "hubspot"})
    assert answer["Content-Disposition"] == 'attachment; filename="foothold-hubspot.csv"'
    assert answer.content.decode().splitlines()[1].startswith("7,")
    assert browser_of(stranger).post("/sources/write-back", {"crm": "hubspot"}).status_code == 404
