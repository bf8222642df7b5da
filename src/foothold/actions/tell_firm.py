"""Say whether a CRM's firm is a customer we know: join the two, or keep them apart; either is said anew at any time."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import F

from foothold.actions.forget_unused import settle_accounts_again
from foothold.records.crm_firms import refer_to_accounts
from foothold.records.in_parts import in_parts
from foothold.records.models import Account, Contact, CrmAccount, JoinedAccount, Membership
from foothold.records.models.crm import FirmTold


def tell_firm(seat: Membership, firm: CrmAccount, *, same: bool, now: datetime) -> bool:
    """Join the firm's account to the customer it may be, or keep it apart; False where it was told so before.

    Joined, everything of the firm's account is the customer's, its zone and country too where the customer's are not
    known, and its own name goes. Said to be another later, the
    account is there again with what it had, and with the meetings its domain names. No reading undoes either.
    """
    with transaction.atomic():
        firm = CrmAccount.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=firm.pk)
        told = FirmTold.SAME if same else FirmTold.ANOTHER
        if firm.may_be_id is None or firm.told == told:
            return False
        accounts = _join(seat, firm, now) if same else _keep_apart(seat, firm)
        settle_accounts_again(seat, accounts)
    return True


def _join(seat: Membership, firm: CrmAccount, now: datetime) -> set[UUID]:
    gone, kept = firm.account, firm.may_be
    if kept is not None and gone.pk != kept.pk:
        renamed = _names_apart(seat, gone, kept)
        JoinedAccount.objects.in_workspace(seat.workspace_id).create(
            firm=firm,
            account=kept,
            name=gone.name,
            tz=gone.tz,
            country=gone.country,
            moved=_move_all(seat, gone.pk, kept.pk) | _move_days(gone, kept),
            renamed=renamed,
            user=seat.user,
            joined_at=now,
        )
        gone.delete()
    firms = CrmAccount.objects.in_workspace(seat.workspace_id)
    firms.filter(pk=firm.pk).update(told=FirmTold.SAME)
    # What could only be asked of the two is answered with this.
    firms.filter(told="", may_be=F("account")).update(may_be=None)
    return {kept.pk} if kept else set()


def _keep_apart(seat: Membership, firm: CrmAccount) -> set[UUID]:
    firms = CrmAccount.objects.in_workspace(seat.workspace_id)
    joined = JoinedAccount.objects.in_workspace(seat.workspace_id).filter(firm=firm).first()
    if joined is None:
        alike = firms.filter(account=firm.account_id, may_be=firm.may_be_id, told="")
        alike.update(told=FirmTold.ANOTHER)
        firms.filter(pk=firm.pk).update(told=FirmTold.ANOTHER)
        return set()
    account, _ = Account.objects.in_workspace(seat.workspace_id).get_or_create(
        workspace_id=seat.workspace_id, name=joined.name, defaults={"tz": joined.tz, "country": joined.country}
    )
    _move_back(seat, joined, account)
    _move_days_back(joined)
    firms.filter(pk=firm.pk).update(told=FirmTold.ANOTHER, account=account, may_be=joined.account_id)
    joined.delete()
    return {account.pk, joined.account_id}


def _names_apart(seat: Membership, gone: Account, kept: Account) -> dict[str, str]:
    """Two people of one name are told apart by address or firm; the names that were changed."""
    people = Contact.objects.in_workspace(seat.workspace_id)
    there = set(people.filter(account=kept).values_list("name", flat=True))
    renamed: dict[str, str] = {}
    for one in people.filter(account=gone, name__in=there):
        renamed[str(one.pk)] = one.name
        apart = f"{one.name[:100]} ({one.address or gone.name})"[:190]
        numbered = (apart, *(f"{apart} {number}" for number in range(2, len(there) + 3)))
        one.name = next(name for name in numbered if name not in there)
        there.add(one.name)
        one.save(update_fields=["name"])
    return renamed


def _move_all(seat: Membership, gone: UUID, kept: UUID) -> dict[str, list[str]]:
    """Every row of an account is another's; the keys of those that moved, by kind."""
    moved: dict[str, list[str]] = {}
    for kind, model, name in refer_to_accounts():
        rows = model.objects.in_workspace(seat.workspace_id).filter(**{name: gone})
        keys = [str(key) for key in rows.values_list("pk", flat=True)]
        if keys:
            rows.update(**{name: kept})
            moved[kind] = keys
    return moved


_DAYS = {"account.tz": "tz", "account.country": "country"}
"""What says which days an account works, by what the keys of moved rows call it."""


def _move_days(gone: Account, kept: Account) -> dict[str, list[str]]:
    """Zone and country are the kept account's where it has none of its own; what it took."""
    took = {kind: name for kind, name in _DAYS.items() if getattr(gone, name) and not getattr(kept, name)}
    for name in took.values():
        setattr(kept, name, getattr(gone, name))
    kept.save(update_fields=list(took.values()))
    return {kind: [str(kept.pk)] for kind in took}


def _move_days_back(joined: JoinedAccount) -> None:
    """What the kept account took it has no more, except what somebody told of it since."""
    kept = joined.account
    back = [name for kind, name in _DAYS.items() if kind in joined.moved]
    back = [name for name in back if getattr(kept, name) == getattr(joined, name)]
    for name in back:
        setattr(kept, name, "")
    kept.save(update_fields=back)


def _move_back(seat: Membership, joined: JoinedAccount, account: Account) -> None:
    """What moved and is still there is the account's again; what somebody placed elsewhere since stays."""
    people = Contact.objects.in_workspace(seat.workspace_id)
    taken = set(people.filter(account=account).values_list("name", flat=True))
    for kind, model, name in refer_to_accounts():
        for part in in_parts(_keys(joined.moved.get(kind, ()))):
            rows: Any = model.objects.in_workspace(seat.workspace_id).filter(pk__in=part, **{name: joined.account_id})
            if model is Contact:
                rows = rows.exclude(name__in=taken)
            rows.update(**{name: account.pk})
    for one in people.filter(account=account, pk__in=_keys(joined.renamed)):
        before = joined.renamed[str(one.pk)]
        if before not in taken:
            one.name = before
            one.save(update_fields=["name"])


def _keys(written: Iterable[str]) -> list[UUID]:
    return [UUID(key) for key in written]
