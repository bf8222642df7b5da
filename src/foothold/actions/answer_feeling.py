"""Keep what the seller felt before the verdict was shown (METHOD 6.3). Locked once said."""

from datetime import datetime, timedelta

from django.db import transaction

from foothold.core.conversation import Conversation
from foothold.core.feeling import SAID_WITHIN
from foothold.records.models import Feeling, Judgement, Meeting, Membership
from foothold.records.models.findings import SURENESS, Met


def answer_feeling(seat: Membership, meeting: Meeting, *, met: str, sure: int | None, now: datetime) -> Feeling | None:
    """Say it after the verdict was seen: kept, marked late, left out of calibration."""
    with transaction.atomic():
        return keep_feeling(seat, meeting, met=met, sure=sure, ended=meeting.held_at, now=now)


def keep_feeling(
    seat: Membership, meeting: Meeting, *, met: str, sure: int | None, ended: datetime, now: datetime
) -> Feeling | None:
    """Store the first answer of this person for this meeting; a second one changes nothing.

    Raises ValueError for a value outside the five stops or the three words. Nothing said is
    nothing stored. Inside the caller's transaction.
    """
    if met and met not in Met.values:
        raise ValueError(f"not one of the three answers: {met}")
    if sure is not None and sure not in SURENESS:
        raise ValueError(f"not one of the five stops: {sure}")
    feelings = Feeling.objects.in_workspace(meeting.workspace_id)
    said = feelings.filter(meeting=meeting, user=seat.user).first()
    if said is not None or (not met and sure is None):
        return said
    seen = Judgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, made_at__lt=now).exists()
    return feelings.create(
        meeting=meeting,
        user=seat.user,
        met=met,
        sure=sure,
        said_at=now,
        late=seen or is_late(ended=ended, said_at=now),
    )


def is_late(*, ended: datetime, said_at: datetime) -> bool:
    """Whether a feeling came too late after the end of the meeting to count in calibration."""
    return said_at - ended > SAID_WITHIN


def ended_at(held_at: datetime, conversation: Conversation) -> datetime:
    """When the talk ended, as far as its clock tells; without a clock, when it began."""
    last = max((turn.at for turn in conversation.turns if turn.at is not None), default=0.0)
    return held_at + timedelta(seconds=last)
