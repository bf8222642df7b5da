"""A note answered by mail, over a real mail server both ways: echoed, done on yes, and only for the seller himself."""

from collections.abc import Callable
from datetime import datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from typing import Any

import pytest
from django.utils import timezone

from foothold.actions import connect_mailbox as connecting
from foothold.actions import read_mailbox as reading
from foothold.actions import send_over as sending
from foothold.actions.claim_connection import claim_connection
from foothold.actions.connect_mailbox import connect_mailbox
from foothold.actions.read_mailbox import read_mailbox
from foothold.actions.send_departure import claim_departure, departures_due, send_departure
from foothold.actions.send_notes import send_notes
from foothold.actions.send_over import send_over
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.records.models import Closing, Connection, Departure, Invitation, Letter, LettingGo, Meeting, Opportunity
from mail_servers import HOST, PASSWORD

Make = Callable[..., Any]
ANNA, PETRA = "anna@harbour.example", "petra@northwind.example"
SENT = "Gesendete Objekte"
NOW = datetime(2026, 9, 22, 10, 41, tzinfo=timezone.get_fixed_timezone(120))
"""A Tuesday: four minutes before the end of the meeting."""


@pytest.fixture(autouse=True)
def own_network(mail_provider: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (connecting, reading, sending):
        monkeypatch.setattr(each, "mail_network", mail_provider.network)


@pytest.fixture
def mailbox(seat: Any, mail_provider: Any) -> Connection:
    trust_mail_server(seat, HOST)
    servers = {"imap": mail_provider.imap(ANNA), "smtp": mail_provider.smtp(ANNA)}
    return connect_mailbox(seat, address=ANNA, secret=PASSWORD, now=NOW, **servers)


@pytest.fixture
def meeting(seat: Any, mailbox: Connection, plan: Make) -> Meeting:
    """It runs, and the note to book the next one has come."""
    found: Meeting = plan(seat, "Pilot result", NOW - timedelta(minutes=41))
    send_notes(seat, now=NOW)
    _send_all(NOW)
    return found


def _send_all(now: datetime) -> None:
    for departure_id in departures_due(now=now):
        attempt = claim_departure(departure_id, now=now)
        assert attempt is not None
        sent = send_departure(departure_id, attempt, send_over, clock=lambda: now)
        assert sent is not None
        assert sent.outcome == "sent", sent.words


def _read(connection: Connection, now: datetime = NOW) -> None:
    attempt = claim_connection(connection.pk, now=now, due_only=False)
    assert attempt is not None
    assert read_mailbox(connection.pk, attempt, now=now)
    connection.refresh_from_db()
    assert connection.problem == ""
    _send_all(now)


def _last(provider: Any, subject: str) -> EmailMessage:
    mails = [message_from_bytes(each, policy=policy.default) for each in provider.messages(ANNA)]
    return [mail for mail in mails if str(mail["Subject"]).startswith(subject)][-1]


def _subjects(provider: Any) -> list[str]:
    return [str(message_from_bytes(each, policy=policy.default)["Subject"]) for each in provider.messages(ANNA)]


def _writes(
    provider: Any,
    to: EmailMessage,
    line: str,
    *,
    folder: str = SENT,
    sender: str = ANNA,
    seal: str = "",
    sent_at: datetime = NOW,
) -> bytes:
    """Anna's phone answers a note; the copy lies in her folder of sent mail."""
    reply = EmailMessage()
    reply["From"], reply["To"], reply["Subject"] = sender, ANNA, f"Re: {to['Subject']}"
    reply["Message-ID"] = f"<{timezone.now().timestamp()}.{len(line)}@phone.example>"
    reply["In-Reply-To"] = reply["References"] = str(to["Message-ID"])
    reply["Date"] = sent_at
    quoted = "".join(f"> {each}\n" for each in to.get_body(("plain",)).get_content().splitlines())
    reply.set_content(f"{line}\n\nOn Tue, 22 Sep 2026 Foothold wrote:\n{quoted}")
    data = seal.encode() + reply.as_bytes(policy=policy.SMTP)
    provider.deliver(ANNA, data, folder)
    return data


def _note(provider: Any) -> EmailMessage:
    return _last(provider, "Book the next one")


def test_one_line_is_echoed_and_booked_on_yes(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours + price list")
    _read(mailbox)
    echo = _last(mail_provider, "I understood")
    assert echo["Subject"] == "I understood: Thu 24 Sep 10:00, pump hours"
    text = echo.get_body(("plain",)).get_content()
    for words in ("Reply yes to send.", "45 min, with Petra Lang.", "They bring: price list."):
        assert words in text
    assert not Invitation.objects.in_workspace(seat.workspace).exists(), "nothing before he says yes"
    assert mail_provider.messages(PETRA) == []
    _writes(mail_provider, echo, "Yes")
    _read(mailbox)
    invitation = Invitation.objects.in_workspace(seat.workspace).get()
    assert (invitation.topic, invitation.from_meeting_id) == ("pump hours", meeting.pk)
    assert invitation.starts_at == datetime(2026, 9, 24, 10, tzinfo=timezone.get_fixed_timezone(120))
    assert len(mail_provider.messages(PETRA)) == 1
    assert _subjects(mail_provider)[-1] == "Sent to Petra Lang: Thu 24 Sep 10:00, pump hours"


def test_said_twice_or_read_twice_it_is_booked_once(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours")
    _read(mailbox)
    echo = _last(mail_provider, "I understood")
    data = _writes(mail_provider, echo, "yes")
    mail_provider.deliver(ANNA, data)  # the provider puts a copy into the inbox, too
    _writes(mail_provider, echo, "yes please")
    for _time in range(2):
        mailbox.cursor = {**mailbox.cursor, "folders": []}
        mailbox.save()
        _read(mailbox)
    assert Invitation.objects.in_workspace(seat.workspace).count() == 1
    assert len(mail_provider.messages(PETRA)) == 1
    assert sum(each.startswith("I understood") for each in _subjects(mail_provider)) == 1
    assert sum(each.startswith("Sent to") for each in _subjects(mail_provider)) == 1


@pytest.mark.parametrize(
    ("line", "how", "words"),
    [
        ("let go", "not_asked", "let go"),
        ("later 2w because of the fair", "not_asked", "later, from Tue 6 Oct 2026: of the fair"),
        ("none because they have to ask the board", "not_asked", "they have to ask the board"),
        ("they would not, too early", "refused", "too early"),
    ],
)
def test_a_meeting_without_a_date_is_noted_on_yes(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any, line: str, how: str, words: str
) -> None:
    _writes(mail_provider, _note(mail_provider), line)
    _read(mailbox)
    assert not Closing.objects.in_workspace(seat.workspace).exists()
    _writes(mail_provider, _last(mail_provider, "I understood"), "ja")
    _read(mailbox)
    closing = Closing.objects.in_workspace(seat.workspace).get()
    assert (closing.meeting_id, closing.how, closing.words) == (meeting.pk, how, words)


def _deal(seat: Any, meeting: Meeting, *, seller: Any = None) -> Opportunity:
    deal: Opportunity = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account, seller=seller or seat.user, name="Pumps", opened_at=NOW - timedelta(days=30)
    )
    meetings = Meeting.objects.in_workspace(seat.workspace).filter(pk=meeting.pk)
    meetings.update(opportunity=deal, opportunity_told=True)
    return deal


def test_let_go_closes_the_deal_of_the_meeting(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    deal = _deal(seat, meeting)
    _writes(mail_provider, _note(mail_provider), "let go")
    _read(mailbox)
    echo = _last(mail_provider, "I understood")
    assert "The deal “Pumps” will be closed as let go." in echo.get_body(("plain",)).get_content()
    _writes(mail_provider, echo, "yes")
    _read(mailbox)
    deal.refresh_from_db()
    assert deal.closure == "let go"
    assert LettingGo.objects.in_workspace(seat.workspace).get().opportunity_id == deal.pk
    assert "Look again on" in _last(mail_provider, "Let go: Pumps").get_body(("plain",)).get_content()


def test_a_colleagues_deal_is_not_let_go_and_that_is_said(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any, colleague: Any
) -> None:
    deal = _deal(seat, meeting, seller=colleague.user)
    _writes(mail_provider, _note(mail_provider), "let go")
    _read(mailbox)
    _writes(mail_provider, _last(mail_provider, "I understood"), "yes")
    _read(mailbox)
    deal.refresh_from_db()
    assert deal.closure == ""
    assert "a colleague's to end" in _last(mail_provider, "Not let go: Pumps").get_body(("plain",)).get_content()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("let go", "This meeting belongs to no deal, so none was closed."),
        ("later 2w", "Nothing reminds you on that day"),
    ],
)
def test_what_was_not_done_with_his_word_is_said(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any, line: str, said: str
) -> None:
    _writes(mail_provider, _note(mail_provider), line)
    _read(mailbox)
    _writes(mail_provider, _last(mail_provider, "I understood"), "yes")
    _read(mailbox)
    text = " ".join(_last(mail_provider, "Noted: ").get_body(("plain",)).get_content().split())
    assert said in text


def test_no_leaves_it_as_it_is(seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any) -> None:
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours")
    _read(mailbox)
    echo = _last(mail_provider, "I understood")
    for word in ("no", "yes"):
        _writes(mail_provider, echo, word)
        _read(mailbox)
    assert not Invitation.objects.in_workspace(seat.workspace).exists()


def test_another_line_to_the_echo_is_echoed_anew(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours")
    _read(mailbox)
    _writes(mail_provider, _last(mail_provider, "I understood"), "fri 9 pump hours")
    _read(mailbox)
    assert _last(mail_provider, "I understood")["Subject"] == "I understood: Fri 25 Sep 09:00, pump hours"


def test_what_is_not_understood_is_said_with_an_example(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    _writes(mail_provider, _note(mail_provider), "sounds great")
    _read(mailbox)
    mail = _last(mail_provider, "I did not understand")
    text = mail.get_body(("plain",)).get_content()
    assert "sounds great" in text
    assert "thu 10 pump hours" in text
    _writes(mail_provider, mail, "thu 10 pump hours")
    _read(mailbox)
    assert _last(mail_provider, "I understood")["Subject"].endswith("pump hours")


def test_a_slot_taken_meanwhile_is_said_and_nothing_leaves(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any, plan: Make
) -> None:
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours")
    _read(mailbox)
    plan(seat, "Another", NOW.replace(day=24, hour=10, minute=0))
    _writes(mail_provider, _last(mail_provider, "I understood"), "yes")
    _read(mailbox)
    assert _subjects(mail_provider)[-1].startswith("Not booked: Taken: Another")
    assert mail_provider.messages(PETRA) == []


@pytest.mark.parametrize(
    ("folder", "sender", "seal"),
    [
        ("INBOX", ANNA, ""),
        ("INBOX", ANNA, f"Authentication-Results: {HOST}; dmarc=fail header.from=harbour.example\r\n"),
        ("INBOX", ANNA, "Authentication-Results: evil.example; dmarc=pass header.from=harbour.example\r\n"),
        (
            "INBOX",
            "zoe@elsewhere.example",
            f"Authentication-Results: {HOST}; dmarc=pass header.from=elsewhere.example\r\n",
        ),
        ("INBOX", PETRA, f"Authentication-Results: {HOST}; dmarc=pass header.from=northwind.example\r\n"),
        (SENT, "tom@harbour.example", ""),
    ],
    ids=["unchecked", "failed", "another server", "stranger", "customer", "another of ours"],
)
def test_a_forged_or_foreign_reply_does_nothing(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any, folder: str, sender: str, seal: str
) -> None:
    before = Departure.objects.in_workspace(seat.workspace).count()
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours", folder=folder, sender=sender, seal=seal)
    _read(mailbox)
    assert Departure.objects.in_workspace(seat.workspace).count() == before
    stored = set(Letter.objects.in_workspace(seat.workspace).values_list("from_address", flat=True))
    assert stored <= {PETRA}, "a customer's letter is one, nobody else's is kept"


def test_a_forged_yes_to_an_echo_books_nothing(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours")
    _read(mailbox)
    _writes(mail_provider, _last(mail_provider, "I understood"), "yes", folder="INBOX")
    _read(mailbox)
    assert not Invitation.objects.in_workspace(seat.workspace).exists()


def test_vouched_for_by_the_trusted_server_it_counts_from_the_inbox(
    meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    seal = f"Authentication-Results: {HOST}; dmarc=pass header.from=harbour.example\r\n"
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours", folder="INBOX", seal=seal)
    _read(mailbox)
    assert _last(mail_provider, "I understood")["Subject"].endswith("pump hours")


def test_an_answer_of_last_week_is_not_acted_on(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    before = Departure.objects.in_workspace(seat.workspace).count()
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours", sent_at=NOW - timedelta(days=7))
    _read(mailbox)
    assert Departure.objects.in_workspace(seat.workspace).count() == before


def test_our_own_notes_coming_in_are_not_taken_for_answers(
    seat: Any, meeting: Meeting, mailbox: Connection, mail_provider: Any
) -> None:
    _writes(mail_provider, _note(mail_provider), "thu 10 pump hours")
    _read(mailbox)
    before = Departure.objects.in_workspace(seat.workspace).count()
    for _time in range(3):
        _read(mailbox)
    assert Departure.objects.in_workspace(seat.workspace).count() == before
    assert not Letter.objects.in_workspace(seat.workspace).exists()
