"""The next meeting as we set it: the invitation, what both sides bring, and how the meeting before it was closed."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.records.models.findings import Commitment, Promise
from foothold.records.models.meetings import SIDES, Medium, Meeting
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace


class Way(models.TextChoices):
    """How an invitation reaches the customer. By the first two Foothold sends nothing itself."""

    FILE = "file", _("a calendar file and a mail of your own")
    WEB = "web", _("your web calendar")
    MAIL = "mail", _("your mailbox")
    CALENDAR = "calendar", _("your calendar server")


BY_HAND = (Way.FILE.value, Way.WEB.value)
"""The ways by which its seller sends it himself."""


class Invitation(InWorkspace):
    """The invitation to one meeting, as it stands now: every change is the next `sequence` (RFC 5546 2.1.4).

    `meeting` is the row every calendar reading of the same UID meets too. `uid`, `code` (a short reference that
    stands in the text, for answers that come without the UID) and `created_at` never change. `made_under` is the
    key the browser sent with it: the same key again is the same invitation. `agreed` is how well the customer's
    word for this slot is borne out when it was set (METHOD 4.1; E0 none, E3 located words, E4 his own act):
    what a seller types is never more than E0 here. `slot_sequence` is the SEQUENCE under which the present time was
    set: answers to it and later ones are answers to this time. `in_room` whether it was set before the meeting ended.
    `taken_up` is the answer (InvitationReply) whose time was taken up by the present one, if one was.
    `answers_written` is what our own bytes said of answers to the present time that the calendar itself had not
    noted (address to pairs of SEQUENCE and PARTSTAT): read back from there it is our word and nobody's act. So is what
    it had noted of another time and carries along to this one.
    `links_deleted` are check values of the addresses whose own links their owners deleted: they get no other.
    `left_at` is when the present sequence left (for `file` and `web`: when the seller said that he sent it);
    `told_sequence` is the latest that left, null where none did, `told_at` when the first left; `known_sequence` the
    latest at which an act on its page or a judgement of theirs showed that they know of the time: without who, so
    that it stays where those are deleted.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="invitations")
    seller = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    from_meeting = models.ForeignKey(Meeting, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    uid = models.CharField(max_length=255)
    sequence = models.PositiveIntegerField(default=0)
    slot_sequence = models.PositiveIntegerField(default=0)
    code = models.CharField(max_length=12)
    made_under = models.CharField(max_length=64)
    way = models.CharField(max_length=10, choices=Way)
    organizer = models.CharField(max_length=254)
    topic = models.CharField(max_length=200)
    outcome = models.TextField(blank=True)
    agenda = models.JSONField(default=list)
    prep_question = models.TextField(blank=True)
    words = models.TextField(blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    tz = models.CharField(max_length=64)
    place = models.CharField(max_length=200, blank=True)
    medium = models.CharField(max_length=10, choices=Medium, blank=True)
    agreed = models.CharField(max_length=2, default="E0")
    in_room = models.BooleanField(default=False)
    created_at = models.DateTimeField()
    changed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    told_sequence = models.PositiveIntegerField(null=True, blank=True)
    told_at = models.DateTimeField(null=True, blank=True)
    known_sequence = models.PositiveIntegerField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    taken_up = models.UUIDField(null=True, blank=True)
    answers_written = models.JSONField(default=dict)
    asked_again_at = models.DateTimeField(null=True, blank=True)
    links_deleted = models.JSONField(default=list)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting"], name="one_invitation_a_meeting"),
            models.UniqueConstraint(fields=["workspace", "uid"], name="one_invitation_a_uid"),
            models.UniqueConstraint(fields=["workspace", "code"], name="one_invitation_a_code"),
            models.UniqueConstraint(fields=["workspace", "seller", "made_under"], name="one_invitation_a_key"),
        ]


class InvitationStepKind(models.TextChoices):
    MOVED = "moved", _("moved")
    FOLLOWED = "followed", _("moved in the calendar")
    CHANGED = "changed", _("changed")
    BY_HAND = "by_hand", _("sent by hand")
    CALLED_OFF = "called_off", _("called off")


class InvitationStep(InWorkspace):
    """What its seller did with an invitation, one row a step, never changed; what left by itself is a Departure.

    `sequence` is the one it had then. `was_at` and `is_at` are the times a move went from and to, null where that
    is not on record; `asked_for` whether a customer had asked for the new one. `done_at` is when we learnt of it.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=InvitationStepKind)
    sequence = models.PositiveIntegerField()
    was_at = models.DateTimeField(null=True, blank=True)
    is_at = models.DateTimeField(null=True, blank=True)
    asked_for = models.BooleanField(default=False)
    done_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "invitation", "done_at"], name="steps_of_an_invitation")]


class Guest(InWorkspace):
    """Who may open an invitation's page: one person by a link mailed to him alone, or everybody by the shared one.

    Of the token (128 bits) only the hash is kept, and the token itself sealed for this row, so that the same link
    stands in every copy of a letter. `address` is empty for the shared link, which stands in the calendar's text.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="guests")
    address = models.CharField(max_length=254, blank=True)
    name = models.CharField(max_length=200, blank=True)
    token_sha256 = models.CharField(max_length=64)
    sealed = models.TextField()
    expires_at = models.DateTimeField()
    language = models.CharField(max_length=8, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "invitation", "address"], name="one_link_a_guest"),
            models.UniqueConstraint(fields=["workspace", "token_sha256"], name="one_guest_a_token"),
        ]
        indexes: ClassVar = [models.Index(fields=["token_sha256"], name="guests_by_token")]


class GuestActKind(models.TextChoices):
    YES = "yes", _("yes, that works")
    OTHER_TIME = "other_time", _("another time")
    NOT_THIS_TIME = "not_this_time", _("no to this time")
    NOT_AT_ALL = "not_at_all", _("no to going on")
    NOT_FOR_ME = "not_for_me", _("not for me")
    BROUGHT = "brought", _("homework ticked")
    NOT_BROUGHT = "not_brought", _("homework unticked")
    COLLEAGUE = "colleague", _("a colleague added")
    PREPARED = "prepared", _("prep question answered")
    JUDGED = "judged", _("said how the meeting was")


class GuestAct(InWorkspace):
    """What a customer did on the page: one row an act, never changed. `level` is E4 by his own link, E3 by the shared.

    `said` holds what belongs to it: the time asked for, the homework ticked, the words written, the three boxes.
    """

    invitation = models.ForeignKey(Invitation, on_delete=models.CASCADE, related_name="acts")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=GuestActKind)
    sequence = models.PositiveIntegerField()
    level = models.CharField(max_length=2)
    said = models.JSONField(default=dict)
    done_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["workspace", "invitation", "done_at"], name="acts_of_an_invitation")]


class Homework(InWorkspace):
    """What one side brings to a meeting, as the invitation says it. `commitment` is the promise it was read from.

    `done_level` says how well it is borne out that it is done: E1 the seller says so, E3 by the shared link or a
    quote, E4 by the customer's own link or a file he sent. Dropped items stay, so that nothing is lost.
    """

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="homework")
    place = models.PositiveIntegerField()
    side = models.CharField(max_length=10, choices=SIDES)
    owner = models.CharField(max_length=200, blank=True)
    what = models.CharField(max_length=300)
    due_on = models.DateField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=Promise, default=Promise.OPEN)
    commitment = models.ForeignKey(Commitment, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    done_at = models.DateTimeField(null=True, blank=True)
    done_level = models.CharField(max_length=2, blank=True)
    done_by = models.CharField(max_length=254, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting", "place"], name="one_homework_a_place"),
        ]
        ordering: ClassVar = ["place"]


class Closed(models.TextChoices):
    """How a meeting was closed, beside a date (METHOD 4.2); recorded, never blocked."""

    OFFERED = "offered", _("a date offered")
    REFUSED = "refused", _("they would not set a date")
    NOT_ASKED = "not_asked", _("not asked")


class Closing(InWorkspace):
    """What the seller says of how a meeting was closed: E1, it moves no verdict. `words` are theirs, or our reason."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="closings")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    how = models.CharField(max_length=10, choices=Closed)
    words = models.TextField(blank=True)
    said_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "meeting"], name="one_closing_a_meeting"),
        ]
