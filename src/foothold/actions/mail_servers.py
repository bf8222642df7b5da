"""The servers of a connected mailbox, as they are kept and as the connectors ask them."""

from collections.abc import Mapping
from dataclasses import asdict
from functools import partial
from typing import Any

from django.conf import settings

from foothold.connectors.calendar.feed_address import may_be_asked
from foothold.connectors.mail.mail_network import Network, trusted_authorities
from foothold.connectors.mail.mail_server import Login, MailServer, Security
from foothold.records.models import Connection
from foothold.records.secrets import unseal


def mail_network() -> Network:
    """How mail servers are reached: private networks only where the settings allow it, a firm's own authority too."""
    asked = partial(may_be_asked, allow_private=settings.FEEDS_FROM_PRIVATE_NETWORKS)
    return Network(may_be_asked=asked, tls=lambda: trusted_authorities(settings.MAIL_AUTHORITY))


def kept(imap: MailServer, smtp: MailServer) -> dict[str, Any]:
    """Both servers as plain values; the secret is none of them."""
    return {"imap": asdict(imap), "smtp": asdict(smtp)}


def imap_of(connection: Connection) -> MailServer:
    """Where the mailbox is read."""
    return _server(connection.settings["imap"])


def smtp_of(connection: Connection) -> MailServer:
    """Where its mails are handed over."""
    return _server(connection.settings["smtp"])


def secret_of(connection: Connection) -> str:
    """The password. Raises `foothold.records.secrets.CannotOpen`."""
    return unseal(connection.sealed, about=str(connection.pk))


def _server(row: Mapping[str, Any]) -> MailServer:
    return MailServer(
        str(row["host"]), int(row["port"]), Security(row["security"]), str(row["user"]), Login(row["login"])
    )
