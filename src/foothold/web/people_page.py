"""Colleagues (UX, S9): who is here, who is asked to join, teams, the managers' screens; and what others see of you."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.core.who_may_see import LEAST_SELLERS
from foothold.records.colleagues import (
    Colleague,
    colleagues,
    consenting,
    has_consented,
    leads_of,
    looks_at,
    names_of,
    open_invitations,
    switched,
    teams_of,
    who_left,
)
from foothold.records.models import Membership, SeatInvitation
from foothold.records.models.people import Role
from foothold.records.reach import public_url, sentence
from foothold.records.visibility import are_team_screens_on, sellers_led_by
from foothold.records.whom_to_reach import has_mailbox
from foothold.web.wording import Words

ROLES: tuple[tuple[str, Words, Words], ...] = (
    (Role.SELLER, _l("Seller"), _l("sees his own, and what colleagues share")),
    (Role.MANAGER, _l("Manager"), _l("also the teams he leads, once that is switched on")),
    (Role.ADMIN, _l("Admin"), _l("settles the site; sees nothing more by that")),
)
"""The roles an admin gives, each with what it means."""
NAMES: dict[str, Words] = {
    Role.OWNER: _l("Admin, owner"),
    **{role: name for role, name, _what in ROLES},
}


def people_page(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """The context of web/people.html."""
    there = colleagues(seat.workspace_id)
    teams = teams_of(seat.workspace_id)
    agreed = consenting(seat.workspace_id)
    history = switched(seat.workspace_id)
    return {
        "at_setup": True,
        "people": [_line(each) for each in there],
        "teams": [(team, *_team(team.pk, there, agreed)) for team in teams],
        "least": LEAST_SELLERS,
        "left": who_left(seat.workspace_id) if seat.is_admin else [],
        "invitations": _invitations(seat, now) if seat.is_admin else [],
        "roles": ROLES,
        "is_on": next((each for each in history if each.off_at is None), None),
        "history": history,
        "is_reachable": public_url() is not None,
        "reach": sentence(),
        "has_mailbox": has_mailbox(seat),
    }


def _invitations(seat: Membership, now: datetime) -> list[tuple[SeatInvitation, Words, bool]]:
    """Those not here yet, with the role's name and whether their link has run out."""
    return [(each, NAMES[each.role], each.expires_at <= now) for each in open_invitations(seat.workspace_id)]


def _line(each: Colleague) -> tuple[Membership, Words, str]:
    return each.seat, NAMES[each.seat.role], ", ".join(team.name for team in each.leads)


def _team(team_id: Any, there: list[Colleague], agreed: set[Any]) -> tuple[int, int, list[str]]:
    """How many sell in it, how many of these agree to figures of their own, and who leads it."""
    inside = [each.seat for each in there if each.seat.team_id == team_id]
    led = [each.seat for each in there if any(team.pk == team_id for team in each.leads)]
    return len(inside), sum(each.user_id in agreed for each in inside), names_of(led)


def seen_lines(seat: Membership) -> dict[str, list[str]]:
    """What this person sees, and what others see of him: a few lines each, true at this moment."""
    is_on = are_team_screens_on(seat.workspace_id)
    leads = names_of(leads_of(seat))
    you = [_("Your own meetings, deals, promises and words."), _("Of colleagues: conversations they share.")]
    led = names_of(sellers_led_by(seat))
    if led:
        you.append(_("Meetings, deals and next steps of: %(names)s.") % {"names": ", ".join(led)})
        you.append(_("Each look at these is kept, and they see it."))
    elif seat.role == Role.MANAGER:
        off, nobody = _("Of your team: nothing. Managers' screens are off."), _("Nobody is in a team you lead.")
        you.append(nobody if is_on else off)
    others = [_("Colleagues: conversations you share, nothing else.")]
    if leads and is_on:
        others.append(_("%(names)s: your meetings, deals, next steps, their sentences.") % {"names": ", ".join(leads)})
    elif leads:
        others.append(_("%(names)s: nothing. Managers' screens are off.") % {"names": ", ".join(leads)})
    else:
        others.append(_("Managers: nothing. Nobody leads a team of yours."))
    others.append(_felt(seat, bool(leads)))
    others.append(_("Words of a conversation: you alone, until you share it."))
    others.append(_("Admins see nothing of yours, but for a customer's own request."))
    others.append(_("Who runs the server can open its database and its backups."))
    return {"you_see": you, "others_see": others}


def _felt(seat: Membership, is_led: bool) -> str:
    if seat.shares_feeling and is_led:
        return _("What you felt: you, and who leads your team.")
    return _("What you felt: you alone.")


def yours_page(seat: Membership, *, now: datetime) -> dict[str, Any]:
    """The context of web/who_looked.html."""
    return {
        "at_setup": True,
        **seen_lines(seat),
        "shares_feeling": seat.shares_feeling,
        "has_consented": has_consented(seat),
        "least": LEAST_SELLERS,
        "looks": looks_at(seat, now=now),
    }
