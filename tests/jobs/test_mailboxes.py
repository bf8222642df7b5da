"""Mailboxes are watched: what comes is looked at, once, and so is what came while nobody watched."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from foothold.jobs import mailboxes
from foothold.records.models import Connection
from foothold.records.models.connections import ConnectionKind
from foothold.records.secrets import seal

pytestmark = pytest.mark.django_db(transaction=True)


class Box:
    """A mailbox in which one mail comes, or none; then we are stopped."""

    def __init__(self, row: Connection, stop: threading.Event, comes: bool) -> None:
        self.row, self.stop, self.comes = row, stop, comes
        self.looked_again: list[bool] = []

    def wait(self, seconds: float, stopped: Any = None) -> bool:
        """Whether it is to be read, is written down each time a wait begins."""
        rows = Connection.objects.in_workspace(self.row.workspace_id)
        self.looked_again.append(rows.get().next_read_at <= timezone.now())
        rows.update(next_read_at=timezone.now() + timedelta(minutes=2))
        if seconds == 0:
            return False
        if self.comes:
            self.comes = False
            return True
        self.stop.set()
        return False


@pytest.fixture
def row(make_seat: Any, mail_provider: Any) -> Connection:
    from foothold.actions.mail_servers import kept

    seat, who, now = make_seat("Anna"), "anna@harbour.example", timezone.now()
    found = Connection(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        kind=ConnectionKind.MAIL,
        address=who,
        settings=kept(mail_provider.imap(who), mail_provider.smtp(who)),
        connected_at=now,
        next_read_at=now + timedelta(minutes=2),
    )
    found.sealed = seal("secret", about=str(found.pk))
    found.save()
    return found


def _watched(row: Connection, monkeypatch: pytest.MonkeyPatch, *, comes: bool) -> list[bool]:
    stop = threading.Event()
    box = Box(row, stop, comes)

    @contextmanager
    def open_mailbox(*_: Any, **__: Any) -> Iterator[Box]:
        yield box

    monkeypatch.setattr(mailboxes, "open_mailbox", open_mailbox)
    mailboxes._wait_for_mail(row, stop)
    return box.looked_again


def test_what_came_before_it_was_watched_is_looked_at_when_watching_begins(
    row: Connection, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Asked where it stands first: else what comes between the look and the first wait is not met by either.
    assert _watched(row, monkeypatch, comes=False) == [False, True]


def test_a_mail_that_comes_is_looked_at(row: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _watched(row, monkeypatch, comes=True) == [False, True, True]
