"""What a successor sees of the meetings of who left: findings, and none of the sentences (METHOD 11; UX, decision 9)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foothold.actions.let_colleague_go import let_colleague_go
from foothold.records.models import Meeting
from foothold.records.visibility import meetings_of_his_day, words_seen_by
from made_deals import QUOTE, judge, make_deal, make_meeting, make_promise

Make = Callable[..., Any]
NOW = datetime.now(UTC).replace(microsecond=0)


@pytest.fixture
def handed(seat: Any, colleague: Any, make_seat: Make) -> tuple[Any, Any, Meeting]:
    """Tom met Helio, was followed by Mira, and left: her seat, the deal and his meeting."""
    mira = make_seat("Mira", seat.workspace, role="seller")
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, meeting=False)
    held = make_meeting(colleague, deal, NOW - timedelta(days=12), "Scrap at line two")
    judge(held, tests={f"T{number}": {"level": "E3", "evidence": [QUOTE]} for number in range(1, 6)})
    make_promise(held, "pump hours", due_on=NOW.date() - timedelta(days=3))
    let_colleague_go(colleague, successor=mira, erase_words=False, now=NOW)
    deal.refresh_from_db()
    return mira, deal, held


def test_the_deal_of_who_left_shows_its_meetings_and_its_numbers_lead_there(handed: Any, browser_of: Make) -> None:
    mira, deal, held = handed
    page = browser_of(mira).get(f"/deals/{deal.pk}").content.decode()
    assert "Scrap at line two" in page
    assert "None that we can see" not in page
    assert f'href="/meetings/{held.pk}' in page
    assert QUOTE["text"] not in page
    assert browser_of(mira).get(f"/meetings/{held.pk}").status_code == 200


@pytest.mark.parametrize("address", ["/meetings/{held}", "/pipeline", "/deals/{deal}"])
def test_no_sentence_of_his_meeting_is_on_any_page(handed: Any, browser_of: Make, address: str) -> None:
    mira, deal, held = handed
    page = browser_of(mira).get(address.format(held=held.pk, deal=deal.pk)).content.decode()
    assert "Helio" in page
    assert str(QUOTE["text"]) not in page


def test_his_words_stay_his_and_his_meeting_is_in_no_everyday_list(handed: Any, browser_of: Make) -> None:
    mira, _deal, held = handed
    assert not words_seen_by(mira).exists()
    assert not meetings_of_his_day(mira).filter(pk=held.pk).exists()
    assert browser_of(mira).get(f"/meetings/{held.pk}/words").status_code == 404


def test_a_colleague_who_is_here_still_keeps_his_meetings_of_my_deal(
    seat: Any, colleague: Any, browser_of: Make
) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=NOW, meeting=False)
    held = make_meeting(colleague, deal, NOW - timedelta(days=12), "Scrap at line two")
    assert browser_of(seat).get(f"/meetings/{held.pk}").status_code == 404


def test_who_got_nothing_handed_over_sees_nothing(handed: Any, make_seat: Make, browser_of: Make) -> None:
    mira, deal, held = handed
    for other in (make_seat("Jo", mira.workspace, role="seller"), make_seat("Eve")):
        assert browser_of(other).get(f"/meetings/{held.pk}").status_code == 404
        assert browser_of(other).get(f"/deals/{deal.pk}").status_code == 404
