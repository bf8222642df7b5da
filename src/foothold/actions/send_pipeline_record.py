"""Mail the record of a weekly review to those concerned, after it was looked at (UX J8)."""

from collections.abc import Sequence
from datetime import date, datetime
from hashlib import sha256

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.depart import Leaving, depart
from foothold.actions.send_recap import CannotSend
from foothold.actions.whom_to_write import mailbox_of
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import OutgoingLetter, compose, message_id
from foothold.records.colleagues import seats_in
from foothold.records.models import Departure, Membership, User
from foothold.records.models.connections import ConnectionKind, DepartureKind
from foothold.records.own_name import own_name


def send_pipeline_record(
    seat: Membership, to: Sequence[User], *, week: date, subject: str, text: str, now: datetime
) -> bool:
    """Put it into the outbox; False where these very words of this week were put there before. Raises CannotSend.

    `to` are colleagues who sit here; nobody else gets what was decided. All of them get the whole record: the review is
    gone through together (UX J8).
    """
    digest = sha256(text.strip().encode()).hexdigest()[:16]
    key = f"review {seat.user_id.hex} {week.isoformat()} {digest}"
    with transaction.atomic():
        Membership.objects.in_workspace(seat.workspace_id).select_for_update(of=("self",)).get(pk=seat.pk)
        if Departure.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, key=key).exists():
            return False
        connection = mailbox_of(seat)
        if connection is None:
            raise CannotSend(_("No mailbox is connected. Copy the words into a mail of your own."))
        members = seats_in(seat.workspace_id).filter(user__in=[each.pk for each in to])
        people = [Mailbox(each.user.name, each.user.address) for each in members]
        if not people:
            raise CannotSend(_("There is nobody to send it to."))
        letter = OutgoingLetter(
            message_id=message_id(key, connection.address.rpartition("@")[2]),
            sent_at=now,
            sender=Mailbox(own_name(seat.user, seat.workspace_id, connection.address), connection.address),
            to=tuple(people),
            subject=" ".join(subject.split())[:200],
            text=text.strip(),
        )
        depart(
            seat,
            Leaving(
                kind=DepartureKind.LETTER,
                by=ConnectionKind.MAIL,
                key=key,
                thread=key,
                data=compose(letter),
                to=[person.address for person in people],
                message_id=letter.message_id,
                subject=letter.subject,
            ),
            now=now,
        )
        return True
