"""Connections are read by one process at a time, which says that it is still at it; what goes wrong is one's alone."""

import threading
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.utils import timezone

from foothold.actions.claim_connection import (
    LEASE,
    claim_connection,
    connections_due,
    has_failed,
    is_still_ours,
    keep_going,
)
from foothold.jobs import connections
from foothold.records.models import Connection
from foothold.records.models.connections import ConnectionKind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def row(make_seat: Any) -> Connection:
    seat, now = make_seat("Anna"), timezone.now()
    made: Connection = Connection.objects.in_workspace(seat.workspace_id).create(
        user=seat.user, kind=ConnectionKind.MAIL, address="anna@harbour.example", connected_at=now, next_read_at=now
    )
    return made


def test_while_it_is_read_its_lease_is_renewed(row: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    rows = Connection.objects.in_workspace(row.workspace_id)
    monkeypatch.setattr(connections, "HEARTBEAT", timedelta(seconds=0.05))
    seen: list[bool] = []

    def read(connection_id: UUID, attempt: int, *, now: datetime) -> bool:
        rows.update(claimed_until=now)
        for _ in range(200):
            if rows.get().claimed_until > now + LEASE / 2:
                break
            threading.Event().wait(0.05)
        seen.append(rows.get().claimed_until > now)
        return True

    monkeypatch.setitem(connections.READ, ConnectionKind.MAIL.value, read)
    assert connections.read_due(threading.Event()) == 1
    assert seen == [True]


def test_one_removed_before_it_is_read_stops_nothing(row: Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    def claim(connection_id: UUID, *, now: datetime) -> int | None:
        attempt = claim_connection(connection_id, now=now)
        Connection.objects.in_workspace(row.workspace_id).delete()
        return attempt

    monkeypatch.setattr(connections, "claim_connection", claim)
    assert connections.read_due(threading.Event()) == 0


def test_a_heartbeat_that_comes_late_takes_no_lease_again(row: Connection) -> None:
    now = timezone.now()
    attempt = claim_connection(row.pk, now=now)
    assert attempt is not None
    assert keep_going(row, attempt, now=now)
    assert is_still_ours(row, attempt)
    assert not keep_going(row, attempt, now=now)
    row.refresh_from_db()
    assert row.claimed_until is None


def test_after_a_crash_it_is_read_again_within_two_minutes(row: Connection) -> None:
    now = timezone.now()
    assert claim_connection(row.pk, now=now) == 1
    assert claim_connection(row.pk, now=now + timedelta(minutes=2, seconds=1)) == 2


def test_what_was_read_before_the_clock_stepped_back_is_read_again_at_once(row: Connection) -> None:
    now = timezone.now()
    rows = Connection.objects.in_workspace(row.workspace_id)
    rows.update(read_at=now, next_read_at=now + timedelta(minutes=2))
    assert connections_due(now=now + timedelta(seconds=1)) == []
    earlier = now - timedelta(minutes=10)
    assert connections_due(now=earlier) == [row.pk]
    attempt = claim_connection(row.pk, now=earlier)
    assert attempt is not None
    assert has_failed(row, attempt, "no answer", now=earlier)
    assert connections_due(now=earlier) == []
