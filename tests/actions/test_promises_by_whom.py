"""A promise that is none, or that two people make, counts as what it is (METHOD 3, 9)."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from foothold.actions.keep_or_drop_commitment import drop_commitment, finish_commitment, reopen_commitment
from foothold.records.models import Commitment, Meeting

SIDES = {"Anna Weber": "ours", "Petra Lang": "customer", "Jan Novak": "customer"}
PETRA = "Petra Lang: I'll send you the floor plan by Friday.\n"
JAN = "Jan Novak: I'll send you the floor plan by Monday.\n"
THANKS = "Anna Weber: Thank you.\n"
DAY = timedelta(days=1)


def promises(seat: Any) -> list[Commitment]:
    return list(Commitment.objects.in_workspace(seat.workspace).order_by("place"))


def said(seat: Any) -> list[tuple[str, date | None, str]]:
    return [(each.owner, each.due_on, each.state) for each in promises(seat)]


@pytest.fixture
def homework_set(seat: Any) -> Any:
    return lambda: Meeting.objects.in_workspace(seat.workspace).get().homework_set


def test_a_promise_that_is_none_is_no_homework_until_that_is_taken_back(
    seat: Any, now: datetime, read_meeting: Any, homework_set: Any
) -> None:
    read_meeting(seat, PETRA + THANKS, "talk.txt", held_at=now, sides=SIDES)
    assert homework_set() == "yes"
    drop_commitment(seat, promises(seat)[0], now=now)
    assert homework_set() == "no"
    reopen_commitment(seat, promises(seat)[0])
    assert homework_set() == "yes"


def test_a_promise_that_is_none_is_no_homework_either_when_its_words_are_read_again(
    seat: Any, now: datetime, read_meeting: Any, homework_set: Any
) -> None:
    read_meeting(seat, PETRA + THANKS, "talk.txt", held_at=now, sides=SIDES)
    drop_commitment(seat, promises(seat)[0], now=now)
    read_meeting(seat, PETRA + THANKS, "talk.txt", held_at=now, sides=SIDES)
    assert homework_set() == "no"


def test_of_two_promises_the_one_that_is_left_is_homework(
    seat: Any, now: datetime, read_meeting: Any, homework_set: Any
) -> None:
    read_meeting(seat, PETRA + JAN + THANKS, "talk.txt", held_at=now, sides=SIDES)
    drop_commitment(seat, promises(seat)[0], now=now)
    assert homework_set() == "yes"


def test_who_is_not_known_took_nothing_on_that_is_known(
    seat: Any, now: datetime, read_meeting: Any, homework_set: Any
) -> None:
    read_meeting(seat, PETRA + THANKS, "talk.txt", held_at=now, sides=SIDES)
    Meeting.objects.in_workspace(seat.workspace).update(homework_set="")
    drop_commitment(seat, promises(seat)[0], now=now)
    assert homework_set() == ""


def test_two_people_who_promise_the_same_made_two_promises_and_each_keeps_his_state(
    seat: Any, now: datetime, read_meeting: Any
) -> None:
    read_meeting(seat, PETRA + JAN + THANKS, "talk.txt", held_at=now, sides=SIDES)
    friday, monday = date(2026, 9, 25), date(2026, 9, 28)
    assert said(seat) == [("Petra Lang", friday, "open"), ("Jan Novak", monday, "open")]
    finish_commitment(promises(seat)[0])
    read_meeting(seat, PETRA + JAN + THANKS, "talk.txt", held_at=now, sides=SIDES)
    assert said(seat) == [("Petra Lang", friday, "done"), ("Jan Novak", monday, "open")]


def test_what_one_person_says_again_is_one_promise(seat: Any, now: datetime, read_meeting: Any) -> None:
    read_meeting(seat, PETRA + THANKS + PETRA, "talk.txt", held_at=now, sides=SIDES)
    assert said(seat) == [("Petra Lang", date(2026, 9, 25), "open")]
