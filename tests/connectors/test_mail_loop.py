"""A letter's whole way: composed, sent, delivered, read; and servers that say anything at all."""

import socket
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from foothold.connectors.mail import read_message
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import CalendarPart, OutgoingLetter, compose, message_id
from foothold.connectors.mail.mail_network import Network
from foothold.connectors.mail.mail_server import MailServer, Security
from foothold.connectors.mail.mail_troubles import MailTrouble
from foothold.connectors.mail.mailbox import open_mailbox
from foothold.connectors.mail.sending import NotReached, RefusedForGood, RefusedForNow, Sent, Unacknowledged, send
from mail_servers import PASSWORD, MailProvider

ANNA, PETRA = "anna@harbour.example", "petra@northwind.example"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nBEGIN:VEVENT\r\nSUMMARY:Prüfplan\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n".encode()
)
LETTER = OutgoingLetter(
    message_id=message_id("meeting 7, invitation 0", "harbour.example"),
    sent_at=datetime(2026, 9, 22, 12, tzinfo=UTC),
    sender=Mailbox("Anna Weber", ANNA),
    to=(Mailbox("Petra Läng", PETRA),),
    subject="Prüfplan, Donnerstag um 10",
    text="Hallo Petra,\n\nbringst du die Pumpenstunden mit?\n",
    language="de",
    calendar=CalendarPart(CALENDAR, "REQUEST"),
)


def test_an_invitation_comes_out_of_the_customers_mailbox_as_it_went_in(
    mail_provider: MailProvider, mail_network: Network
) -> None:
    data = compose(LETTER)
    assert send(mail_provider.smtp(ANNA), PASSWORD, ANNA, [PETRA], data, network=mail_network) == Sent()
    with open_mailbox(mail_provider.imap(PETRA), PASSWORD, network=mail_network) as mailbox:
        (mail,) = [one for batch in mailbox.new_messages([], lambda heading: True) for one in batch.mails]
    read = read_message(mail.data, "inbox", authserv_id="mail.harbour.example")
    assert (read.message_id, read.subject, read.from_address) == (LETTER.message_id, LETTER.subject, ANNA)
    assert set(read.calendar_parts) == {CALENDAR}
    assert read.authentication.verdict == "pass"
    assert "Pumpenstunden" in read.new_text


def test_a_copy_sent_again_is_told_by_its_identity(mail_provider: MailProvider, mail_network: Network) -> None:
    mail_provider.behaviour.cut_after_data = 1
    server = mail_provider.smtp(ANNA)
    first = send(server, PASSWORD, ANNA, [PETRA], compose(LETTER), network=mail_network)
    second = send(server, PASSWORD, ANNA, [PETRA], compose(replace(LETTER)), network=mail_network)
    assert (type(first), second) == (Unacknowledged, Sent())
    one, other = (arrived.data for arrived in mail_provider.arrived)
    assert one == other


@contextmanager
def saying(lines: Sequence[bytes]) -> Iterator[int]:
    """A server that says `lines`, one for each thing it hears, and hangs up. "TAG" is the command's first word."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            wire, _ = listening.accept()
            heard = b"TAG"
            with wire, suppress(OSError):
                wire.settimeout(0.1)
                for line in lines:
                    wire.sendall(line.replace(b"TAG", heard.split(b" ")[0]))
                    heard = wire.recv(65536)

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        with suppress(OSError):  # one who never came would be waited for
            socket.create_connection(listening.getsockname(), 1).close()
        thread.join(timeout=5)


NOISE = st.binary(max_size=60).map(lambda data: data + b"\r\n")
SMTP_LINE = st.one_of(
    NOISE,
    st.sampled_from(
        [
            b"220 hi\r\n",
            b"250-SIZE x\r\n250 AUTH PLAIN\r\n",
            b"250 ok\r\n",
            b"354 go\r\n",
            b"421 no\r\n",
            b"550 no\r\n",
            b"\r\n",
        ]
    ),
)
IMAP_LINE = st.one_of(
    NOISE,
    NOISE.map(lambda data: b"* " + data + b"TAG OK done\r\n"),
    st.sampled_from(
        [
            b"* OK [CAPABILITY IMAP4rev1 IDLE] hi\r\n",
            b"* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n",
            b"TAG OK done\r\n",
            b"TAG NO no\r\n",
            b"TAG BAD no\r\n",
            b"* BYE\r\n",
            b'* LIST (\\Sent) "/" {3}\r\n&&-\r\nTAG OK done\r\n',
            b'* LIST (\\Sent NIL "\xff&x\r\nTAG OK done\r\n',
            b"* x EXISTS\r\n* OK [UIDVALIDITY y] x\r\n* OK [UIDNEXT] x\r\nTAG OK [READ-ONLY] x\r\n",
            b"* 9 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 9] x\r\nTAG OK [READ-ONLY] x\r\n",
            b"* SEARCH 1 2 x 99999999999999999999\r\nTAG OK done\r\n",
            b"* 1 FETCH (UID 1 BODY[] NIL)\r\n* 2 FETCH (UID 2 RFC822.SIZE 3 BODY[] {3}\r\n\xff\x00:)\r\nTAG OK done\r\n",
            b"* 1 FETCH {0}\r\n)\r\nTAG OK done\r\n",
            b"+ \r\n",
        ]
    ),
)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(SMTP_LINE, max_size=8), st.booleans())
def test_whatever_an_smtp_server_says_there_is_an_outcome(lines: list[bytes], logs_in: bool) -> None:
    with saying(lines) as port:
        server = MailServer("127.0.0.1", port, Security.NONE, ANNA if logs_in else "")
        outcome = send(server, "secret", ANNA, [PETRA], compose(LETTER), within=timedelta(seconds=3))
    assert isinstance(outcome, Sent | RefusedForNow | RefusedForGood | NotReached | Unacknowledged)


BEFORE = [
    b"* OK [CAPABILITY IMAP4rev1 IDLE] hi\r\n",
    b"* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n",
    b"TAG OK done\r\n",
]


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.integers(0, 3), st.lists(IMAP_LINE, max_size=8))
def test_whatever_an_imap_server_says_it_is_read_or_refused_in_words(before: int, lines: list[bytes]) -> None:
    with saying(BEFORE[:before] + lines) as port:
        server = MailServer("127.0.0.1", port, Security.NONE, ANNA)
        said = ""
        try:
            with open_mailbox(server, "secret") as mailbox:
                list(mailbox.new_messages([], lambda heading: True))
                mailbox.wait(0.01)
        except MailTrouble as trouble:
            said = str(trouble)
    assert said == "" or said.endswith(".")


def test_an_imap_server_that_drips_does_not_hold_us(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foothold.connectors.mail.imap_client.SECONDS_A_COMMAND", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def drip() -> None:
            wire, _ = listening.accept()
            with wire, suppress(OSError):
                for _ in range(100):
                    wire.sendall(b"* OK")
                    threading.Event().wait(0.05)

        threading.Thread(target=drip, daemon=True).start()
        began = datetime.now(UTC)
        server = MailServer("127.0.0.1", listening.getsockname()[1], Security.NONE, ANNA)
        with pytest.raises(MailTrouble), open_mailbox(server, "secret"):
            pass
    assert datetime.now(UTC) - began < timedelta(seconds=3)
