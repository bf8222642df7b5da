"""Who cancelled a meeting: the seller here, or his calendar."""

from datetime import datetime
from typing import Any

import pytest

from foothold.actions.change_invitation import cancel_next_step
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.records.models import Meeting
from foothold.web.calendar_facts import calendar_facts


@pytest.mark.parametrize(
    ("by_calendar", "said"), [(False, "It was called off here."), (True, "The calendar says it is cancelled.")]
)
def test_a_page_says_who_cancelled_the_meeting(
    by_calendar: bool, said: str, book: Any, seat: Any, now: datetime
) -> None:
    invitation = book()
    if by_calendar:
        text = calendar_file(invitation).decode().replace("STATUS:CONFIRMED", "STATUS:CANCELLED")
        import_bytes(seat, text.encode(), "anna.ics", now=now)
    else:
        cancel_next_step(seat, invitation, now=now)
    facts = calendar_facts(seat, Meeting.objects.in_workspace(seat.workspace).get(), now=now)
    assert facts is not None
    assert str(facts.second) == said
