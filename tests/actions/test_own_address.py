"""In whose name an invitation goes out: one's own address, and never a colleague's (RFC 5545 3.8.4.3)."""

from datetime import timedelta
from typing import Any

import pytest

from foothold.actions.book_next_step import own_address
from foothold.actions.open_workspace import OWNER_ADDRESS
from foothold.records.models import Attendee, Identity, Meeting

LENA, DANIEL = "lena@harbour.example", "daniel@harbour.example"


@pytest.fixture(autouse=True)
def read_from_calendars(seat: Any) -> None:
    """What the calendars of both showed to be ours, the colleague's first in the alphabet."""
    for address in (DANIEL, LENA):
        Identity.objects.in_workspace(seat.workspace).create(kind="address", value=address, guessed=True)


def met_under(seat: Any, address: str, now: Any, times: int) -> None:
    for day in range(times):
        held = now - timedelta(days=day + 1)
        meeting = Meeting.objects.in_workspace(seat.workspace).create(
            seller=seat.user, title="Offer", held_at=held, recurrence_id=f"{address}{day}"
        )
        Attendee.objects.in_workspace(seat.workspace).create(meeting=meeting, address=address)


def test_alone_it_is_the_one_the_calendar_showed(seat: Any) -> None:
    assert own_address(seat) == DANIEL


def test_in_a_team_it_is_the_one_he_logs_in_with(seat: Any, colleague: Any) -> None:
    for one, address in ((seat, LENA), (colleague, DANIEL)):
        one.user.address = address
        one.user.save()
    assert (own_address(seat), own_address(colleague)) == (LENA, DANIEL)


def test_who_logs_in_with_another_has_the_one_he_is_met_under(seat: Any, colleague: Any, now: Any) -> None:
    met_under(seat, LENA, now, 3)
    met_under(seat, DANIEL, now, 1)  # a colleague came along
    met_under(colleague, DANIEL, now, 2)
    assert (own_address(seat), own_address(colleague)) == (LENA, DANIEL)


def test_whose_calendar_was_not_read_has_his_login_and_no_colleagues(seat: Any, colleague: Any, now: Any) -> None:
    met_under(colleague, DANIEL, now, 2)
    assert own_address(seat) == seat.user.address


def test_an_owner_who_never_logs_in_takes_what_is_nobody_elses(seat: Any, colleague: Any) -> None:
    seat.user.address, colleague.user.address = OWNER_ADDRESS, DANIEL
    seat.user.save()
    colleague.user.save()
    assert own_address(seat) == LENA
