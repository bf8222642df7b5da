"""What sellers logged in a CRM, kept apart: their word, E1, never a meeting (METHOD 3)."""

from collections.abc import Sequence
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from foothold.actions.crm_words import missing_meetings_line
from foothold.actions.kept_fields import kept_fields
from foothold.actions.sellers_of_crm import SellersOfCrm
from foothold.actions.taking_crm import TakingCrm
from foothold.core.crm_rows import ActKind
from foothold.core.crm_rows import CrmAct as Logged
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import CrmAct, Meeting, Opportunity

_FIELDS = ("kind", "logged_at", "has_time", "subject", "name", "address", "account_id", "opportunity_id", "user_id")


def store_log(taking: TakingCrm, rows: Sequence[Logged]) -> None:
    """Store what was logged in one file. In the caller's transaction.

    A firm that nothing else names makes no account: that somebody typed a name is no customer yet.
    """
    there = _there(taking, [row.key for row in rows])
    deals = _deals(taking, rows)
    sellers = SellersOfCrm.of(taking.seat)
    new: list[CrmAct] = []
    changed: list[CrmAct] = []
    for row in rows:
        if row.deleted:
            continue
        opportunity_id, account_id = deals.get(row.deal_key, (None, None))
        account_id = taking.firms.known(row) or account_id
        erased = taking.erased.has(row.address, row.contact, account_id)
        said = {
            "kind": row.kind.value,
            "logged_at": row.at,
            "has_time": row.has_time,
            "subject": taking.erased.without(row.subject, row.address, row.contact, account_id)[:200],
            "name": "" if erased else row.contact,
            "address": "" if erased else row.address,
            "account_id": account_id,
            "opportunity_id": opportunity_id,
            "user_id": sellers.seller_of(row.owner),
        }
        act = there.get(row.key)
        if act is None:
            act = CrmAct(workspace_id=taking.workspace_id, source=taking.run.source, crm=taking.firms.crm, **said)
            act.key = row.key
            new.append(act)
        elif any(getattr(act, name) != value for name, value in said.items()):
            taking.changed("crm_act", act.pk, kept_fields(act, _FIELDS))
            for name, value in said.items():
                setattr(act, name, value)
            changed.append(act)
    insert(taking.workspace_id, new)
    overwrite(taking.workspace_id, changed)
    taking.added("crm_act", [act.pk for act in new])
    taken = taking.taken
    taken.new, taken.changed = len(new), len(changed)
    taken.same = sum(not row.deleted for row in rows) - len(new) - len(changed)
    _say_what_is_in_no_calendar(taking, rows)


def _there(taking: TakingCrm, keys: Sequence[str]) -> dict[str, CrmAct]:
    found: dict[str, CrmAct] = {}
    acts = CrmAct.objects.in_workspace(taking.workspace_id).filter(crm=taking.firms.crm)
    for part in in_parts(keys):
        found |= {act.key: act for act in acts.filter(key__in=part)}
    return found


def _deals(taking: TakingCrm, rows: Sequence[Logged]) -> dict[str, tuple[UUID, UUID]]:
    """Deal and account by the deal's key in the CRM."""
    found: dict[str, tuple[UUID, UUID]] = {}
    deals = Opportunity.objects.in_workspace(taking.workspace_id).filter(crm=taking.firms.crm)
    for part in in_parts({row.deal_key for row in rows if row.deal_key}):
        listed = deals.filter(crm_key__in=part).values_list("crm_key", "pk", "account_id")
        found |= {key: (pk, account_id) for key, pk, account_id in listed}
    return found


def _say_what_is_in_no_calendar(taking: TakingCrm, rows: Sequence[Logged]) -> None:
    zone = ZoneInfo(taking.seat.workspace.tz)
    past = [row for row in rows if row.kind is ActKind.MEETING and row.at <= taking.now and not row.deleted]
    with_account = [(account, row.at.astimezone(zone).date()) for row in past if (account := taking.firms.known(row))]
    in_calendar = _days_met(taking, {account for account, _ in with_account}, zone)
    missing = len(past) - sum(met in in_calendar for met in with_account)
    if missing:
        taking.say(missing_meetings_line(missing, len(past)))


def _days_met(taking: TakingCrm, accounts: set[Any], zone: ZoneInfo) -> set[tuple[Any, date]]:
    found: set[tuple[Any, date]] = set()
    for part in in_parts(accounts):
        met = Meeting.objects.in_workspace(taking.workspace_id).filter(account__in=part)
        found |= {(account, at.astimezone(zone).date()) for account, at in met.values_list("account_id", "held_at")}
    return found
