"""A seller's silent deals: the list to decide on, and one of them (UX J10)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef

from foothold.core.calendar_days import business_days_between
from foothold.core.state import Closure, State
from foothold.records.calendars import Calendars
from foothold.records.deals_seen import deals_of, deals_seen_by
from foothold.records.letter_signs import letters_of
from foothold.records.models import (
    Account,
    Call,
    Letter,
    LettingGo,
    Meeting,
    Membership,
    Opportunity,
    OpportunityStanding,
)
from foothold.records.picture import shows_demo
from foothold.records.scoping import ScopedQuerySet
from foothold.records.signs import LOOKED_BACK
from foothold.records.silences import DealSilence, silences

NAMED_TODAY = 3
"""Silent deals Today names (UX S1)."""


@dataclass(frozen=True, slots=True)
class SilentDeal:
    """A deal and what is known of its silence."""

    deal: Opportunity
    found: DealSilence


@dataclass(frozen=True, slots=True)
class NamedSilent:
    """A silent deal in a list: working days since the oldest touch, and what is usual (None: not known)."""

    deal: Opportunity
    days: int
    usual: float | None


def deals_held_by(seat: Membership) -> ScopedQuerySet[Opportunity]:
    """The person's own deals, open or closed: he works them, or holds their meetings. Only he may let them go."""
    return deals_of(seat, {seat.user_id}).select_related("account")


class Told(StrEnum):
    """Of how many of a person's open deals it can be told whether they are silent."""

    NONE = "none"
    """No mail and no call of his was read."""
    FEW = "few"
    """With the customers of fewer than half of them a mail or a call was read."""
    MOST = "most"


def told_of_silence(seat: Membership, *, now: datetime) -> Told:
    """Where nobody is silent: is that so, or is it not seen? Deals without a meeting are not counted."""
    if not _knows_touches(seat):
        return Told.NONE
    met = Meeting.objects.in_workspace(seat.workspace_id).filter(opportunity=OuterRef("pk"))
    deals = deals_held_by(seat).filter(Exists(met), closure="").order_by()
    accounts = set(deals.values_list("account_id", flat=True))
    since = now - LOOKED_BACK
    heard = {account for account, _sign in letters_of(seat.workspace_id, accounts, since=since, now=now)}
    calls = Call.objects.in_workspace(seat.workspace_id).filter(called_at__gte=since, account__isnull=False).order_by()
    heard.update(calls.values_list("account_id", flat=True).distinct())
    return Told.FEW if 2 * len(heard & accounts) < len(accounts) else Told.MOST


def _knows_touches(seat: Membership) -> bool:
    letters = Letter.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    if letters.filter(source__demo=shows_demo(seat)).exists():
        return True
    return Call.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id).exists()


def silent_deals(seat: Membership, *, now: datetime) -> list[SilentDeal]:
    """The person's open deals that are QUIET or DARK: ours to answer first, then the longest silent."""
    deals = {each.pk: each for each in deals_held_by(seat).filter(closure="")}
    found = silences(seat.workspace_id, list(deals), now) if deals else {}
    silent = [SilentDeal(deals[key], each) for key, each in found.items() if each.is_silent]
    return sorted(silent, key=_first)


def _first(each: SilentDeal) -> tuple[bool, datetime, str]:
    return not each.found.owed, each.found.silent_since or each.deal.opened_at, each.deal.name


def silence_of(deal: Opportunity, *, now: datetime) -> DealSilence | None:
    """What is known of one deal's silence; None where it has no meeting: never counted as silent."""
    return silences(deal.workspace_id, [deal.pk], now).get(deal.pk)


def letting_go_of(deal: Opportunity) -> LettingGo | None:
    """The letting go that lasts; None where it was not let go, or is back."""
    if deal.closure != Closure.LET_GO.value:
        return None
    rows = LettingGo.objects.in_workspace(deal.workspace_id)
    return rows.filter(opportunity=deal, ended_at__isnull=True).first()


def to_look_at_again(seat: Membership, today: Any) -> ScopedQuerySet[LettingGo]:
    """What this person let go and wanted to look at again by today, the oldest day first."""
    rows = LettingGo.objects.in_workspace(seat.workspace_id).filter(ended_at__isnull=True, look_again_on__lte=today)
    return rows.filter(opportunity__in=deals_held_by(seat).values("pk")).select_related(
        "opportunity__account"
    ).order_by("look_again_on", "pk")  # fmt: skip


def standings_silent(seat: Membership) -> ScopedQuerySet[OpportunityStanding]:
    """The person's silent deals as the standings keep them, the longest silent first. One query."""
    rows = OpportunityStanding.objects.in_workspace(seat.workspace_id).filter(
        state=State.SILENT.value, opportunity__in=deals_held_by(seat).filter(closure="").values("pk")
    )
    return rows.select_related("opportunity__account").order_by("silent_since", "pk")


def named_silent(seat: Membership, *, now: datetime, most: int = NAMED_TODAY) -> list[NamedSilent]:
    """The deals named as silent, the longest first, by their standings. Few queries."""
    rows = standings_silent(seat)
    calendars = Calendars(seat.workspace, now)
    return [
        NamedSilent(row.opportunity, days, row.usual_answer_days)
        for row in rows[:most]
        if (days := silent_days(row, row.opportunity.account_id, calendars, now)) is not None
    ]


def silent_accounts(
    seat: Membership, accounts: Collection[UUID], *, now: datetime, whole_team: bool = False
) -> dict[UUID, NamedSilent]:
    """Of these accounts those with a silent deal, each with the one silent the longest, by their standings.

    Of the person's own deals; with `whole_team` of all he may see. Few queries.
    """
    deals = deals_seen_by(seat) if whole_team else deals_held_by(seat)
    rows = OpportunityStanding.objects.in_workspace(seat.workspace_id).filter(
        state=State.SILENT.value, opportunity__in=deals.filter(closure="", account__in=accounts).values("pk")
    )
    calendars = Calendars(seat.workspace, now)
    found: dict[UUID, NamedSilent] = {}
    for row in rows.select_related("opportunity__account").order_by("silent_since", "pk"):
        days = silent_days(row, row.opportunity.account_id, calendars, now)
        if days is not None:
            found.setdefault(row.opportunity.account_id, NamedSilent(row.opportunity, days, row.usual_answer_days))
    return found


def silent_days(
    standing: OpportunityStanding | None, account_id: UUID, calendars: Calendars, now: datetime
) -> int | None:
    """Whole business days of the customer since the oldest touch nobody answered; None where none waits."""
    if standing is None or standing.silent_since is None:
        return None
    return int(business_days_between(standing.silent_since, now, calendars.of(account_id)))


def account_silent(seat: Membership, account: Account, *, now: datetime) -> NamedSilent | None:
    """The deal of an account that is silent the longest, of those this person may see; None where none is."""
    return silent_accounts(seat, [account.pk], now=now, whole_team=True).get(account.pk)


def people_elsewhere(found: DealSilence) -> list[tuple[str, str]]:
    """Others who can be written to, as (address, name), first who acted lately, in whichever deal of the account; not
    the one who is silent."""
    known = found.acted | {address: name or found.acted.get(address, "") for address, name in found.people.items()}
    others = [(address, name) for address, name in known.items() if "@" in address and address != found.whom]
    return sorted(others, key=lambda each: (each[0] not in found.acted, each[1].casefold()))
