"""How a table's columns are read: what was told about them before, and what is told now (remembered by header)."""

from datetime import datetime

from foothold.connectors.crm.export_mapping import Proposal, Told
from foothold.core.crm_rows import CrmKind
from foothold.records.models import CrmMapping, Membership


def told_before(seat: Membership, fingerprint: str) -> Told:
    """What the workspace remembers of tables with these columns; nothing for a new one."""
    row = CrmMapping.objects.in_workspace(seat.workspace_id).filter(fingerprint=fingerprint).first()
    if row is None:
        return Told()
    kind = CrmKind(row.kind) if row.kind else None
    return Told(dict(row.columns), kind, row.program, row.day_first, row.decimal_mark)


def remember_columns(seat: Membership, proposal: Proposal, *, now: datetime, told: Told | None = None) -> None:
    """Remember how a table was read, so that the next export of the same columns is read alike.

    The order of a date and the sign before the cents are remembered only where a person said them (`told`): a later
    file tells its own. In the caller's transaction.
    """
    before = told_before(seat, proposal.fingerprint)
    day_first = told.day_first if told and told.day_first is not None else before.day_first
    CrmMapping.objects.in_workspace(seat.workspace_id).update_or_create(
        workspace_id=seat.workspace_id,
        fingerprint=proposal.fingerprint,
        defaults={
            "program": proposal.program[:20],
            "kind": proposal.kind.value if proposal.kind else "",
            "columns": {column.name: column.field for column in proposal.columns},
            "day_first": day_first,
            "decimal_mark": (told.decimal_mark if told else "") or before.decimal_mark,
            "user": seat.user,
            "told_at": now,
        },
    )
