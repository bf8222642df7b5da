"""Gone dark: proposals that are out, whom we let go, what was foretold of answers and learnt from them (METHOD 8)."""

from typing import ClassVar

from django.db import models

from foothold.records.models.customers import Opportunity
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class Proposal(InWorkspace):
    """A proposal that was sent: the answer date they agreed to, null where none was, and when it was answered.

    E1 until the customer acts: any act of theirs after it was sent answers it (METHOD 8), and so does our word.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="proposals")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    sent_at = models.DateTimeField()
    answer_on = models.DateField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "opportunity", "sent_at"], name="one_proposal_a_moment"),
        ]


class LettingGo(InWorkspace):
    """Somebody let a deal go: kindly, with a day to look again. `ended_at` is when it came back, `back_by` why."""

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="lettings_go")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    let_go_at = models.DateTimeField()
    look_again_on = models.DateField()
    ended_at = models.DateTimeField(null=True, blank=True)
    back_by = models.CharField(max_length=10, blank=True, choices=[("act", "act"), ("undo", "undo")])

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "opportunity"],
                condition=models.Q(ended_at__isnull=True),
                name="let_go_once_at_a_time",
            ),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "look_again_on"], name="deals_to_look_at_again")]


class SilenceConstants(InWorkspace):
    """What a workspace's own threads say: the team's reply times, and pi0 by kind with how many silences it rests on.

    `kinds` is `{kind: {"pi0", "ended", "answered"}}`; `pi0` is METHOD 8's own below 50 silences.
    """

    team_mu = models.FloatField(default=0.0)
    team_sigma = models.FloatField(default=1.5)
    team_replies = models.PositiveIntegerField(default=0)
    kinds = models.JSONField(default=dict)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace"], name="one_row_of_constants"),
        ]


class SilencePrediction(InWorkspace):
    """What was foretold of an answer within five business days, once a day and deal; scored when it is due.

    `kind` is core.silence's; `chance` P(an answer if we wait), from 0 to 1. `came` is null until it is known; a
    touch of ours meanwhile makes it another question: then it is `void`, and not counted.
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10)
    chance = models.FloatField()
    unanswered = models.PositiveSmallIntegerField()
    made_on = models.DateField()
    made_at = models.DateTimeField()
    due_at = models.DateTimeField()
    came = models.BooleanField(null=True, blank=True)
    void = models.BooleanField(default=False)
    scored_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "opportunity", "made_on"], name="foretold_once_a_day"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "scored_at", "due_at"], name="foretold_and_due")]
