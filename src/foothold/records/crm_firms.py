"""A CRM's firms that may be customers we know: those to be asked about, and those somebody decided."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count

from foothold.records.accounts import accounts_seen_by
from foothold.records.models import Account, CrmAccount, Meeting, Membership, Opportunity
from foothold.records.models.crm import FirmTold
from foothold.records.scoping import ScopedQuerySet


@dataclass(frozen=True, slots=True)
class DoubtfulFirm:
    """A firm, with its deals in the CRM and our meetings with the customer it may be."""

    firm: CrmAccount
    deals: int
    meetings: int

    @property
    def is_same(self) -> bool:
        return self.firm.told == FirmTold.SAME

    @property
    def known_as(self) -> str:
        """The name of the customer we know."""
        return self.firm.may_be.name if self.firm.may_be else ""


def firms_in_doubt(seat: Membership) -> ScopedQuerySet[CrmAccount]:
    """The firms this person may decide on: those whose account he may see, decided or not."""
    firms = CrmAccount.objects.in_workspace(seat.workspace_id).filter(may_be__isnull=False)
    return firms.filter(account__in=accounts_seen_by(seat).values("pk")).select_related("may_be", "account")


def doubtful_firms(seat: Membership, *, at_most: int = 100) -> list[DoubtfulFirm]:
    """Those nobody decided, then those somebody did; of firms asked about alike one. One query where there are none."""
    if not CrmAccount.objects.in_workspace(seat.workspace_id).filter(may_be__isnull=False).exists():
        return []
    by_pair: dict[Any, CrmAccount] = {}
    for firm in firms_in_doubt(seat).order_by("told", "name", "pk")[: at_most * 4]:
        by_pair.setdefault((firm.account_id, firm.may_be_id, firm.told and firm.name), firm)
    listed = list(by_pair.values())[:at_most]
    deals = Opportunity.objects.in_workspace(seat.workspace_id).exclude(crm_key="")
    in_crm = _counts(deals, [firm.account_id for firm in listed])
    meetings = Meeting.objects.in_workspace(seat.workspace_id)
    met = _counts(meetings, [firm.may_be_id for firm in listed if firm.may_be_id])
    return [DoubtfulFirm(firm, in_crm.get(firm.account_id, 0), met.get(firm.may_be_id, 0)) for firm in listed]


def _counts(rows: ScopedQuerySet[Any], accounts: Iterable[UUID]) -> dict[Any, int]:
    of_them = rows.filter(account__in=list(accounts)).order_by()
    return dict(of_them.values_list("account_id").annotate(Count("pk")))


def refer_to_accounts() -> list[tuple[str, type[Any], str]]:
    """Every kind of row that refers to an account: what it is called, its model, and the name of the field."""
    relations: Iterable[Any] = Account._meta.get_fields(include_hidden=True)
    listed = [(each.related_model, each.field.name) for each in relations if each.auto_created and each.one_to_many]
    return [(f"{model._meta.model_name}.{name}", model, name) for model, name in listed]
