"""Who is no customer, by Who is who: what they owe and how they are met stands on no list of customers (DESIGN 6)."""

from typing import Any

from django.db.models import Exists, OuterRef

from foothold.core.relations import Relation
from foothold.records.models import Account, Counterpart, Meeting
from foothold.records.scoping import ScopedQuerySet

MAY_BE_CUSTOMERS = (Relation.CUSTOMER.value, "")
"""With whom a meeting was that lists are made from: with a customer, or that is not decided."""


def no_customers(workspace_id: Any) -> ScopedQuerySet[Account]:
    """The accounts that Who is who has as partner, supplier, private or to be ignored, and nothing as a customer: not a
    domain or an address of theirs, and no meeting."""
    known = Counterpart.objects.in_workspace(workspace_id).filter(account=OuterRef("pk"))
    met = Meeting.objects.in_workspace(workspace_id).filter(account=OuterRef("pk"), relation=Relation.CUSTOMER.value)
    return Account.objects.in_workspace(workspace_id).filter(
        Exists(known.exclude(relation__in=MAY_BE_CUSTOMERS)),
        ~Exists(known.filter(relation__in=MAY_BE_CUSTOMERS)),
        ~Exists(met),
    )
