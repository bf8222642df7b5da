"""Say later which customer a meeting was with."""

from django.db import transaction

from foothold.actions.debrief_meeting import account_named
from foothold.actions.forget_unused import settle_accounts_again
from foothold.core.relations import Relation
from foothold.records.models import Account, Attendance, Contact, Meeting, Membership


def name_customer(seat: Membership, meeting: Meeting, name: str) -> Meeting:
    """Give the meeting, and the people met only there, to the account of that name.

    Raises ValueError for no name. An account left without a meeting goes; what the meetings
    of the one before and of this one make of each other is settled anew.
    """
    if not name.strip():
        raise ValueError("Type the customer's name.")
    with transaction.atomic():
        before = meeting.account
        meeting.account = account_named(meeting.workspace_id, name, demo=meeting.demo)
        if meeting.account != before:
            meeting.opportunity = None
        meeting.account_told, meeting.relation = True, Relation.CUSTOMER.value
        if meeting.entry_id is None:
            meeting.title = str(meeting.account)
        meeting.save(update_fields=["account", "account_told", "opportunity", "relation", "title"])
        _move_people(meeting)
        if before and not Meeting.objects.in_workspace(meeting.workspace_id).filter(account=before).exists():
            Account.objects.in_workspace(meeting.workspace_id).filter(pk=before.pk).delete()
        settle_accounts_again(seat, {each.pk for each in (before, meeting.account) if each and each.pk})
    return meeting


def _move_people(meeting: Meeting) -> None:
    """Let each person of the meeting be the one of that name at its account."""
    people = Contact.objects.in_workspace(meeting.workspace_id)
    attendances = Attendance.objects.in_workspace(meeting.workspace_id)
    for attendance in attendances.filter(meeting=meeting).select_related("contact"):
        person = attendance.contact
        known = people.filter(account=meeting.account, name=person.name).first()
        if known is None and attendances.filter(contact=person).count() == 1:
            person.account = meeting.account
            person.save(update_fields=["account"])
        elif known != person:
            attendance.contact = known or people.create(
                account=meeting.account, name=person.name, address=person.address, demo=person.demo
            )
            attendance.save(update_fields=["contact"])
            if not attendances.filter(contact=person).exists():
                person.delete()
