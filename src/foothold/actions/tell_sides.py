"""Say who is who after the fact: the kept words are read again, the old verdict stays in the history."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from foothold.actions.debrief_meeting import chosen_sides, keep_judgement, keep_people
from foothold.actions.read_conversation import judge_for
from foothold.actions.settle import settle_again
from foothold.records.conversations import conversation_kept
from foothold.records.models import Judgement, Meeting, Membership, SourceText
from foothold.records.models.meetings import Keeping
from foothold.records.who_is_who import remember_sides


class NoWords(ValueError):
    """The words are no longer, or never were, here to be read again."""


def tell_sides(seat: Membership, source: SourceText, sides: Mapping[str, str], *, now: datetime) -> Judgement:
    """Read the meeting again with these sides. Raises NoWords where no text is kept."""
    if source.keeping != Keeping.KEPT:
        raise NoWords("The words of this meeting are not kept.")
    meeting, conversation = source.meeting, conversation_kept(source)
    document = judge_for(seat, conversation, held_at=meeting.held_at, tz=_zone_of_words(seat, meeting), told=sides)
    with transaction.atomic():
        if not meeting.demo:
            remember_sides(seat, chosen_sides(sides, _shown(source)))
        keep_people(meeting, conversation, document)
        judgement = keep_judgement(meeting, document, now=now)
        # Who came, and what they said of a next date or of being away, is settled with the account.
        settle_again(seat, [meeting.pk])
    return judgement


def _zone_of_words(seat: Membership, meeting: Meeting) -> str:
    """The zone the words were read in at first; a calendar's own ("UTC") is how it writes, not where they spoke."""
    return meeting.tz if meeting.entry_id is None else seat.workspace.tz


def _shown(source: SourceText) -> dict[str, str]:
    """The sides of the latest verdict, as its page shows them."""
    judgements = Judgement.objects.in_workspace(source.workspace_id).filter(meeting_id=source.meeting_id)
    latest = judgements.order_by("-version").first()
    return {row["name"] or "": row["side"] for row in latest.document["speakers"]} if latest else {}
