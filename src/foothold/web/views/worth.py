"""What an hour costs: an admin tells it, everybody sees what follows from it."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foothold.actions.tell_worth import tell_worth
from foothold.web.seats import Request
from foothold.web.views.setup import setup_page
from foothold.web.worth_page import FIELDS, worth_form


@require_POST
def worth(request: Request) -> HttpResponse:
    """Keep what was typed; what cannot be kept stays in the form."""
    if not request.seat.is_admin:
        raise Http404
    typed = {name: request.POST.get(name, "")[:40] for name in FIELDS}
    try:
        tell_worth(request.seat, typed, now=timezone.now())
    except ValueError as wrong:
        return setup_page(request, worth=worth_form(request.seat, typed, str(wrong)), status=422)
    messages.success(request, _("Saved. Deals are worked out anew."))
    return redirect("setup")
