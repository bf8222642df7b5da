"""What a one-to-one is about: three deals, the questions raised, what was missed, what was agreed (UX J9)."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from foothold.core.coaching import has_counted_step
from foothold.core.debrief import Answer, Question
from foothold.core.state import State
from foothold.records.deals_seen import may_see_feeling
from foothold.records.in_parts import in_parts
from foothold.records.models import Afterthought, Agreement, Feeling, Meeting, Membership, PipelineDecision
from foothold.records.models.findings import Met
from foothold.records.models.weekly import Decision
from foothold.records.no_customers import MAY_BE_CUSTOMERS
from foothold.records.pipeline import PipelineDeal, pipeline
from foothold.records.seller_week import last_held

LOOKED_BACK = timedelta(days=90)
_FELT = {Met.YES.value: 1.0, Met.PARTLY.value: 0.5, Met.NO.value: 0.0}
_SHOWS = {State.BOOKED.value: 1.0, State.OFFERED.value: 0.5}


class Why(StrEnum):
    """Why a deal is talked about."""

    GAP = "gap"
    OLDEST_VAGUE = "oldest vague"
    TO_COPY = "to copy"


@dataclass(frozen=True, slots=True)
class Chosen:
    """One of the three deals; `felt` is the seller's own word for a GAP, in percent sure or 100, 50, 0."""

    why: Why
    deal: PipelineDeal
    meeting: Meeting | None = None
    felt: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OneToOne:
    """What is on the table. `missed` are his own "I should have asked" lines, where he shares them."""

    chosen: tuple[Chosen, ...]
    questions: tuple[PipelineDecision, ...]
    missed: tuple[Afterthought, ...]
    agreements: tuple[Agreement, ...]
    last_agreements: tuple[Agreement, ...]
    feeling_seen: bool


def one_to_one(seat: Membership, whom: Membership, *, week: date, now: datetime) -> OneToOne:
    """Everything a one-to-one with this seller opens on, as `seat` may see it."""
    feeling_seen = may_see_feeling(seat, whom.user_id)
    deals = pipeline(whom, now=now, sellers={whom.user_id}).deals
    agreed = Agreement.objects.in_workspace(whom.workspace_id).filter(seller_id=whom.user_id).order_by("-week", "place")
    listed = list(agreed.select_related("user")[:8])
    before = next((each.week for each in listed if each.week < week), None)
    return OneToOne(
        chosen=tuple(_chosen(whom, list(deals), feeling_seen, now)),
        questions=tuple(_questions(whom, deals)),
        missed=tuple(_missed(whom, now)) if feeling_seen else (),
        agreements=tuple(each for each in listed if each.week == week),
        last_agreements=tuple(each for each in listed if each.week == before),
        feeling_seen=feeling_seen,
    )


def _chosen(whom: Membership, deals: list[PipelineDeal], feeling_seen: bool, now: datetime) -> list[Chosen]:
    """Three deals at most, each once: the largest gap first, where what was felt may be seen."""
    chosen = [_largest_gap(whom, deals, now)] if feeling_seen else []
    taken = {each.deal.opportunity.pk for each in chosen if each}
    left = [each for each in deals if each.opportunity.pk not in taken]
    chosen += [_longest_without_date(whom, left, now), _to_copy(left)]
    return [each for each in chosen if each is not None]


def _largest_gap(whom: Membership, deals: list[PipelineDeal], now: datetime) -> Chosen | None:
    """Where he was surest and the evidence shows least: said before the verdict, late answers left out."""
    by_deal = {each.opportunity.pk: each for each in deals}
    rows = Feeling.objects.in_workspace(whom.workspace_id).filter(
        user_id=whom.user_id, late=False, meeting__held_at__gt=now - LOOKED_BACK, meeting__opportunity__isnull=False
    )
    best: tuple[float, Chosen] | None = None
    for row in rows.select_related("meeting").order_by("meeting__held_at", "pk"):
        felt = row.sure / 100 if row.sure is not None else _FELT.get(row.met)
        deal = by_deal.get(row.meeting.opportunity_id)  # type: ignore[arg-type]
        if deal is None or felt is None or not deal.state:
            continue
        gap = felt - _SHOWS.get(deal.state, 0.0)
        if gap > 0 and (best is None or gap >= best[0]):
            best = gap, Chosen(Why.GAP, deal, row.meeting, round(100 * felt))
    return best[1] if best else None


def _longest_without_date(whom: Membership, deals: list[PipelineDeal], now: datetime) -> Chosen | None:
    """Vague, or silent without a date: the one whose last meeting lies furthest back, as the weekly sheet counts it."""
    states = {State.VAGUE.value, State.SILENT.value}
    without = [each for each in deals if each.state in states and each.has_meeting and not _has_date(each)]
    last = last_held(whom, without, now)
    met = [each for each in without if each.opportunity.pk in last]
    oldest = min(met, key=lambda each: (last[each.opportunity.pk], str(each.opportunity.pk)), default=None)
    return Chosen(Why.OLDEST_VAGUE, oldest) if oldest else None


def _has_date(deal: PipelineDeal) -> bool:
    return deal.standing is not None and deal.standing.slot_at is not None


def _to_copy(deals: list[PipelineDeal]) -> Chosen | None:
    """A counted next step and nothing late on either side; of those the one with the best chance, then the largest."""
    good = [each for each in deals if each.is_on_time and has_counted_step(each.worth)]
    best = max(good, key=lambda each: (_chance(each), each.opportunity.amount or 0), default=None)
    return Chosen(Why.TO_COPY, best) if best else None


def _chance(deal: PipelineDeal) -> float:
    return (deal.standing.p_win if deal.standing else None) or 0.0


def _questions(whom: Membership, deals: tuple[PipelineDeal, ...]) -> list[PipelineDecision]:
    """Raised in weekly reviews at his deals, and not talked about yet; the oldest first, one a deal."""
    rows = PipelineDecision.objects.in_workspace(whom.workspace_id).filter(
        decision=Decision.ASK, answered_at__isnull=True
    )
    rows = rows.select_related("opportunity", "opportunity__account", "user")
    raised = [
        each for part in in_parts(each.opportunity.pk for each in deals) for each in rows.filter(opportunity__in=part)
    ]
    return list({each.opportunity_id: each for each in sorted(raised, key=lambda each: each.decided_at)}.values())


def _missed(whom: Membership, now: datetime) -> list[Afterthought]:
    """His "I should have asked" lines of the last 90 days, the newest first; "nothing" is none."""
    rows = Afterthought.objects.in_workspace(whom.workspace_id).filter(
        user_id=whom.user_id, question=Question.SHOULD_HAVE_ASKED.value, said_at__gt=now - LOOKED_BACK
    )
    rows = rows.filter(meeting__relation__in=MAY_BE_CUSTOMERS)
    listed = rows.exclude(answer=Answer.NOTHING.value).exclude(answer="", words="").select_related("meeting")
    return list(listed.order_by("-said_at")[:8])
