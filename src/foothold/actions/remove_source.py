"""Remove a source with everything known only from it."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from foothold.actions.forget_unused import Concerned, forget_unused, settle_accounts_again
from foothold.actions.keep_how_sent import sent_of, take_back_sent
from foothold.actions.put_back_entries import put_back_entries
from foothold.actions.settle import settle, settle_again
from foothold.actions.store_entries import entry_before
from foothold.actions.take_back_crm import brought_by, take_back_crm
from foothold.actions.take_out_entries import take_out_entries
from foothold.actions.undo_import import COVERS, forget_recaps, settle_meetings_of, take_out_calls
from foothold.records.changes_kept import take_back_changes
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import (
    CalendarEntry,
    Call,
    Import,
    ImportChange,
    Invitation,
    InvitationReply,
    Membership,
    Source,
)
from foothold.records.models.sources import CALENDARS, ImportState


def remove_source(seat: Membership, source: Source, *, now: datetime | None = None) -> None:
    """Remove its entries, their meetings, letters, answers, calls and what a CRM brought, in one transaction.

    A meeting in which something was said stays, out of the calendar. What another source says too is as that
    one says it. People, accounts and deals nobody refers to any more go, guesses about firms with them; what a
    person told us about a firm stays, and so does what was booked here. Nothing happens where it is removed already.
    """
    with transaction.atomic():
        found = Source.objects.in_workspace(seat.workspace_id).select_for_update().filter(pk=source.pk).first()
        if found is None:
            return
        owner = _owners_seat(seat, found)
        concerned = Concerned()
        changed = _remove_calendar(owner, found, concerned, now=now or timezone.now())
        uids = _remove_answers(owner, found)
        take_out_calls(owner, list(Call.objects.in_workspace(seat.workspace_id).filter(source=found)), concerned)
        take_back_crm(owner, brought_by(found), concerned)
        span = tuple(getattr(found, name) for name in COVERS)
        found.delete()
        settle_meetings_of(owner, uids)
        forget_recaps(owner, [(span[0], span[1])])
        forget_unused(seat.workspace_id, concerned)
        settle_again(owner, changed)
        settle_accounts_again(owner, concerned.accounts)
    forget_freed_pages()


def _owners_seat(seat: Membership, source: Source) -> Membership:
    """The seat whose meetings these are; a workspace's owner may remove what a colleague left behind."""
    seats = Membership.objects.in_workspace(seat.workspace_id).select_related("workspace", "user")
    return seats.filter(user_id=source.user_id).first() or seat


def _remove_calendar(seat: Membership, source: Source, concerned: Concerned, *, now: datetime) -> set[UUID]:
    """What its readings changed is as before; the meetings they changed that are not settled yet."""
    found = _found_before(source)
    said, behind = _said_since(source, found)
    _rewrite_later_changes(source, found)
    mine = CalendarEntry.objects.in_workspace(seat.workspace_id).filter(source=source)
    keys = set(mine.values_list("pk", flat=True)) | behind
    back = put_back_entries(seat, {pk: _before(found.get(pk, [])) for pk in keys}, now=now)
    concerned.by_meetings(seat.workspace_id, back.formed.meetings)
    take_out_entries(seat.workspace_id, back.to_take_out, concerned)
    runs = Import.objects.in_workspace(seat.workspace_id).filter(source=source)
    changed = take_back_changes(seat.workspace_id, runs.values_list("pk", flat=True), said)
    changed |= take_back_sent(sent_of(seat.workspace_id, source), but=_shown_by_others(seat, source, keys))
    if back.formed.meetings:
        settle(seat, back.formed)
    return changed - back.formed.meetings.keys()


def _shown_by_others(seat: Membership, source: Source, mine: set[UUID]) -> set[UUID]:
    """The entries of what was sent that another calendar of his shows, too."""
    sent = {each.row for each in sent_of(seat.workspace_id, source)}
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(pk__in=sent)
    own = own.filter(meeting__entry__source__kind__in=CALENDARS).exclude(meeting__entry__in=mine)
    return set(own.values_list("meeting__entry_id", flat=True))


_Found = tuple[datetime, dict[str, Any] | None]
"""When a reading of this source changed an entry, and how it found it; None where it was the first to bring it."""


def _found_before(source: Source) -> dict[UUID, list[_Found]]:
    """How the readings of this source found each entry that another source had brought, or nobody; oldest first."""
    found: dict[UUID, list[_Found]] = {}
    changes = ImportChange.objects.in_workspace(source.workspace_id).filter(
        model="entry", run__source=source, run__state=ImportState.DONE
    )
    listed = changes.order_by("run__started_at").values_list("row", "run__started_at", "before")
    for row, at, before in listed.iterator():
        if before is None or before["source"] != str(source.pk):
            found.setdefault(row, []).append((at, before))
    return found


def _before(found: list[_Found], until: datetime | None = None) -> dict[str, Any] | None:
    """What another source said of an entry before this one took it over last; None where nothing did."""
    return next((before for at, before in reversed(found) if until is None or at < until), None)


def _said_since(source: Source, found: dict[UUID, list[_Found]]) -> tuple[dict[UUID, list[Import]], set[UUID]]:
    """Readings of other sources that said an entry themselves after this one did, oldest first.

    And the entries another source has that was behind, and so was kept as this one says it: those go back as well.
    """
    of_entries = ImportChange.objects.in_workspace(source.workspace_id).filter(
        model="entry", row__among=list(found), run__state=ImportState.DONE
    )
    others = set(of_entries.exclude(run__source=source).values_list("row", flat=True))
    changes: dict[UUID, list[ImportChange]] = {}
    for change in of_entries.filter(row__among=list(others)).select_related("run").order_by("run__started_at"):
        changes.setdefault(change.row, []).append(change)
    said: dict[UUID, list[Import]] = {}
    behind: set[UUID] = set()
    for entry in CalendarEntry.objects.in_workspace(source.workspace_id).filter(pk__among=list(changes)):
        listed, own_at, is_said = changes[entry.pk], found[entry.pk][0][0], False
        for change, after in zip(listed, [*(each.before for each in listed[1:]), entry_before(entry)], strict=True):
            if change.run.source_id == source.pk:
                is_said = False
            elif change.run.started_at > own_at and _is_own_word(change.before, after):
                said.setdefault(entry.pk, []).append(change.run)
                is_said = True
        if not is_said and entry.source_id != source.pk and _before(found[entry.pk]) is not None:
            behind.add(entry.pk)
    return said, behind


def _is_own_word(before: dict[str, Any] | None, after: dict[str, Any] | None) -> bool:
    """Whether a reading said it itself: one that is behind changes nothing but the fingerprint (store_entries)."""
    if before is None or after is None:
        return True
    return before["fingerprint"] == after["fingerprint"] or any(before[name] != after[name] for name in _SAID)


_SAID = ("entries", "raw")


def _rewrite_later_changes(source: Source, found: dict[UUID, list[_Found]]) -> None:
    """Readings of other sources that found an entry as this one had left it can still be undone: to before this one."""
    later = ImportChange.objects.in_workspace(source.workspace_id).filter(model="entry", before__source=str(source.pk))
    for change in list(later.exclude(run__source=source).select_related("run")):
        change.before = _before(found.get(change.row, []), change.run.started_at)
        change.save(update_fields=["before"])


def _remove_answers(seat: Membership, source: Source) -> set[str]:
    """Remove the answers it brought; the invitations they answer."""
    answers = InvitationReply.objects.in_workspace(seat.workspace_id).filter(source=source)
    uids = set(answers.values_list("uid", flat=True))
    answers.delete()
    return uids
