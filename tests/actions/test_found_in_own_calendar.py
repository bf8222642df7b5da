"""A booking to be sent by hand, of which "I sent it" was forgotten, and the seller's own calendar that has it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import THURSDAY, stand_of
from foothold.actions.change_invitation import cancel_next_step, has_left_by_hand, move_next_step
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.records.models import Connection, Invitation, InvitationStep
from foothold.records.models.booking import Way
from foothold.records.standing import Stand
from foothold.records.untold import may_know_of

AFTERWARDS = THURSDAY + timedelta(days=4)


def exported(data: bytes) -> bytes:
    """As his calendar gives it back: every program names itself."""
    return data.replace(b"-//Foothold//Foothold//EN", b"-//Apple Inc.//macOS 15.0//EN")


def read(seat: Any, data: bytes, now: datetime) -> Invitation:
    assert not import_bytes(seat, data, "anna.ics", now=now).skipped
    return Invitation.objects.in_workspace(seat.workspace).get()


@pytest.mark.parametrize("way", [Way.FILE, Way.WEB])
def test_what_stands_in_his_calendar_was_sent(book: Any, seat: Any, now: datetime, way: Way) -> None:
    invitation = read(seat, exported(calendar_file(book(way=way))), now)
    assert (invitation.left_at, invitation.told_sequence) == (now, 0)
    assert stand_of(invitation, AFTERWARDS) is Stand.OVER
    read(seat, exported(calendar_file(invitation)), now + timedelta(days=1))
    steps = InvitationStep.objects.in_workspace(seat.workspace).filter(invitation=invitation)
    assert [(each.kind, each.done_at) for each in steps] == [("by_hand", now)]


def test_our_own_file_dropped_here_tells_nothing_of_what_he_did(book: Any, seat: Any, now: datetime) -> None:
    assert stand_of(read(seat, calendar_file(book()), now), AFTERWARDS) is Stand.UNTOLD


def test_what_we_put_into_his_calendar_ourselves_tells_nothing_either(book: Any, seat: Any, now: datetime) -> None:
    Connection.objects.in_workspace(seat.workspace).create(user=seat.user, kind="calendar", connected_at=now)
    invitation = book(way=Way.FILE)
    assert stand_of(read(seat, exported(calendar_file(invitation)), now), AFTERWARDS) is Stand.UNTOLD


def test_a_calendar_read_before_it_was_looked_for_tells_it_when_read_again(book: Any, seat: Any, now: datetime) -> None:
    data = exported(calendar_file(book()))
    read(seat, data, now)
    Invitation.objects.in_workspace(seat.workspace).update(left_at=None, told_sequence=None)
    assert read(seat, data, now).left_at == now


@pytest.mark.parametrize(("back", "stand"), [(False, Stand.UNTOLD), (True, Stand.OVER)])
def test_what_stands_there_as_it_was_before_tells_of_that_time_alone(
    book: Any, seat: Any, now: datetime, back: bool, stand: Stand
) -> None:
    invitation = book()
    data = exported(calendar_file(invitation))
    invitation = move_next_step(seat, invitation, THURSDAY + timedelta(days=1), now=now)
    if back:
        invitation = move_next_step(seat, invitation, THURSDAY, now=now)
    invitation = read(seat, data, now)
    assert (invitation.left_at, invitation.told_sequence) == (None, 0)
    assert stand_of(invitation, AFTERWARDS) is stand


@pytest.mark.parametrize("as_called_off", [True, False])
def test_called_off_here_they_are_told_unless_it_is_called_off_there(
    book: Any, seat: Any, now: datetime, as_called_off: bool
) -> None:
    invitation = book()
    stood = exported(calendar_file(invitation))
    invitation = cancel_next_step(seat, invitation, now=now)
    assert not may_know_of(invitation)
    invitation = read(seat, exported(calendar_file(invitation)) if as_called_off else stood, now)
    assert may_know_of(invitation)
    assert (invitation.left_at is not None) is as_called_off


def test_who_said_himself_that_he_sent_it_said_so_then(book: Any, seat: Any, now: datetime) -> None:
    invitation = has_left_by_hand(seat, book(), now=now)
    again = read(seat, exported(calendar_file(invitation)), now + timedelta(days=1))
    assert again.left_at == now
