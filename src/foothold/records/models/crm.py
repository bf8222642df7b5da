"""What CRM exports brought beside deals and people: their columns, whose their firms are, what was logged."""

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from foothold.core.crm_rows import ActKind, CrmKind
from foothold.records.models.customers import Account, Opportunity
from foothold.records.models.people import User
from foothold.records.models.sources import Source
from foothold.records.scoping import InWorkspace


class CrmMapping(InWorkspace):
    """How a table with these columns is read, remembered for the workspace once a person has said it.

    `fingerprint` is of the set of column names; `columns` what a person said of them, by name, "" for "leave it out".
    `day_first` null and `decimal_mark` blank: the file itself tells.
    """

    fingerprint = models.CharField(max_length=64)
    program = models.CharField(max_length=20, blank=True)
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in CrmKind], blank=True)
    columns = models.JSONField(default=dict)
    day_first = models.BooleanField(null=True, blank=True)
    decimal_mark = models.CharField(max_length=1, blank=True)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "fingerprint"], name="one_mapping_a_header"),
        ]


class FirmTold(models.TextChoices):
    """Whether a CRM's firm is the account of ours it may be, as a person said."""

    SAME = "same", _("same firm")
    ANOTHER = "another", _("another")


class CrmAccount(InWorkspace):
    """Which account a CRM's firm is. `key` is the firm's id there, "name:" with its name where it has none.

    `may_be` is another account of ours of a like name: doubtful, left apart, and never merged by guessing. `told` is
    what a person said to it, blank while nobody did; no guess is made again then. `domain` is the firm's own as the
    CRM says it: meetings with people of that domain are this account's.
    """

    crm = models.CharField(max_length=20)
    key = models.CharField(max_length=210)
    name = models.CharField(max_length=200)
    domain = models.CharField(max_length=254, blank=True)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    may_be = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    told = models.CharField(max_length=10, choices=FirmTold, blank=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "crm", "key"], name="one_row_a_firm_of_a_crm"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "domain"], name="crm_firms_by_domain")]


class JoinedAccount(InWorkspace):
    """An account that is part of another since a person said that both are one firm; kept, to be split again.

    `name`, `tz` and `country` are of the account that went; `moved` the keys of its rows by kind and field,
    and that of the other account where it took the zone or the country; `renamed` the earlier names of people whose
    name both had.
    """

    firm = models.ForeignKey(CrmAccount, on_delete=models.CASCADE, related_name="+")
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    tz = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=2, blank=True)
    moved = models.JSONField(default=dict)
    renamed = models.JSONField(default=dict)
    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    joined_at = models.DateTimeField()

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "firm"], name="one_joining_a_firm"),
        ]


class ErasedMark(InWorkspace):
    """That somebody was erased here, so that a CRM's export does not bring him back.

    `digest` is of his mailbox, or of his name at an account where no mailbox was known, keyed with our own secret and
    the workspace: it is compared with what an export names, and tells nobody who it was.
    """

    digest = models.CharField(max_length=64)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "digest"], name="one_mark_an_erased_person"),
        ]


class CrmAct(InWorkspace):
    """What a seller logged in a CRM: his word, E1. It is no meeting, no touch and no act of the customer (METHOD 3).

    Counted apart, so that meetings the calendar does not show are seen to be missing there. `has_time` False: only
    the day was logged.
    """

    user = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    source = models.ForeignKey(Source, on_delete=models.CASCADE, related_name="+")
    crm = models.CharField(max_length=20)
    key = models.CharField(max_length=100)
    kind = models.CharField(max_length=10, choices=[(each.value, each.value) for each in ActKind])
    logged_at = models.DateTimeField()
    has_time = models.BooleanField(default=True)
    subject = models.CharField(max_length=200, blank=True)
    name = models.CharField(max_length=200, blank=True)
    address = models.CharField(max_length=254, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    opportunity = models.ForeignKey(Opportunity, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "crm", "key"], name="one_row_a_logged_act"),
        ]
        indexes: ClassVar = [models.Index(fields=["workspace", "account", "logged_at"], name="logged_acts_by_day")]


class WaitingTable(InWorkspace):
    """A table somebody dropped that waits for his word on its columns: read in then, and gone after a day at most.

    `content` are the file's bytes, compressed. Nothing of it is known to the workspace yet.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(max_length=200)
    content = models.BinaryField()
    came_at = models.DateTimeField()

    class Meta:
        indexes: ClassVar = [models.Index(fields=["came_at"], name="waiting_tables_by_age")]
