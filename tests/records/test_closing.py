"""What Close opens with: the right meeting, free slots in both sides' time, what is open, and what is not known."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from foothold.actions.prepare_meeting import set_outcome
from foothold.records.closing import meeting_to_close, to_close
from foothold.records.models import Account, Attendee, Commitment, Judgement, Meeting, Source

NOW = datetime(2026, 9, 22, 8, 30, tzinfo=UTC)
"""Half past ten of a Tuesday in Vienna."""
Make = Callable[..., Meeting]


@pytest.fixture
def northwind(seat: Any) -> Account:
    """A customer whose zone and country are known; so are ours."""
    seat.workspace.tz, seat.workspace.country = "Europe/Vienna", "AT"
    seat.workspace.save()
    Source.objects.in_workspace(seat.workspace).create(
        user=seat.user, kind="calendar_file", key="k", name="Anna's", read_at=NOW
    )
    return Account.objects.in_workspace(seat.workspace).create(name="Northwind", tz="Europe/Vienna", country="AT")


@pytest.fixture
def met(seat: Any, northwind: Account) -> Make:
    """met(start, minutes=45, **fields): a meeting of Anna's with Petra Lang."""

    def make(start: datetime, minutes: int = 45, **fields: Any) -> Meeting:
        given = {"title": "Pilot result", "account": northwind, "tz": "Europe/Vienna", "status": "stands"} | fields
        meeting = Meeting.objects.in_workspace(seat.workspace).create(
            seller=seat.user, held_at=start, ends_at=start + timedelta(minutes=minutes), **given
        )
        Attendee.objects.in_workspace(seat.workspace).create(
            meeting=meeting, name="Petra Lang", address="petra.lang@northwind.example", side="customer"
        )
        return meeting

    return make


def at(day: int, hour: int, minute: int = 0, month: int = 9) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=ZoneInfo("Europe/Vienna"))


# --- which meeting ------------------------------------------------------------------------------------------


def test_the_meeting_that_runs_comes_before_one_that_ended(seat: Any, met: Make) -> None:
    met(at(22, 9), minutes=30)
    running = met(at(22, 10))
    assert meeting_to_close(seat, now=NOW) == running


def test_else_the_one_that_ended_last(seat: Any, met: Make) -> None:
    met(at(22, 8), minutes=120)
    met(at(22, 8), minutes=30)
    found = meeting_to_close(seat, now=NOW)
    assert found is not None
    assert found.ended_at == at(22, 10)


@pytest.mark.parametrize(
    "fields",
    [{"relation": "private"}, {"status": "cancelled"}, {"answer": "declined"}, {"all_day": True}, {"medium": "mail"}],
)
def test_what_is_no_meeting_with_a_customer_is_not_closed(seat: Any, met: Make, fields: dict[str, Any]) -> None:
    met(at(22, 10), **fields)
    assert meeting_to_close(seat, now=NOW) is None


def test_yesterdays_is_a_choice_and_not_the_one(seat: Any, met: Make) -> None:
    met(at(21, 10))
    assert meeting_to_close(seat, now=NOW) is None


# --- the slots ----------------------------------------------------------------------------------------------


def starts(seat: Any, meeting: Meeting, **more: Any) -> list[datetime]:
    found = to_close(seat, meeting, None, now=NOW, **more)
    return [each.slot.starts_at for each in found.offer.slots]


def test_three_slots_of_the_last_length_at_their_usual_hour(seat: Any, met: Make) -> None:
    for day in (1, 8, 15):
        met(at(day, 10))
    found = to_close(seat, met(at(22, 10)), None, now=NOW)
    assert len(found.offer.slots) == 3
    assert all(each.slot.lasts_for == timedelta(minutes=45) for each in found.offer.slots)
    best = next(each for each in found.offer.slots if each.best)
    assert (best.slot.starts_at.hour, best.met_at_this_time) == (10, 4)
    assert best.is_checked


def test_private_time_is_busy_time(seat: Any, met: Make) -> None:
    meeting = met(at(22, 10))
    free = starts(seat, meeting)
    for start in free:
        met(start, minutes=45, relation="private", title="Dentist", account=None)
    assert not set(free) & set(starts(seat, meeting))


def test_a_time_they_turned_down_is_not_offered_again(seat: Any, met: Make) -> None:
    meeting = met(at(22, 10))
    first = starts(seat, meeting)[0]
    met(first, answer="declined")
    assert first not in starts(seat, meeting)


def test_holidays_of_both_countries_are_left_out(seat: Any, met: Make, northwind: Account) -> None:
    northwind.country = "DE"
    northwind.save()
    meeting = met(at(22, 10, month=10))
    found = to_close(seat, meeting, None, now=at(22, 10, 30, month=10))
    # 26 October is Austria's, ours.
    assert all(each.slot.starts_at.date() != date(2026, 10, 26) for each in found.offer.slots)
    assert found.hours.our_holidays_are_known
    assert found.hours.their_holidays_are_known


def test_our_own_hours_hold(seat: Any, met: Make) -> None:
    seat.works_from, seat.works_until = time(13), time(17)
    seat.save()
    assert all(start.hour >= 13 for start in starts(seat, met(at(22, 10))))


def test_a_customer_in_another_zone_is_met_in_the_hours_of_both(seat: Any, met: Make, northwind: Account) -> None:
    northwind.tz = "America/New_York"
    northwind.save()
    found = to_close(seat, met(at(22, 10)), None, now=NOW)
    assert found.hours.zones_differ
    for each in found.offer.slots:
        assert each.slot.starts_at.tzinfo == ZoneInfo("America/New_York")
        assert 9 <= each.slot.starts_at.hour < 11


def test_their_stated_absence_is_left_out(seat: Any, met: Make, now: datetime) -> None:
    meeting = met(at(22, 10))
    Judgement.objects.in_workspace(seat.workspace).create(
        meeting=meeting, version=1, document={"absence_until": "2026-09-28"}, software="1", made_at=now
    )
    assert min(starts(seat, meeting)).date() >= date(2026, 9, 28)


def test_what_is_not_known_is_said(seat: Any, met: Make, northwind: Account) -> None:
    northwind.tz = northwind.country = ""
    northwind.save()
    Source.objects.in_workspace(seat.workspace).all().delete()
    found = to_close(seat, met(at(22, 10)), None, now=NOW)
    assert not found.hours.customer_zone_is_known
    assert not found.hours.their_holidays_are_known
    assert found.availability.busy_known_until is None
    assert not any(each.is_checked for each in found.offer.slots)


# --- what else ----------------------------------------------------------------------------------------------


def test_what_is_open_on_both_sides_is_proposed_with_its_promise(seat: Any, met: Make) -> None:
    earlier, meeting = met(at(15, 10)), met(at(22, 10))
    rows = Commitment.objects.in_workspace(seat.workspace)
    theirs = rows.create(meeting=meeting, place=0, side="customer", owner="Petra Lang", what="pump hours of site 2")
    rows.create(meeting=earlier, place=0, side="ours", what="price for three sites")
    rows.create(meeting=earlier, place=1, side="ours", what="savings of site 1", state="done")
    found = to_close(seat, meeting, None, now=NOW)
    chip = found.proposal.they_bring[0]
    assert (chip.text, found.promise_id(chip)) == ("pump hours of site 2", theirs.pk)
    assert [each.text for each in found.proposal.we_bring] == ["price for three sites"]
    assert found.proposal.topic == "pump hours of site 2", "the shortest that names something"


def test_the_next_step_planned_on_ready_is_the_topic_filled_in(seat: Any, met: Make) -> None:
    meeting = met(at(22, 10))
    before = at(22, 9)
    set_outcome(seat, meeting, "Yes or no on site 2", next_step="decision on the second site", now=before)
    assert to_close(seat, meeting, None, now=NOW).topics == ["Decision on the second site"]


def test_whom_to_invite_begins_with_those_of_the_meeting(seat: Any, met: Make, northwind: Account) -> None:
    from foothold.records.models import Contact

    Contact.objects.in_workspace(seat.workspace).create(
        account=northwind, name="Jan Novak", address="j@northwind.example"
    )
    found = to_close(seat, met(at(22, 10)), None, now=NOW)
    assert [address for address, _name in found.people] == ["petra.lang@northwind.example", "j@northwind.example"]
    assert found.invited == {"petra.lang@northwind.example"}
    assert found.who == "Petra"


def test_for_a_customer_without_a_meeting_the_last_one_tells_place_and_length(
    seat: Any, met: Make, northwind: Account
) -> None:
    met(at(15, 10), minutes=60, place="Hall 3", medium="in_person")
    found = to_close(seat, None, northwind, now=NOW)
    assert (found.place, found.medium, found.length) == ("Hall 3", "in_person", timedelta(hours=1))
    assert found.meeting is None


def test_a_date_that_stands_already_is_named(seat: Any, met: Make) -> None:
    ahead = met(at(30, 10))
    assert to_close(seat, met(at(22, 10)), None, now=NOW).standing_date == ahead
