"""Many keys given to the database as one value."""

from typing import Any
from uuid import uuid4

import pytest

from foothold.records import among
from foothold.records.among import Keys
from foothold.records.models import Account, Contact

pytestmark = pytest.mark.django_db


@pytest.fixture
def accounts(seat: Any) -> list[Account]:
    rows = Account.objects.in_workspace(seat.workspace)
    return [rows.create(name=name) for name in ("Northwind", "Alpine", "Kern")]


def test_rows_are_found_by_their_keys_and_by_what_they_point_to(seat: Any, accounts: list[Account]) -> None:
    wanted = {accounts[0].pk, accounts[2].pk}
    found = Account.objects.in_workspace(seat.workspace).filter(pk__among=wanted)
    assert {each.name for each in found} == {"Northwind", "Kern"}
    people = Contact.objects.in_workspace(seat.workspace)
    for account in accounts:
        people.create(account=account, name=f"Petra of {account.name}")
    assert people.filter(account__among=wanted).count() == 2
    assert people.exclude(account__among=wanted).get().account == accounts[1]


def test_the_same_keys_are_written_once_for_several_questions(
    seat: Any, accounts: list[Account], monkeypatch: pytest.MonkeyPatch
) -> None:
    keys = Keys(each.pk for each in accounts[:2])
    people = Contact.objects.in_workspace(seat.workspace)
    for account in accounts:
        people.create(account=account, name=f"Petra of {account.name}")
    assert Account.objects.in_workspace(seat.workspace).filter(pk__among=keys).count() == 2
    monkeypatch.setattr(among, "json", None)  # nothing is written any more
    assert set(people.filter(account__among=keys).values_list("account_id", flat=True)) == set(keys.listed)


def test_among_none_there_is_none(seat: Any, accounts: list[Account]) -> None:
    assert not Account.objects.in_workspace(seat.workspace).filter(pk__among=[]).exists()


def test_more_keys_than_a_statement_has_variables_are_one_question(
    seat: Any, accounts: list[Account], django_assert_num_queries: Any
) -> None:
    keys = [uuid4() for _ in range(300_000)] + [accounts[1].pk]
    with django_assert_num_queries(1):
        assert Account.objects.in_workspace(seat.workspace).get(pk__among=keys).name == "Alpine"
