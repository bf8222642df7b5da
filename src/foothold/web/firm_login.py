"""The firm's own login (OpenID Connect) vouches for an address; whether that address has a seat here is ours to say.

Nobody signs up by it: it lets in whom an admin invited, and who is here already.
"""

from typing import Any

from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from django.contrib import messages
from django.http import HttpRequest
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from foothold.actions.join_workspace import join_by_verified_address
from foothold.records.models import User
from foothold.records.ways_in import seated_person


class FirmLogin(DefaultSocialAccountAdapter):
    """What django-allauth asks about logins of a provider."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        return False

    def get_requests_session(self) -> Any:
        """As the library's, past the proxies of the environment: the provider is asked directly."""
        session = super().get_requests_session()
        session.trust_env = False
        return session

    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> User:
        """Of what the provider tells only the address and the name are looked at, and nothing of it is kept."""
        sociallogin.account.extra_data = {}
        sociallogin.user.address = str(data.get("email") or "")[:254]
        sociallogin.user.name = str(data.get("name") or "")[:200]
        user: User = sociallogin.user
        return user

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Find whose login it is: known by an earlier one, by a verified address, or invited under it."""
        if sociallogin.is_existing:
            if seated_person(sociallogin.user.address) is None:
                raise refused(request, _("You have no seat here. Ask an admin of your firm."))
            return
        person = self._person(sociallogin)
        if person is None:
            raise refused(request, _("Nobody invited the address you logged in with. Ask an admin of your firm."))
        sociallogin.connect(request, person)

    def on_authentication_error(self, request: HttpRequest, provider: Any, **said: Any) -> None:
        """Cancelled, refused, too late: back to the login, with one sentence."""
        raise refused(request, _("That login came to nothing. Try again, or use your password."))

    def _person(self, sociallogin: SocialLogin) -> User | None:
        name = sociallogin.user.name
        for address in (each.email for each in sociallogin.email_addresses if each.verified):
            known = seated_person(address)
            if known is not None:
                return known
            joined = join_by_verified_address(address, name=name, now=timezone.now())
            if joined is not None:
                sociallogin.state["next"] = "/welcome"
                return joined
        return None


def refused(request: HttpRequest, said: str) -> ImmediateHttpResponse:
    """The login page with a sentence, to be raised."""
    messages.error(request, said)
    return ImmediateHttpResponse(redirect("account_login"))
