"""An answer in words belongs to the letter it answers, whenever it is read (DESIGN 6, METHOD 4.1)."""

import base64
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.change_invitation import change_words, move_next_step
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.read_plain_replies import ReadMail, keep_plain_replies
from foothold.connectors.mail.message import read_message
from foothold.records.models import Connection, Departure, Invitation, InvitationReply, Meeting
from foothold.records.models.booking import GuestActKind

SERVER = "mx.harbour.example"
Read = Callable[..., int]


@pytest.fixture
def invited(seat: Any, invite: Any, now: datetime) -> Invitation:
    """Petra is invited by Anna's mailbox."""
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="mail", address="anna@harbour.example", connected_at=now
    )
    made: Invitation = invite(seat, organizer="anna@harbour.example")
    return made


@pytest.fixture
def read(seat: Any, now: datetime) -> Read:
    """read(words, to=..., refers=..., text=..., at=..., name=...): Petra's mail as it is read from the mailbox."""

    def said(words: str, *, to: str = "", refers: str = "", at: datetime = now, name: str = "m1") -> int:
        answers = f"In-Reply-To: {to}\r\n" if to else ""
        refers_to = f"References: {refers}\r\n" if refers else ""
        data = (
            f"Authentication-Results: {SERVER}; dmarc=pass header.from=northwind.example\r\n"
            "From: petra@northwind.example\r\nTo: anna@harbour.example\r\nSubject: Re: x\r\n"
            f"Date: {at:%a, %d %b %Y %H:%M:%S %z}\r\nMessage-ID: <{name}@northwind.example>\r\n{answers}{refers_to}"
            f"Content-Type: text/plain; charset=utf-8\r\n\r\n{words}\r\n"
        ).encode()
        message = read_message(data, "mail", with_text=False, authserv_id=SERVER)
        return keep_plain_replies(seat, [ReadMail(message, data)], booked_here(seat), now=at)

    return said


def _letter(invitation: Invitation, sequence: int) -> str:
    rows = Departure.objects.in_workspace(invitation.workspace_id).filter(by="mail", sequence=sequence)
    return f"<{rows.get().message_id.strip('<>')}>"


def _answer(invitation: Invitation) -> tuple[str, str]:
    meeting = Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id)
    return meeting.answer, meeting.answer_level


def _moved(seat: Any, invitation: Invitation, now: datetime) -> Invitation:
    return move_next_step(seat, invitation, invitation.starts_at + timedelta(days=1), now=now, even_if_taken=True)


def test_a_yes_read_again_after_the_meeting_moved_is_no_yes_to_the_new_time(
    seat: Any, invited: Invitation, read: Read, now: datetime
) -> None:
    letter = _letter(invited, 0)
    read("Hi Anna, works for me.", to=letter)
    assert _answer(invited) == ("accepted", "E3")
    moved = _moved(seat, invited, now)
    read("Hi Anna, works for me.", to=letter)
    assert _answer(moved) == ("no_answer", "E0")
    assert InvitationReply.objects.in_workspace(seat.workspace).count() == 1


def test_a_late_no_to_an_earlier_letter_undoes_no_yes_to_the_time_since(
    seat: Any, invited: Invitation, read: Read, now: datetime
) -> None:
    moved = _moved(seat, invited, now)
    read("Works for me.", to=_letter(moved, 1), name="yes")
    read("Sorry, that does not work for me.", to=_letter(moved, 0), at=now + timedelta(hours=1), name="no")
    assert _answer(moved) == ("accepted", "E3")
    read("Sorry, that does not work for me.", to=_letter(moved, 1), at=now + timedelta(hours=2), name="no again")
    assert _answer(moved)[0] == "declined"


def test_the_letter_a_mail_answers_is_the_one_it_names_and_not_the_first_of_the_thread(
    seat: Any, invited: Invitation, read: Read, now: datetime
) -> None:
    moved = _moved(seat, invited, now)
    read("Works for me.", to="<another@northwind.example>", refers=f"{_letter(moved, 0)} {_letter(moved, 1)}")
    assert _answer(moved) == ("accepted", "E3")


def test_the_same_words_to_two_letters_are_two_answers(
    seat: Any, invited: Invitation, read: Read, now: datetime
) -> None:
    read("Works for me.", to=_letter(invited, 0), name="first")
    moved = _moved(seat, invited, now)
    read("Works for me.", to=_letter(moved, 1), name="second")
    assert _answer(moved) == ("accepted", "E3")


def test_a_yes_to_earlier_words_of_the_same_time_counts(
    seat: Any, invited: Invitation, read: Read, now: datetime
) -> None:
    changed = change_words(seat, invited, outcome="Yes or no", now=now)
    read("Works for me.", to=_letter(changed, 0))
    assert _answer(changed) == ("accepted", "E3")


@pytest.mark.parametrize(("wrote_at", "answer"), [(1, "accepted"), (-1, "no_answer")])
def test_known_by_its_reference_alone_a_mail_answers_what_stood_when_it_was_written(
    seat: Any, invited: Invitation, read: Read, now: datetime, wrote_at: int, answer: str
) -> None:
    moved = _moved(seat, invited, now)
    read(f"Works for me.\r\n\r\n> Ref {invited.code}", at=now + timedelta(hours=wrote_at))
    assert _answer(moved)[0] == answer


@pytest.mark.parametrize("how", ["base64", "quoted-printable"])
def test_by_its_reference_a_mail_is_known_however_it_is_encoded(
    seat: Any, invited: Invitation, now: datetime, how: str
) -> None:
    text = f"Works for me – Petra\r\n\r\nOn Tue Anna wrote:\r\n> Ref {invited.code}\r\n".encode()
    broken = text.replace(b"Ref FH-", b"Ref FH-=\r\n").replace("–".encode(), b"=E2=80=93")
    body = base64.encodebytes(text) if how == "base64" else broken
    head = (
        f"Authentication-Results: {SERVER}; dmarc=pass header.from=northwind.example\r\n"
        "From: petra@northwind.example\r\nTo: anna@harbour.example\r\nSubject: Re: x\r\nMessage-ID: <m@x.example>\r\n"
        f"Date: {now:%a, %d %b %Y %H:%M:%S %z}\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n"
        f"Content-Transfer-Encoding: {how}\r\n\r\n"
    )
    data = head.encode() + body
    message = read_message(data, "mail", with_text=False, authserv_id=SERVER)
    assert keep_plain_replies(seat, [ReadMail(message, data)], booked_here(seat), now=now) == 1
    assert _answer(invited) == ("accepted", "E3")


@pytest.mark.parametrize(
    "words",
    [
        "Sorry, that does not work for me.",
        "Can we do Friday at 14:00 instead?",
        "Could we do it on Friday instead?",
        "Unfortunately I don't have the pump hours yet.",
    ],
)
def test_what_is_read_out_of_a_mails_words_takes_back_no_yes_of_his_own(
    seat: Any, invite: Any, read: Read, now: datetime, words: str
) -> None:
    invitation = invite(seat, organizer="anna@harbour.example")
    answer_as_guest(invitation.links["Petra Lang"], GuestActKind.YES, sequence=0, now=now)
    read(f"{words}\r\n\r\n> Ref {invitation.code}", at=now + timedelta(minutes=10))
    assert _answer(invitation) == ("accepted", "E4")


def test_a_colleagues_other_time_in_words_takes_back_no_yes_of_hers(
    seat: Any, invite: Any, read: Read, now: datetime
) -> None:
    invitation = invite(seat, "Petra", "Jan Novak", organizer="anna@harbour.example")
    answer_as_guest(invitation.links["Jan Novak"], GuestActKind.YES, sequence=0, now=now)
    read(f"Can we do Friday at 14:00 instead?\r\n\r\n> Ref {invitation.code}", at=now + timedelta(minutes=10))
    assert InvitationReply.objects.in_workspace(seat.workspace).filter(because="plain words").count() == 1
    assert _answer(invitation) == ("accepted", "E4")


def test_his_own_no_by_an_act_still_takes_his_yes_back_after_words(
    seat: Any, invite: Any, read: Read, now: datetime
) -> None:
    invitation = invite(seat, organizer="anna@harbour.example")
    answer_as_guest(invitation.links["Petra Lang"], GuestActKind.YES, sequence=0, now=now)
    read(f"Sorry, that does not work for me.\r\n\r\n> Ref {invitation.code}", at=now + timedelta(minutes=10))
    later = now + timedelta(minutes=20)
    answer_as_guest(invitation.links["Petra Lang"], GuestActKind.NOT_THIS_TIME, sequence=0, now=later)
    assert _answer(invitation)[0] == "declined"
