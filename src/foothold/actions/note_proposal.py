"""A proposal is out: when it was sent, the answer date they agreed to, and whether it was answered (000-2)."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.settle_standings import settle_standings
from foothold.records.models import Membership, Opportunity, Proposal
from foothold.records.signs import LOOKED_BACK


class NoProposal(ValueError):
    """What was said of a proposal cannot be; the words are for the person."""


def note_proposal(
    seat: Membership, deal: Opportunity, sent_at: datetime, *, answer_on: date | None = None, now: datetime
) -> Proposal:
    """Keep it, and say where its deals stand now. Raises NoProposal.

    The same moment again is the same proposal, with the answer date said last.
    """
    if answer_on is not None and answer_on < sent_at.date():
        raise NoProposal(_("The answer cannot be due before the proposal was sent."))
    if not now - LOOKED_BACK < sent_at <= now:
        raise NoProposal(_("That is not within the last 400 days."))
    with transaction.atomic():
        row, _new = Proposal.objects.in_workspace(seat.workspace_id).update_or_create(
            workspace_id=seat.workspace_id,
            opportunity=deal,
            sent_at=sent_at,
            defaults={"user": seat.user, "answer_on": answer_on},
        )
        settle_standings(seat.workspace_id, now=now, accounts=[deal.account_id])
    return row


def proposal_answered(seat: Membership, deal: Opportunity, *, now: datetime) -> int:
    """Every open proposal of the deal was answered, by our word (E1); how many."""
    with transaction.atomic():
        rows = Proposal.objects.in_workspace(seat.workspace_id).filter(opportunity=deal, answered_at__isnull=True)
        many = rows.update(answered_at=now)
        settle_standings(seat.workspace_id, now=now, accounts=[deal.account_id])
    return many
