"""Which meeting of the calendar a conversation was, so that one meeting is not counted twice."""

from datetime import datetime, timedelta

from foothold.core.conversation import Conversation
from foothold.core.relations import Relation
from foothold.records.conversations import source_kind
from foothold.records.models import Attendee, Judgement, Meeting, Membership
from foothold.records.models.meetings import CalendarStatus, SourceKind
from foothold.records.visibility import meetings_held_by

EARLY = timedelta(minutes=15)
"""How long before its hour a meeting may begin to be talked in."""
LATE = timedelta(minutes=30)
"""How long after its end its notes may still be dated."""


def meeting_in_calendar(
    seat: Membership, conversation: Conversation, held_at: datetime, account: str, *, demo: bool = False
) -> Meeting | None:
    """The one meeting of the seller's calendar at that time with these people or this account; else None.

    A mail is no meeting. Where the conversation names neither people nor a customer, the time alone
    decides, if it leaves but one.
    """
    if source_kind(conversation) == SourceKind.MAIL:
        return None
    near = meetings_held_by(seat).filter(
        entry__isnull=False,
        demo=demo,
        relation__in=[Relation.CUSTOMER.value, ""],
        status=CalendarStatus.STANDS,
        held_at__lte=held_at + EARLY,
        ends_at__gte=held_at - LATE,
        all_day=False,
    )
    judged = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting__in=near.values("pk"))
    free = list(near.exclude(pk__in=judged.values("meeting_id")).select_related("account"))
    fitting = [meeting for meeting in free if _fits(meeting, conversation, account)]
    return fitting[0] if len(fitting) == 1 else None


def _fits(meeting: Meeting, conversation: Conversation, account: str) -> bool:
    if account.strip() and meeting.account is not None:
        return meeting.account.name.casefold() == account.strip().casefold()
    said = {(turn.speaker or "").casefold() for turn in conversation.turns} - {""}
    people = Attendee.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    named = {value.casefold() for pair in people.values_list("name", "address") for value in pair} - {""}
    return not named or not said or bool(named & said) or not any(" " in name for name in said)
