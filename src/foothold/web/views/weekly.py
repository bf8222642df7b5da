"""A seller's weekly sheet and one-to-one (METHOD 11; UX J9)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.agree_in_one_to_one import agree_in_one_to_one, talked_about
from foothold.records.deals_seen import deals_of
from foothold.records.models import PipelineDecision
from foothold.records.models.teams import Screen
from foothold.records.pipeline import this_week
from foothold.web.looking import looked_at
from foothold.web.one_to_one_page import one_to_one_page
from foothold.web.seats import Request
from foothold.web.weekly_page import sheet_page, week_after


@require_safe
def own_sheet(request: Request) -> HttpResponse:
    """One's own."""
    return redirect("weekly_sheet", request.seat.pk)


@require_safe
def sheet(request: Request, seat_id: UUID) -> HttpResponse:
    """One page, five parts."""
    whom = looked_at(request, seat_id, Screen.SHEET)
    return render(request, "web/weekly.html", sheet_page(request.seat, whom, now=timezone.now()))


@require_safe
def one_to_one(request: Request, seat_id: UUID) -> HttpResponse:
    """What a one-to-one opens on."""
    whom = looked_at(request, seat_id, Screen.ONE_TO_ONE)
    return render(request, "web/one_to_one.html", one_to_one_page(request.seat, whom, now=timezone.now()))


@require_POST
def agree(request: Request, seat_id: UUID) -> HttpResponse:
    """At most two agreements; then the next one is booked by the screen every meeting is closed with."""
    whom, now = looked_at(request, seat_id, Screen.ONE_TO_ONE), timezone.now()
    lines = [*request.POST.getlist("agreed"), *request.POST.getlist("own")]
    week = this_week(whom, now)
    try:
        kept = agree_in_one_to_one(request.seat, whom.user, lines, week=week, meet_on=week_after(week), now=now)
    except ValueError:
        messages.error(request, _("Two agreements at most. Nothing was changed; leave one out."))
        return redirect("one_to_one", whom.pk)
    messages.success(request, _("Kept: %(n)d.") % {"n": len(kept)})
    if request.POST.get("then") == "book" and whom.pk != request.seat.pk:
        return redirect(f"{reverse('close')}?colleague={whom.pk}")
    return redirect("one_to_one", whom.pk)


@require_POST
def answered(request: Request, seat_id: UUID, decision_id: UUID) -> HttpResponse:
    """A question of the weekly review was talked about."""
    whom = looked_at(request, seat_id, Screen.ONE_TO_ONE)
    rows = PipelineDecision.objects.in_workspace(request.seat.workspace_id)
    seen = deals_of(request.seat, {whom.user_id}).values("pk")
    found = get_object_or_404(rows.filter(opportunity__in=seen), pk=decision_id)
    talked_about(request.seat, found, now=timezone.now())
    messages.success(request, _("Talked about."))
    return redirect("one_to_one", whom.pk)
