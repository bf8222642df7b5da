"""Begin a reading of a source, and write down what it adds, so that it can be undone."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from django.db.models import Max

from foothold.records.in_parts import in_parts
from foothold.records.meeting_rows import AT_ONCE
from foothold.records.models import Import, ImportChange, Membership, Source
from foothold.records.scoping import InWorkspace


def start_import(seat: Membership, source: Source, files: Sequence[str], *, now: datetime) -> Import:
    """A new run, later than every one before it, whatever the clock says. In the caller's transaction.

    Several files are read in one breath and clocks step back; which reading was the last decides
    which one can be undone.
    """
    runs = Import.objects.in_workspace(seat.workspace_id)
    latest = runs.aggregate(latest=Max("started_at"))["latest"]
    started_at = now if latest is None or latest < now else latest + timedelta(microseconds=1)
    return runs.create(source=source, user_id=seat.user_id, started_at=started_at, files=list(files))


def cover(run: Import, days: Iterable[datetime]) -> None:
    """Say which days the run's source speaks of now: from the first of them to the last, and those it covered before.

    In the caller's transaction, which saves the source.
    """
    source, listed = run.source, list(days)
    if not listed:
        return
    before = {name: getattr(source, name) for name in ("covers_from", "covers_until")}
    source.covers_from = min([*listed, *([source.covers_from] if source.covers_from else [])])
    source.covers_until = max([*listed, *([source.covers_until] if source.covers_until else [])])
    if before != {name: getattr(source, name) for name in before}:
        written = {name: moment.isoformat() if moment else None for name, moment in before.items()}
        ImportChange.objects.in_workspace(run.workspace_id).create(
            run=run, model="source", row=source.pk, before=written
        )


def note_new(run: Import, model: str, rows: Iterable[InWorkspace]) -> None:
    """Write down which of these rows, all of one model, were stored by this run. In the caller's transaction.

    `model` is what ImportChange calls it: letter, reply or call. Rows that were known before, and so never
    stored, are left out.
    """
    listed = list(rows)
    if not listed:
        return
    stored: set[object] = set()
    for part in in_parts([row.pk for row in listed]):
        found = type(listed[0]).objects.in_workspace(run.workspace_id).filter(pk__in=part)
        stored |= set(found.values_list("pk", flat=True))
    changes = [
        ImportChange(workspace_id=run.workspace_id, run=run, model=model, row=row.pk)
        for row in listed
        if row.pk in stored
    ]
    ImportChange.objects.in_workspace(run.workspace_id).bulk_create(changes, batch_size=AT_ONCE)
