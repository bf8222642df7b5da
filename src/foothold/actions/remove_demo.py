"""Send the demo team away with everything it brought, and nothing else."""

from django.db import transaction

from foothold.actions.delete_everything import delete_people_without_seat
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import Account, Attendance, Contact, Meeting, Membership, Workspace
from foothold.records.models.people import DemoState


def remove_demo(workspace: Workspace) -> None:
    """Remove the demo's meetings, people and accounts; what a real meeting uses too stays, as real."""
    with transaction.atomic():
        Meeting.objects.in_workspace(workspace).filter(demo=True).delete()
        met = Attendance.objects.in_workspace(workspace).values("contact_id")
        contacts = Contact.objects.in_workspace(workspace).filter(demo=True)
        contacts.exclude(pk__in=met).delete()
        contacts.update(demo=False)
        known = Meeting.objects.in_workspace(workspace).filter(account__isnull=False).values("account_id")
        accounts = Account.objects.in_workspace(workspace).filter(demo=True)
        accounts.exclude(pk__in=known).delete()
        accounts.update(demo=False)
        sellers = Membership.objects.in_workspace(workspace).filter(demo=True)
        people = list(sellers.values_list("user_id", flat=True))
        sellers.delete()
        delete_people_without_seat(people)
        workspace.demo = DemoState.REMOVED
        workspace.save(update_fields=["demo"])
    forget_freed_pages()
