"""Undo what was read last: all files of one call together, or none of them (UX 3)."""

from datetime import datetime

from django.db import transaction

from foothold.actions.undo_import import undo_import
from foothold.records.models import Import, Membership, Source
from foothold.records.models.sources import IS_READ_ON, ImportState


def undo_last_import(seat: Membership, *, now: datetime) -> list[Import]:
    """The readings undone, empty where there is none. What is read again by itself is no import.

    Raises ValueError, one line for a person, where a later reading builds on one of them; nothing is undone then.
    """
    runs = (
        Import.objects.in_workspace(seat.workspace_id)
        .filter(user_id=seat.user_id, state=ImportState.DONE, source__demo=False)
        .exclude(source__in=Source.objects.in_workspace(seat.workspace_id).filter(IS_READ_ON).values("pk"))
        .select_related("source")
        .order_by("-started_at", "-ended_at")
    )
    last = runs.first()
    if last is None:
        return []
    left = list(runs.filter(ended_at=last.ended_at))
    undone: list[Import] = []
    with transaction.atomic():
        while left:
            gone = _undo_one(seat, left, now=now)
            left.remove(gone)
            undone.append(gone)
    return undone


def _undo_one(seat: Membership, runs: list[Import], *, now: datetime) -> Import:
    """Files of one call may speak of the same meetings: the one read last goes first, whichever that is."""
    for run in runs[:-1]:
        try:
            with transaction.atomic():
                undo_import(seat, run, now=now)
        except ValueError:
            continue
        return run
    undo_import(seat, runs[-1], now=now)
    return runs[-1]
