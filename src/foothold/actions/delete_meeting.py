"""Delete a meeting: its words, findings, promises, feeling and corrections."""

from uuid import UUID

from django.db import transaction

from foothold.actions.forget_unused import Concerned, forget_unused, settle_accounts_again
from foothold.records.erasing import forget_freed_pages
from foothold.records.models import CalendarEntry, Contact, Meeting, Membership, SpeakerSide


def delete_meeting(meeting: Meeting) -> None:
    """Remove it for good, with people and accounts that nothing else knows.

    A meeting that stands in a calendar by itself goes with its entry, until the calendar says something new of
    it. Of a series only the words of this one go and come no more; the meeting itself comes back when the
    series is read again, as its calendar has it.
    """
    with transaction.atomic():
        workspace_id, entry_id = meeting.workspace_id, meeting.entry_id
        concerned = Concerned()
        concerned.by_meetings(workspace_id, [meeting.pk])
        meeting.delete()
        if entry_id and not Meeting.objects.in_workspace(workspace_id).filter(entry=entry_id).exists():
            CalendarEntry.objects.in_workspace(workspace_id).filter(pk=entry_id).delete()
        _forget_sides(workspace_id, forget_unused(workspace_id, concerned))
        seat = Membership.objects.in_workspace(workspace_id).filter(user_id=meeting.seller_id).first()
        if seat is not None:
            settle_accounts_again(seat, concerned.accounts)
    forget_freed_pages()


def _forget_sides(workspace_id: UUID, names: list[str]) -> None:
    """Whose side a name stood for goes with the last person of that name."""
    known = Contact.objects.in_workspace(workspace_id).filter(name__in=names).values("name")
    SpeakerSide.objects.in_workspace(workspace_id).filter(name__in=names).exclude(name__in=known).delete()
