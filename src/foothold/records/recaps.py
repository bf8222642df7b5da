"""The recap of a meeting: whether it waits to leave, has left, or its seller says that he sent it himself."""

from foothold.records.models import Departure, Meeting
from foothold.records.models.connections import DepartureKind, DepartureState
from foothold.records.scoping import ScopedQuerySet


def recap_of(meeting: Meeting) -> Departure | None:
    """The latest recap of this meeting; one that was taken back or refused for good is none."""
    rows = recaps_of(meeting).filter(state__in=[DepartureState.WAITING, DepartureState.SENT])
    return rows.order_by("-made_at", "-pk").first()


def recaps_of(meeting: Meeting) -> ScopedQuerySet[Departure]:
    """Every recap of this meeting, whatever became of it."""
    return Departure.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, kind=DepartureKind.RECAP)


def is_by_hand(recap: Departure) -> bool:
    """Whether only its seller says that it left: we wrote no letter, so it has no identity."""
    return not recap.message_id
