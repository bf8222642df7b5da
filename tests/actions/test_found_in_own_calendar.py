"""A booking to be sent by hand, of which "I sent it" was forgotten, and the seller's own calendar that has it."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import THURSDAY, stand_of
from foothold.actions.change_invitation import cancel_next_step, has_left_by_hand, move_next_step
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.actions.remove_source import remove_source
from foothold.actions.undo_import import undo_import
from foothold.records.models import Connection, Import, Invitation, InvitationStep
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


def undo(seat: Any, run: Import, now: datetime) -> object:
    return undo_import(seat, run, now=now)


def remove(seat: Any, run: Import, now: datetime) -> object:
    return remove_source(seat, run.source, now=now)


def last_run(seat: Any) -> Import:
    return Import.objects.in_workspace(seat.workspace).latest("started_at")


def as_made_there(invitation: Invitation) -> bytes:
    """The event his web calendar made of it, under a UID of its own, with the reference in its text."""
    text = exported(calendar_file(invitation)).decode()
    return text.replace(invitation.uid, "abc123@google.example").encode()


taken_back = pytest.mark.parametrize("take_back", [undo, remove])


@taken_back
@pytest.mark.parametrize("way", [Way.FILE, Way.WEB])
def test_what_only_a_reading_said_was_sent_is_not_once_that_is_taken_back(
    book: Any, seat: Any, now: datetime, take_back: Any, way: Way
) -> None:
    invitation = book(way=way)
    data = exported(calendar_file(invitation)) if way is Way.FILE else as_made_there(invitation)
    assert read(seat, data, now).left_at == now
    take_back(seat, last_run(seat), now)
    invitation = Invitation.objects.in_workspace(seat.workspace).get()
    assert (invitation.left_at, invitation.told_sequence, invitation.told_at) == (None, None, None)
    assert not InvitationStep.objects.in_workspace(seat.workspace).exists()
    assert stand_of(invitation, AFTERWARDS) is Stand.UNTOLD
    assert read(seat, data, now + timedelta(hours=1)).left_at == now + timedelta(hours=1)


@taken_back
@pytest.mark.parametrize("first", [True, False])
def test_his_own_word_that_he_sent_it_stays_when_a_reading_is_taken_back(
    book: Any, seat: Any, now: datetime, take_back: Any, first: bool
) -> None:
    invitation = book()
    if first:
        has_left_by_hand(seat, invitation, now=now)
    invitation = read(seat, exported(calendar_file(invitation)), now)
    if not first:
        invitation = move_next_step(seat, invitation, THURSDAY + timedelta(days=1), now=now)
        invitation = has_left_by_hand(seat, invitation, now=now + timedelta(hours=1))
    take_back(seat, last_run(seat), now)
    left = Invitation.objects.in_workspace(seat.workspace).get()
    assert (left.left_at, left.told_sequence) == (invitation.left_at, invitation.sequence)
    assert stand_of(left, AFTERWARDS) is Stand.OVER


def test_a_source_removed_takes_no_sent_along_that_another_calendar_shows(book: Any, seat: Any, now: datetime) -> None:
    data = exported(calendar_file(book()))
    read(seat, data, now)
    run = last_run(seat)
    other = data.replace(b"SUMMARY:", b"SUMMARY:Again ").replace(b"VERSION:2.0", b"VERSION:2.0\r\nX-WR-CALNAME:Phone")
    import_bytes(seat, other, "phone.ics", now=now + timedelta(hours=1))
    assert last_run(seat).source_id != run.source_id
    remove_source(seat, run.source, now=now)
    assert Invitation.objects.in_workspace(seat.workspace).get().left_at == now


def test_who_said_himself_that_he_sent_it_said_so_then(book: Any, seat: Any, now: datetime) -> None:
    invitation = has_left_by_hand(seat, book(), now=now)
    again = read(seat, exported(calendar_file(invitation)), now + timedelta(days=1))
    assert again.left_at == now
