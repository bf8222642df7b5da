"""What follows from an account's meetings together: whether the next step counts (METHOD 4.1, 9)."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from foothold.actions.settle import settle_again
from foothold.records.models import Attendance, Attendee, Contact, Meeting

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


@pytest.mark.parametrize(("change", "answer"), [({"title": "Catch up"}, "no"), ({"medium": "mail"}, "")])
def test_their_coming_makes_no_step_of_one_about_nothing_and_a_mail_is_no_presence(
    seat: Any, followed: tuple[Meeting, Meeting], change: dict[str, str], answer: str
) -> None:
    first, following = followed
    Meeting.objects.in_workspace(seat.workspace).filter(pk=following.pk).update(**change)
    spoke(following)
    settle_again(seat)
    assert counts(first) == answer
