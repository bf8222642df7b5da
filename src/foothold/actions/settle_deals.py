"""Which deal each meeting of an account belongs to: by people and open dates, doubtful ones asked once (METHOD 3)."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

from foothold.actions.revive_deals import revive_met_again
from foothold.actions.what_is_known import Known
from foothold.core.next_dates import Dated
from foothold.core.opportunities import AssignedBecause, Assignment, MetPeople, OpenOpportunity, assign
from foothold.records.many_rows import insert
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Account, Meeting, Opportunity, Proposal


def settle_deals(
    rows: MeetingRows, known: Known, theirs: dict[UUID, list[Meeting]], replaced: Mapping[UUID, Dated[UUID]]
) -> None:
    """Give the meetings of each account their deals; one that no meeting is left in goes, but where an amount or a
    proposal is known of it.

    A new one in the place of a date that was called off (`replaced`, core.next_dates) is of that one's deal while it is
    open.

    A deal of a CRM stays without meetings: it is a deal with no meeting we can see, never a silent one. While it is
    open, the next new meeting of its account is its first, asked about where it could be another deal's.
    """
    workspace_id = known.workspace_id
    there_by: dict[UUID, list[Opportunity]] = {}
    for opportunity in Opportunity.objects.in_workspace(workspace_id).filter(account__in=list(theirs)):
        there_by.setdefault(opportunity.account_id, []).append(opportunity)
    names = dict(Account.objects.in_workspace(workspace_id).filter(pk__in=list(theirs)).values_list("pk", "name"))
    new: list[Opportunity] = []
    unused: list[UUID] = []
    for account_id, meetings in theirs.items():
        there = there_by.get(account_id, [])
        revive_met_again(there, meetings)
        _inherit(rows, meetings, {each.pk for each in there if not each.closure}, replaced)
        like = Opportunity(workspace_id=workspace_id, account_id=account_id, name=names[account_id], demo=known.demo)
        new += _assign(rows, meetings, there, like)
        used = {meeting.opportunity_id for meeting in meetings}
        unused += [each.pk for each in there if each.pk not in used and not each.closure and not each.crm_key]
    insert(workspace_id, new)
    offered = Proposal.objects.in_workspace(workspace_id).filter(opportunity__in=unused).values("opportunity_id")
    empty = Opportunity.objects.in_workspace(workspace_id).filter(pk__in=unused, amount=None)
    empty.exclude(pk__in=offered).delete()


def _inherit(
    rows: MeetingRows, meetings: list[Meeting], open_deals: set[UUID], replaced: Mapping[UUID, Dated[UUID]]
) -> None:
    for meeting in meetings:
        if meeting.opportunity_id is None and meeting.stands and meeting.pk in replaced:
            before = rows.meetings[replaced[meeting.pk].key]
            if before.opportunity_id in open_deals:
                meeting.opportunity_id = before.opportunity_id
                meeting.opportunity_doubtful = before.opportunity_doubtful


def _assign(
    rows: MeetingRows, meetings: list[Meeting], there: list[Opportunity], like: Opportunity
) -> list[Opportunity]:
    """Give each meeting of one account its deal; the deals that are new, made after `like`."""
    counted = sorted((each for each in meetings if each.stands), key=lambda each: (each.held_at, str(each.pk)))
    by_deal: dict[Any, list[Meeting]] = {}
    for meeting in counted:
        if meeting.opportunity_id:
            by_deal.setdefault(meeting.opportunity_id, []).append(meeting)
    open_ones = [_open(rows, each, by_deal[each.pk]) for each in there if each.pk in by_deal]
    # Those of somebody who was no customer for a while are without meetings, too: they have them again.
    unmet = (each for each in there if each.pk not in by_deal and not each.closure)
    open_ones += [_unmet(each) for each in unmet if each.crm_key or not by_deal]
    met = [MetPeople(key=str(each.pk), at=each.held_at, people=rows.people_met(each)) for each in counted]
    told = {str(each.pk): str(each.opportunity_id) for each in counted if each.opportunity_told and each.opportunity_id}
    earlier = [
        Assignment(str(each.pk), str(each.opportunity_id), each.opportunity_doubtful, _KEPT[each.opportunity_doubtful])
        for each in counted
        if each.opportunity_id and not each.opportunity_told
    ]
    deals: dict[str, Opportunity] = {str(each.pk): each for each in there}
    for assignment in assign(met, open_ones, told=told, earlier=earlier):
        meeting = rows.meetings[UUID(assignment.meeting)]
        if assignment.opportunity not in deals:
            deals[assignment.opportunity] = Opportunity(
                workspace_id=like.workspace_id,
                account_id=like.account_id,
                seller_id=meeting.seller_id,
                name=like.name,
                opened_at=meeting.held_at,
                demo=like.demo,
            )
        meeting.opportunity_id = deals[assignment.opportunity].pk
        meeting.opportunity_doubtful = assignment.doubtful and not meeting.opportunity_told
    made = [deal for deal in deals.values() if deal._state.adding]
    _name_apart(like.name, list(deals.values()))
    return made


_KEPT = {False: AssignedBecause.SHARED_PEOPLE, True: AssignedBecause.OTHER_PEOPLE}


def _open(rows: MeetingRows, opportunity: Opportunity, meetings: list[Meeting]) -> OpenOpportunity:
    return OpenOpportunity(
        key=str(opportunity.pk),
        first_at=meetings[0].held_at,
        last_at=meetings[-1].held_at,
        people=frozenset(person for meeting in meetings for person in rows.people_met(meeting)),
        closed_at=opportunity.closed_at,
    )


def _unmet(opportunity: Opportunity) -> OpenOpportunity:
    at = opportunity.opened_at
    return OpenOpportunity(key=str(opportunity.pk), first_at=at, last_at=at, unmet=True)


def _name_apart(name: str, deals: list[Opportunity]) -> None:
    """Several deals of one account are told apart by the month they began; a person's own name stays."""
    if len(deals) > 1:
        for deal in deals:
            if deal.name == name and deal._state.adding:
                deal.name = f"{name}, {deal.opened_at:%b %Y}"[:200]
