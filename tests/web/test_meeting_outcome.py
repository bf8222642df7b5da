"""A meeting's page, the API and the weekly sheet say what became of it, as its deal does (METHOD 6.1)."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from html import unescape
from typing import Any

import pytest

from foothold.actions.settle import settle_again
from foothold.records.models import Attendee, Meeting

NOW = datetime.now(UTC).replace(microsecond=0)
MET = NOW - timedelta(days=6)
Make = Callable[..., Any]


def text_of(browser: Any, address: str) -> str:
    answer = browser.get(address)
    assert answer.status_code == 200, address
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", answer.content.decode())).split())


@pytest.fixture
def followed(seat: Any, plan: Make) -> Meeting:
    """A meeting held, and a next one ahead that they accepted."""
    met: Meeting = plan(seat, "Pilot result", MET)
    plan(seat, "Price of pilot plant", NOW + timedelta(days=5), put_at=MET + timedelta(hours=3))
    settle_again(seat)
    return met


def test_vague_words_and_a_booked_date_are_booked(
    seat: Any, followed: Meeting, read_meeting: Make, browser_of: Make
) -> None:
    met = read_meeting(seat, held_at=MET)
    assert met == followed
    settle_again(seat)
    text = text_of(browser_of(seat), f"/meetings/{met.pk}")
    assert "Nothing is booked." not in text
    assert "They accepted. In the conversation: Vague." in text
    assert "Outcome Advance" in text


def test_vague_words_and_an_offered_date_are_offered(
    seat: Any, followed: Meeting, read_meeting: Make, browser_of: Make
) -> None:
    theirs = Attendee.objects.in_workspace(seat.workspace).filter(meeting__held_at__gt=NOW)
    theirs.update(partstat="NEEDS-ACTION", level="E0")
    Meeting.objects.in_workspace(seat.workspace).filter(held_at__gt=NOW).update(answer="no_answer", answer_level="E0")
    met = read_meeting(seat, held_at=MET)
    text = text_of(browser_of(seat), f"/meetings/{met.pk}")
    assert "They have not said yes. In the conversation: Vague." in text
    assert "Outcome Continuation" in text


def test_the_api_gives_what_became_of_it(seat: Any, followed: Meeting, read_meeting: Make, browser_of: Make) -> None:
    met = read_meeting(seat, held_at=MET)
    settle_again(seat)
    whole = browser_of(seat).get(f"/api/v1/conversations/{met.pk}").json()
    assert whole["verdict"]["verdict"] == "advance"


def test_a_meeting_without_words_has_its_outcome_on_its_page(seat: Any, followed: Meeting, browser_of: Make) -> None:
    assert "Outcome Advance" in text_of(browser_of(seat), f"/meetings/{followed.pk}")
    Meeting.objects.in_workspace(seat.workspace).filter(pk=followed.pk).update(step_booked="")
    assert "Outcome" not in text_of(browser_of(seat), f"/meetings/{followed.pk}")


def test_the_weekly_sheet_names_the_verdict_and_the_state_beside_it(
    seat: Any, followed: Meeting, read_meeting: Make, browser_of: Make
) -> None:
    read_meeting(seat, held_at=MET)
    settle_again(seat)
    text = text_of(browser_of(seat), f"/weekly/{seat.pk}")
    assert "Advance Vague" in text
