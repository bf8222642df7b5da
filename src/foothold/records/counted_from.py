"""The rows a deal's reasons were counted from, as far as this person may see them (METHOD 7; UX S5)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from foothold.records.models import Call, Commitment, Letter, Meeting, Membership, OpportunityStanding
from foothold.records.visibility import led_by, meetings_seen_by


@dataclass(frozen=True, slots=True)
class CountedFrom:
    """By key: meetings, promises, and when letters and calls came. A row that is gone, or not this person's, is not."""

    meetings: Mapping[str, Meeting] = field(default_factory=dict)
    promises: Mapping[str, Commitment] = field(default_factory=dict)
    letters: Mapping[str, Any] = field(default_factory=dict)
    calls: Mapping[str, Any] = field(default_factory=dict)


def counted_from(seat: Membership, standing: OpportunityStanding | None) -> CountedFrom:
    """The rows behind all reasons of a standing: a query for each kind there is."""
    keys: dict[str, set[UUID]] = {}
    reasons = standing.reasons if standing else ()
    for reason in [each for each in reasons if isinstance(each, Mapping)]:
        for kind, key in _sources(reason):
            keys.setdefault(kind, set()).add(key)
    if not keys:
        return CountedFrom()
    seen = meetings_seen_by(seat)
    meetings = seen.filter(pk__in=keys.get("meeting", ())).only("workspace_id", "title", "held_at")
    promises = Commitment.objects.in_workspace(seat.workspace_id).filter(pk__in=keys.get("promise", ()))
    own = promises.filter(meeting__in=seen.order_by().values("pk")).select_related("meeting")
    whose = [seat.user_id, *led_by(seat)]
    letters = Letter.objects.in_workspace(seat.workspace_id).filter(pk__in=keys.get("mail", ()), user__in=whose)
    calls = Call.objects.in_workspace(seat.workspace_id).filter(pk__in=keys.get("call", ()), user__in=whose)
    return CountedFrom(
        {str(each.pk): each for each in meetings},
        {str(each.pk): each for each in own},
        {str(key): at for key, at in letters.values_list("pk", "sent_at")},
        {str(key): at for key, at in calls.values_list("pk", "called_at")},
    )


def _sources(reason: Mapping[str, Any]) -> Iterable[tuple[str, UUID]]:
    for each in reason.get("from") or ():
        if each["kind"] != "touch":
            yield each["kind"], UUID(each["id"])
