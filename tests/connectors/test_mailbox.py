"""A mailbox read over IMAP: Dovecot as the server, a script where a server has to misbehave."""

import logging
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from foothold.connectors.mail.mail_network import Network
from foothold.connectors.mail.mail_server import MailServer, Security
from foothold.connectors.mail.mail_troubles import MailFailed, MailRefused, Why
from foothold.connectors.mail.mailbox import Batch, Cursor, Folder, Heading, OpenMailbox, Wants, open_mailbox
from mail_servers import HOST, PASSWORD, MailProvider

ANNA = "anna@harbour.example"


def mail(number: int, sender: str = "petra@northwind.example", body: str = "Works for me.") -> bytes:
    return (
        f"From: Petra Lang <{sender}>\r\nTo: {ANNA}\r\nSubject: Plan {number}\r\n"
        f"Date: Tue, 22 Sep 2026 10:00:00 +0200\r\nMessage-ID: <{number}@northwind.example>\r\n\r\n{body}\r\n"
    ).encode()


def everything(heading: Heading) -> bool:
    return True


class Reading:
    """Anna's mailbox as somebody reads it who keeps the cursors."""

    def __init__(self, provider: MailProvider, network: Network) -> None:
        self.provider = provider
        self.network = network
        self.cursors: dict[str, Cursor] = {}

    @contextmanager
    def open(self) -> Iterator[OpenMailbox]:
        with open_mailbox(self.provider.imap(ANNA), PASSWORD, network=self.network) as mailbox:
            yield mailbox

    def batches(self, wants: Wants = everything, **more: object) -> list[Batch]:
        with self.open() as mailbox:
            found = list(mailbox.new_messages(self.cursors.values(), wants, **more))  # type: ignore[arg-type]
        self.cursors |= {batch.cursor.folder: batch.cursor for batch in found}
        return found

    def subjects(self, wants: Wants = everything, **more: object) -> list[str]:
        return [one.heading.message.subject for batch in self.batches(wants, **more) for one in batch.mails]


@pytest.fixture
def reading(mail_provider: MailProvider, mail_network: Network) -> Reading:
    return Reading(mail_provider, mail_network)


@pytest.mark.parametrize("security", list(Security))
def test_a_mail_is_read_byte_for_byte_however_the_connection_is_encrypted(reading: Reading, security: Security) -> None:
    reading.provider.deliver(ANNA, mail(1))
    with open_mailbox(reading.provider.imap(ANNA, security), PASSWORD, network=reading.network) as mailbox:
        (found,) = [one for batch in mailbox.new_messages([], everything) for one in batch.mails]
    assert found.data == mail(1)
    assert found.heading.folder == Folder("INBOX", "inbox")
    assert found.heading.message.message_id == "1@northwind.example"
    assert found.heading.message.from_address == "petra@northwind.example"
    assert found.heading.size == len(mail(1))


def test_only_what_came_since_is_read_again(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1))
    reading.provider.deliver(ANNA, mail(2))
    assert reading.subjects() == ["Plan 1", "Plan 2"]
    assert reading.subjects() == []
    reading.provider.deliver(ANNA, mail(3))
    assert reading.subjects() == ["Plan 3"]


def test_sent_mail_is_found_by_what_its_folder_is_for_not_by_its_name(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(7, ANNA), "Gesendete Objekte")
    with reading.open() as mailbox:
        assert mailbox.folders() == (Folder("INBOX", "inbox"), Folder("Gesendete Objekte", "sent"))
    assert reading.subjects() == ["Plan 7"]


def test_what_is_not_wanted_is_never_fetched_and_not_asked_for_again(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1))
    reading.provider.deliver(ANNA, mail(2, "doctor@private.example"))
    asked: list[str] = []

    def customers(heading: Heading) -> bool:
        asked.append(heading.message.subject)
        return heading.message.from_address == "petra@northwind.example"

    assert reading.subjects(customers) == ["Plan 1"]
    assert asked == ["Plan 1", "Plan 2"]
    assert reading.subjects(customers) == []
    assert asked == ["Plan 1", "Plan 2"]


def test_reading_marks_nothing_as_seen(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1))
    reading.batches()
    (file,) = reading.provider.dovecot.files(ANNA)
    assert "S" not in file.name.partition(":2,")[2]


def test_a_folder_numbered_anew_is_read_again_and_says_so(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1))
    reading.batches()
    reading.cursors["INBOX"] = replace(reading.cursors["INBOX"], uidvalidity=reading.cursors["INBOX"].uidvalidity - 1)
    batches = reading.batches()
    assert [one.heading.message.subject for batch in batches for one in batch.mails] == ["Plan 1"]
    assert any(batch.restarted for batch in batches)
    assert reading.subjects() == []


def test_a_mail_too_large_is_named_and_left_where_it_is(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1, body="x" * 70 * 100))
    reading.provider.deliver(ANNA, mail(2))
    batches = reading.batches(largest=5_000)
    assert [one.heading.message.subject for batch in batches for one in batch.mails] == ["Plan 2"]
    (skipped,) = [one for batch in batches for one in batch.skipped]
    assert 'The mail "Plan 1" has' in skipped.reason
    assert reading.subjects() == []


def test_the_first_time_reads_from_a_day_on(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1))
    assert reading.subjects(since=date(2100, 1, 1)) == []
    reading.cursors.clear()
    assert reading.subjects(since=date(2026, 1, 1)) == ["Plan 1"]


def test_one_may_stop_after_a_batch_and_go_on_from_its_cursor(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foothold.connectors.mail.mailbox.HEADINGS_AT_ONCE", 4)
    for number in range(10):
        reading.provider.deliver(ANNA, mail(number))
    with reading.open() as mailbox:
        first = next(mailbox.new_messages([], everything))
    assert [one.heading.message.subject for one in first.mails] == ["Plan 0", "Plan 1", "Plan 2", "Plan 3"]
    reading.cursors["INBOX"] = first.cursor
    assert reading.subjects() == [f"Plan {number}" for number in range(4, 10)]


def test_many_large_mails_come_in_batches_that_fit_into_memory(
    reading: Reading, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("foothold.connectors.mail.mailbox.BYTES_AT_ONCE", 10_000)
    for number in range(7):
        reading.provider.deliver(ANNA, mail(number, body="long " * 800))
    batches = [batch for batch in reading.batches() if batch.mails]
    assert [len(batch.mails) for batch in batches] == [2, 2, 2, 1]
    assert [batch.cursor.last_uid for batch in batches] == [2, 4, 6, 7]


@pytest.mark.slow
def test_ten_thousand_headings_are_looked_at_in_seconds(reading: Reading) -> None:
    box = reading.provider.dovecot
    for number in range(10_000):
        box.deliver(ANNA, mail(number, "newsletter@elsewhere.example"))
    began = time.monotonic()
    assert sum(batch.seen for batch in reading.batches(lambda heading: False)) == 10_000
    assert time.monotonic() - began < 30
    began = time.monotonic()
    box.deliver(ANNA, mail(10_000))
    assert reading.subjects() == ["Plan 10000"]
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("idles", [True, False])
def test_waiting_ends_when_mail_comes(reading: Reading, idles: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foothold.connectors.mail.mailbox._POLL_EVERY", 0.3)
    with reading.open() as mailbox:
        if not idles:
            mailbox._idles = False
        list(mailbox.new_messages([], everything))
        threading.Timer(0.5, lambda: reading.provider.deliver(ANNA, mail(1))).start()
        began = time.monotonic()
        assert mailbox.wait(20) is True
        assert time.monotonic() - began < 5
        assert [one.heading.uid for batch in mailbox.new_messages([], everything) for one in batch.mails] == [1]


def test_mail_that_came_between_reading_and_waiting_is_not_waited_for(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1))
    with reading.open() as mailbox:
        list(mailbox.new_messages([], everything))
        reading.provider.deliver(ANNA, mail(2))
        began = time.monotonic()
        assert mailbox.wait(20) is True
        assert time.monotonic() - began < 2


@pytest.mark.parametrize("idles", [True, False])
def test_what_was_told_once_ends_no_second_wait(reading: Reading, idles: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foothold.connectors.mail.mailbox._POLL_EVERY", 0.3)
    with reading.open() as mailbox:
        if not idles:
            mailbox._idles = False
        assert mailbox.wait(0) is False
        threading.Timer(0.5, lambda: reading.provider.deliver(ANNA, mail(1))).start()
        assert mailbox.wait(20) is True
        assert mailbox.wait(1.0) is False


def test_waiting_in_vain_ends_in_time_and_whoever_stops_it_need_not_wait(reading: Reading) -> None:
    with reading.open() as mailbox:
        began = time.monotonic()
        assert mailbox.wait(1.0) is False
        assert mailbox.wait(60, stopped=lambda: time.monotonic() - began > 1.5) is False
        assert time.monotonic() - began < 6
        assert mailbox.folders()[0].kind == "inbox"


def test_a_wrong_password_is_said_so_and_never_shows(reading: Reading, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    with (
        pytest.raises(MailRefused) as refused,
        open_mailbox(reading.provider.imap(ANNA), "hunter-two-secret", network=reading.network),
    ):
        pass
    assert refused.value.why is Why.PASSWORD
    assert str(refused.value) == f"{HOST} does not take this user name and password. Check both; no mail was touched."
    assert "hunter-two-secret" not in caplog.text + repr(refused.value)


def test_a_password_is_no_command(reading: Reading) -> None:
    with (
        pytest.raises(MailRefused),
        open_mailbox(reading.provider.imap(ANNA), "x\r\na1 DELETE INBOX", network=reading.network),
    ):
        pass


@pytest.mark.parametrize("security", [Security.TLS, Security.STARTTLS])
def test_a_stranger_with_another_certificate_gets_no_password(reading: Reading, security: Security) -> None:
    network = replace(reading.network, tls=Network().tls)
    with (
        pytest.raises(MailFailed) as failed,
        open_mailbox(reading.provider.imap(ANNA, security), PASSWORD, network=network),
    ):
        pass
    assert failed.value.why is Why.CERTIFICATE


@pytest.mark.parametrize(
    ("changed", "why"),
    [({"host": "nowhere.example"}, Why.NO_NAME), ({"port": 1}, Why.NO_ANSWER)],
)
def test_a_server_that_is_not_there_is_tried_later(reading: Reading, changed: dict[str, object], why: Why) -> None:
    server = replace(reading.provider.imap(ANNA), **changed)  # type: ignore[arg-type]
    with pytest.raises(MailFailed) as failed, open_mailbox(server, PASSWORD, network=reading.network):
        pass
    assert failed.value.why is why


@contextmanager
def scripted(*answers: bytes, greeting: bytes = b"* OK hi\r\n") -> Iterator[MailServer]:
    """A server that answers one command after the other with `answers` ("TAG" is the command's)."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            wire, _ = listening.accept()
            with wire, wire.makefile("rb") as lines:
                wire.sendall(greeting)
                for answer in answers:
                    command = lines.readline()
                    try:
                        wire.sendall(answer.replace(b"TAG", command.split(b" ")[0]))
                    except OSError:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield MailServer("127.0.0.1", listening.getsockname()[1], Security.NONE, ANNA)
        thread.join(timeout=5)


CAPABLE = b"* CAPABILITY IMAP4rev1\r\nTAG OK done\r\n"
LOGGED_IN = b"TAG OK done\r\n"
LISTED = b'* LIST () "/" INBOX\r\nTAG OK done\r\n'
EXAMINED = b"* 1 EXISTS\r\n* OK [UIDVALIDITY 5] x\r\n* OK [UIDNEXT 2] x\r\nTAG OK [READ-ONLY] x\r\n"
SEARCHED = b"* SEARCH 1\r\nTAG OK done\r\n"


@pytest.mark.parametrize(
    ("answer", "kind", "why"),
    [
        (b"TAG NO [ALERT] Application-specific password required\r\n", MailRefused, Why.APP_PASSWORD),
        (b"TAG NO Your account is not enabled for IMAP use\r\n", MailRefused, Why.SWITCHED_OFF),
        (b"TAG NO [AUTHENTICATIONFAILED] no\r\n", MailRefused, Why.PASSWORD),
        (b"TAG NO [UNAVAILABLE] Temporary trouble\r\n", MailFailed, Why.BUSY),
        (b"TAG NO [LIMIT] Too many simultaneous connections\r\n", MailFailed, Why.BUSY),
        (b"", MailFailed, Why.HUNG_UP),
    ],
)
def test_what_a_refused_login_means(answer: bytes, kind: type[MailFailed], why: Why) -> None:
    with scripted(CAPABLE, answer) as server, pytest.raises(kind) as failed, open_mailbox(server, "secret"):
        pass
    assert failed.value.why is why


def test_what_is_no_mail_server_is_said_so() -> None:
    with (
        scripted(greeting=b"HTTP/1.1 400 Bad Request\r\n") as server,
        pytest.raises(MailFailed) as failed,
        open_mailbox(server, "x"),
    ):
        pass
    assert failed.value.why is Why.NONSENSE


def headings_of(*answers: bytes, searched: bytes = SEARCHED) -> list[Batch]:
    with (
        scripted(CAPABLE, LOGGED_IN, LISTED, EXAMINED, searched, *answers) as server,
        open_mailbox(server, "x") as mailbox,
    ):
        return list(mailbox.new_messages([], everything))


def test_a_connection_lost_half_way_says_so() -> None:
    with pytest.raises(MailFailed) as failed:
        headings_of(b"* 1 FETCH (UID 1 RFC822.SIZE 9 BODY[HEADER.FIELDS (FROM)] {90}\r\nFrom: a@b.example\r\n")
    assert failed.value.why is Why.CUT_SHORT


def test_a_literal_of_any_size_is_not_believed() -> None:
    with pytest.raises(MailFailed) as failed:
        headings_of(b"* 1 FETCH (UID 1 BODY[HEADER.FIELDS (FROM)] {99999999999}\r\n")
    assert failed.value.why is Why.CUT_SHORT


def test_a_uid_named_behind_the_mail_is_found_and_mails_nobody_asked_for_are_left() -> None:
    head = b"From: petra@northwind.example\r\n\r\n"
    size = str(len(head)).encode()
    fetched = (
        b"* 2 FETCH (UID 77 BODY[HEADER.FIELDS (FROM)] {" + size + b"}\r\n" + head + b")\r\n"
        b"* 1 FETCH (BODY[HEADER.FIELDS (FROM)] {"
        + size
        + b"}\r\n"
        + head
        + b" UID 1 RFC822.SIZE 40)\r\nTAG OK done\r\n"
    )
    whole = b"* 1 FETCH (BODY[] {" + size + b"}\r\n" + head + b" UID 1)\r\nTAG OK done\r\n"
    mails = [one for batch in headings_of(fetched, whole) for one in batch.mails]
    assert [(one.heading.uid, one.heading.size, one.data) for one in mails] == [(1, 40, head)]


def test_one_mail_the_server_keeps_back_stops_no_other() -> None:
    head = b"From: petra@northwind.example\r\n\r\n"

    def given(uid: bytes, what: bytes) -> bytes:
        size = str(len(head)).encode()
        return (
            b"* " + uid + b" FETCH (UID " + uid + b" RFC822.SIZE 40 " + what + b" {" + size + b"}\r\n" + head + b")\r\n"
        )

    batches = headings_of(
        given(b"1", b"BODY[HEADER.FIELDS (FROM)]") + given(b"2", b"BODY[HEADER.FIELDS (FROM)]") + b"TAG OK done\r\n",
        b"TAG NO [SERVERBUG] Internal error\r\n",
        b"TAG NO [SERVERBUG] Internal error\r\n",
        given(b"2", b"BODY[]") + b"TAG OK done\r\n",
        searched=b"* SEARCH 1 2\r\nTAG OK done\r\n",
    )
    assert [one.heading.uid for batch in batches for one in batch.mails] == [2]
    assert [one.what for batch in batches for one in batch.skipped] == ["INBOX/1"]
    assert batches[-1].cursor == Cursor("INBOX", 5, 2)


def test_a_mail_moved_in_from_long_ago_is_new_to_the_folder(reading: Reading) -> None:
    reading.provider.deliver(ANNA, mail(1))
    reading.batches(since=date(2026, 1, 1))
    reading.provider.deliver(ANNA, mail(2))
    assert reading.subjects(since=date(2100, 1, 1)) == ["Plan 2"]


def test_folders_of_any_length_are_searched_piece_by_piece(reading: Reading, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foothold.connectors.mail.mailbox._SEARCHED_AT_ONCE", 3)
    for number in range(8):
        reading.provider.deliver(ANNA, mail(number))
    assert reading.subjects() == [f"Plan {number}" for number in range(8)]
    reading.provider.deliver(ANNA, mail(8))
    assert reading.subjects() == ["Plan 8"]


def test_a_server_that_refuses_to_idle_is_asked_from_time_to_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foothold.connectors.mail.mailbox._POLL_EVERY", 0.1)
    offers = b"* OK [CAPABILITY IMAP4rev1 IDLE] hi\r\n"
    capable = b"* CAPABILITY IMAP4rev1 IDLE\r\nTAG OK done\r\n"
    answers = (
        capable,
        LOGGED_IN,
        LISTED,
        EXAMINED,
        b"TAG BAD no\r\n",
        EXAMINED,
        EXAMINED.replace(b"NEXT 2", b"NEXT 3"),
    )
    with scripted(*answers, greeting=offers) as server, open_mailbox(server, "x") as mailbox:
        assert mailbox.wait(10) is True


def test_a_server_that_says_nothing_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("foothold.connectors.mail.mailbox.SECONDS_AN_ANSWER", 0.5)
    with socket.create_server(("127.0.0.1", 0)) as listening:
        server = MailServer("127.0.0.1", listening.getsockname()[1], Security.NONE, ANNA)
        began = time.monotonic()
        with pytest.raises(MailFailed), open_mailbox(server, "x"):
            pass
    assert time.monotonic() - began < 3
