"""Set up (UX, S9): who we are, what is kept and for how long, everything out, everything gone."""

from io import BytesIO
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from foothold.actions.change_comfort import change_comfort
from foothold.actions.change_settings import (
    add_identity,
    change_kept_days,
    change_knowing,
    forget_side,
    remove_identity,
)
from foothold.actions.delete_contact import delete_contact
from foothold.actions.delete_everything import delete_everything
from foothold.actions.export_contact import export_contact_to_zip
from foothold.actions.export_everything import export_to_zip
from foothold.actions.make_demo import make_demo
from foothold.actions.remove_demo import remove_demo
from foothold.actions.trust_mail_server import trust_mail_server
from foothold.connectors.calendar.public_holidays import countries
from foothold.connectors.mail.authentication import UNNAMED
from foothold.records.models import Connection, Contact, Identity, Meeting, Membership, SourceConsent
from foothold.records.models.meetings import SourceKind
from foothold.records.models.people import Role
from foothold.records.own_name import STANDS_IN
from foothold.records.reach import public_url, sentence
from foothold.records.time_zones import known_zones
from foothold.records.who_is_who import told_ours
from foothold.web.drop_again import drop_again
from foothold.web.notes_page import notes_form
from foothold.web.seats import Request
from foothold.web.second_reader_page import Typed, second_reader_form
from foothold.web.sources_page import own_sources
from foothold.web.wording import knowing_choices
from foothold.web.worth_page import worth_form

LAST_WORD = "delete"
"""What is typed before everything goes: the one place where undo is not possible."""


@require_safe
def setup(request: Request) -> HttpResponse:
    """One page, a heading for each thing to settle."""
    return setup_page(request)


PEOPLE_AT_ONCE = 25
"""Lines of people on the page; the others are found by name or a page on."""


def _people(request: Request) -> dict[str, Any]:
    """Some of the people known, by what was typed of their name, address or firm."""
    wanted = request.GET.get("person", "").strip()[:100]
    known = Contact.objects.in_workspace(request.seat.workspace).filter(Q(demo=False) | Q(meetings__demo=False))
    if wanted:
        known = known.filter(
            Q(name__icontains=wanted) | Q(address__icontains=wanted) | Q(account__name__icontains=wanted)
        )
    listed = known.distinct().select_related("account").order_by("name", "pk")
    page = Paginator(listed, PEOPLE_AT_ONCE).get_page(request.GET.get("people"))
    return {"people": page, "wanted_person": wanted, "people_query": urlencode({"person": wanted} if wanted else {})}


def setup_page(
    request: Request, *, typed: Typed | None = None, worth: dict[str, Any] | None = None, status: int = 200
) -> HttpResponse:
    """The page; `typed` is what the model's form could not keep, `worth` the form of an hour's price with the same."""
    workspace = request.seat.workspace
    answers = dict(
        SourceConsent.objects.in_workspace(workspace).filter(user=request.user).values_list("kind", "answer")
    )
    own_name = request.user.name if request.user.name != STANDS_IN else ""
    context = {
        "own_name": own_name,
        "identities": Identity.objects.in_workspace(workspace).filter(demo=False).order_by("kind", "value"),
        "told_ours": told_ours(request.seat),
        "kinds": [(kind, label, answers.get(kind, ""), knowing_choices(kind)) for kind, label in SourceKind.choices],
        **_people(request),
        "is_connected": Connection.objects.in_workspace(request.seat.workspace_id).exists(),
        "meeting_count": Meeting.objects.in_workspace(workspace).count(),
        "zones": sorted(known_zones()),
        "countries": countries(),
        "is_owner": request.seat.is_admin,
        "is_unnamed": request.seat.workspace.authserv_id == UNNAMED,
        "last_word": LAST_WORD,
        "source_count": own_sources(request.seat).count(),
        "broken_count": own_sources(request.seat).exclude(problem="").count(),
        "at_setup": True,
        "is_reachable": public_url() is not None,
        "reach": sentence(),
        "command": settings.COMMAND,
        **notes_form(request.seat),
        **(worth or worth_form(request.seat)),
        **(second_reader_form(request.seat, typed) if _owns(request) else {}),
    }
    return render(request, "web/setup.html", context, status=status)


@require_safe
def keys(request: Request) -> HttpResponse:
    """The keys, for those without script; with script the same list opens over the page."""
    return render(request, "web/keys.html")


@require_POST
def identity(request: Request) -> HttpResponse:
    """Add a name, address or domain of ours."""
    try:
        added = add_identity(request.seat, request.POST.get("value", ""))
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("%(value)s speaks for us from now on.") % {"value": added.value})
    return redirect("setup")


@require_POST
def identity_gone(request: Request, identity_id: UUID) -> HttpResponse:
    """Remove one."""
    found = get_object_or_404(Identity.objects.in_workspace(request.seat.workspace_id), pk=identity_id)
    remove_identity(found)
    messages.success(request, _("Removed."))
    return redirect("setup")


@require_POST
def side_gone(request: Request, side_id: UUID) -> HttpResponse:
    """Forget that a name was told to be ours."""
    forget_side(get_object_or_404(told_ours(request.seat), pk=side_id))
    messages.success(request, _("Removed."))
    return redirect("setup")


@require_POST
def keeping(request: Request) -> HttpResponse:
    """Who knew, and how long words are kept."""
    now = timezone.now()
    try:
        for kind in SourceKind.values:
            if request.POST.get(f"knowing.{kind}"):
                change_knowing(request.seat, kind, request.POST[f"knowing.{kind}"], now=now)
        if request.POST.get("days") and _owns(request):
            change_kept_days(request.seat, int(request.POST["days"]))
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Saved."))
    return redirect("setup")


@require_POST
def trust(request: Request) -> HttpResponse:
    """The mail server whose check of a sender is believed; the owner's to say."""
    seat = _owner(request)
    try:
        name = trust_mail_server(seat, UNNAMED if request.POST.get("unnamed") else request.POST.get("authserv_id", ""))
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        said = _("Checks by %(name)s are believed from now on.") % {"name": name} if name else ""
        said = _("Checks that carry no name are believed from now on.") if name == UNNAMED else said
        messages.success(request, said or _("No server's checks are believed."))
        again = drop_again(seat, now=timezone.now()) if name else ""
        if again:
            messages.info(request, again)
    return redirect("setup")


@require_POST
def comfort(request: Request) -> HttpResponse:
    """The person's own name, the time zone, the country of our holidays, and the single-letter keys."""
    sent = request.POST
    try:
        change_comfort(
            request.seat,
            keys_on=sent.get("keys") == "on",
            name=sent.get("name"),
            tz=sent.get("tz") or None,
            country=sent.get("country"),
            now=timezone.now(),
        )
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Saved."))
    return redirect("setup")


@require_POST
def export(request: Request) -> HttpResponse:
    """Everything as one ZIP archive."""
    _owner(request)
    archive = BytesIO()
    export_to_zip(request.seat, archive)
    return _zip(archive, "foothold-export.zip")


@require_POST
def contact_export(request: Request, contact_id: UUID) -> HttpResponse:
    """Everything about one person as a ZIP archive."""
    _owner(request)
    found = get_object_or_404(Contact.objects.in_workspace(request.seat.workspace_id), pk=contact_id)
    archive = BytesIO()
    export_contact_to_zip(request.seat, [found], archive)
    return _zip(archive, "foothold-contact.zip")


def _zip(archive: BytesIO, name: str) -> HttpResponse:
    answer = HttpResponse(archive.getvalue(), content_type="application/zip")
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def contact_gone(request: Request, contact_id: UUID) -> HttpResponse:
    """Erase a person everywhere."""
    _owner(request)
    found = get_object_or_404(Contact.objects.in_workspace(request.seat.workspace_id), pk=contact_id)
    delete_contact(found)
    messages.success(request, _("The person is erased everywhere."))
    return redirect("setup")


@require_POST
def everything_gone(request: Request) -> HttpResponse:
    """Delete everything, once the word was typed. The owner's alone: every other seat goes with it."""
    seat = _owner(request)
    if seat.role != Role.OWNER:
        raise Http404
    if request.POST.get("word", "").strip().lower() != LAST_WORD:
        messages.error(request, _("Nothing was deleted. Type the word to go on."))
        return redirect("setup")
    delete_everything(seat.workspace)
    messages.success(request, _("Everything is deleted."))
    return redirect("after")


@require_POST
def demo(request: Request) -> HttpResponse:
    """Bring the demo team, or send it away with everything it brought."""
    seat = _owner(request)
    if request.POST.get("demo") == "make":
        make_demo(seat.workspace, now=timezone.now())
        messages.success(request, _("The demo team is here. Nothing of it is real."))
        return redirect("meetings")
    remove_demo(seat.workspace)
    messages.success(request, _("The demo team is gone. Set up brings a new one."))
    return redirect("after")


def _owns(request: Request) -> bool:
    return request.seat.is_admin


def _owner(request: Request) -> Membership:
    """What concerns everybody is an admin's to do; for others the address does not exist."""
    if not _owns(request):
        raise Http404
    return request.seat
