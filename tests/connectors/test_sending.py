"""One attempt to send, against a real server that behaves and misbehaves."""

import logging
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from time import monotonic

import pytest

from foothold.connectors.mail.mail_network import Network
from foothold.connectors.mail.mail_server import Login, MailServer, Security
from foothold.connectors.mail.mail_troubles import Why
from foothold.connectors.mail.sending import (
    NotReached,
    Outcome,
    RefusedForGood,
    RefusedForNow,
    Sent,
    Unacknowledged,
    check_login,
    send,
)
from mail_servers import HOST, PASSWORD, TOKEN, MailProvider

ANNA, PETRA, JAN = "anna@harbour.example", "petra@northwind.example", "jan@northwind.example"
MAIL = b"From: anna@harbour.example\r\nTo: petra@northwind.example\r\nSubject: Plan\r\n\r\nHello\r\n.\r\n..two\r\n"


@pytest.fixture
def sending(mail_provider: MailProvider, mail_network: Network) -> "Sending":
    return Sending(mail_provider, mail_network)


class Sending:
    def __init__(self, provider: MailProvider, network: Network) -> None:
        self.provider = provider
        self.network = network

    def __call__(
        self,
        *recipients: str,
        security: Security = Security.STARTTLS,
        secret: str = PASSWORD,
        message: bytes = MAIL,
        within: float = 10,
        **changed: object,
    ) -> Outcome:
        server = replace(self.provider.smtp(ANNA, security), **changed)  # type: ignore[arg-type]
        to = recipients or (PETRA,)
        return send(server, secret, ANNA, to, message, within=timedelta(seconds=within), network=self.network)


@pytest.mark.parametrize("security", list(Security))
def test_a_mail_arrives_byte_for_byte_however_the_connection_is_encrypted(sending: Sending, security: Security) -> None:
    assert sending(security=security) == Sent()
    (arrived,) = sending.provider.arrived
    assert (arrived.sender, arrived.recipients, arrived.data) == (ANNA, (PETRA,), MAIL)
    assert sending.provider.messages(PETRA)[0].endswith(MAIL)


def test_a_password_beyond_ascii_lets_in(sending: Sending) -> None:
    sending()
    assert sending.provider.arrived[0].user == ANNA


def test_line_ends_become_those_of_mail(sending: Sending) -> None:
    sending(message=b"Subject: a\n\nb\rc\n")
    assert sending.provider.arrived[0].data == b"Subject: a\r\n\r\nb\r\nc\r\n"


def test_a_token_lets_in_and_a_wrong_one_does_not(sending: Sending) -> None:
    assert sending(secret=TOKEN, login=Login.TOKEN) == Sent()
    outcome = sending(secret="expired", login=Login.TOKEN)
    assert isinstance(outcome, RefusedForGood)
    assert outcome.why is Why.PASSWORD


def test_a_wrong_password_is_said_so_concerns_the_account_and_never_shows(
    sending: Sending, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    sending.provider.behaviour.wrong_password = "535 5.7.8 no: hunter-two-secret"
    outcome = sending(secret="hunter-two-secret")
    assert isinstance(outcome, RefusedForGood)
    assert (outcome.why, outcome.concerns_account, outcome.recipients) == (Why.PASSWORD, True, ())
    assert outcome.words == f"{HOST} does not take this user name and password. Check both; no mail was touched."
    said = [record.getMessage() for record in caplog.records if record.name != "mail.log"]  # the test server's own
    assert "hunter-two-secret" not in "".join(said) + repr(outcome)
    assert not sending.provider.arrived


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("534 5.7.9 Application-specific password required", Why.APP_PASSWORD),
        ("535 5.7.139 Authentication unsuccessful, basic authentication is disabled", Why.NO_PASSWORD),
    ],
)
def test_what_a_provider_really_wants_is_said(sending: Sending, said: str, why: Why) -> None:
    sending.provider.behaviour.wrong_password = said
    assert getattr(sending(secret="wrong"), "why", None) is why


def test_trouble_at_the_login_is_not_the_passwords_fault(sending: Sending) -> None:
    sending.provider.behaviour.wrong_password = "454 4.7.0 Temporary authentication failure"
    assert isinstance(sending(secret="wrong"), RefusedForNow)


def test_greylisting_is_for_now_and_the_next_attempt_goes_through(sending: Sending) -> None:
    sending.provider.behaviour.greylist = 1
    outcome = sending()
    assert isinstance(outcome, RefusedForNow)
    assert "Greylisted, try again in a minute" in outcome.words
    assert [refusal.for_good for refusal in outcome.refused] == [False]
    assert sending() == Sent()


def test_one_recipient_refused_does_not_keep_the_mail_from_the_others(sending: Sending) -> None:
    sending.provider.behaviour.refused = {JAN: "550 5.1.1 No such person"}
    outcome = sending(PETRA, JAN)
    assert isinstance(outcome, Sent)
    (refusal,) = outcome.refused
    assert (refusal.address, refusal.for_good) == (JAN, True)
    assert JAN in refusal.words
    assert "No such person" in refusal.words
    assert sending.provider.arrived[0].recipients == (PETRA,)


def test_all_recipients_refused_is_for_good_and_names_them(sending: Sending) -> None:
    sending.provider.behaviour.refused = {JAN: "550 5.1.1 No", PETRA: "553 5.1.2 No"}
    outcome = sending(PETRA, JAN)
    assert isinstance(outcome, RefusedForGood)
    assert (outcome.why, outcome.recipients, outcome.concerns_account) == (Why.RECIPIENTS, (PETRA, JAN), False)


def test_one_that_may_be_taken_later_keeps_the_mail_alive(sending: Sending) -> None:
    sending.provider.behaviour.refused = {JAN: "550 5.1.1 No", PETRA: "452 4.2.2 Mailbox full"}
    outcome = sending(PETRA, JAN)
    assert isinstance(outcome, RefusedForNow)
    assert {refusal.address: refusal.for_good for refusal in outcome.refused} == {PETRA: False, JAN: True}


@pytest.mark.parametrize(
    ("reply", "kind", "why"),
    [
        ("554 5.7.1 Spam", RefusedForGood, Why.DECLINED),
        ("552 5.3.4 Too large", RefusedForGood, Why.TOO_LARGE),
        ("451 4.3.0 Queue full", RefusedForNow, Why.LATER),
    ],
)
def test_the_answer_to_the_whole_mail_decides(sending: Sending, reply: str, kind: type, why: Why) -> None:
    sending.provider.behaviour.after_mail = reply
    outcome = sending()
    assert isinstance(outcome, kind)
    assert getattr(outcome, "why", None) is why
    assert not sending.provider.arrived


def test_a_sender_who_is_not_the_accounts_concerns_the_account(sending: Sending) -> None:
    sending.provider.behaviour.sender_refused = "550 5.7.60 Client does not have permissions to send as this sender"
    outcome = sending()
    assert isinstance(outcome, RefusedForGood)
    assert (outcome.why, outcome.concerns_account) == (Why.SENDER, True)


def test_a_connection_cut_after_the_mail_is_unacknowledged_and_the_copy_is_the_same(sending: Sending) -> None:
    sending.provider.behaviour.cut_after_data = 1
    assert isinstance(sending(), Unacknowledged)
    assert sending() == Sent()
    first, second = sending.provider.arrived
    assert first.data == second.data


def test_a_server_silent_after_the_mail_is_unacknowledged_within_the_time_given(sending: Sending) -> None:
    sending.provider.behaviour.slow = 3.0
    began = monotonic()
    assert isinstance(sending(within=0.7), Unacknowledged)
    assert monotonic() - began < 2.5


def test_a_connection_cut_before_the_mail_gave_nothing_away(sending: Sending) -> None:
    sending.provider.behaviour.cut_before_data = 1
    outcome = sending()
    assert isinstance(outcome, NotReached)
    assert outcome.why is Why.HUNG_UP


def test_a_mail_larger_than_the_server_says_is_not_even_begun(sending: Sending) -> None:
    outcome = sending(message=MAIL + b"x" * 70 + b"\r\n" * 3_000_000)
    assert isinstance(outcome, RefusedForGood)
    assert (outcome.why, outcome.recipients) == (Why.TOO_LARGE, (PETRA,))


def test_an_address_beyond_ascii_is_sent_where_the_server_can(sending: Sending) -> None:
    assert sending("jürgen@northwind.example") == Sent()
    assert sending.provider.arrived[0].recipients == ("jürgen@northwind.example",)


def test_a_domain_beyond_ascii_goes_in_ascii(sending: Sending) -> None:
    assert sending("petra@bücher.example") == Sent()
    assert sending.provider.arrived[0].recipients == ("petra@xn--bcher-kva.example",)


@pytest.mark.parametrize(
    "address", ["petra", "a@b.example>\r\nDATA", "a b@c.example", "<a@b.example>", "a@b\x00.example"]
)
def test_an_address_is_no_command(sending: Sending, address: str) -> None:
    with pytest.raises(ValueError, match="is no"):
        sending(address)


def test_a_stranger_with_another_certificate_gets_no_password(sending: Sending) -> None:
    outcome = send(
        sending.provider.smtp(ANNA, Security.TLS), PASSWORD, ANNA, [PETRA], MAIL,
        network=replace(sending.network, tls=Network().tls),
    )  # fmt: skip
    assert isinstance(outcome, NotReached)
    assert outcome.why is Why.CERTIFICATE


def test_a_certificate_of_another_name_proves_nothing(sending: Sending) -> None:
    network = replace(sending.network, resolve=lambda host, port, seconds: ["127.0.0.1"])
    server = replace(sending.provider.smtp(ANNA, Security.TLS), host="mail.elsewhere.example")
    outcome = send(server, PASSWORD, ANNA, [PETRA], MAIL, network=network)
    assert getattr(outcome, "why", None) is Why.CERTIFICATE


def test_a_server_that_offers_no_encryption_gets_no_password(sending: Sending) -> None:
    outcome = sending(port=sending.provider.smtp_open_port)
    assert isinstance(outcome, RefusedForGood)
    assert (outcome.why, outcome.concerns_account) == (Why.UNENCRYPTED, True)


def test_without_encryption_only_this_machine_is_used() -> None:
    network = Network(resolve=lambda host, port, seconds: ["192.0.2.7"])
    outcome = send(MailServer("mail.harbour.example", 25, Security.NONE), "", ANNA, [PETRA], MAIL, network=network)
    assert isinstance(outcome, RefusedForGood)
    assert outcome.why is Why.NOT_LOCAL


def test_a_network_that_is_not_asked_is_not_connected_to() -> None:
    network = Network(resolve=lambda host, port, seconds: ["127.0.0.1"], may_be_asked=lambda address: False)
    outcome = send(MailServer("inside.harbour.example", 25, Security.TLS), "", ANNA, [PETRA], MAIL, network=network)
    assert getattr(outcome, "why", None) is Why.NOT_ASKED


def test_a_name_nobody_has_and_a_port_nobody_listens_at_are_told_apart(sending: Sending) -> None:
    assert getattr(sending(host="nowhere.example"), "why", None) is Why.NO_NAME
    assert getattr(sending(port=1), "why", None) is Why.NO_ANSWER


def test_the_login_alone_can_be_tried(sending: Sending) -> None:
    server = sending.provider.smtp(ANNA)
    assert check_login(server, PASSWORD, network=sending.network) == Sent()
    assert getattr(check_login(server, "wrong", network=sending.network), "why", None) is Why.PASSWORD
    assert not sending.provider.arrived


@contextmanager
def _scripted(*lines: bytes, pause: float = 0.0) -> Iterator[int]:
    """A server that says `lines` one after the other, whatever it hears."""
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            wire, _ = listening.accept()
            with wire:
                for line in lines:
                    try:
                        for at in range(len(line)) if pause else [slice(None)]:
                            wire.sendall(line[at : at + 1] if isinstance(at, int) else line)
                            threading.Event().wait(pause)
                        wire.recv(65536)
                    except OSError:
                        return

        thread = threading.Thread(target=serve, daemon=True)
        thread.start()
        yield listening.getsockname()[1]
        thread.join(timeout=5)


def _to_script(port: int, within: float = 5) -> Outcome:
    server = MailServer("127.0.0.1", port, Security.NONE)
    return send(server, "", ANNA, [PETRA], MAIL, within=timedelta(seconds=within))


def test_what_is_no_mail_server_is_said_so() -> None:
    with _scripted(b"HTTP/1.1 400 Bad Request\r\n\r\n") as port:
        assert getattr(_to_script(port), "why", None) is Why.NONSENSE


def test_a_server_that_is_closed_to_us_is_tried_later() -> None:
    with _scripted(b"554 No service for you\r\n") as port:
        assert isinstance(_to_script(port), RefusedForNow)


def test_a_server_that_drips_does_not_hold_us_longer_than_given() -> None:
    began = monotonic()
    with _scripted(b"220-" + b"x" * 200, pause=0.1) as port:
        assert isinstance(_to_script(port, within=1), NotReached)
        assert monotonic() - began < 3


def test_a_recipient_beyond_ascii_is_refused_where_the_server_cannot() -> None:
    with _scripted(b"220 hello\r\n", b"250 only this\r\n", b"250 x\r\n", b"250 x\r\n") as port:
        server = MailServer("127.0.0.1", port, Security.NONE)
        outcome = send(server, "", ANNA, ["jürgen@northwind.example"], MAIL)
    assert isinstance(outcome, RefusedForGood)
    assert (outcome.why, outcome.recipients) == (Why.BEYOND_ASCII, ("jürgen@northwind.example",))


def test_an_answer_to_the_mail_that_nobody_can_read_is_no_refusal() -> None:
    replies = (b"220 hi\r\n", b"250 hi\r\n", b"250 ok\r\n", b"250 ok\r\n", b"354 go\r\n", b"?\xff\r\n")
    with _scripted(*replies) as port:
        assert isinstance(_to_script(port), Unacknowledged)
