"""One CRM export on its way in: what it was compared with, what it changed, and what is doubtful about it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.actions.crm_accounts import Added, CrmAccounts
from foothold.actions.crm_words import Doubt, alike_line, doubt_line
from foothold.actions.import_calendar import Progress, Taken
from foothold.actions.mark_erased import ErasedPeople
from foothold.connectors.crm.export_mapping import Proposal
from foothold.core.calendar_entries import Skipped
from foothold.records.many_rows import insert
from foothold.records.models import Import, ImportChange, Membership


@dataclass(slots=True)
class TakingCrm:
    """The work on one file. `touched` are accounts whose meetings may be told of otherwise now,
    `judged` those whose deals may stand elsewhere."""

    seat: Membership
    run: Import
    firms: CrmAccounts
    proposal: Proposal
    now: datetime
    progress: Progress
    erased: ErasedPeople
    taken: Taken = field(default_factory=Taken)
    touched: set[UUID] = field(default_factory=set)
    judged: set[UUID] = field(default_factory=set)
    _added: list[Added] = field(default_factory=list)
    _changed: dict[Added, dict[str, Any]] = field(default_factory=dict)
    _doubts: dict[Doubt, list[int]] = field(default_factory=dict)
    _said: list[str] = field(default_factory=list)

    @property
    def workspace_id(self) -> Any:
        return self.seat.workspace_id

    @property
    def fields(self) -> set[str]:
        """The fields the file has a column for."""
        return set(self.proposal.places)

    def added(self, model: str, keys: Iterable[UUID]) -> None:
        """Rows that are new by this reading."""
        self._added += [(model, key) for key in keys]

    def added_firms(self) -> None:
        """Store the firms that rows named and nobody knew: everything else refers to them."""
        self._added += self.firms.store()

    def changed(self, model: str, key: UUID, before: dict[str, Any]) -> None:
        """A row this reading changed, with what it said before."""
        self._changed.setdefault((model, key), before)

    def doubt(self, doubt: Doubt, row: int) -> None:
        """Something about a line that was read all the same."""
        self._doubts.setdefault(doubt, []).append(row)

    def say(self, line: str) -> None:
        """Something about the whole file."""
        self._said.append(line)

    def write_down(self) -> None:
        """Store what this reading added and changed, for its undo."""
        for key, before in self.firms.before.items():
            self.changed("crm_account", key, before)
        rows: list[tuple[str, UUID, Any]] = [(model, key, None) for model, key in self._added]
        rows += [(model, key, before) for (model, key), before in self._changed.items()]
        insert(
            self.workspace_id,
            [
                ImportChange(workspace_id=self.workspace_id, run=self.run, model=model, row=key, before=before)
                for model, key, before in rows
            ],
        )

    def doubts(self, name: str) -> list[Skipped]:
        """What was doubtful, alike things together: how many lines, and which."""
        found = [Skipped(name, line, was_read=True) for line in self._said]
        found += [Skipped(name, doubt_line(doubt, rows), was_read=True) for doubt, rows in self._doubts.items()]
        if self.firms.alike:
            names = sorted({one for one, _ in self.firms.alike})
            found.append(Skipped(name, alike_line(names), was_read=True))
        return found
