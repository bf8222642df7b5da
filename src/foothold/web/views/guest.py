"""The customer page: opening it changes nothing; every button is one act (UX, S8)."""

from collections.abc import Callable
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from foothold.actions.answer_as_guest import answer_as_guest, not_for_me
from foothold.actions.forget_guest import forget_guest
from foothold.actions.guest_acts import Refusal, Refused, closed_because, remember_language
from foothold.actions.judge_meeting_as_guest import Boxes, judge_meeting_as_guest
from foothold.actions.prepare_as_guest import add_colleague, answer_prep_question
from foothold.actions.tick_homework import tick_homework
from foothold.records.models.booking import GuestActKind
from foothold.records.models.findings import Met
from foothold.records.models.meetings import Known
from foothold.web.guest_answers import answered_just_now
from foothold.web.guest_calendar import CONTENT_TYPE, calendar_file
from foothold.web.guest_door import guest_door, guest_html, notice
from foothold.web.guest_page import frame_context, page_context
from foothold.web.guest_stored import stored_context
from foothold.web.guest_times import BadTime, time_typed
from foothold.web.guest_troubles import STATUS
from foothold.web.guest_visit import Visit

_GONE = {Refusal.EXPIRED, Refusal.CANCELLED}
_PAGE, _METHODS = "page", ["GET", "HEAD", "POST"]


@require_http_methods(_METHODS)
@guest_door
def guest(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The page of an invitation; POST does one thing and comes back to where it was done."""
    if request.method == "POST":
        return _act(request, visit)
    closed = closed_because(visit.guest, visit.invitation, visit.now)
    if closed in _GONE:
        return guest_html("closed", {**frame_context(visit), "closed": closed}, 410)
    return guest_html(_PAGE, page_context(visit))


@require_http_methods(_METHODS)
@guest_door
def stored(request: HttpRequest, visit: Visit) -> HttpResponse:
    """What is kept of this link; POST deletes it."""
    if request.method == "POST":
        forget_guest(visit.guest, now=visit.now)
        return guest_html("deleted", {**frame_context(visit), "languages": []})
    return guest_html("stored", stored_context(visit))


@require_safe
@guest_door
def calendar(request: HttpRequest, visit: Visit) -> HttpResponse:
    """The meeting as a file every calendar opens. It asks for no answer: the page does."""
    closed = closed_because(visit.guest, visit.invitation, visit.now)
    if closed is not None:
        return guest_html("closed", {**frame_context(visit), "closed": closed}, 410)
    answer = HttpResponse(calendar_file(visit.invitation), content_type=CONTENT_TYPE)
    answer["Content-Disposition"] = 'attachment; filename="meeting.ics"'
    return answer


def _act(request: HttpRequest, visit: Visit) -> HttpResponse:
    act = _ACTS.get(request.POST.get("act", ""))
    if act is None:
        return notice("not_understood", 400)
    try:
        place = act(request, visit)
    except (MultiValueDictKeyError, ValueError):
        return notice("not_understood", 400)
    except Refused as refused:
        return _refusal(request, visit, refused.why)
    remember_language(visit.guest, get_language() or "")
    just = answered_just_now(visit) if act is _answer else ""
    # 303: the browser asks for the page anew, so that reloading it sends nothing again.
    return HttpResponse(status=303, headers={"Location": f"{visit.address(just=just)}#{place}"})


def _refusal(request: HttpRequest, visit: Visit, why: Refusal) -> HttpResponse:
    """The page as it stands now, why nothing was done, and what was typed still in its form."""
    visit.guest.refresh_from_db()
    if why in _GONE:
        return guest_html("closed", {**frame_context(visit), "closed": why}, 410)
    typed = {name: value for name, value in request.POST.items() if isinstance(value, str)}
    return guest_html(_PAGE, page_context(visit, refused=why, typed=typed), STATUS.get(why, 422))


def _answer(request: HttpRequest, visit: Visit) -> str:
    kind = GuestActKind(request.POST["answer"])
    answer_as_guest(
        visit.guest,
        kind,
        sequence=int(request.POST["sequence"]),
        now=visit.now,
        asks_for=_asked_for(request, visit) if kind is GuestActKind.OTHER_TIME else None,
    )
    return "answer"


def _asked_for(request: HttpRequest, visit: Visit) -> datetime | None:
    """The slot pressed, else the day and time typed on the visitor's own clock."""
    slot = request.POST.get("slot")
    if slot:
        at = datetime.fromisoformat(slot)
        if at.utcoffset() is None:
            raise ValueError(slot)
        return at
    try:
        return time_typed(request.POST.get("day", ""), request.POST.get("clock", ""), visit.zone)
    except BadTime:
        raise Refused(Refusal.NO_TIME) from None


def _tick(request: HttpRequest, visit: Visit) -> str:
    place = int(request.POST["place"])
    tick_homework(visit.guest, place, is_done=request.POST["done"] == "yes", now=visit.now)
    return f"bring-{place}"


def _prepare(request: HttpRequest, visit: Visit) -> str:
    answer_prep_question(visit.guest, request.POST["words"], now=visit.now)
    return "question"


def _colleague(request: HttpRequest, visit: Visit) -> str:
    add_colleague(visit.guest, request.POST["name"], request.POST["address"], now=visit.now)
    return "people"


def _wrong_person(request: HttpRequest, visit: Visit) -> str:
    not_for_me(visit.guest, now=visit.now)
    return "answer"


def _judge(request: HttpRequest, visit: Visit) -> str:
    learned, best_use, looking_forward = (name in request.POST for name in ("learned", "best_use", "looking_forward"))
    goal, could_more = request.POST.get("goal", ""), request.POST.get("could_more", "")
    boxes = Boxes(
        learned,
        best_use,
        looking_forward,
        # What is none of the answers was not said.
        goal=goal if goal in Met.values else "",
        could_more=could_more if could_more in Known.values else "",
    )
    judge_meeting_as_guest(visit.guest, boxes, now=visit.now)
    return "after"


_ACTS: dict[str, Callable[[HttpRequest, Visit], str]] = {
    "answer": _answer,
    "tick": _tick,
    "prepare": _prepare,
    "colleague": _colleague,
    "wrong_person": _wrong_person,
    "judge": _judge,
}
