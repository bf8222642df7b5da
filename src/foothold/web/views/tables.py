"""The pages of deals as CSV and JSON: the same rights and the same kept look as the page itself."""

import json
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foothold.actions.look_at import keep_looks
from foothold.core.written_tables import as_csv
from foothold.records.deals_seen import deals_seen_by, may_see_feeling, sellers_of
from foothold.records.models.teams import Screen
from foothold.web.deal_page import chosen_deals
from foothold.web.deal_tables import (
    FileTable,
    deal_table,
    deals_table,
    felt_table,
    five_table,
    pipeline_table,
    sheet_table,
    silent_table,
    time_table,
)
from foothold.web.looking import looked_at
from foothold.web.pipeline_page import chosen_sellers
from foothold.web.seats import Request

KINDS = ("csv", "json")


@require_safe
def deals(request: Request, kind: str) -> HttpResponse:
    """The deals as chosen on their page."""
    _known(kind)
    sent = request.GET.dict()
    _team, chosen = chosen_deals(request.seat, sent)
    sellers = sellers_of(request.seat, [deal for deal, _standing in chosen])
    keep_looks(request.seat, sellers, Screen.PIPELINE, now=timezone.now(), subject=_("list of deals"))
    return _file(deals_table(request.seat, sent), "deals", kind)


@require_safe
def pipeline(request: Request, kind: str) -> HttpResponse:
    """The weekly review."""
    _known(kind)
    now, sent = timezone.now(), request.GET.dict()
    shown = chosen_sellers(request.seat, sent)
    keep_looks(request.seat, shown, Screen.PIPELINE, now=now, subject=_("weekly review"))
    return _file(pipeline_table(request.seat, sent, now=now), "weekly-review", kind)


@require_safe
def silent(request: Request, kind: str) -> HttpResponse:
    """One's own silent deals."""
    _known(kind)
    return _file(silent_table(request.seat, now=timezone.now()), "silent", kind)


@require_safe
def sheet(request: Request, seat_id: UUID, kind: str) -> HttpResponse:
    """A seller's weekly sheet."""
    _known(kind)
    whom = looked_at(request, seat_id, Screen.SHEET)
    return _file(sheet_table(request.seat, whom, now=timezone.now()), "weekly-sheet", kind)


@require_safe
def time(request: Request, seat_id: UUID, kind: str) -> HttpResponse:
    """A seller's hours of four weeks, by class."""
    _known(kind)
    whom = looked_at(request, seat_id, Screen.ONE_TO_ONE)
    return _file(time_table(request.seat, whom, now=timezone.now()), "time-by-class", kind)


@require_safe
def five(request: Request, seat_id: UUID, kind: str) -> HttpResponse:
    """A seller's five percentages, in all and week by week."""
    _known(kind)
    whom = looked_at(request, seat_id, Screen.ONE_TO_ONE)
    return _file(five_table(whom, now=timezone.now()), "five-percentages", kind)


@require_safe
def felt(request: Request, seat_id: UUID, kind: str) -> HttpResponse:
    """How sure a seller felt, for himself and whom he shows it."""
    _known(kind)
    whom = looked_at(request, seat_id, Screen.ONE_TO_ONE)
    if not may_see_feeling(request.seat, whom.user_id):
        raise Http404
    return _file(felt_table(whom, now=timezone.now()), "felt", kind)


@require_safe
def deal(request: Request, opportunity_id: UUID, kind: str) -> HttpResponse:
    """One deal: reasons, promises, people, meetings, classes."""
    _known(kind)
    found = get_object_or_404(deals_seen_by(request.seat).select_related("account", "seller"), pk=opportunity_id)
    now = timezone.now()
    keep_looks(request.seat, sellers_of(request.seat, [found]), Screen.DEAL, now=now, subject=found.name)
    return _file(deal_table(request.seat, found, now=now), "deal", kind)


def _known(kind: str) -> None:
    """Before anything else: what is no file is no look either."""
    if kind not in KINDS:
        raise Http404


def _file(table: FileTable, name: str, kind: str) -> HttpResponse:
    if kind == "csv":
        text = as_csv(table.columns, [[_plain(cell) for cell in row] for row in table.rows])
        answer = HttpResponse(text.encode("utf-8-sig"), content_type="text/csv; charset=utf-8")
    else:
        rows = [dict(zip(table.columns, map(_plain, row), strict=True)) for row in table.rows]
        document = json.dumps({"schema": table.schema, "rows": rows}, ensure_ascii=False, indent=1)
        answer = HttpResponse(document.encode(), content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return answer


def _plain(cell: object) -> object:
    """Numbers, text and nothing; amounts as text, so that no digit is lost, and words in the reader's language."""
    return cell if cell is None or isinstance(cell, int | float | str) else str(cell)
