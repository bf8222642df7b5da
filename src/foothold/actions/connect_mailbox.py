"""Connect the seller's own mailbox: both servers tried first, its password sealed for its row alone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.cover_mailboxes import cover_mailboxes
from foothold.actions.forget_connection import forget_connection
from foothold.actions.mail_servers import kept, mail_network
from foothold.actions.remember_own_address import remember_own_address
from foothold.connectors.mail.discovery import MailSettings, discover
from foothold.connectors.mail.lookups import lookups
from foothold.connectors.mail.mail_server import MailServer
from foothold.connectors.mail.mailbox import open_mailbox
from foothold.connectors.mail.sending import Sent, check_login
from foothold.core.conversation import Unreadable
from foothold.core.mailboxes import mailbox
from foothold.records.models import Connection, Membership, Source
from foothold.records.models.connections import ConnectionKind
from foothold.records.models.sources import SourceType
from foothold.records.secrets import seal


class NotConnected(ValueError):
    """Why a mailbox cannot be connected, one line for a person. Nothing was kept, and no mail was touched."""


def connect_mailbox(
    seat: Membership, *, address: str, secret: str, imap: MailServer, smtp: MailServer, now: datetime
) -> Connection:
    """Try both servers, then keep them; a mailbox connected before is let go, what it brought stays.

    Raises NotConnected. Call it outside any transaction: it asks the network.
    """
    own = mailbox(address)
    if not own:
        raise NotConnected(_("That is no mail address: {said}").format(said=address[:80]))
    try_mailbox(imap, smtp, secret)
    with transaction.atomic():
        forget_connection(seat, ConnectionKind.MAIL)
        source, _made = Source.objects.in_workspace(seat.workspace_id).get_or_create(
            workspace_id=seat.workspace_id,
            user_id=seat.user_id,
            kind=SourceType.MAILS,
            key=f"imap {own}"[:128],
            defaults={"name": own, "host": imap.host[:255]},
        )
        row = Connection(
            workspace_id=seat.workspace_id,
            user_id=seat.user_id,
            kind=ConnectionKind.MAIL,
            source=source,
            address=own,
            settings=kept(imap, smtp),
            connected_at=now,
            next_read_at=now,
        )
        row.sealed = seal(secret, about=str(row.pk))
        row.save()
        remember_own_address(seat, own)
        cover_mailboxes(seat)
    return row


def find_servers(address: str) -> MailSettings | None:
    """The servers behind an address, as far as they are known or say so themselves; None where nothing was found.

    Asks the network, never with a password; private networks only where the settings allow it. Raises ValueError,
    one line for a person, for what is no address.
    """
    return discover(address, asking=lookups(mail_network()))


def try_mailbox(imap: MailServer, smtp: MailServer, secret: str) -> None:
    """Log in to both servers, and read and send nothing. Raises NotConnected with the server's own reason."""
    network = mail_network()
    try:
        with open_mailbox(imap, secret, network=network) as opened:
            opened.folders()
    except Unreadable as trouble:
        raise NotConnected(_("Reading mail: {trouble}").format(trouble=trouble)) from None
    answer = check_login(smtp, secret, network=network)
    if not isinstance(answer, Sent):
        raise NotConnected(_("Sending mail: {trouble}").format(trouble=answer.words))
