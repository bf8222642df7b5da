"""A CRM's deals, stored: new ones, what changed of known ones, and which of them meetings had shown before."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Max, Min

from foothold.actions.crm_accounts import is_stand_in
from foothold.actions.crm_words import TakenDoubt
from foothold.actions.kept_fields import kept_fields
from foothold.actions.sellers_of_crm import SellersOfCrm
from foothold.actions.taking_crm import TakingCrm
from foothold.core.crm_dates import DateDoubt, DealDates, deal_dates
from foothold.core.crm_deals import DealByMeetings, DealInCrm, same_deals
from foothold.core.crm_rows import CrmOpportunity, RowDoubt
from foothold.core.evidence import Level
from foothold.records.in_parts import in_parts
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import Meeting, Opportunity

FIELDS = (
    "account_id", "seller_id", "name", "opened_at", "closure", "closed_at", "amount", "currency", "amount_level",
    "stage", "expected_on", "crm", "crm_key",
)  # fmt: skip
"""What a CRM says of a deal, and so what an undo puts back."""
_SAYS_CLOSURE = frozenset({"stage", "status", "is_won", "is_lost", "won_on", "lost_on"})
_NOON = time(12)


def store_deals(taking: TakingCrm, rows: Sequence[CrmOpportunity]) -> None:
    """Store the deals of one file. In the caller's transaction."""
    there = _there(taking, [row.key for row in rows])
    sellers = SellersOfCrm.of(taking.seat)
    has_meetings = _with_meetings(taking, there)
    new: list[tuple[CrmOpportunity, dict[str, Any]]] = []
    changed: list[Opportunity] = []
    for place, row in enumerate(rows):
        if place % 500 == 0:
            taking.progress("deals", place, len(rows))
        opportunity = there.get(row.key)
        if row.deleted:
            taking.doubt(TakenDoubt.DELETED, row.row)
        elif opportunity is not None and _is_another(taking, row, opportunity):
            taking.doubt(TakenDoubt.OTHER_DEAL, row.row)
        elif opportunity is None:
            new.append((row, _said(taking, row, None, sellers)))
        elif _update(taking, opportunity, row, sellers, has_meetings):
            changed.append(opportunity)
        else:
            taking.taken.same += 1
    taking.added_firms()
    made, adopted = _make(taking, new)
    insert(taking.workspace_id, made)
    overwrite(taking.workspace_id, [*changed, *adopted])
    taking.added("opportunity", [each.pk for each in made])
    taking.taken.new, taking.taken.changed = len(made), len(changed) + len(adopted)
    taking.judged |= {each.account_id for each in (*made, *changed, *adopted)}
    taking.touched |= {each.account_id for each in adopted}
    taking.touched |= {each.account_id for each in changed if each.pk in has_meetings}
    if sellers.unknown or sellers.unnamed:
        taking.say(sellers.unknown_line())
    taking.progress("deals", len(rows), len(rows))


def _there(taking: TakingCrm, keys: Sequence[str]) -> dict[str, Opportunity]:
    found: dict[str, Opportunity] = {}
    rows = Opportunity.objects.in_workspace(taking.workspace_id).filter(crm=taking.firms.crm)
    for part in in_parts(keys):
        found |= {row.crm_key: row for row in rows.filter(crm_key__in=part).select_related("account")}
    return found


def _with_meetings(taking: TakingCrm, there: dict[str, Opportunity]) -> set[UUID]:
    found: set[UUID] = set()
    for part in in_parts([each.pk for each in there.values()]):
        met = Meeting.objects.in_workspace(taking.workspace_id).filter(opportunity__in=part)
        found |= {pk for pk in met.values_list("opportunity_id", flat=True) if pk}
    return found


def _is_another(taking: TakingCrm, row: CrmOpportunity, there: Opportunity) -> bool:
    """Two tables of unknown programs may both count from 1; a named program's key is one deal for ever."""
    if taking.firms.crm != "csv" or not row.account:
        return False
    stands_in = there.account.name == there.crm_key or is_stand_in(there.account.name, there.name)
    return row.name != there.name and row.account != there.account.name and not stands_in


def _said(taking: TakingCrm, row: CrmOpportunity, there: Opportunity | None, sellers: SellersOfCrm) -> dict[str, Any]:
    """The fields the row says something of. What a cell leaves empty is not said: it erases nothing."""
    zone = ZoneInfo(taking.seat.workspace.tz)
    days = _days(taking, row, there, zone)
    if there is None or row.account:
        account_id = taking.firms.account_of(row, "" if row.name == row.key else row.name)
    else:
        account_id = there.account_id
    name = taking.erased.without(row.name, row.address, row.contact, account_id)[:200]
    said: dict[str, Any] = {"account_id": account_id, "name": name}
    if row.made_key and row.name == row.key:
        # A key made of the row's words is nobody's name.
        said["name"] = there.name if there else f"Unnamed deal (row {row.row})"
    said["seller_id"] = sellers.seller_of(row.owner) if "owner" in taking.fields else taking.seat.user_id
    said["stage"], said["expected_on"] = row.stage, days.expected_on
    if row.amount is not None:
        said["amount"], said["amount_level"] = row.amount, Level.E2.name
    if row.amount is not None or there is None or there.amount is None:
        # An amount keeps the currency it was said in.
        said["currency"] = row.currency
    if (DateDoubt.OPENED_UNKNOWN not in days.doubts and DateDoubt.OPENED_AHEAD not in days.doubts) or there is None:
        said["opened_at"] = _at(days.opened_on, zone)
    said = {name: value for name, value in said.items() if value not in (None, "")}
    if RowDoubt.ENDS_CONTRADICT not in row.doubts and (row.closure is not None or _SAYS_CLOSURE & taking.fields):
        said["closure"] = row.closure.value if row.closure else ""
        said["closed_at"] = _at(days.closed_on, zone) if days.closed_on else None
    return said


def _days(taking: TakingCrm, row: CrmOpportunity, there: Opportunity | None, zone: ZoneInfo) -> DealDates:
    opened = row.opened_on
    if opened is None and there is not None:
        opened = there.opened_at.astimezone(zone).date()
        opened = min(opened, row.closed_on) if row.closed_on and row.closure else opened
    days = deal_dates(opened, row.closed_on, row.expected_on, row.closure, taking.now.astimezone(zone).date())
    for doubt in days.doubts:
        taking.doubt(doubt, row.row)
    return days


def _update(
    taking: TakingCrm, there: Opportunity, row: CrmOpportunity, sellers: SellersOfCrm, has_meetings: set[UUID]
) -> bool:
    """Give a known deal what the CRM says of it now; whether that is anything else than before."""
    said = _said(taking, row, there, sellers)
    if said["account_id"] != there.account_id and there.pk in has_meetings:
        taking.doubt(TakenDoubt.MET_ELSEWHERE, row.row)
        del said["account_id"]
    differing = {name: value for name, value in said.items() if getattr(there, name) != value}
    if not differing:
        return False
    taking.changed("opportunity", there.pk, kept_fields(there, FIELDS))
    for name, value in differing.items():
        setattr(there, name, value)
    return True


def _make(
    taking: TakingCrm, new: Sequence[tuple[CrmOpportunity, dict[str, Any]]]
) -> tuple[list[Opportunity], list[Opportunity]]:
    """The deals that are new, and those that meetings had shown already and the CRM names now."""
    pairs = _pairs(taking, new)
    made: list[Opportunity] = []
    adopted: list[Opportunity] = []
    for row, said in new:
        known = pairs.get(row.key)
        if known is None:
            made.append(Opportunity(workspace_id=taking.workspace_id, crm=taking.firms.crm, crm_key=row.key, **said))
            continue
        taking.changed("opportunity", known.pk, kept_fields(known, FIELDS))
        said["opened_at"] = min(known.opened_at, said["opened_at"])
        for name, value in {**said, "crm": taking.firms.crm, "crm_key": row.key}.items():
            setattr(known, name, value)
        adopted.append(known)
    return made, adopted


def _pairs(taking: TakingCrm, new: Sequence[tuple[CrmOpportunity, dict[str, Any]]]) -> dict[str, Opportunity]:
    """By key of a row: the deal meetings made of it, where it can be no other."""
    rows_of: dict[UUID, list[DealInCrm[str]]] = {}
    for row, said in new:
        closed_at = said.get("closed_at")
        one = DealInCrm(row.key, said["opened_at"].date(), closed_at.date() if closed_at else None)
        rows_of.setdefault(said["account_id"], []).append(one)
    pairs: dict[str, Opportunity] = {}
    for part in in_parts(rows_of):
        there = Opportunity.objects.in_workspace(taking.workspace_id).filter(account__in=part, crm_key="", demo=False)
        met = Meeting.objects.in_workspace(taking.workspace_id).filter(opportunity__in=there.values("pk"))
        spans = {
            pk: (first, last)
            for pk, first, last in met.values_list("opportunity_id").annotate(Min("held_at"), Max("held_at"))
        }
        by_account: dict[UUID, list[DealByMeetings[Opportunity]]] = {}
        for each in there:
            if each.pk in spans:
                first, last = spans[each.pk]
                by_account.setdefault(each.account_id, []).append(DealByMeetings(each, first.date(), last.date()))
        for account_id, deals in by_account.items():
            pairs |= dict(same_deals(rows_of[account_id], deals))
    return pairs


def _at(day: date, zone: ZoneInfo) -> datetime:
    return datetime.combine(day, _NOON, zone)
