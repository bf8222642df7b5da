"""A model that a workspace lets point at words, and what it pointed at: beside the verdict, in rows of its own."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.findings import Judgement
from foothold.records.models.meetings import Meeting
from foothold.records.scoping import InWorkspace


class SecondReader(InWorkspace):
    """Which model is asked, and where; off until the owner switches it on.

    `sealed` is its key, encrypted for this row alone (records.secrets); empty where it needs none. `shown` is
    the host and port, all that pages and notes say of the address.
    """

    on = models.BooleanField(default=False)
    base_url = models.CharField(max_length=500, blank=True)
    shown = models.CharField(max_length=300, blank=True)
    model = models.CharField(max_length=200, blank=True)
    sealed = models.TextField(blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_second_reader_a_workspace"),
        ]


class Asked(models.TextChoices):
    WAITING = "waiting", _("waiting")
    ANSWERED = "answered", _("answered")
    FAILED = "failed", _("failed")


class SecondReading(InWorkspace):
    """What a model pointed at in one meeting, beside one judgement: a `suggestions/1` object (docs/contracts.md).

    No query that judges, counts or grades asks for it. `claimed_until` and `attempt` are the lease of the job
    that asks the model.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=Asked, default=Asked.WAITING)
    document = models.JSONField(null=True, blank=True)
    waiting_since = models.DateTimeField()
    answered_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting"], name="one_second_reading_a_meeting"),
        ]
        indexes: ClassVar = [models.Index(fields=["state", "waiting_since"], name="second_readings_due")]
