"""Landmark rows of closed deals: the silence of that day, the seller's own number of that day (METHOD 7.3)."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest

from foothold.core.tiers import ClosedDeal
from foothold.core.triage import Step
from foothold.records.deal_rows import OurLetters
from foothold.records.learned import closed_deals
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import (
    Afterthought,
    Attendee,
    Call,
    Identity,
    Letter,
    Meeting,
    MeetingStood,
    Opportunity,
    Source,
    Workspace,
)
from foothold.records.silences import silences
from foothold.records.silences_then import silences_then

DAY = timedelta(days=1)
Plan = Callable[..., Any]


@pytest.fixture
def lost(seat: Any, plan: Plan, now: datetime) -> Opportunity:
    """Met 100 days ago, lost 5 days ago: landmarks 70, 40 and 10 days ago."""
    meeting = plan(seat, "Scrap at line two", now - 100 * DAY)
    deal = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account,
        seller=seat.user,
        name="Northwind",
        opened_at=now - 100 * DAY,
        closure="lost",
        closed_at=now - 5 * DAY,
    )
    Meeting.objects.in_workspace(seat.workspace).filter(pk=meeting.pk).update(opportunity=deal, put_at=now - 101 * DAY)
    return deal


def tried(deal: Opportunity, *moments: datetime) -> None:
    """Calls nobody took."""
    for at in moments:
        Call.objects.in_workspace(deal.workspace_id).create(
            account=deal.account,
            user=deal.seller,
            key=at.isoformat(),
            called_at=at,
            direction="out",
            outcome="no_answer",
        )


def learned_from(deal: Opportunity, now: datetime) -> ClosedDeal:
    [found] = closed_deals(deal.workspace_id, now)
    return found


def test_each_landmark_has_the_alive_ratio_of_its_own_day(lost: Opportunity, now: datetime) -> None:
    tried(lost, now - 60 * DAY, now - 55 * DAY, now - 50 * DAY)
    first, second, third = (row.alive_ratio for row in learned_from(lost, now).rows)
    assert first == 1.0, "nothing was unanswered yet"
    assert third < second < 1.0
    then = silences(lost.workspace_id, [lost.pk], now - 40 * DAY)[lost.pk]
    assert second == pytest.approx(then.alive_ratio)


def test_an_answer_that_came_later_changes_nothing_of_the_days_before(lost: Opportunity, now: datetime) -> None:
    tried(lost, now - 60 * DAY, now - 55 * DAY)
    before = [row.alive_ratio for row in learned_from(lost, now).rows]
    Call.objects.in_workspace(lost.workspace_id).create(
        account=lost.account, user=lost.seller, key="in", called_at=now - 20 * DAY, direction="in", outcome=""
    )
    after = [row.alive_ratio for row in learned_from(lost, now).rows]
    assert after[0] == before[0]
    assert after[2] == 1.0 > before[2]
    then = silences_then(lost.workspace_id, {(lost.account_id, lost.pk): [now - 40 * DAY]})
    assert then[lost.pk][now - 40 * DAY].is_silent == (before[1] < 1.0)


def test_a_sellers_own_number_counts_from_the_day_he_said_it(lost: Opportunity, colleague: Any, now: datetime) -> None:
    meeting = Meeting.objects.in_workspace(lost.workspace_id).get(opportunity=lost)
    rows = Afterthought.objects.in_workspace(lost.workspace_id)
    said = {"meeting": meeting, "question": "chance_to_win"}
    rows.create(user=lost.seller, answer="win_75", said_at=now - 45 * DAY, **said)
    rows.create(user=colleague.user, answer="win_0", said_at=now - 44 * DAY, **said)
    assert [row.own for row in learned_from(lost, now).rows] == [None, 0.75, 0.75]


def test_a_question_passed_over_is_no_number(lost: Opportunity, now: datetime) -> None:
    meeting = Meeting.objects.in_workspace(lost.workspace_id).get(opportunity=lost)
    Afterthought.objects.in_workspace(lost.workspace_id).create(
        meeting=meeting, user=lost.seller, question="chance_to_win", answer="", said_at=now - 45 * DAY
    )
    assert [row.own for row in learned_from(lost, now).rows] == [None, None, None]


@pytest.fixture
def ahead(lost: Opportunity, seat: Any, plan: Plan, now: datetime) -> Meeting:
    """A date 20 days ago, set and accepted 60 days ago and seen since: ahead on the second landmark, 40 days ago."""
    meeting = plan(seat, "Lead times for housings", now - 20 * DAY, noted_at=now - 60 * DAY, put_at=now - 60 * DAY)
    rows = Meeting.objects.in_workspace(seat.workspace)
    rows.filter(pk=meeting.pk).update(opportunity=lost)
    rows.update(created_at=now - 60 * DAY)
    Workspace.objects.filter(pk=seat.workspace_id).update(changes_kept_since=now - 90 * DAY)
    return rows.get(pk=meeting.pk)


def store(meeting: Meeting, at: datetime, **changes: Any) -> None:
    """Store a meeting as a reading of the calendar does."""
    rows = MeetingRows()
    rows.load(Meeting.objects.in_workspace(meeting.workspace_id).filter(pk=meeting.pk))
    for name, value in changes.items():
        setattr(rows.meetings[meeting.pk], name, value)
    rows.save(meeting.workspace_id, at)


def steps_of(deal: Opportunity, now: datetime) -> list[Step]:
    return [row.signals.step for row in learned_from(deal, now).rows]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"status": "cancelled"}, id="cancelled"),
        pytest.param({"answer": "declined", "answer_level": ""}, id="answered anew"),
        pytest.param({"we_declined": True}, id="declined by us"),
        pytest.param({"moved_by_customer": 3}, id="moved three times"),
    ],
)
def test_what_became_of_a_date_after_a_landmark_is_unseen_on_it(
    lost: Opportunity, ahead: Meeting, now: datetime, change: dict[str, Any]
) -> None:
    store(ahead, now - 30 * DAY, noted_at=now - 30 * DAY, **change)
    assert steps_of(lost, now) == [Step.NONE, Step.BOOKED, Step.NONE]
    before, after = (row.signals for row in learned_from(lost, now).rows[1:])
    assert (before.reschedules, before.cancelled) == (0, False)
    assert after.held == (2 if "moved_by_customer" in change else 1), "what became of it by then is seen later"


def test_a_date_moved_after_a_landmark_stood_at_its_time_on_it(
    lost: Opportunity, ahead: Meeting, now: datetime
) -> None:
    store(ahead, now - 30 * DAY, held_at=now - 2 * DAY, ends_at=now - 2 * DAY, answer="no_answer", answer_level="")
    assert steps_of(lost, now) == [Step.NONE, Step.BOOKED, Step.NONE]


def test_a_yes_that_came_after_a_landmark_is_unseen_on_it(lost: Opportunity, ahead: Meeting, now: datetime) -> None:
    Meeting.objects.in_workspace(lost.workspace_id).filter(pk=ahead.pk).update(answer="no_answer", answer_level="")
    store(ahead, now - 30 * DAY, answer="accepted", answer_level="E4")
    found = [row.signals for row in learned_from(lost, now).rows]
    assert [each.step for each in found] == [Step.NONE, Step.NONE, Step.NONE]
    assert [each.held for each in found] == [1, 1, 2]


def test_what_a_calendar_notes_again_without_a_change_is_neither_kept_nor_learnt_later(
    lost: Opportunity, ahead: Meeting, now: datetime
) -> None:
    store(ahead, now - 1 * DAY, noted_at=now - 1 * DAY, title="Lead times for the new housings")
    assert not MeetingStood.objects.in_workspace(lost.workspace_id).exists()
    assert steps_of(lost, now)[1] is Step.BOOKED


def test_a_date_of_whose_changes_nothing_was_kept_counts_neither_for_nor_against(
    lost: Opportunity, ahead: Meeting, now: datetime
) -> None:
    Workspace.objects.filter(pk=lost.workspace_id).update(changes_kept_since=now)
    store(ahead, now - 30 * DAY, noted_at=now - 30 * DAY, status="cancelled")
    MeetingStood.objects.in_workspace(lost.workspace_id).delete()
    assert steps_of(lost, now) == [Step.NONE, Step.UNKNOWN, Step.NONE]
    store(ahead, now - 29 * DAY, noted_at=now - 60 * DAY, status="stands")
    MeetingStood.objects.in_workspace(lost.workspace_id).delete()
    assert steps_of(lost, now)[1] is Step.BOOKED, "the calendar has noted nothing since"


def test_landmarks_count_from_the_first_meeting_that_stood_on_its_day(
    lost: Opportunity, seat: Any, plan: Plan, now: datetime
) -> None:
    earlier = plan(seat, "Price for two sites", now - 130 * DAY, put_at=now - 140 * DAY)
    rows = Meeting.objects.in_workspace(seat.workspace).filter(pk=earlier.pk)
    rows.update(opportunity=lost)
    assert len(learned_from(lost, now).rows) == 4
    rows.update(status="cancelled")
    assert len(learned_from(lost, now).rows) == 3


def test_a_meeting_written_down_afterwards_was_held_on_its_day(lost: Opportunity, now: datetime) -> None:
    rows = Meeting.objects.in_workspace(lost.workspace_id)
    rows.update(put_at=now - 99 * DAY)
    assert [row.signals.held for row in learned_from(lost, now).rows] == [1, 1, 1]
    rows.update(answer="declined", answer_level="")
    assert list(closed_deals(lost.workspace_id, now)) == [], "one they declined was not"


def test_a_meeting_somebody_stayed_away_from_was_not_the_first_whenever_that_was_said(
    lost: Opportunity, now: datetime
) -> None:
    rows = Meeting.objects.in_workspace(lost.workspace_id)
    rows.update(absent="customer", absent_told_at=now - 60 * DAY)
    assert list(closed_deals(lost.workspace_id, now)) == []


def test_a_no_show_is_known_of_from_the_landmark_on_after_it_was_said(
    lost: Opportunity, seat: Any, plan: Plan, now: datetime
) -> None:
    second = plan(seat, "Price for two sites", now - 80 * DAY, put_at=now - 101 * DAY)
    rows = Meeting.objects.in_workspace(seat.workspace).filter(pk=second.pk)
    rows.update(opportunity=lost, absent="customer", absent_told_at=now - 50 * DAY)
    found = learned_from(lost, now).rows
    assert [row.signals.no_shows for row in found] == [0, 1, 0], "the last landmark looks back on 60 days"
    assert [row.signals.held for row in found] == [2, 1, 1]


def test_a_deal_whose_meetings_were_all_called_off_teaches_nothing(lost: Opportunity, now: datetime) -> None:
    Meeting.objects.in_workspace(lost.workspace_id).update(status="cancelled")
    assert list(closed_deals(lost.workspace_id, now)) == []


@pytest.fixture
def won(seat: Any, plan: Plan, now: datetime) -> Opportunity:
    """Won within four days: twice the usual cycle is eight."""
    meeting = plan(seat, "Scrap at line one", now - 300 * DAY, account="Contoso")
    deal = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account,
        seller=seat.user,
        name="Contoso",
        opened_at=now - 304 * DAY,
        closure="won",
        closed_at=now - 300 * DAY,
    )
    Meeting.objects.in_workspace(seat.workspace).filter(pk=meeting.pk).update(opportunity=deal)
    return deal


def never_acted(seat: Any, plan: Plan, now: datetime, opened: int) -> Opportunity:
    """A deal opened so many days ago, with a meeting nobody answered to."""
    meeting = plan(
        seat, "Scrap at line two", now - (opened - 1) * DAY, account="Helio", answer="no_answer", answer_level=""
    )
    Attendee.objects.in_workspace(seat.workspace).filter(meeting=meeting).delete()
    deal = Opportunity.objects.in_workspace(seat.workspace).create(
        account=meeting.account, seller=seat.user, name="Helio", opened_at=now - opened * DAY
    )
    Meeting.objects.in_workspace(seat.workspace).filter(pk=meeting.pk).update(opportunity=deal)
    return deal


@pytest.mark.parametrize(("opened", "learned"), [(59, False), (61, True)])
def test_who_never_acted_is_quiet_since_the_deal_was_opened_and_no_deal_is_lost_ahead_of_its_time(
    seat: Any, plan: Plan, won: Opportunity, now: datetime, opened: int, learned: bool
) -> None:
    deal = never_acted(seat, plan, now, opened)
    found = [each for each in closed_deals(seat.workspace_id, now) if each.key == str(deal.pk)]
    assert [each.closed_at for each in found] == ([deal.opened_at + 60 * DAY] if learned else [])


def test_a_deal_closed_before_it_was_opened_tells_no_cycle(seat: Any, plan: Plan, now: datetime) -> None:
    deal = never_acted(seat, plan, now, 61)
    Opportunity.objects.in_workspace(seat.workspace).create(
        account=deal.account, name="Fabrikam", opened_at=now - 3 * DAY, closure="won", closed_at=now - 200 * DAY
    )
    assert list(closed_deals(seat.workspace_id, now)) == [], "without a cycle nothing is lost yet"


def test_what_was_let_go_counts_as_lost_until_they_come_back(seat: Any, lost: Opportunity, now: datetime) -> None:
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=lost.pk).update(closure="let go")
    assert not learned_from(lost, now).won
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=lost.pk).update(closure="", closed_at=None)
    assert list(closed_deals(seat.workspace_id, now)) == []


def test_a_mail_that_came_to_us_is_no_letter_of_ours_to_the_others_it_went_to(seat: Any, now: datetime) -> None:
    Identity.objects.in_workspace(seat.workspace).create(kind="domain", value="harbour.example")
    source = Source.objects.in_workspace(seat.workspace).create(user=seat.user, kind="mails", key="m", name="Mails")

    def wrote(key: str, sender: str, at: datetime) -> None:
        Letter.objects.in_workspace(seat.workspace).create(
            user=seat.user,
            source=source,
            message_id=key,
            from_address=sender,
            to_addresses=["anna@harbour.example", "petra@northwind.example"],
            sent_at=at,
        )

    wrote("1@m", "jan@northwind.example", now - 3 * DAY)
    assert not OurLetters(seat.workspace_id, None).wrote(seat.user_id, "petra@northwind.example", now)
    wrote("2@m", "anna@harbour.example", now - 2 * DAY)
    assert OurLetters(seat.workspace_id, None).wrote(seat.user_id, "petra@northwind.example", now)
