"""Take back what readings of a CRM brought: rows that were new go, rows that were changed are as before."""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.utils import timezone

from foothold.actions.forget_unused import Concerned
from foothold.actions.kept_fields import put_back_fields
from foothold.actions.tell_days import days_have_changed
from foothold.core.evidence import Level
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import overwrite
from foothold.records.models import (
    Account,
    Contact,
    CrmAccount,
    CrmAct,
    ImportChange,
    Meeting,
    Membership,
    Opportunity,
    Source,
)
from foothold.records.models.sources import ImportState
from foothold.records.scoping import InWorkspace

_MODELS: dict[str, type[InWorkspace]] = {
    "crm_act": CrmAct,
    "opportunity": Opportunity,
    "contact": Contact,
    "account": Account,
    "crm_account": CrmAccount,
}
"""In the order in which they are taken back; what ImportChange calls them."""
Before = Mapping[str, Mapping[UUID, Any]]
"""By kind of row: what each said before, None for a new one."""

_AMOUNT = {"amount": None, "currency": "", "amount_level": ""}
"""No amount. What a person typed here, E1, is no word of the CRM's: it stays when a reading is taken back."""


def take_back_crm(seat: Membership, by_model: Before, concerned: Concerned) -> None:
    """Take these changes back; `concerned` learns whom that concerns. In the caller's transaction.

    A deal that has got meetings since stays, without what the CRM said of it; a person who was met stays, too.
    """
    for name, model in _MODELS.items():
        changes = by_model.get(name, {})
        _put_back(seat, model, {pk: before for pk, before in changes.items() if before is not None}, concerned)
        new = [pk for pk, before in changes.items() if before is None]
        if model is CrmAct:
            _delete(seat, CrmAct, new)
        elif model is Opportunity:
            _take_out_deals(seat, new, concerned)
        elif model is Contact:
            concerned.contacts |= set(new)
        elif model is Account:
            concerned.accounts |= set(new)
        else:
            _take_out_firms(seat, new, concerned, set(by_model.get("contact", {})))


def brought_by(source: Source) -> dict[str, dict[UUID, Any]]:
    """What all readings of a source that stand did, each row as it was before the first of them."""
    found: dict[str, dict[UUID, Any]] = {}
    changes = ImportChange.objects.in_workspace(source.workspace_id).filter(
        run__source=source, run__state=ImportState.DONE, model__in=list(_MODELS)
    )
    for model, row, before in changes.order_by("run__started_at").values_list("model", "row", "before").iterator():
        found.setdefault(model, {}).setdefault(row, before)
    return found


def _put_back(seat: Membership, model: type[Any], changes: Mapping[UUID, Any], concerned: Concerned) -> None:
    rows: list[Any] = []
    for part in in_parts(changes):
        rows += model.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
    there = _accounts_there(seat, changes.values())
    for row in rows:
        concerned.accounts |= {pk for pk in (getattr(row, "account_id", None),) if pk}
        before = changes[row.pk]
        if before.get("account_id") and before["account_id"] not in there:
            # Its account is part of another since: it stays where it is.
            before = {name: value for name, value in before.items() if name != "account_id"}
        if isinstance(row, Opportunity) and row.amount_level == Level.E1.name:
            before = {name: value for name, value in before.items() if name not in _AMOUNT}
        put_back_fields(row, before)
        concerned.accounts |= {pk for pk in (getattr(row, "account_id", None),) if pk}
    overwrite(seat.workspace_id, rows)
    if model is Account and rows:
        # What a reading says of an account is its country: its days are counted as before, as they were when told.
        days_have_changed(seat.workspace_id, now=timezone.now())


def _accounts_there(seat: Membership, changes: Iterable[Any]) -> set[str]:
    named = {UUID(before["account_id"]) for before in changes if before.get("account_id")}
    found: set[str] = set()
    for part in in_parts(named):
        accounts = Account.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
        found |= {str(pk) for pk in accounts.values_list("pk", flat=True)}
    return found


def _delete(seat: Membership, model: type[Any], keys: Iterable[UUID]) -> None:
    for part in in_parts(keys):
        model.objects.in_workspace(seat.workspace_id).filter(pk__in=part).delete()


def _take_out_deals(seat: Membership, keys: Iterable[UUID], concerned: Concerned) -> None:
    for part in in_parts(keys):
        deals = Opportunity.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
        concerned.accounts |= set(deals.values_list("account_id", flat=True))
        met = Meeting.objects.in_workspace(seat.workspace_id).filter(opportunity__in=part)
        with_meetings = {pk for pk in met.values_list("opportunity_id", flat=True) if pk}
        deals.exclude(pk__in=with_meetings).delete()
        stay = deals.filter(pk__in=with_meetings)
        stay.update(crm="", crm_key="", closure="", closed_at=None, stage="", expected_on=None)
        stay.exclude(amount_level=Level.E1.name).update(**_AMOUNT)


def _take_out_firms(seat: Membership, keys: Iterable[UUID], concerned: Concerned, people: set[UUID]) -> None:
    """Firms nothing else of a CRM refers to; `people` are about to go."""
    for part in in_parts(keys):
        firms = CrmAccount.objects.in_workspace(seat.workspace_id).filter(pk__in=part)
        accounts = set(firms.values_list("account_id", flat=True))
        concerned.accounts |= accounts
        contacts = Contact.objects.in_workspace(seat.workspace_id).filter(account__in=accounts)
        used = {account for pk, account in contacts.values_list("pk", "account_id") if pk not in people}
        acts = CrmAct.objects.in_workspace(seat.workspace_id).filter(account__in=accounts)
        deals = Opportunity.objects.in_workspace(seat.workspace_id).filter(account__in=accounts).exclude(crm_key="")
        used |= set(acts.values_list("account_id", flat=True)) | set(deals.values_list("account_id", flat=True))
        firms.exclude(account__in=used).delete()
