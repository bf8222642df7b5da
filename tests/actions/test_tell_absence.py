"""A meeting nobody came to, as its seller says it: not held, not judged, and taken back (METHOD 6.1, 7.1)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.actions.settle import settle_again
from foothold.actions.settle_review_days import rebuild_review_days, settle_review_days
from foothold.actions.tell_absence import take_back_absence, tell_absence
from foothold.actions.tell_sides import tell_sides
from foothold.core.evidence import Side
from foothold.core.verdict import Verdict
from foothold.records.heard import heard_in
from foothold.records.models import CustomerJudgement, Meeting, SourceText
from foothold.records.models.meetings import WAS_THERE
from foothold.records.standing import Stand, standing
from foothold.records.verdicts import Verdicts

pytestmark = pytest.mark.django_db
Make = Callable[..., Any]
HOUR = timedelta(hours=1)


@pytest.fixture
def over(seat: Any, plan: Make, now: datetime) -> Any:
    """A meeting that they accepted, and that was over an hour ago."""
    return plan(seat, "Pilot result", now - 2 * HOUR)


def verdict(meeting: Any, now: datetime) -> Verdict | None:
    return Verdicts(meeting.workspace_id, now).of(meeting, None)


def test_the_sellers_word_is_enough_and_can_be_taken_back(seat: Any, over: Any, now: datetime) -> None:
    assert standing(over, now).stand is Stand.OVER
    assert tell_absence(seat, over, Side.CUSTOMER, now=now)
    assert (standing(over, now).stand, verdict(over, now)) == (Stand.THEY_MISSED, Verdict.NO_SHOW)
    assert take_back_absence(seat, over)
    assert standing(over, now).stand is Stand.OVER
    assert verdict(over, now) is Verdict.CONTINUATION, "no next step is set"
    assert not take_back_absence(seat, over), "nothing is said"


def test_that_we_did_not_come_is_a_no_show_too(seat: Any, over: Any, now: datetime) -> None:
    tell_absence(seat, over, Side.OURS, now=now)
    assert (standing(over, now).stand, verdict(over, now)) == (Stand.WE_MISSED, Verdict.NO_SHOW)


def test_said_again_the_later_word_stands(seat: Any, over: Any, now: datetime) -> None:
    tell_absence(seat, over, Side.OURS, now=now)
    tell_absence(seat, over, Side.CUSTOMER, now=now + HOUR)
    assert (over.missed_by, over.absent_told_at) == (Side.CUSTOMER, now + HOUR)


def test_it_may_be_said_while_it_runs_and_not_before(seat: Any, plan: Make, now: datetime) -> None:
    running = plan(seat, "Price", now - timedelta(minutes=15))
    tell_absence(seat, running, Side.CUSTOMER, now=now)
    assert verdict(running, now) is Verdict.NO_SHOW, "nobody waits for its end"
    with pytest.raises(ValueError, match="not begun"):
        tell_absence(seat, plan(seat, "Trial plan", now + HOUR), Side.CUSTOMER, now=now)


@pytest.mark.parametrize(
    "change",
    [{"status": "cancelled"}, {"answer": "declined"}, {"untold": True}, {"medium": "mail"}, {"relation": "supplier"}],
)
def test_what_was_not_to_take_place_cannot_be_missed(
    seat: Any, plan: Make, now: datetime, change: dict[str, Any]
) -> None:
    with pytest.raises(ValueError, match="missed"):
        tell_absence(seat, plan(seat, "Price", now - HOUR, **change), Side.CUSTOMER, now=now)


def test_a_date_that_is_moved_afterwards_has_been_missed_by_nobody(seat: Any, over: Any, now: datetime) -> None:
    tell_absence(seat, over, Side.CUSTOMER, now=now)
    over.held_at, over.ends_at = now + 24 * HOUR, now + 25 * HOUR
    over.save()
    assert over.missed_by is None
    assert Meeting.objects.in_workspace(seat.workspace).get(pk=over.pk).tally.startswith("h")
    assert standing(over, now).stand is Stand.BOOKED


def test_their_words_are_more_than_the_sellers(seat: Any, over: Any, read_meeting: Make, now: datetime) -> None:
    assert read_meeting(seat, held_at=over.held_at) == over
    assert not tell_absence(seat, over, Side.CUSTOMER, now=now)
    assert (over.missed_by, over.was_there, standing(over, now).stand) == (None, True, Stand.OVER)
    assert heard_in(over) == ("Petra Lang",)


def test_words_given_later_take_it_back(seat: Any, over: Any, read_meeting: Make, now: datetime) -> None:
    tell_absence(seat, over, Side.CUSTOMER, now=now)
    read = read_meeting(seat, held_at=over.held_at)
    assert (read, read.absent) == (over, WAS_THERE)
    assert standing(read, now).stand is Stand.OVER


def test_where_nobody_of_theirs_spoke_after_all_it_is_asked_anew(
    seat: Any, over: Any, read_meeting: Make, now: datetime
) -> None:
    tell_absence(seat, over, Side.CUSTOMER, now=now)
    read_meeting(seat, held_at=over.held_at)
    source = SourceText.objects.in_workspace(seat.workspace).get(meeting=over)
    tell_sides(seat, source, {"Petra Lang": "ours", "Anna Weber": "ours"}, now=now)
    over.refresh_from_db()
    assert (over.absent, over.absent_told_at) == ("", None)


def test_who_judged_it_was_there(seat: Any, over: Any, now: datetime) -> None:
    CustomerJudgement.objects.in_workspace(seat.workspace).create(
        meeting=over, address="petra@northwind.example", best_use=True, level="E4", said_at=now
    )
    assert not tell_absence(seat, over, Side.CUSTOMER, now=now)
    assert heard_in(over) == ()


def test_the_date_set_before_it_was_not_held(seat: Any, plan: Make, now: datetime) -> None:
    before = plan(seat, "First talk", now - 240 * HOUR)
    missed = plan(seat, "Price", now - 2 * HOUR, put_at=before.held_at)
    settle_again(seat, [missed.pk])
    tell_absence(seat, missed, Side.CUSTOMER, now=now)
    before.refresh_from_db()
    assert (before.next_meeting, before.next_set, before.next_fell_through) == (missed, "in_room", True)
    take_back_absence(seat, missed)
    before.refresh_from_db()
    assert not before.next_fell_through


def test_the_daily_numbers_follow_each_word(seat: Any, over: Any, now: datetime) -> None:
    from foothold.records.review_cells import cells

    def held_kept() -> int:
        settle_review_days(seat.workspace)
        counted = cells(seat.workspace, over.held_at - HOUR, over.held_at + HOUR)
        return sum(numbers["held"] for (_s, _d, _demo, purpose), (numbers, _end) in counted.items() if not purpose)

    rebuild_review_days(seat.workspace)
    assert held_kept() == 1
    tell_absence(seat, over, Side.CUSTOMER, now=now)
    assert held_kept() == 0
    take_back_absence(seat, over)
    assert held_kept() == 1
