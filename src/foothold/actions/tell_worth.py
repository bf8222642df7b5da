"""Tell what an hour costs, what a deal is worth and how many hours there are (METHOD 7.2)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.settle_standings import settle_after_evidence
from foothold.actions.typed_money import currency_typed_with, typed_currency, typed_number
from foothold.core.amounts import MOST
from foothold.core.worth import UNKNOWN_VALUE
from foothold.records.models import Membership, Opportunity, TriageSetting

MOST_AN_HOUR = 999_999
HOURS_OF_A_WEEK = 168


def tell_worth(seat: Membership, said: Mapping[str, str], *, now: datetime) -> TriageSetting:
    """Keep what was typed as `hour`, `currency`, `value`, `to_pursue`, `to_nurture` and `capacity`; empty is not told.

    Every open deal is worked out anew by it. Raises ValueError, one sentence for a person, for what cannot be; nothing
    is changed then.
    """

    def number(name: str, what: str, most: int) -> Decimal | None:
        return typed_number(said.get(name, ""), what, most)

    hour = number("hour", _("What an hour costs"), MOST_AN_HOUR)
    value = number("value", _("What a deal is worth"), int(MOST) - 1)
    pursue = float(number("to_pursue", _("Hours to win a deal"), 10_000) or UNKNOWN_VALUE.to_pursue)
    nurture = float(number("to_nurture", _("Hours to keep one warm"), 10_000) or UNKNOWN_VALUE.to_nurture)
    week = number("capacity", _("Hours a week"), HOURS_OF_A_WEEK)
    if value is not None and hour is None:
        raise ValueError(_("Say what an hour costs, too: a value alone weighs nothing."))
    currency = typed_currency(said.get("currency", "")) if hour is not None else ""
    for amount in (said.get("hour", ""), said.get("value", "")) if currency else ():
        if currency_typed_with(amount, currency) != currency:
            raise ValueError(_("Both amounts are in one currency: %(currency)s.") % {"currency": currency})
    if nurture >= pursue:
        raise ValueError(_("Winning a deal takes more hours than keeping it warm."))
    told = {
        "hour": hour,
        "currency": currency,
        "value": value,
        "to_pursue": pursue,
        "to_nurture": nurture,
        "capacity": None if week is None else float(week),
    }
    with transaction.atomic():
        row, _made = TriageSetting.objects.in_workspace(seat.workspace_id).update_or_create(
            workspace_id=seat.workspace_id, defaults=told
        )
    open_ones = Opportunity.objects.in_workspace(seat.workspace_id).filter(closure="").order_by()
    settle_after_evidence(seat.workspace_id, open_ones.values_list("account_id", flat=True).distinct(), now=now)
    return row
