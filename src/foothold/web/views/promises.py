"""Promises as cards: keep, drop, give a day."""

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from foothold.actions.keep_or_drop_commitment import (
    drop_commitment,
    finish_commitment,
    keep_commitment,
    reopen_commitment,
    set_due,
)
from foothold.records.models import Commitment, Membership
from foothold.records.visibility import meetings_held_by, words_seen_by
from foothold.web.meeting_page import next_days, with_other_tellings
from foothold.web.recap_part import recap_after, recap_part
from foothold.web.seats import Request


@require_POST
def promise(request: Request, promise_id: UUID) -> HttpResponse:
    """One answer to one card; without script the meeting page comes again."""
    found = get_object_or_404(
        Commitment.objects.in_workspace(request.seat.workspace_id)
        .filter(meeting__in=meetings_held_by(request.seat).values("pk"))
        .select_related("meeting"),
        pk=promise_id,
    )
    before = recap_part(request.seat, found.meeting, now=timezone.now()) if request.htmx else None
    said = _answer(request.seat, found, request.POST.get("answer", ""), request.POST.get("due", ""))
    if said is None:
        return HttpResponseBadRequest(_("Not one of the answers."))
    if not request.htmx:
        messages.success(request, said)
        return redirect("meeting", found.meeting_id)
    with_other_tellings(request.seat, [found])
    context = {
        "promise": found,
        "is_own": True,
        "said": said,
        "days": next_days(timezone.localdate()),
        "recap_after": recap_after(before, request.seat, found.meeting, request.POST, now=timezone.now()),
        "words_are_here": words_seen_by(request.seat).filter(meeting_id=found.meeting_id).exists(),
    }
    return render(request, "web/parts/promise.html", context)


def _answer(seat: Membership, found: Commitment, answer: str, due: str) -> str | None:
    """Do what was asked and say it; None for a strange request."""
    now = timezone.now()
    if answer == "keep":
        keep_commitment(found, now=now)
        return _("It stays on the list.")
    if answer == "drop":
        drop_commitment(seat, found, now=now)
        return _("Dropped. Saved as a label: no promise.")
    if answer == "undo":
        reopen_commitment(seat, found)
        return _("Taken back.")
    if answer == "done":
        finish_commitment(found)
        return _("Done.")
    if answer == "due":
        try:
            set_due(found, date.fromisoformat(due), now=now)
        except ValueError:
            return None
        return _("It stays on the list, with its day.")
    return None
