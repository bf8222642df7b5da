"""Which meetings booked here they were never told of: then nothing says that they were held (METHOD 4.1; DESIGN 6)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from foothold.core.evidence import Level
from foothold.records.in_parts import in_parts
from foothold.records.models import (
    Attendance,
    CustomerJudgement,
    GuestAct,
    Invitation,
    InvitationReply,
    InvitationStep,
    Judgement,
    Meeting,
    SourceText,
)
from foothold.records.models.booking import InvitationStepKind
from foothold.records.models.meetings import Medium

_HIS_WORD = (Level.E3.name, Level.E4.name)
_MOVES = (InvitationStepKind.MOVED, InvitationStepKind.FOLLOWED)


@dataclass(slots=True)
class _Waiting:
    """A booking they may not know of. `knows` is the last SEQUENCE that came to them or from them, -1 for none."""

    meeting: UUID
    uid: str
    since: int
    starts_at: datetime
    knows: int


def untold_among(workspace_id: Any, meetings: Iterable[UUID]) -> set[UUID]:
    """Those of these meetings of whose present time they were never told by an invitation of ours, while nothing of
    theirs says that they know of it: their word for it when it was set, an answer, an act on its page, their voice in
    it. What its seller tells of it afterwards says so too: not to have told would help otherwise (METHOD 3).

    A booking of the demo leaves nothing, and is none. Seven small queries at most, one where none waits.
    """
    not_left = Q(told_sequence=None) | Q(told_sequence__lt=F("slot_sequence"))
    not_known = Q(known_sequence=None) | Q(known_sequence__lt=F("slot_sequence"))
    waiting = Invitation.objects.in_workspace(workspace_id).filter(not_left, not_known, taken_up=None)
    waiting = waiting.filter(meeting__demo=False).exclude(agreed__in=_HIS_WORD)
    found: dict[UUID, _Waiting] = {}
    for part in in_parts(meetings):
        for row in waiting.filter(meeting__in=part):
            came = [each for each in (row.told_sequence, row.known_sequence) if each is not None]
            since, knows = row.slot_sequence, max(came, default=-1)
            found[row.pk] = _Waiting(row.meeting_id, row.uid, since, row.starts_at, knows)
    if not found:
        return set()
    _note_answers(workspace_id, found)
    know = _know_its_time(workspace_id, found)
    untold = {each.meeting for key, each in found.items() if key not in know}
    return untold - _heard_in(workspace_id, untold)


def may_know_of(invitation: Invitation) -> bool:
    """Whether it may have come to them, at any time: then they are told where it is called off.

    The people of the demo are invented: there only what its seller says he sent can have come to anybody.
    """
    ever = (invitation.told_sequence, invitation.known_sequence)
    meeting = invitation.meeting
    return any(sequence is not None for sequence in ever) or not (meeting.untold or meeting.demo)


def was_told_before(meeting: Meeting) -> bool:
    """Whether an invitation of ours to it left at some time, if only for another time than the present one."""
    rows = Invitation.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    return rows.exclude(told_sequence=None).exists()


def shows_on_its_page(invitation: Invitation) -> bool:
    """Whether what they did on its page, or judged, shows that they know of its present time."""
    acts = GuestAct.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
    judged = CustomerJudgement.objects.in_workspace(invitation.workspace_id).filter(meeting=invitation.meeting_id)
    since_it_was_set = acts.filter(sequence__gte=invitation.slot_sequence)
    return since_it_was_set.exists() or judged.exclude(level=Level.E0.name).exists()


def _note_answers(workspace_id: Any, waiting: dict[UUID, _Waiting]) -> None:
    """Their answers, and their acts on its page, name the SEQUENCE they knew of."""
    by_uid = {each.uid: each for each in waiting.values()}
    for uids in in_parts(by_uid):
        replies = InvitationReply.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
        for uid, sequence in replies.filter(uid__in=uids).values_list("uid", "sequence"):
            by_uid[uid].knows = max(by_uid[uid].knows, sequence)
    for keys in in_parts(waiting):
        acts = GuestAct.objects.in_workspace(workspace_id).filter(invitation__in=keys)
        for key, sequence in acts.values_list("invitation_id", "sequence"):
            waiting[key].knows = max(waiting[key].knows, sequence)


def _know_its_time(workspace_id: Any, waiting: dict[UUID, _Waiting]) -> set[UUID]:
    """Of which the last they know of is the time that stands: it was moved since at most to be moved back."""
    known = [key for key, each in waiting.items() if each.knows >= 0]
    moves = InvitationStep.objects.in_workspace(workspace_id).filter(kind__in=_MOVES)
    left: dict[UUID, datetime | None] = {}
    for keys in in_parts(known):
        steps = moves.filter(invitation__in=keys).order_by("sequence", "done_at")
        for key, sequence, was_at in steps.values_list("invitation_id", "sequence", "was_at"):
            if sequence > waiting[key].knows:
                left.setdefault(key, was_at)  # the first move after what they know of went away from its time
    return {key for key in known if waiting[key].knows >= waiting[key].since or left.get(key) == waiting[key].starts_at}


def _heard_in(workspace_id: Any, meetings: set[UUID]) -> set[UUID]:
    """In which they spoke, or judged it, or of which its seller told afterwards."""
    heard: set[UUID] = set()
    for keys in in_parts(meetings):
        judged = CustomerJudgement.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
        spoke = Attendance.objects.in_workspace(workspace_id).exclude(meeting__medium=Medium.MAIL)
        recorded = SourceText.objects.in_workspace(workspace_id).filter(spoken=True)
        written = Judgement.objects.in_workspace(workspace_id).exclude(meeting__medium=Medium.MAIL)
        for rows in (judged, spoke, recorded, written.filter(made_at__gte=F("meeting__held_at"))):
            heard.update(rows.filter(meeting__in=keys).values_list("meeting_id", flat=True))
    return heard
