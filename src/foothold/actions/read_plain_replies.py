"""A customer answers an invitation in words, "works for me", "can we do Friday instead?": evidence E3, with its quote.

Read from the mailbox the seller connected. His words are located and he is named, so they are E3 (METHOD 3); they
never book by themselves nor take back an act, and what failed its check moves nothing (DESIGN 6).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db import transaction

from foothold.actions.answered_invitation import sequence_in_force
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.record_pasted_reply import reply_in_words
from foothold.actions.record_replies import PLAIN_WORDS, UNPROVEN_WORDS, store_replies
from foothold.actions.settle import settle_again
from foothold.connectors.mail import MailMessage, is_outlook_item, read_message, read_msg
from foothold.core.conversation import Unreadable
from foothold.core.evidence import Level
from foothold.core.reference import references_in
from foothold.reading.slot_answer import answer_to_slot
from foothold.records.invitations import customers_invited, invitations_of
from foothold.records.models import Departure, Invitation, InvitationReply, Membership, Source


@dataclass(frozen=True, slots=True)
class ReadMail:
    """A mail as it was read for its headings and calendar parts, and as it stands on the server."""

    message: MailMessage
    data: bytes


def keep_plain_replies(seat: Membership, mails: Iterable[ReadMail], source: Source, *, now: datetime) -> int:
    """Keep what these mails say in words to our invitations; how many said something. In the caller's transaction.

    Words beside the answer of a calendar are kept with that answer (`record_replies`).
    """
    found: list[InvitationReply] = []
    for mail in mails:
        answered = None if mail.message.calendar_parts else _answers(seat, mail, now=now)
        if answered is not None:
            found += _said(seat, mail, *answered, source, now=now)
    if found:
        settle_again(seat, store_replies(seat, found)[1])
    return len(found)


def keep_dropped_reply(seat: Membership, data: bytes, *, now: datetime) -> Invitation | None:
    """The same of one mail somebody drops: the invitation it answers, None where it answers none of ours in words."""
    server = seat.workspace.authserv_id or None
    try:
        message = (
            read_msg(data, "mail", authserv_id=server)
            if is_outlook_item(data)
            else read_message(data, "mail", with_text=False, authserv_id=server)
        )
    except Unreadable:
        return None
    mail = ReadMail(message, data)
    # What no person wrote is nobody's answer (decision 0005); a calendar's is taken with the mail.
    is_no_letter = message.calendar_parts or message.is_mass_mail
    answered = None if is_no_letter else _answers(seat, mail, now=now)
    if answered is None:
        return None
    with transaction.atomic():
        kept = keep_plain_replies(seat, [mail], booked_here(seat), now=now)
    return answered[0] if kept else None


def _answers(seat: Membership, mail: ReadMail, *, now: datetime) -> tuple[Invitation, int] | None:
    """Our invitation that this mail answers, of somebody invited, and the SEQUENCE it answers.

    By the letter it refers to, or by the reference and when it was written: a letter about a time since moved is
    often answered late, and read once more when the whole mailbox is.
    """
    own = invitations_of(seat).filter(cancelled_at__isnull=True)
    letter = _letter_answered(seat, mail.message)
    invitation = own.filter(pk=letter.invitation_id).first() if letter and letter.invitation_id else None
    if invitation is None:
        letter, codes = None, _references(mail)
        invitation = own.filter(code__in=codes).first() if codes else None
    if invitation is None or mail.message.from_address not in {each.address for each in customers_invited(invitation)}:
        return None
    if letter is not None:
        return invitation, letter.sequence
    return invitation, sequence_in_force(invitation, mail.message.sent_at, now=now)


def _references(mail: ReadMail) -> tuple[str, ...]:
    """The references the mail names; one that is encoded is read for them, which costs more."""
    codes = mail.message.named or references_in(mail.data.decode("latin-1"))
    if codes or not _ENCODED.search(mail.data):
        return codes
    try:
        return read_message(mail.data, "mail").named
    except Unreadable:
        return ()


_ENCODED = re.compile(rb"content-transfer-encoding:\s*(?:base64|quoted-printable)", re.IGNORECASE)


def _letter_answered(seat: Membership, message: MailMessage) -> Departure | None:
    """The letter of ours it answers: the one it names as such, else the last of its thread."""
    named = [each for each in (message.in_reply_to, *reversed(message.references)) if each]
    sent = Departure.objects.in_workspace(seat.workspace_id).filter(
        user_id=seat.user_id, message_id__in=named, invitation__isnull=False
    )
    by_id = {each.message_id: each for each in sent} if named else {}
    return next((by_id[each] for each in named if each in by_id), None)


def _said(
    seat: Membership, mail: ReadMail, invitation: Invitation, sequence: int, source: Source, *, now: datetime
) -> list[InvitationReply]:
    try:
        words = mail.message.new_text or read_message(mail.data, "mail").new_text
    except Unreadable:
        return []
    sent_at = mail.message.sent_at or now
    answer = answer_to_slot(words, invitation.starts_at, min(sent_at, now), ZoneInfo(invitation.tz))
    has_failed = mail.message.authentication.verdict == "fail"
    proven = mail.message.authentication.verdict == "pass"
    level, because = (Level.E0, "rejected") if has_failed else (Level.E3, PLAIN_WORDS if proven else UNPROVEN_WORDS)
    address, told_by = mail.message.from_address or "", mail.message.message_id
    reply = reply_in_words(seat, invitation, answer, address, at=sent_at, sequence=sequence, told_by=told_by)
    if reply is None:
        return []
    reply.source, reply.level, reply.because = source, level.name, because
    reply.sent_from = address[:254]
    return [reply]
