"""Mark what became of a prediction of the Ready sheet, after the meeting (METHOD 5, not to be gamed, 3)."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.prepare_meeting import CannotPrepare
from foothold.core.readiness import PREDICTIONS, Item
from foothold.records.models import Meeting, Membership, PreparedItem
from foothold.records.models.preparing import Mark
from foothold.records.prepared import Answer, quoted_key, words_kept
from foothold.records.readiness import predictions_of

BY_SELLER, BY_QUOTE, BY_CUSTOMER = "seller", "quote", "customer"
"""Who says what became of it: `PreparedItem.marked_by`."""


def mark_prediction(
    seat: Membership, meeting: Meeting, item: Item, mark: str, *, by: str = BY_SELLER, now: datetime
) -> PreparedItem:
    """Keep whether it came out as expected; "" takes the mark back. A later mark replaces an earlier one.

    Raises CannotPrepare before the meeting is over, for what is no prediction, and where nothing was predicted.
    """
    if item not in PREDICTIONS or (mark and mark not in Mark.values):
        raise CannotPrepare(_("Not one of the answers."))
    if meeting.seller_id != seat.user_id or meeting.ended_at > now:
        raise CannotPrepare(_("That can be said once the meeting is over."))
    with transaction.atomic():
        answer = predictions_of(seat, meeting, now=now).get(item)
        if answer is None:
            raise CannotPrepare(_("Nothing was expected here."))
        row = answer.row or _kept(seat, meeting, answer)
        row.mark, row.marked_by, row.marked_at = mark, by if mark else "", now if mark else None
        row.save(update_fields=["mark", "marked_by", "marked_at"])
    return row


def _kept(seat: Membership, meeting: Meeting, answer: Answer) -> PreparedItem:
    """The sheet's own reading becomes a row, so that it can carry the mark."""
    words = answer.words
    key = quoted_key(words) if words else answer.source.value
    grounds = {"source": answer.source.value} | (words_kept(words) if words else {})
    row, _made = PreparedItem.objects.in_workspace(seat.workspace_id).get_or_create(
        workspace_id=seat.workspace_id,
        meeting=meeting,
        item=answer.item.value,
        key=key,
        defaults={
            "words": answer.text,
            "level": answer.prepared.level.name,
            "grounds": grounds,
            "by": answer.by[:254],
            "said_at": answer.said_at or meeting.held_at,
        },
    )
    return row
