"""Which days a mail folder speaks of: those between our first and our last mail in it (METHOD 9, P5)."""

from collections.abc import Iterable
from datetime import datetime

from foothold.actions.what_is_known import Known, what_is_known
from foothold.core.relations import Relation
from foothold.records.models import Letter, Membership, Source
from foothold.records.models.sources import SourceType

FEWEST_OF_OURS = 10
"""Mails of ours a folder must hold before it is taken to hold what we send [C]."""


def days_we_wrote(known: Known, mails: Iterable[tuple[str | None, datetime | None]]) -> list[datetime]:
    """When our own mails were sent, of (sender, moment); none where there are so few that it is no sent mail.

    An inbox says nothing about what we wrote: without this, every meeting would seem to lack its recap.
    """
    days = [sent_at for sender, sent_at in mails if sent_at and known.relation(sender or "") is Relation.OURS]
    return days if len(days) >= FEWEST_OF_OURS else []


def cover_mailboxes(seat: Membership) -> None:
    """Look again, now that more is known of who we are. In the caller's transaction."""
    known = {demo: what_is_known(seat.workspace_id, demo=demo) for demo in (False, True)}
    letters = Letter.objects.in_workspace(seat.workspace_id)
    for source in Source.objects.in_workspace(seat.workspace_id).filter(kind=SourceType.MAILS):
        days = days_we_wrote(known[source.demo], letters.filter(source=source).values_list("from_address", "sent_at"))
        source.covers_from, source.covers_until = min(days, default=None), max(days, default=None)
        source.save(update_fields=["covers_from", "covers_until"])
