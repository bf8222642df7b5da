"""Search: people, customers and meetings of one's own visibility, by their names alone (UX 2)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foothold.records.models import Account, Attendee, Contact, Meeting
from foothold.records.search import search, words_of

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)


@pytest.fixture
def met() -> Make:
    """met(seat, title, account="Northwind", person="Petra Lang", days=3): a customer meeting with one person."""

    def meet(
        seat: Any, title: str, account: str = "Northwind", person: str = "Petra Lang", days: float = 3, **more: Any
    ) -> Meeting:
        firm, _ = Account.objects.in_workspace(seat.workspace).get_or_create(
            workspace_id=seat.workspace_id, name=account
        )
        address = f"{person.split()[0].lower()}@{account.lower()}.example"
        contact, _ = Contact.objects.in_workspace(seat.workspace).get_or_create(
            workspace_id=seat.workspace_id, account=firm, name=person, address=address
        )
        meeting = Meeting.objects.in_workspace(seat.workspace).create(
            seller=seat.user, account=firm, title=title, held_at=NOW - timedelta(days=days), tz="UTC", **more
        )
        Attendee.objects.in_workspace(seat.workspace).create(
            meeting=meeting, name=person, address=address, contact=contact, side="customer"
        )
        return meeting

    return meet


def names(seat: Any, text: str) -> dict[str, list[str]]:
    found = search(seat, text)
    return {
        "accounts": [account.name for account in found.accounts],
        "people": [person.name for person in found.people],
        "meetings": [meeting.title for meeting in found.meetings],
    }


def test_people_customers_and_meetings_are_found_by_a_part_of_their_names(seat: Any, met: Make) -> None:
    met(seat, "Pilot result")
    assert names(seat, "orthw") == {"accounts": ["Northwind"], "people": ["Petra Lang"], "meetings": ["Pilot result"]}
    assert names(seat, "lang") == {"accounts": [], "people": ["Petra Lang"], "meetings": []}
    assert names(seat, "PILOT")["meetings"] == ["Pilot result"]


def test_every_word_must_stand_somewhere(seat: Any, met: Make) -> None:
    met(seat, "Pilot result")
    met(seat, "Pilot result, again", account="Contoso", person="Jan Novak")
    assert names(seat, "north pilot")["meetings"] == ["Pilot result"]
    assert names(seat, "petra northwind")["people"] == ["Petra Lang"]
    assert names(seat, "petra contoso") == {"accounts": [], "people": [], "meetings": []}


@pytest.mark.parametrize("text", ["%", "_", "%%", "N_rth", "\\", "%' OR 1=1 --"])
def test_wildcards_are_letters_like_others(seat: Any, met: Make, text: str) -> None:
    met(seat, "Pilot result")
    assert not search(seat, text)
    met(seat, f"Title with {text} in it")
    assert names(seat, text)["meetings"] == [f"Title with {text} in it"]


@pytest.mark.parametrize("text", ["müller", "MÜLLER", "Müller"])
def test_letters_beyond_ascii_are_found_in_either_case(seat: Any, met: Make, text: str) -> None:
    met(seat, "MÜLLER, Preis", account="Müller", person="Ute müller")
    found = names(seat, text)
    assert found["accounts"] == ["Müller"]
    assert found["meetings"] == ["MÜLLER, Preis"]
    assert found["people"] == ["Ute müller"]


@pytest.mark.parametrize("text", ["", "   ", "\0", "\u2003"])
def test_nothing_is_found_by_no_words(seat: Any, met: Make, text: str) -> None:
    met(seat, "Pilot result")
    assert not search(seat, text)


def test_words_are_few_and_short_however_long_the_text() -> None:
    assert len(words_of("a " * 100_000)) == 5
    assert len(words_of("a" * 100_000)[0]) == 100


def test_at_most_twenty_of_each_and_more_is_said(seat: Any, met: Make, browser_of: Make) -> None:
    for number in range(23):
        met(seat, f"Talk {number:02}", account=f"Firm{number:02}", person=f"Talker {number:02}", days=number)
    found = search(seat, "talk")
    assert (len(found.people), len(found.meetings), len(found.accounts)) == (20, 20, 0)
    assert found.meetings[0].title == "Talk 00", "the latest first"
    assert found.more == {"people", "meetings"}
    text = browser_of(seat).get("/search?q=talk").content.decode()
    assert "The latest 20. A further word narrows it." in text


def test_what_begins_with_the_word_stands_first(seat: Any, met: Make) -> None:
    met(seat, "x", account="Alpine Northern")
    met(seat, "y", account="Northwind")
    assert names(seat, "north")["accounts"] == ["Northwind", "Alpine Northern"]


def test_everybody_finds_what_is_his_and_a_manager_no_more(
    seat: Any, colleague: Any, stranger: Any, met: Make, lets_lead: Make
) -> None:
    lets_lead(seat, colleague)
    met(seat, "Owner's talk")
    met(colleague, "Tom's talk", account="Contoso", person="Jan Novak")
    met(stranger, "Zoe's talk", account="Helio", person="Samir Haddad")
    assert names(colleague, "talk")["meetings"] == ["Tom's talk"]
    assert names(colleague, "petra")["people"] == []
    assert names(colleague, "northwind")["accounts"] == []
    assert names(colleague, "contoso") == {"accounts": ["Contoso"], "people": ["Jan Novak"], "meetings": ["Tom's talk"]}
    assert names(seat, "talk")["meetings"] == ["Owner's talk"], "the search keeps no looks, so it shows none"
    assert names(seat, "contoso") == {"accounts": [], "people": [], "meetings": []}
    assert not search(seat, "helio")


def test_a_shared_meeting_is_found_by_colleagues(
    seat: Any, colleague: Any, make_seat: Make, read_meeting: Make
) -> None:
    from foothold.actions.share_words import share_words
    from foothold.records.models import SourceText

    meeting = read_meeting(colleague)
    peer = make_seat("Mira", seat.workspace, role="seller")
    assert not search(peer, "northwind")
    share_words(SourceText.objects.in_workspace(seat.workspace).get(meeting=meeting), shared=True)
    assert names(peer, "northwind") == {"accounts": ["Northwind"], "people": [], "meetings": ["Northwind"]}
    assert names(peer, "petra")["people"] == ["Petra Lang"]


def test_no_word_of_a_conversation_is_searched(seat: Any, read_meeting: Make) -> None:
    read_meeting(seat)
    assert not search(seat, "conference"), "said, and in no name"


def test_meetings_of_our_own_and_with_suppliers_are_not_found(seat: Any, met: Make) -> None:
    met(seat, "Team lunch", relation="ours")
    met(seat, "Dentist", relation="private")
    assert names(seat, "lunch")["meetings"] == names(seat, "dentist")["meetings"] == []


def test_the_page_works_without_script_and_the_dialog_gets_the_list_alone(
    seat: Any, met: Make, browser_of: Make
) -> None:
    meeting = met(seat, "Pilot <b>result</b>")
    browser = browser_of(seat)
    whole = browser.get("/search?q=pilot").content.decode()
    assert '<form class="inline" role="search" method="get" action="/search"' in whole
    part = browser.get("/search?q=pilot", headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in part
    assert f"/meetings/{meeting.pk}" in part
    assert "Pilot &lt;b&gt;result" in part
    assert f"/accounts/{meeting.account_id}" in browser.get("/search?q=north").content.decode()


def test_what_is_not_found_is_said_with_the_words(seat: Any, browser_of: Make) -> None:
    text = browser_of(seat).get("/search", {"q": "<script>"}).content.decode()
    assert "Nothing is called “&lt;script&gt;”." in text


def test_a_search_costs_a_fixed_number_of_queries(seat: Any, met: Make, django_assert_max_num_queries: Any) -> None:
    for number in range(30):
        met(seat, f"Talk {number}", account=f"Firm{number}")
    with django_assert_max_num_queries(8):
        search(seat, "talk firm petra")


def test_a_word_of_hundreds_of_accounts_hides_no_meeting_of_any(seat: Any, met: Make) -> None:
    many = [Account(workspace=seat.workspace, name=f"A{number:03} GmbH") for number in range(205)]
    Account.objects.in_workspace(seat.workspace).bulk_create(many)
    met(seat, "Pilot result", account="Zeta GmbH")
    met(seat, "Line walk", account="Zeta AG")
    for text in ("Zeta GmbH", "gmbh zeta", "GmbH Pilot", "GmbH"):
        assert names(seat, text)["meetings"] == ["Pilot result"]
