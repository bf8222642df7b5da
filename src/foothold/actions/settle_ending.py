"""How a meeting ended: by the words said in it, or by the customer's no on the page of its next date (METHOD 9, P5)."""

from collections.abc import Mapping
from typing import Any

from foothold.core.verdict import Verdict
from foothold.records.guests import would_not_go_on
from foothold.records.models import Judgement, Meeting
from foothold.records.models.meetings import Ending


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
    return Ending.REFUSED if refused or would_not_go_on(meeting) else ""
