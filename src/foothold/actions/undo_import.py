"""Undo an import: what it changed is as before, what it brought is gone; all of it or nothing."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from foothold.actions.forget_unused import Concerned, forget_unused, settle_accounts_again
from foothold.actions.hold_calls import forget_call_meetings, hold_calls
from foothold.actions.keep_how_sent import take_back_sent
from foothold.actions.put_back_entries import put_back_entries
from foothold.actions.settle import settle, settle_again
from foothold.actions.take_back_crm import take_back_crm
from foothold.actions.take_out_entries import take_out_entries
from foothold.records.changes_kept import take_back_changes
from foothold.records.erasing import forget_freed_pages
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import overwrite
from foothold.records.models import (
    Call,
    Import,
    ImportChange,
    InvitationReply,
    Letter,
    Meeting,
    Membership,
    Source,
)
from foothold.records.models.sources import ImportState, SourceType


def undo_import(seat: Membership, run: Import, *, now: datetime) -> bool:
    """Put back what this reading found, in one transaction; False where it was undone already.

    ValueError, one line for a person and nothing done, where a later reading changed the same: that one is
    undone first. Only who read it can undo it; an address is read on and on, so it is removed instead.
    """
    with transaction.atomic():
        run = Import.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=run.pk)
        if run.state == ImportState.UNDONE:
            return False
        _refuse_what_is_not_undone(seat, run)
        changes = list(ImportChange.objects.in_workspace(seat.workspace_id).filter(run=run).select_related("run"))
        _refuse_what_changed_since(run, changes)
        _put_back(seat, run, changes, now=now)
        run.state = ImportState.UNDONE
        run.save(update_fields=["state"])
    forget_freed_pages()
    return True


def _refuse_what_is_not_undone(seat: Membership, run: Import) -> None:
    if run.user_id != seat.user_id:
        raise ValueError(_("Only the person who read it can undo it. Nothing was changed."))
    if run.source.is_read_on:
        raise ValueError(
            _("“%(name)s” is read again by itself. Remove it to take it out. Nothing was changed.")
            % {"name": run.source.name}
        )


def _refuse_what_changed_since(run: Import, changes: Sequence[ImportChange]) -> None:
    later = Import.objects.in_workspace(run.workspace_id).filter(state=ImportState.DONE, started_at__gt=run.started_at)
    if not later.exists():
        return
    blocking: Import | None = None
    for part in in_parts([change.row for change in changes]):
        again = ImportChange.objects.in_workspace(run.workspace_id).filter(run__in=later.values("pk"), row__in=part)
        last = later.filter(pk__in=again.values("run_id")).order_by("-started_at").first()
        if last is not None and (blocking is None or last.started_at > blocking.started_at):
            blocking = last
    if blocking is None:
        return
    line = _("“%(name)s”, read later (%(day)s), changed the same. Undo that one first. Nothing was changed.")
    if blocking.source.is_read_on:
        line = _("“%(name)s”, read later (%(day)s), changed the same. Remove it first. Nothing was changed.")
    raise ValueError(line % {"name": blocking.source.name, "day": date_format(blocking.started_at, "j F, H:i")})


def _put_back(seat: Membership, run: Import, changes: Sequence[ImportChange], *, now: datetime) -> None:
    by_model: dict[str, dict[UUID, Any]] = {}
    for change in changes:
        by_model.setdefault(change.model, {})[change.row] = change.before
    concerned = Concerned()
    back = put_back_entries(seat, by_model.get("entry", {}), now=now)
    meetings = back.formed.meetings
    concerned.by_meetings(seat.workspace_id, meetings)
    take_out_entries(seat.workspace_id, back.to_take_out, concerned)
    changed = take_back_changes(seat.workspace_id, [run.pk]) | take_back_sent(changes)
    if meetings:
        settle(seat, back.formed)
    _take_back_replies(seat, by_model.get("reply", {}))
    _take_back_letters(seat, by_model.get("letter", {}), by_model.get("source", {}))
    _take_back_calls(seat, by_model.get("call", {}), concerned)
    take_back_crm(seat, by_model, concerned)
    forget_unused(seat.workspace_id, concerned)
    settle_again(seat, changed - meetings.keys())
    settle_accounts_again(seat, concerned.accounts)


def _take_back_replies(seat: Membership, keys: Iterable[UUID]) -> None:
    uids: set[str] = set()
    for part in in_parts(keys):
        rows = InvitationReply.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
        uids |= set(rows.values_list("uid", flat=True))
        rows.delete()
    settle_meetings_of(seat, uids)


def settle_meetings_of(seat: Membership, uids: Iterable[str]) -> None:
    """Tell anew what was answered to these invitations."""
    meetings: list[UUID] = []
    for part in in_parts(uids):
        answered = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid__in=part)
        meetings += answered.values_list("pk", flat=True)
    if meetings:
        settle_again(seat, meetings)


def _take_back_letters(seat: Membership, keys: Iterable[UUID], sources: Mapping[UUID, Any]) -> None:
    """Remove letters; the source speaks of the days it spoke of before."""
    rows = Source.objects.in_workspace(seat.workspace_id)
    mailboxes = rows.filter(pk__in=list(sources), kind=SourceType.MAILS)
    spans = [(source.covers_from, source.covers_until) for source in mailboxes]
    for part in in_parts(keys):
        Letter.objects.in_workspace(seat.workspace_id).filter(pk__in=part).delete()
    for pk, before in sources.items():
        rows.filter(pk=pk).update(**{name: parse_datetime(before[name] or "") for name in COVERS})
    forget_recaps(seat, spans)


COVERS = ("covers_from", "covers_until")
_RECAP_LOOKS_BACK = timedelta(days=14)
"""A recap is written within a business day; holidays make that a week at most."""


def forget_recaps(seat: Membership, spans: Iterable[tuple[datetime | None, datetime | None]]) -> None:
    """Tell anew of the meetings in these times whether we wrote after them; unknown where no mailbox is left."""
    for since, until in spans:
        if since is None or until is None:
            continue
        own = Meeting.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
        concerned = own.filter(held_at__gte=since - _RECAP_LOOKS_BACK, held_at__lte=until).exclude(recap_sent="")
        keys = list(concerned.values_list("pk", flat=True))
        concerned.update(recap_sent="")
        settle_again(seat, keys)


def _take_back_calls(seat: Membership, calls: Mapping[UUID, Any], concerned: Concerned) -> None:
    if not calls:
        return
    rows: list[Call] = []
    for part in in_parts(calls):
        rows += Call.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
    take_out_calls(seat, [call for call in rows if calls[call.pk] is None], concerned)
    back = [call for call in rows if calls[call.pk] is not None]
    for call in back:
        for name, value in calls[call.pk].items():
            setattr(call, name, value)
    overwrite(seat.workspace_id, back)
    hold_calls(seat, back)


def take_out_calls(seat: Membership, calls: Sequence[Call], concerned: Concerned) -> None:
    """Remove calls, and the meetings that were nothing but calls; `concerned` learns whom that concerns."""
    meetings = [call.meeting_id for call in calls if call.meeting_id]
    concerned.by_meetings(seat.workspace_id, meetings)
    concerned.accounts |= {call.account_id for call in calls if call.account_id}
    forget_call_meetings(seat, calls)
    for part in in_parts([call.pk for call in calls]):
        Call.objects.in_workspace(seat.workspace_id).filter(pk__in=part).delete()
