"""Let the workspace's model point at words of a meeting: asked for in one row, done by a job, kept beside the verdict.

Nothing of it reaches a judgement: what is kept here is read by the meeting's page and by exports alone.
"""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F, Q

from foothold.actions.choose_second_reader import opened
from foothold.core.conversation import Conversation, Unreadable
from foothold.read import with_suggestions
from foothold.reading.suggestions import nothing_suggested
from foothold.records.conversations import conversation_kept
from foothold.records.models import Judgement, Meeting, SecondReader, SecondReading, SourceText
from foothold.records.models.meetings import Keeping
from foothold.records.models.second_reader import Asked
from foothold.records.scoping import ScopedQuerySet
from foothold.records.second_reader import asks_a_model

LEASE = timedelta(minutes=15)
"""Longer than a conversation is asked about at most (connectors.models: ten minutes, and a last answer)."""
MOST_ATTEMPTS = 3
"""Times a reading that was cut short, by a crash for one, is begun."""
SUGGESTIONS = "suggestions"


def may_be_asked_about(meeting: Meeting) -> SourceText | None:
    """The words that may be sent: kept ones, so that everyone knew or they are notes, and none of the demo's."""
    if meeting.demo:
        return None
    texts = SourceText.objects.in_workspace(meeting.workspace_id)
    return texts.filter(meeting=meeting, keeping=Keeping.KEPT).exclude(text="").first()


def ask_for_suggestions(meeting: Meeting, judgement: Judgement, *, now: datetime) -> bool:
    """Have the model asked about this meeting, where one is switched on. In the caller's transaction.

    What it said beside an older judgement goes: sides may have been other ones. False where nothing is asked.
    """
    readings = SecondReading.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    if asks_a_model(meeting.workspace_id) is None or may_be_asked_about(meeting) is None:
        readings.delete()
        return False
    # Whoever asks just now does so under an older attempt: his answer is to an older question.
    again = readings.update(
        judgement=judgement,
        state=Asked.WAITING,
        document=None,
        waiting_since=now,
        answered_at=None,
        claimed_until=None,
        attempt=F("attempt") + 1,
    )
    if not again:
        SecondReading.objects.in_workspace(meeting.workspace_id).create(
            meeting=meeting, judgement=judgement, waiting_since=now
        )
    return True


def ask_about(meeting: Meeting, *, now: datetime) -> bool:
    """Have the model asked about this meeting by its latest judgement; False where nothing is asked."""
    with transaction.atomic():
        judgements = Judgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
        judgement = judgements.order_by("-version").first()
        return judgement is not None and ask_for_suggestions(meeting, judgement, now=now)


def suggestions_due(*, now: datetime, at_most: int = 20) -> list[UUID]:
    """The meetings that wait for a model and that nobody asks about, oldest first."""
    return list(_due(now).order_by("waiting_since").values_list("pk", flat=True)[:at_most])


def claim_suggestions(reading_id: UUID, *, now: datetime) -> int | None:
    """Take the lease on one; the attempt number to finish under, or None when it is another's."""
    with transaction.atomic():
        if _due(now).filter(pk=reading_id).update(claimed_until=now + LEASE, attempt=F("attempt") + 1) != 1:
            return None
        return _everywhere().values_list("attempt", flat=True).get(pk=reading_id)


def suggest_findings(reading_id: UUID, attempt: int, *, now: datetime) -> bool:
    """Ask the model about a claimed meeting and keep what it points at; False where nothing was kept.

    Switched off, erased or read anew meanwhile, nothing is sent or kept. Call it outside any transaction.
    """
    reading = _everywhere().filter(pk=reading_id, attempt=attempt).select_related("meeting", "judgement").first()
    if reading is None:
        return False
    reader, source = asks_a_model(reading.workspace_id), may_be_asked_about(reading.meeting)
    if reader is None or source is None:
        _mine(reading_id, attempt).delete()
        return False
    conversation = conversation_kept(source)
    found = _suggestions(reader, reading, conversation)
    return _keep(reading, attempt, conversation, found, now=now)


def give_up(reading_id: UUID, attempt: int) -> None:
    """A fault of ours: it is not asked again by itself."""
    with transaction.atomic():
        _mine(reading_id, attempt).update(state=Asked.FAILED, claimed_until=None)


def _suggestions(reader: SecondReader, reading: SecondReading, conversation: Conversation) -> dict[str, Any]:
    meeting = reading.meeting
    try:
        model = opened(reader)
    except Unreadable as trouble:
        return nothing_suggested(reader.model, reader.shown, str(trouble))
    beside = with_suggestions(
        reading.judgement.document, conversation, model, now=meeting.held_at, tz=meeting.tz or "UTC"
    )
    return dict(beside[SUGGESTIONS])


def _keep(
    reading: SecondReading, attempt: int, conversation: Conversation, found: dict[str, Any], *, now: datetime
) -> bool:
    """Only while the attempt is ours and the words are still here: what was erased meanwhile does not come back."""
    failed = found["note"] is not None and not found["parts"]["looked_at"]
    with transaction.atomic():
        texts = SourceText.objects.in_workspace(reading.workspace_id).select_for_update()
        source = texts.filter(meeting=reading.meeting_id, keeping=Keeping.KEPT).first()
        if source is None or source.text != conversation.text:
            _mine(reading.pk, attempt).delete()
            return False
        kept = _mine(reading.pk, attempt).update(
            state=Asked.FAILED if failed else Asked.ANSWERED, document=found, answered_at=now, claimed_until=None
        )
    return kept == 1


def _due(now: datetime) -> ScopedQuerySet[SecondReading]:
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now, attempt__lt=MOST_ATTEMPTS)
    return _everywhere().filter(free, state=Asked.WAITING)


def _mine(reading_id: UUID, attempt: int) -> ScopedQuerySet[SecondReading]:
    return _everywhere().filter(pk=reading_id, attempt=attempt, state=Asked.WAITING)


def _everywhere() -> ScopedQuerySet[SecondReading]:
    return SecondReading.objects.across_workspaces(because="models are asked for every workspace")
