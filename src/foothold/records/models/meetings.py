"""What was said: a meeting, its words, who may read them and for how long."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.core.evidence import Side
from foothold.records.models.customers import Account, Contact
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace

SIDES = [(side.value, side.value) for side in Side]


class Meeting(InWorkspace):
    """A conversation with a customer, by the seller who held it. `held_at` is when it was said or sent.

    `state` repeats the state of the latest judgement, for lists; blank while it is not known.
    """

    seller = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    contacts = models.ManyToManyField(Contact, through="records.Attendance", related_name="meetings")
    title = models.CharField(max_length=200)
    held_at = models.DateTimeField()
    tz = models.CharField(max_length=64)
    state = models.CharField(max_length=20, blank=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "-held_at"], name="meetings_newest_first")]

    def __str__(self) -> str:
        return self.title


class Attendance(InWorkspace):
    """A customer person spoke in a meeting."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    contact = models.ForeignKey(Contact, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "contact"], name="one_attendance_a_person"),
        ]


class Visibility(models.TextChoices):
    SELLER = "seller", _("its seller only")
    SHARED = "shared", _("shared with the workspace")


class Keeping(models.TextChoices):
    KEPT = "kept", _("kept")
    NEVER = "never", _("never kept: it is not known whether everyone knew")
    EXPIRED = "expired", _("removed after its time")
    ERASED = "erased", _("removed because a person in it was erased")


class SourceText(InWorkspace):
    """The words of a meeting: the canonical text, who said which part, and the messages a mail quotes, or why
    they are not here.

    Its seller only may read them, until he shares them. `expires_at` is when the text is removed;
    `claimed_until` and `attempt` are the lease of the job that removes it.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=255)
    kind = models.CharField(max_length=10)
    sha256 = models.CharField(max_length=64)
    text = models.TextField(blank=True)
    turns = models.JSONField(default=list)
    earlier = models.JSONField(default=list)
    gaps = models.JSONField(default=list)
    spoken = models.BooleanField(default=False)
    automatic = models.BooleanField(default=False)
    keeping = models.CharField(max_length=10, choices=Keeping)
    visibility = models.CharField(max_length=10, choices=Visibility, default=Visibility.SELLER)
    read_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting"], name="one_source_a_meeting"),
        ]
        indexes: ClassVar = [models.Index(fields=["keeping", "expires_at"], name="texts_past_their_time")]


class SourceKind(models.TextChoices):
    TRANSCRIPT = "transcript", _("transcripts of talk")
    MAIL = "mail", _("mail")
    NOTES = "notes", _("notes")


class Knowing(models.TextChoices):
    EVERYONE_KNEW = "everyone_knew", _("everyone knew")
    WRITTEN_NOTES = "written_notes", _("written notes")
    NOT_KNOWN = "not_known", _("not known")


class SourceConsent(InWorkspace):
    """Did the people in it know? One answer of a seller for each kind of source, asked once."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=10, choices=SourceKind)
    answer = models.CharField(max_length=20, choices=Knowing)
    answered_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "kind"], name="one_answer_a_kind_of_source"),
        ]


class SpeakerSide(InWorkspace):
    """Who is who, remembered: the side a speaker's name stands for in this workspace."""

    name = models.CharField(max_length=200)
    side = models.CharField(max_length=10, choices=SIDES)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_side_a_name"),
        ]
