"""Mail: EML, mbox, Maildir, Outlook .msg and saved HTML mail; new text apart from quotes and signature."""

from foothold.connectors.mail.authentication import Authentication, authenticate, authserv_ids
from foothold.connectors.mail.automatic import is_automatic
from foothold.connectors.mail.boxes import looks_like_box, read_box
from foothold.connectors.mail.message import (
    NO_MESSAGE_ID,
    MailMessage,
    authenticated,
    is_automatic_mail,
    message_json,
    read_message,
)
from foothold.connectors.mail.opening import LARGEST_BYTES, looks_like, open_mail, thread
from foothold.connectors.mail.outlook_msg import read_msg
from foothold.connectors.mail.outlook_properties import is_outlook_item
from foothold.connectors.mail.quotes import QuotedMessage

__all__ = [
    "LARGEST_BYTES",
    "NO_MESSAGE_ID",
    "Authentication",
    "MailMessage",
    "QuotedMessage",
    "authenticate",
    "authenticated",
    "authserv_ids",
    "is_automatic",
    "is_automatic_mail",
    "is_outlook_item",
    "looks_like",
    "looks_like_box",
    "message_json",
    "open_mail",
    "read_box",
    "read_message",
    "read_msg",
    "thread",
]
