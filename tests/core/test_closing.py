"""METHOD 4.2: how a meeting was left."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from foothold.core import (
    Attendance,
    Closing,
    Level,
    NextStep,
    PartStat,
    Reply,
    Side,
    closed_well,
    closing_of,
    in_the_room,
    stood_at,
)

BERLIN = ZoneInfo("Europe/Berlin")
NOW = datetime(2026, 3, 2, 11, tzinfo=BERLIN)
SLOT = datetime(2026, 3, 12, 15, tzinfo=BERLIN)
OFFERED = NextStep(starts_at=SLOT, topic="press line tour", named_by=Side.OURS)
INVITED = replace(OFFERED, agreed=Level.E3, invited_at=NOW)


def test_in_the_room_is_before_the_end_or_within_ten_minutes_and_unknown_without_a_moment():
    assert in_the_room(NOW - timedelta(hours=1), NOW) is True
    assert in_the_room(NOW + timedelta(minutes=10), NOW) is True
    assert in_the_room(NOW + timedelta(minutes=10, seconds=1), NOW) is False
    assert in_the_room(None, NOW) is None
    assert in_the_room(NOW, None) is None


def test_closed_well_is_an_agreed_slot_an_order_or_an_explicit_no():
    assert closed_well(INVITED, NOW)
    assert closed_well(replace(INVITED, invited_at=None), NOW)
    assert closed_well(None, NOW, order=Level.E4)
    assert closed_well(None, NOW, refusal=Level.E1)


def test_offered_spoken_order_and_vague_are_not_closed_well():
    assert not closed_well(OFFERED, NOW)
    assert not closed_well(replace(INVITED, agreed=Level.E1), NOW)
    assert not closed_well(None, NOW, order=Level.E3)
    assert not closed_well(NextStep(), NOW)
    assert not closed_well(replace(INVITED, replies=(Reply(PartStat.DECLINED, Level.E4),)), NOW)


def test_what_leaves_a_meeting_open_is_recorded():
    assert closing_of(OFFERED, NOW) is Closing.OFFERED
    assert closing_of(NextStep(), NOW, refused_with="not now") is Closing.REFUSED
    assert closing_of(None, NOW, not_asked_because="he had to run") is Closing.NOT_ASKED
    assert closing_of(None, NOW) is Closing.LEFT_OPEN


def test_a_slot_agreed_then_was_closed_well_also_after_it_passed():
    after = SLOT + timedelta(days=30)
    assert closed_well(INVITED, stood_at(INVITED, NOW, after))
    held = replace(OFFERED, attendance=Attendance(True, True, Level.E4))
    assert closed_well(held, stood_at(held, NOW, after))
