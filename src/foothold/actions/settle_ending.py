"""How a meeting ended: by the words said in it, or by the customer's no on the page of its next date (METHOD 9, P5)."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from foothold.core.verdict import Verdict
from foothold.records.guests import would_not_go_on
from foothold.records.models import Judgement, LettingGo, Meeting, Opportunity, OpportunityClosing
from foothold.records.models.meetings import OPEN_AGAIN, SAID_NO, Ending


def settle_ending(meeting: Meeting) -> None:
    """Store how the meeting ended, as far as is known now. In the caller's transaction."""
    judgements = Judgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    latest = judgements.order_by("-version").first()
    ending = ending_of(meeting, latest.document if latest else None)
    if ending != meeting.ending:
        meeting.ending = ending
        meeting.save(update_fields=["ending"])


def ending_of(meeting: Meeting, document: Mapping[str, Any] | None) -> str:
    """An order or an explicit no needs no next step; blank for everything else. `document` is its verdict/1."""
    verdict = document["verdict"] if document else None
    if verdict == Verdict.ORDER:
        return Ending.ORDER
    refused = document is not None and verdict == Verdict.NO_SALE and document["refusal"]
    if not (refused or would_not_go_on(meeting)):
        return ""
    deal = meeting.opportunity
    return _refusal(meeting, _opened_again_at(deal) if deal is not None else None)


def settle_refusals(deal: Opportunity) -> None:
    """Whether the meetings of a deal in which they said no count again, now that it was closed or opened."""
    again_at = _opened_again_at(deal)
    for meeting in Meeting.objects.in_workspace(deal.workspace_id).filter(opportunity=deal, ending__in=SAID_NO):
        ending = _refusal(meeting, again_at)
        if ending != meeting.ending:
            meeting.ending = ending
            meeting.save(update_fields=["ending"])


def _refusal(meeting: Meeting, again_at: datetime | None) -> str:
    return OPEN_AGAIN if again_at is not None and meeting.ended_at <= again_at else Ending.REFUSED.value


def _opened_again_at(deal: Opportunity) -> datetime | None:
    """When an open deal was last opened again, by a person or by what they did; None where it never was."""
    if deal.closure:
        return None
    said = OpportunityClosing.objects.in_workspace(deal.workspace_id).filter(opportunity=deal, taken_back_at=None)
    back = LettingGo.objects.in_workspace(deal.workspace_id).filter(opportunity=deal, back_by="act")
    moments = [*said.filter(closure="").values_list("said_at", flat=True), *back.values_list("ended_at", flat=True)]
    return max((each for each in moments if each is not None), default=None)
