"""Who cancelled a meeting: the seller here, or his calendar."""

from datetime import datetime
from typing import Any

import pytest

from booked_steps import FRIDAY, ON_THURSDAY, Step, exported
from foothold.actions.change_invitation import cancel_next_step
from foothold.actions.import_files import import_bytes
from foothold.actions.invite import calendar_file
from foothold.records.models import Meeting
from foothold.records.models.booking import Way
from foothold.records.standing import Stand
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


@pytest.mark.parametrize("way", [Way.FILE, Way.MAIL])
def test_his_calendar_which_does_not_know_brings_nothing_back(step: Step, way: Way) -> None:
    if way == Way.MAIL:
        step.mailed()
    else:
        step.booked(way=way)
    step.given(exported(step.first))
    step.answered("ACCEPTED", ON_THURSDAY)
    step.moved(FRIDAY)
    cancel_next_step(step.seat, step.now, now=step.later())
    for file in (exported(step.first), exported(step.first).replace("SUMMARY:", "SUMMARY:Anew: ")):
        step.given(file)
        assert (step.stand, step.meeting.status) == (Stand.CANCELLED, "cancelled")
        assert step.meeting.title.endswith("Price for three sites")
        assert step.times == (FRIDAY, FRIDAY), "it was called off at the time that stood"
