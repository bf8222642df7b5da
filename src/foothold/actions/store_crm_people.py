"""A CRM's firms and people, stored. Who moved to another firm is told, and never moved behind anybody's back."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.utils import timezone

from foothold.actions.crm_words import TakenDoubt
from foothold.actions.kept_fields import kept_fields
from foothold.actions.taking_crm import TakingCrm
from foothold.actions.tell_days import days_have_changed
from foothold.core.crm_rows import CrmCompany, CrmContact
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import Account, Attendance, Attendee, Contact

_FIELDS = ("account_id", "name", "address")


def store_companies(taking: TakingCrm, rows: Sequence[CrmCompany]) -> None:
    """Store the firms of one file. In the caller's transaction."""
    firms, countries, same = taking.firms, dict[UUID, str](), set[UUID]()
    for row in rows:
        if row.deleted:
            taking.doubt(TakenDoubt.DELETED, row.row)
            continue
        new, changed = len(firms.new_firms), len(firms.changed_firms)
        account_id = firms.account_of(row)
        taking.taken.new += len(firms.new_firms) - new
        taking.taken.changed += len(firms.changed_firms) - changed
        if len(firms.new_firms) == new and len(firms.changed_firms) == changed:
            taking.taken.same += 1
            same.add(account_id)
        if row.country:
            countries[account_id] = row.country
    taking.added_firms()
    # A country told of a firm that is as it was is a change of it.
    told = len(same & _say_countries(taking, countries))
    taking.taken.same -= told
    taking.taken.changed += told


def _say_countries(taking: TakingCrm, countries: dict[UUID, str]) -> set[UUID]:
    """The country of accounts of which none is known; one somebody told stays. Those known before that have one now."""
    said: list[Account] = []
    changed: set[UUID] = set()
    for part in in_parts(countries):
        for account in Account.objects.in_workspace(taking.workspace_id).filter(pk__in=part, country=""):
            if account.pk not in {each.pk for each in taking.firms.new_accounts}:
                taking.changed("account", account.pk, {"country": ""})
                changed.add(account.pk)
            account.country = countries[account.pk]
            said.append(account)
    overwrite(taking.workspace_id, said)
    if said:
        days_have_changed(taking.workspace_id, now=timezone.now())
    return changed


def store_contacts(taking: TakingCrm, rows: Sequence[CrmContact]) -> None:
    """Store the people of one file: known by their address, else by name and firm. In the caller's transaction."""
    people = _People(taking, [row.address for row in rows if row.address])
    placed = [(row, taking.firms.account_of(row) if row.account or row.domain else None) for row in rows]
    taking.added_firms()
    for place, (row, account_id) in enumerate(placed):
        if place % 500 == 0:
            taking.progress("people", place, len(placed))
        if row.deleted:
            taking.doubt(TakenDoubt.DELETED, row.row)
        elif taking.erased.has(row.address, row.name, account_id):
            taking.doubt(TakenDoubt.ERASED, row.row)
        else:
            people.take(row, account_id)
    insert(taking.workspace_id, people.new)
    overwrite(taking.workspace_id, list(people.changed.values()))
    taking.added("contact", [each.pk for each in people.new])
    taking.taken.new, taking.taken.changed = len(people.new), len(people.changed)
    taking.progress("people", len(placed), len(placed))


class _People:
    """The workspace's people, and what a file says of them."""

    def __init__(self, taking: TakingCrm, addresses: Iterable[str]) -> None:
        self.taking = taking
        self.new: list[Contact] = []
        self.changed: dict[UUID, Contact] = {}
        everybody = list(Contact.objects.in_workspace(taking.workspace_id).filter(demo=False))
        self.by_address = {one.address.casefold(): one for one in everybody if one.address}
        self.by_name = {(one.account_id, one.name): one for one in everybody}
        known = [one.pk for address in addresses if (one := self.by_address.get(address))]
        self.met = _met(taking, known)

    def take(self, row: CrmContact, account_id: UUID | None) -> None:
        """One row of the file."""
        known = self.by_address.get(row.address) if row.address else None
        named = self.by_name.get((account_id, row.name))
        if known is None and named is not None and not (row.address and named.address):
            known = named
        if known is None:
            self._add(row, account_id, taken=named is not None)
        elif not self._change(known, row, account_id):
            self.taking.taken.same += 1

    def _add(self, row: CrmContact, account_id: UUID | None, *, taken: bool) -> None:
        # Two people of one name at one firm are told apart by their addresses.
        name = f"{row.name} ({row.address})"[:200] if taken else row.name
        if (account_id, name) in self.by_name:
            self.taking.taken.same += 1
            return
        one = Contact(workspace_id=self.taking.workspace_id, account_id=account_id, name=name, address=row.address)
        self.new.append(one)
        self.by_name[account_id, name] = one
        if row.address:
            self.by_address[row.address] = one

    def _change(self, known: Contact, row: CrmContact, account_id: UUID | None) -> bool:
        said: dict[str, Any] = {"address": row.address} if row.address and not known.address else {}
        moves = account_id is not None and known.account_id != account_id
        if moves and (known.pk in self.met or (account_id, known.name) in self.by_name):
            self.taking.doubt(TakenDoubt.PERSON_ELSEWHERE, row.row)
        elif moves:
            said["account_id"] = account_id
        if not said or known._state.adding:
            return False
        self.taking.changed("contact", known.pk, kept_fields(known, _FIELDS))
        for name, value in said.items():
            setattr(known, name, value)
        self.changed[known.pk] = known
        return True


def _met(taking: TakingCrm, people: Iterable[UUID]) -> set[UUID]:
    """Those of them who were invited to a meeting or spoke in one."""
    found: set[UUID] = set()
    for part in in_parts(people):
        for rows in (Attendee.objects, Attendance.objects):
            met = rows.in_workspace(taking.workspace_id).filter(contact__in=part)
            found |= set(met.values_list("contact_id", flat=True))
    return found
