"""CRM exports (issue: file exchange): what a table's columns hold, and the file a CRM reads back."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foothold.actions.keep_waiting_table import proposal_of, read_waiting_table, waiting_tables
from foothold.actions.write_back import UnknownCrm, write_back
from foothold.connectors.crm.export_file import NotSure
from foothold.connectors.crm.export_mapping import Proposal, Told
from foothold.core.conversation import Unreadable
from foothold.records.models import WaitingTable
from foothold.web.crm_page import chosen_twice, columns_page, told_in
from foothold.web.import_report import LAST_DROP, report_of
from foothold.web.seats import Request


@require_http_methods(["GET", "POST"])
def columns(request: Request, table_id: UUID) -> HttpResponse:
    """What each column holds, as proposed; read in as it was sent back."""
    waiting = get_object_or_404(waiting_tables(request.seat, now=timezone.now()), pk=table_id)
    proposal = proposal_of(request.seat, waiting, Told())
    if request.method != "POST":
        return _page(request, waiting, proposal)
    if request.POST.get("kind", "") != (proposal.kind.value if proposal.kind else "") or "again" in request.POST:
        proposal = proposal_of(request.seat, waiting, Told(kind=told_in(request.POST, proposal).kind))
        if "read" not in request.POST:
            return _page(request, waiting, proposal)
    return _read(request, waiting, proposal)


def _read(request: Request, waiting: WaitingTable, proposal: Proposal) -> HttpResponse:
    told = told_in(request.POST, proposal)
    if twice := chosen_twice(told):
        wrong = _("Two columns are chosen for “%(field)s”. Leave one out.") % {"field": twice}
        return _page(request, waiting, proposal_of(request.seat, waiting, told), wrong=wrong)
    try:
        report = read_waiting_table(request.seat, waiting, told, now=timezone.now())
    except NotSure as asks:
        return _page(request, waiting, asks.proposal, wrong=_("Something is still open. Nothing was stored."))
    except Unreadable as unreadable:
        return _page(request, waiting, proposal, wrong=str(unreadable))
    request.session[LAST_DROP] = report_of(report).as_kept()
    return redirect("picture")


def _page(request: Request, waiting: WaitingTable, proposal: Proposal, *, wrong: str = "") -> HttpResponse:
    context = columns_page(proposal) | {"waiting": waiting, "wrong": wrong}
    return render(request, "web/crm_columns.html", context, status=422 if wrong else 200)


@require_POST
def leave(request: Request, table_id: UUID) -> HttpResponse:
    """Let a table wait no longer; nothing of it was stored."""
    get_object_or_404(waiting_tables(request.seat, now=timezone.now()), pk=table_id).delete()
    messages.success(request, _("Left out. The table is gone from here."))
    return redirect("sources")


@require_POST
def written_back(request: Request) -> HttpResponse:
    """The CSV of one's open deals for a CRM."""
    crm = request.POST.get("crm", "")
    try:
        content = write_back(request.seat, crm, now=timezone.now())
    except UnknownCrm:
        raise Http404 from None
    answer = HttpResponse(content, content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="foothold-{crm}.csv"'
    return answer
