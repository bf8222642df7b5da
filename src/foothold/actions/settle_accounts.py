"""What follows from an account's meetings taken together: deals, the next date, the recap (METHOD 3, 9; DESIGN 6)."""

from collections.abc import Iterable, Set
from dataclasses import replace
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, OuterRef

from foothold.actions.find_in_calendar import adopt_conversations
from foothold.actions.settle_deals import settle_deals
from foothold.actions.settle_recaps import settle_recaps
from foothold.actions.what_is_known import Known
from foothold.core.calendar_days import BusinessDays, add_business_days
from foothold.core.coaching import MOVED_TOO_OFTEN
from foothold.core.evidence import Level, Side
from foothold.core.next_dates import Dated, NextSet, in_place_of, next_dates, set_anew
from foothold.core.relations import Relation
from foothold.core.topic import ANY_LANGUAGE, has_topic
from foothold.core.window import SETTLED_AFTER
from foothold.records.calendars import Calendars
from foothold.records.conversations import our_notes
from foothold.records.full_steps import Followed, full_steps
from foothold.records.in_parts import in_parts
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Attendance, Counterpart, Meeting, MeetingStood, Opportunity, Source
from foothold.records.models.meetings import CalendarStatus, CustomerAnswer, Medium
from foothold.records.models.meetings import Known as Fact
from foothold.records.models.sources import CALENDARS
from foothold.records.untold import told_later

MOST_MOVES = 32_767
"""As many as a row can hold."""


def settle_accounts(rows: MeetingRows, known: Known, accounts: Iterable[UUID]) -> None:
    """Load the other meetings of these accounts, and tell all of them anew which deal and which next date is theirs."""
    wanted = _load(rows, known, set(accounts))
    adopt_conversations(rows)
    theirs: dict[UUID, list[Meeting]] = {}
    for meeting in rows.meetings.values():
        if meeting.account_id in wanted and meeting.relation == Relation.CUSTOMER:
            theirs.setdefault(meeting.account_id, []).append(meeting)
    kept = _of_no_customers(rows, known, theirs.keys())
    for meeting in rows.meetings.values():
        if meeting.relation != Relation.CUSTOMER:
            _counts_for_nothing(meeting, keeps_deal=meeting.opportunity_id in kept)
    concerned = [meeting for meetings in theirs.values() for meeting in meetings]
    if not concerned:
        return
    held = [meeting.held_at for meeting in concerned]
    calendars = Calendars(known.workspace_id, max(held), since=min(held))
    off = _called_off(known, concerned)
    dated = [_dated(rows, meeting, off.get(meeting.pk)) for meeting in concerned]
    settle_deals(rows, known, theirs, in_place_of(dated, calendars.of))
    _next_dates(rows, known, concerned, dated, calendars)
    settle_recaps(rows, known, concerned, calendars)


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


def _of_no_customers(rows: MeetingRows, known: Known, theirs: Set[UUID]) -> set[UUID | None]:
    """The deals of those who are no customer now: no meeting is with one, and no domain or address of theirs is one's.

    The lists leave them out (records.deals_seen). Their meetings keep them, or it would be lost which is whose when
    they are a customer again.
    """
    left = (each.opportunity_id for each in rows.meetings.values() if each.relation != Relation.CUSTOMER)
    found: set[UUID | None] = set()
    for part in in_parts({deal for deal in left if deal is not None}):
        deals = Opportunity.objects.in_workspace(known.workspace_id).filter(pk__in=part)
        among = set(deals.values_list("account_id", flat=True))
        told = Counterpart.objects.in_workspace(known.workspace_id).filter(account__in=among)
        of_whom = told.values_list("account_id", flat=True)
        gone = set(of_whom) - set(of_whom.filter(relation=Relation.CUSTOMER.value)) - theirs
        found |= set(deals.filter(account__in=gone).values_list("pk", flat=True))
    return found


def _counts_for_nothing(meeting: Meeting, *, keeps_deal: bool) -> None:
    """No meeting with a customer: it has no next date, and no deal but one that is left out of the lists with it."""
    meeting.next_meeting_id, meeting.next_at = None, None
    meeting.next_set, meeting.step_booked, meeting.step_counts = "", "", ""
    meeting.step_full, meeting.recap_sent = "", ""
    meeting.next_fell_through = False
    if not keeps_deal:
        meeting.opportunity_id, meeting.opportunity_doubtful = None, False


def _next_dates(
    rows: MeetingRows, known: Known, meetings: list[Meeting], dated: list[Dated[UUID]], calendars: Calendars
) -> None:
    """The next meeting with the same people. Without a calendar of its seller a meeting's next date is unknown."""
    with_calendar = _sellers_with_calendar(known)
    # A slip of ours that they were never told of is no move of theirs, whatever is set in its place.
    told = [each for each in dated if not rows.meetings[each.key].untold]
    put = _put_at(rows, known, dated)
    dates = next_dates(replace(each, put_at=put[each.key], not_before=each.put_at) for each in dated)
    before = set_anew(told, calendars.of)
    for meeting in meetings:
        meeting.set_anew = min(before.get(meeting.pk, 0), MOST_MOVES)
    steps: list[Followed] = []
    came = _came(known, {found.key for found in dates.values() if found.key is not None})
    for key, found in dates.items():
        meeting = rows.meetings[key]
        meeting.next_meeting_id, meeting.next_at = found.key, found.starts_at
        meeting.next_fell_through, meeting.next_set = found.fell_through, found.set.value
        if found.key is None and meeting.seller_id not in with_calendar:
            meeting.next_set = NextSet.UNKNOWN.value
        following = rows.meetings.get(found.key) if found.key else None
        if following is not None and following.untold:
            meeting.next_at = None  # its time may pass, and they do not know of it
        if following is not None and following.missed_by is not None:
            meeting.next_fell_through = True  # it was set, and it was not held
        put_at = put[found.key] if found.key is not None else None
        days = calendars.of(meeting.account_id)
        meeting.step_booked = _step_booked(meeting, following, came=found.key in came)
        meeting.step_counts = _step_counts(meeting, following, put_at, days)
        steps.append(Followed(meeting, following, _customers(rows, following)))
    full = full_steps(known.workspace_id, steps)
    for each in steps:
        each.meeting.step_full = full[each.meeting.pk]


def _customers(rows: MeetingRows, meeting: Meeting | None) -> tuple[str, ...]:
    people = rows.people[meeting.pk] if meeting is not None else ()
    return tuple(each.name or each.address for each in people if each.side == Side.CUSTOMER)


def _came(known: Known, meetings: Iterable[UUID]) -> set[UUID]:
    """In which of these meetings a customer person spoke, mails apart: held with both sides present (METHOD 4.1).

    What we typed of it ourselves bears nobody's coming out.
    """
    spoke = Attendance.objects.in_workspace(known.workspace_id).exclude(meeting__medium=Medium.MAIL)
    spoke = spoke.exclude(Exists(our_notes(known.workspace_id).filter(meeting=OuterRef("meeting"))))
    return {
        key
        for part in in_parts(meetings)
        for key in spoke.filter(meeting__in=part).values_list("meeting_id", flat=True)
    }


def _called_off(known: Known, meetings: Iterable[Meeting]) -> dict[UUID, datetime]:
    """When these were cancelled, as their calendar says, else were seen to stand no more; as far as is known."""
    off = [each for each in meetings if each.status in {CalendarStatus.CANCELLED, CalendarStatus.GONE}]
    found = {each.pk: each.called_off_at for each in off if each.called_off_at}
    stood = MeetingStood.objects.in_workspace(known.workspace_id).filter(status=CalendarStatus.STANDS)
    for part in in_parts([each.pk for each in off if each.pk not in found]):
        found |= dict(stood.filter(meeting__in=part).order_by("until").values_list("meeting_id", "until"))
    return found


def _dated(rows: MeetingRows, meeting: Meeting, called_off_at: datetime | None) -> Dated[UUID]:
    return Dated(
        key=meeting.pk,
        account=meeting.account_id,
        starts_at=meeting.held_at,
        ends_at=meeting.ended_at,
        people=rows.people_met(meeting),
        put_at=meeting.put_at,
        stands=meeting.stands,
        is_date=not meeting.is_mail,
        called_off_at=called_off_at,
        moves=meeting.own_moves,
    )


def _sellers_with_calendar(known: Known) -> set[UUID]:
    sources = Source.objects.in_workspace(known.workspace_id).filter(kind__in=CALENDARS)
    return set(sources.values_list("user_id", flat=True).distinct())


def _put_at(rows: MeetingRows, known: Known, dated: list[Dated[UUID]]) -> dict[UUID, datetime | None]:
    """When each of these stood in both calendars: what is booked here not before they were told of it, and never
    while they were not."""
    put = {each.key: None if rows.meetings[each.key].untold else each.put_at for each in dated}
    told = told_later(known.workspace_id, put) if known.slots else {}
    return {key: _later(at, told.get(key, at)) for key, at in put.items()}


def _later(one: datetime | None, other: datetime | None) -> datetime | None:
    return None if one is None or other is None else max(one, other)


def _step_booked(meeting: Meeting, following: Meeting | None, *, came: bool) -> str:
    """Whether the next step is booked (METHOD 4.1): accepted by an act of theirs, on a topic, not moved too often.

    No answer is unknown: many attend without clicking Accept (DESIGN 6). Where they `came`, it counts as booked.
    When it was set makes no difference: a verdict moves whenever they accept (METHOD 6.1, rule 4).
    """
    if following is None:
        return Fact.NO if meeting.next_set == NextSet.NEVER else ""
    if following.untold:
        return ""
    if not has_topic(following.title, ANY_LANGUAGE) or following.moves >= MOVED_TOO_OFTEN:
        return Fact.NO
    accepted = following.answer == CustomerAnswer.ACCEPTED and following.answer_level == Level.E4.name
    return Fact.YES if accepted or came else ""


def _step_counts(meeting: Meeting, following: Meeting | None, put_at: datetime | None, days: BusinessDays) -> str:
    """Whether the next step counts in the review (METHOD 9, P5): booked, and set within two business days."""
    if following is None:
        return meeting.step_booked
    if put_at is None:
        return ""
    in_time = put_at <= add_business_days(meeting.ended_at, SETTLED_AFTER, days)
    return meeting.step_booked if in_time else Fact.NO
