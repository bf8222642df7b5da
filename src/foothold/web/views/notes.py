"""Notes switched on and off: in Set up, and by the line in the note itself (UX 4)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBadRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foothold.actions.choose_notes import choose_note, meant_by
from foothold.web.notes_page import NAMES
from foothold.web.seats import Request, open_door


@require_POST
def choose(request: Request) -> HttpResponse:
    """One tap: this kind on, or off."""
    kind, on = request.POST.get("kind", ""), request.POST.get("on", "")
    if on not in {"yes", "no"}:
        return HttpResponseBadRequest(_("Not one of the answers."))
    try:
        choose_note(request.seat, kind, on=on == "yes")
    except ValueError:
        return HttpResponseBadRequest(_("Not one of the answers."))
    messages.success(request, _("On.") if on == "yes" else _("Off."))
    return redirect("/setup#notes")


@open_door
@require_http_methods(["GET", "POST"])
def off(request: HttpRequest, token: str) -> HttpResponse:
    """The line in a note. Opening it changes nothing, for mail programs open links; the one button does."""
    meant = meant_by(token)
    if meant is None:
        return render(request, "web/note_off.html", {"seat": None}, status=410)
    seat, kind = meant
    if request.method == "POST":
        choose_note(seat, kind, on=request.POST.get("on") == "yes")
    is_on = request.method == "POST" and request.POST.get("on") == "yes"
    context = {"seat": None, "name": NAMES[kind], "is_done": request.method == "POST", "is_on": is_on}
    answer = render(request, "web/note_off.html", context)
    answer["Cache-Control"] = "no-store"
    return answer
