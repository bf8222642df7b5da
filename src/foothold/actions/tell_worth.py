"""Tell what an hour costs, what a deal is worth and how many hours there are (METHOD 7.2)."""

import re
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.settle_standings import settle_after_evidence
from foothold.core.amounts import amount_in, decimal_mark
from foothold.core.worth import UNKNOWN_VALUE
from foothold.records.models import Membership, Opportunity, TriageSetting

MOST_AN_HOUR = 999_999
HOURS_OF_A_WEEK = 168
_CURRENCY = re.compile(r"[A-Z]{3}")


def tell_worth(seat: Membership, said: Mapping[str, str], *, now: datetime) -> TriageSetting:
    """Keep what was typed as `hour`, `currency`, `value`, `to_pursue`, `to_nurture` and `capacity`; empty is not told.

    Every open deal is worked out anew by it. Raises ValueError, one sentence for a person, for what cannot be; nothing
    is changed then.
    """
    hour = _number(said, "hour", _("What an hour costs"), MOST_AN_HOUR)
    value = _number(said, "value", _("What a deal is worth"), 10**12 - 1)
    currency = said.get("currency", "").strip().upper()
    pursue = float(_number(said, "to_pursue", _("Hours to win a deal"), 10_000) or UNKNOWN_VALUE.to_pursue)
    nurture = float(_number(said, "to_nurture", _("Hours to keep one warm"), 10_000) or UNKNOWN_VALUE.to_nurture)
    week = _number(said, "capacity", _("Hours a week"), HOURS_OF_A_WEEK)
    if value is not None and hour is None:
        raise ValueError(_("Say what an hour costs, too: a value alone weighs nothing."))
    if hour is not None and not _CURRENCY.fullmatch(currency):
        raise ValueError(_("Say the currency in three letters, like EUR."))
    if nurture >= pursue:
        raise ValueError(_("Winning a deal takes more hours than keeping it warm."))
    told = {
        "hour": hour,
        "currency": currency if hour is not None else "",
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


def _number(said: Mapping[str, str], name: str, what: str, most: int) -> Decimal | None:
    """The number typed, with a point or a comma; None for nothing. ValueError for what is none, or 0 and below."""
    text = said.get(name, "").strip()
    if not text:
        return None
    # One number alone: "1.200" and "1,200" are both twelve hundred, nobody writes three digits of cents.
    number = amount_in(text, decimal_mark([text], "," if "." in text else ".") or ".")
    if number is None:
        raise ValueError(_("%(what)s: write one number, like 120 or 87,50.") % {"what": what})
    if number <= 0:
        raise ValueError(_("%(what)s is more than 0. Leave it empty where it is not known.") % {"what": what})
    if number > most:
        raise ValueError(_("%(what)s is at most %(most)s.") % {"what": what, "most": most})
    return number
