"""The day of what is to be brought: the one promised, and never after the meeting, in every letter."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import Any

import pytest

from booked_steps import THURSDAY
from foothold.actions.answer_as_guest import answer_as_guest
from foothold.actions.book_next_step import ToBring
from foothold.actions.change_invitation import move_next_step, take_their_time
from foothold.actions.invitation_words import invitation_words
from foothold.actions.keep_or_drop_commitment import keep_commitment, set_due
from foothold.actions.make_guest_links import make_guest_links
from foothold.actions.recap_words import recap_draft
from foothold.records.models import Commitment, Homework
from foothold.records.models.booking import GuestActKind

Make = Callable[..., Any]
TUESDAY = THURSDAY + timedelta(days=5)


def _homework(seat: Any) -> Homework:
    return Homework.objects.in_workspace(seat.workspace).get()


@pytest.mark.parametrize("is_done", [False, True], ids=["open", "ticked"])
@pytest.mark.parametrize("takes", [False, True], ids=["moved by us", "her time taken"])
def test_homework_moves_with_the_meeting_whoever_asked_for_it_and_ticked_or_not(
    book: Make, seat: Any, now: datetime, settings: Any, is_done: bool, takes: bool
) -> None:
    settings.PUBLIC_URL = "https://foothold.harbour.example"
    one = book(starts_at=TUESDAY, ends_at=TUESDAY + timedelta(minutes=30), we_bring=[])
    assert "pump hours of sites 2 and 3, by Tue 29 Sep" in invitation_words(one)
    if is_done:
        Homework.objects.in_workspace(seat.workspace).update(state="done", done_at=now)
    if takes:
        guest = make_guest_links(one, now=now)[0]
        answer_as_guest(guest, GuestActKind.OTHER_TIME, sequence=0, now=now, asks_for=THURSDAY)
        moved = take_their_time(seat, one, now=now)
    else:
        moved = move_next_step(seat, one, THURSDAY, now=now)
    assert "pump hours of sites 2 and 3, by Thu 24 Sep" in invitation_words(moved)


@pytest.fixture
def promise(seat: Any, plan: Make, now: datetime) -> Any:
    """Promised in a meeting an hour ago, by Wednesday."""
    meeting = plan(seat, "Pilot result", now - timedelta(minutes=105))
    return Commitment.objects.in_workspace(seat.workspace).create(
        meeting=meeting, place=0, side="ours", what="send you the certificates", due_on=date(2026, 9, 23)
    )


def test_what_was_promised_too_has_the_day_of_the_promise_once_it_is_kept(
    book: Make, seat: Any, promise: Any, now: datetime
) -> None:
    one = book(from_meeting=promise.meeting, they_bring=[], we_bring=[ToBring("certificates")])
    assert "certificates, by Thu 24 Sep" in invitation_words(one), "what was only read may be misread"
    keep_commitment(promise, now=now)
    assert "certificates, by Wed 23 Sep" in invitation_words(one)
    set_due(promise, date(2026, 10, 30), now=now)
    assert _homework(seat).due_on == THURSDAY.date(), "nothing is brought to a meeting after it"


@pytest.mark.parametrize("other", [{"what": "price list"}, {"side": "customer"}])
def test_another_things_day_stays(book: Make, seat: Any, promise: Any, now: datetime, other: dict[str, str]) -> None:
    book(from_meeting=promise.meeting, they_bring=[], we_bring=[ToBring("certificates")])
    for name, value in other.items():
        setattr(promise, name, value)
    promise.save()
    keep_commitment(promise, now=now)
    assert _homework(seat).due_on == THURSDAY.date()


def test_the_recap_names_one_thing_once_wherever_its_articles_stand(
    book: Make, seat: Any, promise: Any, now: datetime
) -> None:
    promise.side, promise.what = "customer", "send you the floor plans and the air volumes"
    promise.save()
    book(from_meeting=promise.meeting, they_bring=[ToBring("floor plans and air volumes")], we_bring=[])
    keep_commitment(promise, now=now)
    text = recap_draft(seat, promise.meeting).text
    assert text.count("floor plans") == 1
    assert "by Wednesday 23 September" in text


def test_what_is_overdue_is_not_said_to_be_promised_by_the_day_of_the_meeting(
    book: Make, seat: Any, promise: Any, now: datetime
) -> None:
    promise.due_on = date(2026, 9, 21)
    promise.save()
    brought = [ToBring("certificates", commitment=promise.pk)]
    one = book(from_meeting=promise.meeting, they_bring=[], we_bring=brought)
    assert "- certificates\n" in invitation_words(one), "nobody promised it by Thursday"
    move_next_step(seat, one, TUESDAY, now=now)
    one.refresh_from_db()
    assert "- certificates\n" in invitation_words(one)
    promise.state = "dropped"
    promise.save()
    assert "certificates, by" not in recap_draft(seat, promise.meeting).text
    keep_commitment(promise, now=now)
    assert "certificates, by Mon 21 Sep" in invitation_words(one), "its own day, once it is borne out"
