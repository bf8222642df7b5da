"""Which account of ours a CRM's firm is: remembered, by its domain, by its very name; doubtful ones stay apart."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from foothold.core.account_names import AccountNames, compared_name
from foothold.core.crm_rows import CrmRow
from foothold.core.relations import counterpart
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import Account, Counterpart, CrmAccount

UNNAMED = "Unnamed customer"
Added = tuple[str, UUID]
"""What ImportChange calls a row that is new, and its key."""


@dataclass(slots=True)
class CrmAccounts:
    """The firms of one CRM, loaded once for many rows; what is new is stored by `store`.

    Ways to know a firm again, the first that fits: its id in the CRM, or its name where the CRM has no ids, as
    remembered; its domain; its very name, legal form and case aside. A name that is only like another's, or that
    several have, is not taken for any: the firm gets an account of its own, with `may_be` to be asked about.
    """

    workspace_id: Any
    crm: str
    remembered: dict[str, CrmAccount] = field(default_factory=dict)
    by_domain: dict[str, UUID] = field(default_factory=dict)
    by_name: dict[str, set[UUID]] = field(default_factory=dict)
    exact: dict[str, UUID] = field(default_factory=dict)
    names: AccountNames[UUID] = field(default_factory=lambda: AccountNames({}))
    new_accounts: list[Account] = field(default_factory=list)
    new_firms: list[CrmAccount] = field(default_factory=list)
    changed_firms: dict[UUID, CrmAccount] = field(default_factory=dict)
    before: dict[UUID, dict[str, Any]] = field(default_factory=dict)
    alike: list[tuple[str, str]] = field(default_factory=list)

    @classmethod
    def of(cls, workspace_id: Any, crm: str) -> "CrmAccounts":
        """Read what the workspace knows."""
        accounts = dict(Account.objects.in_workspace(workspace_id).filter(demo=False).values_list("name", "pk"))
        firms = CrmAccount.objects.in_workspace(workspace_id)
        known = cls(workspace_id, crm, exact=dict(accounts), names=AccountNames(accounts))
        known.remembered = {firm.key: firm for firm in firms.filter(crm=crm)}
        for name, pk in firms.exclude(told="").values_list("name", "account_id"):
            # What somebody said of a firm holds for its name in every other export, too.
            known.by_name.setdefault(compared_name(name), set()).add(pk)
        known.by_domain = dict(firms.exclude(domain="").values_list("domain", "account_id"))
        told = Counterpart.objects.in_workspace(workspace_id).filter(account__isnull=False, demo=False)
        known.by_domain |= {value: pk for value, pk in told.values_list("value", "account_id") if pk}
        for name, pk in accounts.items():
            known.by_name.setdefault(compared_name(name), set()).add(pk)
        return known

    def known(self, row: CrmRow) -> UUID | None:
        """The account of a row, if there is one already."""
        firm = self.remembered.get(_key(row)) if _key(row) else None
        return firm.account_id if firm else self.by_domain.get(row.domain) or self._by_name(row.account)

    def account_of(self, row: CrmRow, name: str = "") -> UUID:
        """The account of a row; a new one where none fits.

        A row that names no firm gets one of its own, called by `name` (its deal's), else by its domain.
        """
        key = _key(row) or f"name:{row.key}"
        firm = self.remembered.get(key)
        if firm is None:
            name = row.account or self._free_name(name or row.domain, row.row)
            account_id, may_be = self._place(row, name)
            firm = CrmAccount(workspace_id=self.workspace_id, crm=self.crm, key=key, name=name[:200])
            firm.account_id, firm.may_be_id, firm.domain = account_id, may_be, row.domain
            self.remembered[key] = firm
            self.new_firms.append(firm)
        elif (row.account and row.account != firm.name and row.account_key) or (row.domain and not firm.domain):
            self._change(firm, name=row.account or firm.name, domain=firm.domain or row.domain)
        if firm.domain:
            self.by_domain.setdefault(firm.domain, firm.account_id)
        return firm.account_id

    def store(self) -> list[Added]:
        """Store new firms and accounts; what was added, for the import's undo. In the caller's transaction."""
        insert(self.workspace_id, self.new_accounts)
        insert(self.workspace_id, self.new_firms)
        overwrite(self.workspace_id, list(self.changed_firms.values()))
        return [
            *(("account", each.pk) for each in self.new_accounts),
            *(("crm_account", each.pk) for each in self.new_firms),
        ]

    def _place(self, row: CrmRow, name: str) -> tuple[UUID, UUID | None]:
        by_domain = self.by_domain.get(row.domain) if row.domain else None
        if not row.account:
            # A deal may be called like a customer it is not of: its name is nobody's.
            like = self.by_domain.get(counterpart(getattr(row, "address", "")))
            return by_domain or self._new(name), None if by_domain else like
        by_name = self._by_name(name)
        if by_name and by_domain and by_name != by_domain:
            self.alike.append((name, "its domain is another customer's"))
            return by_name, by_domain
        if found := by_domain or by_name:
            return found, None
        like = self.names.found(name) or self.by_domain.get(counterpart(getattr(row, "address", "")))
        if like is not None or len(self.by_name.get(compared_name(name), ())) > 1:
            self.alike.append((name, "another customer is called like it or has its people's domain"))
        return self._new(name), like

    def _free_name(self, name: str, row: int) -> str:
        """`name` where no account has it, else with its line in the file; "Unnamed customer (row 12)" without one."""
        name = name[:150]
        if name and name not in self.exact:
            return name
        made = f"{name or UNNAMED} (row {row})"
        return made if made not in self.exact else f"{made}, {len(self.exact)}"

    def _by_name(self, name: str) -> UUID | None:
        if name in self.exact:
            return self.exact[name]
        same = self.by_name.get(compared_name(name), set()) if compared_name(name) else set()
        return next(iter(same)) if len(same) == 1 else None

    def _new(self, name: str) -> UUID:
        account = Account(workspace_id=self.workspace_id, name=name[:200])
        self.new_accounts.append(account)
        self.exact[name] = account.pk
        self.by_name.setdefault(compared_name(name), set()).add(account.pk)
        return account.pk

    def _change(self, firm: CrmAccount, *, name: str, domain: str) -> None:
        if firm._state.adding:
            firm.name, firm.domain = name[:200], domain
            return
        self.before.setdefault(firm.pk, {"name": firm.name, "domain": firm.domain})
        firm.name, firm.domain = name[:200], domain
        self.changed_firms[firm.pk] = firm


def is_stand_in(name: str, deal: str) -> bool:
    """Whether an account's name was made of its deal's, because no firm was named."""
    return name.partition(" (row ")[0] in {deal[:150], UNNAMED}


def _key(row: CrmRow) -> str:
    """What a firm is remembered by: its id in the CRM, else its name; empty for a row that names none."""
    return row.account_key or (f"name:{row.account}" if row.account else "")
