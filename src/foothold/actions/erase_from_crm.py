"""Take one person out of what CRM exports brought: what was logged with him, firms called after him."""

from typing import Any

from foothold.actions.erasing_attendees import ErasedAttendee
from foothold.records.many_rows import overwrite
from foothold.records.meeting_rows import AT_ONCE
from foothold.records.models import CrmAccount, CrmAct, ImportChange, JoinedAccount, WaitingTable

_NAMED = ("crm_act", "contact", "opportunity", "crm_account")


def erase_from_crm(workspace_id: Any, him: ErasedAttendee) -> bool:
    """Whether he was in any. What was logged stays, without him; tables that still wait go whole.

    In the caller's transaction.
    """
    waiting, _ = WaitingTable.objects.in_workspace(workspace_id).delete()
    changed = [
        _erase_acts(workspace_id, him),
        _erase_firms(workspace_id, him),
        _erase_joined(workspace_id, him),
        _erase_changes(workspace_id, him),
    ]
    return any(changed) or waiting > 0


def _erase_acts(workspace_id: Any, him: ErasedAttendee) -> bool:
    differing = []
    for act in CrmAct.objects.in_workspace(workspace_id).iterator(chunk_size=AT_ONCE):
        his = him.is_him(act.address, act.name)
        subject = him.removed(act.subject, attended=his)[:200]
        if his or subject != act.subject:
            act.name, act.address = ("", "") if his else (act.name, act.address)
            act.subject = subject
            differing.append(act)
    overwrite(workspace_id, differing)
    return bool(differing)


def _erase_firms(workspace_id: Any, him: ErasedAttendee) -> bool:
    changed = False
    for firm in CrmAccount.objects.in_workspace(workspace_id):
        name, key = him.removed(firm.name)[:200], him.removed(firm.key)[:210]
        if (name, key) == (firm.name, firm.key):
            continue
        if CrmAccount.objects.in_workspace(workspace_id).filter(crm=firm.crm, key=key).exclude(pk=firm.pk).exists():
            firm.delete()
        else:
            firm.name, firm.key = name, key
            firm.save(update_fields=["name", "key"])
        changed = True
    return changed


def _erase_joined(workspace_id: Any, him: ErasedAttendee) -> bool:
    """Accounts called after him that are part of another, and his name as it was before they were."""
    changed = False
    for joined in JoinedAccount.objects.in_workspace(workspace_id):
        name = him.removed(joined.name)[:200]
        renamed = {key: said for key, said in joined.renamed.items() if him.removed(said) == said}
        if (name, renamed) != (joined.name, joined.renamed):
            joined.name, joined.renamed = name, renamed
            joined.save(update_fields=["name", "renamed"])
            changed = True
    return changed


def _erase_changes(workspace_id: Any, him: ErasedAttendee) -> bool:
    """What rows said before: an undo must not bring him back."""
    differing = []
    changes = ImportChange.objects.in_workspace(workspace_id).filter(model__in=_NAMED, before__isnull=False)
    for change in changes.iterator(chunk_size=AT_ONCE):
        before = change.before or {}
        his = him.is_him(str(before.get("address") or ""), str(before.get("name") or ""))
        cleaned = {
            name: ""
            if his and name == "address"
            else him.removed(value, attended=his)
            if isinstance(value, str)
            else value
            for name, value in before.items()
        }
        if cleaned != change.before:
            change.before = cleaned
            differing.append(change)
    overwrite(workspace_id, differing)
    return bool(differing)
