"""The working days of each customer: zone, public holidays, and the absences they stated (METHOD, Times; DESIGN 6)."""

from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef

from foothold.connectors.calendar.public_holidays import public_holidays
from foothold.core.calendar_days import Absence, BusinessDays
from foothold.core.relations import Relation
from foothold.records.conversations import our_notes
from foothold.records.models import Account, Judgement, Workspace
from foothold.records.signs import LOOKED_BACK
from foothold.records.time_zones import known_zones, zone_named

LONGEST_AWAY = timedelta(days=366)
"""Who says to be away for longer has left, or was misread: no clock stops for that [C]."""


class Calendars:
    """The working days of each account of a workspace, and our own. Read when first asked, in three queries at most,
    in two where `workspace` is its row and not its key.

    Where neither an account's zone nor its country is known, ours are assumed; where its zone alone is, only weekends
    are left out. Good for days from `since` on (LOOKED_BACK before `now` without it), up to the year after `now`, both
    aware. An absence counts from its first day on, which is never before it was stated: days before are the same
    whenever they are asked.
    """

    def __init__(self, workspace: Any, now: datetime, *, since: datetime | None = None) -> None:
        self._workspace_id, self._row = getattr(workspace, "pk", workspace), workspace
        self._since = since or now - LOOKED_BACK
        self._years = tuple(range(max(self._since.year - 1, 1), min(now.year + 2, date.max.year + 1)))
        self._made: dict[tuple[str, str], BusinessDays] = {}
        self._of: dict[UUID, BusinessDays] = {}

    @property
    def zone(self) -> ZoneInfo:
        """The workspace's own."""
        return zone_named(self._own[0])

    @property
    def ours(self) -> BusinessDays:
        """The working days of the workspace itself."""
        return self._days("", "")

    def of(self, account: UUID | None) -> BusinessDays:
        """The account's days, without those on which its people said to be away; ours for None."""
        if account is None:
            return self.ours
        if account not in self._of:
            plain = self._days(*self._told.get(account, ("", "")))
            away = self._away.get(account, ())
            self._of[account] = BusinessDays(plain.zone, plain.holidays, tuple(away)) if away else plain
        return self._of[account]

    def _days(self, tz: str, country: str) -> BusinessDays:
        key = (tz, country or ("" if tz else self._own[1]))
        if key not in self._made:
            zone = ZoneInfo(tz) if tz in known_zones() else self.zone
            self._made[key] = BusinessDays(zone, public_holidays(key[1], self._years))
        return self._made[key]

    @cached_property
    def _own(self) -> tuple[str, str]:
        if isinstance(self._row, Workspace):
            return self._row.tz, self._row.country
        return Workspace.objects.values_list("tz", "country").get(pk=self._workspace_id)

    @cached_property
    def _told(self) -> dict[UUID, tuple[str, str]]:
        told = Account.objects.in_workspace(self._workspace_id).exclude(tz="", country="").order_by()
        return {key: (tz, country) for key, tz, country in told.values_list("pk", "tz", "country")}

    @cached_property
    def _away(self) -> dict[UUID, list[Absence]]:
        """Those that the last readings of their meetings found in the customer's own words."""
        read = Judgement.objects.in_workspace(self._workspace_id)
        later = read.filter(meeting=OuterRef("meeting"), version__gt=OuterRef("version"))
        told = read.filter(
            ~Exists(later),
            ~Exists(our_notes(self._workspace_id).filter(meeting=OuterRef("meeting"))),
            away_until__gt=self._since.date().isoformat(),
            meeting__relation=Relation.CUSTOMER.value,
            meeting__account__isnull=False,
        )
        found: dict[UUID, list[Absence]] = {}
        rows = told.order_by("meeting__held_at", "pk").values_list("meeting__account_id", "away_from", "away_until")
        for account, first, until in rows:
            away = _absence(first, until)
            if away is not None and away.back_on - away.first <= LONGEST_AWAY:
                found.setdefault(account, []).append(away)
        return found


def our_days(workspace: Workspace, day: date) -> BusinessDays:
    """Our own working days, good for two years around `day`: those a review of all customers is counted back by."""
    years = range(max(day.year - 2, 1), min(day.year + 2, date.max.year) + 1)
    return BusinessDays(zone_named(workspace.tz), public_holidays(workspace.country, years))


def _absence(first: str | None, until: str | None) -> Absence | None:
    try:
        return Absence(date.fromisoformat((first or "")[:10]), date.fromisoformat((until or "")[:10]))
    except ValueError:
        return None
