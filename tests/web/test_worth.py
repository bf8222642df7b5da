"""What an hour costs, in Set up: who tells it, what follows from it, and what is said of what cannot be."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from html import unescape
from typing import Any

from foothold.records.models import Opportunity, OpportunityStanding, TriageSetting
from made_deals import make_deal

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(microsecond=0)


def part(answer: Any) -> str:
    """The section in plain words."""
    page = answer.content.decode().split('class="worth"')[1].split("</section>")[0]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", page)).split())


def test_not_told_it_claims_no_money_and_says_what_holds(seat: Any, browser_of: Make) -> None:
    said = part(browser_of(seat).get("/setup"))
    assert "Not told: a convention stands in, and no money is claimed." in said
    assert "Without an amount: pursue from a chance of 21 %, keep warm from 5 %." in said
    assert "EUR" not in said
    assert "150" not in said


def test_told_it_says_what_follows_in_one_sentence(seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    typed = {"hour": "120", "currency": "eur", "value": "40.000", "capacity": "20"}
    assert browser.post("/setup/worth", typed)["Location"] == "/setup"
    said = part(browser.get("/setup"))
    assert "An hour costs EUR 120. With 20 hours a week, the last one that fits sets the price." in said
    assert "A deal of EUR 40 k: pursue from a chance of 8 %, keep warm from 2 %." in said
    assert browser.post("/setup/worth", {"hour": "", "currency": "EUR"})["Location"] == "/setup"
    assert "Not told" in part(browser.get("/setup"))


def test_what_it_rests_on_is_worked_out_anew(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Northwind", state="booked", now=NOW, amount=4_000)
    Opportunity.objects.in_workspace(seat.workspace).update(amount_level="E2")
    browser_of(seat).post("/setup/worth", {"hour": "9000", "currency": "EUR"})
    row = OpportunityStanding.objects.in_workspace(seat.workspace).get(opportunity=deal)
    assert (row.triage, row.as_of > NOW) == ("let go", True)


def test_what_cannot_be_stays_in_the_form_with_a_clear_word(seat: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    answer = browser.post("/setup/worth", {"hour": "a lot", "currency": "EUR"})
    assert answer.status_code == 422
    assert "What an hour costs: write one number, like 120 or 87,50." in part(answer)
    assert 'value="a lot"' in answer.content.decode()
    assert not TriageSetting.objects.in_workspace(seat.workspace).exists()


def test_an_admin_tells_it_and_a_seller_sees_it(seat: Any, make_seat: Make, browser_of: Make) -> None:
    admin = make_seat("Ines", seat.workspace, role="admin")
    mira = make_seat("Mira", seat.workspace, role="seller")
    assert browser_of(admin).post("/setup/worth", {"hour": "120", "currency": "EUR"}).status_code == 302
    assert browser_of(mira).post("/setup/worth", {"hour": "1", "currency": "EUR"}).status_code == 404
    assert TriageSetting.objects.in_workspace(seat.workspace).get().hour == 120
    said = part(browser_of(mira).get("/setup"))
    assert "An hour costs EUR 120." in said
    assert "An admin may change it." in said
    assert "Save" not in said


def test_the_deal_leads_to_what_an_hour_costs(seat: Any, browser_of: Make) -> None:
    deal = make_deal(seat, "Northwind", state="booked", now=NOW)
    assert 'href="/setup#worth"' in browser_of(seat).get(f"/deals/{deal.pk}").content.decode()
