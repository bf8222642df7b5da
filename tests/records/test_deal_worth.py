"""What a deal is worth whose own amount nobody knows (METHOD 7.2), also among a hundred thousand others."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from foothold.records.deal_worth import DealWorth
from foothold.records.models import Account, Opportunity, TriageSetting

pytestmark = pytest.mark.django_db


@pytest.fixture
def amounts(seat: Any) -> None:
    account = Account.objects.in_workspace(seat.workspace).create(name="Northwind")
    said = (("E2", "EUR", 9), ("E2", "", 5), ("E3", "EUR", 7), ("E1", "EUR", 100), ("E2", "USD", 100), ("", "", None))
    for level, currency, amount in said:
        Opportunity.objects.in_workspace(seat.workspace).create(
            account=account, name=f"{level} {currency}", opened_at=datetime(2026, 3, 2, tzinfo=UTC),
            amount_level=level, currency=currency, amount=None if amount is None else Decimal(amount),
        )  # fmt: skip


@pytest.mark.parametrize(("currency", "median"), [("EUR", 7), ("", 8), ("CHF", 5)])
def test_the_median_is_of_amounts_that_are_borne_out_in_the_currency_told(
    seat: Any, amounts: None, currency: str, median: float
) -> None:
    TriageSetting.objects.in_workspace(seat.workspace).create(currency=currency)
    assert DealWorth(seat.workspace_id).team_median == median


@pytest.mark.skipif(connection.vendor != "sqlite", reason="SQLite alone says in words how it will look")
def test_the_median_is_found_in_its_index_without_a_look_at_the_deals(seat: Any, amounts: None) -> None:
    TriageSetting.objects.in_workspace(seat.workspace).create(currency="EUR")
    with CaptureQueriesContext(connection) as asked:
        _ = DealWorth(seat.workspace_id).team_median
    of_deals = [each["sql"] for each in asked.captured_queries if "records_opportunity" in each["sql"]]
    for sql in of_deals:
        with connection.cursor() as cursor:
            plan = str(cursor.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall())
        assert "COVERING INDEX amounts_borne_out" in plan
    assert len(of_deals) == 2
