"""What was learned from a workspace's closed deals, kept as a document and read back (METHOD 7.3)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db.models import F, Q

from foothold.core.calendar_days import BusinessDays
from foothold.core.debrief import ANSWERS, Question, number_in
from foothold.core.learning import NO_DECISION_QUIET_DAYS, BaseRate, Outcome, Tier, counts_as_lost
from foothold.core.state import Closure
from foothold.core.tiers import ClosedDeal, Learned, learn
from foothold.core.triage import BASE_SD, DAMPING
from foothold.records.calendars import Calendars
from foothold.records.deal_rows import DealRows, OurLetters, deal_rows
from foothold.records.deal_signals import read_deal, was_held
from foothold.records.in_parts import in_parts
from foothold.records.meetings_then import Changes, changes_of, met_then, rows_then
from foothold.records.models import Afterthought, Opportunity, TriageLearning
from foothold.records.signs import LOOKED_BACK
from foothold.records.silences import DealSilence
from foothold.records.silences_then import silences_then

LANDMARK = timedelta(days=30)
MOST_LANDMARKS = 24
"""Two years of one deal: beyond them it says nothing new."""
ONE_DAY = timedelta(days=1)
NEVER_ACTED = NO_DECISION_QUIET_DAYS * ONE_DAY


def learn_from_history(workspace_id: Any, now: datetime) -> Learned:
    """Learn from everything closed by `now`; a deal that nobody decides counts as lost (METHOD 7.3)."""
    return learn(closed_deals(workspace_id, now))


def closed_deals(workspace_id: Any, now: datetime) -> Iterator[ClosedDeal]:
    """The deals that were won or lost, each with its landmark rows: day 30 after the first meeting, every 30 days.

    A deal without any meeting held taught nothing. The demo's are not learned from. Each row has its meetings as they
    stood that day (`meetings_then`), the alive ratio of its day (`silences_then`; both say what they cannot know), and
    what its seller last said of the chance by then.
    """
    deals = Opportunity.objects.in_workspace(workspace_id).filter(demo=False, opened_at__lte=now).order_by()
    ended = dict(deals.exclude(closure="").filter(closed_at__lte=now).values_list("pk", "closed_at"))
    began = dict(deals.values_list("pk", "opened_at"))
    won = set(deals.filter(closure=Closure.WON.value, closed_at__lte=now).values_list("pk", flat=True))
    lengths = [(at - began[pk]) / ONE_DAY for pk, at in ended.items() if pk in won and at is not None]
    cycles = [days for days in lengths if days >= 0]  # closed before it was opened tells none
    letters = OurLetters(workspace_id, None)
    calendars = Calendars(workspace_id, now, since=min([now, *began.values()]) - LOOKED_BACK)
    for part in in_parts(began):
        over, changes = {}, changes_of(workspace_id, part)
        for pk, rows in deal_rows(workspace_id, part, letters=letters).items():
            closed_at = ended.get(pk) or _given_up_at(rows, cycles, now, calendars.of(rows.deal.account))
            first = _first_held(rows, changes)
            if closed_at is not None and first is not None:
                over[pk] = _Over(rows, first, closed_at, pk in won, changes)
        silent = silences_then(workspace_id, {(each.rows.deal.account, pk): each.days for pk, each in over.items()})
        said = _own_numbers(workspace_id, over)
        for pk, each in over.items():
            yield _closed(each, silent.get(pk, {}), said.get(pk, []), calendars.of(each.rows.deal.account))


@dataclass(frozen=True, slots=True)
class _Over:
    """A deal that ended, when its first meeting was held, and its landmark days."""

    rows: DealRows
    first: datetime
    closed_at: datetime
    won: bool
    changes: Changes

    @property
    def days(self) -> list[datetime]:
        days = (self.first + LANDMARK * number for number in range(1, MOST_LANDMARKS + 1))
        return [day for day in days if day < self.closed_at]


def _first_held(rows: DealRows, changes: Changes) -> datetime | None:
    """When its first meeting was held that stood on its own day; what is cancelled before it begins is none.

    One that was written down afterwards was held on its day all the same, and one that somebody stayed away from was
    not, whenever that was said.
    """
    for met in rows.meetings:
        over_at = met.ends_at or met.held_at
        then = met_then(met, rows, over_at, changes)
        if was_held(then, max(over_at, then.known_at, then.absent_told_at or over_at)):
            return met.held_at
    return None


def _given_up_at(rows: DealRows, cycles: list[float], now: datetime, days: BusinessDays) -> datetime | None:
    """60 days after his last act where no decision counts as lost, never after `now`; None where it is open still.

    Who never acted is quiet since the deal was opened.
    """
    if rows.deal.closure:
        return None
    opened_at = rows.deal.opened_at
    last = read_deal(rows, now, days).last_act_at or opened_at
    lost = counts_as_lost((now - opened_at) / ONE_DAY, (now - last) / ONE_DAY, cycles)
    ahead = any(met.held_at > now for met in rows.meetings)
    return last + NEVER_ACTED if lost and not ahead and last + NEVER_ACTED <= now else None


def _closed(
    over: _Over, silent: Mapping[datetime, DealSilence], said: list[tuple[datetime, float]], days: BusinessDays
) -> ClosedDeal:
    deal = over.rows.deal
    outcomes = tuple(
        Outcome(
            read_deal(rows_then(over.rows, day, over.changes), day, days).signals,
            silent[day].alive_ratio if day in silent else 1.0,
            over.won,
            next((p for at, p in reversed(said) if at <= day), None),
        )
        for day in over.days
    )
    existing = any(at <= over.first for at in over.rows.won_before)
    seller, is_open = str(deal.seller or ""), not deal.closure
    return ClosedDeal(str(deal.pk), over.closed_at, over.won, existing, seller, outcomes, undecided=is_open)


def _own_numbers(workspace_id: Any, deals: Iterable[UUID]) -> dict[UUID, list[tuple[datetime, float]]]:
    """What sellers answered to "How likely do we win?" after meetings of these deals, with its moment, oldest first.

    Only who was the deal's seller, where it names one: what a colleague thought of it is not his number.
    """
    rows = Afterthought.objects.in_workspace(workspace_id).filter(
        Q(meeting__opportunity__seller=None) | Q(meeting__opportunity__seller=F("user")),
        question=Question.CHANCE_TO_WIN,
        meeting__opportunity__in=list(deals),
    )
    percents = {answer.value: number_in(answer) for answer in ANSWERS[Question.CHANCE_TO_WIN]}
    said: dict[UUID, list[tuple[datetime, float]]] = {}
    for deal, at, answer in rows.order_by("said_at").values_list("meeting__opportunity", "said_at", "answer"):
        percent = percents.get(answer)
        if percent is not None:
            said.setdefault(deal, []).append((at, percent / 100))
    return said


def document_of(learned: Learned) -> dict[str, Any]:
    """Plain JSON values; `tier_of` reads the tier in use from it."""
    tier = learned.tier
    return {
        "schema": "triage-learning/1",
        "tier": {
            "number": tier.number,
            "rates": [[existing, rate.p, rate.sd] for existing, rate in tier.rates.items()],
            "sellers": [[*key, rate.p, rate.sd] for key, rate in tier.sellers.items()],
            "shift": tier.shift,
            "shift_sd": tier.shift_sd,
            "slope": tier.slope,
            "closed": tier.closed,
            "beats_base_rate": tier.beats_base_rate,
        },
        "wins": learned.wins,
        "closed": learned.closed,
        "undecided": learned.undecided,
        "tested_on": learned.tested_on,
        "moved": learned.moved,
        "since": learned.since.isoformat() if learned.since else None,
        "wins_before": learned.wins_before,
        "closed_before": learned.closed_before,
        "own_from": learned.own_from,
        "predictable": learned.predictable,
        "tiers": [asdict(each) for each in learned.tiers],
        "baselines": [asdict(each) for each in learned.baselines],
    }


def tier_of(document: dict[str, Any] | None) -> Tier:
    """The tier in use; tier 0 where nothing was learned yet."""
    kept = (document or {}).get("tier")
    if not kept:
        return Tier()
    return Tier(
        number=kept["number"],
        rates={bool(existing): BaseRate(p, sd) for existing, p, sd in kept["rates"]},
        sellers={(seller, bool(existing)): BaseRate(p, sd) for seller, existing, p, sd in kept["sellers"]},
        shift=kept.get("shift", 0.0),
        shift_sd=kept.get("shift_sd", BASE_SD),
        slope=kept.get("slope", DAMPING),
        closed=kept["closed"],
        beats_base_rate=kept.get("beats_base_rate", True),
    )


def learning_of(workspace_id: Any) -> dict[str, Any] | None:
    """What was learned last, as a document; None where nothing was."""
    return TriageLearning.objects.in_workspace(workspace_id).values_list("document", flat=True).first()


def tier_in_use(workspace_id: Any) -> Tier:
    """The tier chances are worked out with here; it says whether they may be shown as a percentage."""
    return tier_of(learning_of(workspace_id))


class Proof(StrEnum):
    """How far a document of what was learned proves that the chances tell more than the base rate."""

    PROVED = "proved"
    MAY_BE_LUCK = "may be luck"
    """Closer than the base rate on the newest deals, and not with 95% of certainty."""
    NOT_PREDICTABLE = "not predictable"


def proof(document: Mapping[str, Any]) -> Proof:
    """Which of them; of the tier in use."""
    if document["predictable"]:
        return Proof.PROVED
    brier = {each["name"]: each["brier"] for each in (*document["tiers"], *document["baselines"])}
    used, base = brier.get(f"tier {document['tier']['number']}"), brier.get("base rate")
    return Proof.MAY_BE_LUCK if used is not None and base is not None and used < base else Proof.NOT_PREDICTABLE
