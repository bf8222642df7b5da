"""Your way in (S9): address, password, passkeys, codes, the phone, and other browsers."""

from typing import ClassVar

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import PasswordChangeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.contrib.auth import login, update_session_auth_hash
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foothold.actions.open_workspace import (
    LIVES,
    OWNER_ADDRESS,
    Purpose,
    link_is_open,
    make_entry_link,
    use_entry_link,
)
from foothold.actions.settle_way_in import end_other_sessions, settle_way_in
from foothold.records.reach import public_url
from foothold.records.ways_in import can_log_in
from foothold.web.entered import has_entered_by_link
from foothold.web.passkey_options import PasskeyOptions
from foothold.web.qr import qr
from foothold.web.seats import Request

BACKEND = "django.contrib.auth.backends.ModelBackend"


@require_safe
def account(request: Request) -> HttpResponse:
    """Everything about a person's way in, on one page."""
    ways = list(Authenticator.objects.filter(user=request.user).order_by("created_at"))
    context = {
        "passkeys": [way for way in ways if way.type == Authenticator.Type.WEBAUTHN],
        "app": next((way for way in ways if way.type == Authenticator.Type.TOTP), None),
        "codes": next((way for way in ways if way.type == Authenticator.Type.RECOVERY_CODES), None),
        "has_password": request.user.has_usable_password(),
        "address": "" if request.user.address == OWNER_ADDRESS else request.user.address,
        "may_settle": _may_settle(request),
        "at_setup": True,
    }
    return render(request, "web/account_way_in.html", context)


@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def first(request: Request) -> HttpResponse:
    """Give an address and a password: for who came in by a link of the terminal, or has no other way in."""
    if not _may_settle(request):
        return redirect("mfa_index")
    wrong: list[str] = []
    if request.method == "POST":
        try:
            settle_way_in(
                request.user,
                address=request.POST.get("address", ""),
                name=request.POST.get("name", ""),
                password=request.POST.get("password", ""),
                lost_everything=request.POST.get("lost") == "everything",
            )
        except ValueError as refused:
            wrong = str(refused).splitlines()
        else:
            update_session_auth_hash(request, request.user)
            # The password was typed this moment: nobody is asked for it again to add a passkey next.
            record_authentication(request, request.user, "password", reauthenticated=True)
            messages.success(request, _("From now on you log in with your address and this password."))
            return redirect("mfa_index")
    context = {
        "wrong": wrong,
        "address": request.POST.get("address")
        or ("" if request.user.address == OWNER_ADDRESS else request.user.address),
        "name": request.POST.get("name") or ("" if request.user.address == OWNER_ADDRESS else request.user.name),
        "has_more": Authenticator.objects.filter(user=request.user).exists(),
        "is_new": not can_log_in(request.user),
    }
    return render(request, "web/account_first.html", context, status=422 if wrong else 200)


@require_POST
def pair(request: Request) -> HttpResponse:
    """A QR that brings a phone in, once, within five minutes."""
    token = make_entry_link(request.user, now=timezone.now(), purpose=Purpose.PAIR)
    address = f"{public_url()}/pair/{token}"
    minutes = int(LIVES[Purpose.PAIR].total_seconds() // 60)
    return render(
        request, "web/pair.html", {"qr": qr(address), "address": address, "minutes": minutes, "at_setup": True}
    )


@require_http_methods(["GET", "HEAD", "POST"])
def paired(request: HttpRequest, token: str) -> HttpResponse:
    """On the phone: GET shows one button; POST uses the link up and lets the phone in."""
    now = timezone.now()
    person = use_entry_link(token, now=now, purpose=Purpose.PAIR) if request.method == "POST" else None
    if person:
        login(request, person, backend=BACKEND)
        messages.success(request, _("This phone is in. It stays so for 90 days."))
        return redirect("start")
    is_open = request.method != "POST" and link_is_open(token, now=now, purpose=Purpose.PAIR)
    return render(request, "web/paired.html", {"is_open": is_open}, status=200 if is_open else 410)


@require_POST
def elsewhere(request: Request) -> HttpResponse:
    """Log out everywhere but here."""
    ended = end_other_sessions(request.user, keep=request.session.session_key)
    said = ngettext("%(n)s other browser is logged out.", "%(n)s other browsers are logged out.", ended)
    messages.success(request, said % {"n": ended} if ended else _("You were logged in nowhere else."))
    return redirect("mfa_index")


@require_safe
def token(request: Request) -> HttpResponse:
    """For a script that waited out a login: the token its next request must carry (`foothold.web.strangers`)."""
    return JsonResponse({"token": get_token(request)})


@require_safe
def logged_in(request: Request) -> HttpResponse:
    """Where a login in a second tab ends: back to the page that waits."""
    return render(request, "web/logged_in.html")


def _may_settle(request: Request) -> bool:
    return has_entered_by_link(request) or not can_log_in(request.user)


class Password(PasswordChangeView):
    """Another password: the present one, and a new one."""

    template_name = "web/account_password.html"


class AddPasskey(PasskeyOptions, AddWebAuthnView):
    """Make a passkey on this device."""

    template_name = "web/passkey_add.html"


class RemovePasskey(RemoveWebAuthnView):
    """Take one away."""

    template_name = "web/account_remove.html"
    success_url = reverse_lazy("mfa_index")
    extra_context: ClassVar = {"what": "passkey"}


class SpareCodes(ViewRecoveryCodesView):
    """The codes for the day a device is lost."""

    template_name = "web/account_codes.html"


class NewSpareCodes(GenerateRecoveryCodesView):
    """Others, which kill the old ones."""

    template_name = "web/account_codes_new.html"


class AddApp(ActivateTOTPView):
    """A code from an app, after the password."""

    template_name = "web/account_app.html"


class RemoveApp(DeactivateTOTPView):
    """Without it again."""

    template_name = "web/account_remove.html"
    extra_context: ClassVar = {"what": "app"}


password = Password.as_view()
add_passkey = AddPasskey.as_view()
remove_passkey = RemovePasskey.as_view()
spare_codes = SpareCodes.as_view()
new_spare_codes = NewSpareCodes.as_view()
add_app = AddApp.as_view()
remove_app = RemoveApp.as_view()
