"""A time said while closing: a day and a clock time, or what is missing."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from foothold.reading.said_slot import said_slot

VIENNA = ZoneInfo("Europe/Vienna")
NOW = datetime(2026, 9, 22, 12, 0, tzinfo=VIENNA)


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("thu 10", "2026-09-24T10:00:00+02:00"),
        ("thu 10:30", "2026-09-24T10:30:00+02:00"),
        ("they said Thursday at ten", "2026-09-24T10:00:00+02:00"),
        ("fri 9 oct 10:00", "2026-10-09T10:00:00+02:00"),
        ("Fri 9 October at 14:30", "2026-10-09T14:30:00+02:00"),
        ("next tue 14:30", "2026-09-29T14:30:00+02:00"),
        ("2026-10-28 10:00", "2026-10-28T10:00:00+01:00"),
    ],
)
def test_a_day_and_a_clock_time_are_a_slot(said: str, start: str) -> None:
    found = said_slot(said, NOW, VIENNA).start
    assert found is not None
    assert found.isoformat() == start


def test_other_words_beside_it_are_kept() -> None:
    found = said_slot("thu 10 pump hours", NOW, VIENNA)
    assert found.start is not None
    assert (found.start.hour, found.rest) == (10, "pump hours")


def test_an_end_that_was_said_is_kept() -> None:
    found = said_slot("monday 3-4pm", NOW, VIENNA)
    assert found.end is not None
    assert found.end.hour == 16


@pytest.mark.parametrize(("said", "on"), [("thursday", date(2026, 9, 24)), ("friday after lunch", date(2026, 9, 25))])
def test_a_day_without_a_clock_time_is_no_slot(said: str, on: date) -> None:
    found = said_slot(said, NOW, VIENNA)
    assert (found.start, found.on) == (None, on)


@pytest.mark.parametrize(
    ("said", "passed"),
    [
        ("20 sep 10:00", date(2026, 9, 20)),
        ("10:00 on the 10th of July", date(2026, 7, 10)),
        ("20.9. at ten", date(2026, 9, 20)),
        ("20 sep", date(2026, 9, 20)),
    ],
)
def test_a_day_without_its_year_that_has_just_passed_is_no_day_of_the_next_year(said: str, passed: date) -> None:
    found = said_slot(said, NOW, VIENNA)
    assert (found.start, found.on, found.passed) == (None, None, passed)


@pytest.mark.parametrize(
    ("said", "start"),
    [
        ("20 sep 2027 10:00", "2027-09-20T10:00:00+02:00"),
        ("20 jan 10:00", "2027-01-20T10:00:00+01:00"),
        ("10 may 10:00", "2027-05-10T10:00:00+02:00"),
        ("today in a year at 10:00", "2027-09-22T10:00:00+02:00"),
        ("22 sep 16:00", "2026-09-22T16:00:00+02:00"),
    ],
)
def test_a_day_far_ahead_is_taken_where_it_can_mean_no_other(said: str, start: str) -> None:
    found = said_slot(said, NOW, VIENNA)
    assert found.start is not None
    assert (found.start.isoformat(), found.passed) == (start, None)


def test_words_without_a_time_are_only_words() -> None:
    assert said_slot("pump hours", NOW, VIENNA).rest == "pump hours"


@given(st.text(max_size=400))
def test_no_line_breaks_it(text: str) -> None:
    said_slot(text, datetime(2026, 9, 22, 12, tzinfo=UTC), UTC)
