"""The lists behind the numbers: the same rights and the same kept looks as the page a number stands on."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foothold.actions.look_at import keep_looks
from foothold.records.deals_seen import deals_seen_by, sellers_of
from foothold.records.models.teams import Screen
from foothold.records.pipeline import pipeline as pipeline_of
from foothold.web.counted_page import CountedList, of_deal, of_pipeline, of_seller
from foothold.web.deal_words import deal_name
from foothold.web.looking import looked_at
from foothold.web.pipeline_page import chosen_sellers
from foothold.web.seats import Request
from foothold.web.wording import Words


@require_safe
def pipeline(request: Request, which: str) -> HttpResponse:
    """Of the weekly review."""
    now, sent = timezone.now(), request.GET.dict()
    found = pipeline_of(request.seat, now=now, sellers=chosen_sellers(request.seat, sent))
    sellers = sellers_of(request.seat, [each.opportunity for each in (*found.deals, *found.decided)])
    keep_looks(request.seat, sellers, Screen.PIPELINE, now=now, subject=_("weekly review"))
    listed = of_pipeline(request.seat, found, which, sent.get("of", ""), now=now)
    team = "?team=1" if sent.get("team") == "1" else ""
    return _shown(request, listed, reverse("pipeline") + team, _("Weekly review"))


@require_safe
def sheet(request: Request, seat_id: UUID, which: str) -> HttpResponse:
    """Of a weekly sheet."""
    whom = looked_at(request, seat_id, Screen.SHEET)
    listed = of_seller(request.seat, whom, which, request.GET.get("of", ""), now=timezone.now())
    return _shown(request, listed, reverse("weekly_sheet", args=[whom.pk]), _("Weekly sheet"))


@require_safe
def one_to_one(request: Request, seat_id: UUID, which: str) -> HttpResponse:
    """Of a one-to-one."""
    whom = looked_at(request, seat_id, Screen.ONE_TO_ONE)
    listed = of_seller(request.seat, whom, which, request.GET.get("of", ""), now=timezone.now())
    return _shown(request, listed, reverse("one_to_one", args=[whom.pk]), _("One-to-one"))


@require_safe
def deal(request: Request, opportunity_id: UUID, which: str) -> HttpResponse:
    """Of a deal's page."""
    found = get_object_or_404(deals_seen_by(request.seat).select_related("account", "seller"), pk=opportunity_id)
    now = timezone.now()
    keep_looks(request.seat, sellers_of(request.seat, [found]), Screen.DEAL, now=now, subject=found.name)
    listed = of_deal(request.seat, found, which, request.GET.get("of", ""), now=now)
    return _shown(request, listed, reverse("deal", args=[found.pk]), deal_name(found))


def _shown(request: Request, listed: CountedList | None, back: str, back_words: Words) -> HttpResponse:
    if listed is None:
        raise Http404
    return render(request, "web/counted.html", {"listed": listed, "back": back, "back_words": back_words})
