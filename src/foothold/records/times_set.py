"""Which start an invitation asked for under which SEQUENCE, as far as its steps tell (RFC 5546 2.1.4)."""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.core.replies import SetTime
from foothold.records.in_parts import in_parts
from foothold.records.models import Invitation, InvitationStep, Meeting
from foothold.records.models.booking import InvitationStepKind

_MOVES = (InvitationStepKind.MOVED, InvitationStepKind.FOLLOWED)


def times_set(workspace_id: Any, invitations: Collection[Invitation]) -> dict[UUID, list[SetTime]]:
    """The times of each in their order, the last the one that stands. Those of before steps were kept have no start."""
    moves: dict[UUID, list[InvitationStep]] = {each.pk: [] for each in invitations}
    for keys in in_parts(moves):
        steps = InvitationStep.objects.in_workspace(workspace_id).filter(invitation__in=keys, kind__in=_MOVES)
        for step in steps.order_by("sequence", "done_at"):
            moves[step.invitation_id].append(step)
    return {each.pk: _times(each, moves[each.pk]) for each in invitations}


def notes_under(pairs: Iterable[tuple[Invitation, Meeting]]) -> None:
    """Say on the meeting (`noted_under`) what a calendar notes answers to that was followed to the time that stands
    and counted no move: to that time, whatever SEQUENCE it shows. One query, none where each counts as we do.
    """
    behind = [(ours, meeting) for ours, meeting in pairs if lags_behind(ours.slot_sequence, ours.starts_at, meeting)]
    times = times_set(behind[0][0].workspace_id, [ours for ours, _ in behind]) if behind else {}
    for ours, meeting in behind:
        if times[ours.pk][-1].followed:
            meeting.noted_under = ours.slot_sequence


def lags_behind(slot_sequence: int, starts_at: datetime, meeting: Meeting) -> bool:
    """Whether the calendar shows the time we ask for under a SEQUENCE of before it was set."""
    return meeting.held_at == starts_at and meeting.sequence < slot_sequence


def _times(invitation: Invitation, moves: list[InvitationStep]) -> list[SetTime]:
    unmoved = None if invitation.slot_sequence else invitation.starts_at
    first = SetTime(0, moves[0].was_at if moves else unmoved, invitation.created_at)
    times = [first, *map(_set_by, moves)]
    if times[-1].sequence != invitation.slot_sequence:
        # Set a moment ago, or said anew over what his calendar showed.
        times.append(SetTime(invitation.slot_sequence, invitation.starts_at, invitation.changed_at))
    return times


def _set_by(move: InvitationStep) -> SetTime:
    return SetTime(move.sequence, move.is_at, move.done_at, followed=move.kind == InvitationStepKind.FOLLOWED)
