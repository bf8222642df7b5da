"""Whether the step that follows a meeting is the full Best Next Action Step (METHOD 4.1), for the review (METHOD 9)."""

from collections.abc import Iterable
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from foothold.core.commitments import Commitment as Promised
from foothold.core.commitments import CommitmentState
from foothold.core.evidence import Side
from foothold.core.next_step import NextStep, Part, missing
from foothold.core.topic import ANY_LANGUAGE
from foothold.records.models import Commitment, Homework, Invitation, Meeting
from foothold.records.models.findings import OWN_WORDS
from foothold.records.models.meetings import Known
from foothold.records.time_zones import zone_named

_MORE = frozenset({Part.MEDIUM, Part.PEOPLE, Part.HOMEWORK, Part.OUR_TASK})
"""What a step that counts lacks to be full."""


class Followed(NamedTuple):
    """A meeting, the one that follows it, and the names of the customers who are met in that one."""

    meeting: Meeting
    following: Meeting | None
    customers: tuple[str, ...] = ()


def full_steps(workspace_id: Any, steps: Iterable[Followed]) -> dict[UUID, str]:
    """Say it of each of these meetings: yes, no, or "" where no source tells.

    Homework and a task of ours are what was said in the meeting, and what the invitation to the next one asks for.
    Without words to read, none of them is no proof of none.
    """
    listed = list(steps)
    said = Commitment.objects.in_workspace(workspace_id).filter(place__lt=OWN_WORDS)
    asked = Homework.objects.in_workspace(workspace_id)
    tasks: dict[UUID, list[Commitment | Homework]] = {}
    for rows, keys in (
        (said, [each.meeting.pk for each in listed if each.meeting.homework_set]),
        (asked, [each.following.pk for each in listed if each.following is not None]),
    ):
        for row in rows.filter(meeting__among=keys):
            tasks.setdefault(row.meeting_id, []).append(row)
    zones = _zones(workspace_id, [each.following for each in listed if each.following is not None])
    return {each.meeting.pk: _is_full(each, tasks, zones) for each in listed}


def _zones(workspace_id: Any, meetings: list[Meeting]) -> dict[UUID, ZoneInfo]:
    """Where each of these meetings is: what it is prepared with is due by its day there. The invitation says it first:
    a calendar may give it back in a zone of its own."""
    rows = Invitation.objects.in_workspace(workspace_id).filter(meeting__among=[each.pk for each in meetings])
    invited = dict(rows.values_list("meeting_id", "tz"))
    return {each.pk: zone_named(invited.get(each.pk, each.tz)) for each in meetings}


def _is_full(step: Followed, tasks: dict[UUID, list[Commitment | Homework]], zones: dict[UUID, ZoneInfo]) -> str:
    meeting, following = step.meeting, step.following
    if meeting.step_counts == Known.NO:
        return Known.NO
    if following is None:
        return Known.NO if meeting.homework_set == Known.NO else ""
    only_one = {Side.OURS: _ours(following), Side.CUSTOMER: step.customers[0] if len(step.customers) == 1 else ""}
    found = [*tasks.get(meeting.pk, ()), *tasks.get(following.pk, ())]
    whole = NextStep(
        starts_at=following.held_at.astimezone(zones[following.pk]),
        topic=following.title,
        language=ANY_LANGUAGE,
        medium=following.medium or following.place,
        ours=(_ours(following),),
        customer=step.customers,
        commitments=tuple(_promised(row, only_one.get(Side(row.side), "")) for row in found),
    )
    lacks = _MORE.intersection(missing(whole, meeting.ended_at))
    # An entry without a place is no proof that none was agreed: a link may stand in its text, and that is not kept.
    not_told = {Part.MEDIUM} if following.people_known else {Part.MEDIUM, Part.PEOPLE}
    not_told |= {Part.HOMEWORK, Part.OUR_TASK} if not meeting.homework_set else set()
    if lacks - not_told:
        return Known.NO
    return Known.YES if not lacks and meeting.step_counts == Known.YES else ""


def _ours(following: Meeting) -> str:
    """Who of us comes: the seller, by whatever name."""
    return str(following.seller_id)


def _promised(row: Commitment | Homework, only_one: str) -> Promised:
    """What an invitation asks for without a name is asked of the one who is invited."""
    return Promised(
        owner=row.owner or (only_one if isinstance(row, Homework) else ""),
        side=Side(row.side),
        deliverable=row.what,
        due=row.due_on,
        state=CommitmentState(row.state),
    )
