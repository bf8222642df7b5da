"""Answer only to names and ports that are ours (DESIGN 4: DNS rebinding)."""

from collections.abc import Callable

from django.conf import settings
from django.core.exceptions import DisallowedHost
from django.http import HttpRequest, HttpResponse

FOR_HEALTH = "/alive"
"""What a reachable site still answers to loopback: whether it is there. Everything else has one address."""


class OnlyKnownHosts:
    """Refuse a Host header with a port we do not serve. Django itself has compared the name.

    A page on another port of this machine is a stranger too.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        host = request.get_host().lower()
        if not _is_ours(host, request.path):
            raise DisallowedHost(f"{host} is not served here")
        return self.get_response(request)


def _is_ours(host: str, path: str) -> bool:
    if settings.PUBLIC_URL:
        return host in settings.HOSTS_WITH_PORT or path == FOR_HEALTH
    return not (settings.HOSTS_WITH_PORT and settings.PORT) or host in settings.HOSTS_WITH_PORT
