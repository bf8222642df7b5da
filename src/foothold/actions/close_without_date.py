"""A meeting that was closed without a date: they would not set one, or it was not asked, and why (METHOD 4.2)."""

from datetime import datetime

from django.db import transaction

from foothold.records.models import Closing, Meeting, Membership
from foothold.records.models.booking import Closed

LONGEST = 1_000
WITHOUT_DATE = frozenset({Closed.REFUSED, Closed.NOT_ASKED})


def close_without_date(seat: Membership, meeting: Meeting, how: Closed, *, words: str = "", now: datetime) -> Closing:
    """Keep how it was closed: E1, it moves no verdict and blocks nothing. Said again, the later word stands.

    `words` are those they refused with, or our reason for not asking; without a reason "not asked" says nothing.
    ValueError for another way of closing and for a missing reason.
    """
    if how not in WITHOUT_DATE:
        raise ValueError(f"a meeting without a date was refused one or not asked, not {how!r}")
    if how is Closed.NOT_ASKED and not words.strip():
        raise ValueError("not asked, because of what?")
    with transaction.atomic():
        row, _made = Closing.objects.in_workspace(seat.workspace_id).update_or_create(
            workspace_id=seat.workspace_id,
            meeting=meeting,
            defaults={"user": seat.user, "how": how, "words": words.strip()[:LONGEST], "said_at": now},
        )
    return row


def take_back_closing(seat: Membership, meeting: Meeting) -> bool:
    """It was not so; False where nothing was said."""
    with transaction.atomic():
        gone, _rows = Closing.objects.in_workspace(seat.workspace_id).filter(meeting=meeting).delete()
    return gone > 0
