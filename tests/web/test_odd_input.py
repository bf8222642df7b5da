"""What nobody types, but somebody sends: a clear answer, never our fault."""

import re
from collections.abc import Callable
from typing import Any

import pytest

from foothold.records.models import Account, Identity, Meeting

Browser = Callable[..., Any]
WORDS = "Anna Weber: Hello.\nPetra Lang: We will send you the figures by Friday.\n"


def carried(browser: Any, words: str = WORDS) -> str:
    page = browser.post("/read", {"words": words}).content.decode()
    found = re.search(r'name="carried" value="([^"]+)"', page)
    assert found
    return found[1]


@pytest.mark.parametrize("held_at", ["0001-01-01T00:00", "1899-12-31T10:00", "2201-01-01T10:00", "9999-12-31T23:59"])
def test_an_impossible_day_is_asked_again_and_nothing_is_stored(seat: Any, browser_of: Browser, held_at: str) -> None:
    browser = browser_of(seat)
    answer = browser.post("/verdict", {"carried": carried(browser), "held_at": held_at})
    assert answer.status_code == 422
    assert "That day cannot be right." in answer.content.decode()
    assert not Meeting.objects.in_workspace(seat.workspace_id).exists()


@pytest.mark.parametrize("now", ["0001-01-01T00:00:00", "9999-12-31T23:59:59Z"])
def test_an_impossible_year_is_refused_by_the_api(seat: Any, browser_of: Browser, now: str) -> None:
    answer = browser_of(seat).post("/api/v1/read", {"text": WORDS, "now": now}, content_type="application/json")
    assert answer.status_code == 422


def test_an_offset_beyond_any_table_is_refused_by_the_api(seat: Any, browser_of: Browser) -> None:
    assert browser_of(seat).get(f"/api/v1/conversations?offset={2**70}").status_code == 422
    assert browser_of(seat).get(f"/api/v1/conversations?limit={2**70}").status_code == 200


def test_nul_is_taken_out_of_every_form_field(seat: Any, browser_of: Browser) -> None:
    browser = browser_of(seat)
    browser.post("/setup/identities", {"value": "An\0na"})
    assert Identity.objects.in_workspace(seat.workspace_id).get().value == "Anna"
    browser.post("/verdict", {"carried": carried(browser), "account": "Nor\0th" + "x" * 500})
    assert Account.objects.in_workspace(seat.workspace_id).get().name == ("North" + "x" * 500)[:200]


def test_nul_in_a_file_is_no_fault_of_ours(seat: Any, browser_of: Browser) -> None:
    browser = browser_of(seat)
    answer = browser.post("/api/v1/read", {"text": "Anna\0: Hello.\nPetra: Hi\0.\n"}, content_type="application/json")
    assert answer.status_code in {200, 422}


@pytest.mark.parametrize("address", ["/", "/meetings", "/setup", "/api/v1/conversations"])
def test_pages_of_a_signed_in_person_are_never_cached(seat: Any, browser_of: Browser, address: str) -> None:
    assert browser_of(seat).get(address)["Cache-Control"] == "no-store"


def test_a_claim_longer_than_its_column_is_not_found(seat: Any, browser_of: Browser, read_meeting: Any) -> None:
    meeting = read_meeting(seat)
    claim = "vague." + "0" * 100
    answer = browser_of(seat).post(f"/meetings/{meeting.pk}/not-right", {"claim": claim, "says": "wrong_words"})
    assert answer.status_code == 404
