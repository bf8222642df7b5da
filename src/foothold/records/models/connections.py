"""The seller's own mailbox and calendar, connected; and everything that leaves by them (DESIGN 1.5, 6)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.booking import Invitation
from foothold.records.models.meetings import Meeting
from foothold.records.models.people import User
from foothold.records.models.sources import Source
from foothold.records.scoping import InWorkspace


class ConnectionKind(models.TextChoices):
    MAIL = "mail", _("mailbox")
    CALENDAR = "calendar", _("calendar server")


class Connection(InWorkspace):
    """One mailbox (IMAP and SMTP) or calendar (CalDAV) of one person.

    `settings` are servers, ports and paths, no secret among them; `sealed` is the password, encrypted for this row
    alone (records.secrets). `cursor` is how far it was read. `source` is what its meetings and letters are known
    from: with it removed, the connection goes too. `claimed_until` and `attempt` are the lease of the process that
    reads it.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=ConnectionKind)
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254)
    settings = models.JSONField(default=dict)
    sealed = models.TextField(blank=True)
    cursor = models.JSONField(default=dict)
    connected_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_read_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "kind"], name="one_connection_a_kind"),
        ]
        indexes: ClassVar = [models.Index(fields=["next_read_at"], name="connections_due")]


class DepartureKind(models.TextChoices):
    INVITATION = "invitation", _("invitation")
    CHANGE = "change", _("changed invitation")
    CANCELLATION = "cancellation", _("cancellation")
    COUNTER_DECLINED = "counter_declined", _("answer to another time")
    RECAP = "recap", _("recap")
    NOTE = "note", _("note to yourself")
    LETTER = "letter", _("letter")


class DepartureState(models.TextChoices):
    WAITING = "waiting", _("waiting to send")
    SENT = "sent", _("sent")
    REFUSED = "refused", _("refused")
    TAKEN_BACK = "taken_back", _("taken back before it left")


class Departure(InWorkspace):
    """Something that leaves: one letter to one set of recipients, or one write to the calendar server. The outbox.

    It is written whole before anything is sent: `sealed` is the very letter (its links are secret), so that every
    attempt sends the same bytes under the same Message-ID, UID and SEQUENCE; it is emptied once it has left. What
    is of one `thread` leaves in the order of `place`, so that a moved meeting never overtakes its own older update.
    `key` makes asking twice one departure. `claimed_until` is the lease, `attempt` fences: an outcome counts only
    under the attempt that is still the row's (DESIGN 2).
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    invitation = models.ForeignKey(Invitation, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=DepartureKind)
    by = models.CharField(max_length=10, choices=ConnectionKind)
    key = models.CharField(max_length=128)
    thread = models.CharField(max_length=255)
    place = models.PositiveIntegerField(default=0)
    message_id = models.CharField(max_length=255, blank=True)
    uid = models.CharField(max_length=255, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    to_addresses = models.JSONField(default=list)
    subject = models.CharField(max_length=300, blank=True)
    sealed = models.TextField(blank=True)
    state = models.CharField(max_length=10, choices=DepartureState, default=DepartureState.WAITING)
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "key"], name="one_departure_a_key"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["state", "due_at"], name="departures_due"),
            models.Index(fields=["workspace", "thread", "place"], name="departures_in_order"),
            models.Index(fields=["workspace", "message_id"], name="departures_by_message"),
        ]


class NoteChoice(InWorkspace):
    """Which notes of ours a person wants (UX 4): one row where he chose other than the default."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20)
    on = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "kind"], name="one_choice_a_note"),
        ]
