"""Switch the managers' screens on, with the ground for it, or off (METHOD 11; works agreement)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.records.models import Membership, TeamScreens
from foothold.records.visibility import are_team_screens_on

SHORTEST_NOTE = 10
LONGEST_NOTE = 1000


def switch_team_screens_on(seat: Membership, note: str, *, now: datetime) -> TeamScreens:
    """Let managers see those they lead from now on. `note` says why they may: ValueError where it says nothing."""
    note = note.strip()
    if not SHORTEST_NOTE <= len(note) <= LONGEST_NOTE:
        raise ValueError(_("Say on what ground, in 10 to 1,000 characters: who agreed, and when."))
    with transaction.atomic():
        # One switch a workspace: two admins at the same moment wait for each other.
        type(seat.workspace)._default_manager.select_for_update().get(pk=seat.workspace_id)
        if are_team_screens_on(seat.workspace_id):
            raise ValueError(_("They are on already."))
        return TeamScreens.objects.in_workspace(seat.workspace_id).create(note=note, on_at=now, on_by=seat.user)


def switch_team_screens_off(seat: Membership, *, now: datetime) -> bool:
    """Managers see nothing of others from this moment; False where they were off."""
    with transaction.atomic():
        rows = TeamScreens.objects.in_workspace(seat.workspace_id).filter(off_at=None)
        return rows.update(off_at=now, off_by=seat.user) > 0
