"""Take the seat one was invited to: once, in time, under the address it was made for (METHOD 11)."""

from datetime import datetime

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.invite_colleague import digest
from foothold.records.models import Membership, SeatInvitation, TeamLead, User
from foothold.records.models.people import Role
from foothold.records.scoping import ScopedQuerySet


class LinkIsDead(ValueError):
    """The invitation is used, revoked or past its time, or nobody's."""


def invitation_behind(token: str, *, now: datetime) -> SeatInvitation | None:
    """The open invitation of a link; looking changes nothing."""
    return _open(now).filter(token_sha256=digest(token)).select_related("workspace", "team", "invited_by").first()


def join_by_link(token: str, *, name: str, password: str | None, now: datetime) -> User:
    """Sit down, with a password, or without one to make a passkey next.

    Raises LinkIsDead, or ValueError with the lines that say what to change; nothing is stored then.
    """
    invitation = invitation_behind(token, now=now)
    if invitation is None:
        raise LinkIsDead
    _refuse_weak(invitation.address, name, password)
    return _join(invitation, name=name, password=password, now=now)


def join_by_verified_address(address: str, *, name: str, now: datetime) -> User | None:
    """The person an open invitation lets in whose address the firm's login vouches for; None without one."""
    invitation = _open(now).filter(address=address.lower()).order_by("made_at", "pk").first()
    try:
        return _join(invitation, name=name, password=None, now=now) if invitation else None
    except ValueError:
        return None


def _join(invitation: SeatInvitation, *, name: str, password: str | None, now: datetime) -> User:
    with transaction.atomic():
        if _open(now).filter(pk=invitation.pk, token_sha256=invitation.token_sha256).update(used_at=now) != 1:
            raise LinkIsDead
        if User.objects.filter(address__iexact=invitation.address).exists():
            # Somebody's of another workspace: whoever has this link has not shown that he is that person.
            raise ValueError(_("This address cannot be used here."))
        known_as = " ".join(name.split())[:200] or invitation.address.partition("@")[0]
        user = User(address=invitation.address, name=known_as)
        user.set_password(password)  # None: no password opens it
        user.save()
        _sit_down(invitation, user)
    return user


def _sit_down(invitation: SeatInvitation, user: User) -> None:
    rows = Membership.objects.in_workspace(invitation.workspace_id)
    seat = rows.create(user=user, role=invitation.role, team_id=invitation.team_id)
    if invitation.team_id and invitation.role == Role.MANAGER:
        TeamLead.objects.in_workspace(invitation.workspace_id).create(seat=seat, team_id=invitation.team_id)


def _refuse_weak(address: str, name: str, password: str | None) -> None:
    if password is None:
        return
    try:
        validate_password(password, User(address=address, name=name))
    except ValidationError as weak:
        raise ValueError("\n".join(weak.messages)) from weak


def _open(now: datetime) -> ScopedQuerySet[SeatInvitation]:
    rows = SeatInvitation.objects.across_workspaces(because="the link says which workspace it leads to")
    return rows.filter(used_at=None, revoked_at=None, expires_at__gt=now)
