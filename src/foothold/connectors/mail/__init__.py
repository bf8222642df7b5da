"""Mail: EML, mbox, Maildir, Outlook .msg and saved HTML mail; new text apart from quotes and signature.

A name is loaded with its module when it is first asked for: to tell that a transcript is no mail costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
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
    from foothold.connectors.mail.opening import open_mail, open_pasted, thread
    from foothold.connectors.mail.outlook_msg import read_msg
    from foothold.connectors.mail.outlook_properties import is_outlook_item
    from foothold.connectors.mail.quotes import QuotedMessage
    from foothold.connectors.mail.telling import LARGEST_BYTES, looks_like

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
    "open_pasted",
    "read_box",
    "read_message",
    "read_msg",
    "thread",
]

_MODULES = "telling opening message boxes automatic quotes outlook_properties outlook_msg authentication"


def __getattr__(name: str) -> Any:
    if name in __all__:
        for module in _MODULES.split():
            found = vars(import_module(f"foothold.connectors.mail.{module}"))
            if name in found:
                globals()[name] = found[name]
                return found[name]
    raise AttributeError(f"module 'foothold.connectors.mail' has no attribute {name!r}")


def __dir__() -> list[str]:
    return __all__
