"""After a meeting that no words were given of, and its recap (UX, S4; J3)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from foothold.actions.say_after import SaidAfter, say_after
from foothold.actions.send_recap import not_sent_by_hand, recap_left_by_hand, send_recap
from foothold.actions.tell_absence import take_back_absence, tell_absence
from foothold.core.evidence import Side
from foothold.records.models import Meeting
from foothold.records.models.findings import SURENESS, Met
from foothold.records.visibility import meetings_held_by
from foothold.web.absence_part import absence_part
from foothold.web.after_page import questions, thought_sent
from foothold.web.meeting_page import meeting_page
from foothold.web.recap_part import with_typed
from foothold.web.seats import Request


@require_http_methods(["GET", "POST"])
def after_meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """The questions about one meeting; answered, its page comes with the verdict."""
    found = _own(request, meeting_id)
    if found.held_at > timezone.now():
        return redirect("meeting", meeting_id)
    if request.method != "POST":
        absence = absence_part(request.seat, found, is_own=True, now=timezone.now())
        context = {"just_over": [found], "absence": absence, **questions(request.seat)}
        return render(request, "web/after.html", context)
    sent = request.POST
    sure = sent.get("sure", "")
    if sent.get("met", "") not in {"", *Met.values} or sure not in {"", *map(str, SURENESS)}:
        return HttpResponseBadRequest(_("Not one of the answers."))
    said = SaidAfter(
        met=sent.get("met", ""),
        sure=int(sure) if sure else None,
        thought=thought_sent(sent),
        promised=sent.get("promised", ""),
    )
    try:
        say_after(request.seat, found, said, now=timezone.now())
    except ValueError:
        return HttpResponseBadRequest(_("Not one of the answers."))
    return redirect("meeting", meeting_id)


@require_POST
def absence(request: Request, meeting_id: UUID) -> HttpResponse:
    """Say that they, or we, did not come; or that it was not so."""
    found, now = _own(request, meeting_id), timezone.now()
    answer = request.POST.get("absent", "")
    if not answer:
        if take_back_absence(request.seat, found):
            messages.success(request, _("Taken back."))
        return redirect("meeting", meeting_id)
    try:
        believed = tell_absence(request.seat, found, Side(answer), now=now)
    except ValueError:
        return HttpResponseBadRequest(_("Not one of the answers."))
    if not believed:
        messages.error(request, _("Their words are in it, so it was held."))
    return redirect("meeting", meeting_id)


@require_POST
def recap(request: Request, meeting_id: UUID) -> HttpResponse:
    """Send it, or say that it left by hand, or take that back."""
    found = _own(request, meeting_id)
    now, answer = timezone.now(), request.POST.get("answer", "send")
    if answer == "by_hand":
        recap_left_by_hand(request.seat, found, now=now)
        messages.success(request, _("Noted as your word."))
    elif answer == "not_by_hand":
        not_sent_by_hand(request.seat, found)
        messages.success(request, _("Taken back."))
    else:
        subject, text = request.POST.get("subject", ""), request.POST.get("text", "").replace("\r\n", "\n")
        try:
            send_recap(request.seat, found, to=request.POST.getlist("to"), subject=subject, text=text, now=now)
        except ValueError as wrong:
            return _not_sent(request, found, str(wrong), subject, text)
        messages.success(request, _("The recap is on its way."))
    return redirect("meeting", meeting_id)


def _not_sent(request: Request, found: Meeting, wrong: str, subject: str, text: str) -> HttpResponse:
    """The page again with what was typed: nothing of it is lost."""
    messages.error(request, wrong)
    context = meeting_page(request.seat, found)
    if context["recap"] is None:
        return redirect("meeting", found.pk)
    context["recap"] = with_typed(context["recap"], subject, text)
    return render(request, "web/meeting.html", context, status=422)


def _own(request: Request, meeting_id: UUID) -> Meeting:
    seen = meetings_held_by(request.seat).select_related("seller", "account", "next_meeting", "entry", "workspace")
    return get_object_or_404(seen, pk=meeting_id)
