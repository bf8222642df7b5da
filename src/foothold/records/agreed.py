"""What the customer agreed to in the words of a meeting, as they were read last."""

from datetime import datetime

from foothold.core.evidence import Level
from foothold.records.models import Judgement, Meeting


def agreed_in(meeting: Meeting) -> tuple[datetime, Level] | None:
    """The slot, aware, and how well his word for it is borne out: E3 or more; None where there is none."""
    named = named_in(meeting)
    return named if named is not None and named[1] >= Level.E3 else None


def named_in(meeting: Meeting) -> tuple[datetime, Level] | None:
    """The slot that was named, agreed to or not, with the same."""
    judgements = Judgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    latest = judgements.order_by("-version").first()
    step = (latest.document.get("next_step") if latest else None) or {}
    if not step.get("start") or step.get("agreed") not in Level.__members__:
        return None
    start = datetime.fromisoformat(step["start"])
    return (start, Level[step["agreed"]]) if start.tzinfo is not None else None


def word_for(starts_at: datetime, meeting: Meeting | None) -> Level:
    """How well his word for this very slot is borne out in the words of that meeting; nothing typed counts."""
    agreed = agreed_in(meeting) if meeting is not None else None
    return agreed[1] if agreed is not None and agreed[0] == starts_at else Level.E0
