"""Whether homework was taken on in a meeting, and by which day it is to be brought to the next (METHOD 3, 9)."""

from datetime import date
from zoneinfo import ZoneInfo

from foothold.core.commitments import thing_promised
from foothold.core.evidence import Side
from foothold.records.models import Commitment, Homework, Invitation, Meeting
from foothold.records.models.findings import OWN_WORDS, Promise
from foothold.records.models.meetings import Known

_ARTICLES = frozenset({"the", "a", "an", "our", "your", "my", "their", "some"})


def settle_homework(commitment: Commitment) -> None:
    """Give this promise's day to what the invitation made from its meeting asks for and is the same thing.

    Set in the room and read out of its words afterwards they are one; nothing is brought to a meeting after it. What a
    promise without a day leaves open keeps the meeting's. In the caller's transaction.
    """
    if commitment.due_on is None or commitment.state != Promise.OPEN:
        return
    rows = Homework.objects.in_workspace(commitment.workspace_id)
    made_from = Invitation.objects.in_workspace(commitment.workspace_id).filter(from_meeting=commitment.meeting_id)
    for invitation in made_from.filter(cancelled_at=None):
        asked = rows.filter(meeting=invitation.meeting_id, side=commitment.side, state=Promise.OPEN)
        for row in asked:
            if row.commitment_id == commitment.pk or is_same_thing(row.what, commitment.what):
                row.due_on = min(commitment.due_on, _day_of(invitation))
                row.save(update_fields=["due_on"])


def homework_taken_on(meeting: Meeting) -> str:
    """Whether the customer took something on in it, by a firm promise that nobody said is none (METHOD 9, P5)."""
    rows = Commitment.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, place__lt=OWN_WORDS)
    took_on = rows.filter(side=Side.CUSTOMER.value, firm=True).exclude(state=Promise.DROPPED).exists()
    return Known.YES if took_on else Known.NO


def settle_homework_set(meeting: Meeting) -> None:
    """Say it of this meeting anew; where it is not known who is who it stays unknown. In the caller's transaction."""
    told, rows = homework_taken_on(meeting), Meeting.objects.in_workspace(meeting.workspace_id).filter(pk=meeting.pk)
    rows.exclude(homework_set__in=["", told]).update(homework_set=told)


def is_same_thing(one: str, other: str) -> bool:
    """Whether a promise and what is to be brought are one thing: "send you the pump hours" and "pump hours"."""
    return _thing(one) == _thing(other)


def _thing(what: str) -> tuple[str, ...]:
    words = [word.strip(" .,;:!") for word in thing_promised(what).casefold().split()]
    return tuple(word for word in words if word not in _ARTICLES) or tuple(words)


def _day_of(invitation: Invitation) -> date:
    return invitation.starts_at.astimezone(ZoneInfo(invitation.tz)).date()
