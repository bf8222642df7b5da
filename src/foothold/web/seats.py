"""Whose request it is: the person's seat in his workspace, on every page."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Subquery
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone

from foothold.records.models import Correction, Judgement, Meeting, Membership, User
from foothold.records.models.people import DemoState
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import meetings_seen_by

IN_LIST = 80
"""Meetings in the list at the left; older ones are on the page of all meetings."""

VERDICT_CLAIMS = ("verdict", "next_step")
"""The claims that carry the verdict: who says "Not right" to one says it of the whole meeting."""


class Request(HttpRequest):
    """A request of somebody with a seat."""

    seat: Membership
    user: User
    htmx: Any


def open_door(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Mark a view that may be opened without a seat: the way in, and nothing else."""
    view.open_door = True  # type: ignore[attr-defined]
    return view


class TakeSeat:
    """Find the person's seat; without one only open doors open. Times are shown in the workspace's zone."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        seat = seat_of(request)
        request.seat = seat  # type: ignore[attr-defined]
        if seat is None:
            return self.get_response(request)
        with timezone.override(ZoneInfo(seat.workspace.tz)):
            answer = self.get_response(request)
        # What customers said does not stay in the browser's cache after the person has left.
        answer["Cache-Control"] = "no-store"
        return answer

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        # The API answers 401 by itself; a browser is shown how to get in.
        if request.seat or getattr(view, "open_door", False) or request.path.startswith("/api/"):  # type: ignore[attr-defined]
            return None
        return redirect("enter_help")


def seat_of(request: HttpRequest) -> Membership | None:
    """The seat of whoever is logged in, None for strangers."""
    if not request.user.is_authenticated:
        return None
    return (
        Membership.objects.across_workspaces(because="the seat says which workspace this request is about")
        .filter(user_id=request.user.pk)
        .select_related("workspace", "user")
        .first()
    )


def shell(request: HttpRequest) -> dict[str, Any]:
    """What every page of a seated person shows: the list at the left, the demo banner, the keys."""
    seat: Membership | None = getattr(request, "seat", None)
    if seat is None:
        return {"seat": None}
    return {
        "seat": seat,
        "newest_meetings": newest_meetings(seat),
        "demo_is_present": seat.workspace.demo == DemoState.PRESENT,
    }


def newest_meetings(seat: Membership) -> ScopedQuerySet[Meeting]:
    """A query, run only when a template shows the list."""
    seen = meetings_seen_by(seat).select_related("seller").annotate(not_right=_said_not_right(seat))
    return seen.order_by("-held_at", "pk")[:IN_LIST]


def _said_not_right(seat: Membership) -> Exists:
    """Whether this person says of a meeting's latest verdict that it is not right."""
    judgements = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting=OuterRef(OuterRef("pk")))
    latest = judgements.order_by("-version").values("pk")[:1]
    said = Correction.objects.in_workspace(seat.workspace_id).filter(user=seat.user, claim__in=VERDICT_CLAIMS)
    return Exists(said.filter(meeting=OuterRef("pk"), judgement=Subquery(latest)))
