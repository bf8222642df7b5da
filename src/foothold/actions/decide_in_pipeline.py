"""One key at one deal in the weekly review: keep, ask, let go; taken back while it is fresh (UX J8)."""

from datetime import date, datetime

from django.db import transaction

from foothold.actions.close_opportunity import NotClosed, NotYours
from foothold.actions.let_go import let_go, take_back_letting_go
from foothold.records.deals_seen import deals_seen_by
from foothold.records.models import Membership, Opportunity, OpportunityClosing, OpportunityStanding, PipelineDecision
from foothold.records.models.weekly import Decision


def decide_in_pipeline(
    seat: Membership, opportunity: Opportunity, decision: Decision, *, week: date, now: datetime
) -> PipelineDecision:
    """Keep what was decided, with where the deal stood; decided again in the same week, the later word stands.

    "Let go" closes the deal as let go, "ask" raises a question for the one-to-one. `week` is its Monday.
    The review is gone through together (UX J8): who leads it decides on a colleague's deals, and the record says who.
    NotYours for a deal this person may not see, NotClosed for one that has ended meanwhile.
    """
    if not deals_seen_by(seat).filter(pk=opportunity.pk).exists():
        raise NotYours(opportunity.name)
    standing = OpportunityStanding.objects.in_workspace(seat.workspace_id).filter(opportunity=opportunity).first()
    with transaction.atomic():
        _take_back(seat, opportunity, week, now)
        opportunity.refresh_from_db(fields=["closure"])
        if opportunity.closure:
            raise NotClosed("it has ended")
        row = PipelineDecision.objects.in_workspace(seat.workspace_id).create(
            opportunity=opportunity,
            user=seat.user,
            week=week,
            decision=decision,
            decided_at=now,
            state=standing.state if standing else "",
            triage=standing.triage if standing else "",
        )
        if decision == Decision.LET_GO:
            let_go(seat, opportunity, now=now, together=True)
    return row


def take_back_decision(seat: Membership, opportunity: Opportunity, *, week: date, now: datetime) -> bool:
    """It was not decided; a deal let go by it is open again. False where nothing was decided."""
    with transaction.atomic():
        return _take_back(seat, opportunity, week, now)


def _take_back(seat: Membership, opportunity: Opportunity, week: date, now: datetime) -> bool:
    rows = PipelineDecision.objects.in_workspace(seat.workspace_id).select_for_update()
    before = rows.filter(opportunity=opportunity, user=seat.user, week=week).first()
    if before is None:
        return False
    if before.decision == Decision.LET_GO and _has_last_word(seat, opportunity):
        # Somebody may have reopened it meanwhile, or said how it ended himself: that word stands.
        take_back_letting_go(seat, opportunity, now=now)
    before.delete()
    return True


def _has_last_word(seat: Membership, opportunity: Opportunity) -> bool:
    said = OpportunityClosing.objects.in_workspace(seat.workspace_id).filter(opportunity=opportunity)
    latest = said.filter(taken_back_at=None).order_by("-version").first()
    return latest is not None and latest.user_id == seat.user_id
