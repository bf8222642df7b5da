"""Personal mode: one workspace, one owner, and one-time links to get in."""

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import transaction

from foothold.records.models import EntryLink, Membership, User, Workspace
from foothold.records.models.people import Role

LINK_LIVES = timedelta(minutes=30)
OWNER_ADDRESS = "owner@foothold.invalid"
"""Personal mode knows no address of its owner; .invalid can never receive mail (RFC 2606)."""


def open_personal_workspace(*, name: str, tz: str) -> Membership:
    """The owner's seat, made on the first start and found on every later one."""
    with transaction.atomic():
        owner = User.objects.filter(address=OWNER_ADDRESS).first()
        if owner is None:
            owner = User(address=OWNER_ADDRESS, name=name)
            owner.set_unusable_password()
            owner.save()
        seat = (
            Membership.objects.across_workspaces(because="the first start does not know the workspace yet")
            .filter(user=owner)
            .select_related("workspace", "user")
            .first()
        )
        if seat is None:
            workspace = Workspace.objects.create(name=name, tz=tz)
            seat = Membership.objects.in_workspace(workspace).create(user=owner, role=Role.OWNER)
    return seat


def make_entry_link(user: User, *, now: datetime) -> str:
    """The token of a new one-time link; it dies with its use or after 30 minutes."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        EntryLink.objects.filter(expires_at__lt=now).delete()
        EntryLink.objects.create(token_sha256=_digest(token), user=user, expires_at=now + LINK_LIVES)
    return token


def link_is_open(token: str, *, now: datetime) -> bool:
    """Whether the link could still be used; looking changes nothing."""
    return EntryLink.objects.filter(token_sha256=_digest(token), used_at=None, expires_at__gt=now).exists()


def use_entry_link(token: str, *, now: datetime) -> User | None:
    """The person the link lets in, once; None for a used, expired or unknown token."""
    with transaction.atomic():
        mine = EntryLink.objects.filter(token_sha256=_digest(token), used_at=None, expires_at__gt=now).update(
            used_at=now
        )
        if mine != 1:
            return None
        return EntryLink.objects.select_related("user").get(token_sha256=_digest(token)).user


def _digest(token: str) -> str:
    return sha256(token.encode()).hexdigest()
