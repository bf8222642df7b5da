"""Tell which commitments found in an account's meetings and mails are one that was told more than once (METHOD 3)."""

from collections.abc import Iterable
from typing import Any
from uuid import UUID

from foothold.core.commitments import CommitmentState, Told, same_commitments
from foothold.core.evidence import Side
from foothold.records.deal_rows import person_meant
from foothold.records.in_parts import in_parts
from foothold.records.models import Commitment
from foothold.records.models.findings import OWN_WORDS, Promise


def settle_commitments(workspace_id: Any, accounts: Iterable[UUID]) -> None:
    """Say it of those of these accounts, each seller's apart: nobody's is hidden behind one he may not see.

    What a seller wrote down himself stays beside what was said: it bears nothing out. In the caller's transaction.
    """
    rows = Commitment.objects.in_workspace(workspace_id).filter(place__lt=OWN_WORDS).exclude(state=Promise.DROPPED)
    for part in in_parts(accounts):
        theirs: dict[tuple[UUID | None, UUID], list[Commitment]] = {}
        for row in rows.filter(meeting__account__in=part).select_related("meeting").order_by("place"):
            theirs.setdefault((row.meeting.account_id, row.meeting.seller_id), []).append(row)
        for listed in theirs.values():
            _settle(listed)


def settle_commitments_with(commitment: Commitment) -> None:
    """The same after one of them was changed by hand; one that was dropped says nothing of any other."""
    if commitment.state == Promise.DROPPED and commitment.same_as_id is not None:
        commitment.same_as_id = None
        commitment.save(update_fields=["same_as"])
    if commitment.meeting.account_id is not None:
        settle_commitments(commitment.workspace_id, [commitment.meeting.account_id])


def _settle(rows: list[Commitment]) -> None:
    names: dict[str, dict[str, str]] = {}
    for row in rows:
        names.setdefault(row.side, {})[row.owner.casefold()] = row.owner
    told = [
        Told(
            key=row.pk,
            told_at=row.meeting.held_at,
            conversation=row.meeting_id,
            deal=row.meeting.opportunity_id,
            side=Side(row.side),
            owner=person_meant(row.owner, names[row.side]),
            what=row.what,
            due=row.due_on,
            state=CommitmentState(row.state),
        )
        for row in rows
    ]
    same = same_commitments(told)
    # What was done is done wherever it was told, also where that is read later.
    done = {same.get(row.pk, row.pk) for row in rows if row.state == Promise.DONE}
    for row in rows:
        state = Promise.DONE if same.get(row.pk, row.pk) in done else row.state
        if (row.same_as_id, row.state) != (same.get(row.pk), state):
            row.same_as_id, row.state = same.get(row.pk), state
            row.save(update_fields=["same_as", "state"])
