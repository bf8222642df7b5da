"""What became of deals: their classes over time, how they ended, and what was learned from them (METHOD 7)."""

from typing import ClassVar

from django.core.validators import MinValueValidator
from django.db import models

from foothold.core.worth import UNKNOWN_VALUE
from foothold.records.models.customers import CLOSURES, Opportunity
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class OpportunityJudgement(InWorkspace):
    """What a deal was judged on one day: a document, written anew only where class, state or reasons changed.

    `document` is `{"schema": "triage/1", "state", "triage", "uncertain", "p", "low", "high", "tier", "alive_ratio",
    "reasons": [{"signal", "points", "count"}]}`; never changed afterwards.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="judgements")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    software = models.CharField(max_length=20)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "opportunity", "version"], name="one_class_a_version"),
        ]


class OpportunityClosing(InWorkspace):
    """A person's word on how a deal ended, or that it is open again (`closure` blank). All of them are kept.

    `before` is what stood until then, with its day, so that the latest can be taken back (`taken_back_at`).
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="closings")
    version = models.PositiveIntegerField()
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    closure = models.CharField(max_length=10, choices=CLOSURES, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    before = models.CharField(max_length=10, choices=CLOSURES, blank=True)
    before_at = models.DateTimeField(null=True, blank=True)
    said_at = models.DateTimeField()
    taken_back_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "opportunity", "version"], name="one_closing_a_version"),
        ]


class TriageSetting(InWorkspace):
    """What an hour and a deal are worth here, as far as it was told (METHOD 7.2); null is not told.

    Money in `currency` (ISO 4217). `value` is what a deal of unknown amount is worth. `capacity` is the hours a week a
    seller has for customers; null: not limited.
    """

    currency = models.CharField(max_length=3, blank=True)
    hour = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)])
    value = models.DecimalField(
        max_digits=14, decimal_places=2, null=True, blank=True, validators=[MinValueValidator(0)]
    )
    to_pursue = models.FloatField(default=UNKNOWN_VALUE.to_pursue)
    to_nurture = models.FloatField(default=UNKNOWN_VALUE.to_nurture)
    capacity = models.FloatField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_triage_setting_a_workspace"),
            models.CheckConstraint(
                condition=models.Q(to_nurture__gt=0) & models.Q(to_pursue__gt=models.F("to_nurture")),
                name="pursuing_takes_longer",
            ),
        ]


class TriageLearning(InWorkspace):
    """What was learned from the closed deals last (METHOD 7.3): anew every day, as records.learned writes it."""

    document = models.JSONField()
    learned_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_learning_a_workspace"),
        ]
