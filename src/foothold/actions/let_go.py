"""Let a silent deal go, kindly: it is closed, a day to look again is kept, and any act of theirs brings it back."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from foothold.actions.close_opportunity import close_opportunity, reopen_opportunity, take_back_closing
from foothold.core.gone_dark import look_again_on
from foothold.core.state import Closure
from foothold.records.models import LettingGo, Membership, Opportunity


def let_go(seat: Membership, deal: Opportunity, *, now: datetime, together: bool = False) -> LettingGo | None:
    """Close it as let go; None where it is closed already. Nothing is sent. Done twice, it is done once.

    NotYours for a colleague's deal, unless it is decided `together`, in the weekly review.
    """
    day = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    with transaction.atomic():
        stands = Opportunity.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=deal.pk)
        if stands.closure:
            return None
        close_opportunity(seat, stands, Closure.LET_GO, now=now, together=together)
        return LettingGo.objects.in_workspace(seat.workspace_id).create(
            opportunity=deal, user=seat.user, let_go_at=now, look_again_on=look_again_on(day)
        )


def take_back_letting_go(seat: Membership, deal: Opportunity, *, now: datetime) -> bool:
    """Undo: it is open as before; False where it is not let go, or was closed otherwise meanwhile."""
    with transaction.atomic():
        stands = Opportunity.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=deal.pk)
        if stands.closure != Closure.LET_GO.value:
            return False
        if not take_back_closing(seat, stands, now=now):
            reopen_opportunity(seat, stands, now=now)
        return True
