"""Mail: EML and saved HTML mail to a `Conversation`, new text apart from quotes and signature."""

from foothold.connectors.mail.opening import LARGEST_BYTES, looks_like, open_mail, thread
from foothold.connectors.mail.quotes import QuotedMessage

__all__ = ["LARGEST_BYTES", "QuotedMessage", "looks_like", "open_mail", "thread"]
