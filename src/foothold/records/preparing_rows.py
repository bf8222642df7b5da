"""The rows behind the Ready sheets of several meetings, in about a dozen queries however many there are."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from foothold.core.evidence import Level, Side
from foothold.records.models import (
    Attendee,
    CalendarEntry,
    Commitment,
    Homework,
    Invitation,
    InvitationReply,
    Judgement,
    Meeting,
    Membership,
    Preparation,
    PreparedItem,
)
from foothold.records.models.findings import ONCE, Promise
from foothold.records.models.meetings import IS_NO_SHOW, STANDS
from foothold.records.prepared import Known

JUDGED_BACK = 3
"""Judged meetings with this customer whose words are looked into."""


class Rows:
    """All rows of these meetings, by few queries."""

    def __init__(self, seat: Membership, meetings: Sequence[Meeting], now: datetime) -> None:
        self._seat, self._keys = seat, [each.pk for each in meetings]
        self._accounts = {each.account_id for each in meetings if each.account_id}
        self._preparations = {each.meeting_id: each for each in self._rows(Preparation)}
        self._invitations = {each.meeting_id: each for each in self._rows(Invitation).select_related("seller")}
        self._items = _by_meeting(self._rows(PreparedItem).order_by("-said_at", "pk"))
        self._people = _by_meeting(self._rows(Attendee).order_by("-organizer", "name", "address"))
        homework = self._rows(Homework).exclude(state=Promise.DROPPED).select_related("commitment")
        self._homework = _by_meeting(homework.order_by("place"))
        self._earlier = self._earlier_meetings(now)
        self._promises = self._promises_of_accounts()
        self._documents = self._latest_documents()
        self._accepted = self._acceptances(meetings)

    def of(self, meeting: Meeting) -> Known:
        """What they say about one of the meetings."""
        earlier = self._before(meeting)
        before = {each.pk for each in earlier}
        promises = [each for each in self._promises if each.meeting_id in before]
        judged = [(each, self._documents[each.pk]) for each in earlier if each.pk in self._documents]
        return Known(
            meeting=meeting,
            preparation=self._preparations.get(meeting.pk),
            invitation=self._invitations.get(meeting.pk),
            items=self._items.get(meeting.pk, []),
            people=self._people.get(meeting.pk, []),
            homework=self._homework.get(meeting.pk, []),
            promises=promises,
            judged=judged[:JUDGED_BACK],
            accepted_at=self._accepted.get(meeting.pk),
            is_first=all(each.is_mail for each in earlier),
        )

    def _rows(self, model: Any) -> Any:
        return model.objects.in_workspace(self._seat.workspace_id).filter(meeting__in=self._keys)

    def _before(self, meeting: Meeting) -> list[Meeting]:
        if meeting.account_id is None:
            return []
        same = (each for each in self._earlier if each.account_id == meeting.account_id and each.pk != meeting.pk)
        return [each for each in same if each.held_at < meeting.held_at]

    def _earlier_meetings(self, now: datetime) -> list[Meeting]:
        """The person's own meetings with these customers, and the mails read, which may promise; the last first."""
        own = Meeting.objects.in_workspace(self._seat.workspace_id).filter(seller_id=self._seat.user_id)
        begun = own.filter(STANDS, ~IS_NO_SHOW, untold=False, account__in=self._accounts, held_at__lte=now)
        return list(begun.only("held_at", "title", "account_id", "medium").order_by("-held_at", "pk")[:200])

    def _promises_of_accounts(self) -> list[Commitment]:
        rows = Commitment.objects.in_workspace(self._seat.workspace_id).filter(
            ONCE, meeting__account__in=self._accounts, meeting__seller_id=self._seat.user_id
        )
        left = rows.exclude(state=Promise.DROPPED).filter(side__in=[Side.OURS.value, Side.CUSTOMER.value])
        return list(left.order_by("due_on", "place", "pk")[:500])

    def _latest_documents(self) -> dict[UUID, Mapping[str, Any]]:
        """The last judgements with each of these customers: which they are first, then their documents."""
        per_account: dict[UUID | None, int] = {}
        chosen: dict[UUID, UUID] = {}
        rows = Judgement.objects.in_workspace(self._seat.workspace_id).filter(meeting__in=[m.pk for m in self._earlier])
        latest = {meeting: key for key, meeting in rows.order_by("version").values_list("pk", "meeting_id")}
        for each in self._earlier:
            if each.pk in latest and per_account.get(each.account_id, 0) < JUDGED_BACK:
                per_account[each.account_id] = per_account.get(each.account_id, 0) + 1
                chosen[latest[each.pk]] = each.pk
        documents = rows.filter(pk__in=list(chosen)).values_list("pk", "document") if chosen else ()
        return {chosen[key]: document for key, document in documents}

    def _acceptances(self, meetings: Sequence[Meeting]) -> dict[UUID, datetime]:
        """When the customer accepted, as his answers say; a calendar alone does not tell."""
        entries = {each.entry_id: each for each in meetings if each.entry_id}
        if not entries:
            return {}
        uids = CalendarEntry.objects.in_workspace(self._seat.workspace_id).filter(pk__in=list(entries))
        meeting_of = {uid: entries[key].pk for key, uid in uids.values_list("pk", "uid")}
        said = InvitationReply.objects.in_workspace(self._seat.workspace_id).filter(
            user_id=self._seat.user_id, uid__in=list(meeting_of), partstat="ACCEPTED", replied_at__isnull=False
        )
        answers = said.exclude(level=Level.E0.name).order_by("replied_at").values_list("uid", "replied_at")
        return {meeting_of[uid]: at for uid, at in answers if at is not None}


def _by_meeting(rows: Iterable[Any]) -> dict[UUID, list[Any]]:
    found: dict[UUID, list[Any]] = {}
    for row in rows:
        found.setdefault(row.meeting_id, []).append(row)
    return found
