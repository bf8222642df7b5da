"""Work out where deals stand, store it, and keep what changed as history (METHOD 7; DESIGN 3)."""

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Max, Q

from foothold import __version__
from foothold.records.among import Keys
from foothold.records.in_parts import in_parts
from foothold.records.learned import document_of, learn_from_history
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import (
    Opportunity,
    OpportunityJudgement,
    OpportunityStanding,
    TriageLearning,
)
from foothold.records.standings import standings

EVERY = timedelta(days=1)
"""How often every deal is worked out anew: acts grow old, and silence grows."""
AT_ONCE = 50
"""Accounts settled in the same breath as their evidence; more are left to the next round."""
_KEPT = ("state", "triage", "uncertain", "tier")
"""What makes a new line of history when it changes, beside the reasons."""


def settle_standings(workspace_id: Any, *, now: datetime, accounts: Iterable[UUID] | None = None) -> int:
    """Work out the deals of these accounts, of the whole workspace for None; how many were.

    Some hundred deals a transaction. A chance that moves by age alone is stored without a line of history.
    """
    deals = Opportunity.objects.in_workspace(workspace_id).order_by()
    keys: list[UUID] = []
    for part in [None] if accounts is None else in_parts(accounts):
        chosen = deals if part is None else deals.filter(account__in=part)
        keys += chosen.values_list("pk", flat=True)
    for made in standings(workspace_id, keys, now):
        with transaction.atomic():
            _store(workspace_id, made, now)
    return len(keys)


def settle_due(workspace_id: Any, *, now: datetime) -> int:
    """Work out the deals of this workspace that are due, before they are shown; how many were.

    A list for a day gone by or to come works all of them out: what is stored is of another day.
    """
    stored = OpportunityStanding.objects.in_workspace(workspace_id)
    latest = stored.aggregate(latest=Max("as_of"))["latest"]
    if latest is not None and not timedelta(0) <= now - latest < EVERY:
        return settle_standings(workspace_id, now=now)
    deals = Opportunity.objects.in_workspace(workspace_id)
    due = deals.filter(Q(standings__isnull=True) | _is_old(now))
    accounts = list(due.order_by().values_list("account_id", flat=True).distinct())
    return settle_standings(workspace_id, now=now, accounts=accounts) if accounts else 0


def settle_after_evidence(workspace_id: Any, accounts: Iterable[UUID], *, now: datetime) -> None:
    """The same after evidence came: at once for a few accounts; a long import leaves them to the next round."""
    listed = list(accounts)
    if len(listed) <= AT_ONCE:
        settle_standings(workspace_id, now=now, accounts=listed)
        return
    with transaction.atomic():
        for part in in_parts(listed):
            stored = OpportunityStanding.objects.in_workspace(workspace_id).filter(opportunity__account__in=part)
            stored.update(as_of=now - EVERY)


def standings_due(*, now: datetime, at_most: int = 5_000) -> dict[UUID, list[UUID]]:
    """Accounts by workspace whose deals have no standing yet, or one that is a day old or holds no more."""
    everywhere = Opportunity.objects.across_workspaces(because="deals are worked out in every workspace")
    old = _is_old(now) & ~Q(standings__state="closed", closure__gt="")
    due = everywhere.filter(Q(standings__isnull=True) | old).order_by().values_list("workspace_id", "account_id")
    found: dict[UUID, list[UUID]] = {}
    for workspace_id, account in due.distinct()[:at_most]:
        found.setdefault(workspace_id, []).append(account)
    return found


def _is_old(now: datetime) -> Q:
    """A deal whose standing is a day old, or was changed by time since: a date has passed (METHOD 4, 7)."""
    return Q(standings__as_of__lte=now - EVERY) | Q(standings__holds_until__lte=now)


def learning_due(*, now: datetime) -> list[UUID]:
    """The workspaces with a closed deal that have not learned within a day."""
    everywhere = TriageLearning.objects.across_workspaces(because="every workspace learns from its own deals")
    fresh = set(everywhere.filter(learned_at__gt=now - EVERY).values_list("workspace_id", flat=True))
    closed = Opportunity.objects.across_workspaces(because="every workspace learns from its own deals")
    some = closed.exclude(closure="").order_by().values_list("workspace_id", flat=True).distinct()
    return [workspace_id for workspace_id in some if workspace_id not in fresh]


def learn_triage(workspace_id: Any, *, now: datetime) -> TriageLearning:
    """Learn from the closed deals, keep what was learned, and have every deal worked out by it in the next rounds."""
    document = document_of(learn_from_history(workspace_id, now))
    with transaction.atomic():
        rows = TriageLearning.objects.in_workspace(workspace_id)
        before = rows.first()
        row, _made = rows.update_or_create(
            workspace_id=workspace_id, defaults={"document": document, "learned_at": now}
        )
        if before is None or before.document["tier"] != document["tier"]:
            OpportunityStanding.objects.in_workspace(workspace_id).update(as_of=now - EVERY)
    return row


def _store(workspace_id: Any, made: list[OpportunityStanding], now: datetime) -> None:
    keys = Keys(row.opportunity_id for row in made)
    # Two processes may work out the same deals: on PostgreSQL one waits here, on SQLite at the transaction's begin.
    there_still = Opportunity.objects.in_workspace(workspace_id).select_for_update().filter(pk__among=keys)
    alive = set(there_still.values_list("pk", flat=True))
    stored = OpportunityStanding.objects.in_workspace(workspace_id).filter(opportunity__among=keys)
    before = {values[1]: values for values in stored.values_list("pk", *_STORED)}
    new: list[OpportunityStanding] = []
    changed: list[OpportunityStanding] = []
    same: list[UUID] = []
    history: list[OpportunityStanding] = []
    for row in made:
        kept = before.get(row.opportunity_id)
        if row.opportunity_id not in alive:
            continue
        if kept is None:
            new.append(row)
            history.append(row)
            continue
        row.pk, values = kept[0], _values(row)
        if values == kept[1:]:
            same.append(row.pk)
            continue
        changed.append(row)
        if _judged(values) != _judged(kept[1:]):
            history.append(row)
    insert(workspace_id, new)
    overwrite(workspace_id, changed)
    if same:
        stored.filter(pk__among=Keys(same)).update(as_of=now)
    if history:
        _keep_history(workspace_id, history, now)


def _keep_history(workspace_id: Any, rows: list[OpportunityStanding], now: datetime) -> None:
    judged = OpportunityJudgement.objects.in_workspace(workspace_id)
    theirs = judged.filter(opportunity__among=Keys(row.opportunity_id for row in rows)).order_by()
    latest = dict(theirs.values_list("opportunity_id").annotate(latest=Max("version")))
    insert(
        workspace_id,
        [
            OpportunityJudgement(
                workspace_id=workspace_id,
                opportunity_id=row.opportunity_id,
                version=latest.get(row.opportunity_id, 0) + 1,
                document=_document(row),
                software=__version__,
                made_at=now,
            )
            for row in rows
        ],
    )


def _document(row: OpportunityStanding) -> dict[str, Any]:
    named = {name: getattr(row, name) for name in ("state", "grade", *_KEPT[1:], "alive_ratio")}
    return {
        "schema": "triage/1",
        **named,
        "reasons": _said(row.reasons),
        "p": row.p_win,
        "low": row.p_low,
        "high": row.p_high,
    }


def _judged(values: tuple[Any, ...]) -> tuple[Any, ...]:
    """What history is kept of; the rows a reason was counted from change without the reason (a mail more, one less)."""
    return tuple(_said(values[at]) for at in _HISTORY)


def _said(value: Any) -> Any:
    if not isinstance(value, list):
        return value
    return [{name: each[name] for name in each if name != "from"} for each in value]


_NOT_COMPARED = {"id", "workspace", "as_of", "opportunity"}
_STORED = [
    "opportunity_id",
    *(each.attname for each in OpportunityStanding._meta.concrete_fields if each.name not in _NOT_COMPARED),
]
_values: Callable[[OpportunityStanding], tuple[Any, ...]] = attrgetter(*_STORED)
_HISTORY = [_STORED.index(name) for name in (*_KEPT, "reasons")]
