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
