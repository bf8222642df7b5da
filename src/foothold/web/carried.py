"""Carry a read conversation through the browser: nothing is stored before its seller has answered."""

from django.core import signing

from foothold.core.conversation import Conversation
from foothold.records.conversations import conversation_of, fields_of
from foothold.records.models import Membership

LONGEST = 24 * 3600
"""Seconds a page "before the verdict" stays good."""


class NotCarried(ValueError):
    """The field was changed, is somebody else's, or too old."""


def carry(seat: Membership, conversation: Conversation) -> str:
    """The conversation as one signed and compressed form field, good for this person only."""
    return signing.dumps(fields_of(conversation), salt=_salt(seat), compress=True)


def carried(seat: Membership, field: str) -> Conversation:
    """The conversation of `carry`. Raises NotCarried."""
    try:
        return conversation_of(signing.loads(field, salt=_salt(seat), max_age=LONGEST))
    except signing.BadSignature as bad:
        raise NotCarried(str(bad)) from bad


def _salt(seat: Membership) -> str:
    return f"foothold.carried.{seat.pk}"
