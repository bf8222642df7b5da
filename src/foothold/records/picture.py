"""The picture of the meetings: what a review and Today ask of the rows, each in one query (METHOD 9; UX S1, S7)."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, Case, Count, Exists, OuterRef, Q, Value, When

from foothold.core.counts import ReviewCounts
from foothold.core.next_dates import NextSet
from foothold.core.relations import Relation
from foothold.core.window import Window
from foothold.records.models import Call, Feeling, Meeting, Membership
from foothold.records.models.findings import Met
from foothold.records.models.meetings import HELD, TALLIED, CalendarStatus, CustomerAnswer, Ending, Known, Medium
from foothold.records.models.people import DemoState
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import meetings_held_by, meetings_seen_by

MEETING_STANDS = Q(tally__gte=HELD, tally__lt=chr(ord(HELD) + 1))
"""A meeting, and no mail, whose date holds, as the database has worked it out: one index holds it."""
SHORT_CALL = 300
"""Seconds under which a call is no meeting (METHOD 3 [C])."""


def customer_meetings(seat: Membership, *, whole_team: bool = False) -> ScopedQuerySet[Meeting]:
    """One's own meetings with customers; with `whole_team` everybody's whose findings this person may see.

    The demo's figures never mix with real ones: they are shown only while nothing real is there.
    """
    meetings = meetings_seen_by(seat) if whole_team else meetings_held_by(seat)
    customers = meetings.filter(relation=Relation.CUSTOMER.value)
    if seat.workspace.demo != DemoState.PRESENT:
        return customers
    return customers.filter(demo=shows_demo(seat))


def shows_demo(seat: Membership) -> bool:
    """Whether the figures are the demo's: it is there, and no meeting of one's own with a customer is."""
    if seat.workspace.demo != DemoState.PRESENT:
        return False
    real = meetings_held_by(seat).filter(relation=Relation.CUSTOMER.value, demo=False)
    return not real.exists()


def held(meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> ScopedQuerySet[Meeting]:
    """Those begun in the window and over, neither cancelled nor declined: held, as far as a calendar shows."""
    begun = meetings.filter(held_at__gte=window.start, held_at__lt=min(window.end, now))
    return begun.filter(MEETING_STANDS).exclude(ends_at__gt=now)


def review_counts(meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> ReviewCounts:
    """Everything a review is counted on. One pass over the meetings of the window, grouped by what is known of them."""
    in_window = meetings.filter(held_at__gte=window.start, held_at__lt=min(window.end, now))
    counted: dict[str, int] = dict.fromkeys(ReviewCounts.__dataclass_fields__, 0)
    for row in _groups(in_window, now):
        for name in _what_counts(row):
            counted[name] += row["n"]
    counted |= _goals(held(meetings, window, now=now))
    counted |= _accounts(meetings, window, now)
    return ReviewCounts(**counted)


def _groups(meetings: ScopedQuerySet[Meeting], now: datetime) -> Iterator[dict[str, Any]]:
    """How many meetings of the window share a tally, with its parts named. One pass over one index."""
    over = meetings.exclude(ends_at__gt=now).order_by()
    came = Case(When(next_at__lte=now, then=Value(True)), default=Value(False), output_field=BooleanField())
    for tally, has_come, n in over.annotate(came=came).values_list("tally", "came").annotate(n=Count("*")):
        marks, *parts = tally.split("|")
        yield {"marks": marks, "came": has_come, "n": n} | dict(zip(TALLIED, parts, strict=True))


def _what_counts(row: Mapping[str, Any]) -> list[str]:
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
    names += _next_date(row)
    if row["ending"]:
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
_ENDINGS = {Ending.REFUSED.value: "explicit_no", Ending.ORDER.value: "orders"}


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
    if step == Known.YES and recap == Known.YES:
        names = [*names, "step_and_recap"]
    # A full step needs the customer's homework beside a step that counts (METHOD 4.1); more is not known yet.
    return [*names, "not_full"] if step == Known.NO or row["homework_set"] == Known.NO else names


def _goals(meetings: ScopedQuerySet[Meeting]) -> dict[str, int]:
    """What the sellers said of their own goal; the customers are not asked yet. `meetings` are the held ones."""
    said = Feeling.objects.in_workspace(_workspace(meetings)).exclude(met="")
    # From what was said to its meeting: few say anything of thousands of meetings.
    said = said.filter(Exists(meetings.filter(pk=OuterRef("meeting_id"))))
    counted = dict(said.values_list("met").annotate(n=Count("meeting", distinct=True)))
    yes, partly, no = (counted.get(met.value, 0) for met in (Met.YES, Met.PARTLY, Met.NO))
    return {"our_goal_yes": yes, "our_goal_partly": partly, "our_goal_no": no, "a_goal_missed": partly + no}


def _workspace(meetings: ScopedQuerySet[Meeting]) -> Any:
    return meetings._scope


def _accounts(meetings: ScopedQuerySet[Meeting], window: Window, now: datetime) -> dict[str, int]:
    met = met_in(meetings, window, now=now)
    without = sum(not has_next for has_next in met.values())
    return {"accounts": len(met), "accounts_without_next_date": without}


def met_in(meetings: ScopedQuerySet[Meeting], window: Window, *, now: datetime) -> dict[UUID, bool]:
    """The accounts met in the window, and whether each has a date ahead that stands."""
    met = held(meetings, window, now=now).order_by().values_list("account_id", flat=True).distinct()
    ahead = set(dates_ahead(meetings, now=now).order_by().values_list("account_id", flat=True).distinct())
    return {account: account in ahead for account in met if account is not None}


def dates_ahead(meetings: ScopedQuerySet[Meeting], *, now: datetime) -> ScopedQuerySet[Meeting]:
    """Meetings to come that stand."""
    return meetings.filter(MEETING_STANDS, held_at__gt=now)


def short_calls(seat: Membership, window: Window) -> int:
    """Calls too short to be a meeting, or of unknown length: listed and counted apart (METHOD 3)."""
    calls = Call.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, meeting__isnull=True)
    short = calls.filter(Q(seconds__lt=SHORT_CALL) | Q(seconds__isnull=True))
    return short.filter(called_at__gte=window.start, called_at__lt=window.end).count()
