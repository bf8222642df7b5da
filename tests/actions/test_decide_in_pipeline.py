"""A decision of the weekly review, and what undoing it may and may not open again."""

from datetime import timedelta
from typing import Any

import pytest

from foothold.actions.close_opportunity import NotClosed, NotYours, close_opportunity, reopen_opportunity
from foothold.actions.decide_in_pipeline import decide_in_pipeline, take_back_decision
from foothold.core.state import Closure
from foothold.records.deals_seen import sellers_seen_by
from foothold.records.models import Membership, PipelineDecision
from foothold.records.models.weekly import Decision
from foothold.records.pipeline import this_week
from foothold.web.pipeline_page import decisions_of
from made_deals import make_deal


def test_undo_does_not_open_what_was_won_since(seat: Any, now: Any) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=now)
    week = this_week(seat, now)
    decide_in_pipeline(seat, deal, Decision.LET_GO, week=week, now=now)
    deal.refresh_from_db()
    reopen_opportunity(seat, deal, now=now)
    deal.refresh_from_db()
    close_opportunity(seat, deal, Closure.WON, now=now)
    assert take_back_decision(seat, deal, week=week, now=now)
    deal.refresh_from_db()
    assert deal.closure == "won"
    assert not take_back_decision(seat, deal, week=week, now=now)


def test_the_weeks_of_two_people_are_their_own(seat: Any, colleague: Any, lets_lead: Any, now: Any) -> None:
    lets_lead(seat, colleague)
    deal = make_deal(colleague, "Helio", state="vague", now=now)
    week = this_week(seat, now)
    for who, decision in ((seat, Decision.ASK), (colleague, Decision.KEEP), (colleague, Decision.KEEP)):
        decide_in_pipeline(who, deal, decision, week=week, now=now)
    decide_in_pipeline(seat, deal, Decision.KEEP, week=week - timedelta(days=7), now=now - timedelta(days=7))
    rows = PipelineDecision.objects.in_workspace(seat.workspace)
    assert sorted(rows.values_list("user__name", "decision")) == [("Anna", "ask"), ("Anna", "keep"), ("Tom", "keep")]


@pytest.mark.parametrize("closure", [Closure.WON, Closure.LOST, Closure.LET_GO])
def test_a_colleagues_deal_is_his_to_end_until_he_has_left(
    seat: Any, colleague: Any, now: Any, closure: Closure
) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=now)
    with pytest.raises(NotYours):
        close_opportunity(seat, deal, closure, now=now)
    colleague.left_at = now
    colleague.save()
    close_opportunity(seat, deal, closure, now=now)
    deal.refresh_from_db()
    assert deal.closure == closure.value


def test_in_the_review_both_sit_at_one_table_and_the_record_says_who_let_go(
    seat: Any, colleague: Any, lets_lead: Any, now: Any
) -> None:
    lets_lead(seat, colleague)
    deal = make_deal(colleague, "Helio", state="vague", now=now)
    week = this_week(seat, now)
    decide_in_pipeline(seat, deal, Decision.LET_GO, week=week, now=now)
    deal.refresh_from_db()
    assert deal.closure == "let go"
    assert [each.user for each in decisions_of(colleague, week, {colleague.user_id})] == [seat.user]
    assert take_back_decision(seat, deal, week=week, now=now)
    deal.refresh_from_db()
    assert deal.closure == ""


def test_a_deal_whose_first_meeting_is_still_ahead_may_be_let_go(seat: Any, now: Any) -> None:
    deal = make_deal(seat, "Helio", state="booked", now=now, opened_at=now + timedelta(days=2))
    decide_in_pipeline(seat, deal, Decision.LET_GO, week=this_week(seat, now), now=now)
    deal.refresh_from_db()
    assert deal.closure == "let go"


def test_the_record_of_a_week_shows_no_deal_that_may_not_be_seen_any_more(
    seat: Any, colleague: Any, lets_lead: Any, now: Any
) -> None:
    lets_lead(seat, colleague)
    deal = make_deal(colleague, "Helio", state="vague", now=now)
    week = this_week(seat, now)
    decide_in_pipeline(seat, deal, Decision.ASK, week=week, now=now)
    assert [each.opportunity.name for each in decisions_of(seat, week, sellers_seen_by(seat))] == ["Helio"]
    Membership.objects.in_workspace(seat.workspace).filter(pk=seat.pk).update(role="seller")
    seat.refresh_from_db()
    assert decisions_of(seat, week, sellers_seen_by(seat)) == []


@pytest.mark.parametrize("decision", list(Decision))
def test_nothing_is_decided_on_a_deal_that_may_not_be_seen(
    seat: Any, colleague: Any, now: Any, decision: Decision
) -> None:
    deal = make_deal(colleague, "Helio", state="vague", now=now)
    with pytest.raises(NotYours):
        decide_in_pipeline(seat, deal, decision, week=this_week(seat, now), now=now)
    deal.refresh_from_db()
    assert deal.closure == ""
    assert not PipelineDecision.objects.in_workspace(seat.workspace).exists()


@pytest.mark.parametrize("decision", list(Decision))
def test_nothing_is_decided_on_a_deal_that_ended_meanwhile(seat: Any, now: Any, decision: Decision) -> None:
    deal = make_deal(seat, "Helio", state="vague", now=now)
    close_opportunity(seat, deal, Closure.WON, now=now)
    with pytest.raises(NotClosed):
        decide_in_pipeline(seat, deal, decision, week=this_week(seat, now), now=now)
    deal.refresh_from_db()
    assert deal.closure == "won"
