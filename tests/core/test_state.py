"""DESIGN 3: the state on screen, the first that fits."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from foothold.core import (
    Attendance,
    Closure,
    Level,
    NextStep,
    PartStat,
    Reply,
    Side,
    State,
    state_on_screen,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 11, tzinfo=BERLIN)
SLOT = datetime(2026, 3, 12, 15, tzinfo=BERLIN)
OFFERED = NextStep(starts_at=SLOT, topic="press line tour", named_by=Side.OURS)
BOOKED = replace(OFFERED, invited_at=NOW, replies=(Reply(PartStat.ACCEPTED, Level.E4),))


def shown(step, now=NOW, **what):
    return state_on_screen(step, now, **what)


@pytest.mark.parametrize("closure", Closure)
def test_closed_comes_before_all(closure):
    assert shown(BOOKED, closure=closure, silent=True).state is State.CLOSED


def test_booked_comes_before_silent_and_silent_before_offered():
    assert (shown(BOOKED, silent=True).state, shown(BOOKED).slot) == (State.BOOKED, SLOT)
    assert shown(OFFERED, silent=True).state is State.SILENT
    assert shown(OFFERED).state is State.OFFERED


def test_a_slot_we_named_waits_for_the_customer():
    assert shown(OFFERED).who_must_answer is Side.CUSTOMER


def test_a_slot_he_named_waits_for_us():
    assert shown(replace(OFFERED, named_by=Side.CUSTOMER, agreed=Level.E3)).who_must_answer is Side.OURS


def test_agreed_aloud_waits_for_our_invitation_and_then_for_his_answer():
    aloud = replace(OFFERED, agreed=Level.E3)
    assert shown(aloud).who_must_answer is Side.OURS
    assert shown(replace(aloud, invited_at=NOW)).who_must_answer is Side.CUSTOMER


def test_another_time_he_proposed_waits_for_us():
    other = SLOT + timedelta(days=1)
    asked = replace(OFFERED, invited_at=NOW, replies=(Reply(PartStat.TENTATIVE, Level.E4, new_slot=other),))
    assert (shown(asked).state, shown(asked).slot, shown(asked).who_must_answer) == (
        State.OFFERED,
        other,
        Side.OURS,
    )


def test_whose_move_it_is_may_be_unknown():
    assert shown(replace(OFFERED, named_by=Side.UNKNOWN)).who_must_answer is None


@pytest.mark.parametrize("step", [None, NextStep(), NextStep(starts_on=SLOT.date())])
def test_none_and_vague_are_vague(step):
    assert shown(step).state is State.VAGUE


def test_a_step_gone_by_held_or_not_leaves_no_next_date():
    after = SLOT + timedelta(days=1)
    assert shown(BOOKED, after).state is State.VAGUE
    for level in (Level.E2, Level.E4):
        assert shown(replace(BOOKED, attendance=Attendance(True, True, level)), after).state is State.VAGUE
