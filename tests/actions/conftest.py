"""What the tests of actions share."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from booked_steps import WANTED, Step
from foothold.actions.book_next_step import book_next_step
from foothold.records.models import Invitation


@pytest.fixture
def book(seat: Any, now: datetime) -> Callable[..., Invitation]:
    """book(**changes): the next meeting as WANTED with changes."""

    def booked(from_meeting: Any = None, **changes: Any) -> Invitation:
        return book_next_step(seat, replace(WANTED, **changes), from_meeting=from_meeting, now=now)

    return booked


@pytest.fixture
def step(book: Callable[..., Invitation], seat: Any, now: datetime, monkeypatch: pytest.MonkeyPatch) -> Step:
    """A next step over time; the clock goes along with what is done to it."""
    made = Step(book, seat, now)
    monkeypatch.setattr(timezone, "now", lambda: made.at)
    return made


@pytest.fixture
def later(now: datetime, monkeypatch: pytest.MonkeyPatch) -> datetime:
    """Two hours later, which it is by the clock too."""
    at = now + timedelta(hours=2)
    monkeypatch.setattr(timezone, "now", lambda: at)
    return at
