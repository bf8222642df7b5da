"""Which meeting of the calendar a conversation was, so that one meeting is not counted twice."""

from datetime import datetime, timedelta

from foothold.core.conversation import Conversation
from foothold.core.relations import Relation
from foothold.records.conversations import source_kind
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Attendee, Judgement, Meeting, Membership
from foothold.records.models.meetings import CalendarStatus, Medium, SourceKind
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


_FROM_CALENDAR = (
    "entry_id", "recurrence_id", "title", "held_at", "ends_at", "all_day", "tz", "place", "medium", "sequence",
    "status", "answer", "answer_level", "asked_for", "noted_at", "joint", "we_declined", "we_accepted", "people_known",
    "organized_by", "put_at", "moved_by_us", "moved_by_customer", "moved_by_unknown",
)  # fmt: skip


def adopt_conversations(rows: MeetingRows) -> None:
    """Let a conversation read before its calendar become the calendar's meeting of that time and account.

    `rows` holds the new meetings and the others of their accounts. Where two would fit, none is taken.
    """
    spoken: dict[tuple[object, object], list[Meeting]] = {}
    for meeting in rows.meetings.values():
        if (
            meeting.entry_id is None
            and meeting.medium not in {Medium.PHONE, Medium.MAIL}
            and meeting.pk not in rows.new
        ):
            spoken.setdefault((meeting.seller_id, meeting.account_id), []).append(meeting)
    for key in [key for key in rows.new if key in rows.meetings]:
        planned = rows.meetings[key]
        if planned.all_day or planned.account_id is None or planned.status != CalendarStatus.STANDS:
            continue
        near = [each for each in spoken.get((planned.seller_id, planned.account_id), ()) if _is_near(each, planned)]
        if len(near) == 1 and near[0].entry_id is None:
            _adopt(rows, near[0], planned)


def _is_near(said: Meeting, planned: Meeting) -> bool:
    ends_at = planned.ends_at or planned.held_at
    return planned.held_at - EARLY <= said.held_at <= ends_at + LATE


def _adopt(rows: MeetingRows, said: Meeting, planned: Meeting) -> None:
    for name in _FROM_CALENDAR:
        setattr(said, name, getattr(planned, name))
    people = rows.people.pop(planned.pk)
    for person in people:
        person.meeting = said
    rows.people[said.pk] = people
    rows.people_kept.discard(said.pk)
    rows.new.discard(planned.pk)
    del rows.meetings[planned.pk]


def _fits(meeting: Meeting, conversation: Conversation, account: str) -> bool:
    if account.strip() and meeting.account is not None:
        return meeting.account.name.casefold() == account.strip().casefold()
    said = {(turn.speaker or "").casefold() for turn in conversation.turns} - {""}
    people = Attendee.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    named = {value.casefold() for pair in people.values_list("name", "address") for value in pair} - {""}
    return not named or not said or bool(named & said) or not any(" " in name for name in said)
