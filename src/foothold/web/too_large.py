"""Refuse what is too large before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from foothold.web.errors import problem, too_large

# A form field of text grows by its percent signs; a file by its boundaries.
_WRAPPING = 64 * 1024


class RefuseTooLarge:
    """413 with a page that says what to do, by the announced length of the body.

    Calendars and mail folders may be larger than words: they come through one address alone.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        dropped = request.path == reverse("before")
        largest = settings.LARGEST_UPLOAD if dropped else settings.LARGEST_SOURCE
        if announced.isdigit() and int(announced) > largest + _WRAPPING:
            return _drop_too_large(request) if dropped else too_large(request)
        return self.get_response(request)


def _drop_too_large(request: HttpRequest) -> HttpResponse:
    return problem(
        request,
        413,
        _("That is larger than %(size)d MB.") % {"size": settings.LARGEST_UPLOAD // (1024 * 1024)},
        _("Nothing was read or stored."),
        _("Export fewer years, or read it from the terminal: %(command)s import FOLDER")
        % {"command": settings.COMMAND},
    )
