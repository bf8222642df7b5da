"""Delete a meeting: its words, findings, promises, feeling and corrections."""

from django.db import transaction

from foothold.records.erasing import forget_freed_pages
from foothold.records.models import Account, Attendance, Contact, Meeting


def delete_meeting(meeting: Meeting) -> None:
    """Remove it for good, with people and accounts that no other meeting knows."""
    with transaction.atomic():
        workspace_id, account = meeting.workspace_id, meeting.account
        people = list(
            Attendance.objects.in_workspace(workspace_id).filter(meeting=meeting).values_list("contact_id", flat=True)
        )
        meeting.delete()
        met_elsewhere = Attendance.objects.in_workspace(workspace_id).filter(contact_id__in=people)
        Contact.objects.in_workspace(workspace_id).filter(pk__in=people).exclude(
            pk__in=met_elsewhere.values("contact_id")
        ).delete()
        if account and not Meeting.objects.in_workspace(workspace_id).filter(account=account).exists():
            Account.objects.in_workspace(workspace_id).filter(pk=account.pk).delete()
    forget_freed_pages()
