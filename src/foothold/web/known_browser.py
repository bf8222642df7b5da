"""The cookie of a browser that has logged in with an address before: wrong passwords typed there are counted apart.

It opens nothing. It holds a random number and a keyed hash of the address, signed; whoever guesses passwords elsewhere
cannot make this browser wait.
"""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from foothold.actions.count_login_attempt import counted_for

_SALT = "known browser"
LIVES = 365 * 24 * 3600
"""Seconds."""


def attempts_key(request: HttpRequest, address: str) -> str:
    """Under what an attempt of this browser for this address is counted."""
    return counted_for(address, _number(request, address))


def remember_browser(request: HttpRequest, answer: HttpResponse, address: str) -> None:
    """Know this browser by from now on, for this address; one it is known by stays."""
    said = {"of": counted_for(address), "number": _number(request, address) or secrets.token_urlsafe(16)}
    answer.set_cookie(
        settings.KNOWN_BROWSER_COOKIE_NAME,
        signing.dumps(said, salt=_SALT),
        max_age=LIVES,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _number(request: HttpRequest, address: str) -> str:
    """The browser's number where its cookie is ours and of this address; else empty."""
    cookie = request.COOKIES.get(settings.KNOWN_BROWSER_COOKIE_NAME, "")
    try:
        said = signing.loads(cookie, salt=_SALT, max_age=LIVES)
    except signing.BadSignature:
        return ""
    return str(said["number"]) if said["of"] == counted_for(address) else ""
