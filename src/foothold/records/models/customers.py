"""Whom we meet: accounts and the people there."""

from typing import ClassVar

from django.db import models

from foothold.core.relations import Relation
from foothold.core.state import Closure
from foothold.records.models.people import User
from foothold.records.scoping import InWorkspace

CLOSURES = [(closure.value, closure.value) for closure in Closure]
RELATIONS = [(relation.value, relation.value) for relation in Relation]


class Account(InWorkspace):
    """A customer, or somebody who may become one. `tz` and `country` blank: not known, ours is assumed and said so."""

    name = models.CharField(max_length=200)
    tz = models.CharField(max_length=64, blank=True)
    country = models.CharField(max_length=2, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "name"], name="one_row_an_account"),
        ]

    def __str__(self) -> str:
        return self.name


class Contact(InWorkspace):
    """A customer person, as a source named him."""

    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="contacts")
    name = models.CharField(max_length=200)
    address = models.CharField(max_length=254, blank=True)
    demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "account", "name"], name="one_row_a_contact"),
            models.UniqueConstraint(
                fields=["workspace", "name"],
                condition=models.Q(account__isnull=True),
                name="one_row_a_contact_without_account",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Counterpart(InWorkspace):
    """Who is who, remembered: what a domain, a personal address or a title of a calendar stands for.

    `value` as core.relations.counterpart gives it, or "title:" with the words of a title where a
    calendar names no people. `told` is False for our own guess, which is shown as one, with
    `because`; a person's word is never overwritten by a guess. Blank `relation`: not known yet.
    """

    value = models.CharField(max_length=254)
    relation = models.CharField(max_length=10, choices=RELATIONS, blank=True)
    told = models.BooleanField(default=False)
    because = models.CharField(max_length=40, blank=True)
    account = models.ForeignKey(Account, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(fields=["workspace", "value"], name="one_row_a_counterpart"),
        ]

    def __str__(self) -> str:
        return self.value


class Opportunity(InWorkspace):
    """Something that may be sold to an account: its meetings by people and open dates (core.opportunities).

    `seller` is who works it; null until a meeting or a CRM tells. `amount` is what it is worth, in `currency` (ISO
    4217), with `amount_level`: E1 typed, E2 a CRM or a contract (METHOD 7.2). `stage` and `expected_on` are the
    seller's own forecast as a CRM holds it: shown, and never an input of any judgement (METHOD 7.1). `crm` and
    `crm_key` name the row of the CRM export it came from.
    """

    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="opportunities")
    seller = models.ForeignKey(User, null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    name = models.CharField(max_length=200)
    opened_at = models.DateTimeField()
    closure = models.CharField(max_length=10, choices=CLOSURES, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    amount = models.DecimalField(max_digits=14, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    amount_level = models.CharField(max_length=2, blank=True)
    stage = models.CharField(max_length=100, blank=True)
    expected_on = models.DateField(null=True, blank=True)
    crm = models.CharField(max_length=20, blank=True)
    crm_key = models.CharField(max_length=100, blank=True)
    demo = models.BooleanField(default=False)

    class Meta:
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["workspace", "crm", "crm_key"],
                condition=~models.Q(crm_key=""),
                name="one_opportunity_a_crm_row",
            ),
        ]
        indexes: ClassVar = [
            models.Index(fields=["workspace", "account"], name="opportunities_of_an_account"),
            models.Index(fields=["workspace", "closure", "seller"], name="opportunities_of_a_seller"),
            models.Index(
                # With all that is asked of an amount: the median of a hundred thousand is found in the index alone.
                fields=["workspace", "amount", "currency", "amount_level"],
                condition=models.Q(amount_level__gte="E2", amount__isnull=False),
                name="amounts_borne_out",
            ),
        ]

    def __str__(self) -> str:
        return self.name
