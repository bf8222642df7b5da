"""Delete a meeting: its words, findings, promises, feeling and corrections."""

from uuid import UUID

from django.db import transaction

from foothold.records.erasing import forget_freed_pages
from foothold.records.models import Account, Attendance, Contact, Meeting, SpeakerSide


def delete_meeting(meeting: Meeting) -> None:
    """Remove it for good, with people and accounts that no other meeting knows."""
    with transaction.atomic():
        workspace_id, account = meeting.workspace_id, meeting.account
        people = list(
            Attendance.objects.in_workspace(workspace_id).filter(meeting=meeting).values_list("contact_id", flat=True)
        )
        meeting.delete()
        names = list(Contact.objects.in_workspace(workspace_id).filter(pk__in=people).values_list("name", flat=True))
        met_elsewhere = Attendance.objects.in_workspace(workspace_id).filter(contact_id__in=people)
        Contact.objects.in_workspace(workspace_id).filter(pk__in=people).exclude(
            pk__in=met_elsewhere.values("contact_id")
        ).delete()
        if account and not Meeting.objects.in_workspace(workspace_id).filter(account=account).exists():
            left = Contact.objects.in_workspace(workspace_id).filter(account=account)
            names += left.values_list("name", flat=True)
            left.delete()
            Account.objects.in_workspace(workspace_id).filter(pk=account.pk).delete()
        _forget_sides(workspace_id, names)
    forget_freed_pages()


def _forget_sides(workspace_id: UUID, names: list[str]) -> None:
    """Whose side a name stood for goes with the last person of that name."""
    known = Contact.objects.in_workspace(workspace_id).filter(name__in=names).values("name")
    SpeakerSide.objects.in_workspace(workspace_id).filter(name__in=names).exclude(name__in=known).delete()
