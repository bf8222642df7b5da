"""Slots that were named in a conversation and stand in no calendar yet: offered, too (DESIGN 3)."""

from datetime import datetime
from uuid import UUID

from foothold.core.state import State
from foothold.records.deals_seen import deals_of_his_day, deals_seen_by
from foothold.records.models import Account, Membership, OpportunityStanding


def named_aloud(
    seat: Membership, *, now: datetime, whole_team: bool = False, account: Account | None = None
) -> dict[UUID, OpportunityStanding]:
    """Of each account, or this one, whose open deal is offered a slot to come: where it stands, the soonest slot.
    One query.

    Of an account with a date ahead in a calendar that date says more; who lists both takes it first.
    """
    deals = (deals_seen_by(seat) if whole_team else deals_of_his_day(seat)).filter(closure="")
    deals = deals if account is None else deals.filter(account=account)
    offered = OpportunityStanding.objects.in_workspace(seat.workspace_id).filter(
        opportunity__in=deals.order_by().values("pk"), state=State.OFFERED.value, slot_at__gt=now
    )
    return {
        each.opportunity.account_id: each
        for each in offered.select_related("opportunity__account").order_by("-slot_at", "pk")
    }
