"""What happened to an invitation: every move from when to when, each sending, each answer, in their order."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import THURSDAY, WANTED, answer_by_mail
from foothold.actions.book_next_step import book_next_step
from foothold.actions.change_invitation import (
    cancel_next_step,
    change_words,
    has_left_by_hand,
    move_next_step,
    take_their_time,
)
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.records.models import Invitation
from foothold.web.story import story_of

FRIDAY, MONDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=4)


@pytest.fixture
def one(seat: Any, now: datetime) -> Invitation:
    return book_next_step(seat, replace(WANTED), now=now)


def told(invitation: Invitation) -> list[str]:
    again = Invitation.objects.in_workspace(invitation.workspace_id).select_related("meeting__entry").get()
    return [str(line.what) for line in story_of(again)]


def test_every_move_and_every_sending_by_hand_stays_told(seat: Any, one: Invitation, now: datetime) -> None:
    def later(minutes: int) -> datetime:
        return now + timedelta(minutes=minutes)

    has_left_by_hand(seat, one, now=later(1))
    move_next_step(seat, one, FRIDAY, now=later(2))
    has_left_by_hand(seat, one, now=later(3))
    has_left_by_hand(seat, one, now=later(4))
    move_next_step(seat, one, MONDAY, now=later(5))
    change_words(seat, one, now=later(6), outcome="Yes or no on both sites")
    cancel_next_step(seat, one, now=later(7))
    has_left_by_hand(seat, one, now=later(8))
    assert told(one) == [
        "Set",
        "Sent by hand",
        "Moved from Thu 24 Sep 10:00 to Fri 25 Sep 10:00",
        "Sent by hand",
        "Moved from Fri 25 Sep 10:00 to Mon 28 Sep 10:00",
        "Changed",
        "Called off",
        "Sent by hand",
    ]


def test_a_move_to_the_time_they_asked_for_says_so(seat: Any, one: Invitation, now: datetime) -> None:
    answer_by_mail(seat, one, "COUNTER", "TENTATIVE", start="20260925T080000Z", at="20260922T120100Z")
    take_their_time(seat, one, now=now + timedelta(minutes=2))
    assert told(one)[-1] == "Moved from Thu 24 Sep 10:00 to Fri 25 Sep 10:00, as they asked"


def test_a_move_in_his_own_calendar_is_told_as_one(seat: Any, one: Invitation, now: datetime) -> None:
    text = calendar_file(one).decode().replace("20260924T", "20260925T").replace("SEQUENCE:0", "SEQUENCE:1")
    import_bytes(seat, text.encode(), "anna.ics", now=now)
    assert told(one)[-1] == "Moved in the calendar from Thu 24 Sep 10:00 to Fri 25 Sep 10:00"
