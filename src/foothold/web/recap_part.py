"""The recap on a meeting's page: shown before it leaves, with one button; or when it left (UX, S4)."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from foothold.actions.recap_words import RecapDraft, recap_draft
from foothold.actions.whom_to_write import mailbox_of
from foothold.core.relations import Relation
from foothold.records.models import Departure, Meeting, Membership
from foothold.records.models.meetings import Medium
from foothold.records.recaps import is_by_hand, recap_of
from foothold.web.mail_drafts import mail_draft

OFFERED_FOR = timedelta(days=7)
"""How long after its end a recap is offered: it is of use within the day, and a late one is better than none [C]."""


@dataclass(frozen=True, slots=True)
class RecapPart:
    """`recap` waits or has left; without one, `draft` is what would. `sends_from` is empty without a mailbox.

    `is_typed`: the words are the seller's own, so they follow no answer to a promise any more.
    """

    draft: RecapDraft
    recap: Departure | None
    by_hand: bool
    sends_from: str
    link: str
    is_typed: bool = False


def recap_part(seat: Membership, meeting: Meeting, *, now: datetime) -> RecapPart | None:
    """None where there is nothing to recap yet, or no more."""
    if meeting.held_at > now or meeting.demo or not meeting.stands or meeting.untold:
        return None
    if meeting.missed_by is not None:
        return None
    if meeting.relation != Relation.CUSTOMER or meeting.medium == Medium.MAIL:
        return None
    recap = recap_of(meeting)
    if recap is None and now > meeting.ended_at + OFFERED_FOR:
        return None
    draft, connection = recap_draft(seat, meeting), mailbox_of(seat)
    link = mail_draft([address for address, _name in draft.to], draft.subject, draft.text)
    sends_from = connection.address if connection and draft.to else ""
    return RecapPart(draft, recap, recap is not None and is_by_hand(recap), sends_from, link)


def recap_after(
    before: RecapPart | None, seat: Membership, meeting: Meeting, sent: Mapping[str, str], *, now: datetime
) -> RecapPart | None:
    """The recap once a promise is answered: it follows the answer, unless the words in its form had been changed."""
    part = recap_part(seat, meeting, now=now)
    if part is None or before is None or "text" not in sent:
        return part
    subject, text = sent.get("subject", ""), sent["text"].replace("\r\n", "\n")
    if (subject, text) == (before.draft.subject, before.draft.text):
        return part
    return with_typed(part, subject, text)


def with_typed(part: RecapPart, subject: str, text: str) -> RecapPart:
    """The same with what was typed instead: nothing of it is lost."""
    return replace(part, draft=replace(part.draft, subject=subject[:300], text=text[:100_000]), is_typed=True)
