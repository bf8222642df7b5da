"""The way in of a reachable site: address and password, the second step, or a passkey alone.

django-allauth knows how; the pages and their addresses are ours.
"""

from typing import Any, ClassVar

from allauth.account.internal.flows.logout import logout as forget_login
from allauth.account.views import LoginView
from allauth.account.views import ReauthenticateView as PasswordAgainView
from allauth.core.internal.ratelimit import consume_or_429
from allauth.mfa.base.views import AuthenticateView, ReauthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView, ReauthenticateWebAuthnView
from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from foothold.web.passkey_options import PasskeyOptions


class Login(LoginView):
    """Address and password; a passkey beside them."""

    template_name = "web/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if request.user.is_authenticated and not getattr(request, "seat", None):
            # Whose seat is gone would be sent to his page and back here for ever.
            forget_login(request, show_message=False)
        shown: HttpResponseBase = super().dispatch(request, *args, **kwargs)
        return shown

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return {**super().get_context_data(**kwargs), "firm": settings.OIDC}


class SecondStep(PasskeyOptions, AuthenticateView):
    """After the password, where there are passkeys or an app: one of these, or a spare code."""

    template_name = "web/login_second_step.html"


class WithPasskey(LoginWebAuthnView):
    """A passkey alone, without address and password. GET gives a script its challenge.

    The challenge is kept in a session: who asks for many is held up like who tries many passwords.
    """

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        too_many = consume_or_429(request, app="allauth.mfa", action="webauthn_login", limit_get=True)
        shown: HttpResponse = too_many or super().get(request, *args, **kwargs)
        return shown


class PasswordAgain(PasswordAgainView):
    """Before a way in is changed: the password once more."""

    template_name = "web/confirm.html"
    extra_context: ClassVar = {"way": "password"}


class CodeAgain(ReauthenticateView):
    """The same with a code of the app, or a spare one."""

    template_name = "web/confirm.html"
    extra_context: ClassVar = {"way": "code"}


class PasskeyAgain(PasskeyOptions, ReauthenticateWebAuthnView):
    """The same with a passkey."""

    template_name = "web/confirm.html"
    extra_context: ClassVar = {"way": "passkey"}


@require_POST
def start_over(request: HttpRequest) -> HttpResponse:
    """Leave the second step: another address, another password."""
    forget_login(request, show_message=False)
    return redirect("account_login")


login = Login.as_view()
second_step = SecondStep.as_view()
with_passkey = WithPasskey.as_view()
password_again = PasswordAgain.as_view()
code_again = CodeAgain.as_view()
passkey_again = PasskeyAgain.as_view()
