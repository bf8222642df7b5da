"""What somebody without a seat gets in place of a page: the way in, and nothing typed is lost.

Personal mode leads to the one-time link. On a reachable site a page asked for leads to the login and back. What was
sent by somebody whose session has ended meanwhile is not taken, and not forgotten either:

* a script (htmx, fetch) is answered 401 and `{"login": "/login?next=..."}`. It keeps what it has, opens the login (in
  a new tab, or in place when everything is stored), asks `GET /account/token` until that answers `{"token": "..."}`,
  and sends again with that as X-CSRFToken: logging in makes a page's earlier token worthless. A script that sends an
  earlier one is answered 403 and `{"token": "/account/token"}`. So in personal mode, where "login" is "/enter";
* a form without script is answered, on a reachable site, with a page that holds its fields and sends them again
  after the login.
"""

from urllib.parse import quote, urlsplit

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from foothold.records.reach import public_url

MOST_KEPT = 512 * 1024
"""Characters of a form that its page holds for sending again. Files are never held: a page cannot choose them."""
NOT_KEPT = {"csrfmiddlewaretoken"}
NEVER_HELD = ("/login", "/account", "/enter", "/pair")
"""Addresses whose forms carry passwords and codes: those are typed again."""


def way_in(request: HttpRequest) -> HttpResponse:
    """The answer to a request that needs a seat, without one."""
    if is_asked_by_script(request):
        return JsonResponse({"login": login_address(_page_of(request))}, status=401)
    if not public_url():
        return redirect("enter_help")
    if request.method in {"GET", "HEAD"}:
        return redirect(login_address(request.get_full_path()))
    return ask_again(request, status=401) if may_be_held(request) else redirect("account_login")


def ask_again(request: HttpRequest, *, status: int) -> HttpResponse:
    """A page that holds what a form sent, with a token that is good now, and sends it on a click."""
    fields = [
        (name, value) for name, values in request.POST.lists() if name not in NOT_KEPT for value in map(str, values)
    ]
    fits = sum(len(name) + len(value) for name, value in fields) <= MOST_KEPT
    context = {
        "path": request.get_full_path(),
        "fields": fields if fits else [],
        "is_kept": fits,
        "has_files": bool(request.FILES),
        "login": login_address(reverse("logged_in")),
        "needs_login": status == 401,
        "seat": getattr(request, "seat", None),
    }
    return render(request, "web/send_again.html", context, status=status)


def may_be_held(request: HttpRequest) -> bool:
    """Whether what was sent may stand in a page to be sent again."""
    return request.method == "POST" and not request.path.startswith(NEVER_HELD)


def login_address(page: str) -> str:
    """The login, which leads on to `page`; in personal mode how to get a link."""
    if not public_url():
        return reverse("enter_help")
    address = reverse("account_login")
    return address if page in {"", "/"} else f"{address}?next={quote(page)}"


def is_asked_by_script(request: HttpRequest) -> bool:
    """Whether script asked, and not the browser for a page to show."""
    if request.headers.get("HX-Request") or "application/json" in request.headers.get("Accept", ""):
        return True
    return request.headers.get("Sec-Fetch-Mode", "navigate") in {"cors", "same-origin"}


def _page_of(request: HttpRequest) -> str:
    """The page the script runs on, as the browser says; "/" where it says another site's."""
    said = urlsplit(request.headers.get("HX-Current-URL") or request.headers.get("Referer") or "")
    if said.netloc.lower() != request.get_host().lower():
        return "/"
    return f"{said.path}?{said.query}" if said.query else said.path
