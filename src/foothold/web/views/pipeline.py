"""The weekly review of open deals (UX S6, J8), one key a deal, and its record."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.close_opportunity import NotClosed
from foothold.actions.decide_in_pipeline import decide_in_pipeline, take_back_decision
from foothold.actions.look_at import keep_looks
from foothold.actions.send_pipeline_record import send_pipeline_record
from foothold.actions.send_recap import CannotSend
from foothold.records.deals_seen import deals_seen_by, sellers_of
from foothold.records.models import Opportunity
from foothold.records.models.teams import Screen
from foothold.records.models.weekly import Decision
from foothold.records.pipeline import this_week
from foothold.web.deal_words import deal_name
from foothold.web.pipeline_page import (
    QUESTION,
    SAID,
    counts_left,
    pipeline_page,
    record_page,
    record_subject,
    week_asked,
)
from foothold.web.seats import Request
from foothold.web.strangers import is_asked_by_script

UNDO = "undo"


@require_safe
def pipeline(request: Request) -> HttpResponse:
    """The deals that need a word, one row each."""
    now, sent = timezone.now(), request.GET.dict()
    page = pipeline_page(request.seat, sent, now=now)
    keep_looks(request.seat, page["sellers"], Screen.PIPELINE, now=now, subject=_("weekly review"))
    return render(request, "web/pipeline.html", page)


@require_POST
def decide(request: Request, opportunity_id: UUID) -> HttpResponse:
    """One decision, or its undoing. Without script the list comes again."""
    deals = deals_seen_by(request.seat).select_related("account")
    found, decision = get_object_or_404(deals, pk=opportunity_id), request.POST.get("decision", "")
    if decision not in {*Decision.values, UNDO}:
        return HttpResponseBadRequest(_("Not one of the answers."))
    try:
        _decide(request, found, decision)
    except NotClosed:
        said = _("It is closed already. Nothing was changed.")
        if is_asked_by_script(request):
            return JsonResponse({"said": said}, status=409)
        messages.error(request, said)
        return redirect("deal", found.pk)
    said = SAID[decision] % {"deal": deal_name(found), "question": QUESTION}
    if is_asked_by_script(request):
        return JsonResponse({"said": said, **counts_left(request.seat, request.POST, now=timezone.now())})
    messages.success(request, said)
    if request.POST.get("back") == "deal":
        return redirect("deal", found.pk)
    team = "?team=1" if request.POST.get("team") == "1" else ""
    return redirect(reverse("pipeline") + team)


def _decide(request: Request, deal: Opportunity, decision: str) -> None:
    now = timezone.now()
    week = this_week(request.seat, now)
    if decision == UNDO:
        take_back_decision(request.seat, deal, week=week, now=now)
    else:
        decide_in_pipeline(request.seat, deal, Decision(decision), week=week, now=now)


@require_safe
def record(request: Request) -> HttpResponse:
    """Who decided what in a week, on one page."""
    page = record_page(request.seat, request.GET.dict(), now=timezone.now())
    decided = [decision.opportunity for part in page["parts"] for decision, _name, _amount in part.lines]
    sellers = sellers_of(request.seat, decided)
    keep_looks(request.seat, sellers, Screen.PIPELINE, now=timezone.now(), subject=_("weekly review"))
    return render(request, "web/pipeline_record.html", page)


@require_POST
def mail_record(request: Request) -> HttpResponse:
    """Mail it to those concerned: the words that the page showed, made again here."""
    now, seat = timezone.now(), request.seat
    week = week_asked(seat, request.POST.get("week", ""), now)
    page = record_page(seat, request.POST.dict() | {"week": week.isoformat()}, now=now)
    try:
        is_new = send_pipeline_record(
            seat,
            page["mail_to"],
            week=week,
            subject=record_subject(week),
            text=page["mail_text"],
            now=now,
        )
    except CannotSend as cannot:
        messages.error(request, str(cannot))
    else:
        said = _("In the outbox: it leaves in a moment.") if is_new else _("It was mailed before. Nothing new left.")
        messages.success(request, said)
    return redirect(page["teams"] if page["team"] else page["mine"])
