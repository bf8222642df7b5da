"""After a meeting (UX, S4): drop it, answer what only you know, see the verdict."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from foothold.actions.debrief_meeting import Answers, debrief_meeting, loses_words
from foothold.actions.read_conversation import YEARS, read_conversation
from foothold.core.calendar_entries import Skipped
from foothold.core.conversation import Conversation, Unreadable
from foothold.core.evidence import Side
from foothold.read import open_pasted
from foothold.records.afterwards import last_met, waiting_for_words
from foothold.records.models.findings import SURENESS, Met
from foothold.records.models.meetings import Knowing
from foothold.web.absence_part import absence_part
from foothold.web.after_page import questions as after_questions
from foothold.web.after_page import thought_sent
from foothold.web.carried import NotCarried, carried, carry
from foothold.web.import_report import MOST_NAMED
from foothold.web.seats import Request
from foothold.web.views.dropped import answer, take
from foothold.web.wording import knowing_choices

PASTED = "pasted words.txt"
NONE: Mapping[str, str] = MappingProxyType({})
"""Nobody's side was sent."""


@require_safe
def after(request: Request) -> HttpResponse:
    """The meeting that has just ended, or the way to the last one; and the drop screen."""
    now = timezone.now()
    just_over = waiting_for_words(request.seat, now=now)
    if just_over:
        context = {"just_over": just_over, **after_questions(request.seat)}
        context["absence"] = absence_part(request.seat, just_over[0], is_own=True, now=now)
        return render(request, "web/after.html", context)
    return render(request, "web/after.html", {"last_met": last_met(request.seat, now=now)})


@require_http_methods(["GET", "POST"])
def before_the_verdict(request: Request) -> HttpResponse:
    """Take in what was dropped; of a conversation ask only what is still open, and store nothing of it yet."""
    if request.method != "POST":
        return redirect("after")
    if request.FILES.getlist("file"):
        return _dropped(request)
    try:
        conversation, is_pasted = _conversation(request)
    except Unreadable as unreadable:
        return _not_read(request, str(unreadable))
    except NotCarried:
        return _not_read(request, _("This page was open for too long, or was changed on the way."))
    return _before(request, conversation, is_pasted=is_pasted)


def _dropped(request: Request) -> HttpResponse:
    given = take(request.seat, request.FILES.getlist("file"))
    if given.only_conversation is not None:
        return _before(request, given.only_conversation, is_pasted=False)
    if given.only_answer is not None:
        messages.success(request, _("Read as the answer to this invitation."))
        return redirect("meeting", given.only_answer.meeting_id)
    if not given.answered and not given.conversations and not given.waiting and not given.report.read:
        return _not_read(request, "", given.report.skipped)
    if given.answered:
        topics = ", ".join(dict.fromkeys(each.topic for each in given.answered))
        messages.success(request, _("Read as answers to your invitations: %(topics)s.") % {"topics": topics[:300]})
    return answer(request, given)


def _before(
    request: Request, conversation: Conversation, *, is_pasted: bool, wrong: str = "", sides: Mapping[str, str] = NONE
) -> HttpResponse:
    """The questions before the verdict; `wrong` is what an answer cannot be. What was answered stays answered."""
    questions = read_conversation(request.seat, conversation, now=timezone.now())
    if wrong:
        messages.error(request, wrong)
    return render(
        request,
        "web/before.html",
        {
            "conversation": conversation,
            "is_pasted": is_pasted,
            "questions": questions,
            "carried": carry(request.seat, conversation),
            **after_questions(request.seat),
            "knowing": knowing_choices(questions.kind),
            "files_given": _count(request.POST.get("files")),
            "given": request.POST,
            "told_ours": {name for name, side in sides.items() if side == Side.OURS},
            "told_customer": {name for name, side in sides.items() if side == Side.CUSTOMER},
            "asks_again": bool(sides is not NONE and not wrong),
        },
        status=422 if wrong else 200,
    )


@require_http_methods(["GET", "POST"])
def verdict(request: Request) -> HttpResponse:
    """Store the answers, judge, and show the meeting."""
    if request.method != "POST":
        return redirect("after")
    try:
        conversation = carried(request.seat, request.POST.get("carried", ""))
    except NotCarried:
        return _not_read(request, _("This page was open for too long, or was changed on the way."))
    answers, is_pasted = _answers(request), conversation.name.startswith("pasted words")
    if answers.held_at.year not in YEARS:
        wrong = _("That day cannot be right. Choose when the conversation was.")
        return _before(request, conversation, is_pasted=is_pasted, wrong=wrong, sides=answers.sides)
    if is_pasted and not request.POST.get("even_so") and loses_words(request.seat, conversation, answers):
        return _before(request, conversation, is_pasted=True, sides=answers.sides)
    meeting = debrief_meeting(request.seat, conversation, answers, now=timezone.now())
    return redirect("meeting", meeting.pk)


def _conversation(request: Request) -> tuple[Conversation, bool]:
    """One of several that were dropped, carried from the page that offered it; or pasted words, and that they are."""
    if request.POST.get("carried"):
        return carried(request.seat, request.POST["carried"]), False
    words = request.POST.get("words", "")
    if not words.strip():
        raise Unreadable(_("There was nothing to read. Choose a file or paste the words."))
    # Browsers send CRLF; the text the person pasted had none of our making.
    zone = ZoneInfo(request.seat.workspace.tz)
    return open_pasted(words.replace("\r\n", "\n"), _pasted_name(words), zone), True


def _pasted_name(words: str) -> str:
    """What was pasted, as far as its first line tells: a transcript keeps its clock that way."""
    return "pasted words.vtt" if words.lstrip("\ufeff \n\r").startswith("WEBVTT") else PASTED


def _not_read(request: Request, happened: str, skipped: Sequence[Skipped] = ()) -> HttpResponse:
    """The drop screen with what is wrong; of a single file its reason is the whole answer."""
    if len(skipped) == 1:
        happened, skipped = skipped[0].reason, ()
    context = {
        "happened": happened or _("None of these files could be read."),
        "skipped": skipped[:MOST_NAMED],
        "words": request.POST.get("words", ""),
    }
    return render(request, "web/after.html", context, status=422)


def _answers(request: Request) -> Answers:
    sent = request.POST
    zone = request.seat.workspace.tz
    sides = {
        sent[f"speaker.{place}"]: sent[f"side.{place}"]
        for place in range(_count(sent.get("speakers")))
        if f"speaker.{place}" in sent and sent.get(f"side.{place}") in {"ours", "customer"}
    }
    prefilled = {
        sent[f"speaker.{place}"]: sent.get(f"was.{place}", "")
        for place in range(_count(sent.get("speakers")))
        if f"speaker.{place}" in sent
    }
    return Answers(
        held_at=_moment(sent.get("held_at", ""), zone),
        tz=zone,
        account=sent.get("account", "").strip(),
        sides=sides,
        prefilled=prefilled,
        knowing=sent.get("knowing", "") if sent.get("knowing") in Knowing.values else "",
        met=sent.get("met", "") if sent.get("met") in Met.values else "",
        sure=int(sent["sure"]) if sent.get("sure", "") in {str(stop) for stop in SURENESS} else None,
        thought=thought_sent(sent),
    )


def _moment(written: str, zone: str) -> datetime:
    """A date and time as the browser sends it, in the workspace's zone; now where it says nothing."""
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return timezone.now().replace(second=0, microsecond=0)
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(zone))


def _count(written: str | None) -> int:
    return min(int(written), 500) if written and written.isdecimal() and len(written) < 9 else 0
