"""Lists of meetings with customers, each as few cheap queries as it can be (UX 2, 7)."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Subquery

from foothold.core.relations import Relation
from foothold.records.models import Correction, Judgement, Meeting, Membership, SourceText
from foothold.records.models.meetings import Visibility
from foothold.records.picture import STANDS
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import meetings_held_by

PAST = 40
AHEAD = 5
"""Meetings beside every page; the others are on the page of all meetings."""
PAGE = 50
VERDICT_CLAIMS = ("verdict", "next_step")
"""The claims that carry the verdict: who says "Not right" to one says it of the whole meeting."""


@dataclass(frozen=True, slots=True)
class Near:
    """The next few meetings, soonest first, and the last ones, newest first."""

    ahead: tuple[Meeting, ...]
    past: tuple[Meeting, ...]

    def __bool__(self) -> bool:
        return bool(self.ahead or self.past)


def near_meetings(seat: Membership, *, now: datetime) -> Near:
    """The customer meetings this person may see that are nearest to now, those that stand."""
    sets = [meetings.filter(STANDS) for meetings in _seen(seat)]
    ahead = _merged([meetings.filter(held_at__gt=now).order_by("held_at", "pk")[:AHEAD] for meetings in sets])
    return Near(ahead=tuple(ahead[:AHEAD]), past=tuple(_past(seat, sets, now, PAST)))


def meetings_before(seat: Membership, before: datetime) -> list[Meeting]:
    """A page of meetings that began at `before` or earlier, newest first, whatever has become of them; one more
    than a page where there are older ones."""
    return _past(seat, _seen(seat), before, PAGE + 1)


def meetings_after(seat: Membership, after: datetime) -> list[Meeting]:
    """The next page of meetings that begin after `after`, soonest first."""
    return _merged([meetings.filter(held_at__gt=after).order_by("held_at", "pk")[:PAGE] for meetings in _seen(seat)])[
        :PAGE
    ]


def _past(seat: Membership, sets: list[ScopedQuerySet[Meeting]], until: datetime, many: int) -> list[Meeting]:
    said = _said_not_right(seat)
    queries = [
        meetings.filter(held_at__lte=until).annotate(not_right=said).order_by("-held_at", "-pk")[:many]
        for meetings in sets
    ]
    return _merged(queries, newest_first=True)[:many]


def _seen(seat: Membership) -> list[ScopedQuerySet[Meeting]]:
    """What this person may see, as queries that each follow an index; no meeting is in two of them."""
    customers = Meeting.objects.in_workspace(seat.workspace_id).filter(relation=Relation.CUSTOMER.value)
    customers = customers.select_related("seller")
    if seat.sees_all_findings:
        return [customers]
    own = meetings_held_by(seat).filter(relation=Relation.CUSTOMER.value).select_related("seller")
    shared = SourceText.objects.in_workspace(seat.workspace_id).filter(visibility=Visibility.SHARED)
    others = customers.filter(pk__in=shared.values("meeting_id")).exclude(seller_id=seat.user_id)
    return [own, others]


def _merged(queries: list[Any], *, newest_first: bool = False) -> list[Meeting]:
    found: list[Meeting] = [meeting for query in queries for meeting in query]
    return sorted(found, key=lambda each: (each.held_at, each.pk), reverse=newest_first)


def _said_not_right(seat: Membership) -> Exists:
    """Whether this person says of a meeting's latest verdict that it is not right."""
    judgements = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting=OuterRef(OuterRef("pk")))
    latest = judgements.order_by("-version").values("pk")[:1]
    said = Correction.objects.in_workspace(seat.workspace_id).filter(user=seat.user, claim__in=VERDICT_CLAIMS)
    return Exists(said.filter(meeting=OuterRef("pk"), judgement=Subquery(latest)))
