"""What the tests of actions share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from booked_steps import WANTED
from foothold.actions.book_next_step import book_next_step
from foothold.records.models import Invitation


@pytest.fixture
def book(seat: Any, now: datetime) -> Callable[..., Invitation]:
    """book(**changes): the next meeting as WANTED with changes."""

    def booked(from_meeting: Any = None, **changes: Any) -> Invitation:
        return book_next_step(seat, replace(WANTED, **changes), from_meeting=from_meeting, now=now)

    return booked
