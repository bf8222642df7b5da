"""Every number with a link on Today, at first sight and on Silent opens the very rows it was counted from."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions.depart import Leaving, depart
from foothold.records.models import Account, OpportunityStanding
from foothold.records.models.connections import ConnectionKind, DepartureKind
from made_deals import make_deal

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 7, 0, tzinfo=UTC)
"""Nine o'clock of a Tuesday in Berlin."""
DAY = timedelta(days=1)


@pytest.fixture(autouse=True)
def at_nine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def customers(seat: Any, plan_meeting: Make) -> Any:
    """Customers met yesterday, last week, long ago; one of them with a date ahead, one with a time named aloud."""
    for name, days in (("Yesterday", 1), ("Lately", 5), ("Aloud", 12), ("Earlier", 40), ("Next", 9), ("Old", 120)):
        plan_meeting(seat, f"{name}, talk", account=name, held_at=NOW - days * DAY)
    plan_meeting(seat, "Also yesterday, talk", account="Also yesterday", held_at=NOW - DAY)
    plan_meeting(seat, "Older, talk", account="Older", held_at=NOW - 200 * DAY)
    plan_meeting(seat, "Also lately, talk", account="Also lately", held_at=NOW - 20 * DAY)
    plan_meeting(seat, "Next, price", account="Next", held_at=NOW + 3 * DAY)
    deal = make_deal(seat, "Aloud", state="offered", now=NOW, meeting=False)
    assert OpportunityStanding.objects.in_workspace(seat.workspace).filter(opportunity=deal, slot_at__gt=NOW).exists()
    assert Account.objects.in_workspace(seat.workspace).count() == 9
    return seat


def main_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return str(answer.content.decode()).split("<main", 1)[1].split("</main>", 1)[0]


def plain(html: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


def link(page: str, words: str) -> tuple[int, str]:
    """The number of the one link that says these words, and where it leads."""
    links = re.findall(r'<a[^>]*href="([^"]*)"[^>]*>(.*?)</a>', page, re.DOTALL)
    [(address, said)] = [(href, plain(inner)) for href, inner in links if words in plain(inner)]
    number = re.search(r"\d+", said)
    assert number, said
    return int(number[0]), unescape(address)


def rows_of(browser: Any, address: str) -> list[str]:
    listed = main_of(browser, address).partition('<ul class="sheet due')[2].partition("</ul>")[0]
    return [plain(f"<{row}") for row in listed.split("<li")[1:]]


def test_who_has_no_next_date_at_first_sight_are_the_rows_behind_it(customers: Any, browser_of: Make) -> None:
    browser = browser_of(customers)
    number, address = link(main_of(browser, "/picture"), "no next date")
    rows = rows_of(browser, address)
    assert (number, len(rows)) == (4, 4), rows


@pytest.mark.parametrize("words", ["customers without a next date", "not met for over 90 days"])
def test_who_has_no_next_date_on_today_are_the_rows_behind_it(customers: Any, browser_of: Make, words: str) -> None:
    browser = browser_of(customers)
    number, address = link(main_of(browser, "/today"), words)
    assert len(rows_of(browser, address)) == number == {"c": 5, "n": 2}[words[0]]


def test_the_meetings_todays_head_counts_are_those_the_review_lists(customers: Any, browser_of: Make) -> None:
    browser = browser_of(customers)
    number, address = link(main_of(browser, "/today"), "meetings in 90 days")
    counted, behind = link(main_of(browser, address), "customer meetings.")
    held = main_of(browser, behind)
    assert number == counted == len(re.findall(r'href="/meetings/[0-9a-f-]{36}"', held)) == 5


def test_what_waits_to_be_sent_are_the_rows_behind_it(customers: Any, browser_of: Make) -> None:
    leaving = {"kind": DepartureKind.LETTER, "by": ConnectionKind.MAIL, "data": b"x"}
    for key, due in (("1", NOW), ("2", NOW - DAY), ("3", NOW + DAY)):
        depart(customers, Leaving(key=key, thread=key, subject=f"Letter {key}", **leaving), now=NOW, due_at=due)
    browser = browser_of(customers)
    number, address = link(main_of(browser, "/today"), "waiting to send")
    behind = main_of(browser, address)
    waiting = behind.partition('id="waiting-heading"')[2].partition("</section>")[0]
    assert plain(waiting.partition(">")[2]).startswith("2 waiting to leave Letter 2")
    assert number == len(waiting.split("<li>")) - 1 == 2
    assert "1 leaves later" in plain(behind)


def test_the_head_of_the_silent_and_of_the_deals_counts_their_rows(seat: Any, browser_of: Make) -> None:
    for name, state in (("A", "silent"), ("B", "silent"), ("C", "vague"), ("D", "booked")):
        make_deal(seat, name, state=state, now=NOW)
    browser = browser_of(seat)
    for address in ("/deals", "/deals?state=silent", "/deals?class=close+soon", "/deals?state=silent&class=let+go"):
        page = main_of(browser, address)
        number = re.search(r"(\d+) deals?,", plain(page))
        assert number, address
        assert int(number[1]) == len(rows_of(browser, address)), address
