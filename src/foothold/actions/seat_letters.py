"""The letter that asks a colleague to join: plain, one link, nothing of anybody's customers."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from foothold.actions.depart import Leaving, depart
from foothold.actions.letter_dates import short_moment
from foothold.actions.whom_to_write import mailbox_of
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import OutgoingLetter, compose, message_id
from foothold.records.models import Departure, Membership, SeatInvitation
from foothold.records.models.connections import ConnectionKind, DepartureKind
from foothold.records.own_name import own_name


def write_seat_letter(seat: Membership, invitation: SeatInvitation, link: str, *, now: datetime) -> Departure | None:
    """Put the letter into the outbox of the inviter's own mailbox; None where none is connected.

    In the caller's transaction.
    """
    connection = mailbox_of(seat)
    if connection is None:
        return None
    key = f"seat {invitation.pk} {invitation.sent}"
    name = own_name(seat.user, seat.workspace_id, connection.address) or connection.address
    letter = OutgoingLetter(
        message_id=message_id(key, connection.address.rpartition("@")[2]),
        sent_at=now,
        sender=Mailbox(name, connection.address),
        to=(Mailbox("", invitation.address),),
        subject=_("Join %(workspace)s on Foothold") % {"workspace": seat.workspace.name},
        text=_words(seat, invitation, name, link),
    )
    return depart(
        seat,
        Leaving(
            kind=DepartureKind.LETTER,
            by=ConnectionKind.MAIL,
            key=key,
            thread=f"seat {invitation.pk}",
            data=compose(letter),
            to=[invitation.address],
            message_id=letter.message_id,
            subject=letter.subject,
        ),
        now=now,
    )


def _words(seat: Membership, invitation: SeatInvitation, name: str, link: str) -> str:
    return _(
        "Hello,\n\n"
        "%(name)s asks you to join %(workspace)s on Foothold,\n"
        "where meetings with customers are prepared and closed.\n\n"
        "Choose a password or a passkey here:\n%(link)s\n\n"
        "The link is for %(address)s alone, works once, and until %(until)s.\n"
        "If you expected nothing of the kind, do nothing."
    ) % {
        "name": name,
        "workspace": seat.workspace.name,
        "link": link,
        "address": invitation.address,
        "until": short_moment(invitation.expires_at, ZoneInfo(seat.workspace.tz)),
    }
