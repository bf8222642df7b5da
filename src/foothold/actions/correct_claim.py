"""Keep a "Not right": which claim, and what the seller says it is. No level of evidence moves by it."""

from datetime import datetime
from typing import Any

from django.db import transaction

from foothold.records.models import Correction, Judgement, Membership

LONGEST_WORDS = 2000
LONGEST_CLAIM = 60


def correct_claim(
    seat: Membership, judgement: Judgement, claim: str, *, says: str, words: str = "", now: datetime
) -> Correction:
    """One label a claim and person; saying it again replaces it. Raises KeyError for an unknown claim."""
    with transaction.atomic():
        correction, _ = Correction.objects.in_workspace(judgement.workspace_id).update_or_create(
            judgement=judgement,
            user=seat.user,
            claim=claim,
            defaults={
                "meeting": judgement.meeting,
                "found": claimed(judgement.document, claim),
                "says": says[:40],
                "words": words.strip()[:LONGEST_WORDS],
                "made_at": now,
            },
        )
    return correction


def take_back(seat: Membership, judgement: Judgement, claim: str) -> None:
    """Undo a "Not right"."""
    with transaction.atomic():
        Correction.objects.in_workspace(judgement.workspace_id).filter(
            judgement=judgement, user=seat.user, claim=claim
        ).delete()


def claimed(document: dict[str, Any], claim: str) -> Any:
    """What the document says at a claim's place: `next_step`, `tests.T3`, `commitments.2`, `vague.0`."""
    found: Any = document
    if len(claim) > LONGEST_CLAIM:
        raise KeyError(claim)
    for part in claim.split("."):
        try:
            found = found[int(part)] if isinstance(found, list) else found[part]
        except (ValueError, IndexError, TypeError) as missing:
            raise KeyError(claim) from missing
    return found
