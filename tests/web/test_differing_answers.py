"""Several persons of a customer who answer differently: it is said who, and what one answered has reached them."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import JAN, PETRA, WANTED, answer_by_mail
from foothold.actions.book_next_step import book_next_step
from foothold.records.models import Meeting
from foothold.records.standing import not_sent, standing
from foothold.web.date_words import lines_of, second_of
from foothold.web.today_page import day_lines


@pytest.fixture
def two(seat: Any, now: datetime) -> Any:
    """An invitation to Petra and Jan."""
    return book_next_step(seat, replace(WANTED, attendees=[(PETRA, "Petra Lang"), (JAN, "Jan Novak")]), now=now)


def _meeting(invitation: Any) -> Meeting:
    return Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)


def test_what_one_of_them_answered_has_reached_them(two: Any, seat: Any, now: datetime) -> None:
    assert not_sent([_meeting(two)], now) == {two.meeting_id}
    answer_by_mail(seat, two, "REPLY", "DECLINED", verdict="fail")
    assert not_sent([_meeting(two)], now) == {two.meeting_id}
    answer_by_mail(seat, two, "REPLY", "DECLINED")
    assert _meeting(two).answer == "no_answer"
    assert not_sent([_meeting(two)], now) == frozenset()


def test_where_their_answers_differ_it_is_said_who_declined(two: Any, seat: Any, now: datetime) -> None:
    answer_by_mail(seat, two, "REPLY", "ACCEPTED", by=JAN)
    meeting = _meeting(two)
    assert second_of(meeting, standing(meeting, now)) == "They accepted."
    answer_by_mail(seat, two, "REPLY", "DECLINED", by=PETRA)
    assert second_of(meeting, standing(meeting, now)) == "Jan Novak accepted, Petra Lang declined."
    assert [line.second for line in day_lines(seat, [meeting], now)] == ["Jan Novak accepted, Petra Lang declined."]


def test_the_customers_page_says_what_each_answered_by_whatever_way(
    two: Any, seat: Any, browser_of: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(hours=2))
    page, account = browser_of(seat), _meeting(two).account_id

    def people() -> list[tuple[str, str]]:
        line = page.get(f"/accounts/{account}").context["ahead"][0]
        return [(each.name, str(each.answer)) for each in line.people]

    assert people() == [("Jan Novak", "no answer"), ("Petra Lang", "no answer")]
    answer_by_mail(seat, two, "REPLY", "ACCEPTED", by=JAN)
    assert people() == [("Jan Novak", "accepted"), ("Petra Lang", "no answer")]


def test_lists_close_and_the_customers_page_name_them_too(
    two: Any, seat: Any, browser_of: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Within the hour Close speaks of what was booked a moment ago instead.
    monkeypatch.setattr("django.utils.timezone.now", lambda: now + timedelta(hours=2))
    answer_by_mail(seat, two, "REPLY", "ACCEPTED", by=JAN, at="20260922T115800Z")
    answer_by_mail(seat, two, "REPLY", "DECLINED", by=PETRA, at="20260922T115900Z")
    meeting = _meeting(two)
    said = "Jan Novak accepted, Petra Lang declined."
    assert [line.who for line in lines_of([meeting], now)] == [said]
    browser = browser_of(seat)
    for page in (f"/close?account={meeting.account_id}", f"/accounts/{meeting.account_id}"):
        main = browser.get(page).content.decode().partition("<main")[2]
        assert said in main, page


def test_the_page_of_the_meeting_before_names_them(
    seat: Any, plan: Any, browser_of: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    before = plan(seat, "First talk", now - timedelta(hours=3))
    wanted = replace(WANTED, attendees=[(PETRA, "Petra Lang"), (JAN, "Jan Novak")])
    booked = book_next_step(seat, wanted, from_meeting=before, now=now)
    answer_by_mail(seat, booked, "REPLY", "ACCEPTED", by=JAN, at="20260922T115800Z")
    answer_by_mail(seat, booked, "REPLY", "DECLINED", by=PETRA, at="20260922T115900Z")
    main = browser_of(seat).get(f"/meetings/{before.pk}").content.decode().partition("<main")[2]
    assert "Jan Novak accepted, Petra Lang declined." in main
