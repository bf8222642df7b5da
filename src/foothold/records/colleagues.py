"""Who sits in a workspace, in which team, who is asked to join, and who looked (METHOD 11)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from foothold.records.models import (
    FigureConsent,
    Look,
    Membership,
    SeatInvitation,
    Team,
    TeamLead,
    TeamScreens,
)
from foothold.records.models.people import ADMINS
from foothold.records.scoping import ScopedQuerySet

SHOWN_LOOKS = 200
LOOKS_SHOWN_FOR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Colleague:
    """A seat with the teams it leads."""

    seat: Membership
    leads: tuple[Team, ...]


def seats_in(workspace_id: UUID) -> ScopedQuerySet[Membership]:
    """The seats somebody sits in, the demo's left out, by name."""
    seats = Membership.objects.in_workspace(workspace_id).filter(demo=False, left_at=None)
    return seats.select_related("user", "team", "workspace").order_by("user__name", "pk")


def colleagues(workspace_id: UUID) -> list[Colleague]:
    """Everybody who sits here, with the teams they lead. Two queries."""
    leads = TeamLead.objects.in_workspace(workspace_id).select_related("team").order_by("team__name")
    of_seat: dict[UUID, list[Team]] = {}
    for lead in leads:
        of_seat.setdefault(lead.seat_id, []).append(lead.team)
    return [Colleague(seat, tuple(of_seat.get(seat.pk, ()))) for seat in seats_in(workspace_id)]


def who_left(workspace_id: UUID) -> list[Membership]:
    """Seats of those who left, the last first."""
    seats = Membership.objects.in_workspace(workspace_id).filter(left_at__isnull=False)
    return list(seats.select_related("user").order_by("-left_at", "pk"))


def other_admins(seat: Membership) -> ScopedQuerySet[Membership]:
    """The admins beside this seat, the first to have come first: without one, this one stays."""
    return seats_in(seat.workspace_id).filter(role__in=ADMINS).exclude(pk=seat.pk).order_by("user__created_at", "pk")


def teams_of(workspace_id: UUID) -> list[Team]:
    """The teams by name."""
    return list(Team.objects.in_workspace(workspace_id).order_by("name", "pk"))


def open_invitations(workspace_id: UUID) -> list[SeatInvitation]:
    """Those not used and not revoked, expired ones included: they can be sent again."""
    rows = SeatInvitation.objects.in_workspace(workspace_id).filter(used_at=None, revoked_at=None)
    return list(rows.select_related("team", "invited_by").order_by("-made_at", "pk"))


def switched(workspace_id: UUID) -> list[TeamScreens]:
    """Every time the managers' screens were switched on, the last first."""
    rows = TeamScreens.objects.in_workspace(workspace_id).select_related("on_by", "off_by")
    return list(rows.order_by("-on_at", "pk"))


def leads_of(seat: Membership) -> list[Membership]:
    """Who leads this person's team, himself left out: those who may look once the screens are on."""
    if seat.team_id is None:
        return []
    leads = TeamLead.objects.in_workspace(seat.workspace_id).filter(team_id=seat.team_id).values("seat_id")
    return list(seats_in(seat.workspace_id).filter(pk__in=leads).exclude(pk=seat.pk))


def teams_led_by(seat: Membership) -> list[Team]:
    """The teams this seat leads, by name."""
    led = TeamLead.objects.in_workspace(seat.workspace_id).filter(seat=seat).values("team_id")
    return list(Team.objects.in_workspace(seat.workspace_id).filter(pk__in=led).order_by("name", "pk"))


def has_consented(seat: Membership) -> bool:
    """Whether this person agrees to figures of his own among fewer than five."""
    rows = FigureConsent.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return rows.filter(withdrawn_at=None).exists()


def consenting(workspace_id: UUID) -> set[UUID]:
    """The persons who agree to that now."""
    rows = FigureConsent.objects.in_workspace(workspace_id).filter(withdrawn_at=None)
    return set(rows.values_list("user_id", flat=True))


def looks_at(seat: Membership, *, now: datetime) -> list[Look]:
    """Who looked at what of this person's in the last year, the last first; at most 200."""
    rows = Look.objects.in_workspace(seat.workspace_id).filter(whose_id=seat.user_id)
    rows = rows.filter(looked_at__gt=now - LOOKS_SHOWN_FOR)
    return list(rows.select_related("who").order_by("-looked_at", "pk")[:SHOWN_LOOKS])


def names_of(seats: Iterable[Membership]) -> list[str]:
    """The persons' names."""
    return [seat.user.name for seat in seats]
