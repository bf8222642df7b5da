"""An invitation after it was booked: how it leaves, where it stands, moved, called off, answered (UX J2, J4)."""

from datetime import UTC, datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.asked_times import asked_time
from foothold.actions.book_next_step import CannotBook, SlotTaken
from foothold.actions.change_invitation import (
    cancel_next_step,
    has_left_by_hand,
    keep_our_time,
    move_next_step,
    send_what_was_taken_back,
    take_their_time,
)
from foothold.actions.invite import calendar_file, own_copy, sends_itself
from foothold.actions.record_pasted_reply import NotAnAnswer, keep_pasted_reply, read_pasted_reply
from foothold.reading.said_slot import said_slot
from foothold.records.closing import to_close
from foothold.records.invitations import customers_invited, invitations_of
from foothold.records.models import Invitation
from foothold.web.close_page import best_instead, passed_words
from foothold.web.day_words import moment_words
from foothold.web.invitation_page import invitation_page, standing_part, tell_it_stays, when_of
from foothold.web.meeting_page import meeting_page
from foothold.web.seats import Request


@require_safe
def invitation(request: Request, invitation_id: UUID) -> HttpResponse:
    """Sent, waiting to send, or how the seller sends it himself; and their answer as it comes."""
    found = _own(request, invitation_id)
    context = invitation_page(request.seat, found, now=timezone.now())
    context["moved_from"] = _shown_moment(request.GET.get("was", ""), found)
    return render(request, "web/invitation.html", context)


@require_safe
def invitation_standing(request: Request, invitation_id: UUID) -> HttpResponse:
    """The part that is looked at again and again: it changes nothing."""
    found = _own(request, invitation_id)
    return render(request, "web/parts/standing.html", standing_part(request.seat, found, now=timezone.now()))


@require_safe
def meeting_file(request: Request, invitation_id: UUID) -> HttpResponse:
    """The meeting as a calendar file: with those invited, or a copy for oneself that asks nobody."""
    found = _own(request, invitation_id)
    data = own_copy(found) if request.GET.get("copy") else calendar_file(found)
    answer = HttpResponse(data, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{slugify(found.topic)[:40] or "meeting"}.ics"'
    return answer


@require_POST
def change(request: Request, invitation_id: UUID) -> HttpResponse:
    """Sent by hand, sent after all, moved, called off, their time taken or ours kept."""
    found = _own(request, invitation_id)
    what, now = request.POST.get("what", ""), timezone.now()
    was = found.starts_at
    try:
        if what == "left":
            has_left_by_hand(request.seat, found, now=now)
            messages.success(request, _("Saved: you sent it. Booked is what they accept."))
            return redirect("invitation", found.pk)
        if what == "move":
            return _moved(
                request, move_next_step(request.seat, found, _to(request, found, now), **_how(request, now)), was
            )
        if what == "take":
            moved = take_their_time(request.seat, found, asked=_asked(request), **_how(request, now))
            return _moved(request, moved, was)
        if what == "keep":
            found = keep_our_time(request.seat, found, asked=_asked(request), now=now)
            return _kept(request, found)
        if what == "send":
            send_what_was_taken_back(request.seat, found, now=now)
            return redirect("invitation", found.pk)
        if what == "cancel":
            cancel_next_step(request.seat, found, now=now)
            messages.success(request, _("Called off."))
            return redirect("invitation", found.pk)
    except SlotTaken as taken:
        return _taken(request, found, taken, what, now)
    except CannotBook as cannot:
        if what == "move" and request.POST.get("said"):
            return _not_understood(request, found, cannot)
        messages.error(request, str(cannot))
        return redirect("meeting", found.meeting_id)
    return HttpResponseBadRequest(_("Not one of the answers."))


@require_POST
def pasted_reply(request: Request, invitation_id: UUID) -> HttpResponse:
    """Read a pasted reply and show what it says; kept once the seller says that this is what it says."""
    found = _own(request, invitation_id)
    text, now = request.POST.get("text", ""), timezone.now()
    if request.POST.get("is_right"):
        try:
            keep_pasted_reply(request.seat, found, text, by=request.POST.get("by", ""), now=now)
        except NotAnAnswer as not_one:
            messages.error(request, str(not_one))
        else:
            messages.success(request, _("Saved as their words, not verified. Booked is what they accept."))
        return redirect("meeting", found.meeting_id)
    pasted = read_pasted_reply(request.seat, found, text, now=now)
    asked_when = _shown(pasted.answer.new_start, found) if pasted.answer.new_start else ""
    context = {
        "at_close": True,
        "invitation": found,
        "when": when_of(found),
        "text": text,
        "pasted": pasted,
        "asked_when": asked_when,
        "people": customers_invited(found),
    }
    return render(request, "web/pasted_reply.html", context)


def _own(request: Request, invitation_id: UUID) -> Invitation:
    return get_object_or_404(invitations_of(request.seat).select_related("meeting__entry"), pk=invitation_id)


def _how(request: Request, now: datetime) -> dict[str, Any]:
    return {"now": now, "even_if_taken": request.POST.get("even_if_taken") == "1"}


def _asked(request: Request) -> UUID | None:
    """Which of the times they ask for is answered; None where the page names none. Raises CannotBook."""
    named = request.POST.get("asked", "")
    try:
        return UUID(named) if named else None
    except ValueError:
        raise CannotBook(_("Nobody asks for another time any more.")) from None


def _to(request: Request, found: Invitation, now: datetime) -> datetime:
    """The time to move to: a slot tapped, a day and time set, or words. Raises CannotBook."""
    sent, zone = request.POST, ZoneInfo(found.tz)
    try:
        if sent.get("slot"):
            moment = datetime.fromisoformat(sent["slot"])
            return moment if moment.tzinfo else moment.replace(tzinfo=zone)
        if sent.get("on") and sent.get("at"):
            return datetime.fromisoformat(f"{sent['on']}T{sent['at']}").replace(tzinfo=zone)
    except ValueError:
        raise CannotBook(_("That is no day and time."), "starts_at") from None
    understood = said_slot(sent.get("said", ""), now, zone)
    if understood.passed is not None:
        raise CannotBook(passed_words(understood.passed), "starts_at")
    if understood.start is None:
        raise CannotBook(_("Say a day and a time, as in: Thu 10:00."), "starts_at")
    return understood.start


def _kept(request: Request, found: Invitation) -> HttpResponse:
    by_hand = bool(tell_it_stays(found))
    said = _("It stays at %(when)s. Tell them; the words are ready.") if by_hand else _("It stays at %(when)s.")
    messages.success(request, said % {"when": when_of(found)})
    return redirect("invitation", found.pk)


def _moved(request: Request, found: Invitation, was: datetime) -> HttpResponse:
    asked_anew = sends_itself(found)
    said = _("Moved to %(when)s. They are asked anew.") if asked_anew else _("Moved to %(when)s. Send it to them.")
    messages.success(request, said % {"when": when_of(found)})
    answer = redirect("invitation", found.pk)
    if found.starts_at != was:
        answer["Location"] += f"?was={was.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')}"
    return answer


def _not_understood(request: Request, found: Invitation, cannot: CannotBook) -> HttpResponse:
    """Nothing was moved: the meeting's page again, with what was typed and what is wrong with it."""
    context = meeting_page(request.seat, found.meeting)
    if context["booked"]:
        context["booked"] |= {"said": request.POST["said"], "wrong": str(cannot)}
    return render(request, "web/meeting.html", context, status=422)


def _taken(request: Request, found: Invitation, taken: SlotTaken, what: str, now: datetime) -> HttpResponse:
    """Nothing was moved; the next best and "all the same" are one tap each."""
    length = found.ends_at - found.starts_at
    asked = asked_time(found, _asked(request)) if what == "take" else None
    wanted = asked.start if asked else _to(request, found, now)
    around = to_close(request.seat, found.from_meeting, found.meeting.account, now=now, length=length)
    context = invitation_page(request.seat, found, now=now) | {
        "taken": str(taken),
        "what": what,
        "wanted": wanted.isoformat() if wanted else "",
        "asked": asked.reply.pk if asked else "",
        "next_best": best_instead(around, wanted, now=now) if wanted else None,
    }
    return render(request, "web/invitation.html", context, status=409)


def _shown_moment(written: str, found: Invitation) -> dict[str, str] | None:
    """The time it stood at before, to go back to; nothing for what is no time."""
    try:
        moment = datetime.fromisoformat(written)
        if moment.tzinfo is None or moment == found.starts_at:
            return None
        return {"value": moment.isoformat(), "when": _shown(moment, found)}
    except (ValueError, OverflowError):
        return None


def _shown(moment: datetime, found: Invitation) -> str:
    return moment_words(moment.astimezone(ZoneInfo(found.tz)))
