"""What a calendar's address no longer shows: a meeting to come is gone, one that was is not touched."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from foothold.actions.store_entries import entry_before
from foothold.actions.uids import uid_key
from foothold.records.changes_kept import keep_as_they_stand
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import insert
from foothold.records.models import CalendarEntry, Import, ImportChange, Meeting, Membership, Source
from foothold.records.models.meetings import CalendarStatus


def mark_gone(seat: Membership, source: Source, there: Iterable[str], *, now: datetime) -> set[UUID]:
    """Mark the meetings ahead of entries whose UID is not `there` any more; the accounts that concerns.

    A published calendar shows a stretch of time that moves forward only: a meeting it once showed and that is
    still to come lies within it. So does nothing of a calendar that shows nothing at all, which is more
    likely a fault. Their fingerprint is emptied: when the entry comes back, as it was or not, it is read anew
    and its meetings stand again. In the caller's transaction.
    """
    keys = {uid_key(uid) for uid in there}
    if not keys:
        return set()
    entries = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(source=source)
    vanished = [pk for pk, uid in entries.exclude(fingerprint="").values_list("pk", "uid") if uid not in keys]
    accounts: set[UUID] = set()
    for part in in_parts(vanished):
        ahead = Meeting.objects.in_workspace(seat.workspace_id).filter(
            entry__in=part, held_at__gt=now, status=CalendarStatus.STANDS
        )
        accounts |= {pk for pk in ahead.values_list("account_id", flat=True) if pk}
        with_ahead = list(ahead.values_list("entry_id", flat=True).distinct())
        keep_as_they_stand(seat.workspace_id, ahead, now)
        ahead.update(status=CalendarStatus.GONE)
        entries.filter(pk__in=with_ahead).update(fingerprint="")
    return accounts


def take_over(seat: Membership, source: Source, run: Import, there: Iterable[str]) -> None:
    """Entries another source brought and this one says alike are this one's from now on, which is read on and on.

    Else a meeting deleted in the calendar would stand for ever because a file of last month names it.
    Undoing the run, or removing the source, gives them back. In the caller's transaction.
    """
    rows = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id).exclude(source=source)
    for part in in_parts([uid_key(uid) for uid in there]):
        others = list(rows.filter(uid__in=part))
        changes = [
            ImportChange(workspace_id=seat.workspace_id, run=run, model="entry", row=row.pk, before=entry_before(row))
            for row in others
        ]
        insert(seat.workspace_id, changes)
        rows.filter(pk__in=[row.pk for row in others]).update(source=source)
