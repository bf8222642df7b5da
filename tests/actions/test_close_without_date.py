"""A meeting closed without a date: recorded with its reason, never blocked, and it moves nothing (METHOD 4.2)."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from foothold.actions.close_without_date import close_without_date, take_back_closing
from foothold.records.closing import closing_of
from foothold.records.models import Closing
from foothold.records.models.booking import Closed

Read = Callable[..., Any]


def test_they_would_not_is_kept_with_their_words(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat)
    close_without_date(seat, meeting, Closed.REFUSED, words=" call me in spring ", now=now)
    kept = closing_of(meeting)
    assert kept is not None
    assert (kept.how, kept.words, kept.user_id) == ("refused", "call me in spring", seat.user_id)


def test_not_asked_needs_a_reason(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat)
    with pytest.raises(ValueError, match="because"):
        close_without_date(seat, meeting, Closed.NOT_ASKED, words="  ", now=now)
    assert closing_of(meeting) is None
    assert close_without_date(seat, meeting, Closed.NOT_ASKED, words="time ran out", now=now).words == "time ran out"


def test_a_date_offered_is_an_invitation_and_not_said_here(seat: Any, read_meeting: Read, now: datetime) -> None:
    with pytest.raises(ValueError, match="refused one or not asked"):
        close_without_date(seat, read_meeting(seat), Closed.OFFERED, now=now)


def test_the_later_word_stands_and_can_be_taken_back(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat)
    close_without_date(seat, meeting, Closed.NOT_ASKED, words="time ran out", now=now)
    close_without_date(seat, meeting, Closed.REFUSED, now=now)
    assert Closing.objects.in_workspace(seat.workspace).get().how == "refused"
    assert take_back_closing(seat, meeting)
    assert not take_back_closing(seat, meeting)


def test_no_verdict_moves_by_it(seat: Any, read_meeting: Read, now: datetime) -> None:
    meeting = read_meeting(seat)
    before = (meeting.state, meeting.ending, meeting.step_counts)
    close_without_date(seat, meeting, Closed.REFUSED, words="no", now=now)
    meeting.refresh_from_db()
    assert (meeting.state, meeting.ending, meeting.step_counts) == before
