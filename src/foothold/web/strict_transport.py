"""Tell browsers to ask this site over HTTPS only (RFC 6797)."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse


class StrictTransport:
    """Django's own says it only on requests it knows to be encrypted, which depends on a proxy's headers.

    A site with an https:// address has no other way in: it says so always, and a browser that hears it over
    plain HTTP ignores it. Names below ours are not ours to bind.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        answer = self.get_response(request)
        if settings.STRICT_TRANSPORT_FOR:
            answer["Strict-Transport-Security"] = f"max-age={settings.STRICT_TRANSPORT_FOR}"
        return answer
