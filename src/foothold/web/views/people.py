"""Colleagues (UX, S9; METHOD 11): invite, roles, teams, the managers' screens; what others see, and who looked."""

from collections.abc import Callable
from functools import wraps
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from foothold.actions.change_seat import change_seat
from foothold.actions.invite_colleague import SentInvitation, invite_again, invite_colleague, revoke_invitation
from foothold.actions.let_colleague_go import handover_of, let_colleague_go
from foothold.actions.settle_teams import make_team, remove_team, rename_team
from foothold.actions.share_with_lead import consent_to_figures, share_feeling
from foothold.actions.switch_team_screens import switch_team_screens_off, switch_team_screens_on
from foothold.records.colleagues import colleagues, seats_in, teams_of
from foothold.records.models import Membership, SeatInvitation, Team
from foothold.records.models.people import Role
from foothold.web.people_page import NAMES, ROLES, people_page, seen_lines, yours_page
from foothold.web.seats import Request

View = Callable[..., HttpResponse]


def admins_only(view: View) -> View:
    """For others the address does not exist."""

    @wraps(view)
    def shown(request: Request, *args: object, **kwargs: object) -> HttpResponse:
        if not request.seat.is_admin:
            raise Http404
        return view(request, *args, **kwargs)

    return shown


@require_safe
def people(request: Request) -> HttpResponse:
    """Who is here. Everybody may know that; what can be changed is shown to admins."""
    return render(request, "web/people.html", people_page(request.seat, now=timezone.now()))


@require_POST
@admins_only
def invite(request: Request) -> HttpResponse:
    """Ask somebody to join."""
    try:
        sent = invite_colleague(
            request.seat,
            address=request.POST.get("address", ""),
            role=request.POST.get("role", ""),
            team_id=_uuid(request.POST.get("team", "")),
            now=timezone.now(),
        )
    except ValueError as wrong:
        messages.error(request, str(wrong))
        return redirect("people")
    return _say_link(request, sent)


@require_POST
@admins_only
def invitation(request: Request, seat_invitation_id: UUID) -> HttpResponse:
    """Send it again, with a new link, or take it back."""
    rows = SeatInvitation.objects.in_workspace(request.seat.workspace_id).select_related("team")
    found = get_object_or_404(rows, pk=seat_invitation_id)
    if request.POST.get("what") == "revoke":
        gone = revoke_invitation(found, now=timezone.now())
        said = _("The link opens nothing any more.") if gone else _("It was used or taken back already.")
        messages.success(request, said)
        return redirect("people")
    try:
        return _say_link(request, invite_again(request.seat, found, now=timezone.now()))
    except ValueError as wrong:
        messages.error(request, str(wrong))
        return redirect("people")


@require_http_methods(["GET", "HEAD", "POST"])
@admins_only
def person(request: Request, seat_id: UUID) -> HttpResponse:
    """A colleague's role, team and the teams he leads."""
    whom = _seated(request, seat_id)
    if request.method == "POST":
        try:
            change_seat(
                whom,
                role=request.POST.get("role", ""),
                team_id=_uuid(request.POST.get("team", "")),
                leads=[found for each in request.POST.getlist("leads") if (found := _uuid(each))],
            )
        except ValueError as wrong:
            messages.error(request, str(wrong))
        else:
            messages.success(request, _("Saved."))
            return redirect("people")
        whom = _seated(request, seat_id)
    leads = next((each.leads for each in colleagues(request.seat.workspace_id) if each.seat.pk == whom.pk), ())
    context = {
        "at_setup": True,
        "whom": whom,
        "role": Role.ADMIN if whom.role == Role.OWNER else whom.role,
        "role_name": NAMES[whom.role],
        "roles": ROLES,
        "teams": [(team, team in leads) for team in teams_of(request.seat.workspace_id)],
        "handover": handover_of(whom, now=timezone.now()),
        "others": seats_in(request.seat.workspace_id).exclude(pk=whom.pk),
        "is_self": whom.pk == request.seat.pk,
    }
    return render(request, "web/person.html", context)


@require_POST
@admins_only
def leaves(request: Request, seat_id: UUID) -> HttpResponse:
    """He leaves the firm: everything that lets him in closes, and his deals go where it is said."""
    whom = _seated(request, seat_id)
    words = request.POST.get("words")
    if words not in {"erase", "keep"}:
        messages.error(request, _("Say what becomes of the words only he may read."))
        return redirect("person", whom.pk)
    successor_id = _uuid(request.POST.get("successor", ""))
    successor = _seated(request, successor_id) if successor_id else None
    try:
        handed = let_colleague_go(whom, successor=successor, erase_words=words == "erase", now=timezone.now())
    except ValueError as wrong:
        messages.error(request, str(wrong))
        return redirect("person", whom.pk)
    if whom.pk == request.seat.pk:
        return redirect("account_login")
    said = _("%(name)s is out, on every device.") % {"name": whom.user.name}
    if successor:
        deals = ngettext("%(n)s deal", "%(n)s deals", handed.deals) % {"n": handed.deals}
        meetings = ngettext("%(n)s meeting ahead", "%(n)s meetings ahead", handed.meetings) % {"n": handed.meetings}
        said += " " + _("%(deals)s and %(meetings)s are %(name)s's now.") % {
            "deals": deals,
            "meetings": meetings,
            "name": successor.user.name,
        }
    messages.success(request, said)
    return redirect("people")


@require_POST
@admins_only
def team_made(request: Request) -> HttpResponse:
    """A new team."""
    try:
        team = make_team(request.seat, request.POST.get("name", ""), now=timezone.now())
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("%(name)s is there. Put people in it.") % {"name": team.name})
    return redirect("people")


@require_POST
@admins_only
def team(request: Request, team_id: UUID) -> HttpResponse:
    """Another name for a team, or no such team any more."""
    found = get_object_or_404(Team.objects.in_workspace(request.seat.workspace_id), pk=team_id)
    if request.POST.get("what") == "remove":
        remove_team(found)
        messages.success(request, _("The team is gone. Its people are here still."))
        return redirect("people")
    try:
        rename_team(request.seat, found, request.POST.get("name", ""))
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Saved."))
    return redirect("people")


@require_POST
@admins_only
def team_screens(request: Request) -> HttpResponse:
    """The managers' screens, on with a note or off."""
    now = timezone.now()
    if request.POST.get("screens") == "off":
        switch_team_screens_off(request.seat, now=now)
        messages.success(request, _("Managers see nothing of others from now on."))
        return redirect("people")
    try:
        switch_team_screens_on(request.seat, request.POST.get("note", ""), now=now)
    except ValueError as wrong:
        messages.error(request, str(wrong))
    else:
        messages.success(request, _("Managers see their teams from now on. Each look is kept."))
    return redirect("people")


@require_safe
def yours(request: Request) -> HttpResponse:
    """What others see of this person, what he lets them see, and who looked."""
    return render(request, "web/who_looked.html", yours_page(request.seat, now=timezone.now()))


@require_POST
def yours_shared(request: Request) -> HttpResponse:
    """What he felt, or figures of his own: shared, or not any more."""
    on = request.POST.get("on") == "yes"
    if request.POST.get("what") == "feeling":
        share_feeling(request.seat, on=on)
        said = _("Who leads your team sees what you felt.") if on else _("Only you see what you felt.")
    elif request.POST.get("what") == "figures":
        consent_to_figures(request.seat, on=on, now=timezone.now())
        said = _("Kept, with today's date. You can take it back.") if on else _("Taken back. It holds from now on.")
    else:
        raise Http404
    messages.success(request, said)
    return redirect("yours")


@require_safe
def welcome(request: Request) -> HttpResponse:
    """The first screen of who joined: what he sees, and what others see of him."""
    return render(request, "web/welcome.html", {"at_setup": True, **seen_lines(request.seat)})


def _seated(request: Request, seat_id: UUID) -> Membership:
    return get_object_or_404(seats_in(request.seat.workspace_id), pk=seat_id)


def _say_link(request: Request, sent: SentInvitation) -> HttpResponse:
    return render(request, "web/person_link.html", {"at_setup": True, "sent": sent})


def _uuid(written: str) -> UUID | None:
    try:
        return UUID(written)
    except ValueError:
        return None
