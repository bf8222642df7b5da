"""Whose deals are listed, counted and whose to end: the same persons everywhere (METHOD 11; UX, decision 9)."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from foothold.records.accounts import accounts_seen_by
from foothold.records.deal_lists import listed_deals
from foothold.records.deals_seen import deals_seen_by, may_end
from foothold.records.models import Account, Opportunity
from foothold.records.quarters import quarters
from foothold.records.silent_deals import deals_held_by
from foothold.records.visibility import deals_of_nobody
from made_deals import make_deal

Make = Callable[..., Any]
NOW = datetime(2026, 9, 22, 12, tzinfo=UTC)
LAST_QUARTER = NOW - timedelta(days=90)


def won(seat: Any, *, whole_team: bool) -> int:
    """How many deals the quarters count as won."""
    return sum(each.won for each in quarters(seat, now=NOW, whole_team=whole_team))


def test_the_quarters_of_a_team_are_counted_on_its_sellers_alone(
    seat: Any, colleague: Any, make_seat: Make, lets_lead: Make
) -> None:
    other = make_seat("Uma", seat.workspace, role="seller")
    lets_lead(seat, colleague)
    for each in (seat, colleague, other):
        make_deal(each, each.user.name, state="vague", now=NOW, closure="won", closed_at=LAST_QUARTER)
    assert won(seat, whole_team=False) == 1
    assert won(seat, whole_team=True) == 2
    assert won(other, whole_team=True) == 1


def test_a_deal_won_that_names_nobody_counts_for_who_met_them(seat: Any, colleague: Any) -> None:
    make_deal(colleague, "Helio", state="vague", now=NOW, seller=None, closure="won", closed_at=LAST_QUARTER)
    assert won(colleague, whole_team=False) == 1
    assert won(seat, whole_team=True) == 0


def test_a_deal_won_before_it_was_opened_is_won_and_tells_no_days(seat: Any) -> None:
    told = {"state": "vague", "now": NOW, "closure": "won", "closed_at": LAST_QUARTER}
    make_deal(seat, "Helio", opened_at=LAST_QUARTER + timedelta(days=40), **told)
    make_deal(seat, "Contoso", opened_at=LAST_QUARTER - timedelta(days=50), **told)
    assert [(each.won, each.cycle_days) for each in quarters(seat, now=NOW) if each.won] == [(2, 50.0)]


@pytest.fixture
def beside_demo(seat: Any, make_seat: Make) -> Any:
    """An admin with a deal of his own in a workspace where the demo is still there."""
    seat.workspace.demo = "present"
    seat.workspace.save()
    invented = make_seat("Nora", seat.workspace, role="seller")
    invented.demo = True
    invented.save()
    deal = make_deal(invented, "Invented", state="booked", now=NOW, amount=900_000)
    Opportunity.objects.in_workspace(seat.workspace).filter(pk=deal.pk).update(demo=True)
    Account.objects.in_workspace(seat.workspace).update(demo=True)
    return seat


def test_the_demos_deals_are_there_while_nothing_real_is(beside_demo: Any) -> None:
    assert [row.deal.name for row in listed_deals(beside_demo, now=NOW).rows] == ["Invented"]
    assert [each.name for each in accounts_seen_by(beside_demo)] == ["Invented"]


@pytest.mark.parametrize("meeting", [True, False])
@pytest.mark.parametrize("team", [True, False])
def test_the_demos_money_is_never_added_to_ones_own(beside_demo: Any, meeting: bool, team: bool) -> None:
    make_deal(beside_demo, "Own", state="booked", now=NOW, amount=5_000, meeting=meeting)
    found = listed_deals(beside_demo, now=NOW, whole_team=team)
    assert [row.deal.name for row in found.rows] == ["Own"]
    assert found.forecast.amounts == {"EUR": 5_000}
    assert [each.name for each in deals_seen_by(beside_demo)] == ["Own"]
    assert [each.name for each in deals_held_by(beside_demo)] == ["Own"]


def test_a_deal_only_leavers_met_may_be_ended_by_who_leads_them_and_by_an_admin(
    seat: Any, colleague: Any, make_seat: Make, lets_lead: Make
) -> None:
    boss = make_seat("Uma", seat.workspace, role="manager")
    other = make_seat("Ben", seat.workspace, role="seller")
    lets_lead(boss, colleague)
    deal = make_deal(colleague, "Helio", state="vague", now=NOW, seller=None)
    colleague.refresh_from_db()
    assert [may_end(each, deal) for each in (boss, seat, other, colleague)] == [False, False, False, True]
    assert not deals_of_nobody(seat)
    colleague.left_at = NOW
    colleague.save()
    assert [may_end(each, deal) for each in (boss, seat, other)] == [True, True, False]
    assert [each.pk for each in deals_of_nobody(seat)] == [deal.pk], "an admin gives it to a person"
