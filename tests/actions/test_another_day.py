"""A customer asks for another day without a time, "can we do Friday instead?": it is ours to answer (METHOD 4.1)."""

from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import pytest

from booked_steps import PETRA, THURSDAY, answer_by_mail
from foothold.actions.asked_times import asked_in_words, asked_times
from foothold.actions.change_invitation import has_left_by_hand, keep_our_time, move_next_step
from foothold.actions.record_pasted_reply import keep_pasted_reply
from foothold.actions.sort_dropped import DroppedFile
from foothold.actions.take_dropped import take_dropped
from foothold.actions.words_of_replies import own_words, time_in_words
from foothold.core.evidence import Side
from foothold.records.models import Invitation, InvitationReply, Meeting
from foothold.records.standing import Stand, Standing, standing
from foothold.web.date_words import second_of
from foothold.web.invitation_page import booked_part
from foothold.web.mailed_answers import mailed_answers
from foothold.web.story import story_of

FRIDAY = THURSDAY + timedelta(days=1)
OURS = Standing(Stand.OFFERED, Side.OURS)
THEIRS = Standing(Stand.OFFERED, Side.CUSTOMER)


@pytest.fixture
def sent(book: Any, seat: Any, now: datetime) -> Invitation:
    invitation: Invitation = has_left_by_hand(seat, book(), now=now)
    return invitation


def mail(words: str, code: str, name: str = "a") -> bytes:
    return (
        f"From: {PETRA}\r\nTo: anna@harbour.example\r\nSubject: Re: Price\r\nDate: Tue, 22 Sep 2026 13:00:00 +0000\r\n"
        f"Message-ID: <{name}@northwind.example>\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n\r\n"
        f"On Tue Anna wrote:\r\n> Ref {code}\r\n"
    ).encode()


def meeting_of(invitation: Invitation) -> Meeting:
    return Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)


@pytest.mark.parametrize(
    "words",
    [
        "Hi Anna, can we do Friday instead?",
        "Sorry, Thursday does not work. Friday would be better.",
    ],
)
@pytest.mark.parametrize("pasted", [True, False])
def test_another_day_without_a_time_is_ours_to_answer(
    sent: Invitation, seat: Any, now: datetime, later: datetime, words: str, pasted: bool
) -> None:
    if pasted:
        keep_pasted_reply(seat, sent, words, by=PETRA, now=later)
    else:
        assert take_dropped(seat, [DroppedFile("a.eml", mail(words, sent.code))], now=later).only_answer == sent
    meeting = meeting_of(sent)
    assert (meeting.answer, meeting.asked_for) == ("counter", None)
    found = standing(meeting, later)
    assert found == OURS
    assert str(second_of(meeting, found)) == "They ask for another day or time. We must answer."
    [asked] = asked_in_words(sent)
    assert time_in_words(asked) == "Fri 25 Sep"
    assert own_words(asked) in words
    assert asked_times(sent) == []
    [line] = mailed_answers(meeting)
    assert "asks for Fri 25 Sep" in line.words
    assert "asks for another time:" not in line.words
    assert [each.quote for each in story_of(sent) if each.quote] == [own_words(asked)]
    [shown] = booked_part(seat, sent, now=later)["asked_in_words"]
    days = [datetime.fromisoformat(each.value) for each in shown["slots"]]
    assert [each.date() for each in days] == [FRIDAY.date()] * 3
    assert all(b - a >= timedelta(minutes=45) for a, b in pairwise(days))


def test_keeping_our_time_answers_it(sent: Invitation, seat: Any, later: datetime) -> None:
    keep_pasted_reply(seat, sent, "Can we do Friday instead?", by=PETRA, now=later)
    [asked] = asked_in_words(sent)
    keep_our_time(seat, sent, now=later, asked=asked.pk)
    assert asked_in_words(sent) == []
    assert standing(meeting_of(sent), later) == THEIRS


def test_moved_to_that_day_it_is_theirs_to_answer_again(sent: Invitation, seat: Any, later: datetime) -> None:
    keep_pasted_reply(seat, sent, "Can we do Friday instead?", by=PETRA, now=later)
    moved = has_left_by_hand(seat, move_next_step(seat, sent, FRIDAY, now=later), now=later)
    assert standing(meeting_of(moved), later) == THEIRS
    assert meeting_of(moved).answer == "no_answer"


def test_a_yes_after_it_stands(sent: Invitation, seat: Any, later: datetime) -> None:
    keep_pasted_reply(seat, sent, "Can we do Friday instead?", by=PETRA, now=later - timedelta(hours=1))
    answer_by_mail(seat, sent, "REPLY", "ACCEPTED", at="20260922T140000Z")
    assert standing(meeting_of(sent), later) == Standing(Stand.BOOKED)


def test_read_out_of_words_it_takes_back_no_yes_of_hers_and_is_shown(
    sent: Invitation, seat: Any, later: datetime
) -> None:
    answer_by_mail(seat, sent, "REPLY", "ACCEPTED", at="20260922T120000Z")
    take_dropped(seat, [DroppedFile("a.eml", mail("Can we do Friday instead?", sent.code))], now=later)
    assert standing(meeting_of(sent), later) == Standing(Stand.BOOKED)
    assert InvitationReply.objects.in_workspace(seat.workspace).count() == 2
    assert asked_in_words(sent) == []
