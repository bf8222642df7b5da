"""Remove raw text whose time is over; findings with their quotes stay."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from foothold.actions.erasing_words import source_deleted
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import Commitment, Judgement, SecondReading, SourceText
from foothold.records.models.meetings import Keeping
from foothold.records.scoping import ScopedQuerySet

LEASE = timedelta(minutes=5)


def texts_due(*, now: datetime, at_most: int = 100) -> list[UUID]:
    """The texts past their time that nobody works on, oldest first."""
    due = _due(now).order_by("expires_at").values_list("pk", flat=True)
    return list(due[:at_most])


def claim_text(text_id: UUID, *, now: datetime) -> int | None:
    """Take the lease on one text; the attempt number to finish under, or None when it is another's."""
    with transaction.atomic():
        mine = _due(now).filter(pk=text_id).update(claimed_until=now + LEASE, attempt=F("attempt") + 1)
        if mine != 1:
            return None
        return _everywhere().values_list("attempt", flat=True).get(pk=text_id)


def expire_text(text_id: UUID, attempt: int) -> bool:
    """Remove the words of a claimed text; False when the lease has gone to another attempt meanwhile."""
    with transaction.atomic():
        done = (
            _everywhere()
            .filter(pk=text_id, attempt=attempt, keeping=Keeping.KEPT)
            .update(text="", turns=[], earlier=[], keeping=Keeping.EXPIRED, claimed_until=None)
        )
        if done:
            mark_quotes(_everywhere().get(pk=text_id))
    if done:
        forget_freed_pages()
    return done == 1


def mark_quotes(source: SourceText) -> None:
    """What was found stays with its quotes, each marked: its source is gone (METHOD 3). In the caller's transaction."""
    for judgement in Judgement.objects.in_workspace(source.workspace_id).filter(meeting_id=source.meeting_id):
        judgement.document = source_deleted(judgement.document)
        judgement.save(update_fields=["document"])
    for promise in Commitment.objects.in_workspace(source.workspace_id).filter(meeting_id=source.meeting_id):
        promise.evidence = source_deleted(promise.evidence)
        promise.save(update_fields=["evidence"])
    for reading in SecondReading.objects.in_workspace(source.workspace_id).filter(meeting_id=source.meeting_id):
        reading.document = source_deleted(reading.document)
        reading.save(update_fields=["document"])


def _due(now: datetime) -> ScopedQuerySet[SourceText]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    return _everywhere().filter(free, keeping=Keeping.KEPT, expires_at__lte=now)


def _everywhere() -> ScopedQuerySet[SourceText]:
    return SourceText.objects.across_workspaces(because="text expires in every workspace")
