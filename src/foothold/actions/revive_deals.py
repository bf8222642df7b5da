"""Bring back what was let go, as soon as the customer does anything (METHOD 8, "revive on any customer act")."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from foothold.actions.settle_ending import settle_refusals
from foothold.actions.settle_standings import EVERY
from foothold.core.state import Closure
from foothold.core.touches import Act
from foothold.records.models import LettingGo, Meeting, Opportunity, OpportunityStanding
from foothold.records.signs import of_deal, signs_of


def workspaces_with_let_go() -> list[UUID]:
    """The workspaces where something was let go: only there anything can come back."""
    gone = Opportunity.objects.across_workspaces(because="the round looks for deals that may come back")
    gone = gone.filter(closure=Closure.LET_GO.value, closed_at__isnull=False)
    return list(gone.order_by().values_list("workspace_id", flat=True).distinct())


def revive_deals(workspace_id: Any, accounts: Iterable[UUID] | None, *, now: datetime) -> list[UUID]:
    """Open again the deals of these accounts (None: all) whose people acted after they were let go; which they are.

    One query where nothing was let go.
    """
    gone = Opportunity.objects.in_workspace(workspace_id).filter(closure=Closure.LET_GO.value, closed_at__isnull=False)
    named = None if accounts is None else set(accounts)
    let_go = [
        (deal, account, closed_at)
        for deal, account, closed_at in gone.values_list("pk", "account_id", "closed_at")
        if closed_at is not None and (named is None or account in named)
    ]
    if not let_go:
        return []
    signs = signs_of(workspace_id, {account for _, account, _ in let_go}, now=now)
    back = [
        deal
        for deal, account, closed_at in let_go
        if account in signs
        and any(
            isinstance(each, Act) and each.is_theirs and each.at > closed_at
            for each in of_deal(signs[account], deal, len(signs[account].known) <= 1)
        )
    ]
    if back:
        with transaction.atomic():
            _open_again(workspace_id, back, now)
            for deal in Opportunity.objects.in_workspace(workspace_id).filter(pk__in=back):
                settle_refusals(deal)
            # The same round works out where they stand now.
            standings = OpportunityStanding.objects.in_workspace(workspace_id)
            standings.filter(opportunity__in=back).update(as_of=now - EVERY)
    return back


def revive_met_again(deals: Sequence[Opportunity], meetings: Sequence[Meeting]) -> None:
    """Open again the latest deal of an account that was let go and has a date set after that: it is no new one.

    A date that was known when it was let go brings nothing back by itself: what they do about it does (`revive_deals`).
    For the settling of an account's meetings, inside its transaction, before its deals are told.
    """
    gone = [(each.closed_at, each) for each in deals if each.closure == Closure.LET_GO.value and each.closed_at]
    if not gone:
        return
    closed_at, last = max(gone, key=lambda both: both[0])
    ahead = (each for each in meetings if each.stands and each.held_at > closed_at)
    after = [each.put_at or each.held_at for each in ahead if _set_after(each, closed_at)]
    if after:
        _open_again(last.workspace_id, [last.pk], max(min(after), closed_at))
        last.closure, last.closed_at = "", None


def _set_after(meeting: Meeting, moment: datetime) -> bool:
    """By CREATED; where the calendar does not say, by when it was first read, and one that is not stored yet is now."""
    known_at = meeting.put_at or meeting.created_at
    return known_at is None or known_at > moment


def _open_again(workspace_id: Any, deals: Sequence[UUID], at: datetime) -> None:
    Opportunity.objects.in_workspace(workspace_id).filter(pk__in=deals).update(closure="", closed_at=None)
    ended = LettingGo.objects.in_workspace(workspace_id).filter(opportunity__in=deals, ended_at__isnull=True)
    ended.update(ended_at=at, back_by="act")
