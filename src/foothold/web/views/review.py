"""Last 90 days (UX, S7): get better, not be watched; and the meetings behind each number."""

from datetime import date
from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from foothold.core.window import Window
from foothold.records.models import Account
from foothold.records.picture import customer_meetings, met_in
from foothold.records.review_lists import LISTS, OWN, meetings_counted, narrowed
from foothold.web.date_words import lines_of
from foothold.web.figures import week_from
from foothold.web.review_page import Asked, address_of, asked_for, review_page, window_of
from foothold.web.review_words import LIST_NAMES
from foothold.web.seats import Request

AT_ONCE = 100
"""Rows on one page of a list."""


@require_safe
def review(request: Request) -> HttpResponse:
    """The pictures and the numbers behind them."""
    asked = asked_for(request.seat, request.GET)
    return render(request, "web/review.html", review_page(request.seat, asked, now=timezone.now()))


@require_safe
def review_meetings(request: Request) -> HttpResponse:
    """The meetings a number counts, all of them and no others."""
    now = timezone.now()
    asked = asked_for(request.seat, request.GET)
    which = request.GET.get("which", "held")
    if which not in LISTS or (which in OWN and asked.team):
        raise Http404
    span, week = _span(request, asked)
    meetings = customer_meetings(request.seat, whole_team=asked.team)
    found = meetings_counted(meetings, which, span, now=now, seat=request.seat)
    page = Paginator(found.select_related("seller", "account").order_by("-held_at", "pk"), AT_ONCE).get_page(
        request.GET.get("page")
    )
    context = {
        "at_review": True,
        "asked": asked,
        "back": address_of(asked),
        "name": LIST_NAMES[which],
        "week": week,
        "window": span,
        "page": page,
        "lines": lines_of(page.object_list, now),
        "address": asked.address(which=which, **({"week": request.GET["week"]} if week else {})),
    }
    return render(request, "web/review_meetings.html", context)


@require_safe
def review_accounts(request: Request) -> HttpResponse:
    """The accounts met in the window; with `which=without` those that have no date ahead."""
    now = timezone.now()
    asked = asked_for(request.seat, request.GET)
    without_only = request.GET.get("which") == "without"
    meetings = customer_meetings(request.seat, whole_team=asked.team)
    met = met_in(meetings, window_of(request.seat, asked, now), now=now)
    wanted = {key for key, has_next in met.items() if not (without_only and has_next)}
    accounts = Account.objects.in_workspace(request.seat.workspace_id).in_bulk(list(wanted))
    context = {
        "at_review": True,
        "asked": asked,
        "back": address_of(asked),
        "without_only": without_only,
        "rows": sorted(((accounts[key], met[key]) for key in wanted), key=lambda row: row[0].name.casefold()),
    }
    return render(request, "web/review_accounts.html", context)


def _span(request: Request, asked: Asked) -> tuple[Window, Any]:
    """The window, or the week of it that was asked for, with its name."""
    span = window_of(request.seat, asked, timezone.now())
    written = request.GET.get("week", "")
    if not written:
        return span, ""
    try:
        monday = date.fromisoformat(written)
        return narrowed(span, monday), _("Week from %(day)s") % {"day": week_from(monday)}
    except (ValueError, OverflowError):
        raise Http404 from None
