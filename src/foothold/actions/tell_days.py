"""Which days are working days: our zone and country, and those of a customer (METHOD, Times)."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from foothold.actions.forget_unused import settle_accounts_again
from foothold.connectors.calendar.public_holidays import knows_holidays_of
from foothold.records.in_parts import in_parts
from foothold.records.models import Account, Membership, Workspace
from foothold.records.time_zones import known_zones

_AT_ONCE = 50


def change_time_zone(seat: Membership, tz: str, *, now: datetime) -> None:
    """The zone times are shown in. Raises ValueError for one that does not exist."""
    tz = _zone(tz)
    with transaction.atomic():
        if seat.workspace.tz != tz:
            seat.workspace.tz = tz
            seat.workspace.save(update_fields=["tz"])
            days_have_changed(seat.workspace_id, now=now)


def change_country(seat: Membership, country: str, *, now: datetime) -> None:
    """The country whose public holidays are ours, blank for not known. Raises ValueError for one that is not known."""
    country = _country(country)
    with transaction.atomic():
        if seat.workspace.country != country:
            seat.workspace.country = country
            seat.workspace.save(update_fields=["country"])
            days_have_changed(seat.workspace_id, now=now)


def tell_days_of(seat: Membership, account: Account, *, tz: str, country: str) -> None:
    """A customer's zone and country, blank for not known, and what follows for their meetings and deals.

    Raises ValueError for a zone or a country that is not known; nothing is changed then.
    """
    tz, country = _zone(tz) if tz.strip() else "", _country(country)
    if (account.tz, account.country) == (tz, country):
        return
    with transaction.atomic():
        account.tz, account.country = tz, country
        account.save(update_fields=["tz", "country"])
        settle_accounts_again(seat, [account.pk])


def days_have_changed(workspace_id: Any, *, now: datetime) -> None:
    """What is counted in working days is settled anew in the next round: it may be years of meetings."""
    Workspace.objects.filter(pk=workspace_id).update(days_changed_at=now)


def settle_changed_days(workspace_id: UUID) -> None:
    """Settle all accounts of a workspace anew, a few at a time; killed half-way, it begins again.

    Who changes the days again meanwhile is heard: they are settled once more.
    """
    changed_at = Workspace.objects.values_list("days_changed_at", flat=True).get(pk=workspace_id)
    seat = Membership.objects.in_workspace(workspace_id).select_related("workspace", "user").order_by("pk").first()
    if changed_at is None or seat is None:
        return
    accounts = Account.objects.in_workspace(workspace_id).order_by("pk").values_list("pk", flat=True)
    for part in in_parts(list(accounts), _AT_ONCE):
        with transaction.atomic():
            settle_accounts_again(seat, part)
    Workspace.objects.filter(pk=workspace_id, days_changed_at=changed_at).update(days_changed_at=None)


def _zone(tz: str) -> str:
    if tz.strip() not in known_zones():
        raise ValueError(f"{tz[:64]} is not a time zone. Write it like Europe/Berlin.")
    return tz.strip()


def _country(country: str) -> str:
    code = country.strip()
    # Asked before it is written large: of "ß" that makes "SS", and of "ı" an "I".
    if code and not knows_holidays_of(code):
        raise ValueError(f"The public holidays of {country[:40]} are not known. Choose a country of the list.")
    return code.upper()
