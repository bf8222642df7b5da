"""What was decided in a weekly review, and what a one-to-one ended with (METHOD 11; UX J8, J9)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.customers import Opportunity
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class Decision(models.TextChoices):
    """The three keys of the weekly review."""

    KEEP = "keep", _("keep")
    ASK = "ask", _("ask")
    LET_GO = "let_go", _("let go")


class PipelineDecision(InWorkspace):
    """One key pressed at one deal in one week: who, what, when, and where the deal stood then.

    `week` is its Monday in the workspace's zone. `state` and `triage` are the standing's of that moment: what changed
    since is told by them next week. "Ask" raises a question for the one-to-one; `answered_at` is when it was talked
    about there.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="decisions")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    decision = models.CharField(max_length=10, choices=Decision)
    decided_at = models.DateTimeField()
    state = models.CharField(max_length=10, blank=True)
    triage = models.CharField(max_length=20, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "opportunity", "user", "week"], name="one_decision_a_deal_and_week"
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "user", "week"], name="decisions_of_a_week")]


MOST_AGREEMENTS = 2
"""One behaviour at a time, and one thing beside it (METHOD 11, K3; UX J9)."""


class Agreement(InWorkspace):
    """What a seller and whoever spoke with him agreed in a one-to-one: at most two a week, in their own words.

    `seller` is who will do it, `user` who wrote it down; `place` 1 or 2. `meet_on` is the day the next one-to-one is
    to be, null where none was set: the rule of the product holds for our own meetings too.
    """

    seller = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    week = models.DateField()
    place = models.PositiveSmallIntegerField()
    what = models.CharField(max_length=200)
    agreed_at = models.DateTimeField()
    meet_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "seller", "week", "place"], name="one_agreement_a_place"),
            models.CheckConstraint(condition=models.Q(place__in=(1, 2)), name="at_most_two_agreements"),
        ]
