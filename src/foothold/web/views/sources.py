"""Sources (UX S9): what is read, when, with which trouble; read again, take back, remove, add an address."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.add_calendar_address import add_calendar_address
from foothold.actions.refresh_source import refresh_now
from foothold.actions.remove_source import remove_source as remove
from foothold.core.conversation import Unreadable
from foothold.records.models.sources import SourceType
from foothold.web.crm_page import crm_choices
from foothold.web.import_report import LAST_DROP, told_of
from foothold.web.seats import Request
from foothold.web.sources_page import EXPORTS, QUESTIONS, SEEN_IN, cards, own_sources
from foothold.web.troubles import never_read, trouble


@require_safe
def sources(request: Request) -> HttpResponse:
    """What is read; files first, connections second."""
    return _page(request)


def _page(request: Request, *, wrong: str = "") -> HttpResponse:
    context = {
        "cards": cards(request.seat),
        "exports": EXPORTS,
        "questions": QUESTIONS,
        "seen_in": SEEN_IN,
        "wrong": wrong,
        "crms": crm_choices(request.seat),
        "at_setup": True,
    }
    return render(request, "web/sources.html", context, status=422 if wrong else 200)


@require_POST
def add_address(request: Request) -> HttpResponse:
    """Read a calendar at its secret address at once; the address itself is not shown again, not even when wrong."""
    try:
        source = add_calendar_address(request.seat, request.POST.get("address", "").strip(), now=timezone.now())
    except Unreadable as wrong:
        return _page(request, wrong=never_read(str(wrong)))
    if source.problem:
        messages.error(request, trouble(source))
        return redirect("sources")
    messages.success(request, _("%(host)s is read.") % {"host": source.host})
    request.session[LAST_DROP] = told_of(request.seat, source).as_kept()
    return redirect("picture")


@require_POST
def read_again(request: Request, source_id: UUID) -> HttpResponse:
    """Ask an address now, whenever it would be due."""
    found = get_object_or_404(own_sources(request.seat).filter(kind=SourceType.CALENDAR_ADDRESS), pk=source_id)
    found = refresh_now(request.seat, found, now=timezone.now())
    if found.problem:
        messages.error(request, trouble(found))
    else:
        messages.success(request, _("%(host)s is read.") % {"host": found.host})
    return redirect("sources")


@require_POST
def remove_source(request: Request, source_id: UUID) -> HttpResponse:
    """A source goes, with everything that came from it alone."""
    found = get_object_or_404(own_sources(request.seat), pk=source_id)
    name = found.host or found.name
    remove(request.seat, found)
    messages.success(request, _("%(name)s is removed, with everything that came from it.") % {"name": name})
    return redirect("sources")
