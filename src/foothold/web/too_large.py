"""Refuse what is too large before a byte of it is read."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse

from foothold.web.errors import too_large

# A form field of text grows by its percent signs; a file by its boundaries.
_WRAPPING = 64 * 1024


class RefuseTooLarge:
    """413 with a page that says what to do, by the announced length of the body."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        announced = request.META.get("CONTENT_LENGTH") or "0"
        if announced.isdigit() and int(announced) > settings.LARGEST_SOURCE + _WRAPPING:
            return too_large(request)
        return self.get_response(request)
