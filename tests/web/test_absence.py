"""That they, or we, did not come: said with one tap, shown, booked anew and taken back (METHOD 6.1; UX S1, S4)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.tell_absence import tell_absence
from foothold.core.evidence import Side
from foothold.records.models import Meeting, Opportunity

Make = Callable[..., Any]
NOON = datetime(2026, 9, 22, 12, 0, tzinfo=UTC)
MISSED = "They did not come"


@pytest.fixture(autouse=True)
def at_noon(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOON)


@pytest.fixture
def just_over(seat: Any, plan: Make) -> Any:
    """A meeting that ended three minutes ago."""
    return plan(seat, "Pilot result", NOON - timedelta(minutes=48))


def page(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200
    return answer.content.decode().split('<section class="list-at-side"')[0]


def said(meeting: Any) -> str:
    return Meeting.objects.in_workspace(meeting.workspace_id).get(pk=meeting.pk).absent


def tell(browser: Any, meeting: Any, absent: str) -> Any:
    return browser.post(f"/meetings/{meeting.pk}/absence", {"absent": absent})


def test_after_asks_for_it_and_says_what_follows(seat: Any, just_over: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    shown = page(browser, "/after")
    assert MISSED in shown
    assert "does not count as held" in shown
    assert tell(browser, just_over, "customer")["Location"] == f"/meetings/{just_over.pk}"
    assert said(just_over) == "customer"
    assert "Pilot result</h1>" not in page(browser, "/after"), "it is answered"


@pytest.mark.parametrize(("absent", "words"), [("customer", MISSED), ("ours", "We did not come")])
def test_its_page_says_so_and_offers_to_book_it_anew(
    seat: Any, just_over: Any, browser_of: Make, absent: str, words: str
) -> None:
    browser = browser_of(seat)
    tell(browser, just_over, absent)
    shown = page(browser, f"/meetings/{just_over.pk}")
    heading = shown.split('id="missed-heading"')[1].split("</h2>")[0]
    assert words in heading
    assert "not judged" in heading
    assert f"/close?meeting={just_over.pk}" in shown
    assert "Next free:" in shown
    assert "Give its words" not in shown
    assert "How it was closed" not in shown


def test_where_the_next_one_is_set_nothing_is_booked_twice(
    seat: Any, just_over: Any, plan: Make, browser_of: Make
) -> None:
    just_over.next_meeting = plan(seat, "Pilot result again", NOON + timedelta(days=2))
    just_over.save()
    tell(browser_of(seat), just_over, "customer")
    shown = page(browser_of(seat), f"/meetings/{just_over.pk}")
    assert "The next one is set." in shown
    assert "Book it anew" not in shown


def test_it_is_taken_back_where_it_was_said(seat: Any, just_over: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    tell(browser, just_over, "customer")
    assert "Take it back" in page(browser, f"/meetings/{just_over.pk}")
    tell(browser, just_over, "")
    assert said(just_over) == ""
    assert "Held (assumed)" in page(browser, f"/meetings/{just_over.pk}")


def test_opening_the_address_changes_nothing(seat: Any, just_over: Any, browser_of: Make) -> None:
    assert browser_of(seat).get(f"/meetings/{just_over.pk}/absence?absent=customer").status_code == 405
    assert said(just_over) == ""


@pytest.mark.parametrize("absent", ["both", "unknown", "there"])
def test_a_strange_answer_is_refused(seat: Any, just_over: Any, browser_of: Make, absent: str) -> None:
    assert tell(browser_of(seat), just_over, absent).status_code == 400
    assert said(just_over) == ""


def test_nobody_says_it_of_another_ones_meeting_nor_of_one_to_come(
    seat: Any, colleague: Any, stranger: Any, plan: Make, just_over: Any, browser_of: Make
) -> None:
    ahead = plan(seat, "Price", NOON + timedelta(hours=1))
    assert tell(browser_of(seat), ahead, "customer").status_code == 400
    for other in (colleague, stranger):
        assert tell(browser_of(other), just_over, "customer").status_code == 404
    assert (said(just_over), said(ahead)) == ("", "")


def test_where_they_were_heard_the_page_says_so_instead_of_believing_it(
    seat: Any, just_over: Any, read_meeting: Make, browser_of: Make
) -> None:
    browser = browser_of(seat)
    read_meeting(seat, held_at=just_over.held_at)
    answer = browser.post(f"/meetings/{just_over.pk}/absence", {"absent": "customer"}, follow=True)
    shown = answer.content.decode()
    assert "Their words are in it, so it was held." in shown
    assert "Petra Lang spoke in it, so it was held." in shown
    assert 'id="missed-heading"' not in shown
    tell(browser, just_over, "")
    assert "spoke in it" not in page(browser, f"/meetings/{just_over.pk}")


def test_notes_of_a_meeting_nobody_came_to_show_no_verdict_of_their_own(
    seat: Any, read_meeting: Make, browser_of: Make
) -> None:
    noted = read_meeting(seat, text="Nobody dialled in. I will try them again.", name="notes.txt")
    tell_absence(seat, noted, Side.CUSTOMER, now=NOON)
    shown = page(browser_of(seat), f"/meetings/{noted.pk}")
    assert 'id="missed-heading"' in shown
    assert 'id="verdict-heading"' not in shown
    assert "Five tests" not in shown


def test_today_takes_one_tap_while_it_runs_and_just_after(seat: Any, plan: Make, browser_of: Make) -> None:
    browser = browser_of(seat)
    running = plan(seat, "Trial plan", NOON - timedelta(minutes=15))
    over = plan(seat, "Pilot result", NOON - timedelta(hours=2))
    ahead = plan(seat, "Price", NOON + timedelta(hours=2))
    shown = page(browser, "/today")
    for meeting in (running, over):
        assert f'action="/meetings/{meeting.pk}/absence"' in shown
    assert shown.count('name="absent" value="customer"') == 2, "what is to come has none"
    ahead.delete()
    for meeting in (running, over):
        tell(browser, meeting, "customer")
    shown = page(browser, "/today")
    assert 'id="now-heading"' not in shown, "nobody waits for its end"
    assert shown.count("Book it anew") == 2
    assert "Say how it went" not in shown


def test_on_its_deal_it_is_a_line_of_the_chance_with_the_meeting_behind_it(
    seat: Any, just_over: Any, browser_of: Make
) -> None:
    from foothold.actions.settle_standings import settle_after_evidence

    deal = Opportunity.objects.in_workspace(seat.workspace).create(
        account=just_over.account, seller=seat.user, name="Northwind", opened_at=NOON - timedelta(days=9)
    )
    just_over.opportunity = deal
    just_over.save()
    browser = browser_of(seat)
    tell(browser, just_over, "customer")
    settle_after_evidence(seat.workspace_id, {just_over.account_id}, now=NOON)
    shown = page(browser, f"/deals/{deal.pk}")
    assert shown.count(MISSED) >= 2, "the reason and the meeting"
    assert "No show" in shown
    reason = shown.split(f'<span class="row-title">{MISSED}')[1].split("</li>")[0]
    assert "points" in reason
    assert f"/meetings/{just_over.pk}" in shown.split('id="reasons"')[1].split("</section>")[0]


def test_the_date_before_it_says_that_it_was_not_held(seat: Any, just_over: Any, plan: Make, browser_of: Make) -> None:
    before = plan(seat, "First talk", NOON - timedelta(days=9), next_set="in_room", next_meeting=just_over)
    tell_absence(seat, just_over, Side.CUSTOMER, now=NOON)
    assert "They did not come." in page(browser_of(seat), f"/meetings/{before.pk}")


def test_no_recap_is_offered_and_the_customer_was_not_met(seat: Any, just_over: Any, browser_of: Make) -> None:
    browser = browser_of(seat)
    assert "recap" in page(browser, f"/meetings/{just_over.pk}").casefold()
    tell(browser, just_over, "customer")
    assert "recap" not in page(browser, f"/meetings/{just_over.pk}").casefold()
    assert "No next date" not in page(browser, "/today"), "nobody was met"
