"""What a deal is worth: typed on its page, never in place of a CRM's; what is not known is in no sum (METHOD 7.2)."""

from collections.abc import Callable
from datetime import UTC, datetime
from decimal import Decimal
from html import unescape
from typing import Any

import pytest

from foothold.records.models import Membership, Opportunity, TriageSetting
from made_deals import make_deal

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


def text_of(browser: Any, address: str) -> str:
    return " ".join(unescape(browser.get(address).content.decode()).split())


def say(browser: Any, deal: Opportunity, amount: str, currency: str = "EUR") -> str:
    answer = browser.post(f"/deals/{deal.pk}/amount", {"amount": amount, "currency": currency}, follow=True)
    deal.refresh_from_db()
    return " ".join(unescape(answer.content.decode()).split())


@pytest.fixture
def deal(seat: Membership) -> Opportunity:
    made: Opportunity = make_deal(seat, "Helio", state="vague", now=NOW)
    Opportunity.objects.in_workspace(seat.workspace).update(amount=None, currency="", amount_level="")
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("typed", "kept"), [("84000", 84000), ("84.000", 84000), ("84,000.50", 84000.5), ("EUR 84 000", 84000)]
)
def test_a_seller_says_what_his_deal_is_worth(
    seat: Membership, deal: Opportunity, browser_of: Make, typed: str, kept: float
) -> None:
    browser = browser_of(seat)
    assert "amount not known" in text_of(browser, f"/deals/{deal.pk}")
    page = say(browser, deal, typed)
    assert (deal.amount, deal.currency, deal.amount_level) == (Decimal(str(kept)), "EUR", "E1")
    assert "EUR 84 k, typed here" in page
    assert "EUR 84 k" in text_of(browser, "/deals")


def test_an_amount_that_is_taken_back_is_not_known_and_never_nought(
    seat: Membership, deal: Opportunity, browser_of: Make
) -> None:
    browser = browser_of(seat)
    say(browser, deal, "84000")
    page = say(browser, deal, "")
    assert (deal.amount, deal.currency, deal.amount_level) == (None, "", "")
    assert "amount not known" in page


@pytest.mark.parametrize(
    ("typed", "currency", "said"),
    [
        ("84k", "EUR", "The amount: write one number, like 120 or 87,50."),
        ("84 to 90", "EUR", "The amount: write one number, like 120 or 87,50."),
        ("20.000.00", "EUR", "The amount: write one number, like 120 or 87,50."),
        ("$500", "EUR", "$ is not EUR. Say the currency in three letters, like USD."),
        ("0", "EUR", "The amount is more than 0. Leave it empty where it is not known."),
        ("-5", "EUR", "The amount is more than 0. Leave it empty where it is not known."),
        ("84000", "", "Say the currency in three letters, like EUR."),
        ("84000", "euros", "Say the currency in three letters, like EUR."),
        ("9" * 30, "EUR", "The amount: write one number, like 120 or 87,50."),
    ],
)
def test_what_is_no_amount_is_said_and_stays_to_be_mended(
    seat: Membership, deal: Opportunity, browser_of: Make, typed: str, currency: str, said: str
) -> None:
    browser = browser_of(seat)
    say(browser, deal, "500")
    answer = browser.post(f"/deals/{deal.pk}/amount", {"amount": typed, "currency": currency})
    assert answer.status_code == 422
    page = unescape(answer.content.decode())
    assert said in page
    assert f'value="{typed}"' in page, "what was typed is there still"
    deal.refresh_from_db()
    assert deal.amount == 500


def test_what_a_crm_says_is_changed_there(seat: Membership, deal: Opportunity, browser_of: Make) -> None:
    Opportunity.objects.in_workspace(seat.workspace).update(amount=900, currency="EUR", amount_level="E2")
    browser = browser_of(seat)
    page = text_of(browser, f"/deals/{deal.pk}")
    assert "EUR 900, from your CRM" in page
    assert "/amount" not in page
    assert "Your CRM says this amount: change it there." in say(browser, deal, "84000")
    assert deal.amount == 900


def test_whoever_leads_the_seller_types_no_amount_of_his(
    seat: Membership, colleague: Membership, browser_of: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    theirs = make_deal(colleague, "Contoso", state="vague", now=NOW)
    browser = browser_of(seat)
    assert "/amount" not in text_of(browser, f"/deals/{theirs.pk}")
    before = theirs.amount
    assert "This deal is a colleague's" in say(browser, theirs, "1")
    assert theirs.amount == before


def test_the_currency_is_the_one_that_is_told_here(seat: Membership, deal: Opportunity, browser_of: Make) -> None:
    TriageSetting.objects.in_workspace(seat.workspace).create(hour=100, currency="CHF")
    assert 'name="currency" value="CHF"' in browser_of(seat).get(f"/deals/{deal.pk}").content.decode()


def test_sums_say_of_how_many_deals_the_amount_is_not_known(
    seat: Membership, deal: Opportunity, browser_of: Make
) -> None:
    known = make_deal(seat, "Contoso", state="vague", now=NOW)
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=known.pk).update(amount=66000, currency="EUR")
    browser = browser_of(seat)
    page = text_of(browser, "/pipeline")
    assert "2 open deals, EUR 66 k, 1 without an amount" in page
    assert "<td>EUR 66 k, 1 without an amount</td>" in page, "what its picture shows"
    assert "2 deals, EUR 66 k, 1 without an amount" in text_of(browser, "/pipeline/counted/open")
    record = text_of(browser, "/pipeline/record")
    assert "Of 1 deal the amount is not known: it is in neither." in record


def test_no_deals_are_not_said_to_lack_an_amount(seat: Membership, browser_of: Make) -> None:
    page = text_of(browser_of(seat), "/pipeline")
    assert "0 open deals" in page
    assert "no amount known" not in page
