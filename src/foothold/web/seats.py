"""Whose request it is: the person's seat in his workspace, on every page."""

from collections.abc import Callable
from typing import Any
from zoneinfo import ZoneInfo

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.functional import SimpleLazyObject

from foothold.records.meeting_lists import near_meetings
from foothold.records.models import Membership, User
from foothold.records.models.people import DemoState
from foothold.records.picture import shows_demo
from foothold.records.reach import public_url
from foothold.records.ways_in import can_log_in
from foothold.web.date_words import Line, lines_of
from foothold.web.second_reader_page import where_words_go
from foothold.web.strangers import way_in

HAS_NO_WAY_IN = "has_no_way_in"
"""In the session of who joined by a link and has neither password nor passkey yet: the link is used up."""
_WAYS_IN = ("/account", "/login", "/logout", "/static/")


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
        if request.session.get(HAS_NO_WAY_IN) and not request.path.startswith(_WAYS_IN):
            if not can_log_in(request.user):  # type: ignore[arg-type]
                return redirect("account_set_password")
            del request.session[HAS_NO_WAY_IN]
        # The API answers 401 by itself; a browser is shown how to get in.
        if request.seat or getattr(view, "open_door", False) or request.path.startswith("/api/"):  # type: ignore[attr-defined]
            return None
        return way_in(request)


def seat_of(request: HttpRequest) -> Membership | None:
    """The seat of whoever is logged in, None for strangers."""
    if not request.user.is_authenticated:
        return None
    return (
        Membership.objects.across_workspaces(because="the seat says which workspace this request is about")
        .filter(user_id=request.user.pk, left_at=None)
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
        # Asked for only when a template shows the list.
        "newest_meetings": SimpleLazyObject(lambda: NearLines(seat)),
        # Others reach this site: what is dropped here goes to its machine, and that is not the one in front of them.
        "is_on_server": public_url() is not None,
        # To whom words go, where a model is on: only pages that speak of it ask.
        "words_go": SimpleLazyObject(lambda: where_words_go(seat)),
        "demo_is_present": seat.workspace.demo == DemoState.PRESENT,
        # Asked for only where the demo is there: whether lists and figures are its own.
        "demo_is_shown": SimpleLazyObject(lambda: shows_demo(seat)),
    }


class NearLines:
    """The meetings beside every page, as lines: the next few, what runs, and the last ones. False where none is."""

    def __init__(self, seat: Membership) -> None:
        now = timezone.now()
        near = near_meetings(seat, now=now)
        self.ahead: list[Line] = lines_of(near.ahead, now, names_who=False)
        begun = lines_of((*near.running, *near.past), now)
        self.running: list[Line] = begun[: len(near.running)]
        self.past: list[Line] = begun[len(near.running) :]

    def __bool__(self) -> bool:
        return bool(self.ahead or self.running or self.past)
