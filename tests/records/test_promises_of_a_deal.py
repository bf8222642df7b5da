"""Each promise of a deal counts once, to whichever of us and however often it was told (METHOD 3, 7.1)."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from booked_steps import WANTED
from foothold.actions.book_next_step import book_next_step
from foothold.actions.settle_commitments import settle_commitments
from foothold.core.calendar_days import BusinessDays
from foothold.core.triage import Signals
from foothold.records.deal_rows import deal_rows
from foothold.records.deal_signals import read_deal
from foothold.records.models import Commitment, Homework, Meeting, Opportunity

DAY = timedelta(days=1)


def tell(meeting: Meeting, **said: Any) -> Commitment:
    values: Any = {"side": "customer", "owner": "Petra Lang", "what": "send the scrap data", "place": 0} | said
    return Commitment.objects.in_workspace(meeting.workspace_id).create(
        meeting=meeting, evidence=[{"quote": "x"}], **values
    )


def deal_of(*meetings: Meeting) -> Opportunity:
    first = meetings[0]
    assert first.account_id is not None
    found = Opportunity.objects.in_workspace(first.workspace_id).create(
        account_id=first.account_id, name="Northwind", opened_at=first.held_at - 30 * DAY
    )
    for each in meetings:
        each.opportunity = found
        each.save(update_fields=["opportunity"])
    settle_commitments(first.workspace_id, [first.account_id])
    return found


def signals(deal: Opportunity, now: datetime) -> Signals:
    return read_deal(deal_rows(deal.workspace_id, [deal.pk])[deal.pk], now, BusinessDays(UTC)).signals


def test_what_two_of_us_were_told_is_one_promise(seat: Any, colleague: Any, plan: Any, now: datetime) -> None:
    mine, hers = plan(seat, "Line walk one", now - 20 * DAY), plan(colleague, "Line walk two", now - 19 * DAY)
    for each in (mine, hers):
        tell(each, due_on=(now - 5 * DAY).date())
    assert signals(deal_of(mine, hers), now).due == 1


def test_what_was_told_first_in_a_meeting_of_no_deal_counts_for_the_deal(seat: Any, plan: Any, now: datetime) -> None:
    before, after = plan(seat, "Line walk one", now - 20 * DAY), plan(seat, "Line walk two", now - 18 * DAY)
    for each in (before, after):
        tell(each, due_on=(now - 5 * DAY).date())
    assert signals(deal_of(after), now).due == 1
    assert Commitment.objects.in_workspace(seat.workspace).get(same_as=None).meeting == after


def test_homework_on_a_telling_outside_the_deal_is_that_of_the_promise(seat: Any, plan: Any, now: datetime) -> None:
    before, after = plan(seat, "Line walk one", now - 20 * DAY), plan(seat, "Line walk two", now - 18 * DAY)
    first, _again = (tell(each, due_on=(now - 5 * DAY).date()) for each in (before, after))
    deal = deal_of(after)
    wanted = replace(WANTED, starts_at=now + DAY, ends_at=now + DAY * 1.05)
    booked = book_next_step(seat, wanted, from_meeting=after, now=now - 7 * DAY).meeting
    Meeting.objects.in_workspace(seat.workspace).filter(pk=booked.pk).update(opportunity=deal)
    Homework.objects.in_workspace(seat.workspace).filter(meeting=booked).delete()
    Homework.objects.in_workspace(seat.workspace).create(
        meeting=booked, place=0, side="customer", what=first.what, commitment=first, state="done",
        done_at=now - 6 * DAY, done_level="E4",
    )  # fmt: skip
    found = signals(deal, now)
    assert (found.kept, found.due) == (1, 1)
