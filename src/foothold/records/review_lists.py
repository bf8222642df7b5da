"""The meetings behind every number of a review: the list of a number is exactly as long as the number (METHOD 9)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, IntegerField, Max, Min, Q, Value, When

from foothold.core.answers import counted
from foothold.core.next_dates import NextSet
from foothold.core.window import Window, weeks
from foothold.records.models import Meeting, Membership
from foothold.records.models.meetings import (
    IS_MEETING,
    OPEN_AGAIN,
    CalendarStatus,
    CustomerAnswer,
    Ending,
    Known,
    Medium,
)
from foothold.records.models.sources import CALENDARS
from foothold.records.picture import held
from foothold.records.review_answers import answers_to
from foothold.records.review_cells import kind_of
from foothold.records.scoping import ScopedQuerySet

_WEEK = timedelta(days=7)
_OPEN_AGAIN = Q(next_set=NextSet.LATER.value, next_fell_through=False)
"""They said no, and a date was set after it; what `records.picture` asks of a row."""
_REFUSED = Q(ending=Ending.REFUSED) & ~_OPEN_AGAIN
_DUE = Q(ending__in=["", OPEN_AGAIN]) | (Q(ending=Ending.REFUSED) & _OPEN_AGAIN)
_UNKNOWN_NEXT = Q(next_set__in=["", NextSet.UNKNOWN.value])
_HAS_NEXT = ~Q(next_set__in=["", NextSet.NEVER.value])
_IN_FORCE = Q(status__in=["", CalendarStatus.STANDS.value])
_MISSING = Q(step_counts=Known.NO) | Q(recap_sent=Known.NO)
_BOTH = Q(step_counts=Known.YES, recap_sent=Known.YES)

OF_HELD: Mapping[str, Q] = {
    "held": Q(),
    "in_room": Q(next_set=NextSet.IN_ROOM.value),
    "later": Q(next_set=NextSet.LATER.value),
    "never": Q(next_set=NextSet.NEVER.value),
    "unknown": _UNKNOWN_NEXT,
    "accepted": Q(answer=CustomerAnswer.ACCEPTED),
    "tentative": Q(answer=CustomerAnswer.TENTATIVE),
    "unanswered": Q(answer__in=[CustomerAnswer.NO_ANSWER, CustomerAnswer.COUNTER]),
    "answer_unknown": Q(answer=""),
    "calls": Q(medium=Medium.PHONE),
    "with_homework": Q(homework_set=Known.YES),
    "without_homework": Q(homework_set=Known.NO),
    "full": Q(step_full=Known.YES),
    "not_full": Q(step_full=Known.NO),
    "full_unknown": Q(step_full=""),
    "next_held": _HAS_NEXT & Q(next_fell_through=False, next_at__isnull=False),
    "next_to_come": _HAS_NEXT & Q(next_fell_through=False),
    "next_not_held": Q(next_fell_through=True),
    "explicit_no": _REFUSED,
    "orders": Q(ending=Ending.ORDER),
    "step_counted": _DUE & Q(step_counts=Known.YES),
    "step_not_counted": _DUE & Q(step_counts=Known.NO),
    "step_unknown": _DUE & Q(step_counts=""),
    "recap_sent": _DUE & Q(recap_sent=Known.YES),
    "recap_not_sent": _DUE & Q(recap_sent=Known.NO),
    "recap_unknown": _DUE & Q(recap_sent=""),
    "step_and_recap": _DUE & _BOTH,
    "step_or_recap_missing": _DUE & _MISSING,
    "step_or_recap_unknown": _DUE & ~_BOTH & ~_MISSING,
    "due": _DUE,
}
"""What a number means, of the meetings held."""

OF_BEGUN: Mapping[str, Q] = {
    "cancelled": ~_IN_FORCE,
    "declined": _IN_FORCE & Q(answer=CustomerAnswer.DECLINED),
    "moved": Q(moved_by_us__gt=0) | Q(moved_by_customer__gt=0) | Q(moved_by_unknown__gt=0),
    "moved_by_us": Q(moved_by_us__gt=0),
    "moved_by_customer": Q(moved_by_customer__gt=0),
}
"""What a number means, of the meetings planned in the window, held or not."""

SAID = (
    "customer_asked",
    "customer_answered",
    "best_use",
    "customer_goal_yes",
    "customer_goal_no",
    "could_more_customer_yes",
    "could_more_customer_no",
)
"""What customers were asked and answered."""

OWN = (
    "our_goal_yes",
    "our_goal_partly",
    "our_goal_no",
    "both_goals_known",
    "both_goals_yes",
    "a_goal_missed",
    "could_more_answered",
    "could_more_yes",
    "could_more_we_yes",
    "could_more_we_no",
    "debriefed",
    "should_have",
    "guessed",
    "guessed_best_use",
)
"""What the seller said of himself, alone or with the customer's answer: lists for himself alone (METHOD 6.3)."""

LISTS = (*OF_HELD, *OF_BEGUN, *SAID, *OWN)


def meetings_counted(
    meetings: ScopedQuerySet[Meeting], which: str, window: Window, *, now: datetime, seat: Membership | None = None
) -> ScopedQuerySet[Meeting]:
    """The meetings a number of the review counts; KeyError for a number there is none of.

    `seat` is whose own words may be asked for; without it they are not a list.
    """
    over = held(meetings, window, now=now)
    if which in OF_HELD:
        found = over.filter(OF_HELD[which])
        if which == "next_held":
            return found.filter(next_at__lte=now)
        return found.exclude(next_at__lte=now) if which == "next_to_come" else found
    if which in OF_BEGUN:
        begun = meetings.filter(held_at__gte=window.start, held_at__lt=min(window.end, now))
        return begun.exclude(ends_at__gt=now).filter(IS_MEETING, OF_BEGUN[which])
    if which in OWN:
        if seat is None:
            raise KeyError(which)
        over = over.filter(seller_id=seat.user_id)
    elif which not in SAID:
        raise KeyError(which)
    said = answers_to(over)
    return over.filter(pk__in=[key for key, each in said.items() if which in counted(each)])


def of_kind(meetings: ScopedQuerySet[Meeting], kind: str) -> ScopedQuerySet[Meeting]:
    """Those of them whose title names this purpose kind."""
    titled = meetings.order_by().values_list("pk", "title")
    return meetings.filter(pk__in=[key for key, title in titled if kind_of(title) == kind])


def narrowed(window: Window, monday: date) -> Window:
    """The part of a window that lies in the week from `monday`; empty where none does."""
    zone = window.start.tzinfo
    start = datetime.combine(monday, time(), zone)
    end = datetime.combine(monday + timedelta(days=7), time(), zone)
    return Window(max(window.start, start), min(window.end, end))


def weeks_without_calendar(own: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> list[date]:
    """The weeks of a window, as Mondays, that hold nothing and that no calendar read reaches.

    A week counts whole, also where the window begins or ends within it. `own` are the person's meetings of every
    kind. Empty where no calendar was read.
    """
    mondays = weeks(Window(window.start, min(window.end, now)))
    reached = _reached(own)
    if not mondays or not reached:
        return []
    zone = _zone(window)
    first, after = (datetime.combine(day, time(), zone) for day in (mondays[0], mondays[-1] + _WEEK))
    rows = own.filter(held_at__gte=first, held_at__lt=after).order_by()
    there = set(rows.annotate(week=_week(mondays, window)).values_list("week", flat=True).distinct())
    empty = [monday for place, monday in enumerate(mondays) if place not in there]
    spans = [(first.astimezone(zone).date(), last.astimezone(zone).date()) for first, last in reached]
    return [monday for monday in empty if not any(first <= monday <= last for first, last in spans)]


def _reached(own: ScopedQuerySet[Meeting]) -> list[tuple[datetime, datetime]]:
    """From its first entry to its last, each calendar: a week between them that holds nothing was read, and empty.

    What was booked here is no calendar: it says nothing of the days between.
    """
    read = own.filter(entry__source__kind__in=CALENDARS).order_by().values_list("entry__source")
    return [(first, last) for _source, first, last in read.annotate(first=Min("held_at"), last=Max("held_at"))]


def _week(mondays: tuple[date, ...], window: Window) -> Case:
    """Which of the weeks a meeting began in. Compared with midnights, so that the clock's changes are right."""
    ends = [datetime.combine(monday + _WEEK, time(), _zone(window)) for monday in mondays]
    steps = [When(held_at__lt=end, then=Value(place)) for place, end in enumerate(ends)]
    return Case(*steps, default=Value(len(mondays) - 1), output_field=IntegerField())


def _zone(window: Window) -> Any:
    return window.start.tzinfo or ZoneInfo("UTC")
