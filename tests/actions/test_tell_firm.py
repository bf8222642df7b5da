"""Whether a CRM's firm is a customer we know is asked once; joined or kept apart, it can be said anew, losing nothing."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest

from foothold.actions.import_files import import_bytes
from foothold.actions.tell_firm import tell_firm
from foothold.actions.undo_import import undo_import
from foothold.records.crm_firms import doubtful_firms, refer_to_accounts
from foothold.records.models import Account, Contact, CrmAccount, Meeting, Opportunity
from foothold.records.models.crm import FirmTold

pytestmark = pytest.mark.django_db
NOW = datetime(2026, 6, 1, 12, tzinfo=UTC)
DEALS = (
    "Record ID,Deal Name,Deal Stage,Amount,Close Date,Create Date,Deal owner,Associated Company\n"
    "702,Pilot,Proposal,,2026-07-01,2026-02-02,Anna,Northwind Trading\n"
)
PEOPLE = (
    "Record ID,First Name,Last Name,Email,Associated Company\n9,Petra,Lang,petra@trading.example,Northwind Trading\n"
)


def take(seat: Any, text: str, name: str = "deals.csv") -> Any:
    return import_bytes(seat, text.encode(), name, now=NOW)


def rows(seat: Any, model: Any) -> Any:
    return model.objects.in_workspace(seat.workspace_id)


@pytest.fixture
def known(seat: Any) -> Any:
    """A seller who knows Northwind, with a Petra Lang there, and read a CRM that has Northwind Trading."""
    account = rows(seat, Account).create(name="Northwind")
    rows(seat, Contact).create(account=account, name="Petra Lang", address="petra@northwind.example")
    rows(seat, Meeting).create(
        seller=seat.user, account=account, title="Press tour", held_at=NOW, ends_at=NOW, relation="customer"
    )
    take(seat, DEALS)
    take(seat, PEOPLE, "people.csv")
    return seat


def picture(seat: Any) -> dict[str, Any]:
    """What is where, by name."""
    return {
        "deals": list(rows(seat, Opportunity).exclude(crm_key="").values_list("name", "account__name")),
        "people": sorted(rows(seat, Contact).values_list("name", "address", "account__name")),
        "accounts": sorted(rows(seat, Account).values_list("name", flat=True)),
        "meetings": list(rows(seat, Meeting).values_list("title", "account__name")),
    }


def firm(seat: Any) -> CrmAccount:
    return rows(seat, CrmAccount).get(name="Northwind Trading", crm="hubspot")


def test_a_like_name_is_asked_about_with_what_is_known_of_both(known: Any) -> None:
    [line] = doubtful_firms(known)
    assert (line.firm.name, line.known_as, line.deals, line.meetings) == ("Northwind Trading", "Northwind", 1, 1)


def test_the_same_firm_is_one_customer_and_split_again_everything_is_as_before(known: Any) -> None:
    before = picture(known)
    assert tell_firm(known, firm(known), same=True, now=NOW)
    joined = picture(known)
    assert joined["accounts"] == ["Northwind"]
    assert joined["deals"] == [("Pilot", "Northwind")]
    assert [name for name, _, _ in joined["people"]] == ["Petra Lang", "Petra Lang (petra@trading.example)"]
    assert tell_firm(known, firm(known), same=False, now=NOW)
    assert picture(known) == before
    assert tell_firm(known, firm(known), same=True, now=NOW)
    assert picture(known) == joined


def test_zone_and_country_of_the_firm_are_the_customers_where_it_has_none_until_they_are_apart_again(
    known: Any,
) -> None:
    def days() -> dict[str, tuple[str, str]]:
        return {each.name: (each.tz, each.country) for each in rows(known, Account)}

    rows(known, Account).filter(name="Northwind Trading").update(tz="Europe/Berlin", country="DE")
    rows(known, Account).filter(name="Northwind").update(tz="Europe/Vienna")
    before = days()
    tell_firm(known, firm(known), same=True, now=NOW)
    assert days() == {"Northwind": ("Europe/Vienna", "DE")}
    tell_firm(known, firm(known), same=False, now=NOW)
    assert days() == before
    tell_firm(known, firm(known), same=True, now=NOW)
    rows(known, Account).update(country="AT")
    tell_firm(known, firm(known), same=False, now=NOW)
    assert days()["Northwind"] == ("Europe/Vienna", "AT"), "somebody told it since"


def test_a_joined_customers_days_are_counted_by_the_country_it_took(
    known: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    from foothold.actions import tell_firm as action

    rows(known, Account).filter(name="Northwind Trading").update(country="DE")
    seen: list[str] = []

    def settle(seat: Any, accounts: Any) -> None:
        seen.extend(rows(seat, Account).filter(pk__in=accounts).values_list("country", flat=True))

    monkeypatch.setattr(action, "settle_accounts_again", settle)
    tell_firm(known, firm(known), same=True, now=NOW)
    assert seen == ["DE"]


def test_no_later_reading_asks_again_or_undoes_what_was_said(known: Any) -> None:
    tell_firm(known, firm(known), same=True, now=NOW)
    take(known, DEALS.replace("Pilot,Proposal", "Pilot,Contract"))
    salesforce = "Opportunity ID,Opportunity Name,Stage,Close Date,Created Date,Account Name\n"
    take(known, f"{salesforce}006x,Second line,Open,2026-09-09,2026-03-03,Northwind Trading\n", "salesforce.csv")
    assert set(rows(known, Opportunity).exclude(crm_key="").values_list("account__name", flat=True)) == {"Northwind"}
    assert all(line.firm.told for line in doubtful_firms(known))
    tell_firm(known, firm(known), same=False, now=NOW)
    take(known, DEALS)
    assert all(line.firm.told for line in doubtful_firms(known))
    assert firm(known).told == FirmTold.ANOTHER
    assert rows(known, Opportunity).get(crm_key="702").account.name == "Northwind Trading"


def test_said_to_be_another_nothing_moves_and_it_can_still_be_joined(known: Any) -> None:
    before = picture(known)
    assert tell_firm(known, firm(known), same=False, now=NOW)
    assert not tell_firm(known, firm(known), same=False, now=NOW), "said before"
    assert picture(known) == before
    assert tell_firm(known, firm(known), same=True, now=NOW)
    assert picture(known)["accounts"] == ["Northwind"]


def test_an_import_that_changed_rows_of_a_joined_account_is_still_undone(known: Any) -> None:
    moved = take(known, DEALS.replace("Northwind Trading", "Alpine")).runs[0]
    tell_firm(known, firm(known), same=True, now=NOW)
    assert undo_import(known, moved, now=NOW)
    deal = rows(known, Opportunity).get(crm_key="702")
    assert (deal.name, deal.account.name) == ("Pilot", "Alpine"), "its account is another's part: it stays"


def test_every_row_that_refers_to_an_account_moves_with_it(seat: Any) -> None:
    kinds = {kind for kind, _, _ in refer_to_accounts()}
    assert {"contact.account", "counterpart.account", "opportunity.account", "meeting.account"} <= kinds
    assert {"call.account", "crmaccount.account", "crmaccount.may_be", "crmact.account"} <= kinds


def test_only_who_may_see_the_firm_is_asked(
    known: Any, colleague: Any, stranger: Any, browser_of: Callable[..., Any]
) -> None:
    address = f"/who/firms/{firm(known).pk}"
    assert browser_of(stranger).post(address, {"same": "yes"}).status_code == 404
    assert browser_of(known).post(address, {"same": "perhaps"}).status_code == 400
    assert browser_of(known).get("/who").content.decode().count("Is Northwind Trading the Northwind you know?") == 1
    browser_of(known).post(address, {"same": "yes"})
    page = browser_of(known).get("/who").content.decode()
    assert "Northwind Trading is Northwind" in page
    assert "Split again" in page
