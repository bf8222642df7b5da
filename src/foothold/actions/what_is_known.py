"""What a workspace knows of who is who, read once for many meetings."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from foothold.core.account_names import AccountNames
from foothold.core.relations import Relation, relation_of
from foothold.records.models import Account, Contact, Counterpart, CrmAccount, Identity, InvitationReply, Workspace
from foothold.records.models.people import IdentityKind

TITLE = "title:"
"""How a title that stands for a customer is remembered, where a calendar names no people."""


@dataclass(slots=True)
class Known:
    """What the workspace knows about names, addresses, domains and titles; grows while meetings are settled."""

    workspace_id: Any
    demo: bool
    tz: str
    ours: frozenset[str]
    our_addresses: frozenset[str]
    our_names: frozenset[str]
    told: dict[str, Relation]
    accounts: dict[str, UUID]
    names: AccountNames[UUID]
    by_a_person: set[str] = field(default_factory=set)
    """Of those told: what a person said, and no guess."""
    of_crm: set[str] = field(default_factory=set)
    contacts: dict[str, Contact] = field(default_factory=dict)
    contact_names: set[tuple[UUID | None, str]] = field(default_factory=set)
    replies: dict[str, list[InvitationReply]] = field(default_factory=dict)
    slots: dict[str, tuple[int, datetime]] = field(default_factory=dict)
    """Of our own invitations the SEQUENCE that set the time, and that time."""
    taken_up: dict[str, UUID] = field(default_factory=dict)
    untold: set[UUID] = field(default_factory=set)
    """Meetings booked here of which they were never told (records.untold)."""
    relations: dict[str, Relation | None] = field(default_factory=dict)

    def relation(self, address: str) -> Relation | None:
        """What somebody's address is to us, as far as is known; looked up once an address."""
        if address not in self.relations:
            self.relations[address] = relation_of(address, self.told, self.ours)
        return self.relations[address]

    def relation_of_title(self, title: str, place: str) -> str:
        """Where nobody is named: a title somebody told us about, or an account named in title or place; else blank."""
        if title == _("Private"):
            return ""  # what its owner closed to others is nothing but busy time, whatever else bears that title
        told = self.told.get(title_key(title))
        if told is not None:
            return told.value
        return Relation.CUSTOMER.value if self.names.found(title, place) else ""

    def tell(self, guesses: Mapping[str, Relation]) -> None:
        """More is known now."""
        self.told.update(guesses)
        self.relations.clear()


def what_is_known(workspace_id: Any, *, demo: bool = False) -> Known:
    """Read it once for many meetings. Who we are in the demo, and whom it calls a customer, is of the demo alone."""
    identities = list(Identity.objects.in_workspace(workspace_id).filter(demo=demo).values_list("kind", "value"))
    counterparts = Counterpart.objects.in_workspace(workspace_id)
    accounts = Account.objects.in_workspace(workspace_id).filter(demo=demo).values_list("name", "pk")
    told, account_of = {}, {}
    by_a_person: set[str] = set()
    of_crm: set[str] = set()
    for value, relation, account_id, said in counterparts.values_list("value", "relation", "account_id", "told"):
        if relation:
            told[value] = Relation(relation)
        if relation and said:
            by_a_person.add(value)
        if account_id:
            account_of[value] = account_id
    if not demo:
        firms = CrmAccount.objects.in_workspace(workspace_id).exclude(domain="").order_by("pk")
        for value, account_id in firms.values_list("domain", "account_id"):
            if value not in account_of:
                account_of[value] = account_id
                of_crm.add(value)
    workspace = Workspace.objects.only("tz").get(pk=workspace_id)
    return Known(
        workspace_id=workspace_id,
        demo=demo,
        tz=workspace.tz,
        ours=frozenset(value.lower() for kind, value in identities if kind != IdentityKind.NAME),
        our_addresses=frozenset(value.lower() for kind, value in identities if kind == IdentityKind.ADDRESS),
        our_names=frozenset(value.casefold() for kind, value in identities if kind == IdentityKind.NAME),
        told=told,
        by_a_person=by_a_person,
        accounts=account_of,
        names=AccountNames(dict(accounts)),
        of_crm=of_crm,
    )


def title_key(title: str) -> str:
    """What a title is remembered by: its words, without numbers, case and marks."""
    words = "".join(sign if sign.isalpha() else " " for sign in title.casefold()).split()
    return (TITLE + " ".join(words))[:254]
