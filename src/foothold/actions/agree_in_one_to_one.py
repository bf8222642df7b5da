"""What a one-to-one ended with: at most two agreements, and the questions that were talked about (UX J9)."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from foothold.records.models import Agreement, Membership, PipelineDecision, User
from foothold.records.models.weekly import MOST_AGREEMENTS, Decision

LONGEST = 200


def agree_in_one_to_one(
    seat: Membership, seller: User, agreed: Sequence[str], *, week: date, meet_on: date | None, now: datetime
) -> list[Agreement]:
    """Keep what was agreed with this seller in this week; agreed again, the later ones stand.

    Blank lines are none; nothing at all leaves what was agreed.
    ValueError for more than two: three habits at once are none (METHOD 11, K3).
    """
    lines = [" ".join(each.split())[:LONGEST] for each in agreed]
    lines = list(dict.fromkeys(line for line in lines if line))
    if len(lines) > MOST_AGREEMENTS:
        raise ValueError(f"at most {MOST_AGREEMENTS} agreements, not {len(lines)}")
    with transaction.atomic():
        rows = Agreement.objects.in_workspace(seat.workspace_id)
        if not lines:
            return list(rows.filter(seller=seller, week=week))
        rows.filter(seller=seller, week=week).delete()
        return [
            rows.create(
                seller=seller, user=seat.user, week=week, place=place, what=line, agreed_at=now, meet_on=meet_on
            )
            for place, line in enumerate(lines, start=1)
        ]


def talked_about(seat: Membership, question: PipelineDecision, *, now: datetime) -> bool:
    """A question of the weekly review was answered in the one-to-one; False where it was before."""
    rows = PipelineDecision.objects.in_workspace(seat.workspace_id).filter(pk=question.pk, decision=Decision.ASK)
    with transaction.atomic():
        return rows.filter(answered_at__isnull=True).update(answered_at=now) > 0
