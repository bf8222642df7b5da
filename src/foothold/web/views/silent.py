"""Silent customers (UX J10): who is, and what to do about one: two dates, somebody else there, or let go."""

from datetime import date, datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.let_go import let_go, take_back_letting_go
from foothold.actions.note_proposal import NoProposal, note_proposal, proposal_answered
from foothold.records.models import Opportunity
from foothold.records.silent_deals import deals_held_by, silence_of
from foothold.web.seats import Request
from foothold.web.silent_page import decide_page, silent_page


@require_safe
def silent(request: Request) -> HttpResponse:
    """The person's silent deals: ours to answer first, then the longest silent."""
    return render(request, "web/silent.html", silent_page(request.seat, now=timezone.now()))


@require_safe
def silent_deal(request: Request, deal_id: UUID) -> HttpResponse:
    """One of them, to decide."""
    deal, now = _own(request, deal_id), timezone.now()
    context = decide_page(request.seat, deal, silence_of(deal, now=now), now=now)
    return render(request, "web/silent_deal.html", context)


@require_POST
def decide(request: Request, deal_id: UUID) -> HttpResponse:
    """Let go, or take that back. Nothing is sent by it."""
    deal, now = _own(request, deal_id), timezone.now()
    wanted = request.POST.get("what", "")
    if wanted == "let_go":
        if let_go(request.seat, deal, now=now) is None:
            messages.info(request, _("It is closed already."))
    elif wanted == "undo":
        taken_back = take_back_letting_go(request.seat, deal, now=now)
        messages.success(request, _("Taken back. It is open again.") if taken_back else _("It is open already."))
    else:
        return HttpResponseBadRequest(_("Not one of the answers."))
    return redirect("silent_deal", deal.pk)


@require_POST
def proposal(request: Request, deal_id: UUID) -> HttpResponse:
    """A proposal is out since a day, with or without an answer date; or it was answered."""
    deal, now = _own(request, deal_id), timezone.now()
    if request.POST.get("what") == "answered":
        many = proposal_answered(request.seat, deal, now=now)
        messages.success(request, _("Saved: it was answered.") if many else _("No proposal is open."))
        return redirect("silent_deal", deal.pk)
    try:
        sent_on, answer_on = _day(request.POST.get("sent_on", "")), _day(request.POST.get("answer_on", ""))
        sent_at = _noon(sent_on, request.seat.workspace.tz) if sent_on else now
        # Today's noon may be still to come.
        sent_at = now if sent_on == now.astimezone(sent_at.tzinfo).date() else sent_at
        note_proposal(request.seat, deal, sent_at, answer_on=answer_on, now=now)
    except NoProposal as wrong:
        messages.error(request, str(wrong))
    except (ValueError, OverflowError):
        messages.error(request, _("That is no day. Nothing was saved."))
    else:
        messages.success(request, _("Saved: a proposal is out."))
    return redirect("silent_deal", deal.pk)


def _own(request: Request, deal_id: UUID) -> Opportunity:
    return get_object_or_404(deals_held_by(request.seat), pk=deal_id)


def _day(written: str) -> date | None:
    return date.fromisoformat(written) if written else None


def _noon(day: date, zone: str) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(zone))
