"""Pages for what went wrong: what happened, what is safe, what to do (UX 6)."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _


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
    return problem(
        request,
        403,
        _("This page was open for too long."),
        _("Nothing was changed."),
        _("Go back, load the page again, and send it once more."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        413,
        _("That is larger than 25 MB."),
        _("Nothing was read or stored."),
        _("We read text only. Export the transcript as VTT, SRT, TXT or DOCX."),
    )


def problem(request: HttpRequest, status: int, happened: str, safe: str, do: str) -> HttpResponse:
    """One page for all of them; it needs no session, no person and no database."""
    return render(
        request,
        "web/problem.html",
        {"happened": happened, "safe": safe, "do": do, "status": status, "seat": getattr(request, "seat", None)},
        status=status,
    )
