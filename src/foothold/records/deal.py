"""The whole story of one deal (UX S5): its meetings and verdicts, promises, people, and where it stood before."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from foothold.core.evidence import Side
from foothold.core.learning import Tier
from foothold.core.shares import Share
from foothold.core.verdict import Verdict
from foothold.records.accounts import Met, customers_of, people_in
from foothold.records.in_parts import in_parts
from foothold.records.learned import tier_in_use
from foothold.records.models import (
    Commitment,
    Contact,
    Judgement,
    Meeting,
    Membership,
    Opportunity,
    OpportunityJudgement,
    OpportunityStanding,
    PipelineDecision,
)
from foothold.records.models.findings import ONCE, Promise
from foothold.records.models.meetings import STANDS
from foothold.records.verdicts import Verdicts
from foothold.records.visibility import documents_seen_by, meetings_seen_by

MEETINGS = 60
"""Past meetings a deal's page shows."""
DATES_AHEAD = 10
NEVER_MET = 20


@dataclass(frozen=True, slots=True)
class ClassThen:
    """The class a deal had from a moment on, with its state and P(win) as they were worked out then."""

    at: datetime
    triage: str
    state: str
    p_win: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SeenDeal:
    """What is known of a deal. `documents` are the latest readings by meeting, `verdicts` what became of each by now;
    `tier` is what its chance is learned by."""

    opportunity: Opportunity
    standing: OpportunityStanding | None
    ahead: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    past_is_all: bool
    documents: Mapping[UUID, Mapping[str, Any]]
    verdicts: Mapping[UUID, Verdict | None]
    promises: tuple[Commitment, ...]
    met: tuple[Met, ...]
    never_met: tuple[Contact, ...]
    history: tuple[ClassThen, ...]
    tier: Tier

    def kept(self, side: Side, today: date) -> Share:
        """Of this side's promises that are due or done, those that were kept."""
        return kept_of([each for each in self.promises if each.side == side], today)


def kept_of(promises: list[Commitment], today: date) -> Share:
    """Kept k of n due: an open one counts from the day after it was due; a dropped one is no promise."""
    done = sum(each.state == Promise.DONE for each in promises)
    late = sum(is_late(each, today) for each in promises)
    return Share(done, done + late)


def is_late(promise: Commitment, today: date) -> bool:
    """Whether its day has passed and nothing came."""
    return promise.state == Promise.OPEN and promise.due_on is not None and promise.due_on < today


def seen_deal(seat: Membership, opportunity: Opportunity, *, now: datetime) -> SeenDeal:
    """Everything the deal's page shows, in about ten small queries."""
    workspace = seat.workspace_id
    meetings = meetings_seen_by(seat).filter(opportunity=opportunity).select_related("seller", "account")
    past = list(meetings.filter(held_at__lte=now).order_by("-held_at", "pk")[: MEETINGS + 1])
    ahead = list(meetings.filter(STANDS, held_at__gt=now).order_by("held_at", "pk")[:DATES_AHEAD])
    listed = {meeting.pk: meeting for meeting in (*ahead, *past[:MEETINGS])}
    documents, verdicts = latest_documents(workspace, listed), Verdicts(seat.workspace, now)
    people_of = customers_of(seat, listed)
    met = people_in(seat, opportunity.account, listed, people_of, now)
    standing = OpportunityStanding.objects.in_workspace(workspace).filter(opportunity=opportunity).first()
    promises = Commitment.objects.in_workspace(workspace).filter(ONCE, meeting__in=meetings.order_by().values("pk"))
    return SeenDeal(
        opportunity=opportunity,
        standing=standing,
        ahead=tuple(ahead),
        past=tuple(past[:MEETINGS]),
        past_is_all=len(past) <= MEETINGS,
        documents=documents_seen_by(seat, documents),
        verdicts={key: verdicts.of(each, documents.get(key)) for key, each in listed.items()},
        promises=tuple(
            promises.exclude(state=Promise.DROPPED).select_related("meeting").order_by("due_on", "pk")[:200]
        ),
        met=tuple(each for each in met if each.meetings),
        never_met=tuple(_never_met(seat, opportunity, met)),
        history=class_history(opportunity, standing),
        tier=tier_in_use(workspace),
    )


def standings_of(workspace_id: Any, keys: Iterable[UUID]) -> dict[UUID, OpportunityStanding]:
    """Where these deals stand, by deal, as far as lists show it; nothing for one of which it was not worked out yet."""
    rows = OpportunityStanding.objects.in_workspace(workspace_id).defer(
        "reasons", "p_alive", "alive_ratio", "tier", "meetings_held"
    )
    return {row.opportunity_id: row for part in in_parts(keys) for row in rows.filter(opportunity__in=part)}


def add_reasons(workspace_id: Any, standings: Iterable[OpportunityStanding | None]) -> None:
    """Read the reasons of the rows that are shown, which `standings_of` leaves out. One query for some hundred."""
    rows = {each.pk: each for each in standings if each is not None}
    kept = OpportunityStanding.objects.in_workspace(workspace_id)
    for part in in_parts(rows):
        for key, reasons in kept.filter(pk__in=part).values_list("pk", "reasons"):
            rows[key].reasons = reasons


def latest_documents(workspace_id: Any, meetings: Any) -> dict[UUID, Mapping[str, Any]]:
    """The verdict/1 document read last, by meeting; nothing for a meeting that was not read."""
    rows = Judgement.objects.in_workspace(workspace_id).filter(meeting__in=list(meetings)).order_by("version")
    return dict(rows.values_list("meeting_id", "document"))


def class_history(opportunity: Opportunity, standing: OpportunityStanding | None) -> tuple[ClassThen, ...]:
    """The classes it had, newest first, each with what was written down on the day it became so."""
    changed: list[ClassThen] = []
    for each in judged(opportunity, standing):
        if not changed or changed[-1].triage != each.triage:
            changed.append(each)
    return tuple(reversed(changed))


def judged(opportunity: Opportunity, standing: OpportunityStanding | None) -> list[ClassThen]:
    """What was written down of its class and chance, oldest first: never worked out afterwards."""
    then = _judged(opportunity)
    if not then:
        rows = PipelineDecision.objects.in_workspace(opportunity.workspace_id).filter(opportunity=opportunity)
        then = [ClassThen(each.decided_at, each.triage, each.state) for each in rows.exclude(triage="")]
    if standing is not None and standing.triage:
        then.append(ClassThen(standing.as_of, standing.triage, standing.state, standing.p_win))
    return sorted(then, key=lambda one: one.at)


def _judged(opportunity: Opportunity) -> list[ClassThen]:
    """The classes triage wrote down, each from its day."""
    rows = OpportunityJudgement.objects.in_workspace(opportunity.workspace_id).filter(opportunity=opportunity)
    return [
        ClassThen(at, document.get("triage") or "", document.get("state") or "", document.get("p"))
        for at, document in rows.order_by("version").values_list("made_at", "document")
        if document.get("triage")
    ]


def _never_met(seat: Membership, opportunity: Opportunity, met: list[Met]) -> list[Contact]:
    """People there whose names we know and who were in none of this deal's meetings so far."""
    seen = {each.key for each in met if each.meetings} | {each.address for each in met if each.meetings}
    named = {each.name.casefold() for each in met if each.meetings}
    there = Contact.objects.in_workspace(seat.workspace_id).filter(account_id=opportunity.account_id)
    rows = [
        each
        for each in there.order_by("name")[:200]
        if str(each.pk) not in seen and each.address not in seen - {""} and each.name.casefold() not in named
    ]
    return rows[:NEVER_MET]
