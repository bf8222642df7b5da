"""A colleague leaves: every way in closes at once, his deals and future meetings go on, his words stay his.

What customers do belongs to the firm; what he brought in as words he had not shared is handed to nobody. It is
erased now, or goes at its time. His mailbox and calendar are cut off, never handed over.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from foothold.actions.change_seat import pass_admin_on
from foothold.actions.expire_texts import mark_quotes
from foothold.actions.settle_way_in import end_other_sessions
from foothold.core.relations import Relation
from foothold.records.colleagues import seats_in
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import (
    Connection,
    Departure,
    EntryLink,
    FigureConsent,
    Meeting,
    Membership,
    Opportunity,
    Source,
    SourceText,
    TeamLead,
)
from foothold.records.models.connections import DepartureState
from foothold.records.models.meetings import Keeping, Visibility
from foothold.records.models.people import Role
from foothold.records.scoping import ScopedQuerySet


@dataclass(frozen=True, slots=True)
class Handover:
    """How many open deals and future meetings there are to hand on, and texts only he may read."""

    deals: int
    meetings: int
    own_texts: int
    connections: int
    waiting: int


def handover_of(whom: Membership, *, now: datetime) -> Handover:
    """What his leaving is about, before anything is done."""
    return Handover(
        deals=_deals(whom).count(),
        meetings=_meetings(whom, now).count(),
        own_texts=_own_texts(whom).count(),
        connections=Connection.objects.in_workspace(whom.workspace_id).filter(user_id=whom.user_id).count(),
        waiting=_waiting(whom).count(),
    )


def let_colleague_go(whom: Membership, *, successor: Membership | None, erase_words: bool, now: datetime) -> Handover:
    """Close his seat and hand on what `successor` takes; without one his deals stay under his name.

    Raises LastAdmin, or ValueError where the successor sits elsewhere or nowhere; nothing is changed then.
    """
    _refuse_successor(whom, successor)
    with transaction.atomic():
        if whom.is_admin:
            pass_admin_on(whom)
        handed = handover_of(whom, now=now)
        if successor is not None:
            _deals(whom).update(seller=successor.user)
            _meetings(whom, now).update(seller=successor.user)
        if erase_words:
            _erase(whom)
        _cut_off(whom)
        _close_seat(whom, now=now)
        _close_ways_in(whom)
    if erase_words:
        forget_freed_pages()
    return handed


def _refuse_successor(whom: Membership, successor: Membership | None) -> None:
    if successor is None:
        return
    if successor.pk == whom.pk or not seats_in(whom.workspace_id).filter(pk=successor.pk).exists():
        raise ValueError(_("Choose a colleague who is here."))


def _close_seat(whom: Membership, *, now: datetime) -> None:
    whom.left_at, whom.shares_feeling = now, False
    # The role of an admin is not kept for the day he comes back: who invites him says what he is then.
    whom.role = Role.SELLER if whom.is_admin else whom.role
    whom.save(update_fields=["left_at", "shares_feeling", "role"])
    TeamLead.objects.in_workspace(whom.workspace_id).filter(seat=whom).delete()
    consents = FigureConsent.objects.in_workspace(whom.workspace_id).filter(user_id=whom.user_id, withdrawn_at=None)
    consents.update(withdrawn_at=now)


def _close_ways_in(whom: Membership) -> None:
    """Sessions, links, passkeys, codes, password and the firm's login: none opens anything from this moment."""
    user = whom.user
    seated = Membership.objects.across_workspaces(because="a person may sit in several workspaces")
    if seated.filter(user=user, left_at=None).exists():
        return
    user.is_active = False
    # Who is invited under his address later, or reads its mail, is a new person here: his words open to nobody.
    user.address = f"left.{user.pk.hex}@foothold.invalid"
    user.set_unusable_password()
    user.save(update_fields=["is_active", "address", "password"])
    EntryLink.objects.filter(user=user).delete()
    Authenticator.objects.filter(user=user).delete()
    SocialAccount.objects.filter(user=user).delete()
    end_other_sessions(user, keep=None)


def _cut_off(whom: Membership) -> None:
    Connection.objects.in_workspace(whom.workspace_id).filter(user_id=whom.user_id).delete()
    Source.objects.in_workspace(whom.workspace_id).filter(user_id=whom.user_id).update(
        sealed="", next_read_at=None, claimed_until=None, attempt=F("attempt") + 1
    )
    _waiting(whom).update(state=DepartureState.TAKEN_BACK, sealed="", claimed_until=None, attempt=F("attempt") + 1)


def _erase(whom: Membership) -> None:
    for source in _own_texts(whom):
        source.text, source.turns, source.earlier = "", [], []
        source.keeping, source.claimed_until = Keeping.ERASED, None
        source.save(update_fields=["text", "turns", "earlier", "keeping", "claimed_until"])
        mark_quotes(source)


def _deals(whom: Membership) -> ScopedQuerySet[Opportunity]:
    return Opportunity.objects.in_workspace(whom.workspace_id).filter(seller_id=whom.user_id, closure="", demo=False)


def _meetings(whom: Membership, now: datetime) -> ScopedQuerySet[Meeting]:
    """Those ahead with customers; what was held is his, and so is what is private."""
    rows = Meeting.objects.in_workspace(whom.workspace_id).filter(seller_id=whom.user_id, demo=False)
    return rows.filter(held_at__gt=now, relation=Relation.CUSTOMER.value)


def _own_texts(whom: Membership) -> ScopedQuerySet[SourceText]:
    rows = SourceText.objects.in_workspace(whom.workspace_id).filter(keeping=Keeping.KEPT)
    return rows.filter(meeting__seller_id=whom.user_id, visibility=Visibility.SELLER)


def _waiting(whom: Membership) -> ScopedQuerySet[Departure]:
    rows = Departure.objects.in_workspace(whom.workspace_id).filter(user_id=whom.user_id)
    return rows.filter(state=DepartureState.WAITING)
