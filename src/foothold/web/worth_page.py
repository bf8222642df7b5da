"""What an hour costs, in the words of the screen (UX S9; METHOD 7.2), and in one sentence what follows from it."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.translation import gettext as _

from foothold.core.worth import UNKNOWN_VALUE, break_evens
from foothold.records.deal_worth import DealWorth
from foothold.records.models import Membership, TriageSetting
from foothold.web.deal_words import money

FIELDS = ("hour", "currency", "capacity", "value", "to_pursue", "to_nurture")


def worth_form(seat: Membership, typed: Mapping[str, str] | None = None, wrong: str = "") -> dict[str, Any]:
    """The context of web/parts/worth.html; `typed` is what could not be kept, and `wrong` why."""
    told = TriageSetting.objects.in_workspace(seat.workspace_id).first() or TriageSetting()
    kept = {name: _shown(getattr(told, name)) for name in FIELDS}
    for name in ("to_pursue", "to_nurture"):
        if getattr(told, name) == getattr(UNKNOWN_VALUE, name):
            kept[name] = ""
    return {
        "worth": typed or kept,
        "worth_wrong": wrong,
        "worth_told": _told(told),
        "worth_follows": follows(told, DealWorth(seat.workspace_id)),
        "usual_hours": UNKNOWN_VALUE,
    }


def follows(told: TriageSetting, worths: DealWorth) -> str:
    """From which chance on a deal is pursued and kept warm; no sum of money where no hour's price was told."""
    value = told.value if told.value is not None else worths.team_median if told.hour is not None else None
    worth = worths.default if value is None else replace(worths.default, value=float(value))
    even = break_evens(worth)
    if even is None:
        return _("A deal worth nothing is never pursued.")
    nurture, pursue = even
    if value is None:
        said = _("Without an amount: pursue from a chance of %(pursue)s, keep warm from %(nurture)s.")
        return said % {"pursue": _chance(pursue), "nurture": _chance(nurture)}
    said = _("A deal of %(value)s: pursue from a chance of %(pursue)s, keep warm from %(nurture)s.")
    words = {"value": money(Decimal(value), told.currency), "pursue": _chance(pursue), "nurture": _chance(nurture)}
    return said % words


def _told(told: TriageSetting) -> str:
    """An hour costs EUR 120, 20 a week; or that it is not told."""
    if told.hour is None:
        said = _("Not told: a convention stands in, and no money is claimed.")
    else:
        price = f"{told.currency} {_shown(told.hour)}"
        said = _("An hour costs %(price)s.") % {"price": price}
    if told.capacity is not None:
        hours = {"n": _shown(told.capacity)}
        said += " " + _("With %(n)s hours a week, the last one that fits sets the price.") % hours
    return said


def _chance(even: float) -> str:
    """21 %; more than 100 % where no chance is enough."""
    figure = "<1" if even < 0.005 else ">100" if even > 1 else f"{100 * even:.0f}"
    return (_("%(n)s %%") % {"n": figure}).replace(" ", "\N{NO-BREAK SPACE}")


def _shown(value: Any) -> str:
    """120, 87.5, EUR; blank for what is not told."""
    if value is None or isinstance(value, str):
        return value or ""
    exact = Decimal(str(value)).quantize(Decimal("0.01"))
    return number_format(exact, 0 if exact == exact.to_integral() else 2, use_l10n=True, force_grouping=False)
