"""Whether we wrote to them after a meeting, as far as a mailbox tells (METHOD 9, P5)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from foothold.actions.what_is_known import Known
from foothold.core.calendar_days import add_business_days
from foothold.core.relations import Relation
from foothold.records.calendars import Calendars
from foothold.records.letter_signs import letters_that_count
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Meeting, Source
from foothold.records.models.meetings import Known as Fact
from foothold.records.models.sources import SourceType


def settle_recaps(rows: MeetingRows, known: Known, meetings: Sequence[Meeting], calendars: Calendars) -> None:
    """Whether we wrote to one of them within a business day of the customer.

    What we sent ourselves is known in any case; that nothing was written, only where a mailbox covers that day.
    """
    covered = Source.objects.in_workspace(known.workspace_id).filter(kind=SourceType.MAILS, demo=known.demo)
    spans = [
        (each.user_id, each.covers_from, each.covers_until)
        for each in covered
        if each.covers_from is not None and each.covers_until is not None
    ]
    due_at = {each.pk: add_business_days(each.ended_at, 1, calendars.of(each.account_id)) for each in meetings}
    sent = _our_letters(known, meetings, until=max(due_at.values())) if meetings else {}
    for meeting in meetings:
        ends_at, due = meeting.ended_at, due_at[meeting.pk]
        people = rows.people_met(meeting)
        wrote = any(ends_at <= at <= due for person in people for at in sent.get((meeting.seller_id, person), ()))
        seen = any(user == meeting.seller_id and since <= ends_at and due <= until for user, since, until in spans)
        meeting.recap_sent = Fact.YES if wrote else Fact.NO if seen and people else ""


_LONGEST_BREAK = timedelta(days=28)
"""Days between which a business day lies, but where somebody is away for longer."""
RECAP_WITHIN = _LONGEST_BREAK + timedelta(days=7)
"""A letter tells of no meeting that began longer before it: one lasts some days at most."""


def _our_letters(
    known: Known, meetings: Sequence[Meeting], *, until: datetime
) -> dict[tuple[UUID, str], list[datetime]]:
    """When we wrote to whom after these meetings, by the person whose mailbox it stands in."""
    sent: dict[tuple[UUID, str], list[datetime]] = {}
    letters = letters_that_count(known.workspace_id).filter(
        user_id__in={meeting.seller_id for meeting in meetings},
        sent_at__gte=min(meeting.ended_at for meeting in meetings),
        sent_at__lte=until,
    )
    rows = letters.values_list("user_id", "from_address", "to_addresses", "sent_at")
    for user_id, sender, addresses, sent_at in rows:
        if sent_at is not None and known.relation(sender) is Relation.OURS:
            for address in addresses:
                sent.setdefault((user_id, address), []).append(sent_at)
    return sent
