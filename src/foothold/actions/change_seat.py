"""Another role, another team, a team to lead. The last admin stays one."""

from uuid import UUID

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.invite_colleague import GIVEN_ROLES, team_named
from foothold.records.colleagues import other_admins
from foothold.records.models import Membership, TeamLead
from foothold.records.models.people import ADMINS, LEADS, Role


class LastAdmin(ValueError):
    """Nobody would be left who can let people in and settle what concerns everybody."""


def change_seat(whom: Membership, *, role: str, team_id: UUID | None, leads: list[UUID]) -> None:
    """Give a colleague a role, the team he sells in, and the teams he leads.

    A seller leads none. Raises LastAdmin or ValueError with one line; nothing changes then.
    """
    if role not in GIVEN_ROLES:
        raise ValueError(_("Choose seller, manager or admin."))
    team = team_named(whom, team_id)
    led = [team_named(whom, each) for each in leads] if role in LEADS else []
    with transaction.atomic():
        if whom.is_admin and role not in ADMINS:
            pass_admin_on(whom)
            whom.role = role
        elif whom.role != Role.OWNER:
            whom.role = role
        whom.team = team
        whom.save(update_fields=["role", "team"])
        rows = TeamLead.objects.in_workspace(whom.workspace_id)
        rows.filter(seat=whom).delete()
        rows.bulk_create(TeamLead(workspace_id=whom.workspace_id, seat=whom, team=each) for each in led)


def pass_admin_on(whom: Membership) -> None:
    """Before an admin stops being one: another is there, and the terminal's links are his if they were this one's.

    Raises LastAdmin. In the caller's transaction.
    """
    # Two admins who remove each other at the same moment wait for each other here.
    Membership.objects.in_workspace(whom.workspace_id).select_for_update().filter(role__in=ADMINS).order_by(
        "pk"
    ).count()
    first = other_admins(whom).first()
    if first is None:
        raise LastAdmin(_("Nobody else is admin. Make somebody admin first."))
    if whom.role == Role.OWNER:
        first.role = Role.OWNER
        first.save(update_fields=["role"])
