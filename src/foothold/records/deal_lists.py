"""The deals a person sees, each with everything a line on a screen needs, and what they add up to (UX 3, S6)."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any

from foothold.core.next_step import Grade
from foothold.core.shares import tenths
from foothold.core.topic import ANY_LANGUAGE, has_topic
from foothold.core.worth import ASKS_TESTED, Triage
from foothold.records.deals_seen import deals_of_his_day, deals_seen_by
from foothold.records.learned import tier_in_use
from foothold.records.models import Membership, Opportunity, OpportunityStanding
from foothold.records.pipeline import moved_too_often

MOST = 5_000
"""Deals in one list."""


class Order(StrEnum):
    """What a list is sorted by."""

    AMOUNT = "amount"
    STATE = "state"
    CLASS = "class"
    SILENT = "silent"


@dataclass(frozen=True, slots=True)
class DealRow:
    """One line: the deal with its account and seller, and where it stands; `standing` None: not worked out yet.

    `counted` is whether its next step is booked and has a topic: only then its amount is in the forecast sum.
    `days_without_step` since the last meeting; None where a step is counted or nothing was held. `percent` is whether
    the chance may be shown as a percentage: below 30 closed deals only class, reasons and range are.
    """

    deal: Opportunity
    standing: OpportunityStanding | None
    counted: bool
    days_without_step: int | None
    percent: bool

    @property
    def triage(self) -> str:
        return self.standing.triage if self.standing else ""

    @property
    def state(self) -> str:
        return self.standing.state if self.standing else ""

    @property
    def tenths(self) -> tuple[int, int] | None:
        """The 80% range in tenths ("between 2 and 6 in 10"), as the pages say it; None where no chance is told."""
        if self.standing is None or self.standing.p_low is None or self.standing.p_high is None:
            return None
        return tenths(self.standing.p_low, self.standing.p_high)


@dataclass(slots=True)
class Sum:
    """Amounts by currency ("" not said), how many deals, and how many of them without an amount."""

    amounts: dict[str, Decimal] = field(default_factory=dict)
    deals: int = 0
    unknown: int = 0

    def add(self, deal: Opportunity) -> None:
        self.deals += 1
        if deal.amount is None:
            self.unknown += 1
        else:
            self.amounts[deal.currency] = self.amounts.get(deal.currency, Decimal(0)) + deal.amount


@dataclass(frozen=True, slots=True)
class Deals:
    """A list of deals; `forecast` adds up those with a counted next step, `outside` stands beside it, never in it.

    `unseen` are the open ones without any meeting we can see.
    """

    rows: list[DealRow]
    forecast: Sum
    outside: Sum
    unseen: int


def listed_deals(
    seat: Membership,
    *,
    now: datetime,
    states: Collection[str] = (),
    classes: Collection[str] = (),
    order: Order = Order.AMOUNT,
    closed: bool = False,
    whole_team: bool = False,
) -> Deals:
    """The open deals of this person, with `whole_team` of the sellers he leads too; some of them where asked for.

    With `closed` the closed ones too. Sums and counts are of the deals listed. Three queries.
    """
    seen = deals_seen_by(seat) if whole_team else deals_of_his_day(seat)
    deals = seen.select_related("account", "seller").order_by("account__name", "opened_at", "pk")
    if not closed:
        deals = deals.filter(closure="")
    stored = OpportunityStanding.objects.in_workspace(seat.workspace_id)
    if states:
        stored = stored.filter(state__in=list(states))
    if classes:
        stored = stored.filter(triage__in=list(classes))
    by_deal = {row.opportunity_id: row for row in stored.filter(opportunity__in=deals.order_by().values("pk"))}
    percent = tier_in_use(seat.workspace_id).shows_percentage
    listed = deals if not (states or classes) else deals.filter(pk__in=list(by_deal)[: 4 * MOST])
    shown = list(listed[:MOST])
    moved = moved_too_often(seat, [deal.pk for deal in shown], now)
    rows = [_row(deal, by_deal.get(deal.pk), percent, now, moved=deal.pk in moved) for deal in shown]
    rows.sort(key=lambda row: _KEYS[order](row))
    forecast, outside = Sum(), Sum()
    for row in rows:
        if not row.deal.closure:
            (forecast if row.counted else outside).add(row.deal)
    unseen = sum(is_unseen(row.standing) for row in rows)
    return Deals(rows, forecast, outside, unseen)


def deal_row(seat: Membership, deal: Opportunity, *, now: datetime) -> DealRow:
    """The same of one deal of the person's workspace."""
    standing = OpportunityStanding.objects.in_workspace(seat.workspace_id).filter(opportunity=deal).first()
    percent = tier_in_use(seat.workspace_id).shows_percentage
    return _row(deal, standing, percent, now, moved=bool(moved_too_often(seat, [deal.pk], now)))


def _row(
    deal: Opportunity, standing: OpportunityStanding | None, percent: bool, now: datetime, *, moved: bool
) -> DealRow:
    # A date moved three times equals none (METHOD 11, K6).
    booked = standing is not None and standing.grade == Grade.BOOKED and standing.slot_at is not None and not moved
    counted = (
        standing is not None and booked and (standing.slot_at or now) > now and has_topic(standing.topic, ANY_LANGUAGE)
    )
    days = None
    if standing is not None and not counted and standing.meetings_held and standing.last_act_at:
        days = max((now - standing.last_act_at) // timedelta(days=1), 0)
    return DealRow(deal, standing, counted, days, percent)


def is_unseen(standing: OpportunityStanding | None) -> bool:
    """Whether no meeting of a deal can be seen: then it is neither vague nor anything else."""
    return standing is not None and standing.triage == Triage.NOT_TESTED and standing.p_win is None


def reason_of(standing: OpportunityStanding, signal: str) -> Mapping[str, Any] | None:
    """The row of this signal among the reasons, None where it is not there."""
    rows = (each for each in standing.reasons if isinstance(each, Mapping))
    return next((each for each in rows if each.get("signal") == signal), None)


def is_tested_a_little(standing: OpportunityStanding) -> bool:
    """Whether a deal is not tested though they acted or were asked: too few requests for a class (METHOD 7.2)."""
    asked = reason_of(standing, "asks")
    return asked is not None and (asked["acted"] or asked["count"] >= ASKS_TESTED)


_STATES = ("silent", "vague", "offered", "booked", "closed", "")
_CLASSES = ("close soon", "nurture (develop)", "not tested", "nurture (keep warm)", "let go", "")
_KEYS: dict[Order, Any] = {
    Order.AMOUNT: lambda row: (row.deal.amount is None, -(row.deal.amount or 0)),
    Order.STATE: lambda row: (_STATES.index(row.state), -(row.deal.amount or 0)),
    Order.CLASS: lambda row: (_CLASSES.index(row.triage), -(row.deal.amount or 0)),
    Order.SILENT: lambda row: (
        row.standing is None or row.standing.silent_since is None,
        row.standing.silent_since if row.standing and row.standing.silent_since else row.deal.opened_at,
    ),
}
