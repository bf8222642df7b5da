"""Send the demo team away with everything it brought, and nothing else."""

from django.db import transaction

from foothold.actions.delete_everything import delete_people_without_seat
from foothold.actions.forget_unused import Concerned, forget_unused
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import (
    Account,
    Attendee,
    Contact,
    Counterpart,
    Identity,
    Meeting,
    Membership,
    Opportunity,
    Source,
    SpeakerSide,
    Workspace,
)
from foothold.records.models.people import DemoState


def remove_demo(workspace: Workspace) -> None:
    """Remove the demo's meetings, calendars, people and accounts; what a real meeting uses too stays, as real."""
    with transaction.atomic():
        contacts = Contact.objects.in_workspace(workspace).filter(demo=True)
        accounts = Account.objects.in_workspace(workspace).filter(demo=True)
        concerned = Concerned(
            contacts=set(contacts.values_list("pk", flat=True)), accounts=set(accounts.values_list("pk", flat=True))
        )
        meetings = Meeting.objects.in_workspace(workspace).filter(demo=True)
        concerned.by_meetings(workspace.pk, meetings.values_list("pk", flat=True))
        meetings.delete()
        Source.objects.in_workspace(workspace).filter(demo=True).delete()
        SpeakerSide.objects.in_workspace(workspace).filter(demo=True).delete()
        Identity.objects.in_workspace(workspace).filter(demo=True).delete()
        met = Attendee.objects.in_workspace(workspace).values("counterpart")
        Counterpart.objects.in_workspace(workspace).filter(demo=True).exclude(value__in=met).delete()
        forget_unused(workspace.pk, concerned)
        _keep_as_real(workspace)
        sellers = Membership.objects.in_workspace(workspace).filter(demo=True)
        people = list(sellers.values_list("user_id", flat=True))
        sellers.delete()
        delete_people_without_seat(people)
        workspace.demo = DemoState.REMOVED
        workspace.save(update_fields=["demo"])
    forget_freed_pages()


def _keep_as_real(workspace: Workspace) -> None:
    """What is left of the demo is used by a real meeting."""
    Contact.objects.in_workspace(workspace).filter(demo=True).update(demo=False)
    Account.objects.in_workspace(workspace).filter(demo=True).update(demo=False)
    Counterpart.objects.in_workspace(workspace).filter(demo=True).update(demo=False)
    Opportunity.objects.in_workspace(workspace).filter(demo=True).update(demo=False)
