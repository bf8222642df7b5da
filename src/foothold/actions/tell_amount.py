"""A seller says what a deal of his is worth (METHOD 7.2)."""

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.close_opportunity import NotYours
from foothold.actions.typed_money import currency_typed_with, typed_number
from foothold.core.amounts import MOST
from foothold.core.evidence import Level
from foothold.records.deal_worth import is_borne_out
from foothold.records.deals_seen import may_end
from foothold.records.models import Membership, Opportunity


def tell_amount(seat: Membership, deal: Opportunity, amount: str, currency: str) -> None:
    """Keep what was typed, as E1: it stands in every sum, and moves no class. Empty is not known any more.

    Raises NotYours for a colleague's deal; ValueError, one sentence for a person, for what is no amount, and where a
    CRM says it: its next export would bring that back.
    """
    if not may_end(seat, deal):
        raise NotYours(deal.name)
    worth = typed_number(amount, _("The amount"), int(MOST) - 1)
    named = "" if worth is None else currency_typed_with(amount, currency)
    with transaction.atomic():
        stands = Opportunity.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=deal.pk)
        if is_borne_out(stands):
            raise ValueError(_("Your CRM says this amount: change it there."))
        stands.amount, stands.currency = worth, named
        stands.amount_level = "" if worth is None else Level.E1.name
        stands.save(update_fields=["amount", "currency", "amount_level"])
