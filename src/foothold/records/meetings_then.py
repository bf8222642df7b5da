"""How the meetings of deals stood on a day gone by: what was moved, cancelled or answered since is unseen (METHOD 7.3).

How a meeting stood before each change is kept since `Workspace.changes_kept_since`. Of days before that, and before
the meeting was first read, only what no later change can have touched is known:

- a meeting that had begun by then: what became of it became of it before it began
- one ahead whose calendar noted nothing since, and that is no invitation of ours
- any other ahead: that it was to be held. How far it was borne out, and whether it had been moved, is not known

A title, and what was read in a meeting's words, are taken as they are now.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID

from foothold.records.changes_kept import STOOD
from foothold.records.deal_rows import DealRows, Person
from foothold.records.met_rows import Met
from foothold.records.models import MeetingStood, Workspace
from foothold.records.models.meetings import CalendarStatus, CustomerAnswer
from foothold.records.standing import ANSWERED

_ACCEPTED = (CustomerAnswer.ACCEPTED, CustomerAnswer.TENTATIVE)
_NOT_KNOWN: dict[str, Any] = {
    "status": CalendarStatus.STANDS.value,
    "answer": "",
    "answer_level": "",
    "we_declined": False,
    "moved_by_us": 0,
    "moved_by_customer": 0,
    "moved_by_unknown": 0,
    "set_anew": 0,
    "is_told": False,
}


class _Stood(NamedTuple):
    """How a meeting stood `until` a change of it was seen."""

    until: datetime
    fields: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Changes:
    """What is kept of changes of the meetings of some deals, each meeting's oldest first, and since when it is."""

    since: datetime
    by_meeting: Mapping[UUID, list[_Stood]]


def changes_of(workspace_id: Any, deals: Iterable[UUID]) -> Changes:
    """The changes of the meetings of these deals, at most a few hundred."""
    since = Workspace.objects.values_list("changes_kept_since", flat=True).get(
        pk=getattr(workspace_id, "pk", workspace_id)
    )
    rows = MeetingStood.objects.in_workspace(workspace_id).filter(meeting__opportunity__among=list(deals))
    kept: dict[UUID, list[_Stood]] = {}
    for meeting, until, *values in rows.order_by("until", "pk").values_list("meeting_id", "until", *STOOD):
        kept.setdefault(meeting, []).append(_Stood(until, dict(zip(STOOD, values, strict=True))))
    return Changes(since, kept)


def rows_then(rows: DealRows, day: datetime, changes: Changes) -> DealRows:
    """A deal's rows with its meetings as they stood on a day, a moment (aware)."""
    then = [met_then(met, rows, day, changes) for met in rows.meetings]
    people = {met.pk: _answers_then(met, rows.people[met.pk]) for met in then if met.pk in rows.people}
    return replace(rows, meetings=sorted(then, key=lambda met: (met.held_at, str(met.pk))), people=people)


def met_then(met: Met, rows: DealRows, day: datetime, changes: Changes) -> Met:
    """One of these meetings as it stood on a day."""
    stood = next((each for each in changes.by_meeting.get(met.pk, ()) if each.until > day), None)
    then = met if stood is None else met._replace(**stood.fields)
    if day >= max(changes.since, met.created_at):
        then = _noted_by(then, day)
        return then._replace(is_told=_left_by(then, rows, day))
    if then.held_at <= day:
        return _noted_by(then, then.held_at)
    if then.noted_at is not None and then.noted_at <= day and met.pk not in rows.invitations:
        return then
    return then._replace(**_NOT_KNOWN)


def _noted_by(met: Met, at: datetime) -> Met:
    """With its answer known by then: a calendar that notes it again later (DTSTAMP) tells nothing new."""
    return met if met.noted_at is None or met.noted_at <= at else met._replace(noted_at=at)


def _left_by(met: Met, rows: DealRows, day: datetime) -> bool:
    """Whether it is known that our invitation had left; one sent again since does not tell when it first did."""
    sent = rows.invitations.get(met.pk)
    return sent is None or met.answer in ANSWERED or (sent.left_at is not None and sent.left_at <= day)


def _answers_then(met: Met, people: list[Person]) -> list[Person]:
    """Who had spoken or accepted: nobody had accepted what nobody had."""
    return people if met.answer in _ACCEPTED else [each._replace(partstat="") for each in people]
