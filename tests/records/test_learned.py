"""Landmark rows of closed deals: the silence of that day, the seller's own number of that day (METHOD 7.3)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foothold.core.tiers import ClosedDeal
from foothold.records.deal_rows import OurLetters
from foothold.records.learned import closed_deals
from foothold.records.models import Afterthought, Attendee, Call, Identity, Letter, Meeting, Opportunity, Source
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
    [found] = closed_deals(deal.workspace_id, now, UTC)
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
    found = [each for each in closed_deals(seat.workspace_id, now, UTC) if each.key == str(deal.pk)]
    assert [each.closed_at for each in found] == ([deal.opened_at + 60 * DAY] if learned else [])


def test_a_deal_closed_before_it_was_opened_tells_no_cycle(seat: Any, plan: Plan, now: datetime) -> None:
    deal = never_acted(seat, plan, now, 61)
    Opportunity.objects.in_workspace(seat.workspace).create(
        account=deal.account, name="Fabrikam", opened_at=now - 3 * DAY, closure="won", closed_at=now - 200 * DAY
    )
    assert list(closed_deals(seat.workspace_id, now, UTC)) == [], "without a cycle nothing is lost yet"


def test_what_was_let_go_counts_as_lost_until_they_come_back(seat: Any, lost: Opportunity, now: datetime) -> None:
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=lost.pk).update(closure="let go")
    assert not learned_from(lost, now).won
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=lost.pk).update(closure="", closed_at=None)
    assert list(closed_deals(seat.workspace_id, now, UTC)) == []


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
