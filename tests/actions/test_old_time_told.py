"""What tells of another time names the one they know of: in the letter and in the calendar's words (UX 6)."""

from email import message_from_bytes, policy

import pytest

from booked_steps import FRIDAY, THURSDAY, Step
from foothold.actions.change_invitation import change_words
from foothold.actions.depart import bytes_of
from foothold.actions.invite import calendar_file
from foothold.records.models import Departure

WAS_THURSDAY = "Moved: it was Thu 24 Sep 2026 10:00 (Europe/Vienna)."


@pytest.fixture(autouse=True)
def the_clock_goes_along(step: Step) -> None:
    """The moments of a step are of one clock."""


def parts(step: Step) -> tuple[str, str, str]:
    """The subject, the words and the calendar part of the letter that was made last."""
    rows = Departure.objects.in_workspace(step.seat.workspace).filter(by="mail", state="waiting")
    return parts_of(rows.order_by("-place")[0])


def parts_of(departure: Departure) -> tuple[str, str, str]:
    message = message_from_bytes(bytes_of(departure), policy=policy.default)
    bodies = [each.get_content() for each in message.walk() if each.get_content_maintype() == "text"]
    words, calendar = ("\n".join(each.splitlines()) for each in bodies[:2])
    return message["Subject"], words, calendar.replace("\n ", "").replace("\\,", ",")


def test_a_letter_that_moves_names_the_time_it_was(step: Step) -> None:
    step.mailed()
    step.moved(FRIDAY)
    subject, words, calendar = parts(step)
    assert subject == "Changed: Price for three sites, Fri 25 Sep 2026 10:00"
    assert "Friday 25 September 2026, 10:00 - 10:45 (Europe/Vienna)\n\n" + WAS_THURSDAY in words
    assert WAS_THURSDAY in calendar


def test_of_two_moves_before_one_left_they_know_of_the_first_time(step: Step) -> None:
    step.mailed()
    step.moved(FRIDAY)
    step.moved(FRIDAY.replace(hour=15))
    assert WAS_THURSDAY in parts(step)[1]
    step.left()
    step.moved(THURSDAY)
    assert "Moved: it was Fri 25 Sep 2026 15:00 (Europe/Vienna)." in parts(step)[1]


def test_moved_back_before_it_left_nothing_is_told_to_have_moved(step: Step) -> None:
    step.mailed()
    step.moved(FRIDAY)
    step.moved(THURSDAY)
    assert "Moved:" not in parts(step)[1]


def test_a_change_of_words_moves_nothing_and_carries_a_move_that_waits(step: Step) -> None:
    step.mailed()
    change_words(step.seat, step.now, outcome="Yes or no", now=step.later())
    assert "Moved:" not in parts(step)[1]
    step.moved(FRIDAY)
    change_words(step.seat, step.now, outcome="Yes", now=step.later())
    assert WAS_THURSDAY in parts(step)[1]
    step.left()
    change_words(step.seat, step.now, outcome="No", now=step.later())
    assert "Moved:" not in parts(step)[1]


def test_a_file_of_ones_own_says_it_until_it_was_sent(step: Step) -> None:
    step.booked()
    step.moved(FRIDAY)
    assert "Moved:" not in calendar_file(step.now).decode(), "nobody was told of Thursday"
    step.moved(THURSDAY)
    step.sent()
    step.moved(FRIDAY)
    assert WAS_THURSDAY in calendar_file(step.now).decode().replace("\r\n ", "").replace("\\,", ",")
    step.sent()
    assert "Moved:" not in calendar_file(step.now).decode()


def test_who_is_invited_only_now_is_told_of_no_other_time(step: Step) -> None:
    step.mailed()
    step.moved(FRIDAY)
    change_words(step.seat, step.now, more_people=[("jan@northwind.example", "Jan Novak")], now=step.later())
    rows = Departure.objects.in_workspace(step.seat.workspace).filter(thread__endswith="jan@northwind.example")
    subject, words, calendar = parts_of(rows.get())
    assert subject.startswith("Invitation: ")
    assert "Moved:" not in words + calendar
