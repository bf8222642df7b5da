"""The first sentence after a calendar was read (UX J7): how many meetings ended with the next one booked."""

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from foothold.core.counts import ReviewCounts
from foothold.core.review import review
from foothold.core.shares import Bounds
from foothold.core.window import DAYS, Window, window
from foothold.records.calendars import our_days
from foothold.records.models import Counterpart, Identity, Membership
from foothold.records.models.people import IdentityKind
from foothold.records.picture import customer_meetings, review_counts, shows_demo


@dataclass(frozen=True, slots=True)
class FirstPicture:
    """What the calendars say of the last `days` days. `guesses` are counterparts nobody has confirmed."""

    window: Window
    days: int
    counts: ReviewCounts
    in_room: Bounds
    ours: tuple[Identity, ...]
    guesses: int
    undecided: int

    @property
    def meetings(self) -> int:
        return self.counts.held

    @property
    def accounts(self) -> int:
        return self.counts.accounts

    @property
    def without_next(self) -> int:
        return self.counts.accounts_without_next_date


def first_picture(seat: Membership, *, now: datetime, days: int = DAYS) -> FirstPicture:
    """The person's own picture; `days` 3 to 3660. The days and zone are the workspace's."""
    today = now.astimezone(ZoneInfo(seat.workspace.tz)).date()
    span = window(today, our_days(seat.workspace, today), days)
    counts = review_counts(customer_meetings(seat), span, now=now)
    demo = shows_demo(seat)
    counterparts = Counterpart.objects.in_workspace(seat.workspace_id).filter(told=False, demo=demo)
    identities = Identity.objects.in_workspace(seat.workspace_id).filter(demo=demo).exclude(kind=IdentityKind.NAME)
    return FirstPicture(
        window=span,
        days=days,
        counts=counts,
        in_room=review(counts).beside.in_room,
        ours=tuple(identities.order_by("kind", "value")),
        guesses=counterparts.exclude(relation="").count(),
        undecided=counterparts.filter(relation="").count(),
    )
