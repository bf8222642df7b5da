"""Whom a person's calendars name, and what is known of them: the rows behind "who is who" (DESIGN 6)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from foothold.core.account_names import account_name
from foothold.core.evidence import Side
from foothold.records.models import Attendee, Counterpart, Identity, Meeting, Membership
from foothold.records.models.meetings import TAKES_PLACE
from foothold.records.models.people import IdentityKind
from foothold.records.picture import on_lists, shows_demo
from foothold.records.scoping import ScopedQuerySet
from foothold.records.visibility import meetings_held_by


@dataclass(frozen=True, slots=True)
class Met:
    """A counterpart this person has met: in how many meetings held, as Customers counts them, how many people, when
    last (None: not yet)."""

    counterpart: Counterpart
    meetings: int
    people: int
    last_met_at: datetime | None
    name: str

    @property
    def is_person(self) -> bool:
        return "@" in self.counterpart.value


def knows_who_we_are(seat: Membership) -> bool:
    """Whether an address, a domain or a name of ours is known, told or guessed: else nobody's yes counts."""
    return Identity.objects.in_workspace(seat.workspace_id).filter(demo=shows_demo(seat)).exists()


def lacks_who_we_are(seat: Membership) -> bool:
    """Whether that is not known, and calendars name people among whom we must be."""
    return not knows_who_we_are(seat) and meetings_held_by(seat).filter(people_known=True, demo=False).exists()


def counterparts_met(seat: Membership, *, now: datetime, values: Iterable[str] | None = None) -> list[Met]:
    """Everybody this person's own calendars name who is not ours, those with most meetings first."""
    own = meetings_held_by(seat).filter(on_lists(seat))
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting__in=own.order_by().values("pk"))
    people = people.exclude(counterpart="").exclude(side=Side.OURS.value)
    if values is not None:
        people = people.filter(counterpart__in=list(values))
    begun = own.filter(TAKES_PLACE, held_at__lte=now).order_by().values("pk")
    held = Q(meeting__in=begun)
    seen = (
        people.order_by()
        .values("counterpart")
        .annotate(
            meetings=Count("meeting", distinct=True, filter=held),
            people=Count("address", distinct=True),
            last=Max("meeting__held_at", filter=held),
            name=Max("name"),
        )
        .order_by("-meetings", "counterpart")
    )
    rows = _counterparts(seat)
    return [_met(row, rows[row["counterpart"]]) for row in seen if row["counterpart"] in rows]


def _met(row: Mapping[str, Any], counterpart: Counterpart) -> Met:
    return Met(counterpart, row["meetings"], row["people"], row["last"], _name(counterpart, row["name"]))


def _name(counterpart: Counterpart, person: str) -> str:
    if counterpart.account is not None:
        return counterpart.account.name
    return (person if "@" in counterpart.value else "") or account_name(counterpart.value) or counterpart.value


def _counterparts(seat: Membership) -> dict[str, Counterpart]:
    rows = Counterpart.objects.in_workspace(seat.workspace_id).select_related("account")
    return {row.value: row for row in rows}


def counterpart_met(seat: Membership, pk: Any, *, now: datetime) -> Met | None:
    """One of them; None where this person has met nobody of it."""
    counterpart = Counterpart.objects.in_workspace(seat.workspace_id).filter(pk=pk).first()
    found = counterparts_met(seat, now=now, values=[counterpart.value]) if counterpart else []
    return found[0] if found else None


def our_identities(seat: Membership) -> ScopedQuerySet[Identity]:
    """Our addresses and domains, guessed ones first."""
    identities = Identity.objects.in_workspace(seat.workspace_id).exclude(kind=IdentityKind.NAME)
    return identities.filter(demo=False).order_by("-guessed", "kind", "value")


def without_people(seat: Membership) -> ScopedQuerySet[Meeting]:
    """The person's own meetings in which the calendar names nobody; of private ones nobody is asked."""
    own = meetings_held_by(seat).filter(on_lists(seat), entry__isnull=False)
    return own.filter(people_known=False).exclude(title=_("Private"))


def doubtful_deals(seat: Membership) -> ScopedQuerySet[Meeting]:
    """Meetings of which it is not sure whether they belong to the account's deal before, newest first."""
    own = meetings_held_by(seat).filter(on_lists(seat))
    doubtful = own.filter(opportunity_doubtful=True, opportunity_told=False, account__isnull=False)
    return doubtful.select_related("account").order_by("-held_at", "pk")
