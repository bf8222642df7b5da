"""What every page of a customer's link has in common: no seat, no cookie, no trace (UX, S8; DESIGN 6, Links)."""

from collections.abc import Callable
from functools import wraps

from csp.decorators import csp
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt

from foothold.records.guests import guest_of
from foothold.web.guest_style import POLICY, STYLE
from foothold.web.guest_visit import Visit, language_of, other_languages, spoken
from foothold.web.seats import open_door

MOST_SENT = 64 * 1024
"""Bytes of a form here: its longest answer, written in the longest letters, fits several times."""

_HEADERS = {
    # The address is the key: it goes to nobody, stays in no cache and is found by no search.
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
    "X-Robots-Tag": "noindex, nofollow, noarchive",
}
GuestView = Callable[[HttpRequest, Visit], HttpResponse]


def guest_door(view: GuestView) -> Callable[..., HttpResponse]:
    """A page for whoever holds a link's token, in his language."""

    @wraps(view)
    def opened(request: HttpRequest, token: str) -> HttpResponse:
        with spoken(language_of(request)):
            answer = _answer(view, request, token)
            answer["Content-Language"] = get_language() or "en"
        for name, value in _HEADERS.items():
            answer[name] = value
        return answer

    # Django's form token would need a cookie. The token in the path is the credential, and it is not one that a
    # browser sends along by itself: a strange page that does not know it cannot make anybody's browser use it.
    # What such a page could do with one it does know, it can do without the browser, too; and it is refused below.
    return open_door(csrf_exempt(csp(POLICY)(opened)))  # type: ignore[arg-type]


def guest_html(template: str, context: dict[str, object], status: int = 200) -> HttpResponse:
    """A page made without the request: no session, no user, no form token can get into it."""
    return HttpResponse(render_to_string(f"web/guest/{template}.html", context), status=status)


def notice(kind: str, status: int, visit: Visit | None = None) -> HttpResponse:
    """A page of one sentence, where there is no invitation to show."""
    languages = [(code, name, f"?lang={code}") for code, name in other_languages()]
    return guest_html("notice", {"style": STYLE, "kind": kind, "languages": languages}, status)


def _answer(view: GuestView, request: HttpRequest, token: str) -> HttpResponse:
    if request.method == "POST":
        announced = request.headers.get("Content-Length") or "0"
        if not announced.isdecimal() or int(announced) > MOST_SENT:
            return notice("too_long", 413)
        if _is_sent_from_elsewhere(request):
            return notice("elsewhere", 403)
    guest = guest_of(token)
    if guest is None:
        return notice("unknown", 404)
    chosen = {key: request.GET[key] for key in ("lang", "tz") if request.GET.get(key)}
    visit = Visit(token, guest, chosen, timezone.now(), request.GET.get("just", ""))
    with timezone.override(visit.zone):
        return view(request, visit)


def _is_sent_from_elsewhere(request: HttpRequest) -> bool:
    """Whether the browser says that another site's page sent this form. Our own pages tell no origin ("null")."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in {"same-origin", "none"}
    origin = request.headers.get("Origin", "null")
    return origin != "null" and origin.rpartition("://")[2] != request.get_host()
