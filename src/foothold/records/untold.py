"""Which meetings booked here they were never told of: then nothing says that they were held (METHOD 4.1; DESIGN 6)."""

from collections.abc import Iterable
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
    Judgement,
    Meeting,
    SourceText,
)
from foothold.records.models.meetings import Medium

_HIS_WORD = (Level.E3.name, Level.E4.name)


def untold_among(workspace_id: Any, meetings: Iterable[UUID]) -> set[UUID]:
    """Those of these meetings whose present time left by no invitation of ours, while nothing of theirs says that
    they know of it: their word for it when it was set, an answer, an act on its page, their voice in it. What its
    seller tells of it afterwards says so too: not to have told would help otherwise (METHOD 3).

    A booking of the demo leaves nothing, and is none. Six small queries at most, one where none waits.
    """
    not_left = Q(told_sequence=None) | Q(told_sequence__lt=F("slot_sequence"))
    not_known = Q(known_sequence=None) | Q(known_sequence__lt=F("slot_sequence"))
    waiting = Invitation.objects.in_workspace(workspace_id).filter(not_left, not_known, taken_up=None)
    waiting = waiting.filter(meeting__demo=False).exclude(agreed__in=_HIS_WORD)
    found: dict[UUID, tuple[str, int]] = {}
    for part in in_parts(meetings):
        rows = waiting.filter(meeting__in=part).values_list("meeting_id", "uid", "slot_sequence")
        found |= {key: (uid, since) for key, uid, since in rows}
    return found.keys() - _heard_of(workspace_id, found) if found else set()


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


def _heard_of(workspace_id: Any, waiting: dict[UUID, tuple[str, int]]) -> set[UUID]:
    by_uid = {uid: (key, since) for key, (uid, since) in waiting.items()}
    heard: set[UUID] = set()
    for uids in in_parts(by_uid):
        replies = InvitationReply.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
        for uid, sequence in replies.filter(uid__in=uids).values_list("uid", "sequence"):
            key, since = by_uid[uid]
            heard |= {key} if sequence >= since else set()
    for keys in in_parts(waiting):
        acts = GuestAct.objects.in_workspace(workspace_id).filter(invitation__meeting__in=keys)
        since_it_was_set = acts.filter(sequence__gte=F("invitation__slot_sequence"))
        heard.update(since_it_was_set.values_list("invitation__meeting_id", flat=True))
        judged = CustomerJudgement.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
        spoke = Attendance.objects.in_workspace(workspace_id).exclude(meeting__medium=Medium.MAIL)
        recorded = SourceText.objects.in_workspace(workspace_id).filter(spoken=True)
        written = Judgement.objects.in_workspace(workspace_id).exclude(meeting__medium=Medium.MAIL)
        for rows in (judged, spoke, recorded, written.filter(made_at__gte=F("meeting__held_at"))):
            heard.update(rows.filter(meeting__in=keys).values_list("meeting_id", flat=True))
    return heard
