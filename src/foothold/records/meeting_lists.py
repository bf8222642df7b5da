"""Lists of meetings with customers, each as few cheap queries as it can be (UX 2, 7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Q

from foothold.core.relations import Relation
from foothold.records.models import Correction, Judgement, Meeting, Membership, SourceText
from foothold.records.models.meetings import STANDS, Visibility
from foothold.records.picture import on_lists
from foothold.records.scoping import ScopedQuerySet
from foothold.records.standing import is_running
from foothold.records.visibility import sees_demo

PAST = 25
AHEAD = 5
"""Meetings beside every page; the others are on the page of all meetings."""
PAGE = 50
SHARED = 500
"""Texts of colleagues that lists look at; more are found by their customer's page."""
VERDICT_CLAIMS = ("verdict", "next_step")
"""The claims that carry the verdict: who says "Not right" to one says it of the whole meeting."""
LISTED = (
    *("workspace", "title", "held_at", "ends_at", "all_day", "medium", "entry", "state", "next_set", "status"),
    *("untold", "sequence", "noted_at", "answer", "answer_level", "organized_by", "we_accepted", "we_declined"),
    *("absent", "absent_told_at"),
    *("seller__name", "account__name"),
)
"""What a line of a list is made of: lists stand beside every page, and all the columns of three tables cost more to
ask for than the rows."""


@dataclass(frozen=True, slots=True)
class Near:
    """The next few meetings, soonest first, those that run, and the last ones, newest first."""

    ahead: tuple[Meeting, ...]
    running: tuple[Meeting, ...]
    past: tuple[Meeting, ...]

    def __bool__(self) -> bool:
        return bool(self.ahead or self.running or self.past)


def near_meetings(seat: Membership, *, now: datetime) -> Near:
    """The customer meetings this person may see that are nearest to now, those that stand."""
    shared, stand = _shared_keys(seat), STANDS & on_lists(seat)
    ahead = _first(seat, stand & Q(held_at__gt=now), ("held_at", "pk"), AHEAD, shared=shared)
    begun = _first(seat, stand & Q(held_at__lte=now), ("-held_at", "-pk"), PAST, shared=shared, not_right=True)
    running, past = running_apart(begun, now)
    return Near(ahead=tuple(ahead), running=running, past=past)


def running_apart(begun: Iterable[Meeting], now: datetime) -> tuple[tuple[Meeting, ...], tuple[Meeting, ...]]:
    """Those of the begun that still run, and the others, each in their order: what runs is neither past nor to come."""
    listed = list(begun)
    running = tuple(each for each in listed if is_running(each, now))
    keys = {each.pk for each in running}
    return running, tuple(each for each in listed if each.pk not in keys)


def meetings_so_far(seat: Membership, *, now: datetime, older_than: Meeting | None = None) -> list[Meeting]:
    """A page of meetings that have begun, newest first, whatever has become of them; one more than a page where
    there are older ones."""
    begun = on_lists(seat) & Q(held_at__lte=now)
    if older_than is not None:
        # Many begin at the same moment: the key says which of them were shown.
        at, key = older_than.held_at, older_than.pk
        begun &= Q(held_at__lte=at) & ~Q(held_at=at, pk__gte=key)
    return _first(seat, begun, ("-held_at", "-pk"), PAGE + 1, not_right=True)


def meetings_to_come(
    seat: Membership, *, now: datetime, later_than: Meeting | None = None, many: int = PAGE
) -> list[Meeting]:
    """The next meetings, soonest first, whatever has become of them; one more than `many` where there are later."""
    to_come = on_lists(seat) & Q(held_at__gt=now)
    if later_than is not None:
        at, key = later_than.held_at, later_than.pk
        to_come &= Q(held_at__gte=at) & ~Q(held_at=at, pk__lte=key)
    return _first(seat, to_come, ("held_at", "pk"), many + 1)


def first_seen(
    seat: Membership, condition: Q, order: tuple[str, str], many: int, *, shared: list[UUID] | None = None
) -> list[ScopedQuerySet[Meeting]]:
    """The customer meetings of this person's day, as queries that each follow an index; none is in two of them.

    "His own or a shared one" in one query would go through the whole workspace for every page. `shared` are the
    shared ones, where they were asked for already.
    """
    meetings = Meeting.objects.in_workspace(seat.workspace_id).filter(relation=Relation.CUSTOMER.value)
    own = meetings.filter(seller_id=seat.user_id).filter(condition).order_by(*order)[:many]
    keys = _shared_keys(seat) if shared is None else shared
    found = [own]
    if keys:
        found.append(meetings.filter(pk__in=keys).filter(condition).order_by(*order)[:many])
    if sees_demo(seat):
        invented = meetings.filter(demo=True).exclude(seller_id=seat.user_id).exclude(pk__in=keys)
        found.append(invented.filter(condition).order_by(*order)[:many])
    return found


def _shared_keys(seat: Membership) -> list[UUID]:
    shared = SourceText.objects.in_workspace(seat.workspace_id).filter(visibility=Visibility.SHARED)
    of_others = shared.exclude(meeting__seller_id=seat.user_id).order_by("-read_at")
    return list(of_others.values_list("meeting_id", flat=True)[:SHARED])


def _first(
    seat: Membership,
    condition: Q,
    order: tuple[str, str],
    many: int,
    *,
    shared: list[UUID] | None = None,
    not_right: bool = False,
) -> list[Meeting]:
    found: list[Meeting] = []
    for query in first_seen(seat, condition, order, many, shared=shared):
        found += query.select_related("seller", "account").only(*LISTED)
    found.sort(key=lambda each: (each.held_at, each.pk), reverse=order[0].startswith("-"))
    shown = found[:many]
    if not_right:
        doubted = _said_not_right(seat, shown)
        for each in shown:
            each.not_right = each.pk in doubted
    return shown


def _said_not_right(seat: Membership, meetings: list[Meeting]) -> set[UUID]:
    """Those of whose latest verdict this person says that it is not right."""
    keys = [each.pk for each in meetings]
    said = Correction.objects.in_workspace(seat.workspace_id).filter(user=seat.user_id, claim__in=VERDICT_CLAIMS)
    pairs = set(said.filter(meeting__in=keys).values_list("meeting_id", "judgement_id"))
    if not pairs:
        return set()
    judgements = Judgement.objects.in_workspace(seat.workspace_id).filter(meeting__in={meeting for meeting, _ in pairs})
    latest = dict(judgements.order_by("version").values_list("meeting_id", "pk"))
    return {meeting for meeting, judgement in pairs if latest.get(meeting) == judgement}
