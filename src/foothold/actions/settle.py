"""Say of meetings who is who and what follows for their accounts, and store it: after a reading, or after a word."""

from collections.abc import Iterable
from uuid import UUID

from django.utils import timezone

from foothold.actions.cover_mailboxes import cover_mailboxes
from foothold.actions.guess_who_is_who import guess_ours, guess_relations
from foothold.actions.settle_accounts import settle_accounts
from foothold.actions.settle_commitments import settle_commitments
from foothold.actions.settle_meetings import settle_people
from foothold.actions.settle_standings import settle_after_evidence
from foothold.actions.what_is_known import what_is_known
from foothold.records.in_parts import in_parts
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Meeting, Membership


def settle(seat: Membership, rows: MeetingRows, *, calendar_name: str = "", demo: bool = False) -> None:
    """Tell who is who in these meetings and what follows for their accounts, and store everything."""
    more_is_known = guess_ours(seat, rows, calendar_name, demo=demo)
    _settle(seat, rows, demo=demo)
    if more_is_known:
        # What was read before we knew who we are took us for a customer.
        cover_mailboxes(seat)
        stored = Meeting.objects.in_workspace(seat.workspace_id).values_list("pk", flat=True)
        settle_again(seat, [key for key in stored if key not in rows.meetings])


def settle_again(seat: Membership, meetings: Iterable[UUID] | None = None) -> None:
    """The same for stored meetings, after a person said who is who; all of the workspace's where none are named."""
    stored = Meeting.objects.in_workspace(seat.workspace_id).select_related("entry")
    stored = stored.defer("entry__entries", "entry__raw")
    listed = None if meetings is None else list(meetings)
    for demo in (False, True):
        rows = MeetingRows()
        for part in [None] if listed is None else in_parts(listed):
            rows.load(stored.filter(demo=demo) if part is None else stored.filter(demo=demo, pk__in=part))
        if rows.meetings:
            _settle(seat, rows, demo=demo)


def _settle(seat: Membership, rows: MeetingRows, *, demo: bool) -> None:
    known = what_is_known(seat.workspace_id, demo=demo)
    guess_relations(rows, known)
    accounts = settle_people(rows, known)
    settle_accounts(rows, known, accounts)
    now = timezone.now()
    rows.save(seat.workspace_id, now)
    met = {meeting.account_id for meeting in rows.meetings.values() if meeting.account_id}
    settle_commitments(seat.workspace_id, accounts | met)
    settle_after_evidence(seat.workspace_id, accounts | met, now=now)
