"""Today (UX, S1): what needs me now, and what opens first."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.keep_or_drop_commitment import finish_commitment, reopen_commitment
from foothold.records.models import Commitment
from foothold.records.visibility import meetings_held_by
from foothold.web.asking import ask_drafts
from foothold.web.seats import Request
from foothold.web.team_start import team_start
from foothold.web.today_page import has_calendar, owed, today_page
from foothold.web.views.after import after


@require_safe
def start(request: Request) -> HttpResponse:
    """What opens first: Today once a calendar is known, and for who leads sellers; else the words of a meeting."""
    is_today = has_calendar(request.seat) or team_start(request.seat) is not None
    return _today(request) if is_today else after(request)


@require_safe
def today(request: Request) -> HttpResponse:
    """Today, also where no calendar is known yet: then the file drop comes first."""
    return _today(request)


def _today(request: Request) -> HttpResponse:
    now = timezone.now()
    context = today_page(request.seat, now=now)
    context["knows_calendar"] = bool(context["held_count"] or context["lines"] or context["running"]) or has_calendar(
        request.seat
    )
    if not context["knows_calendar"]:
        context["team_start"] = team_start(request.seat)
    return render(request, "web/today.html", context)


@require_POST
def promise_done(request: Request, promise_id: UUID) -> HttpResponse:
    """A promise that was kept, answered from a list; or taken back at once."""
    found = get_object_or_404(
        Commitment.objects.in_workspace(request.seat.workspace_id)
        .select_related("meeting", "meeting__account")
        .filter(meeting__in=meetings_held_by(request.seat).values("pk")),
        pk=promise_id,
    )
    answer = request.POST.get("answer")
    if answer == "undo":
        reopen_commitment(request.seat, found)
        said = _("Taken back.")
    elif answer == "done":
        finish_commitment(found)
        said = _("Done.")
    else:
        return HttpResponseBadRequest(_("Not one of the answers."))
    if not request.htmx:
        messages.success(request, _("Done. It stays on the page of its meeting.") if answer == "done" else said)
        account_id = found.meeting.account_id
        from_account = account_id is not None and request.POST.get("account") == str(account_id)
        return redirect("account", account_id) if from_account else redirect("today")
    line = owed([found], timezone.localdate(), ask_drafts(request.seat, [found]))[0]
    return render(request, "web/parts/owed.html", {"line": line, "said": said})
