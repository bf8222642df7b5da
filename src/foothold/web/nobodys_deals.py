"""The deals that are nobody's yet, as an admin sees them under Deals."""

from typing import Any

from foothold.records.colleagues import seats_in
from foothold.records.models import Membership
from foothold.records.visibility import deals_of_nobody
from foothold.web import deal_words

SHOWN = 50
"""Deals named one by one; the others can be given all at once."""


def nobodys_deals(seat: Membership) -> dict[str, Any]:
    """The context of web/parts/nobodys_deals.html; empty where there are none to give."""
    deals = deals_of_nobody(seat)
    count = deals.count()
    if not count:
        return {}
    listed = deals.select_related("account").order_by("account__name", "opened_at", "pk")[:SHOWN]
    return {
        "nobodys": [(each, deal_words.deal_name(each), deal_words.amount(each)) for each in listed],
        "nobodys_count": count,
        "nobodys_unshown": max(count - SHOWN, 0),
        "givable_to": seats_in(seat.workspace_id),
    }
