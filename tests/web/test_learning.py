"""The page that says how well chances came true (METHOD 7.3)."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest

from foothold.records.learned import Proof, proof
from learned_documents import closed, keep

Make = Callable[..., Any]


def text_of(browser: Any) -> str:
    answer = browser.get("/deals/learning")
    assert answer.status_code == 200
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode().split("<main")[1])).split())


def test_without_closed_deals_it_says_that_nothing_is_proved(seat: Any, browser_of: Make) -> None:
    assert "Nothing is learned, so nothing can be proved." in text_of(browser_of(seat))


def test_below_thirty_there_are_words_and_counts_and_no_figure(seat: Any, browser_of: Make) -> None:
    keep(seat, [closed(at, won=at % 3 == 0) for at in range(12)])
    text = text_of(browser_of(seat))
    assert "12 closed deals: 4 won, 8 lost or never decided." in text
    assert "Tier 1: your own base rate." in text or "Tier 0: the table, nothing learned." in text
    assert re.search(r"When we said \d to \d in 10: \d of \d were won\.", text)
    assert "Brier" not in text
    assert "%" not in text
    assert not re.search(r"\d\.\d", text)


def test_from_thirty_each_way_of_telling_stands_with_its_distance(seat: Any, browser_of: Make) -> None:
    document = keep(seat, [closed(at, won=at % 3 == 0) for at in range(60)])
    text = text_of(browser_of(seat))
    for each in document["tiers"]:
        assert f"{each['rows']} {each['brier']:.3f}" in text, each["name"]
    assert "the base rate alone 36" in text
    assert "a booked next step, or none 36" in text
    assert "What sellers said themselves: nobody said a chance in time." in text
    assert "These chances tell more than the base rate does." in text
    page = browser_of(seat).get("/deals/learning").content.decode()
    assert page.index("<svg") < page.index("<title id=") < page.index("<desc id=") < page.index("Show numbers")


def test_what_cannot_be_predicted_is_said_first(seat: Any, browser_of: Make) -> None:
    keep(seat, [closed(at, won=at % 3 == 0) for at in range(60)], predictable=False)
    assert "Not proved so far: better than the base rate here, which may be luck." in text_of(browser_of(seat))


def test_a_base_rate_that_moved_is_said_with_both_counts_and_its_day(seat: Any, browser_of: Make) -> None:
    deals = [closed(at, won=at % 2 == 0) for at in range(60)] + [closed(60 + at, won=at % 10 == 0) for at in range(60)]
    keep(seat, deals)
    text = text_of(browser_of(seat))
    assert re.search(r"You win fewer than before: 6 of 60 since \w{3} 6 Mar 2026\.", text)
    assert "Before that it was 30 of 60." in text


@pytest.mark.parametrize(("sellers", "shown"), [(1, True), (4, False), (5, True)])
def test_sellers_own_numbers_are_shown_from_five_of_them_or_to_the_only_one(
    seat: Any, colleague: Any, browser_of: Make, sellers: int, shown: bool
) -> None:
    if sellers == 1:
        colleague.delete()
    keep(seat, [closed(at, won=at % 3 == 0, seller=f"s{at % sellers}", own=0.25) for at in range(60)])
    text = text_of(browser_of(seat))
    assert ("what sellers said themselves 36" in text) is shown
    assert ("is shown from five sellers on" in text) is not shown


def test_the_list_of_deals_leads_there(seat: Any, browser_of: Make) -> None:
    assert 'href="/deals/learning"' in browser_of(seat).get("/deals").content.decode()


def test_another_workspaces_learning_is_not_shown(seat: Any, make_seat: Make, browser_of: Make) -> None:
    keep(make_seat("Eve"), [closed(at, won=at % 3 == 0) for at in range(60)])
    assert "No deal with a meeting was closed yet." in text_of(browser_of(seat))


def test_better_than_the_base_rate_without_certainty_may_be_luck() -> None:
    tiers = [{"name": "tier 1", "brier": 0.175}]
    document = {"predictable": False, "tier": {"number": 1}, "tiers": tiers, "baselines": []}
    base = {"name": "base rate", "brier": 0.212}
    assert proof(document | {"baselines": [base]}) is Proof.MAY_BE_LUCK
    assert proof(document | {"baselines": [base | {"brier": 0.17}]}) is Proof.NOT_PREDICTABLE
    assert proof(document) is Proof.NOT_PREDICTABLE
    assert proof(document | {"predictable": True}) is Proof.PROVED
