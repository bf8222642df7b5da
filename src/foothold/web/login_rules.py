"""What django-allauth asks this site: who may come in, which words are said, how a passkey names us."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.internal.ratelimit import consume
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from foothold.actions.count_login_attempt import attempt_succeeded, begin_attempt
from foothold.records.models import User
from foothold.records.reach import public_host
from foothold.records.secrets import CannotOpen, seal, unseal
from foothold.records.ways_in import can_log_in
from foothold.web.known_browser import attempts_key, remember_browser
from foothold.web.qr import qr

SAID = {
    "account/messages/password_changed.txt": gettext_lazy("Your password is changed. Other browsers are logged out."),
    "mfa/messages/webauthn_added.txt": gettext_lazy("The passkey works from now on."),
    "mfa/messages/webauthn_removed.txt": gettext_lazy("The passkey is removed."),
    "mfa/messages/totp_activated.txt": gettext_lazy("The app works from now on."),
    "mfa/messages/totp_deactivated.txt": gettext_lazy("The app is removed."),
    "mfa/messages/recovery_codes_generated.txt": gettext_lazy("These spare codes are new. Earlier ones are dead."),
}
"""The library's occasions to speak, in our words; on others it is silent."""


WAYS = {
    "reauthenticate": gettext_lazy("Your password instead"),
    "mfa_reauthenticate": gettext_lazy("A code instead"),
    "mfa_reauthenticate:webauthn": gettext_lazy("A passkey instead"),
}
"""How a person shows that it is still him, when another way is on the screen."""


class LoginRules(DefaultAccountAdapter):
    """Nobody signs up: an admin invites. Nothing is mailed: a lost password is mended at the terminal of the
    machine: an admin who could do it would sit in a colleague's seat."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": gettext_lazy("This address and this password do not belong together."),
        "too_many_login_attempts": gettext_lazy(
            "Too many attempts. Wait a few minutes, fifteen at most, and try again. A passkey need not wait."
        ),
        "enter_current_password": gettext_lazy("That is not your present password."),
        "incorrect_password": gettext_lazy("That is not your password."),
        "rate_limited": gettext_lazy("Too many attempts. Wait a little and try again."),
    }

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Counted by where it comes from, and by the account, before the password is looked at."""
        # Under the name by which allauth gives it back to who gets in.
        self._login_failed_rl_usage = consume(request, app="allauth.account", action="wrong_password")
        key = attempts_key(request, credentials.get("email", ""))
        if not self._login_failed_rl_usage or not begin_attempt(key, now=timezone.now()):
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> AbstractBaseUser | None:
        found: AbstractBaseUser | None = super().authenticate(request, **credentials)
        if found is not None:
            attempt_succeeded(attempts_key(request, credentials.get("email", "")))
        return found

    def post_login(self, request: HttpRequest, user: User, **said: Any) -> HttpResponse:
        answer: HttpResponse = super().post_login(request, user, **said)
        remember_browser(request, answer, user.address)
        return answer

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        return self.get_login_redirect_url(request) if not request.user.is_authenticated else "/account"

    def reauthenticate(self, user: User, password: str) -> bool:
        """Whether the password is this person's; counted like an attempt to log in."""
        found = self.authenticate(self.request, email=user.address, password=password)
        return found is not None and found.pk == user.pk

    def get_reauthentication_methods(self, user: User) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = super().get_reauthentication_methods(user)
        return [{**way, "description": WAYS.get(way["id"], way["description"])} for way in found]

    def is_reauthentication_required(self, *, app: str, **said: Any) -> bool:
        """Who has no way in yet cannot prove himself by one: whoever has just joined makes his first passkey."""
        needed: bool = super().is_reauthentication_required(app=app, **said)
        return needed and can_log_in(self.request.user)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Nothing: this site sends no mail about logins."""

    def add_message(
        self,
        request: HttpRequest,
        level: int,
        message_template: str | None = None,
        message_context: dict[str, Any] | None = None,
        extra_tags: str = "",
        message: str | None = None,
    ) -> None:
        said = message or SAID.get(message_template or "")
        if said:
            messages.add_message(request, level, str(said), extra_tags=extra_tags)


class SecondSteps(DefaultMFAAdapter):
    """Passkeys and codes. An app's secret is sealed at rest with the data folder's key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": gettext_lazy("That did not fit. Try again."),
    }

    def encrypt(self, text: str) -> str:
        return seal(text, about="second step")

    def decrypt(self, encrypted_text: str) -> str:
        try:
            return unseal(encrypted_text, about="second step")
        except CannotOpen:  # sealed with a key that is gone: no code fits any more
            raise self.validation_error("incorrect_code") from None

    def generate_authenticator_name(self, user: User, type: Authenticator.Type) -> str:
        count = Authenticator.objects.filter(user_id=user.pk, type=type).count()
        return _("Passkey %(number)s") % {"number": count + 1}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """A passkey is bound to this name for ever: the public address', never what a header says."""
        return {"id": public_host() or "localhost", "name": "Foothold"}

    def build_totp_svg(self, url: str) -> str:
        return qr(url)
