"""Who is known only from rows that are removed goes with them: people, accounts, deals, guesses."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from foothold.actions.settle import settle_again
from foothold.records.in_parts import in_parts
from foothold.records.models import (
    Account,
    Attendance,
    Attendee,
    CalendarEntry,
    Call,
    Contact,
    Counterpart,
    CrmAccount,
    Identity,
    Meeting,
    Membership,
    Opportunity,
)


@dataclass(slots=True)
class Concerned:
    """Whom meetings concern: the people in them, what they are remembered by, and the accounts."""

    contacts: set[UUID] = field(default_factory=set)
    counterparts: set[str] = field(default_factory=set)
    accounts: set[UUID] = field(default_factory=set)

    def by_meetings(self, workspace_id: Any, meetings: Iterable[UUID]) -> None:
        """Add everybody these meetings concern; to be asked before they are removed."""
        for part in in_parts(meetings):
            people = Attendee.objects.in_workspace(workspace_id).filter(meeting__in=part)
            for contact_id, value in people.values_list("contact_id", "counterpart"):
                self.contacts |= {contact_id} if contact_id else set()
                self.counterparts |= {value} if value else set()
            met = Attendance.objects.in_workspace(workspace_id).filter(meeting__in=part)
            self.contacts |= set(met.values_list("contact_id", flat=True))
            theirs = Meeting.objects.in_workspace(workspace_id).filter(pk__in=part, account__isnull=False)
            self.accounts |= {pk for pk in theirs.values_list("account_id", flat=True) if pk}

    def by_contacts(self, workspace_id: Any) -> None:
        """Add the accounts of the people."""
        for part in in_parts(self.contacts):
            theirs = Contact.objects.in_workspace(workspace_id).filter(pk__in=part, account__isnull=False)
            self.accounts |= {pk for pk in theirs.values_list("account_id", flat=True) if pk}


def forget_unused(workspace_id: Any, concerned: Concerned) -> list[str]:
    """Remove those of them that no row refers to any more; the names of the people who went.

    What a person told us about a firm stays, our guesses go, and so does what we guessed about ourselves once
    no calendar is left. In the caller's transaction.
    """
    concerned.by_contacts(workspace_id)
    gone: list[str] = []
    for contacts in in_parts(concerned.contacts):
        gone += _forget_contacts(workspace_id, contacts)
    for values in in_parts(concerned.counterparts):
        guesses = Counterpart.objects.in_workspace(workspace_id).filter(value__in=values, told=False)
        met = Attendee.objects.in_workspace(workspace_id).filter(counterpart__in=values).values("counterpart")
        guesses.exclude(value__in=met).delete()
    for accounts in in_parts(concerned.accounts):
        gone += _forget_accounts(workspace_id, accounts)
    if not CalendarEntry.objects.in_workspace(workspace_id).exists():
        Identity.objects.in_workspace(workspace_id).filter(guessed=True).delete()
    return gone


def settle_accounts_again(seat: Membership, accounts: Iterable[UUID]) -> None:
    """Tell anew which deal and which next date the meetings of these accounts have, after others went."""
    meetings: list[UUID] = []
    for part in in_parts(accounts):
        theirs = Meeting.objects.in_workspace(seat.workspace_id).filter(account__in=part)
        meetings += theirs.values_list("pk", flat=True)
    if meetings:
        settle_again(seat, meetings)


def _forget_contacts(workspace_id: Any, contacts: list[UUID]) -> list[str]:
    met = Attendance.objects.in_workspace(workspace_id).filter(contact__in=contacts)
    invited = Attendee.objects.in_workspace(workspace_id).filter(contact__in=contacts)
    unused = Contact.objects.in_workspace(workspace_id).filter(pk__in=contacts)
    unused = unused.exclude(pk__in=met.values("contact_id")).exclude(pk__in=invited.values("contact_id"))
    names = list(unused.values_list("name", flat=True))
    unused.delete()
    return names


def _forget_accounts(workspace_id: Any, accounts: list[UUID]) -> list[str]:
    """An account stays while a meeting, a call, a deal that is closed or in a CRM, or a person's word refers to it."""
    deals = Opportunity.objects.in_workspace(workspace_id).filter(account__in=accounts)
    used_deals = Meeting.objects.in_workspace(workspace_id).filter(opportunity__isnull=False).values("opportunity_id")
    deals.filter(closure="", crm_key="").exclude(pk__in=used_deals).delete()
    used: set[UUID | None] = set()
    for rows in (
        Meeting.objects.in_workspace(workspace_id).filter(account__in=accounts),
        Call.objects.in_workspace(workspace_id).filter(account__in=accounts),
        Counterpart.objects.in_workspace(workspace_id).filter(account__in=accounts, told=True),
        deals,
        CrmAccount.objects.in_workspace(workspace_id).filter(account__in=accounts),
    ):
        used |= set(rows.values_list("account_id", flat=True).distinct())
    unused = [pk for pk in accounts if pk not in used]
    people = Contact.objects.in_workspace(workspace_id).filter(account__in=unused)
    names = list(people.values_list("name", flat=True))
    people.delete()
    Account.objects.in_workspace(workspace_id).filter(pk__in=unused).delete()
    return names
