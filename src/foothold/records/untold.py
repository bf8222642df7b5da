"""Which meetings booked here they were never told of: then nothing says that they were held (METHOD 4.1; DESIGN 6)."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import F, Max, Q

from foothold.core.evidence import Level
from foothold.core.next_dates import IN_THE_ROOM
from foothold.core.replies import start_under
from foothold.records.in_parts import in_parts
from foothold.records.invitations import without_put_there
from foothold.records.models import (
    Attendance,
    CustomerJudgement,
    Departure,
    GuestAct,
    Invitation,
    InvitationReply,
    Judgement,
    Meeting,
    SourceText,
)
from foothold.records.models.booking import BY_HAND
from foothold.records.models.connections import DepartureKind, DepartureState
from foothold.records.models.meetings import Medium
from foothold.records.models.sources import CALENDARS
from foothold.records.times_set import times_set

_HIS_WORD = (Level.E3.name, Level.E4.name)


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
    found = [row for part in in_parts(meetings) for row in waiting.filter(meeting__in=part)]
    if not found:
        return set()
    knows = _known_under(workspace_id, found)
    times = times_set(workspace_id, [each for each in found if each.pk in knows])
    untold = {
        each.meeting_id
        for each in found
        # What they know of last is the time that stands: at most it was moved since and moved back.
        if each.pk not in knows or start_under(knows[each.pk], times[each.pk]) != each.starts_at
    }
    return untold - _heard_in(workspace_id, untold)


def told_later(workspace_id: Any, put: Mapping[UUID, datetime | None]) -> dict[UUID, datetime | None]:
    """When they were first told of these meetings, those booked here without their word for it: no sooner does any
    of them stand in both calendars. `put` is when each was put into a calendar (CREATED). Left out where it is not on
    record, None where it is not known: "I sent it" may be pressed late, and a calendar be read late.

    They knew of it when they answered or acted on its page, and when he put it into his own calendar himself. A CREATED
    that stood in our file already says nothing of when he opened that.
    """
    rows = Invitation.objects.in_workspace(workspace_id).exclude(told_at=None).exclude(agreed__in=_HIS_WORD)
    told = list(rows.filter(meeting__among=list(put)))
    came = _came_from_them(workspace_id, told)
    own = _in_his_own_calendar(workspace_id, [each for each in told if each.way in BY_HAND])
    found: dict[UUID, datetime | None] = {}
    for each in told:
        created, stands_there = put[each.meeting_id], each.pk in own
        is_ours = created is not None and created == each.created_at.replace(microsecond=0)
        by_then = [each.told_at, came.get(each.pk), created if stands_there and not is_ours else None]
        at = min(moment for moment in by_then if moment is not None)
        is_open = stands_there and is_ours and at > each.created_at + IN_THE_ROOM and each.pk not in came
        found[each.meeting_id] = None if is_open else at
    return found


def _came_from_them(workspace_id: Any, told: list[Invitation]) -> dict[UUID, datetime]:
    """When they first answered these invitations, or did something on their pages."""
    by_uid, came = {each.uid: each.pk for each in told}, list[tuple[UUID, datetime | None]]()
    for uids in in_parts(by_uid):
        replies = InvitationReply.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
        answered = replies.filter(uid__in=uids).values_list("uid", "replied_at", "came_at")
        came += [(by_uid[uid], replied_at or came_at) for uid, replied_at, came_at in answered]
    for keys in in_parts(by_uid.values()):
        acts = GuestAct.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
        came += acts.filter(invitation__in=keys).values_list("invitation_id", "done_at")
    first: dict[UUID, datetime] = {}
    for key, at in came:
        if at is not None:
            first[key] = min(at, first.get(key, at))
    return first


def _in_his_own_calendar(workspace_id: Any, told: list[Invitation]) -> set[UUID]:
    """Those of these that stand in their seller's own calendar, and not because we put them there."""
    own = without_put_there(Invitation.objects.in_workspace(workspace_id), workspace_id)
    own = own.filter(meeting__entry__source__kind__in=CALENDARS, meeting__entry__user=F("seller"))
    keys = in_parts([each.pk for each in told])
    return {key for part in keys for key in own.filter(pk__in=part).values_list("pk", flat=True)}


def may_know_of(invitation: Invitation) -> bool:
    """Whether it may have come to them, at any time: then they are told where it is called off.

    The people of the demo are invented: there only what its seller says he sent can have come to anybody.
    """
    ever = (invitation.told_sequence, invitation.known_sequence)
    meeting = invitation.meeting
    return any(sequence is not None for sequence in ever) or not (meeting.untold or meeting.demo)


def told_start(invitation: Invitation) -> datetime | None:
    """The start they know of or are about to be told of, where it is not the present one; None where they know of none,
    or of which is not on record.

    The first invitation leaves before what is made now, however long it waits; a change that waits never does, what is
    made now says all of it (actions.depart). Five queries, none where it was never changed.
    """
    if not invitation.sequence:
        return None
    older = Departure.objects.in_workspace(invitation.workspace_id).filter(
        invitation=invitation, sequence__lt=invitation.sequence
    )
    superseded = Q(kind=DepartureKind.CHANGE, state=DepartureState.WAITING, claimed_until__isnull=True)
    leaving = older.exclude(superseded | Q(state=DepartureState.TAKEN_BACK))
    told = leaving.aggregate(last=Max("sequence"))["last"]
    known = _known_under(invitation.workspace_id, [invitation]).get(invitation.pk)
    under = max((each for each in (told, known) if each is not None), default=None)
    if under is None:
        return None
    start = start_under(under, times_set(invitation.workspace_id, [invitation])[invitation.pk])
    return None if start == invitation.starts_at else start


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


def _known_under(workspace_id: Any, waiting: list[Invitation]) -> dict[UUID, int]:
    """The last SEQUENCE that came to them or from them: told, answered, acted upon on its page."""
    by_uid = {each.uid: each.pk for each in waiting}
    came = [(each.pk, sequence) for each in waiting for sequence in (each.told_sequence, each.known_sequence)]
    for uids in in_parts(by_uid):
        replies = InvitationReply.objects.in_workspace(workspace_id).exclude(level=Level.E0.name)
        answered = replies.filter(uid__in=uids).values_list("uid", "sequence")
        came += [(by_uid[uid], sequence) for uid, sequence in answered]
    for keys in in_parts(by_uid.values()):
        acts = GuestAct.objects.in_workspace(workspace_id).filter(invitation__in=keys)
        came += acts.values_list("invitation_id", "sequence")
    known: dict[UUID, int] = {}
    for key, sequence in came:
        if sequence is not None:
            known[key] = max(sequence, known.get(key, 0))
    return known


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
