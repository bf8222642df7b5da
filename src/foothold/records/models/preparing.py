"""Readiness of both sides before a meeting (METHOD 5)."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.findings import Met
from foothold.records.models.meetings import Known, Meeting
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class Preparation(InWorkspace):
    """The Ready sheet of a meeting: what it is for, whether the full sheet is wanted, when the agenda left.

    `outcome` is the anticipated outcome; blank is a meeting without purpose, which is flagged. `agenda` is a list
    of {"question", "minutes", "theirs"}; `slots` the two or three times we will ask for, ISO.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    outcome = models.TextField(blank=True)
    agenda = models.JSONField(default=list)
    slots = models.JSONField(default=list)
    full = models.BooleanField(default=False)
    opened_at = models.DateTimeField()
    agenda_sent_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting"], name="one_preparation_a_meeting"),
        ]


class Mark(models.TextChoices):
    """What became of a prediction (METHOD 5, not to be gamed, 3)."""

    HIT = "hit", _("as expected")
    PARTLY = "partly", _("partly")
    MISS = "miss", _("not so")
    NOT_LEARNED = "not_learned", _("not learned")


class PreparedItem(InWorkspace):
    """One answer on the Ready sheet: `item` is "us.1" to "us.9" or "cu.1" to "cu.5".

    `level` is what it rests on (METHOD 3): E1 typed, E2 our artefact, E3 the customer's located words, E4 his act.
    Several of one item may stand side by side; the best counts. `grounds` is {"source", "quote", "at", "url"} as far
    as known. `asked_at` is when the question went into the invitation; `skipped` that it was passed over;
    `not_applicable` the reason (cu.4 and cu.5 alone). `by` is the address of the
    customer person whose words or act it is.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="prepared")
    item = models.CharField(max_length=4)
    key = models.CharField(max_length=64)
    words = models.TextField(blank=True)
    level = models.CharField(max_length=2, default="E0")
    too_thin = models.CharField(max_length=100, blank=True)
    grounds = models.JSONField(default=dict)
    by = models.CharField(max_length=254, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    said_at = models.DateTimeField()
    asked_at = models.DateTimeField(null=True, blank=True)
    skipped = models.BooleanField(default=False)
    not_applicable = models.TextField(blank=True)
    mark = models.CharField(max_length=12, choices=Mark, blank=True)
    marked_by = models.CharField(max_length=10, blank=True)
    marked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "item", "key"], name="one_answer_a_source"),
        ]


class CustomerJudgement(InWorkspace):
    """The customer's one answer after a meeting: three boxes (METHOD 9, P4), one row a person and meeting.

    `goal` is whether he got what he came for (P1) and `could_more` whether more could have been done (P2): he may
    say so beside the boxes; blank is not said.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    address = models.CharField(max_length=254, blank=True)
    learned = models.BooleanField(default=False)
    best_use = models.BooleanField(default=False)
    looking_forward = models.BooleanField(default=False)
    goal = models.CharField(max_length=10, choices=Met, blank=True)
    could_more = models.CharField(max_length=3, choices=Known, blank=True)
    level = models.CharField(max_length=2)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "address"], name="one_judgement_a_customer"),
        ]


class Asked(models.TextChoices):
    """The third question after a meeting; it rotates (UX, J3)."""

    SHOULD_HAVE_ASKED = "should_have_asked", _("I should have asked …")
    CUSTOMER_WOULD_SAY = "customer_would_say", _("What would the customer say of it?")
    COULD_MORE = "could_more", _("Could you have done more?")
    HOW_GOOD = "how_good", _("How good was it, 1 to 5?")
    CHANCE_TO_WIN = "chance_to_win", _("How likely do we win?")
    PREDICTION = "prediction", _("Did it turn out as you expected?")


class Afterthought(InWorkspace):
    """The seller's answer to the third question after a meeting. Blank is not said: unknown, not no."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    question = models.CharField(max_length=20, choices=Asked)
    answer = models.CharField(max_length=20, blank=True)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "user", "question"], name="one_afterthought"),
        ]
