"""A reply the seller pastes: E3 with its quote, never an act of the customer, and it never books (METHOD 3)."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foothold.actions.book_next_step import NextDate, book_next_step
from foothold.actions.record_pasted_reply import NotAnAnswer, keep_pasted_reply, read_pasted_reply
from foothold.reading.slot_answer import Said
from foothold.records.models import Invitation, InvitationReply, Meeting
from foothold.records.standing import Stand, standing

VIENNA = ZoneInfo("Europe/Vienna")
THURSDAY = datetime(2026, 9, 24, 10, 0, tzinfo=VIENNA)
PETRA = "petra.lang@northwind.example"
WANTED = NextDate(
    key="key-1",
    starts_at=THURSDAY,
    ends_at=THURSDAY + timedelta(minutes=45),
    tz="Europe/Vienna",
    topic="Price for three sites",
    attendees=[(PETRA, "Petra Lang")],
    organizer="anna@harbour.example",
)
YES = "Hi Anna,\n\nThursday at ten works for me.\n\nPetra"


@pytest.fixture
def book(seat: Any, now: datetime) -> Callable[..., Invitation]:
    """book(**changes): the next meeting as WANTED with changes."""

    def booked(**changes: Any) -> Invitation:
        return book_next_step(seat, replace(WANTED, **changes), now=now)

    return booked


def _meeting(invitation: Invitation) -> Meeting:
    return Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)


def test_reading_keeps_nothing(seat: Any, book: Any, now: datetime) -> None:
    assert read_pasted_reply(seat, book(), YES, now=now).answer.said is Said.YES
    assert not InvitationReply.objects.in_workspace(seat.workspace).exists()


def test_a_pasted_yes_is_their_words_and_books_nothing(seat: Any, book: Any, now: datetime) -> None:
    invitation = book()
    kept = keep_pasted_reply(seat, invitation, YES, by=PETRA, now=now)
    assert (kept.level, kept.because, kept.words) == ("E3", "pasted", "Thursday at ten works for me.")
    meeting = _meeting(invitation)
    assert (meeting.answer, meeting.answer_level) == ("accepted", "E3")
    assert standing(meeting, now).stand is Stand.OFFERED


def test_pasted_twice_it_is_one_answer(seat: Any, book: Any, now: datetime) -> None:
    invitation = book()
    keep_pasted_reply(seat, invitation, YES, by=PETRA, now=now)
    keep_pasted_reply(seat, invitation, YES, by=PETRA, now=now + timedelta(minutes=1))
    assert InvitationReply.objects.in_workspace(seat.workspace).count() == 1


def test_another_time_waits_for_our_answer(seat: Any, book: Any, now: datetime) -> None:
    invitation = book()
    keep_pasted_reply(seat, invitation, "Could we do Friday 25 September at 9 instead?", by=PETRA, now=now)
    meeting = _meeting(invitation)
    assert (meeting.answer, meeting.asked_for) == ("counter", datetime(2026, 9, 25, 9, 0, tzinfo=VIENNA))


def test_a_no_declines_this_time(seat: Any, book: Any, now: datetime) -> None:
    invitation = book()
    keep_pasted_reply(seat, invitation, "Sorry, Thursday does not work.", by=PETRA, now=now)
    assert standing(_meeting(invitation), now).stand is Stand.DECLINED


def test_quoted_mail_says_nothing_for_them(seat: Any, book: Any, now: datetime) -> None:
    text = "Let me see.\n\nOn Tue, 22 Sep 2026 at 12:00, Anna Weber wrote:\n> Works for me.\n> Yes, Thursday at ten.\n"
    assert read_pasted_reply(seat, book(), text, now=now).answer.said is Said.NOT_CLEAR


def test_words_that_answer_another_invitation_are_led_there(seat: Any, book: Any, now: datetime) -> None:
    one = book()
    other = book(key="key-2", starts_at=THURSDAY + timedelta(days=1), ends_at=THURSDAY + timedelta(days=1, hours=1))
    pasted = read_pasted_reply(seat, one, f"Works for me.\n\n> Ref {other.code}", now=now)
    assert pasted.names is not None
    assert pasted.names.pk == other.pk
    with pytest.raises(NotAnAnswer):
        keep_pasted_reply(seat, one, f"Works for me.\n\n> Ref {other.code}", by=PETRA, now=now)


def test_what_is_not_clear_is_not_kept(seat: Any, book: Any, now: datetime) -> None:
    with pytest.raises(NotAnAnswer):
        keep_pasted_reply(seat, book(), "Let me check.", by=PETRA, now=now)


@pytest.mark.parametrize("by", ["jan@northwind.example", "anna@harbour.example", ""])
def test_only_somebody_invited_can_have_answered(seat: Any, book: Any, now: datetime, by: str) -> None:
    with pytest.raises(NotAnAnswer):
        keep_pasted_reply(seat, book(), YES, by=by, now=now)
