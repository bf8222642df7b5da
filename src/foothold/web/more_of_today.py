"""What stands around Today's list: what is in trouble or waits to leave, and hours nothing is booked after (UX, S1)."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q
from django.urls import NoReverseMatch, reverse

from foothold.actions.called_off import called_off_untold
from foothold.records.calendars import our_days
from foothold.records.guests import not_going_on
from foothold.records.models import Connection, Departure, Invitation, Meeting, Membership
from foothold.records.models.connections import DepartureState
from foothold.records.models.meetings import IS_MEETING, OPEN_AGAIN, TAKES_PLACE, CalendarStatus, CustomerAnswer
from foothold.records.picture import customer_meetings, dates_ahead
from foothold.records.scoping import ScopedQuerySet
from foothold.web.date_words import DECLINED, NOT_GOING_ON
from foothold.web.wording import Words

NAMED = 3


@dataclass(frozen=True, slots=True)
class LeftOpen:
    """A meeting that was held and after which nothing is booked; where the next one is booked."""

    meeting: Meeting
    address: str


@dataclass(frozen=True, slots=True)
class SaidNo:
    """A date ahead they said no to, in their words, and where the next thing to do about it is."""

    meeting: Meeting
    words: Words
    address: str


def more_of_today(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """The part of Today's context that is not the day itself. Five small queries."""
    connections = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return {
        "broken_connections": list(connections.exclude(problem="").order_by("kind")),
        "waiting_count": waiting(seat, now=now).count(),
        "called_off": called_off_untold(seat, now=now)[:NAMED],
        "said_no": said_no(seat, now=now),
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


def said_no(seat: Membership, *, now: datetime) -> list[SaidNo]:
    """Dates ahead they declined, where nothing else ahead stands with that customer and the deal is open."""
    own = customer_meetings(seat)
    there = own.filter(IS_MEETING, status__in=["", CalendarStatus.STANDS.value], we_declined=False, held_at__gt=now)
    declined = there.filter(answer=CustomerAnswer.DECLINED.value, account__isnull=False)
    is_open = Q(opportunity=None) | Q(opportunity__closure="")
    another = Exists(dates_ahead(own, now=now).filter(account=OuterRef("account")))
    rows = list(declined.filter(is_open).exclude(another).select_related("account").order_by("held_at", "pk")[:NAMED])
    over = not_going_on(rows)
    return [SaidNo(each, *_about_no(each, each.pk in over)) for each in rows]


def _about_no(meeting: Meeting, is_over: bool) -> tuple[Words, str]:
    if is_over and meeting.opportunity_id is not None:
        return NOT_GOING_ON, reverse("deal", args=[meeting.opportunity_id])
    return (NOT_GOING_ON if is_over else DECLINED), reverse("meeting", args=[meeting.pk])


def left_open(seat: Membership, *, now: datetime) -> list[Meeting]:
    """Customer meetings held since the last business day began, without a next date in the calendar or set here."""
    zone = ZoneInfo(seat.workspace.tz)
    day = now.astimezone(zone).date() - timedelta(days=1)
    days = our_days(seat.workspace, day)
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
