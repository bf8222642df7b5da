"""Which review an address asks for (UX S7)."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from foothold.core.window import DAYS
from foothold.records.models import Membership
from foothold.records.visibility import sees_team_figures

LENGTHS = (30, 90, 180)
"""Days a person may choose; METHOD 9's own are 90."""


@dataclass(frozen=True, slots=True)
class Asked:
    """Which review: of how many days, one's own or the team's."""

    days: int = DAYS
    team: bool = False

    def address(self, **more: str) -> str:
        """Of the list behind a number."""
        return self.at("review_meetings", **more)

    def at(self, page: str, **more: str) -> str:
        """Of a page of this review, by its name among the addresses."""
        query = urlencode(self.query | more)
        return f"{reverse(page)}?{query}" if query else reverse(page)

    @property
    def query(self) -> dict[str, str]:
        """What says it in an address; nothing where it is the usual."""
        said = {} if self.days == DAYS else {"days": str(self.days)}
        return said | ({"team": "1"} if self.team else {})


def asked_for(seat: Membership, sent: Any) -> Asked:
    """The review an address names; what it may not be is the usual one. The team's is a manager's to see."""
    days = sent.get("days", "")
    length = int(days) if days in {str(each) for each in LENGTHS} else DAYS
    return Asked(length, sent.get("team") == "1" and sees_team_figures(seat))


def address_of(asked: Asked) -> str:
    """Of the review itself."""
    return asked.at("review")
