"""The whole loop over real mail servers: the invitation leaves by SMTP, the customer's client answers, IMAP brings it."""

from dataclasses import replace
from datetime import datetime, timedelta
from email import policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from booked_steps import send_all
from customers_client import ANNA, PETRA, answer_to, calendar_in
from foothold.actions import connect_mailbox as connecting
from foothold.actions import import_mails as importing
from foothold.actions import read_mailbox as reading
from foothold.actions import send_over as sending
from foothold.actions.book_next_step import CannotBook, NextDate, ToBring, book_next_step
from foothold.actions.change_invitation import cancel_next_step, keep_our_time, move_next_step, take_their_time
from foothold.actions.claim_connection import claim_connection
from foothold.actions.connect_mailbox import NotConnected, connect_mailbox
from foothold.actions.read_mailbox import read_mailbox
from foothold.actions.read_plain_replies import keep_plain_replies
from foothold.actions.send_departure import claim_departure, departures_due, send_departure
from foothold.actions.send_over import send_over
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.connectors.mail import read_message
from foothold.records.models import Connection, Departure, Import, Invitation, InvitationReply, Letter, Meeting
from foothold.records.standing import Stand, standing
from mail_servers import HOST, PASSWORD
from signed_mails import Dns, Signer


@pytest.fixture(autouse=True)
def own_network(mail_provider: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (connecting, reading, sending):
        monkeypatch.setattr(each, "mail_network", mail_provider.network)


@pytest.fixture
def moment() -> datetime:
    return timezone.now().replace(microsecond=0)


@pytest.fixture
def mailbox(seat: Any, mail_provider: Any, moment: datetime) -> Connection:
    """Anna's mailbox, connected; her server's check of senders is believed."""
    trust_mail_server(seat, HOST)
    servers = {"imap": mail_provider.imap(ANNA), "smtp": mail_provider.smtp(ANNA)}
    return connect_mailbox(seat, address=ANNA, secret=PASSWORD, now=moment, **servers)


@pytest.fixture
def booked(seat: Any, mailbox: Connection, moment: datetime) -> Invitation:
    starts_at = (moment + timedelta(days=2)).replace(minute=0, second=0)
    wanted = NextDate(
        key="key-1",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Vienna",
        topic="Price for three sites",
        attendees=[(PETRA, "Petra Läng")],
        they_bring=[ToBring("pump hours")],
    )
    return book_next_step(seat, wanted, now=moment)


def _read(connection: Connection, now: datetime) -> None:
    attempt = claim_connection(connection.pk, now=now, due_only=False)
    assert attempt is not None
    assert read_mailbox(connection.pk, attempt, now=now)
    connection.refresh_from_db()
    assert connection.problem == ""


def _answers(provider: Any, method: str, partstat: str, *, start: datetime | None = None) -> None:
    """Petra's calendar program answers what stands in her mailbox last, by her own mail server."""
    reply = answer_to(provider.messages(PETRA)[-1], method, partstat, start=start)
    seal = f"Authentication-Results: {HOST}; dmarc=pass header.from=northwind.example\r\n".encode()
    provider.deliver(ANNA, seal + reply.as_bytes(policy=policy.SMTP))


def _stand(invitation: Invitation, now: datetime) -> Stand:
    return standing(Meeting.objects.in_workspace(invitation.workspace_id).get(pk=invitation.meeting_id), now).stand


def test_the_invitation_reaches_the_customer_as_her_calendar_expects_it(
    booked: Invitation, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    [data] = mail_provider.messages(PETRA)
    mail, calendar = calendar_in(data)
    assert (calendar.method, calendar.entries[0].uid) == ("REQUEST", booked.uid)
    assert calendar.entries[0].organizer.address == ANNA
    assert mail["From"].addresses[0].addr_spec == ANNA
    text = mail.get_body(("plain",)).get_content()
    assert "pump hours" in text
    assert booked.code in text
    booked.refresh_from_db()
    assert booked.left_at == moment


def test_her_yes_books_it_by_itself(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    assert _stand(booked, moment) is Stand.OFFERED
    _answers(mail_provider, "REPLY", "ACCEPTED")
    _read(mailbox, moment)
    assert _stand(booked, moment) is Stand.BOOKED
    assert InvitationReply.objects.in_workspace(booked.workspace_id).get().level == "E4"


def test_her_signed_yes_books_it_where_no_server_checks(
    seat: Any, booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime, monkeypatch: Any
) -> None:
    northwind = Signer(bits=1024)
    monkeypatch.setattr("foothold.connectors.mail.sender_keys.txt_records", Dns(northwind))
    trust_mail_server(seat, "")
    send_all(moment)
    reply = answer_to(mail_provider.messages(PETRA)[-1], "REPLY", "ACCEPTED")
    mail_provider.deliver(ANNA, northwind.sign(reply.as_bytes(policy=policy.SMTP)))
    _read(mailbox, moment)
    assert _stand(booked, moment) is Stand.BOOKED
    assert InvitationReply.objects.in_workspace(booked.workspace_id).get().level == "E4"


@pytest.mark.parametrize("mark", ["Auto-Submitted: auto-generated", "Precedence: bulk"])
def test_the_yes_that_her_calendar_marks_as_automatic_books_and_is_no_letter(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime, mark: str
) -> None:
    send_all(moment)
    _answers(mail_provider, "REPLY", "ACCEPTED")
    [data] = mail_provider.messages(ANNA)
    mail_provider.dovecot.empty()
    mail_provider.deliver(ANNA, f"{mark}\r\n".encode() + data)
    _read(mailbox, moment)
    assert _stand(booked, moment) is Stand.BOOKED
    assert not Letter.objects.in_workspace(booked.workspace_id).filter(from_address=PETRA).exists()


def test_of_a_customers_automatic_mail_without_a_calendar_nothing_is_kept(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    away = f"From: {PETRA}\r\nTo: {ANNA}\r\nSubject: Out of office\r\nAuto-Submitted: auto-replied\r\n"
    away += f"Message-ID: <away@northwind.example>\r\n\r\nYes, that works. Ref {booked.code}\r\n"
    mail_provider.deliver(ANNA, away.encode())
    _read(mailbox, moment)
    assert not InvitationReply.objects.in_workspace(booked.workspace_id).exists()
    assert not Letter.objects.in_workspace(booked.workspace_id).filter(from_address=PETRA).exists()


def test_a_forged_yes_that_failed_its_check_moves_nothing(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    _answers(mail_provider, "REPLY", "ACCEPTED")
    [data] = mail_provider.messages(ANNA)
    mail_provider.dovecot.empty()
    mail_provider.deliver(ANNA, data.replace(b"dmarc=pass", b"dmarc=fail"))
    _read(mailbox, moment)
    assert _stand(booked, moment) is Stand.OFFERED
    assert InvitationReply.objects.in_workspace(booked.workspace_id).get().level == "E0"


def test_moved_countered_and_called_off_are_seen_from_both_sides(
    seat: Any, booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    _answers(mail_provider, "REPLY", "ACCEPTED")
    _read(mailbox, moment)
    moved = move_next_step(seat, booked, booked.starts_at + timedelta(days=1), now=moment)
    send_all(moment)
    assert calendar_in(mail_provider.messages(PETRA)[-1])[1].entries[0].sequence == 1
    assert _stand(moved, moment) is Stand.OFFERED
    wish = moved.starts_at + timedelta(hours=2)
    _answers(mail_provider, "COUNTER", "TENTATIVE", start=wish)
    _read(mailbox, moment)
    keep_our_time(seat, moved, now=moment)
    send_all(moment)
    assert calendar_in(mail_provider.messages(PETRA)[-1])[1].method == "DECLINECOUNTER"
    with pytest.raises(CannotBook, match="Nobody asks"):
        take_their_time(seat, moved, now=moment)
    wish += timedelta(hours=1)
    _answers(mail_provider, "COUNTER", "TENTATIVE", start=wish)
    _read(mailbox, moment)
    taken = take_their_time(seat, moved, now=moment)
    send_all(moment)
    assert taken.starts_at == wish
    assert _stand(taken, moment) is Stand.BOOKED
    cancel_next_step(seat, taken, now=moment)
    send_all(moment)
    calendar = calendar_in(mail_provider.messages(PETRA)[-1])[1]
    assert (calendar.method, calendar.entries[0].status, calendar.entries[0].sequence) == ("CANCEL", "CANCELLED", 3)
    assert _stand(taken, moment) is Stand.CANCELLED


def _writes(provider: Any, invitation: Invitation, words: str, *, sender: str = PETRA, check: str = "pass") -> None:
    """Somebody answers the invitation in words."""
    mail, _calendar = calendar_in(provider.messages(PETRA)[-1])
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = sender, ANNA, f"Re: {mail['Subject']}"
    reply["Message-ID"], reply["In-Reply-To"] = f"<{timezone.now().timestamp()}@x.example>", mail["Message-ID"]
    reply["Date"] = timezone.now()
    reply.set_content(words)
    seal = f"Authentication-Results: {HOST}; dmarc={check} header.from={sender.partition('@')[2]}\r\n".encode()
    provider.deliver(ANNA, seal + reply.as_bytes(policy=policy.SMTP))


def test_a_yes_in_words_is_evidence_with_its_quote_and_books_nothing(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    _writes(mail_provider, booked, "Hello Anna,\n\nworks for me.\n\nPetra")
    _read(mailbox, moment)
    reply = InvitationReply.objects.in_workspace(booked.workspace_id).get()
    assert (reply.partstat, reply.level, reply.because) == ("ACCEPTED", "E3", "plain words")
    assert "works for me" in reply.words
    assert _stand(booked, moment) is Stand.OFFERED


def test_another_time_in_words_waits_for_us(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    wish = (booked.starts_at + timedelta(days=1)).replace(hour=14)
    _writes(mail_provider, booked, f"Sorry, that day is full. Can we do {wish:%d %B} at 14:00 instead?")
    _read(mailbox, moment)
    meeting = Meeting.objects.in_workspace(booked.workspace_id).get(pk=booked.meeting_id)
    assert meeting.answer == "counter"
    assert meeting.asked_for is not None


@pytest.mark.parametrize(("sender", "check"), [(PETRA, "fail"), ("zoe@elsewhere.example", "pass")])
def test_a_yes_of_a_forger_or_a_stranger_moves_nothing(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime, sender: str, check: str
) -> None:
    send_all(moment)
    _writes(mail_provider, booked, "Works for me.", sender=sender, check=check)
    _read(mailbox, moment)
    meeting = Meeting.objects.in_workspace(booked.workspace_id).get(pk=booked.meeting_id)
    assert meeting.answer == "no_answer"


def test_only_threads_with_confirmed_customers_are_stored(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    for sender in ("dentist@teeth.example", PETRA):
        mail_provider.deliver(
            ANNA,
            f"From: {sender}\r\nTo: {ANNA}\r\nSubject: x\r\nDate: {moment:%d %b %Y %H:%M:%S} +0000\r\n"
            f"Message-ID: <1.{sender}>\r\n\r\nwords\r\n".encode(),
        )
    _read(mailbox, moment)
    stored = Letter.objects.in_workspace(booked.workspace_id).values_list("from_address", flat=True)
    assert list(stored) == [PETRA]


def test_read_again_nothing_comes_twice_and_nothing_is_marked_as_seen(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    _answers(mail_provider, "REPLY", "ACCEPTED")
    _read(mailbox, moment)
    _read(mailbox, moment)
    assert InvitationReply.objects.in_workspace(booked.workspace_id).count() == 1
    assert all(",S" not in path.name.rpartition(":")[2] for path in mail_provider.dovecot.files(ANNA))


def test_a_server_that_refuses_for_now_keeps_it_waiting_and_takes_it_once_later(
    booked: Invitation, mail_provider: Any, moment: datetime
) -> None:
    mail_provider.behaviour.greylist = 1
    departure_id = departures_due(now=moment)[0]
    attempt = claim_departure(departure_id, now=moment)
    assert attempt is not None
    send_departure(departure_id, attempt, send_over, clock=lambda: moment)
    row = Departure.objects.in_workspace(booked.workspace_id).get()
    assert (row.state, row.failures) == ("waiting", 1)
    send_all(row.due_at)
    assert len(mail_provider.messages(PETRA)) == 1


def test_a_wrong_password_keeps_nothing(seat: Any, mail_provider: Any, moment: datetime) -> None:
    with pytest.raises(NotConnected, match="password"):
        connect_mailbox(
            seat,
            address=ANNA,
            secret="wrong",
            imap=mail_provider.imap(ANNA),
            smtp=mail_provider.smtp(ANNA),
            now=moment,
        )
    assert not Connection.objects.in_workspace(seat.workspace).exists()


def test_an_answer_kept_before_a_crash_is_told_by_the_next_reading(
    booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    send_all(moment)
    _answers(mail_provider, "REPLY", "ACCEPTED")
    with monkeypatch.context() as killed:
        killed.setattr(reading, "is_still_ours", lambda *_: False)
        attempt = claim_connection(mailbox.pk, now=moment, due_only=False)
        assert attempt is not None
        assert not read_mailbox(mailbox.pk, attempt, now=moment)
    assert InvitationReply.objects.in_workspace(booked.workspace_id).count() == 1
    assert _stand(booked, moment) is Stand.OFFERED
    _read(mailbox, moment + timedelta(minutes=3))
    assert _stand(booked, moment) is Stand.BOOKED
    mailbox.refresh_from_db()
    assert "unsettled" not in mailbox.cursor


# --- one mail that cannot be stored stops no other --------------------------------------------------


def _in_her_box(provider: Any, subject: str, body: str, charset: str = "utf-8") -> None:
    head = (
        f"From: {PETRA}\r\nTo: {ANNA}\r\nSubject: {subject}\r\nDate: {timezone.now():%d %b %Y %H:%M:%S} +0000\r\n"
        f"Message-ID: <{timezone.now().timestamp()}@northwind.example>\r\nContent-Type: text/plain; charset={charset}\r\n"
    )
    provider.deliver(ANNA, f"{head}\r\n{body}\r\n".encode())


def _skipped(seat: Any) -> list[str]:
    return [each["what"] for run in Import.objects.in_workspace(seat.workspace) for each in run.skipped]


def test_half_a_character_in_a_mail_stops_nothing(
    seat: Any, booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    _in_her_box(mail_provider, "=?utf-7?q?Re:_+2AA-?=", f"Works for me +2AA-\r\n\r\nRef {booked.code}", "utf-7")
    _writes(mail_provider, booked, "Works for me.")
    _read(mailbox, moment)
    assert InvitationReply.objects.in_workspace(seat.workspace).count() == 2
    assert not _skipped(seat)


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch) -> None:
    """A mail whose subject is "spoilt" comes out of the reader as no database takes it."""

    def read(*given: Any, **named: Any) -> Any:
        message = read_message(*given, **named)
        return replace(message, message_id="\ud800") if message.subject == "spoilt" else message

    monkeypatch.setattr(importing, "read_message", read)


@pytest.mark.usefixtures("spoilt")
def test_a_mail_that_cannot_be_stored_is_named_and_the_others_are_kept(
    seat: Any, booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime
) -> None:
    send_all(moment)
    for subject in ("before", "spoilt", "after"):
        _in_her_box(mail_provider, subject, "words")
    _answers(mail_provider, "REPLY", "ACCEPTED")
    _read(mailbox, moment)
    assert _skipped(seat) == ["spoilt"]
    assert Letter.objects.in_workspace(seat.workspace).count() == 3
    assert _stand(booked, moment) is Stand.BOOKED
    _read(mailbox, moment)
    assert _skipped(seat) == ["spoilt"]


def test_a_mail_the_reader_fails_on_is_named_and_the_others_are_kept(
    seat: Any, mailbox: Connection, booked: Invitation, mail_provider: Any, moment: datetime, monkeypatch: Any
) -> None:
    def read(data: bytes, *given: Any, **named: Any) -> Any:
        if b"spoilt" in data:
            raise UnicodeError("no such character")
        return read_message(data, *given, **named)

    monkeypatch.setattr(importing, "read_message", read)
    for subject in ("spoilt", "after"):
        _in_her_box(mail_provider, subject, "words")
    _read(mailbox, moment)
    assert _skipped(seat) == ["spoilt"]
    assert Letter.objects.in_workspace(seat.workspace).count() == 1


def test_words_that_cannot_be_kept_are_named_and_others_count(
    seat: Any, booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime, monkeypatch: Any
) -> None:
    def kept(seat: Any, mails: Any, *given: Any, **named: Any) -> int:
        if any(b"spoilt" in each.data for each in mails):
            raise UnicodeError("no such character")
        return keep_plain_replies(seat, mails, *given, **named)

    monkeypatch.setattr(reading, "keep_plain_replies", kept)
    send_all(moment)
    _in_her_box(mail_provider, "spoilt", f"No.\r\n\r\nRef {booked.code}")
    _writes(mail_provider, booked, "Works for me.")
    _read(mailbox, moment)
    assert InvitationReply.objects.in_workspace(seat.workspace).count() == 1
    assert _skipped(seat) == ["spoilt"]


def test_a_full_disk_skips_no_mail_it_is_tried_again(
    seat: Any, booked: Invitation, mailbox: Connection, mail_provider: Any, moment: datetime, monkeypatch: Any
) -> None:
    def full(*_: Any, **__: Any) -> None:
        raise OperationalError("database or disk is full")

    send_all(moment)
    _answers(mail_provider, "REPLY", "ACCEPTED")
    with monkeypatch.context() as filled:
        filled.setattr(importing, "store_replies", full)
        attempt = claim_connection(mailbox.pk, now=moment, due_only=False)
        assert attempt is not None
        with pytest.raises(OperationalError):
            read_mailbox(mailbox.pk, attempt, now=moment)
    assert not _skipped(seat)
    _read(mailbox, moment + timedelta(minutes=3))
    assert _stand(booked, moment) is Stand.BOOKED
