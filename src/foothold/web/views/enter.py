"""The way in: a one-time link. Opening it changes nothing; the button does."""

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foothold.actions.open_workspace import link_is_open, use_entry_link
from foothold.records.reach import public_url
from foothold.records.second_reader import models_asked
from foothold.web.entered import remember_entry_by_link
from foothold.web.seats import Request, open_door


@open_door
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def enter(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows one button; POST uses the link up and lets the person in."""
    now = timezone.now()
    if request.method != "POST":
        is_open = link_is_open(token, now=now)
        return _door(request, is_open=is_open)
    person = use_entry_link(token, now=now)
    if person is None:
        return _door(request, is_open=False)
    login(request, person, backend="django.contrib.auth.backends.ModelBackend")
    remember_entry_by_link(request)
    return redirect("account_set_password" if public_url() else "start")


@open_door
@never_cache
@require_safe
def enter_help(request: HttpRequest) -> HttpResponse:
    """Where strangers land in personal mode: how to get a link."""
    if public_url():
        return redirect("account_login")
    return render(request, "web/enter_help.html", {"command": settings.COMMAND}, status=401)


@open_door
@require_safe
def alive(request: HttpRequest) -> HttpResponse:
    """For whoever starts the site and waits for it, or finds its port taken and wonders by whom."""
    return HttpResponse("foothold", content_type="text/plain")


@require_POST
def leave(request: Request) -> HttpResponse:
    """Close the session on this browser."""
    logout(request)
    return redirect("account_login" if public_url() else "enter_help")


def _door(request: HttpRequest, *, is_open: bool) -> HttpResponse:
    context = {
        "is_open": is_open,
        "is_inside": bool(getattr(request, "seat", None)),
        "again": f"{settings.COMMAND} owner --link" if public_url() else f"{settings.COMMAND} serve --once-url",
        "words_stay": not models_asked() and not public_url(),
    }
    return render(request, "web/enter.html", context, status=200 if is_open else 410)
