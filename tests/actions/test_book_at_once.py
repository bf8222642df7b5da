"""Sent at the same moment from several threads: one key is one booking, one slot is taken by one of them."""

import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection

from foothold.actions.book_next_step import NextDate, SlotTaken, book_next_step
from foothold.records.models import Invitation, Membership, User, Workspace

pytestmark = pytest.mark.django_db(transaction=True)

THURSDAY = datetime(2026, 9, 24, 10, 0, tzinfo=ZoneInfo("Europe/Vienna"))
WANTED = NextDate(
    key="key-1",
    starts_at=THURSDAY,
    ends_at=THURSDAY + timedelta(minutes=45),
    tz="Europe/Vienna",
    topic="Price for three sites",
    attendees=[("petra.lang@northwind.example", "Petra Lang")],
    organizer="anna@harbour.example",
)


@pytest.fixture
def anna() -> Membership:
    """A seat other threads can see, on a database where several of them can write."""
    if connection.vendor == "sqlite":
        pytest.skip("needs PostgreSQL: bin/with-postgres")
    workspace = Workspace.objects.create(name="Harbour", tz="Europe/Vienna")
    person = User.objects.create(address="anna@harbour.example", name="Anna")
    seat: Membership = Membership.objects.in_workspace(workspace).create(user=person, role="owner")
    return seat


def _at_once(book: Callable[[int], object], times: int = 6) -> list[object]:
    """What each of `times` threads got that began together: the booking's key, or what was raised."""
    together, got = threading.Barrier(times), []

    def one(number: int) -> None:
        together.wait(timeout=10)
        try:
            got.append(book(number))
        except Exception as raised:  # the test looks at what it was
            got.append(raised)
        finally:
            connection.close()

    threads = [threading.Thread(target=one, args=(number,)) for number in range(times)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)
    return got


def test_one_key_sent_six_times_at_once_is_one_booking(anna: Any, now: datetime) -> None:
    got = _at_once(lambda _number: book_next_step(anna, WANTED, now=now).pk)
    assert len(got) == 6
    assert set(got) == {Invitation.objects.in_workspace(anna.workspace).get().pk}


def test_six_keys_for_one_slot_are_one_booking_and_five_refusals(anna: Any, now: datetime) -> None:
    got = _at_once(lambda number: book_next_step(anna, replace(WANTED, key=f"key-{number}"), now=now).pk)
    assert len([each for each in got if isinstance(each, SlotTaken)]) == 5
    assert Invitation.objects.in_workspace(anna.workspace).count() == 1
