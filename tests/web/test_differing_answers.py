"""Several persons of a customer who answer differently: it is said who, and what one answered has reached them."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from booked_steps import JAN, PETRA, WANTED, answer_by_mail
from foothold.actions.book_next_step import book_next_step
from foothold.records.models import Meeting
from foothold.records.standing import not_sent, standing
from foothold.web.date_words import second_of
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
