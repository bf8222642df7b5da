"""The list of customers: who holds the next date with each, last met, how often (UX S5)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from foothold.records.models import Account, CalendarEntry, Meeting, Opportunity, Source
from foothold.web import accounts_page
from made_deals import make_deal

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 7, 0, tzinfo=UTC)


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def planned() -> Make:
    """planned(seat, account, days, **fields): a customer meeting of the calendar, so many days from now."""

    def plan(seat: Any, account: str, days: float, **fields: Any) -> Meeting:
        workspace = seat.workspace
        source, _ = Source.objects.in_workspace(workspace).get_or_create(
            workspace_id=workspace.pk, user=seat.user, kind="calendar_file", key="k", name="Anna's calendar"
        )
        count = CalendarEntry.objects.in_workspace(workspace).count()
        entry = CalendarEntry.objects.in_workspace(workspace).create(
            user=seat.user, source=source, uid=f"{count}@harbour.example", fingerprint="f"
        )
        firm, _ = Account.objects.in_workspace(workspace).get_or_create(workspace_id=workspace.pk, name=account)
        at = NOW + timedelta(days=days)
        given = {"held_at": at, "ends_at": at + timedelta(minutes=45), "answer": "accepted", "answer_level": "E4"}
        given |= {"status": "stands", "organized_by": "ours", "we_accepted": "yes", "people_known": True} | fields
        return Meeting.objects.in_workspace(workspace).create(
            seller=seat.user, account=firm, title="Talk", tz="UTC", entry=entry, **given
        )

    return plan


def rows(browser: Any, address: str = "/accounts") -> list[str]:
    """The customers of the page, each as its words."""
    answer = browser.get(address)
    assert answer.status_code == 200
    main = answer.content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    listed = main.partition('<ul class="sheet due">')[2].partition("</ul>")[0]
    return [" ".join(unescape(re.sub(r"<[^>]+>", " ", row)).split()) for row in listed.split("<li>")[1:]]


def filters(browser: Any) -> list[str]:
    page = browser.get("/accounts").content.decode().partition('class="filters"')[2].partition("</nav>")[0]
    return re.findall(r'class="count">(\d+)<', page)


def test_customers_stand_the_one_met_last_first_with_their_meetings_and_who_holds_the_next_date(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Helio", -40)
    planned(seat, "Northwind", -5)
    planned(seat, "Northwind", -12)
    planned(seat, "Northwind", 3)
    planned(seat, "Contoso", -2)
    planned(seat, "Contoso", 9, answer="no_answer", answer_level="E0")
    planned(seat, "Orchard", 4, answer="")
    assert rows(browser_of(seat)) == [
        "Contoso last met Sun 20 Sep 1 meeting Offered Thu 1 Oct · They must answer.",
        "Northwind last met Thu 17 Sep 2 meetings Booked Fri 25 Sep",
        "Helio last met Thu 13 Aug 1 meeting No next date",
        "Orchard not met yet 0 meetings Answer not known Sat 26 Sep",
    ]


def test_a_customer_whose_deal_is_silent_is_called_silent_here_too_unless_a_date_is_booked(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    for name in ("Contoso", "Helio", "Northwind"):
        make_deal(seat, name, state="silent", now=NOW, meeting=False)
        planned(seat, name, -20)
    planned(seat, "Helio", 9, answer="no_answer", answer_level="E0")
    planned(seat, "Northwind", 3)
    found = {row.split()[0]: row for row in rows(browser_of(seat))}
    assert re.search(r"Silent \d+ working days \(usually 3\)", found["Contoso"])
    assert "Silent" in found["Helio"], "an offer nobody answers"
    assert "Booked Fri 25 Sep" in found["Northwind"]


def test_a_booked_date_says_more_than_an_earlier_offered_one(seat: Any, browser_of: Make, planned: Make) -> None:
    planned(seat, "Northwind", 2, answer="no_answer", answer_level="E0")
    planned(seat, "Northwind", 6)
    [row] = rows(browser_of(seat))
    assert "Booked Mon 28 Sep" in row


def test_a_date_that_was_declined_or_cancelled_is_no_next_date_and_counts_no_meeting(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Northwind", -5)
    planned(seat, "Northwind", -4, status="cancelled")
    planned(seat, "Northwind", 5, answer="declined")
    assert rows(browser_of(seat)) == ["Northwind last met Thu 17 Sep 1 meeting No next date"]


def test_customers_without_a_next_date_can_be_chosen_and_those_not_met_for_90_days(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Northwind", -5)
    planned(seat, "Northwind", 5)
    planned(seat, "Contoso", -50)
    planned(seat, "Helio", -100)
    browser = browser_of(seat)
    assert filters(browser) == ["3", "2", "1"]
    assert [row.split()[0] for row in rows(browser, "/accounts?which=without")] == ["Contoso", "Helio"]
    assert [row.split()[0] for row in rows(browser, "/accounts?which=older")] == ["Helio"]
    assert len(rows(browser, "/accounts?which=nonsense")) == 3


def test_a_sellers_list_is_his_own_and_a_managers_the_teams_too(
    seat: Any, colleague: Any, stranger: Any, browser_of: Make, planned: Make, lets_lead: Make
) -> None:
    planned(seat, "Northwind", -5)
    planned(colleague, "Contoso", -5)
    planned(stranger, "Helio", -5)
    lets_lead(seat, colleague)
    names = lambda who, team="": [row.split()[0] for row in rows(browser_of(who), f"/accounts{team}")]  # noqa: E731
    assert names(seat) == ["Northwind"]
    assert sorted(names(seat, "?team=1")) == ["Contoso", "Northwind"]
    assert names(colleague, "?team=1") == ["Contoso"], "a colleague's meetings are not shared"


def test_of_very_many_customers_the_last_met_are_shown_and_search_finds_the_others(
    seat: Any, browser_of: Make, planned: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(accounts_page, "AT_MOST", 2)
    for days, name in enumerate(("Northwind", "Contoso", "Helio"), start=1):
        planned(seat, name, -days)
    browser = browser_of(seat)
    assert [row.split()[0] for row in rows(browser)] == ["Northwind", "Contoso"]
    page = browser.get("/accounts").content.decode()
    assert "1 more, met longer ago or never." in page
    assert "Search finds them by name" in page


def test_the_list_costs_a_fixed_number_of_queries(
    seat: Any, browser_of: Make, planned: Make, django_assert_max_num_queries: Any
) -> None:
    for number in range(30):
        planned(seat, f"Firm {number}", -number - 1)
        planned(seat, f"Firm {number}", number + 1)
    browser = browser_of(seat)
    with django_assert_max_num_queries(22):  # two of them tell who is silent
        browser.get("/accounts")


@pytest.mark.parametrize("address", ["/today", "/review", "/meetings", "/search?q=north"])
def test_the_list_is_one_click_from_today_the_review_the_meetings_and_the_search(
    seat: Any, browser_of: Make, planned: Make, address: str
) -> None:
    planned(seat, "Northwind", -5)
    main = browser_of(seat).get(address).content.decode().split("<main", 1)[1].split("</main>", 1)[0]
    assert 'href="/accounts"' in main


def test_without_customers_the_page_says_where_they_come_from(seat: Any, browser_of: Make) -> None:
    assert "No customers yet." in browser_of(seat).get("/accounts").content.decode()


def in_crm(seat: Any, name: str, seller: Any = None) -> None:
    """A deal of a CRM, of a customer no calendar names."""
    firm = Account.objects.in_workspace(seat.workspace_id).create(name=name)
    Opportunity.objects.in_workspace(seat.workspace_id).create(
        account=firm, name="Line two", seller=seller, opened_at=NOW - timedelta(days=200), crm="hubspot", crm_key=name
    )


def test_customers_only_a_crm_knows_are_listed_with_no_meeting_we_can_see_and_never_silent(
    seat: Any, browser_of: Make, planned: Make
) -> None:
    planned(seat, "Northwind", -5)
    in_crm(seat, "Alpine", seat.user)
    browser = browser_of(seat)
    assert [row.split()[0] for row in rows(browser)] == ["Northwind", "Alpine"]
    assert rows(browser, "/accounts?which=crm") == ["Alpine in your CRM No meeting we can see"]
    assert [row.split()[0] for row in rows(browser, "/accounts?which=without")] == ["Northwind"]
    assert filters(browser) == ["2", "1", "0", "1"]
    alpine = Account.objects.in_workspace(seat.workspace_id).get(name="Alpine")
    page = browser.get(f"/accounts/{alpine.pk}").content.decode()
    assert "No meeting we can see." in page
    assert "Silent" not in page.split("<main", 1)[1].split("</main>", 1)[0]


def test_a_sellers_list_holds_his_own_deals_of_the_crm_alone(
    seat: Any, colleague: Any, stranger: Any, browser_of: Make
) -> None:
    in_crm(seat, "Alpine", colleague.user)
    in_crm(seat, "Contoso")
    in_crm(stranger, "Helio", stranger.user)
    assert [row.split()[0] for row in rows(browser_of(colleague))] == ["Alpine"]
    assert rows(browser_of(seat)) == []
    assert [row.split()[0] for row in rows(browser_of(seat), "/accounts?team=1")] == ["Contoso"], (
        "nobody's, for an admin"
    )


@pytest.mark.parametrize("address", ["/accounts?which=xx", "/deals?state=xx", "/deals?class=xx", "/who?which=xx"])
def test_a_filter_nobody_knows_is_said_to_be_none(seat: Any, browser_of: Make, planned: Make, address: str) -> None:
    browser, said = browser_of(seat), "“xx” is no filter of this list. All of it is shown."
    assert said in browser.get(address).content.decode()
    assert "is no filter" not in browser.get(address.partition("?")[0]).content.decode()
