"""Whose what this seat may see: the one place that answers it (core.who_may_see; METHOD 11; UX, decision 9).

Everyday lists, the search and what lies beside every page hold one's own and what colleagues shared. What a manager
sees of those he leads is on pages of its own, and each look is kept (`actions.look_at`).
"""

from collections.abc import Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from foothold.core.who_may_see import Answer, Standpoint, What, are_figures_shown, findings_alone, may_see
from foothold.records.models import (
    Feeling,
    FigureConsent,
    Meeting,
    Membership,
    Opportunity,
    SourceText,
    TeamLead,
    TeamScreens,
)
from foothold.records.models.meetings import Keeping, Visibility
from foothold.records.models.people import LEADS, DemoState
from foothold.records.scoping import ScopedQuerySet


def meetings_held_by(seat: Membership) -> ScopedQuerySet[Meeting]:
    """The person's own meetings: the only ones he may change, share or delete."""
    return Meeting.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)


def meetings_of_his_day(seat: Membership) -> ScopedQuerySet[Meeting]:
    """His own meetings and the shared ones, whatever his role; for an admin the demo's, which are nobody's."""
    return Meeting.objects.in_workspace(seat.workspace_id).filter(_his_day(seat))


def meetings_seen_by(seat: Membership) -> ScopedQuerySet[Meeting]:
    """The meetings whose findings this person may see: those of his day, of the sellers he leads, and what who left
    held of deals that are his now.

    Who shows a meeting of those he leads keeps the look: `actions.look_at`. Who shows one that was handed over leaves
    out its words: `documents_seen_by`.
    """
    seen = _his_day(seat) | Q(seller__in=led_by(seat)) | _handed_over(seat)
    return Meeting.objects.in_workspace(seat.workspace_id).filter(seen)


def without_words(seat: Membership, meetings: Iterable[UUID]) -> set[UUID]:
    """Of these meetings those this person sees by handing over alone: their findings, and none of their sentences."""
    rows = Meeting.objects.in_workspace(seat.workspace_id)
    handed = rows.filter(_handed_over(seat), pk__in=list(meetings))
    full = rows.filter(_his_day(seat) | Q(seller__in=led_by(seat)))
    return set(handed.exclude(pk__in=full.values("pk")).values_list("pk", flat=True))


def documents_seen_by(seat: Membership, documents: Mapping[UUID, Mapping[str, Any]]) -> dict[UUID, Mapping[str, Any]]:
    """Verdicts by meeting as this person may see them: of what was only handed over to him without its words."""
    bare = without_words(seat, documents)
    return {key: findings_alone(each) if key in bare else each for key, each in documents.items()}


def meetings_of_team(seat: Membership) -> ScopedQuerySet[Meeting]:
    """What the figures of his team are counted on: his own meetings and those of the sellers in its tables; of the
    demo everybody's, for an admin. What others merely shared is no figure of his team."""
    counted = Q(seller__in=persons_in_figures(seat))
    if sees_demo(seat):
        counted |= Q(demo=True)
    return Meeting.objects.in_workspace(seat.workspace_id).filter(counted)


def persons_in_figures(seat: Membership) -> list[UUID]:
    """Himself and, as far as their figures may be shown, the sellers he leads."""
    return sorted({seat.user_id, *(each.user_id for each in sellers_in_tables(seat))})


NOBODYS: Q = Q(seller__isnull=True, demo=False) & ~Q(
    Exists(
        Meeting.objects.across_workspaces(because="a deal's meetings are of its own workspace").filter(
            opportunity=OuterRef("pk")
        )
    )
)
"""Deals nobody is told to be the seller of, and nobody met: a CRM named an owner who is not here."""


def is_alone(seat: Membership) -> bool:
    """Whether nobody else sits in the workspace: then what is nobody's is his."""
    seats = Membership.objects.in_workspace(seat.workspace_id).filter(demo=False, left_at=None)
    return not seats.exclude(pk=seat.pk).exists()


def deals_of_nobody(seat: Membership) -> ScopedQuerySet[Opportunity]:
    """The open deals that are nobody's yet, or whom only leavers met, for an admin to give to a person; none where one
    sits here alone."""
    deals = Opportunity.objects.in_workspace(seat.workspace_id)
    if not seat.is_admin or is_alone(seat):
        return deals.none()
    here = Membership.objects.in_workspace(seat.workspace_id).filter(left_at=None).values("user_id")
    met = Meeting.objects.in_workspace(seat.workspace_id).filter(opportunity=OuterRef("pk"), seller__in=here)
    return deals.filter(~Q(Exists(met)), seller__isnull=True, demo=False, closure="")


def words_seen_by(seat: Membership) -> ScopedQuerySet[SourceText]:
    """The kept texts this person may read: his own and the shared ones, whatever his role."""
    texts = SourceText.objects.in_workspace(seat.workspace_id).filter(keeping=Keeping.KEPT)
    return texts.filter(meeting__seller_id=seat.user_id) | texts.filter(visibility=Visibility.SHARED)


def feelings_seen_by(seat: Membership) -> ScopedQuerySet[Feeling]:
    """What was felt, as far as it is his own or a seller he leads shares it (METHOD 6.3)."""
    sharing = [each.user_id for each in sellers_led_by(seat) if each.shares_feeling]
    rows = Feeling.objects.in_workspace(seat.workspace_id)
    return rows.filter(Q(user_id=seat.user_id) | Q(user__in=sharing))


def are_team_screens_on(workspace_id: UUID) -> bool:
    """Whether managers may look at all. Off until an admin switches them on, with a note."""
    return TeamScreens.objects.in_workspace(workspace_id).filter(off_at=None).exists()


def sellers_led_by(seat: Membership) -> list[Membership]:
    """The seats this person may look at: of the teams he leads, by name; nobody while the screens are off."""
    return sellers_in_his_teams(seat) if seat.role in LEADS and are_team_screens_on(seat.workspace_id) else []


def sellers_in_his_teams(seat: Membership) -> list[Membership]:
    """Those who are here of the teams he leads, by name, whether he may look at them or not: figures are not counted of
    who left."""
    if seat.role not in LEADS:
        return []
    return list(_in_his_teams(seat).filter(left_at=None).select_related("user").order_by("user__name", "pk"))


def led_by(seat: Membership) -> list[UUID]:
    """The persons whose findings this seat may see: those, and who has left one of these teams."""
    if seat.role not in LEADS or not are_team_screens_on(seat.workspace_id):
        return []
    return list(_in_his_teams(seat).values_list("user_id", flat=True))


def sellers_in_tables(seat: Membership) -> list[Membership]:
    """The seats a table of one line a seller may hold, or a figure over them: all he leads, or nobody.

    Never some: who is missing could be told by taking away.
    """
    led = sellers_led_by(seat)
    consenting = len(_consenting(seat.workspace_id, led)) if led else 0
    return led if are_figures_shown(len(led), consenting) else []


def sees_team_figures(seat: Membership) -> bool:
    """Whether the figures of his team as a whole may be shown to him; the demo's to an admin."""
    return bool(sellers_in_tables(seat)) or sees_demo(seat)


def awaits_consent(seat: Membership) -> bool:
    """Whether figures of those he leads are kept back until each of them agrees: they are too few. Who has not agreed
    is not told."""
    return bool(sellers_led_by(seat)) and not sellers_in_tables(seat)


def answer_about(seat: Membership, whom: Membership, what: What) -> Answer:
    """Whether this seat may see that of the other one, and if not, why. Both sit in one workspace."""
    if whom.workspace_id != seat.workspace_id:
        return Answer.NOT_LED
    if whom.demo and sees_demo(seat):
        return Answer.YES
    led = sellers_in_his_teams(seat)
    at = Standpoint(
        is_own=whom.pk == seat.pk,
        leads=whom.pk in {each.pk for each in led},
        is_enabled=are_team_screens_on(seat.workspace_id),
        sellers=len(led),
        consenting=len(_consenting(seat.workspace_id, led) & {whom.user_id}),
        asks_of_one=True,
        is_shared=what is What.FEELING and whom.shares_feeling,
    )
    return may_see(what, at)


def sees_demo(seat: Membership) -> bool:
    """The demo's people are invented: an admin sees what they do, as in a team of his own."""
    return seat.is_admin and seat.workspace.demo == DemoState.PRESENT


def _his_day(seat: Membership) -> Q:
    shared = SourceText.objects.in_workspace(seat.workspace_id).filter(visibility=Visibility.SHARED)
    seen = Q(seller_id=seat.user_id) | Q(pk__in=shared.values("meeting_id"))
    return seen | Q(demo=True) if sees_demo(seat) else seen


def _handed_over(seat: Membership) -> Q:
    """Meetings of a seller who has left, of deals that are this person's now."""
    left = Membership.objects.in_workspace(seat.workspace_id).exclude(left_at=None).values("user_id")
    return Q(opportunity__seller=seat.user_id, seller__in=left)


def _in_his_teams(seat: Membership) -> ScopedQuerySet[Membership]:
    teams = TeamLead.objects.in_workspace(seat.workspace_id).filter(seat=seat).values("team_id")
    seats = Membership.objects.in_workspace(seat.workspace_id).filter(team__in=teams, demo=False)
    return seats.exclude(pk=seat.pk)


def _consenting(workspace_id: UUID, seats: Iterable[Membership]) -> set[UUID]:
    rows = FigureConsent.objects.in_workspace(workspace_id).filter(withdrawn_at=None)
    return set(rows.filter(user__in=[each.user_id for each in seats]).values_list("user_id", flat=True))
