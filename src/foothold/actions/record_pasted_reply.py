"""A reply the seller pastes: read, shown with the words it rests on, and kept as E3 at most (METHOD 3; DESIGN 6)."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.keep_own_entry import booked_here
from foothold.actions.record_replies import store_replies
from foothold.actions.settle import settle_again
from foothold.actions.words_of_replies import words_asking
from foothold.connectors.mail import open_mail
from foothold.core.conversation import Unreadable
from foothold.core.evidence import Level
from foothold.core.mailboxes import mailbox
from foothold.core.reference import references_in
from foothold.core.replies import PartStat
from foothold.core.slots import Slot
from foothold.reading.slot_answer import LONGEST, Said, SlotAnswer, answer_to_slot
from foothold.records.invitations import customers_invited
from foothold.records.models import Invitation, InvitationReply, Meeting, Membership

BECAUSE = "pasted"
_PARTSTAT = {
    Said.YES: PartStat.ACCEPTED,
    Said.OTHER_TIME: PartStat.TENTATIVE,
    Said.NO: PartStat.DECLINED,
}


class NotAnAnswer(ValueError):
    """The pasted words say nothing to the slot that could be kept; one line for a person."""


@dataclass(frozen=True, slots=True)
class PastedReply:
    """What was read, nothing of it kept yet. `names` is another invitation of ours whose reference stands in it."""

    answer: SlotAnswer
    names: Invitation | None = None


def read_pasted_reply(seat: Membership, invitation: Invitation, text: str, *, now: datetime) -> PastedReply:
    """Read pasted words as an answer to this invitation's slot; quoted mail and signature left out. Stores nothing."""
    other = _named_in(seat, text)
    if other is not None and other.pk != invitation.pk:
        return PastedReply(SlotAnswer(Said.NOT_CLEAR), other)
    answer = answer_to_slot(_new_words(text), invitation.starts_at, now, ZoneInfo(invitation.tz))
    return PastedReply(answer)


def keep_pasted_reply(
    seat: Membership, invitation: Invitation, text: str, *, by: str, now: datetime
) -> InvitationReply:
    """Keep what the words say, as the answer of `by`: E3, seller-supplied. It never books (METHOD 3, E3).

    The words are read again, so that nothing is kept which they do not say. Raises NotAnAnswer.
    """
    answer = read_pasted_reply(seat, invitation, text, now=now).answer
    address = mailbox(by)
    sequence = invitation.sequence
    stored = reply_in_words(seat, invitation, answer, address, at=now, sequence=sequence, told_by=str(sequence))
    if stored is None:
        raise NotAnAnswer(_("These words do not say yes, no or another time."))
    if address not in {each.address for each in customers_invited(invitation)}:
        raise NotAnAnswer(_("Say whose answer it is: one of those invited."))
    with transaction.atomic():
        _new, touched = store_replies(seat, [stored])
        settle_again(seat, touched)
        replies = InvitationReply.objects.in_workspace(seat.workspace_id)
        return replies.get(user_id=seat.user_id, key=stored.key)


def reply_in_words(
    seat: Membership,
    invitation: Invitation,
    answer: SlotAnswer,
    address: str,
    *,
    at: datetime,
    sequence: int,
    told_by: str,
) -> InvitationReply | None:
    """What was said in words as an answer of `address` at E3, not stored yet; None where it says nothing clear.

    `sequence` is what it answers; `told_by` what makes the same words the same answer when they are read again.
    """
    if answer.said not in _PARTSTAT or not answer.quote:
        return None
    meeting = Meeting.objects.in_workspace(seat.workspace_id).select_related("entry").get(pk=invitation.meeting_id)
    length = Slot(invitation.starts_at, invitation.ends_at).lasts_for
    said = [invitation.uid, told_by, address, answer.said.value, answer.quote, str(answer.new_start)]
    said += [answer.day_alone] if answer.day_alone else []
    return InvitationReply(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        source=booked_here(seat),
        key=sha256(repr(said).encode("utf-8", "surrogatepass")).hexdigest(),
        uid=meeting.entry.uid if meeting.entry else invitation.uid,
        recurrence_id=meeting.recurrence_id,
        address=address,
        partstat=_PARTSTAT[answer.said].value,
        sequence=sequence,
        replied_at=at,
        level=Level.E3.name,
        because=BECAUSE,
        new_start=answer.new_start,
        new_end=Slot.lasting(answer.new_start, length).ends_at if answer.new_start else None,
        words=words_asking(answer.day_alone, answer.quote),
    )


def _named_in(seat: Membership, text: str) -> Invitation | None:
    """Our own invitation whose reference the words carry, as a mail that quotes the invitation does."""
    codes = references_in(text)
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, code__in=codes)
    return own.select_related("meeting").first() if codes else None


def _new_words(text: str) -> str:
    """What they wrote themselves, as far as a mail program marks the rest."""
    data = b"Content-Type: text/plain; charset=utf-8\n\n" + text[:LONGEST].encode("utf-8", "replace")
    try:
        return open_mail(data, "pasted.eml").text
    except Unreadable:
        return text
