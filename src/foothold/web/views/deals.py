"""Deals (UX S5): the list, one deal's whole story, and how one ended."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.close_opportunity import NotYours, close_opportunity, reopen_opportunity
from foothold.actions.give_deals import give_deals
from foothold.actions.let_go import let_go
from foothold.actions.look_at import keep_looks
from foothold.actions.tell_amount import tell_amount
from foothold.core.state import Closure
from foothold.records.colleagues import seats_in
from foothold.records.deals_seen import deals_seen_by, sellers_of
from foothold.records.models import Membership, Opportunity
from foothold.records.models.teams import Screen
from foothold.records.picture import customer_meetings, dates_ahead
from foothold.web.deal_page import deal_page, deals_page
from foothold.web.nobodys_deals import nobodys_deals
from foothold.web.seats import Request
from foothold.web.wording import Words


@require_safe
def deals(request: Request) -> HttpResponse:
    """The deals, by state and class."""
    now = timezone.now()
    page = deals_page(request.seat, request.GET.dict(), now=now)
    keep_looks(request.seat, page["sellers"], Screen.PIPELINE, now=now, subject=_("list of deals"))
    page |= nobodys_deals(request.seat)
    return render(request, "web/deals.html", page)


@require_POST
def give(request: Request) -> HttpResponse:
    """Deals that are nobody's yet go to a person: those ticked, or all. For an admin."""
    if not request.seat.is_admin:
        raise Http404
    to = get_object_or_404(seats_in(request.seat.workspace_id), pk=_uuid(request.POST.get("to", "")))
    ticked = [key for key in map(_uuid, request.POST.getlist("deal")) if key]
    chosen = None if request.POST.get("which") == "all" else ticked
    given = give_deals(request.seat, chosen, to, now=timezone.now())
    said = ngettext("%(n)d deal is %(name)s’s now.", "%(n)d deals are %(name)s’s now.", given)
    messages.success(request, said % {"n": given, "name": to.user.name})
    return redirect("deals")


def _uuid(value: str) -> UUID | None:
    try:
        return UUID(value)
    except ValueError:
        return None


@require_safe
def deal(request: Request, opportunity_id: UUID) -> HttpResponse:
    """The state first, then what it rests on."""
    found = get_object_or_404(deals_seen_by(request.seat).select_related("account", "seller"), pk=opportunity_id)
    now = timezone.now()
    keep_looks(request.seat, sellers_of(request.seat, [found]), Screen.DEAL, now=now, subject=found.name)
    return render(request, "web/deal.html", deal_page(request.seat, found, now=now))


@require_POST
def say_amount(request: Request, opportunity_id: UUID) -> HttpResponse:
    """What it is worth; what is no amount stays in the form."""
    found = get_object_or_404(deals_seen_by(request.seat).select_related("account", "seller"), pk=opportunity_id)
    typed = {name: request.POST.get(name, "")[:40] for name in ("amount", "currency")}
    try:
        tell_amount(request.seat, found, **typed)
    except NotYours:
        messages.error(request, _("This deal is a colleague's: it is for them to say."))
    except ValueError as wrong:
        page = deal_page(request.seat, found, now=timezone.now()) | {"typed": typed, "amount_wrong": str(wrong)}
        return render(request, "web/deal.html", page, status=422)
    else:
        messages.success(request, _("Saved.") if typed["amount"].strip() else _("Saved: the amount is not known."))
    return redirect("deal", found.pk)


@require_POST
def end_deal(request: Request, opportunity_id: UUID) -> HttpResponse:
    """Won, lost or let go; or open again."""
    found = get_object_or_404(deals_seen_by(request.seat), pk=opportunity_id)
    ended = request.POST.get("ended", "")
    if ended not in {"reopen", *_SAID}:
        return HttpResponseBadRequest(_("Not one of the answers."))
    try:
        messages.success(request, str(_end(request, found, ended)))
    except NotYours:
        messages.error(request, _("This deal is a colleague's: it is for them to end. Ask them."))
    return redirect("deal", found.pk)


def _end(request: Request, found: Opportunity, ended: str) -> Words:
    """Do it, and return what is said."""
    if ended == "reopen":
        if found.closure:
            reopen_opportunity(request.seat, found, now=timezone.now())
        return _("Open again.")
    if ended == Closure.LET_GO.value and not found.closure:
        let_go(request.seat, found, now=timezone.now())
        return f"{_SAID[ended]} {_still_ahead(request.seat, found)}".strip()
    close_opportunity(request.seat, found, Closure(ended), now=timezone.now())
    return _SAID[ended]


def _still_ahead(seat: Membership, found: Opportunity) -> str:
    """That a date with them stands nevertheless: letting a deal go tells them nothing."""
    ahead = dates_ahead(customer_meetings(seat), now=timezone.now()).filter(opportunity=found).order_by("held_at")
    first = ahead.first()
    if first is None:
        return ""
    at = timezone.localtime(first.held_at)
    return _("A date with them still stands: %(day)s. Call it off if you will not come.") % {
        "day": date_format(at, "D j M, H:i")
    }


_SAID = {
    Closure.WON.value: _l("Closed as won. Reopen it below if that is not so."),
    Closure.LOST.value: _l("Closed as lost. Reopen it below if that is not so."),
    Closure.LET_GO.value: _l("Let go. Reopen it below if that is not so."),
}
