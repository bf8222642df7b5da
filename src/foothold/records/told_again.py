"""Where else a commitment was told: it is listed once, and each of its words stays at hand (METHOD 3)."""

from collections.abc import Iterable
from uuid import UUID

from django.db.models import Q

from foothold.records.models import Commitment, Membership
from foothold.records.models.findings import Promise
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import meetings_seen_by


def tellings(commitment: Commitment) -> ScopedQuerySet[Commitment]:
    """Every telling of what this one says, itself among them."""
    stands = commitment.same_as_id or commitment.pk
    return Commitment.objects.in_workspace(commitment.workspace_id).filter(Q(pk=stands) | Q(same_as=stands))


def told_elsewhere(seat: Membership, commitments: Iterable[Commitment]) -> dict[UUID, list[Commitment]]:
    """The other tellings of these, of meetings and mails this person may see, oldest first; nothing where none are."""
    stands = {each.pk: each.same_as_id or each.pk for each in commitments}
    rows = Commitment.objects.in_workspace(seat.workspace_id).exclude(state=Promise.DROPPED)
    told = rows.filter(Q(pk__in=stands.values()) | Q(same_as__in=stands.values()))
    seen = told.filter(meeting__in=meetings_seen_by(seat).order_by().values("pk")).select_related("meeting")
    by_standing: dict[UUID, list[Commitment]] = {}
    for each in seen.order_by("meeting__held_at", "place"):
        by_standing.setdefault(each.same_as_id or each.pk, []).append(each)
    found = {key: [each for each in by_standing.get(one, ()) if each.pk != key] for key, one in stands.items()}
    return {key: others for key, others in found.items() if others}
