"""A meeting: the verdict, what it rests on, and what the seller says about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.answer_feeling import answer_feeling
from foothold.actions.correct_claim import correct_claim, take_back
from foothold.actions.delete_meeting import delete_meeting
from foothold.actions.look_at import keep_looks
from foothold.actions.name_customer import name_customer
from foothold.actions.share_words import share_words
from foothold.actions.tell_sides import NoWords, tell_sides
from foothold.records.meeting_lists import PAGE, meetings_so_far, meetings_to_come, running_apart
from foothold.records.models import Judgement, Meeting, SourceText
from foothold.records.models.findings import SURENESS, Met
from foothold.records.models.teams import Screen
from foothold.records.visibility import meetings_held_by, meetings_of_his_day, meetings_seen_by, words_seen_by
from foothold.web.date_words import lines_of
from foothold.web.meeting_page import claim_block, meeting_page
from foothold.web.seats import Request

NEXT_FEW = 10
"""Meetings to come above the list of past ones; the others have pages of their own."""


@require_safe
def meetings(request: Request) -> HttpResponse:
    """All meetings with customers, newest first, a page at a time; the next few stand above them."""
    now, seat = timezone.now(), request.seat
    older_than, later_than = _named(request, "older"), _named(request, "later")
    ahead, past = [], []
    if later_than is not None or older_than is None:
        many = PAGE if later_than else NEXT_FEW
        ahead = meetings_to_come(seat, now=now, later_than=later_than, many=many)
        ahead, later = ahead[:many], ahead[many - 1] if len(ahead) > many else None
    else:
        later = None
    if later_than is None:
        past = meetings_so_far(seat, now=now, older_than=older_than)
    older = past[PAGE - 1] if len(past) > PAGE else None
    running, over = running_apart(past[:PAGE], now)
    context = {
        "at_list": True,
        "is_first": older_than is None and later_than is None,
        "ahead": lines_of(ahead, now),
        "running": lines_of(running, now),
        "past": lines_of(over, now),
        "older": older,
        "later": later,
    }
    return render(request, "web/meetings.html", context)


@require_safe
def meeting(request: Request, meeting_id: UUID) -> HttpResponse:
    """The verdict first."""
    seen = meetings_seen_by(request.seat).select_related("seller", "account", "next_meeting", "entry")
    found = get_object_or_404(seen, pk=meeting_id)
    keep_looks(request.seat, [found.seller_id], Screen.MEETING, now=timezone.now(), subject=found.title)
    return render(request, "web/meeting.html", meeting_page(request.seat, found))


@require_safe
def words(request: Request, meeting_id: UUID) -> HttpResponse:
    """The canonical text, to which every claim's offsets point."""
    source = get_object_or_404(words_seen_by(request.seat), meeting_id=meeting_id)
    answer = HttpResponse(source.text, content_type="text/plain; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{meeting_id}.txt"'
    return answer


@require_POST
def not_right(request: Request, meeting_id: UUID) -> HttpResponse:
    """Keep a "Not right", or take it back."""
    judgement = _latest(_own(request, meeting_id))
    claim, says = request.POST.get("claim", ""), request.POST.get("says", "")
    try:
        if says and says not in dict(claim_block(request.seat, judgement, claim)["choices"]):
            return HttpResponseBadRequest(_("Not one of the answers."))
        if says:
            correct_claim(
                request.seat,
                judgement,
                claim,
                says=says,
                words=request.POST.get("words", ""),
                now=timezone.now(),
            )
        else:
            take_back(request.seat, judgement, claim)
    except KeyError:
        raise Http404 from None
    said = _("Saved as your word. The evidence stays as it is.") if says else _("Taken back.")
    if request.htmx:
        block = claim_block(request.seat, judgement, claim)
        return render(request, "web/parts/not_right.html", {"block": block, "said": said})
    messages.success(request, said)
    return redirect("meeting", meeting_id)


@require_POST
def sides(request: Request, meeting_id: UUID) -> HttpResponse:
    """Who is who, told later: the kept words are read again."""
    found = _own(request, meeting_id)
    source = get_object_or_404(
        SourceText.objects.in_workspace(request.seat.workspace_id).select_related("meeting"), meeting=found
    )
    told = {
        name: side
        for name, side in zip(request.POST.getlist("speaker"), _sides_sent(request), strict=False)
        if side in {"ours", "customer"}
    }
    try:
        tell_sides(request.seat, source, told, now=timezone.now())
    except NoWords:
        messages.error(request, _("The words are not kept, so they cannot be read again. Drop the file once more."))
    else:
        messages.success(request, _("Read again."))
    return redirect("meeting", meeting_id)


@require_POST
def feeling(request: Request, meeting_id: UUID) -> HttpResponse:
    """Said after the verdict: kept, marked late."""
    found = _own(request, meeting_id)
    sure = request.POST.get("sure", "")
    met = request.POST.get("met", "")
    if (met and met not in Met.values) or (sure and sure not in {str(stop) for stop in SURENESS}):
        return HttpResponseBadRequest(_("Not one of the answers."))
    answer_feeling(request.seat, found, met=met, sure=int(sure) if sure else None, now=timezone.now())
    messages.success(request, _("Saved, marked late."))
    return redirect("meeting", meeting_id)


@require_POST
def customer(request: Request, meeting_id: UUID) -> HttpResponse:
    """Which customer it was, said later or said better."""
    try:
        name_customer(request.seat, _own(request, meeting_id), request.POST.get("account", ""))
    except ValueError as wrong:
        messages.error(request, str(wrong))
    return redirect("meeting", meeting_id)


@require_POST
def share(request: Request, meeting_id: UUID) -> HttpResponse:
    """Show the words to the workspace, or not any more."""
    found = _own(request, meeting_id)
    source = get_object_or_404(SourceText.objects.in_workspace(request.seat.workspace_id), meeting=found)
    shared = request.POST.get("shared") == "yes"
    share_words(source, shared=shared)
    messages.success(request, _("The words are shared.") if shared else _("Only you read the words."))
    return redirect("meeting", meeting_id)


@require_POST
def delete(request: Request, meeting_id: UUID) -> HttpResponse:
    """Delete a meeting for good."""
    delete_meeting(_own(request, meeting_id))
    messages.success(request, _("The meeting is deleted."))
    return redirect("meetings")


def _own(request: Request, meeting_id: UUID) -> Meeting:
    return get_object_or_404(meetings_held_by(request.seat).select_related("seller", "account"), pk=meeting_id)


def _latest(found: Meeting) -> Judgement:
    judgements = Judgement.objects.in_workspace(found.workspace_id).filter(meeting=found)
    judgement = judgements.select_related("meeting").order_by("-version").first()
    if judgement is None:
        raise Http404
    return judgement


def _sides_sent(request: Request) -> list[Any]:
    return [request.POST.get(f"side.{place}") for place in range(len(request.POST.getlist("speaker")))]


def _named(request: Request, name: str) -> Meeting | None:
    """The meeting an address goes on from; none for what is no meeting of this person's."""
    try:
        key = UUID(request.GET.get(name, ""))
    except ValueError:
        return None
    return meetings_of_his_day(request.seat).filter(pk=key).first()
