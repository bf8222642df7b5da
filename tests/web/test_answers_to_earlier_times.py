"""Beside an answer stands "(to an earlier time)" where it was given to one, and nowhere else."""

from datetime import datetime, timedelta
from typing import Any

from booked_steps import THURSDAY, WANTED, answer_by_mail
from foothold.actions.book_next_step import book_next_step
from foothold.actions.change_invitation import change_words, move_next_step
from foothold.records.models import Invitation, Meeting
from foothold.web.mailed_answers import MailedAnswer, mailed_answers
from foothold.web.story import story_of

EARLIER = "(to an earlier time)"


def _answer_to(invitation: Invitation) -> MailedAnswer:
    meetings = Meeting.objects.in_workspace(invitation.workspace_id).select_related("entry")
    (answer,) = mailed_answers(meetings.get(pk=invitation.meeting_id))
    return answer


def test_other_words_make_no_answer_one_to_an_earlier_time(seat: Any, now: datetime) -> None:
    invitation = book_next_step(seat, WANTED, now=now)
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED")
    change_words(seat, invitation, now=now, outcome="Yes or no")
    answer = _answer_to(invitation)
    assert EARLIER not in answer.words
    assert (answer.is_his_yes, bool(answer.said)) == (True, True)


def test_a_yes_that_gives_back_another_time_is_said_to_be_to_an_earlier_one(seat: Any, now: datetime) -> None:
    invitation = book_next_step(seat, WANTED, now=now)
    moved = move_next_step(seat, invitation, THURSDAY + timedelta(days=1), now=now)
    answer_by_mail(seat, moved, "REPLY", "ACCEPTED", sequence=5)
    answer = _answer_to(moved)
    assert EARLIER in answer.words
    assert not answer.is_his_yes
    assert any(EARLIER in line.what for line in story_of(moved))
