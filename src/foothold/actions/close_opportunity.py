"""A person says how a deal ended, or that it is open again; the latest word can be taken back."""

from datetime import datetime

from django.db import transaction

from foothold.actions.settle_ending import settle_refusals
from foothold.actions.settle_standings import settle_standings
from foothold.core.state import Closure
from foothold.records.deals_seen import may_end
from foothold.records.models import LettingGo, Membership, Opportunity, OpportunityClosing


class NotYours(PermissionError):
    """A colleague's deal: he says how it ended, who leads him may ask (METHOD 11)."""


class NotClosed(ValueError):
    """It cannot be closed so; the message says why."""


def close_opportunity(
    seat: Membership,
    deal: Opportunity,
    closure: Closure,
    *,
    now: datetime,
    closed_at: datetime | None = None,
    together: bool = False,
) -> OpportunityClosing:
    """Won, lost or let go, as of `closed_at` (aware; now where not said). Said again, the later word stands.

    An outcome changed afterwards keeps the earlier one in the history. NotClosed for a day to come, or one before the
    deal began; NotYours for a colleague's, unless it is decided `together`, in the weekly review (UX J8).
    """
    at = closed_at or now
    if at > now:
        raise NotClosed("a deal cannot have ended on a day to come")
    # What ends now may have its first meeting still ahead: only a day somebody names can contradict its beginning.
    if closed_at is not None and at < deal.opened_at:
        raise NotClosed("a deal cannot have ended before it began")
    return _say(seat, deal, closure.value, at, now, together=together)


def reopen_opportunity(seat: Membership, deal: Opportunity, *, now: datetime) -> OpportunityClosing:
    """It is open again; how it had ended stays in the history. NotClosed where it is open,
    NotYours where it is a colleague's."""
    if not deal.closure:
        raise NotClosed("it is open")
    return _say(seat, deal, "", None, now, together=False)


def take_back_closing(seat: Membership, deal: Opportunity, *, now: datetime) -> bool:
    """Undo the latest word on how it ended; False where there is none."""
    with transaction.atomic():
        _lock(seat, deal)
        said = OpportunityClosing.objects.in_workspace(seat.workspace_id).filter(opportunity=deal)
        latest = said.filter(taken_back_at=None).order_by("-version").first()
        if latest is None:
            return False
        latest.taken_back_at = now
        latest.save(update_fields=["taken_back_at"])
        _set(deal, latest.before, latest.before_at, now)
    settle_standings(seat.workspace_id, now=now, accounts=[deal.account_id])
    return True


def _say(
    seat: Membership, deal: Opportunity, closure: str, at: datetime | None, now: datetime, *, together: bool
) -> OpportunityClosing:
    if not (together or may_end(seat, deal)):
        raise NotYours(deal.name)
    with transaction.atomic():
        _lock(seat, deal)
        said = OpportunityClosing.objects.in_workspace(seat.workspace_id)
        row = said.create(
            workspace_id=seat.workspace_id,
            opportunity=deal,
            version=said.filter(opportunity=deal).count() + 1,
            user=seat.user,
            closure=closure,
            closed_at=at,
            before=deal.closure,
            before_at=deal.closed_at,
            said_at=now,
        )
        _set(deal, closure, at, now)
    settle_standings(seat.workspace_id, now=now, accounts=[deal.account_id])
    return row


def _lock(seat: Membership, deal: Opportunity) -> None:
    """Nobody else closes it meanwhile; `deal` as it stands now, not as it was shown."""
    stands = Opportunity.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=deal.pk)
    deal.closure, deal.closed_at = stands.closure, stands.closed_at


def _set(deal: Opportunity, closure: str, at: datetime | None, now: datetime) -> None:
    deal.closure, deal.closed_at = closure, at
    deal.save(update_fields=["closure", "closed_at"])
    if closure != Closure.LET_GO.value:
        gone = LettingGo.objects.in_workspace(deal.workspace_id).filter(opportunity=deal, ended_at__isnull=True)
        gone.update(ended_at=now, back_by="undo")
    settle_refusals(deal)
