"""What follows from an account's meetings taken together: deals, the next date, the recap (METHOD 3, 9; DESIGN 6)."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from foothold.actions.find_in_calendar import adopt_conversations
from foothold.actions.settle_meetings import Known
from foothold.core.calendar_days import BusinessDays, add_business_days
from foothold.core.evidence import Level, Side
from foothold.core.next_dates import Dated, NextSet, next_dates
from foothold.core.opportunities import AssignedBecause, Assignment, MetPeople, OpenOpportunity, assign
from foothold.core.relations import Relation
from foothold.core.topic import has_topic
from foothold.core.window import SETTLED_AFTER
from foothold.records.many_rows import insert
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Account, Letter, Meeting, Opportunity, Source
from foothold.records.models.meetings import CalendarStatus, CustomerAnswer
from foothold.records.models.meetings import Known as Fact
from foothold.records.models.sources import SourceType

UNMEASURED = timedelta(hours=1)
"""How long a meeting is taken to have lasted where nothing says so."""


def settle_accounts(rows: MeetingRows, known: Known, accounts: Iterable[UUID]) -> None:
    """Load the other meetings of these accounts, and tell all of them anew which deal and which next date is theirs."""
    wanted = _load(rows, known, set(accounts))
    adopt_conversations(rows)
    theirs: dict[UUID, list[Meeting]] = {}
    for meeting in rows.meetings.values():
        if meeting.account_id in wanted and meeting.relation == Relation.CUSTOMER:
            theirs.setdefault(meeting.account_id, []).append(meeting)
        elif meeting.relation != Relation.CUSTOMER:
            _counts_for_nothing(meeting)
    _opportunities(rows, known, theirs)
    _next_dates(rows, known, [meeting for meetings in theirs.values() for meeting in meetings])
    _recaps(rows, known, theirs)


def _load(rows: MeetingRows, known: Known, accounts: set[UUID]) -> set[UUID]:
    """Load all meetings of these accounts and of those they were met together with; all of these accounts."""
    stored = Meeting.objects.in_workspace(known.workspace_id).select_related("entry")
    stored = stored.defer("entry__entries", "entry__raw")
    wanted, loaded = set(accounts), set[UUID]()
    while wanted - loaded:
        more = wanted - loaded
        rows.load(stored.filter(account__in=more))
        rows.load(stored.filter(joint=True, attendees__contact__account__in=more).distinct())
        loaded |= more
        for key, meeting in rows.meetings.items():
            if meeting.joint:
                met = {known.accounts.get(person.counterpart) for person in rows.people[key]}
                wanted |= {account for account in (*met, meeting.account_id) if account is not None}
    return wanted


def _counts_for_nothing(meeting: Meeting) -> None:
    """No meeting with a customer: it has no deal and no next date."""
    meeting.next_meeting_id, meeting.next_at, meeting.opportunity_id = None, None, None
    meeting.next_set, meeting.step_counts, meeting.recap_sent = "", "", ""
    meeting.next_fell_through = meeting.opportunity_doubtful = False


def stands(meeting: Meeting) -> bool:
    """Whether the meeting holds its date: in no calendar it does, else neither cancelled nor declined (METHOD 4)."""
    if meeting.status in {CalendarStatus.CANCELLED, CalendarStatus.GONE} or meeting.we_declined:
        return False
    return bool(meeting.answer != CustomerAnswer.DECLINED)


def people_met(rows: MeetingRows, meeting: Meeting) -> frozenset[str]:
    """The customer persons' addresses, empty where the calendar names none."""
    return frozenset(
        person.address for person in rows.people[meeting.pk] if person.side == Side.CUSTOMER and person.address
    )


# --- which deal --------------------------------------------------------------------------------


def _opportunities(rows: MeetingRows, known: Known, theirs: dict[UUID, list[Meeting]]) -> None:
    workspace_id = known.workspace_id
    there_by: dict[UUID, list[Opportunity]] = {}
    for opportunity in Opportunity.objects.in_workspace(workspace_id).filter(account__in=list(theirs)):
        there_by.setdefault(opportunity.account_id, []).append(opportunity)
    names = dict(Account.objects.in_workspace(workspace_id).filter(pk__in=list(theirs)).values_list("pk", "name"))
    new: list[Opportunity] = []
    unused: list[UUID] = []
    for account_id, meetings in theirs.items():
        there = there_by.get(account_id, [])
        like = Opportunity(workspace_id=workspace_id, account_id=account_id, name=names[account_id], demo=known.demo)
        new += _assign(rows, meetings, there, like)
        used = {meeting.opportunity_id for meeting in meetings}
        unused += [each.pk for each in there if each.pk not in used and not each.closure]
    insert(workspace_id, new)
    Opportunity.objects.in_workspace(workspace_id).filter(pk__in=unused).delete()


def _assign(
    rows: MeetingRows, meetings: list[Meeting], there: list[Opportunity], like: Opportunity
) -> list[Opportunity]:
    """Give each meeting of one account its deal; the deals that are new, made after `like`."""
    counted = sorted((each for each in meetings if stands(each)), key=lambda each: (each.held_at, str(each.pk)))
    by_deal: dict[Any, list[Meeting]] = {}
    for meeting in counted:
        if meeting.opportunity_id:
            by_deal.setdefault(meeting.opportunity_id, []).append(meeting)
    open_ones = [_open(rows, each, by_deal[each.pk]) for each in there if each.pk in by_deal]
    met = [MetPeople(key=str(each.pk), at=each.held_at, people=people_met(rows, each)) for each in counted]
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
        people=frozenset(person for meeting in meetings for person in people_met(rows, meeting)),
        closed_at=opportunity.closed_at,
    )


def _name_apart(name: str, deals: list[Opportunity]) -> None:
    """Several deals of one account are told apart by the month they began; a person's own name stays."""
    if len(deals) > 1:
        for deal in deals:
            if deal.name == name and deal._state.adding:
                deal.name = f"{name}, {deal.opened_at:%b %Y}"[:200]


# --- the next date -----------------------------------------------------------------------------


def _next_dates(rows: MeetingRows, known: Known, meetings: list[Meeting]) -> None:
    """The next meeting with the same people. Without a calendar of its seller a meeting's next date is unknown."""
    with_calendar = _sellers_with_calendar(known)
    days = BusinessDays(ZoneInfo(known.tz))
    for key, found in next_dates(_dated(rows, meeting) for meeting in meetings).items():
        meeting = rows.meetings[key]
        meeting.next_meeting_id, meeting.next_at = found.key, found.starts_at
        meeting.next_fell_through, meeting.next_set = found.fell_through, found.set.value
        if found.key is None and meeting.seller_id not in with_calendar:
            meeting.next_set = NextSet.UNKNOWN.value
        following = rows.meetings.get(found.key) if found.key else None
        meeting.step_counts = _step_counts(meeting, following, days)


def _dated(rows: MeetingRows, meeting: Meeting) -> Dated[UUID]:
    return Dated(
        key=meeting.pk,
        account=meeting.account_id,
        starts_at=meeting.held_at,
        ends_at=ended_at(meeting),
        people=people_met(rows, meeting),
        put_at=meeting.put_at,
        stands=stands(meeting),
    )


def ended_at(meeting: Meeting) -> datetime:
    """The end of a meeting, an hour after its start where nothing says so."""
    return meeting.ends_at or meeting.held_at + UNMEASURED


def _sellers_with_calendar(known: Known) -> set[UUID]:
    kinds = (SourceType.CALENDAR_FILE, SourceType.CALENDAR_ADDRESS)
    sources = Source.objects.in_workspace(known.workspace_id).filter(kind__in=kinds)
    return set(sources.values_list("user_id", flat=True).distinct())


def _step_counts(meeting: Meeting, following: Meeting | None, days: BusinessDays) -> str:
    """Whether the next step counts (METHOD 9, P5): accepted, on a topic, set within two business days.

    No answer is unknown: many attend without clicking Accept (DESIGN 6).
    """
    if following is None:
        return Fact.NO if meeting.next_set == NextSet.NEVER else ""
    if following.put_at is None:
        return ""
    in_time = following.put_at <= add_business_days(ended_at(meeting), SETTLED_AFTER, days)
    if not in_time or not has_topic(following.title):
        return Fact.NO
    accepted = following.answer == CustomerAnswer.ACCEPTED and following.answer_level == Level.E4.name
    return Fact.YES if accepted else ""


# --- the recap ---------------------------------------------------------------------------------


def _recaps(rows: MeetingRows, known: Known, theirs: dict[UUID, list[Meeting]]) -> None:
    """Whether we wrote to one of them within a business day (METHOD 9, P5); blank where no mailbox covers that day."""
    covered = Source.objects.in_workspace(known.workspace_id).filter(kind=SourceType.MAILS)
    spans = [
        (each.user_id, each.covers_from, each.covers_until)
        for each in covered
        if each.covers_from is not None and each.covers_until is not None
    ]
    days = BusinessDays(ZoneInfo(known.tz))
    concerned = [each for meetings in theirs.values() for each in meetings]
    sent = _our_letters(known, concerned) if spans and concerned else {}
    for meeting in concerned:
        ends_at = ended_at(meeting)
        due = add_business_days(ends_at, 1, days)
        people = people_met(rows, meeting)
        wrote = any(ends_at <= at <= due for person in people for at in sent.get((meeting.seller_id, person), ()))
        seen = any(user == meeting.seller_id and since <= ends_at and due <= until for user, since, until in spans)
        meeting.recap_sent = Fact.YES if wrote else Fact.NO if seen and people else ""


_LONGEST_BREAK = timedelta(days=14)
"""Days between which a business day surely lies."""


def _our_letters(known: Known, meetings: Sequence[Meeting]) -> dict[tuple[UUID, str], list[datetime]]:
    """When we wrote to whom after these meetings, by the person whose mailbox it stands in."""
    sent: dict[tuple[UUID, str], list[datetime]] = {}
    ends = [ended_at(meeting) for meeting in meetings]
    letters = Letter.objects.in_workspace(known.workspace_id).filter(
        user_id__in={meeting.seller_id for meeting in meetings},
        sent_at__gte=min(ends),
        sent_at__lte=max(ends) + _LONGEST_BREAK,
    )
    rows = letters.values_list("user_id", "from_address", "to_addresses", "sent_at")
    for user_id, sender, addresses, sent_at in rows:
        if sent_at is not None and known.relation(sender) is Relation.OURS:
            for address in addresses:
                sent.setdefault((user_id, address), []).append(sent_at)
    return sent
