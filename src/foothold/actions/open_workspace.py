"""One workspace, its owner, and one-time links to get in."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum
from hashlib import sha256

from django.db import transaction
from django.db.models import QuerySet

from foothold.records.models import EntryLink, Membership, User, Workspace
from foothold.records.models.people import Role


class Purpose(StrEnum):
    """What a one-time link is for. ENTER comes from the terminal of the machine itself and proves its owner;
    PAIR brings a phone in beside a browser that is in already, and proves no more than that browser.
    """

    ENTER = "enter"
    PAIR = "pair"


LINK_LIVES = timedelta(minutes=30)
LIVES = {Purpose.ENTER: LINK_LIVES, Purpose.PAIR: timedelta(minutes=5)}
OWNER_ADDRESS = "owner@foothold.invalid"
"""The first start knows no address of its owner; .invalid can never receive mail (RFC 2606)."""


def open_personal_workspace(*, name: str, tz: str) -> Membership:
    """The owner's seat, made on the first start and found on every later one."""
    with transaction.atomic():
        seat = _owners_seat()
        if seat is None:
            owner = User.objects.filter(address=OWNER_ADDRESS).first() or _new_owner(name)
            workspace = Workspace.objects.create(name=name, tz=tz)
            seat = Membership.objects.in_workspace(workspace).create(user=owner, role=Role.OWNER)
    return seat


def make_entry_link(user: User, *, now: datetime, purpose: Purpose = Purpose.ENTER) -> str:
    """The token of a new one-time link; it dies with its use or with its time (`LIVES`)."""
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        EntryLink.objects.filter(expires_at__lt=now).delete()
        EntryLink.objects.create(token_sha256=_digest(token, purpose), user=user, expires_at=now + LIVES[purpose])
    return token


def link_is_open(token: str, *, now: datetime, purpose: Purpose = Purpose.ENTER) -> bool:
    """Whether the link could still be used for this; looking changes nothing."""
    return _open_links(token, now, purpose).exists()


def use_entry_link(token: str, *, now: datetime, purpose: Purpose = Purpose.ENTER) -> User | None:
    """The person the link lets in, once; None for a used, expired or unknown token, or one for something else."""
    with transaction.atomic():
        if _open_links(token, now, purpose).update(used_at=now) != 1:
            return None
        return EntryLink.objects.select_related("user").get(token_sha256=_digest(token, purpose)).user


def _owners_seat() -> Membership | None:
    """The owner's seat: who still has the first start's address, else the owner of the oldest workspace.

    An owner who logs in has given an address of his own.
    """
    seats = (
        Membership.objects.across_workspaces(because="the first start does not know the workspace yet")
        .filter(left_at=None)
        .select_related("workspace", "user")
    )
    first = seats.filter(user__address=OWNER_ADDRESS).first()
    return first or seats.filter(role=Role.OWNER, demo=False).order_by("workspace__created_at", "pk").first()


def _new_owner(name: str) -> User:
    owner = User(address=OWNER_ADDRESS, name=name)
    owner.set_unusable_password()
    owner.save()
    return owner


def _open_links(token: str, now: datetime, purpose: Purpose) -> QuerySet[EntryLink]:
    return EntryLink.objects.filter(token_sha256=_digest(token, purpose), used_at=None, expires_at__gt=now)


def _digest(token: str, purpose: Purpose) -> str:
    # What a link is for is part of what is hashed: a phone's link opens nowhere else.
    return sha256((token if purpose is Purpose.ENTER else f"{purpose}:{token}").encode()).hexdigest()
