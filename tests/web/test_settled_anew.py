"""What a person corrects on a meeting's page is settled at once, for every account it concerns."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

from foothold.actions.settle import settle_again
from foothold.records.models import Account, Attendee, Meeting, SourceText

NOW = datetime.now(UTC).replace(microsecond=0)
MET = NOW - timedelta(days=6)
Make = Callable[..., Any]


def settled(seat: Any) -> list[tuple[Any, ...]]:
    names = ("pk", "account", "next_meeting", "next_set", "step_booked", "step_counts", "recap_sent", "opportunity")
    return list(Meeting.objects.in_workspace(seat.workspace).order_by("held_at", "pk").values_list(*names))


def test_who_is_who_corrected_settles_the_meeting(seat: Any, plan: Make, read_meeting: Make, browser_of: Make) -> None:
    plan(seat, "Pilot result", MET)
    following = plan(seat, "Price of pilot plant", NOW - timedelta(days=2), put_at=MET + timedelta(hours=3))
    theirs = Attendee.objects.in_workspace(seat.workspace).filter(meeting=following)
    theirs.update(partstat="NEEDS-ACTION", level="E0")
    Meeting.objects.in_workspace(seat.workspace).filter(pk=following.pk).update(answer="no_answer", answer_level="E0")
    read_meeting(seat, held_at=following.held_at)
    settle_again(seat)
    source = SourceText.objects.in_workspace(seat.workspace).get()
    names = [row["name"] for row in browser_of(seat).get(f"/meetings/{source.meeting_id}").context["speakers"]]
    told = {"speaker": names} | {f"side.{place}": "ours" for place in range(len(names))}
    browser_of(seat).post(f"/meetings/{source.meeting_id}/sides", told)
    stored = settled(seat)
    settle_again(seat)
    assert stored == settled(seat)


def test_another_customer_settles_the_old_and_the_new(
    seat: Any, plan: Make, read_meeting: Make, browser_of: Make
) -> None:
    first = plan(seat, "Pilot result", MET)
    talk = read_meeting(seat, held_at=NOW - timedelta(days=3))
    settle_again(seat)
    first.refresh_from_db()
    assert first.next_meeting_id == talk.pk
    browser_of(seat).post(f"/meetings/{talk.pk}/customer", {"account": "Alpine Foods"})
    first.refresh_from_db()
    assert first.next_meeting_id is None
    talk.refresh_from_db()
    assert talk.account == Account.objects.in_workspace(seat.workspace).get(name="Alpine Foods")
    assert talk.opportunity is not None
