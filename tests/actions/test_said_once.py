"""What has not left is said once: changes go together, and nobody is told that what he never got is off."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email import message_from_bytes
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foothold.actions.ask_customer import MORE_MAY_FOLLOW, ask_customer, send_agenda
from foothold.actions.book_next_step import CannotBook, NextDate, book_next_step, refuse_skipped
from foothold.actions.change_invitation import (
    cancel_next_step,
    change_words,
    keep_our_time,
    move_next_step,
)
from foothold.actions.depart import bytes_of
from foothold.actions.invite import letter_text, subject_of
from foothold.actions.prepare_meeting import set_outcome
from foothold.actions.send_departure import claim_departure, departures_due
from foothold.core.readiness import Item
from foothold.records.models import Connection, Departure, Homework, Invitation, InvitationReply, Meeting, Source
from foothold.records.models.booking import Way
from foothold.records.models.connections import ConnectionKind, DepartureState


@pytest.fixture
def booked(seat: Any, now: datetime) -> Invitation:
    """An invitation that waits in the outbox of a connected mailbox."""
    Connection.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind=ConnectionKind.MAIL, address="anna@harbour.example", connected_at=now
    )
    starts_at = now + timedelta(days=2)
    wanted = NextDate(
        key="k",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=45),
        tz="Europe/Berlin",
        topic="Price for three sites",
        attendees=[("petra@northwind.example", "Petra Lang")],
        organizer="anna@harbour.example",
        way=Way.MAIL,
    )
    return book_next_step(seat, wanted, now=now)


@pytest.fixture
def waiting(seat: Any) -> Callable[[], list[Departure]]:
    """waiting(): what waits in the outbox, in its order."""
    return lambda: list(_rows(seat).filter(state=DepartureState.WAITING).order_by("place"))


def _rows(seat: Any) -> Any:
    return Departure.objects.in_workspace(seat.workspace)


def _all_left(seat: Any, now: datetime) -> None:
    _rows(seat).update(state=DepartureState.SENT, left_at=now, sealed="")


def test_a_question_and_the_agenda_after_it_leave_as_one_update(
    seat: Any, booked: Invitation, waiting: Any, now: datetime
) -> None:
    _all_left(seat, now)
    ask_customer(seat, booked.meeting, [(Item.US_2, "")], now=now)
    assert departures_due(now=now) == [], "more may follow"
    set_outcome(seat, booked.meeting, "A yes or no on the second site", now=now)
    send_agenda(seat, booked.meeting, now=now + timedelta(seconds=20))
    [one] = waiting()
    assert (one.sequence, one.kind) == (2, "change")
    assert departures_due(now=now + timedelta(seconds=20)) == [one.pk], "nothing holds up what was sent"


def test_a_question_alone_leaves_after_a_minute(seat: Any, booked: Invitation, waiting: Any, now: datetime) -> None:
    _all_left(seat, now)
    ask_customer(seat, booked.meeting, [(Item.US_2, "")], now=now)
    [one] = waiting()
    assert departures_due(now=now + MORE_MAY_FOLLOW) == [one.pk]


def test_an_agenda_that_says_nothing_new_sends_the_question_at_once(
    seat: Any, booked: Invitation, waiting: Any, now: datetime
) -> None:
    set_outcome(seat, booked.meeting, "A yes or no on the second site", now=now)
    send_agenda(seat, booked.meeting, now=now)
    _all_left(seat, now)
    ask_customer(seat, booked.meeting, [(Item.US_2, "")], now=now)
    send_agenda(seat, booked.meeting, now=now)
    [one] = waiting()
    assert departures_due(now=now) == [one.pk]


def test_what_is_being_sent_leaves_and_the_newer_one_follows_it(
    seat: Any, booked: Invitation, waiting: Any, now: datetime
) -> None:
    _all_left(seat, now)
    change_words(seat, booked, outcome="One", now=now)
    [one] = waiting()
    assert claim_departure(one.pk, now=now) is not None
    move_next_step(seat, booked, booked.starts_at + timedelta(hours=1), now=now, even_if_taken=True)
    assert [row.sequence for row in waiting()] == [1, 2]
    assert departures_due(now=now) == [], "the older one leaves first"


def test_the_first_invitation_leaves_before_its_change(
    seat: Any, booked: Invitation, waiting: Any, now: datetime
) -> None:
    change_words(seat, booked, outcome="One", now=now)
    change_words(seat, booked, outcome="Two", now=now)
    assert [(row.kind, row.sequence) for row in waiting()] == [("invitation", 0), ("change", 2)]


def test_what_never_left_is_not_called_off_to_anybody(
    seat: Any, booked: Invitation, waiting: Any, now: datetime
) -> None:
    cancel_next_step(seat, booked, now=now)
    assert waiting() == []


@pytest.mark.parametrize("tried", [{"failures": 1}, {"claimed": True}, {"state": DepartureState.SENT}])
def test_what_may_have_arrived_is_called_off(
    seat: Any, booked: Invitation, waiting: Any, now: datetime, tried: dict[str, Any]
) -> None:
    _rows(seat).update(**{"claimed_until": now + timedelta(minutes=1)} if "claimed" in tried else tried)
    cancel_next_step(seat, booked, now=now)
    assert waiting()[-1].kind == "cancellation"


def test_every_time_they_ask_for_and_we_decline_is_answered(
    seat: Any, booked: Invitation, waiting: Any, now: datetime
) -> None:
    _all_left(seat, now)
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mailbox", key="k", name="Mail")
    for hours in (1, 2):
        wish = booked.starts_at + timedelta(hours=hours)
        Meeting.objects.in_workspace(seat.workspace).filter(pk=booked.meeting_id).update(
            answer="counter", asked_for=wish
        )
        InvitationReply.objects.in_workspace(seat.workspace).create(
            user=seat.user,
            source=source,
            uid=booked.uid,
            address="petra@northwind.example",
            partstat="TENTATIVE",
            new_start=wish,
            replied_at=now,
            level="E4",
            because="verified",
            key=f"counter {hours}",
        )
        keep_our_time(seat, booked, now=now)
    letters = waiting()
    assert [row.kind for row in letters] == ["counter_declined", "counter_declined"]
    assert len({row.message_id for row in letters}) == 2


def test_no_more_than_fifty_people_by_way_of_a_change(seat: Any, booked: Invitation, now: datetime) -> None:
    more = [(f"p{number}@northwind.example", "") for number in range(50)]
    with pytest.raises(CannotBook, match="At most 50"):
        change_words(seat, booked, more_people=more, now=now)
    booked.refresh_from_db()
    assert booked.sequence == 0, "nothing is changed"


def test_what_is_to_be_brought_to_the_meeting_moves_with_it(seat: Any, booked: Invitation, now: datetime) -> None:
    held_on, before = booked.starts_at.date(), (booked.starts_at - timedelta(days=1)).date()
    rows = Homework.objects.in_workspace(seat.workspace)
    rows.create(meeting=booked.meeting, place=0, side="customer", what="pump hours", due_on=held_on)
    rows.create(meeting=booked.meeting, place=1, side="customer", what="the plan", due_on=before)
    later = booked.starts_at + timedelta(days=7)
    move_next_step(seat, booked, later, now=now, even_if_taken=True)
    assert list(rows.order_by("place").values_list("due_on", flat=True)) == [later.date(), before]
    booked.refresh_from_db()
    move_next_step(seat, booked, now + timedelta(hours=1), now=now, even_if_taken=True)
    assert max(rows.values_list("due_on", flat=True)) == (now + timedelta(hours=1)).date(), "nothing is due after it"


def test_letters_name_days_without_a_nought_and_utc_by_its_name(seat: Any, booked: Invitation) -> None:
    booked.starts_at = datetime(2026, 12, 1, 9, 0, tzinfo=UTC)
    booked.ends_at = datetime(2026, 12, 1, 9, 45, tzinfo=UTC)
    booked.tz = "Etc/UTC"
    assert subject_of(booked) == "Invitation: Price for three sites, Tue 1 Dec 2026 09:00"
    assert "Tuesday 1 December 2026, 09:00 - 09:45 (UTC)" in letter_text(booked)


def test_a_time_the_clocks_skip_is_refused_with_the_two_that_are_there() -> None:
    skipped = datetime(2027, 3, 28, 2, 30, tzinfo=ZoneInfo("Europe/Berlin"))
    words = "There is no 02:30 on Sun 28 Mar: the clocks go forward. Say 01:30 or 03:30."
    with pytest.raises(CannotBook, match=words):
        refuse_skipped(skipped)


def test_who_is_added_later_gets_an_invitation_and_no_change_of_a_mail_that_never_was(
    book: Any, seat: Any, connected: Any, now: datetime
) -> None:
    connected(seat)
    booked = change_words(seat, book(), more_people=[("jan@northwind.example", "Jan Novak")], now=now)
    Departure.objects.in_workspace(seat.workspace).update(state=DepartureState.SENT)
    change_words(seat, booked, outcome="Yes or no", now=now)
    rows = Departure.objects.in_workspace(seat.workspace).filter(thread__endswith="jan@northwind.example")
    first, second = (message_from_bytes(bytes_of(row)) for row in rows.order_by("sequence"))
    assert first["Subject"].startswith("Invitation: ")
    assert first["In-Reply-To"] is None
    assert second["Subject"].startswith("Changed: ")
    assert second["In-Reply-To"] == first["Message-ID"]
