"""What follows from an account's meetings together: whether the next step counts (METHOD 4.1, 9)."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest

from foothold.actions.settle import settle_again
from foothold.actions.settle_standings import settle_standings
from foothold.core.calendar_days import BusinessDays
from foothold.core.triage import Step
from foothold.core.verdict import Verdict
from foothold.records.changes_kept import keep_as_they_stand
from foothold.records.deal_rows import deal_rows
from foothold.records.deal_signals import read_deal
from foothold.records.models import Attendance, Attendee, Contact, Meeting, Opportunity, SourceText
from foothold.records.pipeline import moved_too_often
from foothold.records.verdicts import Verdicts

DAY = timedelta(days=1)
Plan = Callable[..., Any]


@pytest.fixture
def followed(seat: Any, plan: Plan, now: Any) -> tuple[Meeting, Meeting]:
    """A meeting held, and the next one held after it, set in the room, that nobody answered."""
    first = plan(seat, "Line walk", now - 20 * DAY, put_at=now - 30 * DAY)
    following = plan(seat, "Lead times for housings", now - 10 * DAY, put_at=now - 20 * DAY)
    Attendee.objects.in_workspace(seat.workspace).filter(meeting=following).update(partstat="NEEDS-ACTION", level="E0")
    settle_again(seat)
    return first, following


def counts(meeting: Meeting) -> str:
    meeting.refresh_from_db()
    return meeting.step_counts


def spoke(meeting: Meeting) -> None:
    rows = Contact.objects.in_workspace(meeting.workspace_id)
    petra, _ = rows.get_or_create(workspace_id=meeting.workspace_id, account=meeting.account, name="Petra Lang")
    Attendance.objects.in_workspace(meeting.workspace_id).create(meeting=meeting, contact=petra)


def test_a_next_meeting_they_came_to_counts_as_booked_though_nobody_accepted_it(
    seat: Any, followed: tuple[Meeting, Meeting]
) -> None:
    first, following = followed
    assert (counts(first), first.next_meeting_id) == ("", following.pk)
    spoke(following)
    settle_again(seat)
    assert counts(first) == "yes"


def test_what_we_typed_of_a_meeting_ourselves_shows_nobody_to_have_come(
    seat: Any, followed: tuple[Meeting, Meeting]
) -> None:
    first, following = followed
    spoke(following)
    noted = {"name": "notes.md", "sha256": "0", "keeping": "none", "read_at": following.held_at}
    words = SourceText.objects.in_workspace(seat.workspace).create(
        meeting=following, kind="notes", expires_at=following.held_at, **noted
    )
    settle_again(seat)
    assert counts(first) == ""
    words.kind = "transcript"
    words.save()
    settle_again(seat)
    assert counts(first) == "yes"


def test_a_step_set_after_two_business_days_is_booked_but_does_not_count_in_the_review(
    seat: Any, plan: Plan, now: Any
) -> None:
    first = plan(seat, "Line walk", now - 20 * DAY, put_at=now - 30 * DAY)
    following = plan(seat, "Lead times for housings", now + 4 * DAY, put_at=now - 10 * DAY)
    theirs = Attendee.objects.in_workspace(seat.workspace).filter(meeting=following, side="customer")
    theirs.update(partstat="NEEDS-ACTION", level="E0")
    settle_again(seat)
    assert (counts(first), first.step_booked) == ("no", "")
    theirs.update(partstat="ACCEPTED", level="E4")
    settle_again(seat)
    assert (counts(first), first.step_booked) == ("no", "yes")
    assert Verdicts(seat.workspace_id, now).of(first, {"verdict": "continuation"}) is Verdict.ADVANCE


@pytest.mark.parametrize(("change", "answer"), [({"title": "Catch up"}, "no"), ({"medium": "mail"}, "no")])
def test_their_coming_makes_no_step_of_one_about_nothing_and_a_mail_is_no_next_meeting(
    seat: Any, followed: tuple[Meeting, Meeting], change: dict[str, str], answer: str
) -> None:
    first, following = followed
    Meeting.objects.in_workspace(seat.workspace).filter(pk=following.pk).update(**change)
    spoke(following)
    settle_again(seat)
    assert counts(first) == answer


def test_a_date_called_off_and_set_anew_three_times_is_as_good_as_none(seat: Any, plan: Plan, now: Any) -> None:
    first = plan(seat, "Line walk", now - 6 * DAY, put_at=now - 30 * DAY)
    rows = Meeting.objects.in_workspace(seat.workspace)
    for day in (8, 7, 6):
        off = plan(seat, "Lead times for housings", now + day * DAY, put_at=now - day * DAY)
        settle_again(seat)
        rows.filter(pk=off.pk).update(status="cancelled", called_off_at=now - day * DAY + DAY / 24)
    last = plan(seat, "Lead times for housings", now + 9 * DAY, put_at=now - 5 * DAY, noted_at=now - 5 * DAY)
    settle_again(seat)
    assert counts(first) == "no"
    last.refresh_from_db()
    assert (last.moves, last.own_moves) == (3, 0)
    deal = Opportunity.objects.in_workspace(seat.workspace).get()
    settle_standings(seat.workspace_id, now=now)
    assert moved_too_often(seat, [deal.pk], now) == {deal.pk: 3}
    signals = read_deal(deal_rows(seat.workspace_id, [deal.pk])[deal.pk], now, BusinessDays(UTC)).signals
    assert (signals.step, signals.reschedules) == (Step.NONE, 3)


def test_a_date_gone_from_the_calendar_and_set_anew_is_moved_too(seat: Any, plan: Plan, now: Any) -> None:
    gone = plan(seat, "Lead times for housings", now + 3 * DAY, put_at=now - 9 * DAY, noted_at=now - 9 * DAY)
    rows = Meeting.objects.in_workspace(seat.workspace).filter(pk=gone.pk)
    keep_as_they_stand(seat.workspace_id, rows, now - DAY)
    rows.update(status="gone")
    anew = plan(seat, "Lead times for housings", now + 5 * DAY, put_at=now)
    settle_again(seat)
    anew.refresh_from_db()
    assert anew.moves == 1


def test_a_first_date_called_off_and_set_anew_is_of_the_same_deal(seat: Any, plan: Plan, now: Any) -> None:
    first = plan(seat, "Lead times for housings", now + 3 * DAY, put_at=now - 9 * DAY)
    settle_again(seat)
    Meeting.objects.in_workspace(seat.workspace).filter(pk=first.pk).update(status="cancelled", called_off_at=now)
    plan(seat, "Lead times for housings", now + 5 * DAY, put_at=now)
    settle_again(seat)
    assert Opportunity.objects.in_workspace(seat.workspace).count() == 1
