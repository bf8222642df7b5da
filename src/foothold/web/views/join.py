"""The way in of who was invited: one link, one use, one address (METHOD 11)."""

from allauth.account.internal.flows.login import record_authentication
from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from foothold.actions.join_workspace import LinkIsDead, invitation_behind, join_by_link
from foothold.records.own_name import STANDS_IN
from foothold.web.people_page import NAMES
from foothold.web.seats import HAS_NO_WAY_IN

BACKEND = "django.contrib.auth.backends.ModelBackend"


@never_cache
@sensitive_post_parameters("password")
@require_http_methods(["GET", "HEAD", "POST"])
def join(request: HttpRequest, token: str) -> HttpResponse:
    """GET shows who asks whom to what; POST takes the seat, with a password, or with a passkey made next."""
    now = timezone.now()
    found = invitation_behind(token, now=now)
    if found is None:
        return render(request, "web/join.html", {"found": None}, status=410)
    wrong: list[str] = []
    if request.method == "POST":
        by_passkey = request.POST.get("way") == "passkey"
        password = None if by_passkey else request.POST.get("password", "")
        try:
            user = join_by_link(token, name=request.POST.get("name", ""), password=password, now=now)
        except LinkIsDead:
            return render(request, "web/join.html", {"found": None}, status=410)
        except ValueError as refused:
            wrong = str(refused).splitlines()
        else:
            logout(request)  # whoever else this browser was
            login(request, user, backend=BACKEND)
            # He has just shown that he is who was invited: nobody is asked again to add a passkey next.
            record_authentication(request, user, "password", reauthenticated=True)
            # Without either he could not come back: he chooses one before anything else.
            request.session[HAS_NO_WAY_IN] = by_passkey
            return redirect("mfa_add_webauthn" if by_passkey else "welcome")
    context = {
        "found": found,
        # A desk that became a team may still bear the word that stood in for its owner's name.
        "is_named": found.workspace.name != STANDS_IN,
        "role": NAMES[found.role],
        "wrong": wrong,
        "name": request.POST.get("name", ""),
        "firm": settings.OIDC,
    }
    return render(request, "web/join.html", context, status=422 if wrong else 200)
