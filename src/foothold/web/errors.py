"""Pages for what went wrong: what happened, what is safe, what to do (UX 6)."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from foothold.core.decoding import WORDS
from foothold.records.reach import public_url
from foothold.web.strangers import ask_again, is_asked_by_script, may_be_held


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(
        request,
        400,
        _("We did not understand that request."),
        _("Nothing was changed."),
        _("Go back and try again."),
    )


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return problem(
        request, 403, _("This is not yours to open."), _("Nothing was changed."), _("Go back to your meetings.")
    )


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if getattr(request, "htmx", False):
        # A part of a page whose meeting was deleted in another tab: the line takes the part's place.
        return render(request, "web/parts/gone.html", status=404)
    return problem(
        request,
        404,
        _("There is nothing here that you can open."),
        _("Your meetings are where they were."),
        _("It may have been deleted, or belong to somebody else."),
    )


def our_fault(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        500,
        _("Something broke on our side."),
        _("Nothing was half-saved."),
        _("Try again. The terminal shows what happened."),
    )


def form_too_old(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form whose token has died. One of our own page, as the browser vouches, is held and can be sent again."""
    if is_asked_by_script(request):
        return JsonResponse({"token": reverse("account_token")}, status=403)
    if public_url() and may_be_held(request) and _is_our_own_page(request):
        return ask_again(request, status=403)
    return problem(
        request,
        403,
        _("This page was open for too long."),
        _("Nothing was changed."),
        _("Go back, load the page again, and send it once more."),
    )


def _is_our_own_page(request: HttpRequest) -> bool:
    # Both are the browser's to set, never a page's. A browser that knows only one of them says only that.
    site = request.headers.get("Sec-Fetch-Site")
    return request.headers.get("Origin") == public_url() and site in {None, "same-origin"}


def too_often(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        429,
        _("That was too often in a short time."),
        _("Nothing was changed."),
        _("Wait a minute and try again."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        413,
        _("That is larger than 25 MB."),
        _("Nothing was read or stored."),
        _("We read text only. Export the transcript as one of these: %(kinds)s.") % {"kinds": WORDS},
    )


def problem(request: HttpRequest, status: int, happened: str, safe: str, do: str) -> HttpResponse:
    """One page for all of them; it needs no session, no person and no database."""
    return render(
        request,
        "web/problem.html",
        {"happened": happened, "safe": safe, "do": do, "status": status, "seat": getattr(request, "seat", None)},
        status=status,
    )
