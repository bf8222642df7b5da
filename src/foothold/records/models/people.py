"""Who we are: a workspace, its members, and the names and addresses we go by."""

from datetime import time
from typing import ClassVar, Self
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from foothold.records.scoping import InWorkspace

TEXT_KEPT_DAYS = 180
"""Days the raw text of a conversation is kept, unless the workspace says otherwise."""


class DemoState(models.TextChoices):
    NEVER = "never", _("never made")
    PRESENT = "present", _("present")
    REMOVED = "removed", _("removed")


class Workspace(models.Model):
    """One firm or one person's own desk. Nothing crosses its border.

    `authserv_id` names the mail server whose check of a sender is believed (RFC 8601; DESIGN 6). `country` (ISO
    3166, two letters) is where our public holidays are; blank is not known, and then only weekends are left out.
    Since `changes_kept_since` it is kept how each meeting stood before a change. `days_changed_at` is set while zone or
    country changed and what is counted in working days was not settled since.
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    tz = models.CharField(max_length=64, default="UTC")
    text_kept_days = models.PositiveSmallIntegerField(default=TEXT_KEPT_DAYS)
    demo = models.CharField(max_length=10, choices=DemoState, default=DemoState.NEVER)
    authserv_id = models.CharField(max_length=255, blank=True)
    country = models.CharField(max_length=2, blank=True)
    days_changed_at = models.DateTimeField(null=True, blank=True)
    changes_kept_since = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person who may enter. What he may see is decided by his membership of a workspace."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    address = models.EmailField(unique=True)
    name = models.CharField(max_length=200)
    keys_on = models.BooleanField(default=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    objects: ClassVar[BaseUserManager[Self]] = BaseUserManager()

    USERNAME_FIELD = "address"
    EMAIL_FIELD = "address"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    def __str__(self) -> str:
        return self.name


class Role(models.TextChoices):
    """Owner: the first admin, whom the terminal lets in. Managers see their teams, once that is switched on."""

    OWNER = "owner", _("owner")
    ADMIN = "admin", _("admin")
    MANAGER = "manager", _("manager")
    SELLER = "seller", _("seller")


ADMINS = (Role.OWNER, Role.ADMIN)
LEADS = (Role.OWNER, Role.ADMIN, Role.MANAGER)
"""Whose seats may lead a team."""


class Membership(InWorkspace):
    """A person's seat in a workspace. Whose what it may see: records.visibility.

    `works_from` and `works_until` are the hours in which he offers meetings, in the workspace's zone. `left_at`
    is when he left: the seat stays, because what he did is his, and nobody sits in it. `shares_feeling` shows what
    he felt to who leads his team.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    works_from = models.TimeField(default=time(9))
    works_until = models.TimeField(default=time(17))
    team = models.ForeignKey("records.Team", null=True, blank=True, on_delete=models.SET_NULL, related_name="seats")
    shares_feeling = models.BooleanField(default=False)
    left_at = models.DateTimeField(null=True, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_seat_a_person"),
        ]

    @property
    def is_admin(self) -> bool:
        """Whether he settles what concerns everybody. It shows him nothing of what others do."""
        return self.role in ADMINS


class IdentityKind(models.TextChoices):
    NAME = "name", _("name")
    ADDRESS = "address", _("address")
    DOMAIN = "domain", _("domain")


class Identity(InWorkspace):
    """A name, address or domain that is ours: whoever carries it speaks for us.

    `guessed` ones were read from a calendar and are shown as a guess until a person confirms them.
    """

    kind = models.CharField(max_length=10, choices=IdentityKind)
    value = models.CharField(max_length=254)
    guessed = models.BooleanField(default=False)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "kind", "value"], name="one_row_an_identity"),
        ]

    def __str__(self) -> str:
        return self.value


class EntryLink(models.Model):
    """A one-time link into the site. Only the hash of its token is kept; used or expired, it is dead."""

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    token_sha256 = models.CharField(max_length=64, unique=True)
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)


class LoginAttempts(models.Model):
    """Wrong passwords typed for one address: how many in a row, and from when on the next one is looked at.

    `counted_for` is a keyed hash of the address as typed, whether anybody has it or not, and of the browser where that
    one has logged in with it before. In the database, so that every process of a site counts the same.
    """

    counted_for = models.CharField(max_length=64, primary_key=True)
    failed = models.PositiveIntegerField(default=0)
    last_at = models.DateTimeField()
    open_at = models.DateTimeField()
