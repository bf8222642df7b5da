"""A calendar file is taken back after the seller booked, moved or called off here: what he did himself stands."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from booked_steps import JAN, THURSDAY, answer_by_mail, stand_of
from foothold.actions.change_invitation import cancel_next_step, change_words, has_left_by_hand, move_next_step
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.actions.remove_source import remove_source
from foothold.actions.undo_import import undo_import
from foothold.records.models import Attendee, CalendarEntry, Import, Invitation, Meeting
from foothold.records.standing import Stand

FRIDAY, MONDAY = THURSDAY + timedelta(days=1), THURSDAY + timedelta(days=4)
TakeBack = Callable[[Any, Import, datetime], object]


def undo(seat: Any, run: Import, now: datetime) -> object:
    return undo_import(seat, run, now=now)


def remove(seat: Any, run: Import, now: datetime) -> object:
    return remove_source(seat, run.source, now=now)


def read_own_calendar(seat: Any, invitation: Invitation, now: datetime, *, uid: str = "") -> Import:
    """His calendar as a file, with what was booked here in it and her yes noted."""
    text = calendar_file(invitation).decode().replace("PARTSTAT=NEEDS-ACTION", "PARTSTAT=ACCEPTED")
    text = text.replace(invitation.uid, uid) if uid else text
    return import_bytes(seat, text.encode(), "anna.ics", now=now).runs[-1]


def meeting_of(seat: Any) -> Meeting:
    return Meeting.objects.in_workspace(seat.workspace).get()


taken_back = pytest.mark.parametrize("take_back", [undo, remove])


@taken_back
def test_a_meeting_moved_and_called_off_here_since_stays_moved_and_called_off(
    take_back: TakeBack, book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    run = read_own_calendar(seat, invitation, now)
    assert stand_of(invitation, now) is Stand.BOOKED
    invitation = move_next_step(seat, invitation, MONDAY, now=now)
    cancel_next_step(seat, invitation, now=now)
    take_back(seat, run, now)
    left = meeting_of(seat)
    assert (left.held_at, left.status, left.moves, left.sequence) == (MONDAY, "cancelled", 1, 2)


@taken_back
def test_a_meeting_moved_here_since_stays_where_it_was_moved_and_awaits_their_answer(
    take_back: TakeBack, book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    run = read_own_calendar(seat, invitation, now)
    invitation = move_next_step(seat, invitation, MONDAY, now=now)
    take_back(seat, run, now)
    assert (meeting_of(seat).held_at, stand_of(invitation, now)) == (MONDAY, Stand.OFFERED)


@taken_back
def test_the_answer_that_only_the_file_knew_goes_with_it_though_the_words_were_changed_since(
    take_back: TakeBack, book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    run = read_own_calendar(seat, invitation, now)
    invitation = change_words(seat, invitation, now=now, more_people=[(JAN, "Jan")])
    assert stand_of(invitation, now) is Stand.BOOKED
    take_back(seat, run, now)
    assert stand_of(invitation, now) is Stand.OFFERED
    assert Attendee.objects.in_workspace(seat.workspace).filter(address=JAN).exists()


@taken_back
def test_a_booking_known_from_the_file_under_another_uid_outlives_it(
    take_back: TakeBack, book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    before = meeting_of(seat)
    run = read_own_calendar(seat, invitation, now, uid="made-by-google@google.com")
    assert meeting_of(seat).entry.uid == "made-by-google@google.com"
    take_back(seat, run, now)
    left = meeting_of(seat)
    assert (left.pk, left.held_at, left.status) == (before.pk, THURSDAY, "stands")
    assert stand_of(invitation, now) is Stand.OFFERED
    entry = CalendarEntry.objects.in_workspace(seat.workspace).get()
    assert (left.entry_id, entry.source.kind) == (entry.pk, "booked")


@taken_back
def test_where_the_file_had_moved_it_the_invitation_goes_back_with_the_meeting(
    take_back: TakeBack, book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    has_left_by_hand(seat, invitation, now=now)
    text = calendar_file(invitation).decode().replace("20260924T", "20260925T").replace("SEQUENCE:0", "SEQUENCE:1")
    run = import_bytes(seat, text.encode(), "anna.ics", now=now).runs[-1]
    invitation.refresh_from_db()
    assert invitation.starts_at == FRIDAY
    take_back(seat, run, now)
    invitation.refresh_from_db()
    assert meeting_of(seat).held_at == invitation.starts_at == THURSDAY
    assert (invitation.sequence, invitation.left_at) == (2, None)
    # A yes to what stood there meanwhile is none to the time that stands there now.
    answer_by_mail(seat, invitation, "REPLY", "ACCEPTED", sequence=1, start="20260925T080000Z")
    assert stand_of(invitation, now) is Stand.OFFERED


def test_before_any_act_since_the_booking_is_as_it_was_before_the_file(book: Any, seat: Any, now: datetime) -> None:
    invitation = book()
    run = read_own_calendar(seat, invitation, now)
    undo_import(seat, run, now=now)
    assert (meeting_of(seat).held_at, stand_of(invitation, now)) == (THURSDAY, Stand.OFFERED)
