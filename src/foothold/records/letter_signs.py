"""Mails between us and customers as touches and acts: who wrote to whom and when; no words are kept (METHOD 8)."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q, TextField
from django.db.models.functions import Cast

from foothold.core.relations import Relation, counterpart, mailbox, relation_of
from foothold.core.touches import Act, How, Touch
from foothold.records.in_parts import in_parts
from foothold.records.models import Contact, Counterpart, Identity, Letter
from foothold.records.models.people import IdentityKind
from foothold.records.models.sources import SenderCheck
from foothold.records.scoping import ScopedQuerySet


class Letters:
    """The mails of a workspace as signs, for many calls as of one moment.

    A few accounts are looked for by name; for more, everything is read once and kept by account.
    """

    def __init__(self, workspace_id: Any, *, since: datetime, now: datetime) -> None:
        self._workspace_id, self._since, self._now = workspace_id, since, now
        self._all: dict[UUID, list[Touch | Act]] | None = None

    def of(self, accounts: set[UUID] | None) -> Iterator[tuple[UUID, Touch | Act]]:
        """Yield the mails of these accounts, of all for None, each with its account."""
        if self._all is None and accounts is not None and len(accounts) <= _FEW:
            yield from letters_of(self._workspace_id, accounts, since=self._since, now=self._now)
            return
        if self._all is None:
            self._all = {}
            for account, what in letters_of(self._workspace_id, None, since=self._since, now=self._now):
                self._all.setdefault(account, []).append(what)
        for account in self._all if accounts is None else accounts:
            for what in self._all.get(account, ()):
                yield account, what


_FEW = 30
"""Values up to which the database looks for an account's letters; for more all are read."""


def letters_that_count(workspace_id: Any) -> ScopedQuerySet[Letter]:
    """The letters without those whose sender failed its check: From is forgeable (DESIGN 6).

    One nobody vouches for counts as words (E3): it ends a silence, answers, and is an act he started. No letter is
    more than that: E4 is an act that was seen, and a mail is none (METHOD 3).
    """
    return Letter.objects.in_workspace(workspace_id).exclude(sender_check=SenderCheck.FAIL)


def letters_of(
    workspace_id: Any, accounts: set[UUID] | None, *, since: datetime, now: datetime
) -> Iterator[tuple[UUID, Touch | Act]]:
    """Yield each mail of ours to a customer as a touch and each of his as an act (E3), with the account.

    What passes between us and a supplier or anybody else who is told to be no customer is none of both.
    """
    known = Counterpart.objects.in_workspace(workspace_id).filter(account__isnull=False)
    if accounts is not None and len(accounts) <= _FEW:
        known = known.filter(account__in=accounts)
    account_of: dict[str, UUID | None] = {
        value: account if relation in {"", Relation.CUSTOMER.value} else None
        for value, account, relation in known.values_list("value", "account_id", "relation")
    }
    rows = letters_that_count(workspace_id).filter(sent_at__gte=since, sent_at__lte=now)
    wanted = None if accounts is None else [value for value, key in account_of.items() if key and key in accounts]
    if wanted is not None and not wanted:
        return
    if wanted is not None and len(wanted) <= _FEW:
        rows = rows.annotate(to_text=Cast("to_addresses", TextField())).filter(_names(wanted))
    ours, seen = our_addresses(workspace_id), set[str]()
    for message, sender, recipients, at in rows.values_list(
        "message_id", "from_address", "to_addresses", "sent_at"
    ).iterator(chunk_size=5000):
        if message in seen or at is None:
            continue  # the same mail in two sellers' boxes
        seen.add(message)
        if is_ours(sender, ours):
            for address in recipients:
                account = _account(address, account_of)
                if account is not None and (accounts is None or account in accounts):
                    yield account, Touch(at, address.lower(), How.MAIL)
        else:
            account = _account(sender, account_of)
            if account is not None and (accounts is None or account in accounts):
                yield account, Act(at, sender.lower())


def accounts_of(workspace_id: Any, addresses: Iterable[str]) -> set[UUID]:
    """The accounts these addresses belong to: by the firm or person told, or by a contact's own address."""
    listed = {address.casefold() for address in addresses if address}
    known = Counterpart.objects.in_workspace(workspace_id).filter(account__isnull=False)
    account_of: dict[str, UUID] = dict(known.values_list("value", "account_id"))
    found = {account for account in (_account(address, account_of) for address in listed) if account}
    for part in in_parts(listed):
        people = Contact.objects.in_workspace(workspace_id).filter(address__in=part, account__isnull=False)
        found |= {account for account in people.values_list("account_id", flat=True) if account}
    return found


def our_addresses(workspace_id: Any) -> frozenset[str]:
    """The addresses and domains that are ours, in small letters."""
    rows = Identity.objects.in_workspace(workspace_id).exclude(kind=IdentityKind.NAME)
    return frozenset(value.lower() for value in rows.values_list("value", flat=True))


def is_ours(sender: str, ours: frozenset[str]) -> bool:
    """Whether one of us sent a letter: a mailbox holds also what came to it. `ours` as `our_addresses` has them."""
    return relation_of(sender, {}, ours) is Relation.OURS


def _account(address: str, account_of: Mapping[str, UUID | None]) -> UUID | None:
    person = mailbox(address)
    if not person:
        return None
    return account_of[person] if person in account_of else account_of.get(counterpart(address))


def _names(values: list[str]) -> Q:
    wanted = Q()
    for value in values:
        wanted |= Q(from_address__iendswith=value) | Q(to_text__icontains=value)
    return wanted
