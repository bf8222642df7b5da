"""Where each deal stands today, worked out from customers' acts and kept for lists (METHOD 4, 7, 8; DESIGN 3)."""

from typing import ClassVar

from django.db import models

from foothold.records.models.customers import Opportunity
from foothold.records.models.meetings import SIDES
from foothold.records.scoping import InWorkspace


class OpportunityStanding(InWorkspace):
    """One row an opportunity: its state, its silence and its class as of `as_of`; never typed, always worked out.

    `state` is core.state's, with the offered or booked slot and who must answer. `grade` is the next step's (METHOD
    4) and `topic` its words. `silence` is core.silence's (blank: there is nothing to be silent to), with P(alive) and
    the alive ratio from 0 to 1, the days he usually takes (business days; null: not known), and since when the oldest
    touch is unanswered. `triage` is core.triage's class (blank: not worked out yet) with P(win) and its 80% range
    from 0 to 1, the tier that made it (0 to 2), and the reasons as rows of `{"signal", "points", "count",
    "from"}`: at most 20 `{"kind": "meeting", "promise", "mail", "call" or "touch", "id"}` it was counted from, a touch
    with "how" we reached out.
    `holds_until` is when time alone changes it before the day is over: a date passes, or an invitation stays without
    an answer for two business days (null: no date is ahead).
    """

    opportunity = models.ForeignKey(Opportunity, on_delete=models.CASCADE, related_name="standings")
    as_of = models.DateTimeField()
    holds_until = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, blank=True)
    slot_at = models.DateTimeField(null=True, blank=True)
    who_must_answer = models.CharField(max_length=10, choices=SIDES, blank=True)
    grade = models.CharField(max_length=10, blank=True)
    topic = models.CharField(max_length=200, blank=True)
    last_act_at = models.DateTimeField(null=True, blank=True)
    meetings_held = models.PositiveIntegerField(default=0)
    silence = models.CharField(max_length=10, blank=True)
    p_alive = models.FloatField(null=True, blank=True)
    alive_ratio = models.FloatField(null=True, blank=True)
    usual_answer_days = models.FloatField(null=True, blank=True)
    silent_since = models.DateTimeField(null=True, blank=True)
    unanswered = models.PositiveSmallIntegerField(default=0)
    triage = models.CharField(max_length=20, blank=True)
    uncertain = models.BooleanField(default=False)
    p_win = models.FloatField(null=True, blank=True)
    p_low = models.FloatField(null=True, blank=True)
    p_high = models.FloatField(null=True, blank=True)
    tier = models.PositiveSmallIntegerField(default=0)
    reasons = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "opportunity"], name="one_standing_an_opportunity"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "state"], name="deals_by_state"),
            models.Index(fields=["workspace", "triage"], name="deals_by_class"),
            models.Index(
                fields=["holds_until"], condition=models.Q(holds_until__isnull=False), name="deals_whose_date_passes"
            ),
        ]
