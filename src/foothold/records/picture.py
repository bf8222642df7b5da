"""The picture of the meetings: what a review and Today ask of the rows, each in one query (METHOD 9; UX S1, S7)."""

from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Q, Value, When

from foothold.core.answers import counted
from foothold.core.counts import ReviewCounts
from foothold.core.next_dates import NextSet
from foothold.core.relations import Relation
from foothold.core.window import Window
from foothold.records.models import Call, Meeting, Membership, Opportunity
from foothold.records.models.meetings import (
    HELD,
    NOT_TOLD,
    OPEN_AGAIN,
    TALLIED,
    CalendarStatus,
    CustomerAnswer,
    Ending,
    Known,
    Medium,
)
from foothold.records.models.people import DemoState
from foothold.records.no_customers import no_customers
from foothold.records.review_answers import answers_to
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import meetings_held_by, meetings_of_team

_AFTER_HELD = chr(ord(HELD) + 1)
MEETING_STANDS = Q(tally__gte=NOT_TOLD, tally__lt=_AFTER_HELD)
"""A meeting, and no mail, whose date holds, as the database has worked it out: one index holds it."""
MEETING_TAKES_PLACE = Q(tally__gte=HELD, tally__lt=_AFTER_HELD)
"""The same where they were told of it: once its time is past it counts as held."""
SHORT_CALL = 300
"""Seconds under which a call is no meeting (METHOD 3 [C])."""


def customer_meetings(seat: Membership, *, whole_team: bool = False) -> ScopedQuerySet[Meeting]:
    """One's own meetings with customers; with `whole_team` also those of the team whose figures he may see.

    The demo's figures never mix with real ones: they are shown only while nothing real is there.
    """
    meetings = meetings_of_team(seat) if whole_team else meetings_held_by(seat)
    customers = meetings.filter(relation=Relation.CUSTOMER.value)
    if seat.workspace.demo != DemoState.PRESENT:
        return customers
    return customers.filter(demo=shows_demo(seat))


def shows_demo(seat: Membership) -> bool:
    """Whether the figures are the demo's: it is there, and neither a real deal nor a meeting of one's own with a
    customer is."""
    if seat.workspace.demo != DemoState.PRESENT:
        return False
    if Opportunity.objects.in_workspace(seat.workspace_id).filter(demo=False).exists():
        return False
    real = meetings_held_by(seat).filter(relation=Relation.CUSTOMER.value, demo=False)
    return not real.exists()


def on_lists(seat: Membership) -> Q:
    """The meetings lists may hold: those of the demo only while the figures are its own. The search finds all."""
    is_aside = seat.workspace.demo == DemoState.PRESENT and not shows_demo(seat)
    return Q(demo=False) if is_aside else Q()


def held(meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> ScopedQuerySet[Meeting]:
    """Those begun in the window and over, neither cancelled nor declined: held, as far as a calendar shows.

    One of which the customer was never told is none: nothing is known of it.
    """
    begun = meetings.filter(held_at__gte=window.start, held_at__lt=min(window.end, now))
    return begun.filter(MEETING_TAKES_PLACE).exclude(ends_at__gt=now)


def review_counts(meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> ReviewCounts:
    """Everything a review is counted on. One pass over the meetings of the window, grouped by what is known of them."""
    in_window = meetings.filter(held_at__gte=window.start, held_at__lt=min(window.end, now))
    numbers: dict[str, int] = dict.fromkeys(ReviewCounts.__dataclass_fields__, 0)
    for row in _groups(in_window, now):
        for name in what_counts(row):
            numbers[name] += row["n"]
    numbers |= said_of(held(meetings, window, now=now))
    return ReviewCounts(**numbers | accounts_met(meetings, window, now))


def _groups(meetings: ScopedQuerySet[Meeting], now: datetime) -> Iterator[dict[str, Any]]:
    """How many meetings of the window share a tally, with its parts named. One pass over one index."""
    over = meetings.exclude(ends_at__gt=now).order_by()
    came = Case(When(next_at__lte=now, then=Value(True)), default=Value(False), output_field=BooleanField())
    for tally, has_come, n in over.annotate(came=came).values_list("tally", "came").annotate(n=Count("*")):
        yield {"n": n} | parts_of(tally, came=has_come)


def parts_of(tally: str, *, came: bool) -> dict[str, Any]:
    """A meeting's tally with its parts named; `came` is whether the next date has come."""
    marks, *parts = tally.split("|")
    return {"marks": marks, "came": came} | dict(zip(TALLIED, parts, strict=True))


def what_counts(row: Mapping[str, Any]) -> list[str]:
    """The numbers of ReviewCounts that a group of meetings adds to."""
    marks = row["marks"]
    if row["medium"] == Medium.MAIL:
        return []
    names = ["moved"] if set(marks) & set("ucm") else []
    names += ["moved_by_us"] if "u" in marks else []
    names += ["moved_by_customer"] if "c" in marks else []
    if row["status"] not in {"", CalendarStatus.STANDS}:
        return [*names, "cancelled"]
    if row["answer"] == CustomerAnswer.DECLINED:
        return [*names, "declined"]
    if HELD not in marks:
        return names
    names += ["held", *_ANSWERS.get(row["answer"], ()), *_SET.get(row["next_set"], ()), *_HOMEWORK[row["homework_set"]]]
    names += ["calls"] if row["medium"] == Medium.PHONE else []
    names += [*_next_date(row), *_FULL[row["step_full"]]]
    if row["ending"] and not _open_again(row):
        return [*names, _ENDINGS[row["ending"]]]
    return [*names, *_steps(row)]


_ANSWERS = {
    CustomerAnswer.ACCEPTED.value: ("accepted",),
    CustomerAnswer.TENTATIVE.value: ("tentative",),
    CustomerAnswer.NO_ANSWER.value: ("unanswered",),
    CustomerAnswer.COUNTER.value: ("unanswered",),
}
_SET = {each.value: (each.value,) for each in (NextSet.IN_ROOM, NextSet.LATER, NextSet.NEVER)}
_HOMEWORK = {Known.YES.value: ("with_homework",), Known.NO.value: ("without_homework",), "": ()}
_FULL = {Known.YES.value: ("full",), Known.NO.value: ("not_full",), "": ()}
_ENDINGS = {Ending.REFUSED.value: "explicit_no", Ending.ORDER.value: "orders"}


def _open_again(row: Mapping[str, Any]) -> bool:
    """They said no, and a date was set after it, or the deal was opened again: the meeting counts again (METHOD 9).

    A date that stood in the calendar when they said no speaks of nothing that came after.
    """
    if row["ending"] == OPEN_AGAIN:
        return True
    return row["ending"] == Ending.REFUSED and row["next_set"] == NextSet.LATER and "f" not in row["marks"]


def _next_date(row: Mapping[str, Any]) -> tuple[str, ...]:
    """Was the date that was set held? One set in the room that fell through was not, whatever came after it."""
    if "f" in row["marks"]:
        return ("next_not_held",)
    if row["next_set"] in {"", NextSet.NEVER}:
        return ()
    return ("next_held",) if row["came"] else ("next_to_come",)


def _steps(row: Mapping[str, Any]) -> list[str]:
    step, recap = row["step_counts"], row["recap_sent"]
    names = {Known.YES: ["step_counted"], Known.NO: ["step_not_counted"]}.get(step, [])
    names = names + {Known.YES: ["recap_sent"], Known.NO: ["recap_not_sent"]}.get(recap, [])
    if Known.NO in {step, recap}:
        names = [*names, "step_or_recap_missing"]
    return [*names, "step_and_recap"] if step == Known.YES and recap == Known.YES else names


def said_of(meetings: ScopedQuerySet[Meeting]) -> dict[str, int]:
    """P1 to P4: what sellers and customers said of the held `meetings`, each counted once."""
    numbers = Counter(name for said in answers_to(meetings).values() for name in counted(said))
    return dict(numbers)


def accounts_met(meetings: ScopedQuerySet[Meeting], window: Window, now: datetime) -> dict[str, int]:
    """How many accounts were met in the window, and how many of them have no date ahead."""
    met = met_in(meetings, window, now=now)
    without = sum(not has_next for has_next in met.values())
    return {"accounts": len(met), "accounts_without_next_date": without}


def met_in(meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> dict[UUID, bool]:
    """The accounts met in the window, and whether each has a date ahead that stands."""
    over = MEETING_TAKES_PLACE & Q(held_at__lt=min(window.end, now)) & (Q(ends_at__isnull=True) | Q(ends_at__lte=now))
    stand = meetings.filter(MEETING_STANDS, held_at__gte=window.start, account__isnull=False).order_by()
    rows = stand.values_list("account_id").annotate(met=Count("pk", over), ahead=Count("pk", Q(held_at__gt=now)))
    return {account: bool(ahead) for account, met, ahead in rows if met}


def dates_ahead(meetings: ScopedQuerySet[Meeting], *, now: datetime) -> ScopedQuerySet[Meeting]:
    """Meetings to come that stand."""
    return meetings.filter(MEETING_STANDS, held_at__gt=now)


def short_calls(seat: Membership, window: Window) -> ScopedQuerySet[Call]:
    """Calls too short to be a meeting, or of unknown length: listed and counted apart (METHOD 3).

    Whom one of unknown account was with nobody knows; those with who is no customer are no selling.
    """
    calls = Call.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, meeting__isnull=True)
    short = calls.filter(Q(seconds__lt=SHORT_CALL) | Q(seconds__isnull=True))
    calls_of_window = short.filter(called_at__gte=window.start, called_at__lt=window.end)
    return calls_of_window.exclude(account__in=no_customers(seat.workspace_id).values("pk"))
