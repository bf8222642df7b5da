"""Log in with the firm's own login: to it, and back (OpenID Connect, by django-allauth). Off unless configured."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

log = logging.getLogger(__name__)


@require_POST
def to_firm(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Send the browser to the provider."""
    known = _known(provider_id)
    from allauth.socialaccount.providers.openid_connect.views import login

    if "process" in request.POST or "process" in request.GET:
        # The library would tie the login to whoever is in here; ours are tied by address alone.
        raise Http404
    return _asked(login, request, known)


@require_safe
def from_firm(request: HttpRequest, provider_id: str) -> HttpResponse:
    """The provider sends the browser back with a code, which is good once and for this browser's session alone."""
    known = _known(provider_id)
    from allauth.socialaccount.providers.openid_connect.views import callback

    return _asked(callback, request, known)


def _known(provider_id: str) -> str:
    if not settings.OIDC or settings.OIDC["provider_id"] != provider_id:
        raise Http404
    return provider_id


def _asked(view: Callable[..., HttpResponse], request: HttpRequest, provider_id: str) -> HttpResponse:
    """The library's view; a provider that is away, or answers nonsense, is said in one sentence."""
    from requests import RequestException

    try:
        answer: HttpResponse = view(request, provider_id)
    except (RequestException, KeyError, TypeError, ValueError) as trouble:
        return _came_to_nothing(request, trouble)
    return answer


def _came_to_nothing(request: HttpRequest, trouble: Any) -> HttpResponse:
    log.warning("the firm's login: %s", type(trouble).__name__, exc_info=trouble)
    said = _("The login of your firm does not answer as it should (%(kind)s). Use your password, or try later.")
    messages.error(request, said % {"kind": type(trouble).__name__})
    return redirect("account_login")
