"""What was said: a meeting, its words, who may read them and for how long."""

from datetime import datetime, timedelta
from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.core.evidence import Side
from foothold.core.next_dates import NextSet
from foothold.core.relations import Relation
from foothold.records.models.customers import Account, Contact, Opportunity
from foothold.records.models.people import User
from foothold.records.models.sources import CalendarEntry, Import, Source
from foothold.records.scoping import InWorkspace

SIDES = [(side.value, side.value) for side in Side]
RELATIONS = [(relation.value, relation.value) for relation in Relation]
NEXT_SET = [(each.value, each.value) for each in NextSet]


class Known(models.TextChoices):
    """A fact that was looked for. Blank where it is not known: neither yes nor no."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class Ending(models.TextChoices):
    """How a meeting ended, by the customer's located words (E3 or more): METHOD 9, P5's denominator."""

    REFUSED = "no", _("explicit no")
    ORDER = "order", _("order")


OPEN_AGAIN = "again"
"""In `ending`, in place of an explicit no: their deal was opened again since, and the meeting counts again (METHOD 9).

No choice of anybody's. What they said stays said: until they act, triage takes it as the no it was (METHOD 7.1).
"""
SAID_NO = frozenset({Ending.REFUSED.value, OPEN_AGAIN})


SIDES_ABSENT = (Side.CUSTOMER, Side.OURS)
"""Who can have stayed away, as the seller says it."""
WAS_THERE = "there"
"""In `absent`, in place of the side its seller named: a customer person was heard in it, or judged it, so it was held.

No choice of anybody's: their words are more than the seller's (METHOD 3).
"""


class CalendarStatus(models.TextChoices):
    """What the calendar says has become of a meeting. Blank for one that stands in no calendar."""

    STANDS = "stands", _("stands")
    CANCELLED = "cancelled", _("cancelled")
    GONE = "gone", _("no longer in the calendar")


class CustomerAnswer(models.TextChoices):
    """What the customer side answered to the invitation, all persons taken together; blank where nobody is known."""

    ACCEPTED = "accepted", _("accepted")
    TENTATIVE = "tentative", _("tentative")
    DECLINED = "declined", _("declined")
    NO_ANSWER = "no_answer", _("no answer")
    COUNTER = "counter", _("asks for another time")


class Medium(models.TextChoices):
    IN_PERSON = "in_person", _("in person")
    VIDEO = "video", _("video")
    PHONE = "phone", _("phone")
    MAIL = "mail", _("mail: read, but no meeting")


UNMEASURED = timedelta(hours=1)
"""How long a meeting is taken to have lasted where nothing says so."""
HELD, NOT_TOLD = "h", "g"
"""How the tally of a meeting begins whose date holds: neither cancelled nor declined, and no mail (METHOD 4.1).

The second where they were never told of it: it is a date while it is ahead, and nothing is known of it afterwards.
Of one that was missed neither: it is over, and was not held.
"""
TALLIED = (
    "answer", "next_set", "step_counts", "step_full", "recap_sent", "homework_set", "ending", "medium", "status",
)  # fmt: skip
"""The fields of a meeting that a review counts by, in the order in which they stand in its tally."""


STANDS = models.Q(status__in=["", CalendarStatus.STANDS.value], we_declined=False) & ~models.Q(
    answer=CustomerAnswer.DECLINED.value
)
"""The date holds: neither cancelled nor declined, by us or by all of them (METHOD 4.1); `Meeting.stands` of a row."""
IS_MEETING = ~models.Q(medium=Medium.MAIL.value)
"""It is no mail: one that was read is kept as a meeting is, with its verdict, and was none; `Meeting.is_mail`."""
IS_NO_SHOW = models.Q(absent__in=[side.value for side in SIDES_ABSENT], absent_told_at__gte=models.F("held_at"))
"""Its seller says that one side did not come (METHOD 6.1); `missed_by` of a row.

What was said before the time it has now is of another time: it was moved since.
"""
TAKES_PLACE = STANDS & models.Q(untold=False) & IS_MEETING & ~IS_NO_SHOW
"""The date holds, they know of it, and nobody says that it was missed: once its time is past it counts as held,
assumed (DESIGN 6)."""


def missed_by(meeting: Any, now: datetime) -> Side | None:
    """Which side did not come, as its seller had said by `now`, of a meeting or a plain row of its columns; None where
    nothing says so."""
    at = meeting.absent_told_at
    if meeting.absent not in SIDES_ABSENT or at is None or not meeting.held_at <= at <= now:
        return None
    return Side(meeting.absent)


def _mark(condition: models.Q, mark: str) -> models.Case:
    """`mark` where the condition holds, else nothing."""
    return models.Case(
        models.When(condition, then=models.Value(mark)), default=models.Value(""), output_field=models.CharField()
    )


def _tally() -> models.Func:
    """What a review counts a meeting by, as one word, worked out by the database: one index holds all it asks for."""
    parts: list[Any] = [
        _mark(TAKES_PLACE, HELD),
        _mark(STANDS & models.Q(untold=True) & IS_MEETING, NOT_TOLD),
        _mark(models.Q(we_declined=True), "d"),
        _mark(models.Q(next_fell_through=True), "f"),
        _mark(models.Q(moved_by_us__gt=0), "u"),
        _mark(models.Q(moved_by_customer__gt=0), "c"),
        _mark(models.Q(moved_by_unknown__gt=0), "m"),
    ]
    for name in TALLIED:
        parts += [models.Value("|"), models.F(name)]
    # All of them hold text and never NULL; Django's own Concat nests one call in the other, too deep for SQLite.
    return models.Func(
        *parts, template="(%(expressions)s)", arg_joiner=" || ", output_field=models.CharField(max_length=120)
    )


class Meeting(InWorkspace):
    """A meeting by the seller who holds it; `held_at` is when it begins, was said or sent.

    With `relation` "customer" it counts; others are kept so that a change of mind about who is who
    needs no second import. Blank is not known yet; where a person named the customer (`account_told`)
    that stays. `state` repeats the state of the latest judgement, for lists; blank while it is not known.

    From a calendar come `entry` and `recurrence_id` (which instance), `ends_at`, `status`, `answer`
    with `answer_level` (E0 to E4, METHOD 3), when the calendar noted it (`noted_at`), the time they
    ask for instead (`asked_for`), `we_declined` and whether `we_accepted` (blank: the calendar does not
    say), `put_at` (CREATED; null where the calendar does not say), `called_off_at` (its LAST-MODIFIED where it
    is cancelled; null where nobody knows when that was), how often it was moved and by whom,
    how often that was done by calling it off and setting it anew, all in all before this one (`set_anew`),
    and whether it names its people. `joint` ones have people of several customers. `untold` is one booked
    here of whose present time the customer was never told (records.untold). `absent` is the side that did not come,
    as the seller said at `absent_told_at`: then it was not held (`IS_NO_SHOW`).

    What follows from all of them together is kept beside, so that a review reads it in one query:
    `next_meeting` with the same people and its time (`next_at`; null too where they were never told of it),
    `next_set`, when that one was put in the calendar, and whether a date set in the room fell through
    (core.next_dates); whether the next step is booked (METHOD 4.1), whether it counts, whether it is full
    (records.full_steps), and whether we wrote to them within a business day (METHOD 9, P5); blank where no source
    tells.
    """

    seller = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings")
    contacts = models.ManyToManyField(Contact, through="records.Attendance", related_name="meetings")
    account_told = models.BooleanField(default=False)
    opportunity = models.ForeignKey(
        Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="meetings"
    )
    opportunity_doubtful = models.BooleanField(default=False)
    opportunity_told = models.BooleanField(default=False)
    title = models.CharField(max_length=200)
    held_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    all_day = models.BooleanField(default=False)
    tz = models.CharField(max_length=64)
    relation = models.CharField(max_length=10, choices=RELATIONS, blank=True, default=Relation.CUSTOMER.value)
    place = models.CharField(max_length=200, blank=True)
    medium = models.CharField(max_length=10, choices=Medium, blank=True)
    entry = models.ForeignKey(CalendarEntry, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    recurrence_id = models.CharField(max_length=64, blank=True)
    sequence = models.PositiveIntegerField(default=0)
    status = models.CharField(max_length=10, choices=CalendarStatus, blank=True)
    answer = models.CharField(max_length=10, choices=CustomerAnswer, blank=True)
    answer_level = models.CharField(max_length=2, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    asked_for = models.DateTimeField(null=True, blank=True)
    joint = models.BooleanField(default=False)
    we_declined = models.BooleanField(default=False)
    we_accepted = models.CharField(max_length=3, choices=Known, blank=True)
    people_known = models.BooleanField(default=False)
    untold = models.BooleanField(default=False)
    absent = models.CharField(max_length=10, blank=True)
    absent_told_at = models.DateTimeField(null=True, blank=True)
    organized_by = models.CharField(max_length=10, choices=SIDES, blank=True)
    put_at = models.DateTimeField(null=True, blank=True)
    moved_by_us = models.PositiveSmallIntegerField(default=0)
    moved_by_customer = models.PositiveSmallIntegerField(default=0)
    moved_by_unknown = models.PositiveSmallIntegerField(default=0)
    set_anew = models.PositiveSmallIntegerField(default=0)
    called_off_at = models.DateTimeField(null=True, blank=True)
    next_meeting = models.ForeignKey("self", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    next_set = models.CharField(max_length=10, choices=NEXT_SET, blank=True)
    next_at = models.DateTimeField(null=True, blank=True)
    next_fell_through = models.BooleanField(default=False)
    step_booked = models.CharField(max_length=3, choices=Known, blank=True)
    step_counts = models.CharField(max_length=3, choices=Known, blank=True)
    step_full = models.CharField(max_length=3, choices=Known, blank=True)
    recap_sent = models.CharField(max_length=3, choices=Known, blank=True)
    homework_set = models.CharField(max_length=3, choices=Known, blank=True)
    ending = models.CharField(max_length=5, choices=Ending, blank=True)
    state = models.CharField(max_length=20, blank=True)
    tally = models.GeneratedField(expression=_tally(), output_field=models.CharField(max_length=120), db_persist=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    not_right = False
    """No column: whether the person who looks says it of the latest verdict; lists set it (records.meeting_lists)."""
    noted_under: int | None = None
    """No column: the SEQUENCE of ours that the calendar's notes of answers are to, where it counts none of its own
    (records.times_set.notes_under)."""

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "entry", "recurrence_id"],
                condition=models.Q(entry__isnull=False),
                name="one_meeting_an_instance",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "-held_at"], name="meetings_newest_first"),
            models.Index(
                fields=["workspace", "relation", "held_at", "tally", "next_at", "ends_at", "account", "demo"],
                name="meetings_reviewed",
            ),
            models.Index(fields=["workspace", "seller", "relation", "held_at"], name="meetings_of_a_seller"),
            models.Index(fields=["workspace", "account", "held_at"], name="meetings_of_an_account"),
            models.Index(
                fields=["workspace", "seller", "next_at"],
                condition=models.Q(next_at__isnull=False),
                name="meetings_by_next_date",
            ),
            models.Index(fields=["workspace", "opportunity", "held_at"], name="meetings_of_a_deal"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def stands(self) -> bool:
        """Whether the date holds: what `STANDS` asks the database, of this row."""
        is_there = self.status in {"", CalendarStatus.STANDS} and not self.we_declined
        return is_there and self.answer != CustomerAnswer.DECLINED

    @property
    def is_mail(self) -> bool:
        """Whether it is a mail that was read, and no meeting: what `IS_MEETING` asks the database, of this row."""
        return self.medium == Medium.MAIL

    @property
    def missed_by(self) -> Side | None:
        """Which side did not come, as its seller says; None where nothing says so (`IS_NO_SHOW`)."""
        at = self.absent_told_at
        return None if at is None else missed_by(self, at)

    @property
    def was_there(self) -> bool:
        """Whether its seller says that somebody stayed away, and the customer's own words say otherwise."""
        return self.absent == WAS_THERE

    @property
    def ended_at(self) -> datetime:
        """The end of the meeting, an hour after its start where nothing says so."""
        return self.ends_at or self.held_at + UNMEASURED

    @property
    def moves(self) -> int:
        """How often the meeting was moved, as far as was seen; also by calling it off and setting it anew."""
        return self.own_moves + self.set_anew

    @property
    def own_moves(self) -> int:
        """How often it was moved under its own UID."""
        return self.moved_by_us + self.moved_by_customer + self.moved_by_unknown


class MeetingStood(InWorkspace):
    """How a meeting stood `until` a change of it was seen: its time, its moves and the answers (METHOD 7.3).

    One row a change; the fields are the meeting's own, and mean the same. Kept since `Workspace.changes_kept_since`.
    `run` is the reading that changed it, and takes the row along when it is undone; none where a person did.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="+")
    run = models.ForeignKey(Import, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    until = models.DateTimeField()
    held_at = models.DateTimeField()
    ends_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=CalendarStatus, blank=True)
    answer = models.CharField(max_length=10, choices=CustomerAnswer, blank=True)
    answer_level = models.CharField(max_length=2, blank=True)
    noted_at = models.DateTimeField(null=True, blank=True)
    we_accepted = models.CharField(max_length=3, choices=Known, blank=True)
    we_declined = models.BooleanField(default=False)
    moved_by_us = models.PositiveSmallIntegerField(default=0)
    moved_by_customer = models.PositiveSmallIntegerField(default=0)
    moved_by_unknown = models.PositiveSmallIntegerField(default=0)

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "meeting", "until"], name="changes_of_a_meeting")]


class Attendee(InWorkspace):
    """A person a calendar names for a meeting. `partstat` as the calendar has it, or as a later REPLY
    changed it; empty where the calendar does not tell: unknown, neither yes nor no. `counterpart` is the
    domain or personal address he is remembered by (core.relations)."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="attendees")
    address = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    counterpart = models.CharField(max_length=254, blank=True)
    side = models.CharField(max_length=10, choices=SIDES)
    contact = models.ForeignKey(Contact, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    partstat = models.CharField(max_length=20, blank=True)
    level = models.CharField(max_length=2, blank=True)
    organizer = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "address", "name"], name="one_row_an_attendee"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "counterpart"], name="attendees_of_a_counterpart")]


class CallOutcome(models.TextChoices):
    SPOKE = "spoke", _("spoke")
    NO_ANSWER = "no_answer", _("no answer")
    BOOKED = "booked", _("booked")


class Call(InWorkspace):
    """A phone call, from a call log or one tap. Of five minutes and more it is a meeting (METHOD 3 [C]);
    `seconds` is null where nobody measured it, and then it is listed and counted apart.

    "booked" is what the seller says; the state moves by the customer's answer alone.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    source = models.ForeignKey(Source, null=True, blank=True, on_delete=models.CASCADE, related_name="+")
    key = models.CharField(max_length=64)
    called_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(null=True, blank=True)
    number = models.CharField(max_length=64, blank=True)
    name = models.CharField(max_length=200, blank=True)
    direction = models.CharField(max_length=5, blank=True)
    outcome = models.CharField(max_length=10, choices=CallOutcome, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [models.UniqueConstraint(fields=["workspace", "user", "key"], name="one_row_a_call")]
        indexes: ClassVar = [models.Index(fields=["workspace", "account", "called_at"], name="calls_of_an_account")]


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
        indexes: ClassVar = [
            models.Index(fields=["keeping", "expires_at"], name="texts_past_their_time"),
            models.Index(fields=["workspace", "visibility", "read_at"], name="texts_shared_newest_first"),
        ]


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
