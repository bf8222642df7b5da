"""Who stands in our own invitation stays in it, whatever a calendar that names nobody, or not all of them, shows."""

import pytest

from booked_steps import FRIDAY, ON_FRIDAY, ON_THURSDAY, PETRA, Step, exported
from foothold.actions.invite import own_copy
from foothold.records.models import Identity
from foothold.records.standing import Stand


@pytest.fixture(autouse=True)
def we_are_known(step: Step) -> None:
    Identity.objects.in_workspace(step.seat.workspace).create(kind="address", value="anna@harbour.example")


def without_people(file: str) -> str:
    """As a published feed gives it: nobody is named."""
    lines = exported(file).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith(("ATTENDEE", "ORGANIZER")))


@pytest.mark.parametrize("given", ["as it is", "exported", "published"])
def test_the_copy_for_his_own_calendar_loses_no_customer(step: Step, given: str) -> None:
    step.mailed()
    step.answered("ACCEPTED", ON_THURSDAY)
    copy = own_copy(step.now).decode()
    assert PETRA not in copy
    step.given({"as it is": copy, "exported": exported(copy), "published": without_people(step.first)}[given])
    assert step.people == {PETRA}
    assert step.stand is Stand.BOOKED
    step.moved(FRIDAY)
    assert step.waiting() == {PETRA}
    step.answered("ACCEPTED", ON_FRIDAY, 1)
    assert step.stand is Stand.BOOKED
