"""That a booking was sent, told by a reading that found it in its seller's own calendar, goes with that reading."""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.dateparse import parse_datetime

from foothold.records.many_rows import insert
from foothold.records.models import Import, ImportChange, Invitation, InvitationStep, Membership
from foothold.records.models.booking import InvitationStepKind
from foothold.records.models.sources import ImportState

SENT = "sent"
"""The kind of change (ImportChange.model): of an invitation, how it was sent."""

HowSent = tuple[datetime | None, int | None, datetime | None]
"""When the present state left, the latest SEQUENCE they were told of, when they were first told."""
_FIELDS = ("left_at", "told_sequence", "told_at")


def how_sent(seat: Membership) -> dict[UUID, HowSent]:
    """Of each of the person's own invitations."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
    return {pk: (left_at, told, at) for pk, left_at, told, at in own.values_list("pk", *_FIELDS)}


def keep_how_sent(seat: Membership, run: Import, before: Mapping[UUID, HowSent]) -> None:
    """Write down of which invitations this reading said that they were sent, and how. In the caller's transaction."""
    after = how_sent(seat) if before else {}
    changed = [pk for pk, was in before.items() if pk in after and _says_sent(was, after[pk])]
    rows = [{"was": _written(before[pk]), "is": _written(after[pk])} for pk in changed]
    changes = [
        ImportChange(workspace_id=seat.workspace_id, run=run, model=SENT, row=pk, before=row)
        for pk, row in zip(changed, rows, strict=True)
    ]
    insert(seat.workspace_id, changes)


def take_back_sent(changes: Iterable[ImportChange], *, but: Collection[UUID] = ()) -> set[UUID]:
    """Say of invitations what was known before these readings, the last one first; their meetings.

    What was said of it since stays: his own word, another time told. So do those of the entries `but`, which another
    calendar shows. In the caller's transaction, before the meetings are settled.
    """
    meetings: set[UUID] = set()
    listed = sorted((each for each in changes if each.model == SENT), key=lambda each: each.run.started_at)
    for change in reversed(listed):
        rows = Invitation.objects.in_workspace(change.workspace_id).select_related("meeting").filter(pk=change.row)
        invitation = rows.exclude(meeting__entry__in=but).first() if but else rows.first()
        if invitation is not None and change.before is not None:
            _take_back(invitation, _read(change.before["was"]), _read(change.before["is"]))
            meetings.add(invitation.meeting_id)
    return meetings


def sent_of(workspace_id: Any, source: Any) -> list[ImportChange]:
    """What the readings of a source said of it."""
    of = ImportChange.objects.in_workspace(workspace_id).filter(
        run__source=source, run__state=ImportState.DONE, model=SENT
    )
    return list(of.select_related("run"))


def _says_sent(was: HowSent, found: HowSent) -> bool:
    """More than before; that a move waits to be sent again says less."""
    return found[1:] != was[1:] or (was[0] is None and found[0] is not None)


def _take_back(invitation: Invitation, was: HowSent, found: HowSent) -> None:
    for name, before, after in zip(_FIELDS, was, found, strict=True):
        if getattr(invitation, name) == after:
            setattr(invitation, name, before)
    invitation.save(update_fields=list(_FIELDS))
    if was[0] is None and found[0] is not None and invitation.left_at is None:
        steps = InvitationStep.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
        steps.filter(kind=InvitationStepKind.BY_HAND, done_at=found[0]).delete()


def _written(sent: HowSent) -> list[Any]:
    left_at, told, told_at = sent
    return [left_at and left_at.isoformat(), told, told_at and told_at.isoformat()]


def _read(written: list[Any]) -> HowSent:
    left_at, told, told_at = written
    return parse_datetime(left_at or ""), told, parse_datetime(told_at or "")
