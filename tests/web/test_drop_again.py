"""Answers dropped before the mail server was named: naming it says which mails to drop once more, and then they count."""

from datetime import datetime
from typing import Any

import pytest
from django.test import Client

from booked_steps import PETRA, WANTED
from foothold.actions.book_next_step import book_next_step
from foothold.actions.import_files import import_bytes
from foothold.records.models import Invitation, Meeting

ASKED = "Drop these mails once more, so that their senders are checked:"


@pytest.fixture
def browser(seat: Any, browser_of: Any, monkeypatch: pytest.MonkeyPatch, now: datetime) -> Client:
    monkeypatch.setattr("django.utils.timezone.now", lambda: now)
    client: Client = browser_of(seat)
    return client


@pytest.fixture
def mail(seat: Any, now: datetime) -> bytes:
    """Petra's yes as it lies in a mailbox whose server has checked her."""
    invitation: Invitation = book_next_step(seat, WANTED, now=now)
    calendar = (
        f"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nUID:{invitation.uid}\r\nSEQUENCE:0\r\n"
        "DTSTAMP:20260922T113000Z\r\nDTSTART:20260924T080000Z\r\nORGANIZER:mailto:anna@harbour.example\r\n"
        f"ATTENDEE;PARTSTAT=ACCEPTED:mailto:{PETRA}\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
    )
    head = (
        "Authentication-Results: mx.harbour.example; dmarc=pass header.from=northwind.example\r\n"
        f"From: Petra Lang <{PETRA}>\r\nTo: anna@harbour.example\r\nSubject: Accepted\r\nMessage-ID: <m@x>\r\n"
        "Date: Tue, 22 Sep 2026 11:30:00 +0000\r\nMIME-Version: 1.0\r\n"
        'Content-Type: text/calendar; method=REPLY; charset="utf-8"\r\n\r\n'
    )
    return (head + calendar).encode()


def trusting(browser: Client, name: str = "mx.harbour.example") -> str:
    return browser.post("/setup/trust", {"authserv_id": name}, follow=True).content.decode()


def test_what_was_dropped_before_is_named_and_counts_when_it_is_dropped_again(
    browser: Client, seat: Any, mail: bytes, now: datetime
) -> None:
    import_bytes(seat, mail, "yes.eml", now=now)
    assert f"{ASKED} Petra Lang, Price for three sites." in trusting(browser)
    seat.workspace.refresh_from_db()
    import_bytes(seat, mail, "yes.eml", now=now)
    assert Meeting.objects.in_workspace(seat.workspace).get().answer_level == "E4"
    assert ASKED not in trusting(browser)


def test_nothing_is_asked_where_nothing_was_dropped_or_the_mailbox_is_read_again(
    browser: Client, seat: Any, mail: bytes, now: datetime, connected: Any
) -> None:
    assert ASKED not in trusting(browser)
    import_bytes(seat, mail.replace(b"mx.harbour.example", b"mx.elsewhere.example"), "yes.eml", now=now)
    assert ASKED not in trusting(browser, "")
    connected(seat)
    assert ASKED not in trusting(browser)
