"""The whole loop through a real mail transfer agent: Postfix takes, queues and delivers both sides' mails."""

import os
import shutil
import smtplib
import ssl
import tempfile
import time
from base64 import b64encode
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from booked_steps import send_all, stand_of
from customers_client import ANNA, PETRA, answer_to, calendar_in
from foothold.actions import connect_mailbox as connecting
from foothold.actions import read_mailbox as reading
from foothold.actions import send_over as sending
from foothold.actions.book_next_step import NextDate, ToBring, book_next_step
from foothold.actions.change_invitation import cancel_next_step, keep_our_time, move_next_step, take_their_time
from foothold.actions.claim_connection import claim_connection
from foothold.actions.connect_mailbox import NotConnected, connect_mailbox
from foothold.actions.read_mailbox import read_mailbox
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.connectors.mail.mail_server import Security
from foothold.records.models import Connection, Departure, InvitationReply
from foothold.records.standing import Stand
from mail_servers import HOST, PASSWORD, MailProvider
from postfix_server import Postfix, can_run, running_postfix


@pytest.fixture(scope="module")
def postfix(_running_provider: MailProvider) -> Iterator[Postfix]:
    if not can_run():
        assert os.getuid() != 0 or not os.environ.get("FOOTHOLD_NEEDS_POSTFIX"), "Postfix is not installed"
        pytest.skip("Postfix is not installed (Debian's postfix), or we are not root")
    folder = Path(tempfile.mkdtemp(prefix="fh-postfix-"))
    folder.chmod(0o755)
    try:
        with running_postfix(folder, _running_provider) as running:
            yield running
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(autouse=True)
def own_network(mail_provider: MailProvider, monkeypatch: pytest.MonkeyPatch) -> None:
    for each in (connecting, reading, sending):
        monkeypatch.setattr(each, "mail_network", mail_provider.network)


@pytest.fixture
def comes(mail_provider: MailProvider, postfix: Postfix) -> Callable[[str, int], bytes]:
    """comes(who, many): the newest mail of a mailbox, once Postfix has delivered so many into it."""

    def wait(who: str, many: int) -> bytes:
        until = time.monotonic() + 60
        while len(mail_provider.messages(who)) < many and time.monotonic() < until:
            time.sleep(0.05)
        # Postfix names files by second and inode: their own clock tells which came last.
        found = sorted(mail_provider.dovecot.files(who), key=lambda path: path.stat().st_mtime_ns)
        assert len(found) == many, postfix.log()
        return found[-1].read_bytes()

    return wait


def submit(postfix: Postfix, mail: EmailMessage) -> None:
    """Petra's mail program sends by her provider's server, under her own login."""
    tls = ssl.create_default_context(cafile=postfix.provider.authority.file)
    with smtplib.SMTP("127.0.0.1", postfix.port, local_hostname="petras.example", timeout=30) as wire:
        wire._host = HOST  # type: ignore[attr-defined]  # the name in the certificate
        wire.starttls(context=tls)
        wire.ehlo()
        # Of itself smtplib speaks ASCII passwords only.
        code, said = wire.docmd("AUTH", "PLAIN " + b64encode(f"\0{PETRA}\0{PASSWORD}".encode()).decode())
        assert code == 235, said
        wire.send_message(mail)


def read(connection: Connection, now: datetime) -> None:
    attempt = claim_connection(connection.pk, now=now, due_only=False)
    assert attempt is not None
    assert read_mailbox(connection.pk, attempt, now=now)


@pytest.mark.parametrize("security", [Security.STARTTLS, Security.TLS])
def test_invited_accepted_moved_countered_and_called_off_through_postfix(
    seat: Any,
    mail_provider: MailProvider,
    postfix: Postfix,
    comes: Callable[[str, int], bytes],
    security: Security,
) -> None:
    now = timezone.now().replace(microsecond=0)
    trust_mail_server(seat, HOST)
    servers = {"imap": mail_provider.imap(ANNA), "smtp": postfix.smtp(ANNA, security)}
    mailbox = connect_mailbox(seat, address=ANNA, secret=PASSWORD, now=now, **servers)
    starts_at = (now + timedelta(days=2)).replace(minute=0, second=0)
    wanted = NextDate(
        key="key-1",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Vienna",
        topic="Preis für drei Standorte – Łódź",
        attendees=[(PETRA, "Petra Läng")],
        they_bring=[ToBring("pump hours " + "of every site, " * 80)],
    )
    booked = book_next_step(seat, wanted, now=now)

    send_all(now)
    data = comes(PETRA, 1)
    mail, calendar = calendar_in(data)
    assert (calendar.method, calendar.entries[0].uid) == ("REQUEST", booked.uid)
    assert calendar.entries[0].summary.endswith("Preis für drei Standorte – Łódź")
    assert max(map(len, data.split(b"\n"))) <= 998  # octets (RFC 5322 2.1.1)
    # Postfix gives a mail without one its own: ours went through as it was.
    assert mail["Message-ID"].strip("<>") == Departure.objects.in_workspace(seat.workspace).get().message_id
    assert stand_of(booked, now) is Stand.OFFERED

    submit(postfix, answer_to(data, "REPLY", "ACCEPTED"))
    comes(ANNA, 1)
    read(mailbox, now)
    assert stand_of(booked, now) is Stand.BOOKED
    assert InvitationReply.objects.in_workspace(seat.workspace).get().level == "E4"

    moved = move_next_step(seat, booked, booked.starts_at + timedelta(days=1), now=now)
    send_all(now)
    data = comes(PETRA, 2)
    assert calendar_in(data)[1].entries[0].sequence == 1
    assert stand_of(moved, now) is Stand.OFFERED

    submit(postfix, answer_to(data, "COUNTER", "TENTATIVE", start=moved.starts_at + timedelta(hours=2)))
    comes(ANNA, 2)
    read(mailbox, now)
    keep_our_time(seat, moved, now=now)
    send_all(now)
    assert calendar_in(comes(PETRA, 3))[1].method == "DECLINECOUNTER"

    wish = moved.starts_at + timedelta(hours=3)
    submit(postfix, answer_to(data, "COUNTER", "TENTATIVE", start=wish))
    comes(ANNA, 3)
    read(mailbox, now)
    taken = take_their_time(seat, moved, now=now)
    send_all(now)
    assert calendar_in(comes(PETRA, 4))[1].entries[0].sequence == 2
    assert (taken.starts_at, stand_of(taken, now)) == (wish, Stand.BOOKED)

    cancel_next_step(seat, taken, now=now)
    send_all(now)
    calendar = calendar_in(comes(PETRA, 5))[1]
    assert (calendar.method, calendar.entries[0].uid, calendar.entries[0].sequence) == ("CANCEL", booked.uid, 3)
    assert stand_of(taken, now) is Stand.CANCELLED


def test_postfix_refuses_a_wrong_password_and_a_login_that_is_not_the_senders(
    seat: Any, mail_provider: MailProvider, postfix: Postfix
) -> None:
    for smtp, secret in ((postfix.smtp(ANNA), "wrong"), (postfix.smtp("tom@harbour.example"), "wrong")):
        with pytest.raises(NotConnected, match="password"):
            connect_mailbox(
                seat, address=ANNA, secret=secret, now=timezone.now(), imap=mail_provider.imap(ANNA), smtp=smtp
            )
    assert not Connection.objects.in_workspace(seat.workspace).exists()
