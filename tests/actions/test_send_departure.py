"""The outbox: nothing is lost, nothing of ours leaves out of turn, and only the attempt that is still the row's counts."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.depart import Leaving, bytes_of, depart
from foothold.actions.send_departure import (
    GIVE_UP_AFTER,
    LEASE,
    Outcome,
    Send,
    Sending,
    claim_departure,
    departures_due,
    send_departure,
    still_at_it,
    take_back,
    try_now,
)
from foothold.records.models import Connection, Departure
from foothold.records.models.connections import ConnectionKind, DepartureKind
from foothold.records.secrets import CannotOpen

SENT: Send = lambda connection, departure, data: Sending(Outcome.SENT)  # noqa: E731
LATER: Send = lambda connection, departure, data: Sending(Outcome.LATER, "451 try again later")  # noqa: E731
NEVER: Send = lambda connection, departure, data: Sending(Outcome.NEVER, "550 no such user")  # noqa: E731


@pytest.fixture
def leave(seat: Any, now: datetime) -> Callable[..., Departure]:
    """leave(key, thread): a letter that waits, from a connected mailbox."""
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind=ConnectionKind.MAIL, address="anna@harbour.example", connected_at=now
    )

    def leaves(key: str = "one", thread: str = "t", data: bytes = b"Subject: x\r\n\r\ny") -> Departure:
        leaving = Leaving(
            kind=DepartureKind.LETTER,
            by=ConnectionKind.MAIL,
            key=key,
            thread=thread,
            data=data,
            to=["petra.lang@northwind.example"],
        )
        return depart(seat, leaving, now=now)

    return leaves


def _again(departure: Departure) -> Departure:
    return Departure.objects.in_workspace(departure.workspace_id).get(pk=departure.pk)


def _attempt(departure: Departure, send: Send, now: datetime) -> Sending | None:
    attempt = claim_departure(departure.pk, now=now)
    assert attempt is not None
    return send_departure(departure.pk, attempt, send, clock=lambda: now)


def test_the_same_key_is_one_departure(leave: Any) -> None:
    assert leave().pk == leave(data=b"other").pk


def test_what_waits_is_sealed_and_every_attempt_sends_the_same_bytes(leave: Any, now: datetime) -> None:
    departure = leave()
    assert "Subject" not in departure.sealed
    seen: list[bytes] = []

    def noting(connection: Connection, row: Departure, data: bytes) -> Sending:
        seen.append(data)
        return Sending(Outcome.LATER, "451")

    _attempt(departure, noting, now)
    _attempt(departure, noting, now + timedelta(minutes=1))
    assert seen == [b"Subject: x\r\n\r\ny"] * 2


def test_once_it_has_left_its_letter_is_not_kept(leave: Any, now: datetime) -> None:
    departure = leave()
    _attempt(departure, SENT, now)
    row = _again(departure)
    assert (row.state, row.sealed, row.left_at, row.problem) == ("sent", "", now, "")
    with pytest.raises(CannotOpen):
        bytes_of(row)
    assert departures_due(now=now + timedelta(days=9)) == []


def test_a_claimed_departure_is_nobody_elses_until_its_lease_ends(leave: Any, now: datetime) -> None:
    departure = leave()
    assert claim_departure(departure.pk, now=now) == 1
    assert claim_departure(departure.pk, now=now) is None
    assert claim_departure(departure.pk, now=now + LEASE + timedelta(seconds=1)) == 2


def test_a_heartbeat_keeps_the_lease_and_only_that_of_the_present_attempt(leave: Any, now: datetime) -> None:
    departure = leave()
    assert claim_departure(departure.pk, now=now) == 1
    assert still_at_it(departure.pk, 1, now=now + LEASE / 2)
    assert claim_departure(departure.pk, now=now + LEASE + timedelta(seconds=1)) is None
    assert not still_at_it(departure.pk, 0, now=now)


def test_a_heartbeat_that_comes_late_takes_no_lease_again(leave: Any, now: datetime) -> None:
    departure = leave()
    assert _attempt(departure, LATER, now) is not None
    assert not still_at_it(departure.pk, 1, now=now)
    assert _again(departure).claimed_until is None


def test_what_was_refused_is_not_sent_again_once_a_newer_one_of_its_thread_has_left(leave: Any, now: datetime) -> None:
    older, newer = leave("one"), leave("two")
    _attempt(older, NEVER, now)
    _attempt(newer, SENT, now)
    assert not try_now(older, now=now)
    assert departures_due(now=now) == []
    assert (_again(older).state, _again(older).sealed) == ("taken_back", "")


def test_asked_to_send_again_what_a_newer_one_overtakes_the_newer_one_is_tried(leave: Any, now: datetime) -> None:
    older, newer = leave("one"), leave("two")
    _attempt(older, NEVER, now)
    _attempt(newer, LATER, now)
    assert not try_now(older, now=now)
    assert departures_due(now=now) == [newer.pk]
    assert _again(older).state == "taken_back"


def test_asked_to_send_again_while_the_newer_one_leaves_the_older_one_does_not_follow(
    leave: Any, now: datetime
) -> None:
    older, newer = leave("one"), leave("two")
    _attempt(older, NEVER, now)
    rows = Departure.objects.in_workspace(older.workspace_id).filter(pk=older.pk)

    def asked_again_meanwhile(connection: Connection, row: Departure, data: bytes) -> Sending:
        rows.update(state="waiting")
        return Sending(Outcome.SENT)

    _attempt(newer, asked_again_meanwhile, now)
    assert _again(older).state == "taken_back"
    rows.update(state="waiting")
    assert claim_departure(older.pk, now=now) is None


def test_what_was_refused_in_one_thread_is_none_of_another_ones(leave: Any, now: datetime) -> None:
    refused = leave("one")
    _attempt(refused, NEVER, now)
    _attempt(leave("two", thread="u"), SENT, now)
    assert try_now(refused, now=now)
    assert departures_due(now=now) == [refused.pk]


def test_who_lost_his_claim_changes_nothing_any_more(leave: Any, now: datetime) -> None:
    departure = leave()
    assert claim_departure(departure.pk, now=now) == 1
    assert claim_departure(departure.pk, now=now + 2 * LEASE) == 2
    assert send_departure(departure.pk, 1, NEVER, clock=lambda: now) is None
    assert _again(departure).state == "waiting"


def test_a_claim_lost_while_sending_is_not_kept(leave: Any, now: datetime) -> None:
    departure = leave()

    def slow(connection: Connection, row: Departure, data: bytes) -> Sending:
        assert claim_departure(row.pk, now=now + 2 * LEASE) == 2
        return Sending(Outcome.NEVER, "550")

    assert _attempt(departure, slow, now) is None
    assert _again(departure).state == "waiting"


def test_what_was_made_before_the_clock_stepped_back_leaves_all_the_same(leave: Any, now: datetime) -> None:
    departure = leave()
    assert departures_due(now=now - timedelta(hours=2)) == [departure.pk]
    _attempt(departure, LATER, now)
    assert departures_due(now=now - timedelta(hours=2)) == [departure.pk]
    _attempt(departure, LATER, now - timedelta(hours=2))
    assert departures_due(now=now - timedelta(hours=2)) == []


def test_what_is_to_leave_later_does_not_leave_because_the_clock_stepped_back(seat: Any, now: datetime) -> None:
    leaving = Leaving(kind=DepartureKind.NOTE, by=ConnectionKind.MAIL, key="k", thread="t", data=b"x")
    depart(seat, leaving, now=now, due_at=now + timedelta(hours=1))
    assert departures_due(now=now - timedelta(hours=2)) == []


def test_a_lease_from_before_the_clock_stepped_back_binds_nobody(leave: Any, now: datetime) -> None:
    departure = leave()
    assert claim_departure(departure.pk, now=now + timedelta(hours=3)) == 1
    assert claim_departure(departure.pk, now=now) == 2


@pytest.mark.parametrize("ahead", [timedelta(milliseconds=1), timedelta(minutes=5)])
def test_a_lease_taken_by_a_clock_that_is_ahead_of_ours_is_alive(leave: Any, now: datetime, ahead: timedelta) -> None:
    departure = leave()
    assert claim_departure(departure.pk, now=now + ahead) == 1
    assert claim_departure(departure.pk, now=now) is None


def test_refused_for_now_it_is_tried_again_ever_later(leave: Any, now: datetime) -> None:
    departure = leave()
    due = []
    for _ in range(4):
        moment = _again(departure).due_at
        _attempt(departure, LATER, moment)
        due.append((_again(departure).due_at - moment).total_seconds())
    assert due == [5, 15, 60, 300]
    assert _again(departure).problem == "451 try again later"


def test_after_three_days_it_is_given_up_and_kept(leave: Any, now: datetime) -> None:
    departure = leave()
    _attempt(departure, LATER, now + GIVE_UP_AFTER + timedelta(minutes=1))
    row = _again(departure)
    assert row.state == "refused"
    assert bytes_of(row)


def test_refused_for_good_it_waits_for_a_person(leave: Any, now: datetime) -> None:
    departure = leave()
    _attempt(departure, NEVER, now)
    assert _again(departure).problem == "550 no such user"
    assert departures_due(now=now + timedelta(days=1)) == []
    try_now(_again(departure), now=now)
    assert departures_due(now=now) == [departure.pk]


def test_without_a_connection_it_goes_on_waiting_and_says_why(leave: Any, now: datetime) -> None:
    departure = leave()
    Connection.objects.in_workspace(departure.workspace_id).delete()
    _attempt(departure, SENT, now)
    assert (_again(departure).state, _again(departure).problem) == ("waiting", "No mailbox is connected.")


def test_of_one_thread_the_earlier_leaves_first_and_another_thread_waits_for_nobody(leave: Any, now: datetime) -> None:
    first, second, other = leave("1"), leave("2"), leave("3", thread="u")
    assert set(departures_due(now=now)) == {first.pk, other.pk}
    assert claim_departure(second.pk, now=now) is None
    _attempt(first, SENT, now)
    assert claim_departure(second.pk, now=now) == 1


def test_one_that_was_given_up_holds_up_no_later_one(leave: Any, now: datetime) -> None:
    first, second = leave("1"), leave("2")
    _attempt(first, NEVER, now)
    assert departures_due(now=now) == [second.pk]


def test_it_can_be_taken_back_only_while_nobody_sends_it(leave: Any, now: datetime) -> None:
    waiting, claimed = leave("1"), leave("2", thread="u")
    assert claim_departure(claimed.pk, now=now) == 1
    assert not take_back(claimed)
    assert take_back(waiting)
    assert not take_back(waiting)
    assert _again(waiting).sealed == ""


def test_a_key_that_was_exchanged_away_is_said_in_words(leave: Any, now: datetime, settings: Any) -> None:
    departure = leave()
    settings.ENCRYPTION_KEY = "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
    _attempt(departure, SENT, now)
    assert "another encryption key" in _again(departure).problem
