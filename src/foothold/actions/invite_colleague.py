"""Ask a colleague to join: by address, with a role and a team; again; or not any more (METHOD 11)."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foothold.actions.open_workspace import OWNER_ADDRESS
from foothold.actions.seat_letters import write_seat_letter
from foothold.actions.send_departure import take_back
from foothold.records.colleagues import seats_in
from foothold.records.models import Departure, Membership, SeatInvitation, Team
from foothold.records.models.connections import DepartureState
from foothold.records.models.people import Role
from foothold.records.reach import public_url
from foothold.records.scoping import ScopedQuerySet

LIVES = timedelta(days=7)
TOKEN_BYTES = 16
"""128 bits."""
GIVEN_ROLES = (Role.SELLER, Role.MANAGER, Role.ADMIN)
"""The roles an admin gives. The owner is the one the terminal lets in."""


@dataclass(frozen=True, slots=True)
class SentInvitation:
    """What was made. `link` is said once and kept nowhere; `by_mail` whether a letter waits in the outbox."""

    invitation: SeatInvitation
    link: str
    by_mail: bool


def invite_colleague(
    seat: Membership, *, address: str, role: str, team_id: UUID | None, now: datetime
) -> SentInvitation:
    """Ask this address to join. Raises ValueError with one line for a person; nothing was stored then."""
    address = _address(seat, address)
    if role not in GIVEN_ROLES:
        raise ValueError(_("Choose seller, manager or admin."))
    team = team_named(seat, team_id)
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        rows = SeatInvitation.objects.in_workspace(seat.workspace_id)
        if rows.filter(address=address, used_at=None, revoked_at=None).exists():
            raise ValueError(_("This address is invited already. Send it again below."))
        invitation = rows.create(
            address=address,
            role=role,
            team=team,
            token_sha256=digest(token),
            invited_by=seat.user,
            made_at=now,
            expires_at=now + LIVES,
        )
        return _sent(seat, invitation, token, now=now)


def invite_again(seat: Membership, invitation: SeatInvitation, *, now: datetime) -> SentInvitation:
    """A new link for seven days more; the old one is dead. Raises ValueError where it is used or revoked."""
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        _refuse_unreachable()
        changed = _open(invitation).update(
            token_sha256=digest(token), expires_at=now + LIVES, sent=F("sent") + 1, invited_by=seat.user
        )
        if changed != 1:
            raise ValueError(_("This invitation is not open any more."))
        _take_letters_back(invitation)
        invitation.refresh_from_db()
        return _sent(seat, invitation, token, now=now)


def revoke_invitation(invitation: SeatInvitation, *, now: datetime) -> bool:
    """The link opens nothing any more, and a letter that waits does not leave; False where it was used or revoked."""
    with transaction.atomic():
        revoked = _open(invitation).update(revoked_at=now) == 1
        _take_letters_back(invitation)
    return revoked


def team_named(seat: Membership, team_id: UUID | None) -> Team | None:
    """The team of this workspace with that id; none without one. Raises ValueError where there is no such team."""
    if team_id is None:
        return None
    team = Team.objects.in_workspace(seat.workspace_id).filter(pk=team_id).first()
    if team is None:
        raise ValueError(_("This team is gone. Choose another."))
    return team


def digest(token: str) -> str:
    """What of a link's token is kept."""
    # What a link is for is part of what is hashed: this one opens nothing else.
    return sha256(f"seat:{token}".encode()).hexdigest()


def _address(seat: Membership, written: str) -> str:
    _refuse_unreachable()
    address = written.strip().lower()
    try:
        validate_email(address)
    except ValidationError:
        raise ValueError(_("This is no e-mail address.")) from None
    if address == OWNER_ADDRESS or len(address) > 254:
        raise ValueError(_("This is no e-mail address."))
    if seats_in(seat.workspace_id).filter(user__address__iexact=address).exists():
        raise ValueError(_("This person is here already."))
    return address


def _refuse_unreachable() -> None:
    if not public_url():
        raise ValueError(_("Only this computer reaches this site: nobody could open the link."))


def _sent(seat: Membership, invitation: SeatInvitation, token: str, *, now: datetime) -> SentInvitation:
    link = f"{public_url()}/join/{token}"
    return SentInvitation(invitation, link, write_seat_letter(seat, invitation, link, now=now) is not None)


def _open(invitation: SeatInvitation) -> ScopedQuerySet[SeatInvitation]:
    rows = SeatInvitation.objects.in_workspace(invitation.workspace_id)
    return rows.filter(pk=invitation.pk, used_at=None, revoked_at=None)


def _take_letters_back(invitation: SeatInvitation) -> None:
    waiting = Departure.objects.in_workspace(invitation.workspace_id).filter(thread=f"seat {invitation.pk}")
    for letter in waiting.filter(state=DepartureState.WAITING):
        take_back(letter)
