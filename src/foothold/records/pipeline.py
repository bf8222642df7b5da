"""The weekly review's deals (UX S6, J8): what changed since last week, what needs a word, what needs none."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, F, Q

from foothold.core.coaching import MOVED_TOO_OFTEN, DealWorth, PipelineSum, has_counted_step, pipeline_sum
from foothold.core.evidence import Side
from foothold.core.next_step import Grade
from foothold.core.state import State
from foothold.core.topic import ANY_LANGUAGE
from foothold.core.window import week_of
from foothold.records.deal import standings_of
from foothold.records.deals_seen import deals_of, sellers_seen_by
from foothold.records.in_parts import in_parts
from foothold.records.models import (
    Commitment,
    Judgement,
    Meeting,
    Membership,
    Opportunity,
    OpportunityStanding,
    PipelineDecision,
    User,
)
from foothold.records.models.findings import ONCE, Promise
from foothold.records.models.meetings import STANDS
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import documents_seen_by, meetings_seen_by

WEEK = timedelta(days=7)


class Group(StrEnum):
    """The parts of the list, in their order."""

    CHANGED = "changed"
    SILENT = "silent"
    VAGUE = "vague"
    OFFERED = "offered"
    BOOKED = "booked"
    UNKNOWN = "unknown"
    """No standing was worked out yet."""


class Changed(StrEnum):
    """Why a deal stands at the top: what is new since last week."""

    NEW = "new"
    THEY_ACTED = "they acted"
    STATE = "state"
    TRIAGE = "class"


@dataclass(frozen=True, slots=True, kw_only=True)
class PipelineDeal:
    """One open deal. `before` is where it stood when it was decided last, None where it never was.

    `late_ours` and `late_theirs` are promises past their day. `decided` is this week's decision of this person.
    """

    opportunity: Opportunity
    standing: OpportunityStanding | None
    worth: DealWorth
    has_meeting: bool
    late_ours: int = 0
    late_theirs: int = 0
    changed: tuple[Changed, ...] = ()
    before: PipelineDecision | None = None
    decided: PipelineDecision | None = None

    @property
    def state(self) -> str:
        return self.standing.state if self.standing else ""

    @property
    def is_on_time(self) -> bool:
        """Booked, with nothing late on either side and not moved three times: it needs no talk."""
        return self.state == State.BOOKED and has_counted_step(self.worth) and not (self.late_ours or self.late_theirs)

    @property
    def group(self) -> Group:
        if self.changed and not self.is_on_time:
            return Group.CHANGED
        return Group(self.state) if self.state in {each.value for each in Group} else Group.UNKNOWN


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """All open deals. `to_decide` in their order; `on_time` are folded to one line, `unseen` have no meeting we see.

    `decided` are this person's of the week, those among them that have ended since, or by it.
    """

    week: date
    deals: tuple[PipelineDeal, ...]
    to_decide: tuple[PipelineDeal, ...]
    decided: tuple[PipelineDeal, ...]
    on_time: tuple[PipelineDeal, ...]
    unseen: tuple[PipelineDeal, ...]
    sum: PipelineSum

    def of_state(self, state: str) -> list[PipelineDeal]:
        """The deals of one state, the largest first."""
        return sorted(in_state(self.deals, state), key=_by_amount)


def in_state(deals: Iterable[PipelineDeal], state: str) -> list[PipelineDeal]:
    """Those of one state; those without a meeting are in none."""
    return [each for each in deals if each.has_meeting and each.state == state]


@dataclass(slots=True)
class Details:
    """What a shown row adds: its promises, oldest first, and the words of the customer it rests on best."""

    promises: list[Commitment] = field(default_factory=list)
    document: Mapping[str, Any] | None = None
    meeting: Meeting | None = None


def this_week(seat: Membership, now: datetime) -> date:
    """The Monday of the week, in the workspace's zone."""
    return week_of(now.astimezone(ZoneInfo(seat.workspace.tz)).date())


def pipeline(seat: Membership, *, now: datetime, sellers: Collection[UUID] | None = None) -> Pipeline:
    """The open deals of these sellers, all whom the person may see without them: seven queries however many deals."""
    shown = sellers_seen_by(seat) if sellers is None else sellers
    rows = _under_review(seat, shown, now).select_related("account").only(*_SHOWN)
    week, today = this_week(seat, now), now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    opportunities = list(rows)
    _name_sellers(opportunities)
    listed = _deals(seat, opportunities, week, today, now)
    deals = [each for each in listed if not each.opportunity.closure]
    seen = [each for each in deals if each.has_meeting]
    on_time = [each for each in seen if each.is_on_time and not each.decided]
    open_ones = [each for each in seen if not each.is_on_time and not each.decided]
    return Pipeline(
        week=week,
        deals=tuple(deals),
        to_decide=tuple(sorted(open_ones, key=lambda each: (_PLACE[each.group], *_by_amount(each)))),
        decided=tuple(each for each in listed if each.has_meeting and each.decided),
        on_time=tuple(sorted(on_time, key=_by_amount)),
        unseen=tuple(sorted((each for each in deals if not each.has_meeting), key=_by_amount)),
        sum=pipeline_sum(each.worth for each in deals),
    )


def _under_review(seat: Membership, sellers: Collection[UUID], now: datetime) -> ScopedQuerySet[Opportunity]:
    """The open deals of these sellers, and those this person decided on this week whatever became of them."""
    decided = _decided_now(seat, now).values("opportunity_id")
    return deals_of(seat, sellers).filter(Q(closure="") | Q(pk__in=decided))


def _decided_now(seat: Membership, now: datetime) -> ScopedQuerySet[PipelineDecision]:
    decisions = PipelineDecision.objects.in_workspace(seat.workspace_id)
    return decisions.filter(user_id=seat.user_id, week=this_week(seat, now))


@dataclass(frozen=True, slots=True)
class Left:
    """What a decision leaves: the open deals and what they add up to, how many need a word, how many were decided."""

    deals: tuple[PipelineDeal, ...]
    to_decide: int
    decided: int
    sum: PipelineSum


def left_to_decide(seat: Membership, *, now: datetime, sellers: Collection[UUID]) -> Left:
    """What `pipeline` counts, without what its rows show: asked again after each key (UX 7: 100 ms)."""
    rows = _under_review(seat, sellers, now).only("workspace_id", "closure", "amount", "currency")
    listed = list(rows)
    keys = [each.pk for each in listed]
    done = set(_decided_now(seat, now).values_list("opportunity_id", flat=True))
    standings, met = _where_they_stand(seat.workspace_id, keys), _met(seat, keys)
    # No other deal has a counted step, so that of no other it is asked what is late or was moved.
    booked = [key for key, each in standings.items() if each.grade and Grade(each.grade) >= Grade.BOOKED]
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    moves, late = moved_too_often(seat, booked, now), _late(seat, booked, today)
    deals = [
        PipelineDeal(
            opportunity=each,
            standing=standings.get(each.pk),
            worth=_worth(each, standings.get(each.pk), moves.get(each.pk, 0), now),
            has_meeting=each.pk in met,
            late_ours=late.get((each.pk, Side.OURS.value), 0),
            late_theirs=late.get((each.pk, Side.CUSTOMER.value), 0),
        )
        for each in listed
        if not each.closure
    ]
    waiting = [each for each in deals if each.has_meeting and not each.is_on_time and each.opportunity.pk not in done]
    return Left(tuple(deals), len(waiting), len(met & done), pipeline_sum(each.worth for each in deals))


def _where_they_stand(workspace_id: Any, keys: list[UUID]) -> dict[UUID, OpportunityStanding]:
    rows = OpportunityStanding.objects.in_workspace(workspace_id)
    shown = rows.only("workspace_id", "opportunity_id", "state", "grade", "topic", "slot_at")
    return {row.opportunity_id: row for part in in_parts(keys) for row in shown.filter(opportunity__in=part)}


# Hundreds of deals come at once: what no row shows stays in the database.
_SHOWN = (
    *("workspace_id", "account_id", "seller_id", "name", "opened_at", "closure", "closed_at", "amount", "currency"),
    *("account__name", "account__workspace_id"),
)

_OF_MEETING = ("meeting__workspace_id", "meeting__opportunity_id", "meeting__held_at", "meeting__seller_id")
_IF_IT_STANDS = ("meeting__status", "meeting__we_declined", "meeting__answer")
_OF_PROMISES = ("workspace_id", "meeting_id", "side", "what", "due_on", "state", "evidence", *_OF_MEETING)

_PLACE = {
    each: place
    for place, each in enumerate((Group.CHANGED, Group.SILENT, Group.VAGUE, Group.OFFERED, Group.BOOKED, Group.UNKNOWN))
}


def details_of(seat: Membership, deals: Iterable[PipelineDeal]) -> dict[UUID, Details]:
    """What the rows on one page add, of the meetings this person may see. A few queries for up to a few hundred."""
    keys = [each.opportunity.pk for each in deals]
    found: dict[UUID, Details] = {key: Details() for key in keys}
    seen = meetings_seen_by(seat).order_by()
    promises = Commitment.objects.in_workspace(seat.workspace_id).filter(ONCE).exclude(state=Promise.DROPPED)
    judgements = Judgement.objects.in_workspace(seat.workspace_id)
    for part in in_parts(keys):
        meetings = seen.filter(opportunity__in=part).values("pk")
        rows = promises.filter(meeting__in=meetings).select_related("meeting").only(*_OF_PROMISES)
        for promise in rows.order_by("meeting__held_at", "place"):
            found[promise.meeting.opportunity_id].promises.append(promise)  # type: ignore[index]
        # Documents are large: first which is the last one of each deal, then those alone.
        last = judgements.filter(meeting__in=meetings).order_by("meeting__held_at", "version")
        latest = dict(last.values_list("meeting__opportunity_id", "pk"))
        read = judgements.filter(pk__in=list(latest.values())).select_related("meeting")
        for judgement in read.only("workspace_id", "meeting_id", "document", *_OF_MEETING, *_IF_IT_STANDS):
            one = found[judgement.meeting.opportunity_id]  # type: ignore[index]
            one.document, one.meeting = judgement.document, judgement.meeting
    shown = documents_seen_by(seat, {one.meeting.pk: one.document or {} for one in found.values() if one.meeting})
    for one in found.values():
        one.document = shown.get(one.meeting.pk) if one.meeting else None
    return found


def _name_sellers(opportunities: list[Opportunity]) -> None:
    """A few people hold hundreds of deals: each is looked up once."""
    people = User.objects.in_bulk({each.seller_id for each in opportunities if each.seller_id})
    for each in opportunities:
        each.seller = people.get(each.seller_id)


def _deals(
    seat: Membership, opportunities: list[Opportunity], week: date, today: date, now: datetime
) -> list[PipelineDeal]:
    keys = [each.pk for each in opportunities]
    standings = standings_of(seat.workspace_id, keys)
    met, moves = _met(seat, keys), moved_too_often(seat, keys, now)
    late = _late(seat, keys, today)
    decisions = _decisions(seat, keys, week)
    deals = []
    for opportunity in opportunities:
        standing = standings.get(opportunity.pk)
        theirs = decisions.get(opportunity.pk, [])
        before = next((each for each in theirs if each.week < week), None)
        own = next((each for each in theirs if each.week == week and each.user_id == seat.user_id), None)
        deals.append(
            PipelineDeal(
                opportunity=opportunity,
                standing=standing,
                worth=_worth(opportunity, standing, moves.get(opportunity.pk, 0), now),
                has_meeting=opportunity.pk in met,
                late_ours=late.get((opportunity.pk, Side.OURS.value), 0),
                late_theirs=late.get((opportunity.pk, Side.CUSTOMER.value), 0),
                changed=_changed(opportunity, standing, before, now),
                before=before,
                decided=own,
            )
        )
    return deals


def _worth(opportunity: Opportunity, standing: OpportunityStanding | None, moves: int, now: datetime) -> DealWorth:
    # What is stored is of the moment it was worked out: a time may have passed since.
    slot_at = standing.slot_at if standing else None
    return DealWorth(
        key=str(opportunity.pk),
        grade=standing.grade if standing else "",
        topic=standing.topic if standing else "",
        amount=opportunity.amount,
        currency=opportunity.currency,
        moves=moves,
        language=ANY_LANGUAGE,
        is_ahead=slot_at is not None and slot_at > now,
    )


def _changed(
    opportunity: Opportunity, standing: OpportunityStanding | None, before: PipelineDecision | None, now: datetime
) -> tuple[Changed, ...]:
    """What is new: against the last decision where there is one, and what happened in the last seven days."""
    changed = [Changed.NEW] if opportunity.opened_at > now - WEEK else []
    if standing is None:
        return tuple(changed)
    if standing.last_act_at is not None and now - WEEK < standing.last_act_at <= now:
        changed.append(Changed.THEY_ACTED)
    if before is not None and before.state != standing.state:
        changed.append(Changed.STATE)
    if before is not None and before.triage != standing.triage:
        changed.append(Changed.TRIAGE)
    return tuple(changed)


def _met(seat: Membership, keys: list[UUID]) -> set[UUID]:
    """The deals of which we can see a meeting, held or to come."""
    meetings = Meeting.objects.in_workspace(seat.workspace_id).filter(STANDS).order_by()
    found: set[UUID] = set()
    for part in in_parts(keys):
        found.update(meetings.filter(opportunity__in=part).values_list("opportunity_id", flat=True).distinct())
    return found


def moved_too_often(seat: Membership, keys: list[UUID], now: datetime) -> dict[UUID, int]:
    """How often the next date of a deal was moved, where it was so three times or more (K6)."""
    moved = F("moved_by_us") + F("moved_by_customer") + F("moved_by_unknown") + F("set_anew")
    ahead = Meeting.objects.in_workspace(seat.workspace_id).filter(STANDS, held_at__gt=now).order_by("-held_at")
    # Other meetings ahead are not its next step.
    ahead = ahead.filter(opportunity__standings__slot_at=F("held_at"))
    found: dict[UUID, int] = {}
    for part in in_parts(keys):
        rows = ahead.filter(opportunity__in=part).annotate(moved_in_all=moved).filter(moved_in_all__gte=MOVED_TOO_OFTEN)
        found |= dict(rows.values_list("opportunity_id", "moved_in_all"))
    return found


def _late(seat: Membership, keys: list[UUID], today: date) -> dict[tuple[UUID, str], int]:
    """How many promises of each side are late, of the meetings this person may see."""
    late = (
        Commitment.objects.in_workspace(seat.workspace_id).filter(ONCE, state=Promise.OPEN, due_on__lt=today).order_by()
    )
    seen = meetings_seen_by(seat).order_by()
    found: dict[tuple[UUID, str], int] = {}
    for part in in_parts(keys):
        meetings = seen.filter(opportunity__in=part).values("pk")
        rows = late.filter(meeting__in=meetings).values_list("meeting__opportunity_id", "side")
        found |= {(key, side): many for key, side, many in rows.annotate(many=Count("pk"))}
    return found


def _decisions(seat: Membership, keys: list[UUID], week: date) -> dict[UUID, list[PipelineDecision]]:
    """Those of the last quarter, newest first."""
    rows = PipelineDecision.objects.in_workspace(seat.workspace_id).filter(week__gte=week - 13 * WEEK)
    found: dict[UUID, list[PipelineDecision]] = {}
    for part in in_parts(keys):
        for row in rows.filter(opportunity__in=part).order_by("-week", "-decided_at"):
            found.setdefault(row.opportunity_id, []).append(row)
    return found


def _by_amount(deal: PipelineDeal) -> tuple[bool, Decimal, str]:
    amount = deal.opportunity.amount
    return amount is None, -(amount or Decimal(0)), str(deal.opportunity.name).casefold()
