"""The meetings behind every number of a review: the list of a number is exactly as long as the number (METHOD 9)."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Case, Count, IntegerField, Q, Value, When

from foothold.core.next_dates import NextSet
from foothold.core.shares import Bounds, Share
from foothold.core.window import Window, weeks
from foothold.records.models import Feeling, Meeting, Membership
from foothold.records.models.findings import Met
from foothold.records.models.meetings import CalendarStatus, CustomerAnswer, Ending, Known, Medium
from foothold.records.picture import held
from foothold.records.scoping import ScopedQuerySet

_ENDED = ~Q(ending="")
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
    "next_held": _HAS_NEXT & Q(next_fell_through=False, next_at__isnull=False),
    "next_to_come": _HAS_NEXT & Q(next_fell_through=False),
    "next_not_held": Q(next_fell_through=True),
    "explicit_no": Q(ending=Ending.REFUSED),
    "orders": Q(ending=Ending.ORDER),
    "step_counted": Q(ending="", step_counts=Known.YES),
    "step_not_counted": Q(ending="", step_counts=Known.NO),
    "step_unknown": Q(ending="", step_counts=""),
    "recap_sent": Q(ending="", recap_sent=Known.YES),
    "recap_not_sent": Q(ending="", recap_sent=Known.NO),
    "recap_unknown": Q(ending="", recap_sent=""),
    "step_and_recap": Q(ending="") & _BOTH,
    "step_or_recap_missing": Q(ending="") & _MISSING,
    "step_or_recap_unknown": Q(ending="") & ~_BOTH & ~_MISSING,
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

OWN: Mapping[str, str] = {
    "our_goal_yes": Met.YES.value,
    "our_goal_partly": Met.PARTLY.value,
    "our_goal_no": Met.NO.value,
}
"""What the seller felt: a list for himself alone (METHOD 6.3)."""

LISTS = (*OF_HELD, *OF_BEGUN, *OWN)


def meetings_counted(
    meetings: ScopedQuerySet[Meeting], which: str, window: Window, *, now: datetime, seat: Membership | None = None
) -> ScopedQuerySet[Meeting]:
    """The meetings a number of the review counts; KeyError for a number there is none of.

    `seat` is whose own feelings may be asked for; without it they are not a list.
    """
    over = held(meetings, window, now=now)
    if which in OF_HELD:
        counted = over.filter(OF_HELD[which])
        if which == "next_held":
            return counted.filter(next_at__lte=now)
        return counted.exclude(next_at__lte=now) if which == "next_to_come" else counted
    if which in OF_BEGUN:
        begun = meetings.filter(held_at__gte=window.start, held_at__lt=min(window.end, now))
        return begun.exclude(ends_at__gt=now).exclude(medium=Medium.MAIL).filter(OF_BEGUN[which])
    if seat is None:
        raise KeyError(which)
    felt = Feeling.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, met=OWN[which])
    return over.filter(pk__in=felt.values("meeting_id"))


def narrowed(window: Window, monday: date) -> Window:
    """The part of a window that lies in the week from `monday`; empty where none does."""
    zone = window.start.tzinfo
    start = datetime.combine(monday, time(), zone)
    end = datetime.combine(monday + timedelta(days=7), time(), zone)
    return Window(max(window.start, start), min(window.end, end))


def counted_by_week(
    meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime
) -> dict[date, Mapping[str, int]]:
    """For each week of a window: held, in_room and next date unknown; P5's yes, no and of. One query."""
    mondays = weeks(window)
    rows: Any = (
        held(meetings, window, now=now)
        .order_by()
        .annotate(week=_week(mondays, window))
        .values("week")
        .annotate(
            held=Count("pk"),
            in_room=Count("pk", filter=OF_HELD["in_room"]),
            unknown=Count("pk", filter=OF_HELD["unknown"]),
            ended=Count("pk", filter=_ENDED),
            yes=Count("pk", filter=OF_HELD["step_and_recap"]),
            no=Count("pk", filter=OF_HELD["step_or_recap_missing"]),
        )
    )
    counted: dict[date, Mapping[str, int]] = {mondays[row["week"]]: row for row in rows}
    return {monday: counted.get(monday, _NOTHING) for monday in mondays}


_NOTHING: Mapping[str, int] = dict.fromkeys(("held", "in_room", "unknown", "ended", "yes", "no"), 0)


def share_of_week(counted: Mapping[str, int]) -> Share | None:
    """P5 of one week: None where nothing was due, or anything is unknown (METHOD 9)."""
    due = counted["held"] - counted["ended"]
    return Bounds(counted["yes"], due - counted["yes"] - counted["no"], due).share if due else None


def share_by_opportunity(
    meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime
) -> tuple[Share, list[tuple[int, int]]] | None:
    """P5 of a window, and the same (k, n) by opportunity, for a comparison; None where anything is unknown."""
    due = held(meetings, window, now=now).exclude(_ENDED).order_by()
    rows = due.values("opportunity_id").annotate(
        n=Count("pk"), k=Count("pk", filter=_BOTH), known=Count("pk", filter=_BOTH | _MISSING)
    )
    clusters: list[tuple[int, int]] = []
    for row in rows:
        yes, many = row["k"], row["n"]
        if many != row["known"]:
            return None
        # Meetings of no deal are nobody's cluster: each speaks for itself.
        alone = [(1, 1)] * yes + [(0, 1)] * (many - yes)
        clusters += [(yes, many)] if row["opportunity_id"] else alone
    return Share(sum(k for k, _n in clusters), sum(n for _k, n in clusters)), clusters


def weeks_without_calendar(own: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> list[date]:
    """The weeks of a window, as Mondays, in which the calendar holds nothing at all: nothing was there, or nothing
    was read. `own` are the person's meetings of every kind. Empty where no calendar was read."""
    mondays = weeks(Window(window.start, min(window.end, now)))
    known = own.filter(entry__isnull=False)
    rows = known.filter(held_at__gte=window.start, held_at__lt=window.end).order_by()
    there = set(rows.annotate(week=_week(mondays, window)).values_list("week", flat=True).distinct())
    if not there and not known.exists():
        return []
    return [monday for place, monday in enumerate(mondays) if place not in there]


def _week(mondays: tuple[date, ...], window: Window) -> Case:
    """Which of the weeks a meeting began in. Compared with midnights, so that the clock's changes are right."""
    ends = [datetime.combine(monday + timedelta(days=7), time(), _zone(window)) for monday in mondays]
    steps = [When(held_at__lt=end, then=Value(place)) for place, end in enumerate(ends)]
    return Case(*steps, default=Value(len(mondays) - 1), output_field=IntegerField())


def _zone(window: Window) -> Any:
    return window.start.tzinfo or ZoneInfo("UTC")
