"""What stands around Today's list: what is in trouble or waits to leave, and hours nothing is booked after (UX, S1)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse

from foothold.actions.called_off import called_off_untold
from foothold.core.calendar_days import BusinessDays
from foothold.records.models import Connection, Departure, Invitation, Meeting, Membership
from foothold.records.models.connections import DepartureState
from foothold.records.models.meetings import OPEN_AGAIN, TAKES_PLACE
from foothold.records.picture import customer_meetings
from foothold.records.scoping import ScopedQuerySet

NAMED = 3


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A meeting that was held and after which nothing is booked; where the next one is booked."""

    meeting: Meeting
    address: str


def more_of_today(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """The part of Today's context that is not the day itself. Four small queries."""
    connections = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return {
        "broken_connections": list(connections.exclude(problem="").order_by("kind")),
        "waiting_count": waiting(seat, now=now).count(),
        "called_off": called_off_untold(seat, now=now)[:NAMED],
        "left_open": [LeftOpen(each, _closing(each)) for each in left_open(seat, now=now)[:NAMED]],
    }


def waiting(seat: Membership, *, now: datetime) -> ScopedQuerySet[Departure]:
    """What of one's own should have left by now and has not; what is only due later does not wait."""
    late = Q(state=DepartureState.WAITING) & (Q(due_at__lte=now) | Q(failures__gt=0))
    return _own_departures(seat).filter(late | Q(state=DepartureState.REFUSED))


def leaves_later(seat: Membership, *, now: datetime) -> ScopedQuerySet[Departure]:
    """What of one's own is not due yet."""
    return _own_departures(seat).filter(state=DepartureState.WAITING, due_at__gt=now, failures=0)


def _own_departures(seat: Membership) -> ScopedQuerySet[Departure]:
    return Departure.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)


def left_open(seat: Membership, *, now: datetime) -> list[Meeting]:
    """Customer meetings held since the last business day began, without a next date in the calendar or set here."""
    zone = ZoneInfo(seat.workspace.tz)
    days, day = BusinessDays(zone), now.astimezone(zone).date() - timedelta(days=1)
    while day not in days:
        day -= timedelta(days=1)
    since = datetime.combine(day, time(), zone)
    booked = Invitation.objects.in_workspace(seat.workspace_id).filter(from_meeting=OuterRef("pk"), cancelled_at=None)
    over = customer_meetings(seat).filter(TAKES_PLACE, held_at__gte=since, held_at__lte=now)
    over = over.filter(next_meeting=None, ending__in=["", OPEN_AGAIN])
    rows = over.exclude(ends_at__gt=now).filter(~Exists(booked), all_day=False)
    return list(rows.select_related("account").order_by("-held_at", "pk")[:20])


def _closing(meeting: Meeting) -> str:
    try:
        return f"{reverse('close')}?meeting={meeting.pk}"
    except NoReverseMatch:
        return reverse("meeting", args=[meeting.pk])
