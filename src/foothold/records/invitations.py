"""Invitations as rows and as calendars know them, and which of them somebody may see."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db.models import Exists, F, OuterRef

from foothold.core.evidence import Side
from foothold.core.invitation import Invitation as Written
from foothold.core.invitation import Party
from foothold.core.replies import PartStat
from foothold.records.calendar_rows import thread_of
from foothold.records.models import (
    Attendee,
    Departure,
    Guest,
    Homework,
    Invitation,
    InvitationReply,
    Meeting,
    Membership,
)
from foothold.records.models.connections import ConnectionKind, DepartureState
from foothold.records.models.sources import SourceType
from foothold.records.own_name import own_name
from foothold.records.scoping import ScopedQuerySet

AS_GIVEN = ("replied_at", "sequence", "came_at", "pk")
"""The order in which answers were given."""


def invitations_of(seat: Membership) -> ScopedQuerySet[Invitation]:
    """The person's own invitations: the only ones he may change."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
    return own.select_related("meeting", "meeting__account", "from_meeting", "seller", "workspace")


def invitation_to(meeting: Meeting) -> Invitation | None:
    """The invitation we sent to this meeting, if we did."""
    rows = Invitation.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    return rows.select_related("meeting", "meeting__account", "from_meeting", "seller", "workspace").first()


def is_still_shown(meeting: Meeting) -> bool:
    """Whether what was called off here still stands in his own calendar, as that was read last."""
    entry = meeting.entry
    if entry is None or entry.source.kind == SourceType.BOOKED:
        return False
    return any(each.status != "CANCELLED" for each in thread_of(entry).entries)


def without_put_there(rows: ScopedQuerySet[Invitation], workspace_id: Any) -> ScopedQuerySet[Invitation]:
    """Those that we did not put into their seller's calendar: that they stand there is then his own doing."""
    put_there = Departure.objects.in_workspace(workspace_id).filter(by=ConnectionKind.CALENDAR)
    return rows.exclude(Exists(put_there.filter(invitation=OuterRef("pk"))))


def customers_invited(invitation: Invitation) -> list[Attendee]:
    """The people at the customer an invitation asks, as the meeting has them; who is not known yet among them."""
    people = Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)
    return [each for each in people.order_by("name", "address") if each.side != Side.OURS and not each.organizer]


def homework_of(meeting: Meeting) -> list[Homework]:
    """What both sides bring to a meeting, in the order it was set; dropped items left out."""
    rows = Homework.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting).select_related("commitment")
    return list(rows.exclude(state="dropped").order_by("place"))


def day_promised(row: Homework) -> date | None:
    """The day to say of what is to be brought. What was overdue when the date was set is to be brought to the meeting;
    nobody promised it by that day, so none is said."""
    promised = row.commitment.due_on if row.commitment else None
    is_overdue = promised is not None and row.due_on is not None and promised < row.due_on
    return None if is_overdue else row.due_on


def guests_of(invitation: Invitation) -> list[Guest]:
    """Who has a link to the invitation's page."""
    return list(Guest.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation))


def answers_since(slot_sequence: int, starts_at: datetime, meeting: Meeting) -> int:
    """The SEQUENCE from which on answers are to the time that stands in the calendar (RFC 5546 2.1.4).

    That of our own invitation which set it; the calendar's while it has not got our own change yet.
    """
    return slot_sequence if starts_at == meeting.held_at else min(slot_sequence, meeting.sequence)


def sequence_of(row: InvitationReply, meeting: Meeting, since: int) -> int:
    """The SEQUENCE an answer is to: one before `since`, where it gives back another time than the one that stands.

    An answer to a whole series gives back its first time.
    """
    gives_back = row.slot_start in (None, meeting.held_at) or row.recurrence_id != meeting.recurrence_id
    return row.sequence if gives_back else min(row.sequence, since - 1)


def our_word(written: Iterable[tuple[int, str]], sequence: int) -> str:
    """What our own bytes said of somebody's answer under this SEQUENCE (`Invitation.answers_written`), if anything."""
    said = [word for under, word in written if under <= sequence]
    return said[-1] if said else ""


def replies_to(invitation: Invitation) -> ScopedQuerySet[InvitationReply]:
    """What was answered to it, in the order it was given."""
    rows = InvitationReply.objects.in_workspace(invitation.workspace_id).filter(uid=invitation.uid)
    return rows.order_by(*AS_GIVEN)


def uid_in_letters(invitation: Invitation) -> str:
    """The UID under which they hold what our mail invited them to, whichever event of his calendar stands for it since.

    Under another one they would have a second meeting.
    """
    left = Departure.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
    left = left.filter(by=ConnectionKind.MAIL).exclude(uid="").exclude(state=DepartureState.TAKEN_BACK)
    return left.order_by("made_at").values_list("uid", flat=True).first() or invitation.uid


def uids_now(workspace_id: Any, uids: Iterable[str]) -> dict[str, str]:
    """By each of these UIDs under which something of ours has left that of the event that stands for it since."""
    left = Departure.objects.in_workspace(workspace_id).filter(uid__in=list(uids), invitation__isnull=False)
    return dict(left.exclude(uid=F("invitation__uid")).values_list("uid", "invitation__uid"))


def written(invitation: Invitation, *, text: str, url: str = "", answered: Mapping[str, str] | None = None) -> Written:
    """The invitation as it is written out for calendars, with `text` and the link as they stand in it.

    `answered` are answers (address to PARTSTAT) under which people are asked again; none where nobody's is said, as
    in what is kept here of our own entry: an answer counts only as it came.
    """
    people = Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)
    said = answered or {}
    return Written(
        uid=invitation.uid,
        sequence=invitation.sequence,
        stamped_at=invitation.changed_at,
        created_at=invitation.created_at,
        organizer=Party(invitation.organizer, seller_name(invitation)),
        attendees=tuple(
            Party(each.address, each.name, said.get(each.address, PartStat.NEEDS_ACTION.value))
            for each in people.order_by("address")
            if each.address and not each.organizer
        ),
        starts_at=invitation.starts_at,
        ends_at=invitation.ends_at,
        tz=invitation.tz,
        summary=invitation.topic,
        text=text,
        place=invitation.place,
        url=url,
    )


def seller_name(invitation: Invitation) -> str:
    """What the customer is told the seller is called; empty where it is not known."""
    return own_name(invitation.seller, invitation.workspace_id, invitation.organizer)
