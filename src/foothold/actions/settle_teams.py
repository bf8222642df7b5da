"""Make a team, give it another name, let it go."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.records.models import Membership, Team

LONGEST = 100


def make_team(seat: Membership, name: str, *, now: datetime) -> Team:
    """A team of this name. Raises ValueError where there is no name, or one is called so."""
    name = _name(seat, name)
    with transaction.atomic():
        return Team.objects.in_workspace(seat.workspace_id).create(name=name, made_at=now)


def rename_team(seat: Membership, team: Team, name: str) -> None:
    """Raises ValueError as `make_team`."""
    team.name = _name(seat, name, but=team)
    with transaction.atomic():
        team.save(update_fields=["name"])


def remove_team(team: Team) -> None:
    """Its sellers have no team then, and nobody leads them; they and theirs stay."""
    with transaction.atomic():
        team.delete()


def _name(seat: Membership, written: str, *, but: Team | None = None) -> str:
    name = " ".join(written.split())
    if not name or len(name) > LONGEST:
        raise ValueError(_("Give the team a name of up to 100 characters."))
    others = Team.objects.in_workspace(seat.workspace_id).filter(name__iexact=name)
    if (others.exclude(pk=but.pk) if but else others).exists():
        raise ValueError(_("A team is called so already."))
    return name
