"""Where meetings are known from: calendars, mailboxes, call logs; each reading of them, and what it changed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class SourceType(models.TextChoices):
    CALENDAR_FILE = "calendar_file", _("calendar file")
    CALENDAR_ADDRESS = "calendar_address", _("calendar address")
    MAILS = "mails", _("mails")
    CALLS = "calls", _("call log")
    CALENDAR_SERVER = "calendar_server", _("calendar server")
    CRM = "crm", _("CRM export")
    BOOKED = "booked", _("booked with Foothold")


IS_READ_ON = models.Q(kind__in=["calendar_address", "calendar_server"]) | models.Q(kind="mails") & ~models.Q(host="")
"""A calendar or mailbox that is asked again and again by itself; `Source.is_read_on` of a row."""
CALENDARS = (SourceType.CALENDAR_FILE, SourceType.CALENDAR_ADDRESS, SourceType.CALENDAR_SERVER)
"""The kinds of sources that are a calendar of the person's own."""


class Source(InWorkspace):
    """One calendar, mail folder, call log or kind of CRM export of one person.

    `key` is what makes it the same source again: the calendar's own name, the digest of an address.
    `sealed` is a secret address, encrypted (records.secrets); `host` is all of it that is ever shown.
    `covers_from` and `covers_until` are the first and last moment it speaks of. `claimed_until` and
    `attempt` are the lease of the job that reads it again.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=SourceType)
    key = models.CharField(max_length=128)
    name = models.CharField(max_length=255)
    demo = models.BooleanField(default=False)
    sealed = models.TextField(blank=True)
    host = models.CharField(max_length=255, blank=True)
    etag = models.CharField(max_length=255, blank=True)
    last_modified = models.CharField(max_length=100, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    read_at = models.DateTimeField(null=True, blank=True)
    covers_from = models.DateTimeField(null=True, blank=True)
    covers_until = models.DateTimeField(null=True, blank=True)
    problem = models.TextField(blank=True)
    failures = models.PositiveIntegerField(default=0)
    next_read_at = models.DateTimeField(null=True, blank=True)
    claimed_until = models.DateTimeField(null=True, blank=True)
    attempt = models.PositiveIntegerField(default=0)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "kind", "key"], name="one_row_a_source"),
        ]
        indexes: ClassVar = [models.Index(fields=["next_read_at"], name="sources_due")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_read_on(self) -> bool:
        """What `IS_READ_ON` asks the database, of this row: nothing of it is undone, it is removed."""
        asked = (SourceType.CALENDAR_ADDRESS, SourceType.CALENDAR_SERVER)
        return self.kind in asked or (self.kind == SourceType.MAILS and bool(self.host))


class ImportState(models.TextChoices):
    RUNNING = "running", _("running")
    DONE = "done", _("done")
    UNDONE = "undone", _("undone")


class Import(InWorkspace):
    """One reading of a source: what was read, what was new, changed or the same, what was skipped and why."""

    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    state = models.CharField(max_length=10, choices=ImportState, default=ImportState.RUNNING)
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    files = models.JSONField(default=list)
    read = models.PositiveIntegerField(default=0)
    new = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    same = models.PositiveIntegerField(default=0)
    skipped = models.JSONField(default=list)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "-started_at"], name="imports_newest_first")]


class CalendarEntry(InWorkspace):
    """Everything a person's calendar says under one UID (core.calendar_entries.Thread), and what reading it changed.

    `entries` are the VEVENTs as plain fields, without descriptions; `raw` the lines of a series, to
    expand it again as time goes on; `expanded_until` how far its instances were made.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    uid = models.CharField(max_length=255)
    fingerprint = models.CharField(max_length=64)
    entries = models.JSONField(default=list)
    raw = models.TextField(blank=True)
    expanded_until = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "uid"], name="one_row_a_uid"),
        ]


class ImportChange(InWorkspace):
    """What one reading did to one row, so that it can be undone: `before` is empty for a new row."""

    run = models.ForeignKey(Import, on_delete=models.CASCADE, related_name="+")
    model = models.CharField(max_length=20)
    row = models.UUIDField()
    before = models.JSONField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "run", "model", "row"], name="one_change_a_row"),
        ]


DELEGATE = "delegate"
"""Why a verified answer counts whose giver was not invited: he says that an attendee of his firm sent him."""


class InvitationReply(InWorkspace):
    """A customer's answer to an invitation, from a REPLY or COUNTER (RFC 5546), as it came.

    `address` is the attendee it speaks for, `sent_from` who sent it. `level` is "E4" only where the
    sender is verified (DESIGN 6), "E3" where he is not, "E0" where the check failed: kept and shown, and
    nothing moves by it. `sequence` is the one it answers (`core.replies.sequence_answered`), `slot_start` the time, as
    his program gives it back. `new_start` and `new_end` are a COUNTER's; `words` the quote of a plain reply.
    `came_at` orders answers of the same second, which is all a DTSTAMP tells. `kept_at` is when we declined the time
    asked for: ours stays, and this one is answered.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    uid = models.CharField(max_length=255)
    recurrence_id = models.CharField(max_length=64, blank=True)
    address = models.CharField(max_length=254)
    sent_from = models.CharField(max_length=254, blank=True)
    partstat = models.CharField(max_length=20)
    sequence = models.PositiveIntegerField(default=0)
    replied_at = models.DateTimeField(null=True, blank=True)
    level = models.CharField(max_length=2)
    because = models.CharField(max_length=60)
    slot_start = models.DateTimeField(null=True, blank=True)
    new_start = models.DateTimeField(null=True, blank=True)
    new_end = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)
    came_at = models.DateTimeField(auto_now_add=True, null=True)
    kept_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "key"], name="one_row_a_reply"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "uid"], name="replies_by_uid")]


class SenderCheck(models.TextChoices):
    """What the mail server we trust said of a mail's sender; NONE where it said nothing, or none is named."""

    PASS = "pass"  # noqa: S105
    FAIL = "fail"
    NONE = "none"


class Letter(InWorkspace):
    """That a mail was sent: from whom, to whom, when. Neither its words nor its subject are kept.

    One whose sender failed its check is kept and counted on Sources, and is nobody's act, answer or touch
    (DESIGN 6); whoever reads letters for what they say asks `records.letter_signs.letters_that_count`.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    message_id = models.CharField(max_length=255)
    from_address = models.CharField(max_length=254, blank=True)
    to_addresses = models.JSONField(default=list)
    sent_at = models.DateTimeField(null=True, blank=True)
    sender_check = models.CharField(max_length=4, choices=SenderCheck.choices, default=SenderCheck.NONE)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "user", "message_id"], name="one_row_a_letter"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "user", "sent_at"], name="letters_by_day"),
            models.Index(fields=["workspace", "from_address", "sent_at"], name="letters_from_a_person"),
        ]
