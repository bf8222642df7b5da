"""Mails dropped together, and one that Outlook saved, with answers in words: each is kept to its invitation."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import PETRA, THURSDAY
from foothold.actions.change_invitation import has_left_by_hand
from foothold.actions.sort_dropped import DroppedFile
from foothold.actions.take_dropped import take_dropped
from foothold.records.models import Invitation, InvitationReply, Meeting
from saved_from_outlook import MAIL, msg

WORDS = "Hi Anna, works for me.\r\n\r\nOn Tue Anna wrote:\r\n> Ref {code}\r\n"


def eml(code: str, name: str, more: str = "") -> DroppedFile:
    data = (
        f"From: {PETRA}\r\nTo: anna@harbour.example\r\nSubject: Re: Price\r\nDate: Tue, 22 Sep 2026 13:00:00 +0000\r\n"
        f"Message-ID: <{name}@northwind.example>\r\n{more}Content-Type: text/plain; charset=utf-8\r\n\r\n"
    )
    return DroppedFile(f"{name}.eml", (data + WORDS.format(code=code)).encode())


@pytest.fixture
def two(book: Any, seat: Any, now: datetime) -> list[Invitation]:
    friday = THURSDAY + timedelta(days=1)
    other = book(key="key-2", starts_at=friday, ends_at=friday + timedelta(minutes=45))
    return [has_left_by_hand(seat, each, now=now) for each in (book(), other)]


def answer(invitation: Invitation) -> tuple[str, str]:
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    return meeting.answer, meeting.answer_level


def test_of_two_mails_dropped_together_each_is_the_answer_to_its_invitation(
    two: list[Invitation], seat: Any, later: datetime
) -> None:
    for _ in range(2):
        given = take_dropped(seat, [eml(each.code, f"m{at}") for at, each in enumerate(two)], now=later)
        assert given.answered == two
        assert given.report.files == 2
    assert [answer(each) for each in two] == [("accepted", "E3")] * 2
    assert InvitationReply.objects.in_workspace(seat.workspace).count() == 2


def test_a_mail_saved_from_outlook_is_read_for_its_answer(two: list[Invitation], seat: Any, later: datetime) -> None:
    said = {**MAIL, 0x5D02: PETRA, 0x0039: later, 0x1000: WORDS.format(code=two[0].code)}
    given = take_dropped(seat, [DroppedFile("a.msg", msg(said))], now=later)
    assert given.answered == two[:1]
    assert [answer(each)[0] for each in two] == ["accepted", "no_answer"]


def test_an_automatic_reply_is_nobodys_answer(two: list[Invitation], seat: Any, later: datetime) -> None:
    take_dropped(seat, [eml(two[0].code, "away", "Auto-Submitted: auto-replied\r\n")], now=later)
    assert answer(two[0])[0] == "no_answer"
