"""Who stands in our own invitation stays in it, whatever a calendar that names nobody, or not all of them, shows."""

from datetime import timedelta

import pytest

from booked_steps import FRIDAY, JAN, ON_FRIDAY, ON_THURSDAY, PETRA, THURSDAY, Step, exported
from foothold.actions.change_invitation import cancel_next_step, change_words
from foothold.actions.invite import calendar_file, own_copy
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


@pytest.mark.parametrize("shown", ["the same file", "counted by itself"])
def test_a_calendar_without_our_last_change_loses_nobody_who_was_added(step: Step, shown: str) -> None:
    step.mailed()
    step.given(exported(step.first))
    change_words(step.seat, step.now, now=step.later(), more_people=[(JAN, "Jan")])
    step.left()
    step.answered("ACCEPTED", ON_THURSDAY, 1, by=JAN)
    if shown == "the same file":
        step.given(exported(step.first))
    else:
        step.read(THURSDAY, 1, words="New title: ")
    assert step.people == {PETRA, JAN}
    assert step.stand is Stand.BOOKED
    cancel_next_step(step.seat, step.now, now=step.later())
    assert step.waiting() == {PETRA, JAN}


def test_who_was_taken_out_of_the_calendar_that_had_shown_him_is_out(step: Step) -> None:
    step.mailed()
    changed = change_words(step.seat, step.now, now=step.later(), more_people=[(JAN, "Jan")])
    file = exported(calendar_file(changed).decode())
    step.given(file)
    lines = file.replace("SEQUENCE:1", "SEQUENCE:2").splitlines(keepends=True)
    step.given("".join(line for line in lines if JAN not in line))
    assert step.people == {PETRA}


@pytest.mark.parametrize("noted", ["NEEDS-ACTION", "DECLINED"])
def test_marked_private_in_his_calendar_a_booking_stays_what_it_is(step: Step, noted: str) -> None:
    step.mailed()
    step.answered("ACCEPTED", ON_THURSDAY)
    account = step.meeting.account_id
    file = exported(step.first).replace("BEGIN:VEVENT", "BEGIN:VEVENT\r\nCLASS:PRIVATE")
    step.given(file.replace("PARTSTAT=NEEDS-ACTION", f"PARTSTAT={noted}").replace("SUMMARY:", "SUMMARY:Secret: "))
    assert (step.people, step.stand) == ({PETRA}, Stand.BOOKED)
    assert (step.meeting.title, step.meeting.account_id) == ("Price for three sites", account)
    step.moved(FRIDAY)
    assert step.waiting() == {PETRA}
    step.given(file.replace("20260924T", "20260928T").replace("SEQUENCE:0", "SEQUENCE:2"))
    assert step.times == (FRIDAY + timedelta(days=3),) * 2, "when it is, is no secret"
