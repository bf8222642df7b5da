"""Colleagues: teams, who leads them, who is asked to join, what a manager may see, and who looked (METHOD 11)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.people import Membership, Role, User
from foothold.records.scoping import InWorkspace


class Team(InWorkspace):
    """Sellers who are led together."""

    name = models.CharField(max_length=100)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "name"], name="one_team_a_name")]

    def __str__(self) -> str:
        return self.name


class TeamLead(InWorkspace):
    """A manager's seat leads a team. A seat may lead several, and a team may have several leads."""

    seat = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="+")
    team = models.ForeignKey(Team, on_delete=models.CASCADE, related_name="leads")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "seat", "team"], name="one_lead_a_seat_and_team"),
        ]


class SeatInvitation(InWorkspace):
    """A colleague is asked to join: for this address alone, once, until `expires_at`.

    Only the hash of the link's token is kept. Sent again it has a new one, and the old link is dead.
    """

    address = models.EmailField()
    role = models.CharField(max_length=10, choices=Role)
    team = models.ForeignKey(Team, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    token_sha256 = models.CharField(max_length=64)
    invited_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    made_at = models.DateTimeField()
    sent = models.PositiveSmallIntegerField(default=1)
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "address"],
                condition=models.Q(used_at__isnull=True, revoked_at__isnull=True),
                name="one_open_invitation_an_address",
            ),
            models.UniqueConstraint(fields=["workspace", "token_sha256"], name="one_seat_invitation_a_token"),
        ]
        indexes: ClassVar = [models.Index(fields=["token_sha256"], name="seat_invitations_by_token")]


class TeamScreens(InWorkspace):
    """The screens of managers were switched on, by whom, when and on what ground; and off again.

    Without an open row they are off. Rows stay: they are what a works council asks for.
    """

    note = models.TextField()
    on_at = models.DateTimeField()
    on_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    off_at = models.DateTimeField(null=True, blank=True)
    off_by = models.ForeignKey(User, null=True, blank=True, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace"], condition=models.Q(off_at__isnull=True), name="on_once_a_workspace"
            ),
        ]


class FigureConsent(InWorkspace):
    """A seller agrees that figures of his own are shown where fewer than five sellers are; or took that back."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "user"],
                condition=models.Q(withdrawn_at__isnull=True),
                name="one_open_consent_a_person",
            ),
        ]


class Screen(models.TextChoices):
    """Where a manager looked."""

    MEETING = "meeting", _("a meeting")
    DEAL = "deal", _("a deal")
    ACCOUNT = "account", _("a customer")
    ACCOUNTS = "accounts", _("customers of the team")
    PIPELINE = "pipeline", _("deals of the team")
    REVIEW = "review", _("last 90 days of the team")
    SHEET = "sheet", _("weekly sheet")
    ONE_TO_ONE = "one_to_one", _("one-to-one")
    FEELING = "feeling", _("felt against evidence")
    API = "api", _("a meeting, by a program")


class Look(InWorkspace):
    """A manager looked at something of a seller's. One row a look, never changed, shown to that seller."""

    who = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    whose = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    screen = models.CharField(max_length=20, choices=Screen)
    what = models.CharField(max_length=200, blank=True)
    looked_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "whose", "-looked_at"], name="looks_newest_first")]
