"""Log in over a connection and do nothing else: does it still work?"""

from foothold.actions.connect_calendar import access_of
from foothold.actions.connect_mailbox import NotConnected, try_mailbox
from foothold.actions.mail_servers import imap_of, secret_of, smtp_of
from foothold.connectors.calendar.caldav_discovery import connect
from foothold.connectors.calendar.caldav_outcomes import Trouble
from foothold.records.models import Connection
from foothold.records.models.connections import ConnectionKind
from foothold.records.secrets import CannotOpen


def try_connection(connection: Connection) -> str:
    """What is wrong with it, one line for a person; empty where it works. Call it outside any transaction."""
    try:
        if connection.kind == ConnectionKind.MAIL:
            try_mailbox(imap_of(connection), smtp_of(connection), secret_of(connection))
            return ""
        found = connect(str(connection.settings["calendar"]), access_of(connection))
        return found.message if isinstance(found, Trouble) else ""
    except (CannotOpen, NotConnected) as wrong:
        return str(wrong)
