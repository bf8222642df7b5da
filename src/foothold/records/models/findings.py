"""What was found in the words, what the seller felt before he saw it, and where he says it is not right."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.meetings import SIDES, Meeting
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class TextInside(models.Func):
    """A text of a JSON document by its path, NULL where there is none: Django's own takes null for one in SQLite."""

    template = "(%(expressions)s #>> '{%(path)s}')"
    output_field = models.TextField(null=True)

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> tuple[str, Any]:
        path = self.extra["path"].replace(",", ".")
        template = "JSON_EXTRACT(%(expressions)s, '$.%(path)s')"
        return super().as_sql(compiler, connection, template=template, path=path, **context)


class Judgement(InWorkspace):
    """One reading of a meeting: a `verdict/1` document (DESIGN 5). Never changed by a seller; a new
    reading is a new version, and the old ones stay.

    The customer's stated absence stands beside it, for those who ask for that alone.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="judgements")
    version = models.PositiveIntegerField()
    document = models.JSONField()
    software = models.CharField(max_length=20)
    made_at = models.DateTimeField()
    away_from = models.GeneratedField(
        expression=TextInside("document", path="absence,first"),
        output_field=models.TextField(null=True),
        db_persist=True,
    )
    away_until = models.GeneratedField(
        expression=TextInside("document", path="absence,until"),
        output_field=models.TextField(null=True),
        db_persist=True,
    )

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "version"], name="one_judgement_a_version"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["workspace", "away_until"],
                condition=models.Q(away_until__isnull=False),
                name="judgements_telling_absence",
            ),
        ]


class Met(models.TextChoices):
    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")


SURENESS = (0, 25, 50, 75, 100)
"""Percent, METHOD 6.3."""


class Feeling(InWorkspace):
    """What the seller said before the verdict was shown (METHOD 6.3). Locked: it is never edited.

    Blank or null means not said. `late` entries are kept and left out of calibration.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    met = models.CharField(max_length=10, choices=Met, blank=True)
    sure = models.PositiveSmallIntegerField(null=True, blank=True)
    said_at = models.DateTimeField()
    late = models.BooleanField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "user"], name="one_feeling_a_meeting"),
            models.CheckConstraint(
                condition=models.Q(sure__isnull=True) | models.Q(sure__in=SURENESS), name="sureness_in_five_stops"
            ),
        ]


class Promise(models.TextChoices):
    OPEN = "open", _("open")
    DONE = "done", _("done")
    DROPPED = "dropped", _("dropped")


ONCE = models.Q(same_as=None)
"""Each commitment once, however often it was told: what is listed or counted beyond one meeting."""
OWN_WORDS = 1_000
"""The first `place` of promises that the seller wrote down himself: no reading of the meeting's words has so many."""


class Commitment(InWorkspace):
    """A promise found in a meeting (METHOD 3). Late is not stored: it follows from `due_on` and today.

    From `OWN_WORDS` on stand those a seller wrote down after it: E1, they move nothing and carry no evidence.
    `same_as` is the one of another meeting or mail that says the same, and counts for both; this one is where its
    words are. `settle_commitments` tells which.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    place = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=SIDES)
    owner = models.CharField(max_length=200, blank=True)
    what = models.TextField()
    due_on = models.DateField(null=True, blank=True)
    kind = models.CharField(max_length=40, blank=True)
    firm = models.BooleanField(default=False)
    state = models.CharField(max_length=10, choices=Promise, default=Promise.OPEN)
    kept_at = models.DateTimeField(null=True, blank=True)
    evidence = models.JSONField(default=list)
    same_as = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="told_again")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "place"], name="one_promise_a_place"),
        ]
        ordering: ClassVar = ["place"]

    @property
    def is_own_words(self) -> bool:
        """Whether a seller wrote it down, and nobody's located words say it."""
        return self.place >= OWN_WORDS


class Correction(InWorkspace):
    """ "Not right": which claim, what the person says it is. A label for training, no edit: the level
    of the evidence stays what the words bear (METHOD 3)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    judgement = models.ForeignKey(Judgement, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    claim = models.CharField(max_length=60)
    found = models.JSONField()
    says = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    made_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "judgement", "user", "claim"], name="one_correction_a_claim"),
        ]
