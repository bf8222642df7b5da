"""What is written back to a CRM about each deal, from where it stands and what was judged last (METHOD 11)."""

from collections.abc import Iterable
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Count, Q

from foothold.core.next_step import Grade
from foothold.core.purpose import guess_purpose
from foothold.core.verdict import Verdict
from foothold.core.write_back import WriteBack, days_without_next_step, may_be_made
from foothold.records.deals_seen import deals_seen_by
from foothold.records.models import Judgement, Meeting, Membership, Opportunity, OpportunityStanding
from foothold.records.models.meetings import IS_MEETING, STANDS
from foothold.records.scoping import ScopedQuerySet
from foothold.records.verdicts import Verdicts

_AT_ONCE = 500


def crms_of(seat: Membership) -> dict[str, int]:
    """The CRMs this person's deals came from, with how many open ones; a manager's are everybody's."""
    rows = (
        deals_seen_by(seat)
        .exclude(crm_key="")
        .order_by("crm")
        .values_list("crm")
        .annotate(many=Count("pk", filter=Q(closure="")))
    )
    return dict(rows)


def written_back(seat: Membership, crm: str, *, now: datetime) -> list[WriteBack]:
    """One row for each open deal of this CRM, by its own id."""
    deals = deals_seen_by(seat).filter(crm=crm, closure="").exclude(crm_key="").order_by("crm_key")
    return [_row(each, facts, now) for part, facts in _with_facts(deals, seat, now) for each in part]


def new_for_crm(seat: Membership, *, now: datetime) -> list[tuple[Opportunity, WriteBack]]:
    """The deals no CRM has and that may be made in one, each with what would be written back."""
    deals = (
        deals_seen_by(seat).filter(crm_key="", closure="", demo=False).select_related("account").order_by("opened_at")
    )
    found = [(each, facts) for part, facts in _with_facts(deals, seat, now) for each in part]
    return [(each, _row(each, facts, now)) for each, facts in found if _may_be_made(each, facts)]


class _Facts:
    """What is known of some deals: where they stand, when and about what they were met last, what was judged."""

    def __init__(self, seat: Membership, deals: list[Opportunity], now: datetime) -> None:
        keys = [each.pk for each in deals]
        self.zone = ZoneInfo(seat.workspace.tz)
        standings = OpportunityStanding.objects.in_workspace(seat.workspace_id).filter(opportunity__in=keys)
        self.standings = {row.opportunity_id: row for row in standings}
        # What somebody stayed away from was not held, and has its verdict.
        meetings = Meeting.objects.in_workspace(seat.workspace_id).filter(
            STANDS, IS_MEETING, untold=False, opportunity__in=keys
        )
        judged = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting__opportunity__in=keys)
        said = dict(judged.order_by("version").values_list("meeting_id", "document__verdict"))
        verdicts = Verdicts(seat.workspace, now)
        self.held: dict[UUID, list[Meeting]] = {}
        self.verdicts: dict[UUID, Verdict] = {}
        """Of the last meeting of each deal that has one."""
        for meeting in meetings.order_by("held_at", "pk"):
            if meeting.opportunity_id:
                if meeting.missed_by is None:
                    self.held.setdefault(meeting.opportunity_id, []).append(meeting)
                verdict = verdicts.of(meeting, {"verdict": said.get(meeting.pk)})
                if verdict is not None:
                    self.verdicts[meeting.opportunity_id] = verdict

    def grade(self, key: UUID) -> Grade | None:
        """None where nobody has worked it out."""
        standing = self.standings.get(key)
        return Grade(standing.grade) if standing and standing.grade else None

    def last_held_on(self, key: UUID, now: datetime) -> date | None:
        past = [meeting.held_at for meeting in self.held.get(key, ()) if meeting.held_at <= now]
        return past[-1].astimezone(self.zone).date() if past else None


def _with_facts(
    deals: ScopedQuerySet[Opportunity], seat: Membership, now: datetime
) -> Iterable[tuple[list[Opportunity], _Facts]]:
    listed = list(deals)
    for at in range(0, len(listed), _AT_ONCE):
        part = listed[at : at + _AT_ONCE]
        yield part, _Facts(seat, part, now)


def _row(deal: Opportunity, facts: _Facts, now: datetime) -> WriteBack:
    standing, grade = facts.standings.get(deal.pk), facts.grade(deal.pk)
    return WriteBack(
        key=deal.crm_key,
        next_step_at=standing.slot_at.astimezone(facts.zone) if standing and standing.slot_at else None,
        next_step_topic=standing.topic if standing else "",
        next_step_grade=grade.value if grade else "",
        days_without_next_step=days_without_next_step(
            facts.last_held_on(deal.pk, now), grade, now.astimezone(facts.zone).date()
        ),
        verdict=facts.verdicts.get(deal.pk, ""),
        triage=standing.triage if standing else "",
    )


def _may_be_made(deal: Opportunity, facts: _Facts) -> bool:
    """By the last meeting whose words name a purpose."""
    purposes = [guess_purpose(meeting.title) for meeting in reversed(facts.held.get(deal.pk, ()))]
    return may_be_made(next((each for each in purposes if each), None), facts.grade(deal.pk))
