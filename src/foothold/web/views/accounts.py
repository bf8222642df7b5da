"""All customers, one customer on one page, and those nobody holds a date with (UX S1, S5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foothold.actions.log_call import log_call, take_back_call
from foothold.actions.look_at import keep_looks
from foothold.actions.tell_days import tell_days_of
from foothold.actions.tell_relations import tell_opportunity
from foothold.connectors.calendar.public_holidays import countries
from foothold.records.accounts import accounts_seen_by, sellers_at
from foothold.records.models.meetings import CallOutcome
from foothold.records.models.teams import Screen
from foothold.records.time_zones import known_zones
from foothold.records.today import without_next
from foothold.records.visibility import led_by, meetings_held_by
from foothold.web.account_page import account_page
from foothold.web.accounts_page import accounts_page
from foothold.web.seats import Request


@require_safe
def account(request: Request, account_id: UUID) -> HttpResponse:
    """Who holds the next date, and everything it rests on."""
    found = get_object_or_404(accounts_seen_by(request.seat), pk=account_id)
    now = timezone.now()
    keep_looks(request.seat, sellers_at(request.seat, found), Screen.ACCOUNT, now=now, subject=found.name)
    return render(request, "web/account.html", account_page(request.seat, found, now=now))


@require_safe
def accounts(request: Request) -> HttpResponse:
    """The customers, the one met last first."""
    which, team = request.GET.get("which", "all"), request.GET.get("team") == "1"
    now = timezone.now()
    if team:
        keep_looks(request.seat, led_by(request.seat), Screen.ACCOUNTS, now=now)
    context = accounts_page(request.seat, which=which, team=team, now=now)
    return render(request, "web/accounts.html", context)


@require_safe
def no_next_date(request: Request) -> HttpResponse:
    """All customers met lately who have no date ahead, the longest without one first."""
    rows = without_next(request.seat, now=timezone.now())
    return render(request, "web/no_next_date.html", {"at_today": True, "rows": rows})


@require_POST
def called(request: Request, account_id: UUID) -> HttpResponse:
    """One tap: called, and what came of it, or that tap taken back. What a seller says moves no state (DESIGN 1)."""
    found = get_object_or_404(accounts_seen_by(request.seat), pk=account_id)
    undone = _uuid(request, "undo")
    outcome = request.POST.get("outcome", "")
    if undone is not None:
        taken_back = take_back_call(request.seat, undone, now=timezone.now())
        messages.success(request, _("Taken back.") if taken_back else _("It is gone already."))
    elif outcome in CallOutcome.values:
        log_call(request.seat, found, outcome, now=timezone.now(), key=request.POST.get("key", ""))
        messages.success(request, _SAID[outcome])
    else:
        return HttpResponseBadRequest(_("Not one of the answers."))
    return redirect("account", found.pk)


_SAID = {
    CallOutcome.SPOKE.value: _l("Saved: you called and spoke."),
    CallOutcome.NO_ANSWER.value: _l("Saved: you called, no answer."),
    CallOutcome.BOOKED.value: _l("Saved: you say it is booked. Only the invitation and their answer make it Booked."),
}


@require_http_methods(["GET", "HEAD", "POST"])
def their_days(request: Request, account_id: UUID) -> HttpResponse:
    """Which days they work: their time zone, and the country whose public holidays they have."""
    found = get_object_or_404(accounts_seen_by(request.seat), pk=account_id)
    now = timezone.now()
    keep_looks(request.seat, sellers_at(request.seat, found), Screen.ACCOUNT, now=now, subject=found.name)
    typed, problem = {"tz": found.tz, "country": found.country}, ""
    if request.method == "POST":
        typed = {name: request.POST.get(name, "") for name in typed}
        try:
            tell_days_of(request.seat, found, **typed)
        except ValueError as wrong:
            problem = str(wrong)
        else:
            messages.success(request, _("Saved: their days are counted by it from now on."))
            return redirect("account", found.pk)
    context = {"account": found, "typed": typed, "problem": problem, "zones": sorted(known_zones())}
    context["countries"] = countries()
    return render(request, "web/their_days.html", context, status=400 if problem else 200)


@require_POST
def same_deal(request: Request, account_id: UUID) -> HttpResponse:
    """A doubtful deal, answered once."""
    found = get_object_or_404(accounts_seen_by(request.seat), pk=account_id)
    meeting = get_object_or_404(
        meetings_held_by(request.seat).filter(account=found).select_related("account"), pk=_uuid(request, "meeting")
    )
    answer = request.POST.get("same")
    if answer not in {"yes", "no"}:
        return HttpResponseBadRequest(_("Not one of the answers."))
    tell_opportunity(request.seat, meeting, same=answer == "yes")
    messages.success(request, _("The same deal.") if answer == "yes" else _("A new deal from that day on."))
    return redirect("account", found.pk)


def _uuid(request: Request, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None
