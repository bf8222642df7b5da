"""How meetings stood before a change of them is stored, so that a day gone by can be read as it was (METHOD 7.3)."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import pairwise
from typing import Any
from uuid import UUID

from foothold.records.many_rows import insert, overwrite
from foothold.records.models import Import, Meeting, MeetingStood

_MOVES = ("moved_by_us", "moved_by_customer", "moved_by_unknown")
CHANGES = ("held_at", "ends_at", "status", "answer", "answer_level", "we_accepted", "we_declined", *_MOVES)
"""What a change is a change of; a calendar that notes the same again later has changed nothing."""
STOOD = (*CHANGES, "noted_at")
"""What is kept of a meeting."""
_under_way: ContextVar[Import | None] = ContextVar("the reading under way", default=None)


@contextmanager
def changed_by(run: Import | None) -> Iterator[None]:
    """What changes meanwhile is changed by this reading, and goes with it: also what only follows from it."""
    token = _under_way.set(run)
    try:
        yield
    finally:
        _under_way.reset(token)


def keep_changes(workspace_id: Any, meetings: Sequence[Meeting], now: datetime) -> None:
    """Keep how these stored meetings, some hundred, stood until `now`, where they are about to be stored otherwise."""
    becomes = {meeting.pk: _changes(meeting) for meeting in meetings}
    rows = Meeting.objects.in_workspace(workspace_id).filter(pk__in=becomes).order_by()
    stood = rows.values_list("pk", *STOOD)
    _keep(workspace_id, [row for row in stood if row[1 : len(CHANGES) + 1] != becomes[row[0]]], now)


def keep_as_they_stand(workspace_id: Any, meetings: Any, now: datetime) -> None:
    """Keep how the meetings of a query stand, which are about to change, all of them."""
    _keep(workspace_id, meetings.values_list("pk", *STOOD), now)


def _keep(workspace_id: Any, stood: Iterable[Any], now: datetime) -> None:
    same = {"workspace_id": workspace_id, "until": now, "run": _under_way.get()}
    insert(
        workspace_id,
        [MeetingStood(meeting_id=pk, **same, **dict(zip(STOOD, values, strict=True))) for pk, *values in stood],
    )


def stood_at(meeting: Meeting) -> set[datetime]:
    """The starts at which it has stood before its changes, as far as they are kept."""
    kept = MeetingStood.objects.in_workspace(meeting.workspace_id).filter(meeting_id=meeting.pk)
    return set(kept.values_list("held_at", flat=True))


def take_back_changes(
    workspace_id: Any, runs: Iterable[UUID], said: Mapping[UUID, Sequence[Import]] | None = None
) -> set[UUID]:
    """Have meetings stand, on every day gone by and today, as if these readings had changed nothing; which they are.

    What was changed by others, before and since, stays. So does, from then on, what others that are `said` by entry,
    oldest first, say after these, though it changed nothing: they are who changed it. Whoever takes the readings back
    settles these meetings then: what is told otherwise by that is a change of its own. In the caller's transaction.
    """
    taken_back = set(runs)
    kept = MeetingStood.objects.in_workspace(workspace_id)
    found = set(kept.filter(run__among=list(taken_back)).values_list("meeting_id", flat=True))
    stood: dict[UUID, list[MeetingStood]] = {}
    rows = kept.filter(meeting__among=list(found)).select_related("run")
    for row in rows.order_by("until", "pk"):
        stood.setdefault(row.meeting_id, []).append(row)
    meetings = list(Meeting.objects.in_workspace(workspace_id).filter(pk__among=list(found)))
    left: dict[UUID, MeetingStood] = {}
    for each in meetings:
        since = said.get(each.entry_id, ()) if said and each.entry_id else ()
        left |= {row.pk: row for row in _take_back(stood[each.pk], each, taken_back, since)}
    gone = [row.pk for rows in stood.values() for row in rows if row.pk not in left]
    kept.filter(pk__among=gone).delete()
    overwrite(workspace_id, list(left.values()))
    overwrite(workspace_id, meetings)
    return found


def _take_back(
    stood: list[MeetingStood], meeting: Meeting, runs: set[UUID], said: Sequence[Import]
) -> list[MeetingStood]:
    """The rows that are left, oldest first; they and the meeting are changed in place."""
    left: list[MeetingStood | Meeting] = [meeting]
    for row in reversed(stood):
        if row.run_id not in runs:
            left.insert(0, row)
            continue
        again = next((each for each in said if row.run is not None and each.started_at > row.run.started_at), None)
        if again is None:
            _pass_on(row, left)
        else:
            _hand_on(row, left, again)
    return [row for row, then in pairwise(left) if isinstance(row, MeetingStood) and _changes(row) != _changes(then)]


def _pass_on(row: MeetingStood, later: Sequence[MeetingStood | Meeting]) -> None:
    """Let stand on after a change what stood before it, until somebody else changed that."""
    for name in STOOD:
        was, became = getattr(row, name), getattr(later[0], name)
        for then in later if was != became else ():
            if name in _MOVES:
                setattr(then, name, max(0, getattr(then, name) - became + was))
            elif getattr(then, name) == became:
                setattr(then, name, was)
            else:
                break


def _hand_on(row: MeetingStood, left: list[MeetingStood | Meeting], again: Import) -> None:
    """Let stand on what stood before a change until `again` says it: what is changed then, that reading changed."""
    at = next(place for place, then in enumerate(left) if isinstance(then, Meeting) or _when(then) >= again.started_at)
    found = left[at]
    if not isinstance(found, MeetingStood) or found.run_id != again.pk:
        between = [then.until for then in left[:at] if isinstance(then, MeetingStood)]
        until = max(again.started_at, row.until, *between)
        found = MeetingStood(workspace_id=row.workspace_id, meeting_id=row.meeting_id, run=again, until=until)
        for name in STOOD:
            setattr(found, name, getattr(left[at], name))
        left.insert(at, found)
    _pass_on(row, left[: at + 1])
    _count_one_move(found, left[at + 1 :])


def _count_one_move(row: MeetingStood, later: Sequence[MeetingStood | Meeting]) -> None:
    """A reading is one move where it has another time, and none where it has the same."""
    over = sum(getattr(later[0], name) - getattr(row, name) for name in _MOVES) - (row.held_at != later[0].held_at)
    for name in reversed(_MOVES):
        less = min(max(over, 0), max(getattr(later[0], name) - getattr(row, name), 0))
        over -= less
        for then in later if less else ():
            setattr(then, name, max(0, getattr(then, name) - less))


def _when(row: MeetingStood) -> datetime:
    return row.until if row.run is None else row.run.started_at


def _changes(row: MeetingStood | Meeting) -> tuple[Any, ...]:
    return tuple(getattr(row, name) for name in CHANGES)
