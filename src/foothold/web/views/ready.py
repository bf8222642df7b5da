"""Ready (UX, S2): both sides ready in two minutes. Every answer is one form, with script or without."""

from collections.abc import Callable, Iterator
from datetime import date, datetime
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.answer_item import (
    PARTS,
    answer_by_quote,
    answer_by_source,
    answer_item,
    does_not_apply,
    none_needed,
    skip_item,
    take_back,
    take_words,
)
from foothold.actions.ask_customer import ask_customer, invite_colleague, send_agenda, sent_by_hand
from foothold.actions.invite import calendar_file, sends_itself
from foothold.actions.mark_prediction import mark_prediction
from foothold.actions.prepare_meeting import CannotPrepare, set_agenda, set_outcome, want_full_sheet
from foothold.core.evidence import Level
from foothold.core.readiness import AgendaQuestion, Item
from foothold.records.invitations import invitation_to
from foothold.records.models import Meeting, PreparedItem
from foothold.records.prepared import PREP_QUESTION, TYPED
from foothold.records.visibility import meetings_held_by
from foothold.web.ready_page import predictions_page, ready_page
from foothold.web.seats import Request

MOST_SLOTS = 6
"""Times a form may send; more than the page shows is nobody's answer."""


@require_safe
def ready(request: Request, meeting_id: UUID) -> HttpResponse:
    """The sheet. Looking at it changes nothing."""
    found = _own(request, meeting_id)
    now = timezone.now()
    if found.ended_at <= now:
        return redirect("meeting", meeting_id)
    return render(request, "web/ready.html", ready_page(request.seat, found, now=now))


@require_POST
def outcome(request: Request, meeting_id: UUID) -> HttpResponse:
    """What to leave with: a suggested one taken, or one's own."""
    found = _own(request, meeting_id)
    try:
        slots = [_moment(each) for each in request.POST.getlist("slot")[:MOST_SLOTS]]
    except ValueError:
        return HttpResponseBadRequest(_("Not one of the answers."))

    def keep(meeting: Meeting, now: datetime) -> str:
        said = request.POST.get("outcome", "")
        next_step = request.POST.get("next_step", "")
        set_outcome(request.seat, meeting, said, next_step=next_step, slots=slots, now=now)
        return _("Outcome saved.") if said.strip() else _("Outcome taken back.")

    return _done(request, found, keep, "outcome")


@require_POST
def agenda(request: Request, meeting_id: UUID) -> HttpResponse:
    """The questions, their minutes, and whose they are."""

    def keep(meeting: Meeting, now: datetime) -> str:
        set_agenda(request.seat, meeting, _agenda_sent(request), now=now)
        return _("Agenda saved.")

    return _done(request, _own(request, meeting_id), keep, "agenda")


@require_POST
def answer(request: Request, meeting_id: UUID) -> HttpResponse:
    """One item of the sheet: known, quoted, asked, skipped, excused, or taken back."""
    found = _own(request, meeting_id)
    try:
        item = Item(request.POST.get("item", ""))
        keep = _ANSWERS[request.POST.get("how", "")]
    except (ValueError, KeyError):
        return HttpResponseBadRequest(_("Not one of the answers."))
    return _done(request, found, lambda meeting, now: keep(request, meeting, item, now), item.value)


@require_POST
def ask(request: Request, meeting_id: UUID) -> HttpResponse:
    """Ask the customer for several things at once: one update of the invitation."""
    found = _own(request, meeting_id)
    try:
        items = [Item(each) for each in request.POST.getlist("item")]
    except ValueError:
        return HttpResponseBadRequest(_("Not one of the answers."))
    about = request.POST.getlist("about")
    pairs = [(item, about[place] if place < len(about) else "") for place, item in enumerate(items)]
    return _done(request, found, lambda meeting, now: _ask(request, meeting, pairs, now), "them")


@require_POST
def send(request: Request, meeting_id: UUID) -> HttpResponse:
    """Outcome, agenda and questions into the invitation they have."""

    def keep(meeting: Meeting, now: datetime) -> str:
        send_agenda(request.seat, meeting, shown=_agenda_sent(request), now=now)
        return _("The invitation is updated.")

    return _done(request, _own(request, meeting_id), keep, "send")


@require_POST
def sent(request: Request, meeting_id: UUID) -> HttpResponse:
    """The seller sent it himself."""

    def keep(meeting: Meeting, now: datetime) -> str:
        sent_by_hand(request.seat, meeting, now=now)
        return _("Saved: you sent it yourself.")

    return _done(request, _own(request, meeting_id), keep, "send")


@require_POST
def full(request: Request, meeting_id: UUID) -> HttpResponse:
    """All eight questions, or the short sheet again."""

    def keep(meeting: Meeting, now: datetime) -> str:
        wanted = request.POST.get("full") == "yes"
        want_full_sheet(request.seat, meeting, full=wanted, now=now)
        return _("All eight questions.") if wanted else _("The short sheet.")

    return _done(request, _own(request, meeting_id), keep, "questions")


@require_POST
def invite(request: Request, meeting_id: UUID) -> HttpResponse:
    """A colleague whom the customer named."""

    def keep(meeting: Meeting, now: datetime) -> str:
        invite_colleague(request.seat, meeting, request.POST.get("address", ""), now=now)
        return _("Invited.")

    return _done(request, _own(request, meeting_id), keep, "them")


@require_safe
def invitation_file(request: Request, meeting_id: UUID) -> HttpResponse:
    """Our invitation as it stands, to open in the seller's own calendar and send from there."""
    invitation = invitation_to(_own(request, meeting_id))
    if invitation is None:
        raise Http404
    answer = HttpResponse(calendar_file(invitation), content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="{invitation.code}.ics"'
    return answer


@require_POST
def expected(request: Request, meeting_id: UUID) -> HttpResponse:
    """After the meeting: did it turn out as expected?"""
    found = _own(request, meeting_id)
    now = timezone.now()
    try:
        item = Item(request.POST.get("item", ""))
        mark_prediction(request.seat, found, item, request.POST.get("mark", ""), now=now)
    except ValueError as refused:
        if not isinstance(refused, CannotPrepare):
            return HttpResponseBadRequest(_("Not one of the answers."))
        messages.error(request, str(refused))
        return redirect("meeting", meeting_id)
    if request.htmx:
        context = {"meeting": found, "expected": predictions_page(request.seat, found, now=now), "said": _("Saved.")}
        return render(request, "web/parts/expected.html", context)
    messages.success(request, _("Saved."))
    return redirect("meeting", meeting_id)


def _done(request: Request, found: Meeting, keep: Callable[[Meeting, datetime], str], focus: str) -> HttpResponse:
    """Do it and show the sheet again, with what was said; what cannot be is said, and nothing is lost."""
    now, said, refused = timezone.now(), "", ""
    try:
        said = keep(found, now)
    except CannotPrepare as cannot:
        refused = str(cannot)
    if request.htmx and found.ended_at > now:
        context = ready_page(request.seat, found, now=now, focus=focus) | {"said": said, "refused": refused}
        return render(request, "web/parts/ready_sheet.html", context)
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, said)
    return redirect("ready", found.pk)


def _own(request: Request, meeting_id: UUID) -> Meeting:
    return get_object_or_404(meetings_held_by(request.seat).select_related("account", "seller"), pk=meeting_id)


def _know(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    """One's own word, or a source where an address stands beside it."""
    words, source = request.POST.get("words", ""), request.POST.get("url", "").strip()
    parts, source_on = dict(_parts(request, item)), _day(request.POST.get("on", ""))
    if source.lower().startswith(("http:", "https:")):
        answer_by_source(request.seat, meeting, item, words, source, source_on, parts=parts, now=now)
        return _("Saved, with its source.")
    parts |= {"source": source} if source else {}
    typed = PreparedItem.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, item=item.value, key=TYPED)
    was_there = typed.exists()
    row = answer_item(request.seat, meeting, item, words, parts=parts, source_on=source_on, now=now)
    if row is None:
        return _("Taken back.") if was_there else _("Nothing was typed, so nothing is kept.")
    return _("Saved, but too thin to count.") if row.too_thin else _("Saved.")


def _quoted(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    words = request.POST.get("words", "") or request.POST.get("issue", "")
    _row, level = answer_by_quote(request.seat, meeting, item, words, parts=dict(_parts(request, item)), now=now)
    if level >= Level.E3:
        return _("Found in their words.")
    return _("Not found in what they said, as far as it is kept. Saved as your own word.")


def _take(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    start = _number(request.POST.get("start", ""), nothing=-1)
    take_words(request.seat, meeting, item, start, parts=dict(_parts(request, item)), now=now)
    return _("Their words are taken.")


def _ask_one(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    return _ask(request, meeting, [(item, request.POST.get("about", ""))], now)


def _ask(request: Request, meeting: Meeting, items: list[tuple[Item, str]], now: datetime) -> str:
    if not items:
        raise CannotPrepare(_("There is nothing to ask."))
    asked = ask_customer(request.seat, meeting, items, now=now)
    invitation = invitation_to(meeting)
    if invitation is None:
        return _("The question is in the text for your mail. Nothing has left: send it yourself.")
    if not sends_itself(invitation):
        return _("The question is in the invitation. Nothing has left: send the update yourself.")
    if any(row.grounds.get("as") != PREP_QUESTION for row in asked):
        return _("It leaves in a minute, on the agenda: another question is asked before the meeting already.")
    return _("The question leaves in a minute, or with the agenda.")


def _skip(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    skip_item(request.seat, meeting, item, now=now)
    return _("Skipped.")


def _excuse(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    does_not_apply(request.seat, meeting, item, request.POST.get("reason", ""), now=now)
    return _("Saved: it does not apply.")


def _none(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    none_needed(request.seat, meeting, request.POST.get("reason", ""), now=now)
    return _("Saved: none is needed.")


def _undo(request: Request, meeting: Meeting, item: Item, now: datetime) -> str:
    take_back(request.seat, meeting, item, now=now)
    return _("Taken back.")


_ANSWERS: dict[str, Callable[[Request, Meeting, Item, datetime], str]] = {
    "know": _know,
    "quoted": _quoted,
    "take": _take,
    "ask": _ask_one,
    "skip": _skip,
    "na": _excuse,
    "none": _none,
    "undo": _undo,
}


def _parts(request: Request, item: Item) -> Iterator[tuple[str, str]]:
    for name in PARTS.get(item, ()):
        said = request.POST.get(name, "").strip()
        if said:
            yield name, said


def _agenda_sent(request: Request) -> list[AgendaQuestion]:
    minutes = request.POST.getlist("minutes")
    theirs = set(request.POST.getlist("theirs"))
    return [
        AgendaQuestion(question, _number(minutes[place] if place < len(minutes) else ""), str(place) in theirs)
        for place, question in enumerate(request.POST.getlist("question")[:30])
    ]


def _number(said: str, *, nothing: int = 0) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else nothing


def _day(said: str) -> date | None:
    try:
        return date.fromisoformat(said) if said else None
    except ValueError:
        return None


def _moment(said: str) -> datetime:
    moment = datetime.fromisoformat(said)
    if moment.tzinfo is None:
        raise ValueError("a time without a zone")
    return moment
