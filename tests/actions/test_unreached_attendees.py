"""Whom a calendar server that invites by itself could not reach is invited by the seller's mailbox (RFC 6638 3.2.9)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions import send_over
from foothold.actions.book_next_step import NextDate, book_next_step
from foothold.actions.change_invitation import cancel_next_step
from foothold.actions.send_departure import Outcome, Sending, claim_departure, departures_due, send_departure
from foothold.connectors.calendar.caldav_entries import Found, Stored
from foothold.connectors.calendar.caldav_outcomes import NotFound
from foothold.records.models import Connection, Departure, Invitation
from foothold.records.models.connections import ConnectionKind
from foothold.records.secrets import seal

PETRA, JAN = "petra.lang@northwind.example", "jan@northwind.example"


@pytest.fixture
def connected(seat: Any, now: datetime) -> Callable[..., Connection]:
    """connected(kind): a mailbox, or a calendar on a server that invites by itself."""

    def connect(kind: ConnectionKind) -> Connection:
        settings = {"calendar": "https://cal.harbour.example/anna/", "user": "anna", "invites": True}
        row = Connection(
            workspace_id=seat.workspace_id,
            user=seat.user,
            kind=kind,
            address="anna@harbour.example",
            settings=settings,
            connected_at=now,
        )
        row.sealed = seal("secret", about=str(row.pk))
        row.save()
        return row

    return connect


@pytest.fixture
def book(seat: Any, now: datetime) -> Callable[..., Invitation]:
    def books(*addresses: str) -> Invitation:
        starts_at = now + timedelta(days=2)
        wanted = NextDate(
            key="key-1",
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=45),
            tz="Europe/Vienna",
            topic="Price for three sites",
            attendees=[(address, "") for address in addresses],
        )
        return book_next_step(seat, wanted, now=now)

    return books


def _sent(now: datetime, *not_invited: str) -> None:
    """The calendar takes everything and says whom it could not invite."""
    for departure_id in departures_due(now=now):
        attempt = claim_departure(departure_id, now=now)
        if attempt is not None:
            sending = Sending(Outcome.SENT, not_invited=not_invited)
            send_departure(departure_id, attempt, lambda *_, said=sending: said, clock=lambda: now)


def _mails(seat: Any) -> list[tuple[str, int, list[str]]]:
    rows = Departure.objects.in_workspace(seat.workspace).filter(by="mail").order_by("made_at", "place")
    return list(rows.values_list("kind", "sequence", "to_addresses"))


def test_only_who_could_not_be_reached_gets_a_mail(seat: Any, connected: Any, book: Any, now: datetime) -> None:
    connected(ConnectionKind.CALENDAR)
    connected(ConnectionKind.MAIL)
    invitation = book(PETRA, JAN)
    assert _mails(seat) == []
    _sent(now, PETRA)
    assert _mails(seat) == [("invitation", 0, [PETRA])]
    invitation.refresh_from_db()
    assert invitation.left_at == now


def test_while_nobody_was_reached_it_has_not_left(seat: Any, connected: Any, book: Any, now: datetime) -> None:
    connected(ConnectionKind.CALENDAR)
    connected(ConnectionKind.MAIL)
    invitation = book(PETRA)
    _sent(now, PETRA)
    invitation.refresh_from_db()
    assert invitation.left_at is None
    _sent(now)
    invitation.refresh_from_db()
    assert invitation.left_at == now


def test_called_off_they_hear_of_it_the_same_way(seat: Any, connected: Any, book: Any, now: datetime) -> None:
    connected(ConnectionKind.CALENDAR)
    connected(ConnectionKind.MAIL)
    invitation = book(PETRA)
    _sent(now, PETRA)
    cancel_next_step(seat, invitation, now=now)
    _sent(now, PETRA)
    assert _mails(seat) == [("invitation", 0, [PETRA]), ("cancellation", 1, [PETRA])]


def test_without_a_mailbox_nothing_leaves_and_it_is_not_said_to_have(
    seat: Any, connected: Any, book: Any, now: datetime
) -> None:
    connected(ConnectionKind.CALENDAR)
    invitation = book(PETRA)
    _sent(now, PETRA)
    assert _mails(seat) == []
    invitation.refresh_from_db()
    assert invitation.left_at is None


def test_a_long_address_fits_into_the_outbox(seat: Any, connected: Any, book: Any, now: datetime) -> None:
    connected(ConnectionKind.MAIL)
    book(f"{'petra' * 12}@{'northwind' * 6}.{'branch' * 9}.{'region' * 9}.example")
    row = Departure.objects.in_workspace(seat.workspace).get()
    assert len(row.key) <= 128
    assert len(row.thread) <= 255


def test_the_server_says_it_in_the_entry_it_stored(
    seat: Any, connected: Any, book: Any, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    calendar = connected(ConnectionKind.CALENDAR)
    book(PETRA, JAN)
    departure = Departure.objects.in_workspace(seat.workspace).get()
    stored: list[bytes] = []

    def put(_calendar: str, _uid: str, data: bytes, _access: Any) -> Stored:
        said = f";SCHEDULE-STATUS=5.3:mailto:{PETRA}".encode()
        stored.append(data.replace(b"\r\n ", b"").replace(f":mailto:{PETRA}".encode(), said))
        return Stored("https://cal.harbour.example/anna/1.ics", '"1"')

    def get(address: str, _access: Any) -> Any:
        return Found(address, '"1"', stored[0]) if stored else NotFound("cal.harbour.example")

    monkeypatch.setattr(send_over, "put_entry", put)
    monkeypatch.setattr(send_over, "get_entry", get)
    from foothold.actions.depart import bytes_of

    sending = send_over.send_over(calendar, departure, bytes_of(departure))
    assert (sending.outcome, sending.not_invited) == (Outcome.SENT, (PETRA,))
