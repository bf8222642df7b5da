"""The pictures of deals as PNG: the same rights and the same kept look as the page itself."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foothold.actions.look_at import keep_looks
from foothold.records.deals_seen import deals_seen_by, sellers_of
from foothold.records.models.teams import Screen
from foothold.web.deal_page import timeline_of
from foothold.web.looking import looked_at
from foothold.web.one_to_one_page import pictures_of
from foothold.web.picture_file import png_file
from foothold.web.pipeline_page import pipeline_page
from foothold.web.seats import Request


@require_safe
def deal(request: Request, opportunity_id: UUID) -> HttpResponse:
    """The promises of a deal on a line."""
    found = get_object_or_404(deals_seen_by(request.seat).select_related("account", "seller"), pk=opportunity_id)
    now = timezone.now()
    keep_looks(request.seat, sellers_of(request.seat, [found]), Screen.DEAL, now=now, subject=found.name)
    return png_file(timeline_of(request.seat, found, now=now), "timeline")


@require_safe
def pipeline(request: Request) -> HttpResponse:
    """The open deals by evidence."""
    now = timezone.now()
    page = pipeline_page(request.seat, request.GET.dict(), now=now)
    keep_looks(request.seat, page["sellers"], Screen.PIPELINE, now=now, subject=_("weekly review"))
    return png_file(page["picture"], "by-evidence")


@require_safe
def one_to_one(request: Request, seat_id: UUID, name: str) -> HttpResponse:
    """A picture of a seller's one-to-one; what he felt only where it is shared."""
    whom = looked_at(request, seat_id, Screen.ONE_TO_ONE)
    return png_file(pictures_of(request.seat, whom, now=timezone.now()).get(name), name)
