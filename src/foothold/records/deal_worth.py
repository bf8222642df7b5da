"""What a deal is worth here: its own amount, else the team's median, else METHOD's convention (METHOD 7.2)."""

from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from statistics import median
from typing import Any, Protocol

from django.db.models import Q

from foothold.core.evidence import Level
from foothold.core.worth import UNKNOWN_VALUE, Worth
from foothold.records.models import Opportunity, TriageSetting


class Amounted(Protocol):
    """A deal as far as its worth goes; `amount_level` is how far the amount is borne out ("E2")."""

    @property
    def amount(self) -> Decimal | None: ...
    @property
    def amount_level(self) -> str: ...
    @property
    def currency(self) -> str: ...


def is_borne_out(deal: Amounted) -> bool:
    """Whether more than somebody's typing says what it is worth: a CRM, a contract."""
    return deal.amount is not None and deal.amount_level >= Level.E2.name


class DealWorth:
    """The worth of a workspace's deals; what they share is read once. `capacity` in hours a week, None: no limit."""

    def __init__(self, workspace_id: Any) -> None:
        self._workspace_id = workspace_id
        told = TriageSetting.objects.in_workspace(workspace_id).first() or TriageSetting()
        self.default, self.capacity, self._currency = _worth(told), told.capacity, told.currency

    def of(self, deal: Amounted) -> Worth:
        """By the deal's own amount where it is borne out: a typed one below E2 is not taken.

        Nor is one in another currency than an hour is told in: what it is worth in hours nobody has said.
        """
        is_comparable = not self._currency or deal.currency in {"", self._currency}
        own = deal.amount if is_borne_out(deal) and is_comparable else None
        value = own if own is not None else self.team_median
        return self.default if value is None or value < 0 else replace(self.default, value=float(value))

    @cached_property
    def team_median(self) -> float | None:
        """The middle of the amounts that are borne out, in the currency told; None where there is none."""
        every = Opportunity.objects.in_workspace(self._workspace_id)
        borne = every.filter(amount__isnull=False, amount_level__gte=Level.E2.name)
        if self._currency:
            borne = borne.filter(Q(currency="") | Q(currency=self._currency))
        count = borne.count()
        if not count:
            return None
        middle = borne.order_by("amount").values_list("amount", flat=True)[(count - 1) // 2 : count // 2 + 1]
        return median(float(amount) for amount in middle if amount is not None)


def _worth(told: TriageSetting) -> Worth:
    """A deal of unknown value keeps METHOD's two break-evens whatever an hour costs: it is worth as many hours."""
    hour = UNKNOWN_VALUE.hour if told.hour is None else float(told.hour)
    value = UNKNOWN_VALUE.value * hour / UNKNOWN_VALUE.hour if told.value is None else float(told.value)
    return Worth(value=value, hour=hour, to_pursue=told.to_pursue, to_nurture=told.to_nurture)
