"""Whose deals stand on the pages of deals, who may end them, and what a seller felt (METHOD 11; UX, decision 9)."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db.models import Exists, OuterRef, Q

from foothold.core.who_may_see import Answer, What
from foothold.records.models import Meeting, Membership, Opportunity
from foothold.records.models.people import DemoState
from foothold.records.no_customers import no_customers
from foothold.records.picture import shows_demo
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import (
    NOBODYS,
    answer_about,
    is_alone,
    led_by,
    persons_in_figures,
    sees_demo,
    sellers_led_by,
)


def sellers_seen_by(seat: Membership) -> frozenset[UUID]:
    """The people whose deals this person may see: himself, whom he leads, and for an admin the demo's."""
    return frozenset({seat.user_id, *led_by(seat), *_of_demo(seat)})


def _of_demo(seat: Membership) -> list[UUID]:
    """The demo's people, as far as this person sees what they do; nobody once the demo stands aside."""
    if not sees_demo(seat) or not shows_demo(seat):
        return []
    return list(Membership.objects.in_workspace(seat.workspace_id).filter(demo=True).values_list("user_id", flat=True))


def seats_seen_by(seat: Membership) -> list[Membership]:
    """The seats whose weekly sheet and one-to-one this person may open, his own among them, by name."""
    seats = Membership.objects.in_workspace(seat.workspace_id).select_related("user", "workspace")
    listed = seats.filter(user__in=sellers_seen_by(seat), left_at=None).order_by("user__name", "pk")
    return [each for each in listed if answer_about(seat, each, What.FIGURES) is Answer.YES]


def may_see_feeling(seat: Membership, seller_id: UUID) -> bool:
    """What a seller felt is his alone until he shares it with who leads him (METHOD 6.3)."""
    return seat.user_id == seller_id or any(
        each.user_id == seller_id and each.shares_feeling for each in sellers_led_by(seat)
    )


def deals_seen_by(seat: Membership) -> ScopedQuerySet[Opportunity]:
    """The deals this person may see, open and closed."""
    return deals_of(seat, sellers_seen_by(seat))


def deals_of(seat: Membership, sellers: Collection[UUID]) -> ScopedQuerySet[Opportunity]:
    """The deals of these people: theirs by name, or by their meetings where nobody is named.

    What is nobody's is his who sits here alone. Those with somebody who is no customer are kept, and listed nowhere.
    The demo's never mix with real ones: they are there while nothing real is, neither a meeting nor a deal.
    """
    deals = Opportunity.objects.in_workspace(seat.workspace_id)
    theirs = Meeting.objects.in_workspace(seat.workspace_id).filter(opportunity=OuterRef("pk"), seller__in=sellers)
    wanted = Q(seller__in=sellers) | Q(Exists(theirs), seller__isnull=True)
    if seat.user_id in sellers and is_alone(seat):
        wanted |= NOBODYS
    deals = deals.filter(wanted).exclude(account__in=no_customers(seat.workspace_id).values("pk"))
    if seat.workspace.demo != DemoState.PRESENT:
        return deals
    return deals.filter(demo=shows_demo(seat))


def deals_of_his_day(seat: Membership) -> ScopedQuerySet[Opportunity]:
    """His own deals, whatever his role; for an admin the demo's, which are nobody's."""
    return deals_of(seat, {seat.user_id, *_of_demo(seat)})


def deals_in_figures(seat: Membership, *, whole_team: bool) -> ScopedQuerySet[Opportunity]:
    """The deals his figures are counted on: his own, with `whole_team` those of the persons in its tables too."""
    persons = persons_in_figures(seat) if whole_team else [seat.user_id]
    return deals_of(seat, {*persons, *(_of_demo(seat) if whole_team else ())})


def sellers_of(seat: Membership, deals: Iterable[Opportunity]) -> set[UUID]:
    """Whose deals these are: who is told to be the seller, else who met them. Of those a look at the deals is kept."""
    listed = list(deals)
    sellers = {each.seller_id for each in listed if each.seller_id is not None}
    nobodys = [each.pk for each in listed if each.seller_id is None]
    if nobodys:
        met = Meeting.objects.in_workspace(seat.workspace_id).filter(opportunity__in=nobodys).order_by()
        sellers.update(met.values_list("seller_id", flat=True).distinct())
    return sellers


def may_end(seat: Membership, deal: Opportunity) -> bool:
    """Whether it is this person's to say how a deal ended: the seller chooses (METHOD 11, 2), a manager asks."""
    return not others_to_end(seat, [deal])


def others_to_end(seat: Membership, deals: Collection[Opportunity]) -> frozenset[UUID]:
    """Those of these deals that are a colleague's to end.

    A deal of which nobody is told to be the seller belongs to who met them. Where the seller, or all who met them, have
    left, whoever leads one of them may end it, and an admin; the demo's people are invented, so an admin decides for
    them. A few queries.
    """
    deals = [each for each in deals if each.seller_id != seat.user_id and not (each.demo and sees_demo(seat))]
    if not deals:
        return frozenset()
    whose: dict[UUID | None, set[UUID]] = {each.pk: {each.seller_id} for each in deals if each.seller_id}
    nobodys = [each.pk for each in deals if each.seller_id is None]
    met = Meeting.objects.in_workspace(seat.workspace_id).filter(opportunity__in=nobodys).order_by()
    for deal, seller in met.values_list("opportunity_id", "seller_id").distinct():
        whose.setdefault(deal, set()).add(seller)
    colleagues = {key: sellers for key, sellers in whose.items() if seat.user_id not in sellers}
    seats = Membership.objects.in_workspace(seat.workspace_id).filter(left_at=None)
    here = set(seats.filter(user__in=set().union(*colleagues.values())).values_list("user_id", flat=True))
    orphaned = {key for key, sellers in colleagues.items() if here.isdisjoint(sellers)}
    if orphaned and not seat.is_admin:
        led = set(led_by(seat))
        orphaned = {key for key in orphaned if not led.isdisjoint(colleagues[key])}
    return frozenset(each.pk for each in deals if each.pk in colleagues and each.pk not in orphaned)
