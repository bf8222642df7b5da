"""Last 90 days (UX, S7): get better, not be watched; and the meetings behind each number."""

import json
from datetime import date
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.choose_habit import choose_habit, drop_habit
from foothold.actions.look_at import keep_looks
from foothold.actions.review_tables import as_csv, tables
from foothold.core.window import Window, window
from foothold.records.calendars import our_days
from foothold.records.deals_seen import may_see_feeling
from foothold.records.models import Account, Membership
from foothold.records.models.teams import Screen
from foothold.records.picture import customer_meetings, met_in, short_calls
from foothold.records.quarters import quarter_of, window_of_quarter, won_in
from foothold.records.review_lists import LISTS, OWN, meetings_counted, narrowed, of_kind
from foothold.records.visibility import persons_in_figures
from foothold.records.why_step_unknown import step_reasons
from foothold.web.counted_page import calls_listed, won_deals
from foothold.web.date_words import lines_of
from foothold.web.figures import week_from
from foothold.web.looking import looked_at
from foothold.web.picture_file import png_file
from foothold.web.review_asked import Asked, address_of, asked_for
from foothold.web.review_more import KINDS
from foothold.web.review_page import may_list, pictures_of, review_page, window_of
from foothold.web.review_words import LIST_NAMES, beside
from foothold.web.seats import Request

AT_ONCE = 100
"""Rows on one page of a list."""
NARROWED = ("week", "until", "quarter", "kind", "seller", "why")
"""What narrows a list, as its address says it."""


@require_safe
def review(request: Request) -> HttpResponse:
    """The pictures and the numbers behind them."""
    asked = _asked(request)
    return render(request, "web/review.html", review_page(request.seat, asked, now=timezone.now()))


@require_safe
def review_csv(request: Request) -> HttpResponse:
    """Every number of the review and its tables, one a line."""
    asked = _asked(request)
    content = as_csv(tables(request.seat, asked.days, asked.team, now=timezone.now()))
    return _file(content.encode("utf-8-sig"), "text/csv; charset=utf-8", f"last-{asked.days}-days.csv")


@require_safe
def review_json(request: Request) -> HttpResponse:
    """The same as one JSON document."""
    asked = _asked(request)
    content = json.dumps(tables(request.seat, asked.days, asked.team, now=timezone.now()), ensure_ascii=False, indent=1)
    return _file(content.encode(), "application/json", f"last-{asked.days}-days.json")


@require_safe
def review_png(request: Request, name: str) -> HttpResponse:
    """One of its pictures as PNG, for a mail or a slide."""
    asked = _asked(request)
    return png_file(pictures_of(request.seat, asked, now=timezone.now()).get(name), name)


def _file(content: bytes, kind: str, name: str) -> HttpResponse:
    answer = HttpResponse(content, content_type=kind)
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def review_habit(request: Request) -> HttpResponse:
    """One habit for the next two weeks, or none."""
    chosen = request.POST.get("habit", "")
    if chosen:
        try:
            choose_habit(request.seat, chosen, now=timezone.now())
        except ValueError:
            raise Http404 from None
    else:
        drop_habit(request.seat, now=timezone.now())
    return redirect(f"{reverse('review')}#habit")


@require_safe
def review_meetings(request: Request) -> HttpResponse:
    """The meetings a number counts, all of them and no others."""
    now = timezone.now()
    asked = _asked(request)
    whom = _seller(request)
    which = request.GET.get("which", "held")
    if which not in LISTS or not _may_list(request, which, asked, whom):
        raise Http404
    span, days = _span(request, asked)
    meetings = customer_meetings(whom or request.seat, whole_team=asked.team and whom is None)
    found = meetings_counted(meetings, which, span, now=now, seat=whom or request.seat)
    kind, why = request.GET.get("kind", ""), request.GET.get("why", "")
    if kind:
        if kind not in KINDS:
            raise Http404
        found = of_kind(found, kind)
    if why:
        reasons = step_reasons(meetings, span, now=now)
        found = found.filter(pk__in={key for key, each, _on in reasons if each.name.lower() == why})
    page = Paginator(found.select_related("seller", "account").order_by("-held_at", "pk"), AT_ONCE).get_page(
        request.GET.get("page")
    )
    narrowed_to = {name: value for name in NARROWED if (value := request.GET.get(name))}
    others = beside(which) if not why else ()
    context = {
        "at_review": True,
        "asked": asked,
        "back": reverse("one_to_one", args=[whom.pk]) if whom and not asked.team else address_of(asked),
        "whom": whom,
        "name": LIST_NAMES[which],
        "week": days or KINDS.get(kind, ""),
        "window": span,
        "page": page,
        "lines": lines_of(page.object_list, now),
        "address": asked.address(**{"which": which} | narrowed_to),
        "others": [
            (LIST_NAMES[each], asked.address(**{"which": each} | narrowed_to))
            for each in others
            if _may_list(request, each, asked, whom)
        ],
    }
    return render(request, "web/review_meetings.html", context)


@require_safe
def review_won(request: Request) -> HttpResponse:
    """The deals won in a quarter, with what they brought and how long they took."""
    asked = _asked(request)
    begins_on = _day(request.GET.get("quarter", ""))
    if begins_on is None or quarter_of(begins_on) != begins_on:
        raise Http404
    won = won_in(request.seat, begins_on, whole_team=asked.team)
    title = _("Won in the quarter from %(day)s") % {"day": date_format(begins_on, "j M Y")}
    context = {"listed": won_deals(title, won), "back": address_of(asked), "back_words": _back_words(asked)}
    return render(request, "web/counted.html", {"at_review": True, **context})


@require_safe
def review_short_calls(request: Request) -> HttpResponse:
    """One's own calls too short to be a meeting, or of unknown length."""
    asked = _asked(request)
    calls = short_calls(request.seat, window_of(request.seat, asked, timezone.now()))
    listed = calls_listed(calls.select_related("account").order_by("-called_at", "pk"))
    context = {"listed": listed, "back": address_of(asked), "back_words": _back_words(asked)}
    return render(request, "web/counted.html", {"at_review": True, **context})


def _back_words(asked: Asked) -> str:
    return _("Last %(n)d days") % {"n": asked.days}


def _seller(request: Request) -> Membership | None:
    """The one seller an address names; a manager's look at him is kept. None where it names none."""
    written = request.GET.get("seller", "")
    if not written:
        return None
    try:
        return looked_at(request, UUID(written), Screen.ONE_TO_ONE)
    except ValueError:
        raise Http404 from None


def _may_list(request: Request, which: str, asked: Asked, whom: Membership | None) -> bool:
    """What a seller said of himself is his, and of one who shares it his manager's; never the team's (METHOD 6.3)."""
    if whom is None:
        return may_list(which, asked)
    return which not in OWN or may_see_feeling(request.seat, whom.user_id)


@require_safe
def review_accounts(request: Request) -> HttpResponse:
    """The accounts met in the window; with `which=without` those that have no date ahead."""
    now = timezone.now()
    asked = _asked(request)
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


def _asked(request: Request) -> Asked:
    """The review an address names; that of the team is a look at each of it."""
    asked = asked_for(request.seat, request.GET)
    if asked.team:
        subject = _("%(n)s days") % {"n": asked.days}
        keep_looks(request.seat, persons_in_figures(request.seat), Screen.REVIEW, now=timezone.now(), subject=subject)
    return asked


def _span(request: Request, asked: Asked) -> tuple[Window, Any]:
    """The window, or the week of it, the one until a month end, or the quarter that was asked for, with its name."""
    zone = ZoneInfo(request.seat.workspace.tz)
    span = window_of(request.seat, asked, timezone.now())
    try:
        if until := _day(request.GET.get("until", "")):
            span = window(until, our_days(request.seat.workspace, until), asked.days)
            return span, _("until %(day)s") % {"day": week_from(until)}
        if begins_on := _day(request.GET.get("quarter", "")):
            said = _("quarter from %(day)s") % {"day": date_format(begins_on, "j M Y")}
            return window_of_quarter(quarter_of(begins_on), zone), said
        if monday := _day(request.GET.get("week", "")):
            return narrowed(span, monday), _("Week from %(day)s") % {"day": week_from(monday)}
    except (ValueError, OverflowError):
        raise Http404 from None
    return span, ""


def _day(written: str) -> date | None:
    """None for nothing; Http404 for what is no day."""
    try:
        return date.fromisoformat(written) if written else None
    except ValueError:
        raise Http404 from None
