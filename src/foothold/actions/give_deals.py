"""Give deals that are nobody's yet to a person: a CRM named an owner who is not here."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.settle_standings import settle_after_evidence
from foothold.records.colleagues import seats_in
from foothold.records.in_parts import in_parts
from foothold.records.models import Membership, Opportunity
from foothold.records.visibility import deals_of_nobody


def give_deals(seat: Membership, deals: Iterable[UUID] | None, to: Membership, *, now: datetime) -> int:
    """Name `to` as the seller of these, of all that are nobody's for None; how many. Others stay as they are.

    For an admin: for anybody else nothing is nobody's. ValueError where `to` does not sit here.
    """
    if not seats_in(seat.workspace_id).filter(pk=to.pk).exists():
        raise ValueError(_("Choose a colleague who is here."))
    with transaction.atomic():
        free = deals_of_nobody(seat)
        wanted = set(free.values_list("pk", flat=True))
        chosen = wanted if deals is None else wanted & set(deals)
        accounts: set[UUID] = set()
        for part in in_parts(chosen):
            rows = Opportunity.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
            accounts |= set(rows.values_list("account_id", flat=True))
            rows.update(seller=to.user)
        settle_after_evidence(seat.workspace_id, accounts, now=now)
    return len(chosen)
