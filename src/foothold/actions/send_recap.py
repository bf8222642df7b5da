"""Send the recap of a meeting to its customer persons, seen and edited before; or note that its seller did (P5)."""

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.depart import Leaving, depart
from foothold.actions.whom_to_write import mailbox_of, whom_to_write
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import OutgoingLetter, compose, message_id
from foothold.records.invitations import invitation_to
from foothold.records.models import Departure, Meeting, Membership
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState
from foothold.records.own_name import own_name
from foothold.records.recaps import recap_of, recaps_of

LONGEST = 20_000
"""Characters of a recap."""


class CannotSend(ValueError):
    """Why it cannot leave, one line for a person. Nothing was stored."""


def send_recap(
    seat: Membership, meeting: Meeting, *, to: Sequence[str], subject: str, text: str, now: datetime
) -> Departure:
    """Put it into the outbox, once a meeting: asked for again, the same row comes back. Raises CannotSend.

    In reply to the invitation to this meeting, where we sent one. It counts (P5) once it has left.
    """
    with transaction.atomic():
        known = recap_of(Meeting.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=meeting.pk))
        if known is not None:
            return known
        connection = mailbox_of(seat)
        if connection is None:
            raise CannotSend(_("No mailbox is connected. Open it as a mail of your own."))
        people = _recipients(seat, meeting, to)
        _refuse_early_or_empty(meeting, subject, text, now=now)
        key = f"recap {meeting.pk} {recaps_of(meeting).count()}"
        letter = OutgoingLetter(
            message_id=message_id(key, connection.address.rpartition("@")[2]),
            sent_at=now,
            sender=Mailbox(own_name(seat.user, seat.workspace_id, connection.address), connection.address),
            to=tuple(people),
            subject=" ".join(subject.split())[:200],
            text=text.strip(),
            in_reply_to=next(iter(invited := _invited_by(meeting)), ""),
            references=tuple(invited[1:]),
        )
        return depart(
            seat,
            Leaving(
                kind=DepartureKind.RECAP,
                by=ConnectionKind.MAIL,
                key=key,
                thread=f"recap {meeting.pk}",
                data=compose(letter),
                to=[person.address for person in people],
                message_id=letter.message_id,
                subject=letter.subject,
                meeting=meeting,
            ),
            now=now,
        )


def recap_left_by_hand(seat: Membership, meeting: Meeting, *, now: datetime) -> Departure:
    """The seller says that he sent it himself: shown so. It raises no figure; his mailbox can (METHOD 9, P5)."""
    with transaction.atomic():
        known = recap_of(Meeting.objects.in_workspace(seat.workspace_id).select_for_update().get(pk=meeting.pk))
        if known is not None:
            return known
        return Departure.objects.in_workspace(seat.workspace_id).create(
            pk=uuid4(),
            user_id=seat.user_id,
            meeting=meeting,
            kind=DepartureKind.RECAP,
            by=ConnectionKind.MAIL,
            key=f"recap {meeting.pk} {recaps_of(meeting).count()}",
            thread=f"recap {meeting.pk}",
            state=DepartureState.SENT,
            to_addresses=[address for address, _name in whom_to_write(seat, meeting)],
            made_at=now,
            due_at=now,
            left_at=now,
        )


def not_sent_by_hand(seat: Membership, meeting: Meeting) -> bool:
    """Take that word back; False where there is none."""
    with transaction.atomic():
        rows = recaps_of(meeting).filter(user_id=seat.user_id, message_id="", state=DepartureState.SENT)
        return rows.update(state=DepartureState.TAKEN_BACK) > 0


def _recipients(seat: Membership, meeting: Meeting, to: Sequence[str]) -> list[Mailbox]:
    """Those chosen of the meeting's customer persons: nobody else gets what was said there."""
    chosen = set(to)
    people = [Mailbox(name, address) for address, name in whom_to_write(seat, meeting) if address in chosen]
    if not people:
        raise CannotSend(_("Choose whom it goes to."))
    return people


def _refuse_early_or_empty(meeting: Meeting, subject: str, text: str, *, now: datetime) -> None:
    if meeting.held_at > now:
        raise CannotSend(_("This meeting has not begun."))
    if meeting.demo:
        raise CannotSend(_("The demo's people are invented: nothing is sent to them."))
    if not text.strip() or not subject.strip():
        raise CannotSend(_("Write what you noted, and a subject."))
    if len(text) > LONGEST:
        raise CannotSend(_("This is too long for a recap. Shorten it."))


def _invited_by(meeting: Meeting) -> list[str]:
    """The Message-IDs of our invitations to this meeting, one a person, the first ones."""
    invitation = invitation_to(meeting)
    if invitation is None:
        return []
    sent = Departure.objects.in_workspace(meeting.workspace_id).filter(
        invitation=invitation, kind=DepartureKind.INVITATION, by=ConnectionKind.MAIL
    )
    return list(sent.exclude(message_id="").order_by("key").values_list("message_id", flat=True)[:20])
