"""The share "full" beside P5: counted, firm, homework of theirs and a task of ours, for the next one (METHOD 4.1, 9)."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from booked_steps import WANTED
from foothold.actions.book_next_step import book_next_step
from foothold.actions.keep_or_drop_commitment import drop_commitment, reopen_commitment
from foothold.actions.settle import settle_again
from foothold.core.window import Window
from foothold.records.models import Attendee, Commitment, Homework, Meeting
from foothold.records.picture import customer_meetings, review_counts

DAY = timedelta(days=1)
CUSTOMER, OURS = "customer", "ours"


@pytest.fixture
def first(seat: Any, plan: Any, now: datetime) -> Meeting:
    """A meeting whose words were read, followed by one they accepted, with a place and a person."""
    met = plan(seat, "Line walk", now - 20 * DAY, put_at=now - 30 * DAY, homework_set="yes")
    plan(seat, "Lead times for housings", now - 10 * DAY, put_at=now - 20 * DAY, place="Press hall")
    return met


def due(meeting: Meeting, days: int) -> date:
    return (meeting.held_at + days * DAY).date()


def promise(meeting: Meeting, side: str = CUSTOMER, **fields: Any) -> Commitment:
    rows = Commitment.objects.in_workspace(meeting.workspace_id)
    given = {"owner": "Petra Lang" if side == CUSTOMER else "Anna", "what": "send the pump hours", "firm": True}
    given |= {"due_on": due(meeting, 5), "place": rows.count(), "side": side} | fields
    return rows.create(meeting=meeting, **given)


def full(seat: Any, meeting: Meeting) -> str:
    settle_again(seat)
    meeting.refresh_from_db()
    return meeting.step_full


def test_counted_firm_with_homework_and_a_task_of_ours_is_full(seat: Any, first: Meeting, now: datetime) -> None:
    promise(first)
    assert full(seat, first) == "no", "no task of ours"
    promise(first, OURS)
    assert full(seat, first) == "yes"
    span = Window(now - 60 * DAY, now - 15 * DAY)
    counts = review_counts(customer_meetings(seat), span, now=now)
    assert (counts.full, counts.not_full) == (1, 0)


@pytest.mark.parametrize(
    "lacks",
    [
        {"due_on": None},
        {"due_on": date(2026, 9, 30)},
        {"owner": ""},
        {"what": "think about it"},
        {"state": "dropped"},
        {"place": 1_000},
    ],
    ids=str,
)
def test_homework_without_a_day_an_owner_or_a_thing_makes_no_full_step(
    seat: Any, first: Meeting, lacks: dict[str, Any]
) -> None:
    promise(first, OURS)
    promise(first, **lacks)
    assert full(seat, first) == "no"


@pytest.mark.parametrize(
    ("of_next", "answer"),
    [
        ({"place": ""}, ""),
        ({"title": "Catch up"}, "no"),
        ({"answer": "no_answer"}, ""),
        ({"people_known": False}, "yes"),
    ],
    ids=str,
)
def test_nor_does_one_without_a_topic_and_without_a_place_or_their_yes_it_is_not_known(
    seat: Any, first: Meeting, of_next: dict[str, Any], answer: str
) -> None:
    promise(first)
    promise(first, OURS)
    following = Meeting.objects.in_workspace(seat.workspace).exclude(pk=first.pk)
    following.update(**of_next)
    if "answer" in of_next:
        people = Attendee.objects.in_workspace(seat.workspace).filter(meeting__in=following.values("pk"))
        people.update(partstat="NEEDS-ACTION", level="E0")
    assert full(seat, first) == answer


def test_without_words_to_read_it_is_not_known_and_no_next_date_is_none(
    seat: Any, first: Meeting, plan: Any, now: datetime
) -> None:
    rows = Meeting.objects.in_workspace(seat.workspace)
    rows.filter(pk=first.pk).update(homework_set="")
    assert full(seat, first) == ""
    rows.exclude(pk=first.pk).delete()
    assert full(seat, first) == "no"


def test_what_the_invitation_asks_of_the_one_invited_counts_without_a_name(seat: Any, first: Meeting) -> None:
    Meeting.objects.in_workspace(seat.workspace).filter(pk=first.pk).update(homework_set="")
    following = Meeting.objects.in_workspace(seat.workspace).exclude(pk=first.pk).get()
    for place, side in enumerate((CUSTOMER, OURS)):
        Homework.objects.in_workspace(seat.workspace).create(
            meeting=following, place=place, side=side, what="pump hours", due_on=following.held_at.date()
        )
    assert full(seat, first) == "yes"


@pytest.mark.parametrize("invited", [False, True], ids=["its calendar's zone", "the invitation's zone"])
def test_what_is_asked_for_by_its_day_where_they_are_counts(
    seat: Any, first: Meeting, plan: Any, now: datetime, invited: bool
) -> None:
    """Nine in the morning in Auckland is the evening before in Berlin, where the workspace is."""
    at = datetime(2026, 9, 30, 9, tzinfo=ZoneInfo("Pacific/Auckland"))
    rows = Meeting.objects.in_workspace(seat.workspace)
    rows.filter(pk=first.pk).update(homework_set="")
    rows.exclude(pk=first.pk).delete()
    if invited:
        wanted = replace(WANTED, starts_at=at, ends_at=at + DAY / 24, tz="Pacific/Auckland", place="Press hall")
        wanted = replace(wanted, attendees=[("petra@northwind.example", "Petra Lang")])
        following = book_next_step(seat, wanted, from_meeting=first, now=now - 20 * DAY).meeting
        Homework.objects.in_workspace(seat.workspace).all().delete()
        fields = {"tz": "Europe/Berlin", "answer": "accepted", "answer_level": "E4", "untold": False}
        rows.filter(pk=following.pk).update(people_known=True, **fields)
        Attendee.objects.in_workspace(seat.workspace).filter(meeting=following).update(partstat="ACCEPTED", level="E4")
    else:
        following = plan(seat, "Lead times for housings", at, put_at=now - 20 * DAY, place="Press hall")
        rows.filter(pk=following.pk).update(tz="Pacific/Auckland")
    for place, side in enumerate((CUSTOMER, OURS)):
        Homework.objects.in_workspace(seat.workspace).create(
            meeting=following, place=place, side=side, what="pump hours", due_on=at.date()
        )
    assert full(seat, first) == "yes"


def test_a_promise_dropped_by_hand_is_followed_at_once(seat: Any, first: Meeting, now: datetime) -> None:
    theirs, _ours = promise(first), promise(first, OURS)
    assert full(seat, first) == "yes"
    for change, answer in ((lambda: drop_commitment(seat, theirs, now=now), "no"),
                           (lambda: reopen_commitment(seat, theirs), "yes")):  # fmt: skip
        change()
        first.refresh_from_db()
        assert first.step_full == answer
