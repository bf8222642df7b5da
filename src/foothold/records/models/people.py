"""Who we are: a workspace, its members, and the names and addresses we go by."""

from typing import ClassVar, Self
from uuid import uuid4

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
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

    `authserv_id` names the mail server whose check of a sender is believed (RFC 8601; DESIGN 6).
    """

    id = models.UUIDField(primary_key=True, default=uuid4, editable=False)
    name = models.CharField(max_length=200)
    tz = models.CharField(max_length=64, default="UTC")
    text_kept_days = models.PositiveSmallIntegerField(default=TEXT_KEPT_DAYS)
    demo = models.CharField(max_length=10, choices=DemoState, default=DemoState.NEVER)
    authserv_id = models.CharField(max_length=255, blank=True)
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
    OWNER = "owner", _("owner")
    MANAGER = "manager", _("manager")
    SELLER = "seller", _("seller")


class Membership(InWorkspace):
    """A person's seat in a workspace. Managers and owners see findings; words only when shared."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    role = models.CharField(max_length=10, choices=Role)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user"], name="one_seat_a_person"),
        ]

    @property
    def sees_all_findings(self) -> bool:
        return self.role in {Role.OWNER, Role.MANAGER}


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
