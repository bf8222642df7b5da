"""The model that may point at words: set up by the owner, asked about a meeting by its seller."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_POST

from foothold.actions.choose_second_reader import choose_second_reader, try_second_reader
from foothold.actions.suggest_findings import ask_about
from foothold.core.conversation import Unreadable
from foothold.records.visibility import meetings_held_by
from foothold.web.seats import Request
from foothold.web.second_reader_page import Typed
from foothold.web.views.setup import setup_page


@sensitive_variables()
@sensitive_post_parameters("key")
@require_POST
def second_reader(request: Request) -> HttpResponse:
    """Keep which model is asked, and try it where that was the button; what cannot be kept stays in the form."""
    if not request.seat.is_admin:
        raise Http404
    sent = request.POST
    typed = Typed(sent.get("on") == "on", sent.get("base_url", "")[:1000], sent.get("model", "")[:1000])
    try:
        reader = choose_second_reader(
            request.seat,
            on=typed.on,
            base_url=typed.base_url,
            model=typed.model,
            key=sent.get("key", ""),
            forget_key=sent.get("forget_key") == "on",
        )
    except Unreadable as wrong:
        return setup_page(request, typed=Typed(typed.on, typed.base_url, typed.model, wrong=str(wrong)), status=422)
    if sent.get("do") != "try":
        messages.success(
            request,
            _("Saved. Conversations kept from now on are sent to %(place)s.") % {"place": reader.shown}
            if reader.on
            else _("Saved. No conversation is sent."),
        )
        return redirect("setup")
    try:
        try_second_reader(reader)
    except Unreadable as trouble:
        messages.error(request, _("Saved. %(trouble)s") % {"trouble": trouble})
    else:
        said = {"model": reader.model, "place": reader.shown}
        messages.success(request, _("Saved. %(model)s at %(place)s answers; only invented words were sent.") % said)
    return redirect("setup")


@require_POST
def ask_model(request: Request, meeting_id: UUID) -> HttpResponse:
    """Have the model asked about an earlier meeting, or once more."""
    found = get_object_or_404(meetings_held_by(request.seat), pk=meeting_id)
    if not ask_about(found, now=timezone.now()):
        messages.error(request, _("Nothing is sent: no model is on, or the words are not kept."))
    return redirect("meeting", meeting_id)
