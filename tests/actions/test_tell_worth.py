"""What an hour costs is told by a person, and every open deal is judged by it (METHOD 7.2)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from foothold.actions.settle_standings import AT_ONCE, EVERY, settle_standings
from foothold.actions.tell_worth import tell_worth
from foothold.core.worth import break_evens
from foothold.records.deal_worth import DealWorth
from foothold.records.models import Account, Opportunity, OpportunityStanding, TriageSetting

DAY = timedelta(days=1)


@pytest.fixture
def deal(seat: Any, plan: Callable[..., Any], now: datetime) -> Any:
    """A deal with a meeting held and a booked one, of an amount a CRM tells."""
    account = Account.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, name="Northwind")
    made = Opportunity.objects.in_workspace(seat.workspace).create(
        account=account, seller=seat.user, name="Northwind", opened_at=now - 30 * DAY,
        amount=Decimal(84_000), amount_level="E2", currency="EUR",
    )  # fmt: skip
    for title, days in (("Scrap at line two", -7), ("Price for three sites", 7)):
        set_at = now - 9 * DAY
        plan(seat, title, now + days * DAY, opportunity=made, put_at=set_at, noted_at=set_at)
    return made


def nine(currency: str) -> Any:
    return Opportunity(amount=Decimal(9), amount_level="E2", currency=currency)


def triage_of(deal: Any) -> str:
    return str(OpportunityStanding.objects.in_workspace(deal.workspace_id).get(opportunity=deal).triage)


def test_a_dearer_hour_changes_the_class_at_once(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    assert triage_of(deal) == "close soon"
    tell_worth(seat, {"hour": "2000", "currency": "EUR"}, now=now)
    assert triage_of(deal) == "nurture (keep warm)"
    tell_worth(seat, {"hour": "", "currency": ""}, now=now)
    assert triage_of(deal) == "close soon"


def test_a_week_with_fewer_hours_changes_it_too(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    tell_worth(seat, {"capacity": "1"}, now=now)
    assert triage_of(deal) == "nurture (keep warm)"


def test_many_deals_are_left_to_the_next_round_and_are_due_then(seat: Any, deal: Any, now: datetime) -> None:
    settle_standings(seat.workspace_id, now=now)
    for number in range(AT_ONCE):
        firm = Account.objects.in_workspace(seat.workspace).create(workspace_id=seat.workspace_id, name=str(number))
        Opportunity.objects.in_workspace(seat.workspace).create(account=firm, name="x", opened_at=now)
    tell_worth(seat, {"hour": "2000", "currency": "EUR"}, now=now)
    assert OpportunityStanding.objects.in_workspace(seat.workspace).get(opportunity=deal).as_of == now - EVERY


def test_a_deal_of_unknown_value_keeps_the_two_break_evens_whatever_an_hour_costs(seat: Any, now: datetime) -> None:
    for hour in ("", "75", "15000"):
        tell_worth(seat, {"hour": hour, "currency": "JPY"}, now=now)
        even = break_evens(DealWorth(seat.workspace_id).of(Opportunity()))
        assert even is not None
        assert [round(each, 3) for each in even] == [0.05, 0.208]


def test_an_amount_in_another_currency_is_not_weighed_against_the_hour(seat: Any, deal: Any, now: datetime) -> None:
    worths = DealWorth(seat.workspace_id)
    assert worths.of(nine("USD")).value == 9
    tell_worth(seat, {"hour": "100", "currency": "eur"}, now=now)
    worths = DealWorth(seat.workspace_id)
    assert worths.of(nine("USD")).value == 84_000, "the median of the amounts in euro stands in"
    assert worths.of(nine("EUR")).value == 9
    assert worths.of(nine("")).value == 9


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ({"hour": "much", "currency": "EUR"}, "write one number"),
        ({"hour": "0", "currency": "EUR"}, "more than 0"),
        ({"hour": "-5", "currency": "EUR"}, "more than 0"),
        ({"hour": "99999999", "currency": "EUR"}, "at most"),
        ({"hour": "120"}, "currency in three letters"),
        ({"hour": "120", "currency": "Euro"}, "currency in three letters"),
        ({"value": "20000"}, "what an hour costs, too"),
        ({"to_pursue": "2", "to_nurture": "2"}, "more hours than keeping it warm"),
        ({"to_pursue": "1"}, "more hours than keeping it warm"),
        ({"to_nurture": "0.001"}, "more than 0"),
        ({"capacity": "169"}, "at most 168"),
        ({"capacity": "0"}, "more than 0"),
        ({"hour": "$120", "currency": "EUR"}, "is not EUR"),
        ({"hour": "CHF 120", "currency": "EUR"}, "one currency: EUR"),
    ],
)
def test_what_cannot_be_is_said_and_changes_nothing(seat: Any, now: datetime, said: dict[str, str], words: str) -> None:
    tell_worth(seat, {"hour": "120", "currency": "EUR"}, now=now)
    with pytest.raises(ValueError, match=words):
        tell_worth(seat, said, now=now)
    assert TriageSetting.objects.in_workspace(seat.workspace).get().hour == 120


@pytest.mark.parametrize(
    ("typed", "kept"),
    [("87,50", "87.50"), ("87.5", "87.50"), ("1.200", "1200"), ("1,200", "1200"), ("1.234,50 €", "1234.50")],
)
def test_numbers_are_read_as_they_are_written(seat: Any, now: datetime, typed: str, kept: str) -> None:
    assert tell_worth(seat, {"hour": typed, "currency": "EUR"}, now=now).hour == Decimal(kept)
