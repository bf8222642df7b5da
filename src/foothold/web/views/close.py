"""Close (UX S3): the next step booked before anyone stands up, or how the meeting was left without one."""

from pathlib import Path
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foothold.actions.book_next_step import CannotBook, SlotTaken, book_next_step, booked_under
from foothold.actions.close_without_date import close_without_date, take_back_closing
from foothold.actions.preview_letter import preview_letter
from foothold.records.accounts import accounts_seen_by
from foothold.records.closing import closing_of, meeting_to_close, meetings_to_choose
from foothold.records.deals_seen import seats_seen_by
from foothold.records.models import Account, Meeting, Membership
from foothold.records.models.booking import Closed
from foothold.records.visibility import meetings_held_by
from foothold.web.close_page import (
    CloseForm,
    Wrong,
    address_of_close,
    best_instead,
    close_page,
    next_date_of,
    of_colleague,
    of_request,
    said_answer,
)
from foothold.web.seats import Request
from foothold.web.strangers import is_asked_by_script


@require_http_methods(["GET", "HEAD", "POST"])
def close(request: Request) -> HttpResponse:
    """Three slots, a topic, what both bring, Send. Without a meeting or customer named, the one that is on or over."""
    if request.method == "POST":
        return _book(request)
    now = timezone.now()
    colleague = _colleague(request, request.GET)
    if colleague is not None:
        found = of_colleague(request.seat, colleague, request.GET, now=now)
        return render(request, "web/close.html", close_page(request.seat, found, now=now) | {"colleague": colleague})
    meeting, account = _about(request, request.GET)
    if meeting is None and account is None:
        meeting = meeting_to_close(request.seat, now=now)
    if meeting is None and account is None:
        context = {"at_close": True, "meetings": meetings_to_choose(request.seat, now=now)}
        return render(request, "web/close_choose.html", context)
    found = of_request(request.seat, meeting, account, request.GET, now=now)
    another = bool(request.GET.get("another"))
    return render(request, "web/close.html", close_page(request.seat, found, now=now, another=another))


def _book(request: Request) -> HttpResponse:
    """Book what was sent; what cannot be booked comes back with every choice kept, and the next best."""
    now = timezone.now()
    known = booked_under(request.seat, request.POST.get("key", ""))
    if known is not None:
        if not is_asked_by_script(request):
            messages.info(request, _("This was made already. Nothing more was made or sent."))
        return _booked(request, known.pk)
    meeting, account = _about(request, request.POST)
    colleague = _colleague(request, request.POST)
    if colleague is not None:
        found = of_colleague(request.seat, colleague, request.POST, now=now)
    else:
        found = of_request(request.seat, meeting, account, request.POST, now=now)
    wrong = None
    try:
        wanted = next_date_of(found, request.POST, now=now, among_us=colleague is not None)
    except CannotBook as cannot:
        wrong = Wrong(str(cannot), cannot.field)
    else:
        try:
            if request.POST.get("preview"):
                letter = preview_letter(request.seat, wanted, from_meeting=meeting, now=now)
                context = close_page(request.seat, found, now=now, form=CloseForm(request.POST))
                return render(request, "web/close.html", context | {"letter": letter, "colleague": colleague})
            return _booked(request, book_next_step(request.seat, wanted, from_meeting=meeting, now=now).pk)
        except SlotTaken as taken:
            wrong = Wrong(str(taken), "slot", taken=True, best=best_instead(found, wanted.starts_at, now=now))
        except CannotBook as cannot:
            wrong = Wrong(str(cannot), cannot.field)
    status = 409 if wrong.taken else 422
    if is_asked_by_script(request):
        return JsonResponse(_as_json(wrong), status=status)
    context = close_page(request.seat, found, now=now, form=CloseForm(request.POST), wrong=wrong)
    context["colleague"] = colleague
    return render(request, "web/close.html", context, status=status)


def _booked(request: Request, invitation_id: UUID) -> HttpResponse:
    address = reverse("invitation", args=[invitation_id])
    return JsonResponse({"booked": address}) if is_asked_by_script(request) else redirect(address)


def _as_json(wrong: Wrong) -> dict[str, Any]:
    best = wrong.best
    return {
        "wrong": wrong.words,
        "field": wrong.field,
        "taken": wrong.taken,
        "next_best": {"slot": best.value, "words": f"{best.day} {best.time}"} if best else None,
    }


@require_safe
def said(request: Request) -> HttpResponse:
    """What a line is understood as, while it is typed."""
    meeting, account = _about(request, request.GET)
    if meeting is None and account is None:
        raise Http404
    now = timezone.now()
    found = of_request(request.seat, meeting, account, request.GET, now=now)
    slot, line = said_answer(request.seat, found, request.GET.get("said", ""), now=now)
    return JsonResponse({"slot": slot, "line": str(line)})


@require_safe
def ready(request: Request) -> HttpResponse:
    """Whether what waits on a phone can be sent now: a token for its forms; 401 for who is not in any more."""
    return JsonResponse({"token": get_token(request), "person": str(request.seat.user_id)})


@require_safe
def worker(request: Request) -> HttpResponse:
    """The script that opens Close again without a signal. From the root, because it answers for /close (its scope)."""
    script = Path(__file__).parents[1] / "static" / "foothold" / "close_worker.js"
    return HttpResponse(script.read_bytes(), content_type="text/javascript; charset=utf-8")


@require_http_methods(["GET", "HEAD", "POST"])
def left_open(request: Request, meeting_id: UUID) -> HttpResponse:
    """They would not set a date, or it was not asked and why; then, once, the line to say."""
    found = get_object_or_404(meetings_held_by(request.seat).select_related("account"), pk=meeting_id)
    if request.method != "POST":
        closing = closing_of(found)
        if closing is None:
            return redirect(address_of_close(found))
        return render(request, "web/left_open.html", {"at_close": True, "meeting": found, "closing": closing})
    if request.POST.get("undo"):
        take_back_closing(request.seat, found)
        messages.success(request, _("Taken back."))
        return redirect("meeting", found.pk)
    how, words = request.POST.get("how", ""), request.POST.get("words", "") or request.POST.get("own_words", "")
    try:
        close_without_date(request.seat, found, Closed(how), words=words, now=timezone.now())
    except ValueError:
        if how != Closed.NOT_ASKED:
            return HttpResponseBadRequest(_("Not one of the answers."))
        messages.error(request, _("Say why it was not asked; one word is enough."))
        return redirect(address_of_close(found))
    return redirect("left_open", found.pk)


def _about(request: Request, named: Any) -> tuple[Meeting | None, Account | None]:
    """The meeting or the customer that is named; 404 for what is not this person's."""
    meeting_id, account_id = named.get("meeting", ""), named.get("account", "")
    if meeting_id:
        own = meetings_held_by(request.seat).select_related("account", "seller")
        return get_object_or_404(own, pk=_uuid(meeting_id)), None
    if account_id:
        return None, get_object_or_404(accounts_seen_by(request.seat), pk=_uuid(account_id))
    return None, None


def _colleague(request: Request, named: Any) -> Membership | None:
    """The colleague a one-to-one is with; 404 for who is none that this person may look at."""
    seat_id = named.get("colleague", "")
    if not seat_id:
        return None
    found = next((each for each in seats_seen_by(request.seat) if each.pk == _uuid(seat_id)), None)
    if found is None:
        raise Http404
    return found


def _uuid(written: str) -> UUID:
    try:
        return UUID(written)
    except ValueError:
        raise Http404 from None
