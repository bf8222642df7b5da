"""Calls that are meetings: five minutes and more with a customer (METHOD 3 [C])."""

from bisect import bisect_right
from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from foothold.actions.form_meetings import let_go
from foothold.actions.settle import settle_again
from foothold.actions.settle_standings import settle_after_evidence
from foothold.core.evidence import Side
from foothold.core.relations import Relation, counterpart
from foothold.records.many_rows import insert, overwrite
from foothold.records.models import Attendee, Call, Contact, Meeting, Membership
from foothold.records.models.meetings import CalendarStatus, CallOutcome, Medium

A_MEETING = 300
"""Seconds from which a call is a meeting."""
_EARLY = timedelta(minutes=15)
"""How long before its hour a meeting that was planned may be called for."""


def hold_calls(seat: Membership, calls: Iterable[Call]) -> None:
    """Make, find or take back the meeting of each of these stored calls. In the caller's transaction.

    A call in the time of a planned meeting with that customer is that meeting, and counts once. A shorter one is a
    touch or an act: the deals of all these accounts are worked out anew.
    """
    listed = list({call.pk: call for call in calls}.values())
    held = [call for call in listed if is_meeting(call) and call.meeting_id is None]
    short = [call for call in listed if not is_meeting(call) and call.meeting_id is not None]
    concerned = forget_call_meetings(seat, [call for call in short if call.meeting_id])
    people = _people(seat, held)
    planned = _planned(seat, held)
    meetings: list[Meeting] = []
    attendees: list[Attendee] = []
    for call in held:
        call.meeting = _planned_for(call, planned)
        if call.meeting is None:
            person = people.get((call.account_id, call.name))
            call.meeting = _meeting(seat, call)
            meetings.append(call.meeting)
            attendees += [_attendee(call.meeting, person)] if person else []
    for call in short:
        call.meeting = None
    insert(seat.workspace_id, meetings)
    insert(seat.workspace_id, attendees)
    overwrite(seat.workspace_id, [*held, *short])
    settle_again(seat, [*(meeting.pk for meeting in meetings), *concerned])
    accounts = {call.account_id for call in listed if call.account_id}
    settle_after_evidence(seat.workspace_id, accounts, now=timezone.now())


def is_meeting(call: Call) -> bool:
    """Whether the call counts as a meeting: its length is known, long enough, and somebody of a customer spoke."""
    long_enough = call.seconds is not None and call.seconds >= A_MEETING
    return long_enough and call.account_id is not None and call.outcome != CallOutcome.NO_ANSWER


def forget_call_meetings(seat: Membership, calls: Iterable[Call]) -> list[UUID]:
    """Remove the meetings that are nothing but these calls; the other meetings of their accounts, to settle again.

    One that stands in a calendar stays, and so does one in which something was said.
    """
    keys = [call.meeting_id for call in calls if call.meeting_id]
    only_calls = list(Meeting.objects.in_workspace(seat.workspace_id).filter(pk__in=keys, entry__isnull=True))
    accounts = {meeting.account_id for meeting in only_calls if meeting.account_id}
    let_go(seat.workspace_id, only_calls)
    left = Meeting.objects.in_workspace(seat.workspace_id)
    left.filter(pk__in=[meeting.pk for meeting in only_calls], status=CalendarStatus.GONE).update(status="")
    return list(left.filter(account__in=accounts).values_list("pk", flat=True))


def _meeting(seat: Membership, call: Call) -> Meeting:
    name = call.name or (call.account.name if call.account else "")
    return Meeting(
        workspace_id=seat.workspace_id,
        seller_id=call.user_id,
        account_id=call.account_id,
        relation=Relation.CUSTOMER.value,
        title=(_("Call with %(name)s") % {"name": name})[:200],
        held_at=call.called_at,
        ends_at=call.called_at + timedelta(seconds=call.seconds or 0),
        tz=seat.workspace.tz,
        medium=Medium.PHONE,
    )


def _people(seat: Membership, calls: Iterable[Call]) -> dict[tuple[UUID | None, str], Contact]:
    accounts = {call.account_id for call in calls}
    found = Contact.objects.in_workspace(seat.workspace_id).filter(account__in=accounts)
    return {(contact.account_id, contact.name): contact for contact in found}


def _attendee(meeting: Meeting, person: Contact) -> Attendee:
    return Attendee(
        workspace_id=meeting.workspace_id,
        meeting=meeting,
        contact=person,
        address=person.address,
        name=person.name,
        counterpart=counterpart(person.address)[:254],
        side=Side.CUSTOMER.value,
    )


def _planned(seat: Membership, calls: list[Call]) -> dict[UUID | None, list[Meeting]]:
    """The meetings of these customers in the time of these calls."""
    if not calls:
        return {}
    since, until = min(call.called_at for call in calls), max(call.called_at for call in calls)
    rows = Meeting.objects.in_workspace(seat.workspace_id).filter(
        seller_id=seat.user_id,
        account__in={call.account_id for call in calls},
        all_day=False,
        held_at__gte=since - timedelta(days=1),
        held_at__lte=until + _EARLY,
    )
    found: dict[UUID | None, list[Meeting]] = {}
    standing = rows.exclude(status__in=[CalendarStatus.CANCELLED, CalendarStatus.GONE])
    for meeting in standing.order_by("held_at", "pk"):
        found.setdefault(meeting.account_id, []).append(meeting)
    return found


def _planned_for(call: Call, planned: dict[UUID | None, list[Meeting]]) -> Meeting | None:
    """The meeting that begins last before the call, or is about to begin, if it is not over."""
    theirs = planned.get(call.account_id, [])
    at = bisect_right(theirs, call.called_at + _EARLY, key=lambda meeting: meeting.held_at)
    last = theirs[at - 1] if at else None
    return last if last and call.called_at <= (last.ends_at or last.held_at) else None
