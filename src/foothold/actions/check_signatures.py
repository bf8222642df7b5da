"""Check the signature of a mail that answers an invitation, where no server we trust says who sent it (DESIGN 6).

Of everything else nothing is asked: a question for a key tells DNS whose mails are read here.
"""

from collections.abc import Callable
from dataclasses import replace

from django.conf import settings
from django.utils import timezone

from foothold.actions.record_replies import ANSWERS
from foothold.actions.uids import uid_key
from foothold.connectors.calendar import read_calendar
from foothold.connectors.mail import MailMessage
from foothold.connectors.mail.dkim import Keys, signed_by
from foothold.connectors.mail.sender_keys import SenderKeys
from foothold.core.conversation import Unreadable
from foothold.core.evidence import Side
from foothold.records.invitations import uids_now
from foothold.records.models import Invitation, Meeting, Membership

CheckSignature = Callable[[MailMessage, bytes], MailMessage]
"""A mail and its bytes as they were received to the mail with what its signature says of the sender."""


def signature_check(seat: Membership, keys: Keys | None = None) -> CheckSignature:
    """The check of one run, which asks for each key once. It asks the network: never inside a transaction."""
    keys = keys or SenderKeys()

    def checked(message: MailMessage, data: bytes) -> MailMessage:
        if not settings.CHECKS_SIGNATURES or _is_told(seat, message) or not _answers_us(seat, message):
            return message
        found = signed_by(data, message.from_address or "", keys, now=timezone.now())
        return replace(message, authentication=found)

    return checked


def _is_told(seat: Membership, message: MailMessage) -> bool:
    """Whether a server we trust has spoken, or it is not clear of whom there would be to speak."""
    said, trusted = message.authentication, seat.workspace.authserv_id.lower()
    by_ours = bool(trusted) and said.by == trusted
    return said.verdict != "none" or by_ours or message.senders != (message.from_address,)


def _answers_us(seat: Membership, message: MailMessage) -> bool:
    """Whether it carries an answer to what one of ours invited to, here or in his own calendar."""
    uids = {uid_key(uid) for part in message.calendar_parts for uid in _answered(part)}
    if not uids:
        return False
    uids |= set(uids_now(seat.workspace_id, uids).values())
    invited = Invitation.objects.in_workspace(seat.workspace_id).filter(uid__in=uids)
    ours = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid__in=uids, organized_by=Side.OURS)
    return invited.exists() or ours.exists()


def _answered(part: bytes) -> list[str]:
    try:
        calendar = read_calendar(part, "invitation")
    except Unreadable:
        return []
    return [entry.uid for entry in calendar.entries] if calendar.method in ANSWERS else []
