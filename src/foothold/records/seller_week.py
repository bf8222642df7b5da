"""A seller's week on one page: last meetings, deals without a step, next meetings, the silent ones (METHOD 11)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Max

from foothold.core.calendar_days import business_days_between
from foothold.core.coaching import Behaviour, PipelineSum, focus, has_counted_step, must_choose
from foothold.core.evidence import Side
from foothold.core.gone_dark import Advised, act_of
from foothold.core.silence import Quiet
from foothold.core.state import State
from foothold.core.verdict import Verdict
from foothold.records.calendars import Calendars
from foothold.records.coaching_rates import Coaching, coaching_of
from foothold.records.deal import latest_documents
from foothold.records.deals_seen import may_see_feeling
from foothold.records.in_parts import in_parts
from foothold.records.models import Commitment, Feeling, Meeting, Membership
from foothold.records.models.findings import Promise
from foothold.records.models.meetings import TAKES_PLACE
from foothold.records.picture import MEETING_TAKES_PLACE, customer_meetings, dates_ahead
from foothold.records.pipeline import PipelineDeal, pipeline
from foothold.records.readiness import Sheet, sheets
from foothold.records.silences import DealSilence, silences
from foothold.records.silent_deals import silent_days
from foothold.records.verdicts import Verdicts

WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMeeting:
    """A meeting of the last seven days: what was said in time, before the verdict, and what came of it."""

    meeting: Meeting
    feeling: Feeling | None
    document: Mapping[str, Any]
    homework: tuple[Commitment, ...]
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class WithoutStep:
    """An open deal without a counted next step: for how many business days (None: not known); is a choice due?"""

    deal: PipelineDeal
    days: int | None
    chooses: bool


@dataclass(frozen=True, slots=True)
class SilentOne:
    """A silent deal: its business days since the oldest touch (None: not known), and the one act advised."""

    deal: PipelineDeal
    days: int | None
    act: Advised | None


@dataclass(frozen=True, slots=True, kw_only=True)
class SellerWeek:
    """The five parts of the sheet. `feeling_seen` is False where what was felt is not this reader's to see."""

    last: tuple[LastMeeting, ...]
    without: tuple[WithoutStep, ...]
    sum: PipelineSum
    next: tuple[Sheet, ...]
    silent: tuple[SilentOne, ...]
    coaching: Coaching
    focus: Behaviour | None
    feeling_seen: bool


def seller_week(seat: Membership, whom: Membership, *, now: datetime) -> SellerWeek:
    """The week of one seller, as `seat` may see it."""
    found = pipeline(whom, now=now, sellers={whom.user_id})
    coaching = coaching_of(whom, now=now)
    ahead = dates_ahead(customer_meetings(whom), now=now).filter(held_at__lt=now + WEEK).select_related("account")
    coming = list(ahead.order_by("held_at", "pk")[:30])
    prepared = sheets(whom, coming, now=now)
    return SellerWeek(
        last=tuple(_last(seat, whom, now)),
        without=tuple(_without(whom, found.deals, now)),
        sum=found.sum,
        next=tuple(prepared[each.pk] for each in coming),
        silent=tuple(_silent(whom, found.deals, now)),
        coaching=coaching,
        focus=focus(each.behaviour for each in coaching.counted),
        feeling_seen=may_see_feeling(seat, whom.user_id),
    )


def _last(seat: Membership, whom: Membership, now: datetime) -> list[LastMeeting]:
    held = customer_meetings(whom).filter(MEETING_TAKES_PLACE, held_at__gt=now - WEEK, held_at__lte=now)
    listed = list(
        held.exclude(ends_at__gt=now).select_related("account", "next_meeting").order_by("held_at", "pk")[:40]
    )
    keys = [each.pk for each in listed]
    documents, verdicts = latest_documents(whom.workspace_id, keys), Verdicts(whom.workspace, now)
    felt: dict[UUID, Feeling] = {}
    if may_see_feeling(seat, whom.user_id):
        said = Feeling.objects.in_workspace(whom.workspace_id).filter(user_id=whom.user_id, late=False)
        rows = said.filter(meeting__in=keys)
        felt = {row.meeting_id: row for row in rows}
    promises: dict[UUID, list[Commitment]] = {}
    theirs = Commitment.objects.in_workspace(whom.workspace_id).filter(meeting__in=keys, side=Side.CUSTOMER.value)
    for row in theirs.exclude(state=Promise.DROPPED).order_by("place"):
        promises.setdefault(row.meeting_id, []).append(row)
    return [
        LastMeeting(
            meeting=each,
            feeling=felt.get(each.pk),
            document=documents.get(each.pk, {}),
            homework=tuple(promises.get(each.pk, ())),
            verdict=verdicts.of(each, documents.get(each.pk)),
        )
        for each in listed
    ]


def _without(whom: Membership, deals: tuple[PipelineDeal, ...], now: datetime) -> list[WithoutStep]:
    """Since the last meeting held: before that one there was a step. Days are the customer's own (METHOD, "bd")."""
    open_ones = [each for each in deals if not has_counted_step(each.worth)]
    last = last_held(whom, open_ones, now)
    calendars = Calendars(whom.workspace, now)
    listed = []
    for each in open_ones:
        since, days = last.get(each.opportunity.pk), calendars.of(each.opportunity.account_id)
        chooses = must_choose(since, now, days)
        passed = int(business_days_between(since, now, days)) if since else None
        listed.append(WithoutStep(each, passed, chooses))
    return sorted(listed, key=lambda one: (-(one.deal.opportunity.amount or 0), -(one.days or 0)))


def last_held(whom: Membership, deals: Iterable[PipelineDeal], now: datetime) -> dict[UUID, datetime]:
    """When the last meeting of each of these deals was held, by deal; nothing for one that had none."""
    met = Meeting.objects.in_workspace(whom.workspace_id).filter(TAKES_PLACE, held_at__lte=now).order_by()
    keys = [each.opportunity.pk for each in deals]
    found: dict[UUID, datetime] = {}
    for part in in_parts(keys):
        rows = met.filter(opportunity__in=part).values_list("opportunity_id").annotate(last=Max("held_at"))
        found |= {key: at for key, at in rows if key is not None}
    return found


def _silent(whom: Membership, deals: tuple[PipelineDeal, ...], now: datetime) -> list[SilentOne]:
    """Every silent deal, QUIET or DARK, the same that Today and the list of silent ones name; the longest first."""
    listed = [each for each in deals if each.state == State.SILENT and each.standing]
    listed.sort(
        key=lambda each: ((each.standing.silent_since if each.standing else None) or now, each.opportunity.name)
    )
    found = silences(whom.workspace_id, [each.opportunity.pk for each in listed], now) if listed else {}
    calendars = Calendars(whom.workspace, now)
    return [
        SilentOne(
            each,
            silent_days(each.standing, each.opportunity.account_id, calendars, now),
            _advised(each, found.get(each.opportunity.pk)),
        )
        for each in listed
    ]


def _advised(deal: PipelineDeal, found: DealSilence | None) -> Advised | None:
    """The one act METHOD 8 advises; by the standing where the evidence tells of no silence any more."""
    if deal.late_ours:
        return Advised.OURS_FIRST
    if found is not None and found.advice is not None:
        return found.advice.act
    if deal.standing is None or not deal.standing.silence:
        return None
    return act_of(Quiet(deal.standing.silence), deal.standing.unanswered)
