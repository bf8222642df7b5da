"""Whom we meet: accounts and the people there."""

from typing import ClassVar

from django.db import models

from foothold.records.scoping import InWorkspace


class Account(InWorkspace):
    """A customer, or somebody who may become one."""

    name = models.CharField(max_length=200)
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
