"""The sending threads: each departure once, claims kept alive, one process a machine."""

import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from foothold.actions.depart import Leaving, depart
from foothold.actions.send_departure import Outcome, Sending, still_at_it
from foothold.jobs.heartbeat import kept_alive
from foothold.jobs.outbox import Outbox, one_a_machine
from foothold.records.models import Connection, Departure, Membership, User, Workspace
from foothold.records.models.connections import ConnectionKind, DepartureKind

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def sender(now: datetime) -> Any:
    workspace = Workspace.objects.create(name="Harbour", tz="Europe/Vienna")
    person = User.objects.create(address="anna@harbour.example", name="Anna")
    seat = Membership.objects.in_workspace(workspace).create(user=person, role="owner")
    Connection.objects.in_workspace(workspace).create(
        user=person, kind=ConnectionKind.MAIL, address="anna@harbour.example", connected_at=now
    )
    return seat


def _leave(seat: Any, number: int, now: datetime) -> Departure:
    leaving = Leaving(
        kind=DepartureKind.LETTER, by=ConnectionKind.MAIL, key=f"k{number}", thread=f"t{number}", data=b"letter"
    )
    return depart(seat, leaving, now=now)


def _until(done: Callable[[], bool], within: float = 20.0) -> None:
    end = time.monotonic() + within
    while not done() and time.monotonic() < end:
        time.sleep(0.05)
    assert done()


@pytest.fixture
def many_at_once() -> None:
    """The tests' SQLite lives in memory, where threads lock each other's tables out; bench/faults has it on disk."""
    if connection.vendor == "sqlite":
        pytest.skip("needs PostgreSQL: bin/with-postgres")


@pytest.mark.usefixtures("many_at_once")
def test_several_threads_and_two_outboxes_send_each_departure_once(sender: Any, now: datetime) -> None:
    for number in range(30):
        _leave(sender, number, now)
    sent: list[Any] = []

    def send(_connection: Connection, departure: Departure, _data: bytes) -> Sending:
        sent.append(departure.pk)
        return Sending(Outcome.SENT)

    stop = threading.Event()
    threads = [each for _ in range(2) for each in Outbox(stop, send=send, clock=lambda: now).start()]
    rows = Departure.objects.in_workspace(sender.workspace)
    _until(lambda: rows.filter(state="sent").count() == 30)
    stop.set()
    for thread in threads:
        thread.join(timeout=5)
    assert len(sent) == len(set(sent)) == 30


def test_a_clock_that_steps_forward_sends_nothing_twice_within_the_process(sender: Any, now: datetime) -> None:
    _leave(sender, 1, now)
    sent: list[Any] = []
    moment = [now]
    outbox_is_sending, go_on = threading.Event(), threading.Event()

    def slow(_connection: Connection, departure: Departure, _data: bytes) -> Sending:
        sent.append(departure.pk)
        outbox_is_sending.set()
        go_on.wait(10)
        return Sending(Outcome.SENT)

    outbox = Outbox(threading.Event(), send=slow, clock=lambda: moment[0])

    def send_and_leave() -> None:
        outbox.send_one()
        connection.close()

    first = threading.Thread(target=send_and_leave)
    first.start()
    assert outbox_is_sending.wait(10)
    moment[0] = now + timedelta(hours=2)
    assert not outbox.send_one()
    go_on.set()
    first.join(timeout=10)
    assert len(sent) == 1
    assert Departure.objects.in_workspace(sender.workspace).get().state == "sent"


@pytest.mark.usefixtures("many_at_once")
def test_while_it_is_sent_its_lease_is_renewed(sender: Any, now: datetime) -> None:
    departure = _leave(sender, 1, now)
    rows = Departure.objects.in_workspace(sender.workspace).filter(pk=departure.pk)
    rows.update(attempt=1, claimed_until=now)
    moment = now + timedelta(minutes=1)
    with kept_alive(lambda: still_at_it(departure.pk, 1, now=moment), every=0.05):
        _until(lambda: rows.get().claimed_until > now)
    assert rows.get().claimed_until > moment


def test_one_process_a_machine_sends(tmp_path: Path) -> None:
    stop = threading.Event()
    with one_a_machine(stop, tmp_path) as mine:
        assert mine
        stop.set()
        with one_a_machine(stop, tmp_path) as second:
            assert not second
    with one_a_machine(threading.Event(), tmp_path) as third:
        assert third
