"""Keys and moments of a SQLite file, read quicker than Django reads them and no different."""

from datetime import UTC, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.db.backends.sqlite3.base import DatabaseWrapper
from django.db.models import Max

from foothold.records.many_rows import insert
from foothold.records.models import Account, Opportunity

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.skipif(connection.vendor != "sqlite", reason="what is measured is how SQLite's values are read"),
]


@pytest.fixture
def deal(seat: Any) -> Opportunity:
    account = Account.objects.in_workspace(seat.workspace).create(name="Northwind")
    opened_at = datetime(2026, 3, 29, 1, 30, 0, 123456, tzinfo=UTC)
    return Opportunity.objects.in_workspace(seat.workspace).create(account=account, name="Trial", opened_at=opened_at)


def test_keys_and_moments_come_back_as_they_were_given(seat: Any, deal: Opportunity) -> None:
    rows = Opportunity.objects.in_workspace(seat.workspace)
    found = rows.values_list("pk", "account_id", "seller_id", "opened_at", "closed_at").get()
    assert found == (deal.pk, deal.account_id, None, deal.opened_at, None)
    assert found[3].tzinfo is UTC
    assert rows.aggregate(latest=Max("opened_at"))["latest"] == deal.opened_at
    assert rows.get(opened_at=deal.opened_at).account_id == deal.account_id


@pytest.mark.parametrize(
    "stored",
    [
        None,
        "2026-10-25 00:30:00.000001",
        datetime(2026, 10, 25, 0, 30),  # noqa: DTZ001 (as SQLite hands it over)
        datetime(1900, 1, 1, 0, 0, 0, 999999),  # noqa: DTZ001
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
    ],
)
def test_a_moment_is_read_as_django_reads_it(stored: Any) -> None:
    theirs = DatabaseWrapper.ops_class(connection).convert_datetimefield_value(stored, None, connection)
    ours = connection.ops.convert_datetimefield_value(stored, None, connection)
    assert ours == theirs
    assert theirs is None or (ours.tzinfo, ours.utcoffset()) == (UTC, timedelta(0))


def test_a_key_is_read_once_wherever_it_stands(seat: Any, deal: Opportunity) -> None:
    pointing = Opportunity.objects.in_workspace(seat.workspace).values_list("account_id", flat=True).get()
    assert pointing is Account.objects.in_workspace(seat.workspace).values_list("pk", flat=True).get()


def test_a_column_is_read_at_once_and_no_different(seat: Any, deal: Opportunity) -> None:
    kept = [None, datetime(2026, 3, 29, 1, 30, tzinfo=UTC), "2026-10-25 00:30:00.000001"]
    operations = connection.ops
    for convert, column in (
        (operations.convert_datetimefield_value, kept),
        (operations.convert_uuidfield_value, [None, deal.pk.hex]),
        (operations.convert_booleanfield_value, [None, 0, 1, True, False]),
    ):
        assert list(operations.columns[convert](column)) == [convert(value, None, connection) for value in column]


def test_more_rows_than_are_read_at_once_come_back_in_their_order(seat: Any, deal: Opportunity) -> None:
    first = deal.opened_at
    insert(
        seat.workspace_id,
        [
            Opportunity(
                workspace_id=seat.workspace_id, account_id=deal.account_id, name="Firm",
                opened_at=first + timedelta(days=number),
            )
            for number in range(250)
        ],
    )  # fmt: skip
    rows = Opportunity.objects.in_workspace(seat.workspace).filter(name="Firm").order_by("opened_at")
    listed = list(rows.values_list("pk", "opened_at"))
    assert [at for _, at in listed] == [first + timedelta(days=number) for number in range(250)]
    assert [each.pk for each in rows] == [key for key, _ in listed] == list(rows.values_list("pk", flat=True))


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 10, 25, 0, 30, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, 0, 789, tzinfo=UTC),
        datetime(2026, 10, 25, 0, 30, tzinfo=ZoneInfo("Europe/Berlin")),
        None,
    ],
)
def test_a_moment_is_kept_as_django_keeps_it(moment: datetime | None) -> None:
    theirs = DatabaseWrapper.ops_class(connection).adapt_datetimefield_value(moment)
    assert connection.ops.adapt_datetimefield_value(moment) == theirs
