"""Keep what became of an invitation, as it was at that moment: nothing later takes its place."""

from datetime import datetime

from foothold.records.models import Invitation, InvitationStep
from foothold.records.models.booking import InvitationStepKind


def note_step(
    invitation: Invitation, kind: InvitationStepKind, *, now: datetime, was_at: datetime | None = None
) -> None:
    """One step of the invitation as it stands now; `was_at` is the time it was moved from.

    In the caller's transaction.
    """
    InvitationStep.objects.in_workspace(invitation.workspace_id).create(
        invitation=invitation,
        kind=kind,
        sequence=invitation.sequence,
        was_at=was_at,
        is_at=invitation.starts_at if was_at is not None else None,
        asked_for=was_at is not None and invitation.taken_up is not None,
        done_at=now,
    )


def note_sent_by_hand(invitation: Invitation, *, now: datetime) -> None:
    """As it stands now it left by its seller's own hand: our artefact (E2), no word of theirs. The row is not stored.

    In the caller's transaction.
    """
    if invitation.left_at is None:
        note_step(invitation, InvitationStepKind.BY_HAND, now=now)
    invitation.left_at, invitation.told_sequence = invitation.left_at or now, invitation.sequence
    invitation.told_at = invitation.told_at or now
