"""Which notes a person wants, and whether a workspace asks its customers after a meeting (UX 4; METHOD 9)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from foothold.core.reminders import NoteKind
from foothold.records.models import Membership, NoteChoice
from foothold.records.models.people import ADMINS

ENTRY = "entry"
"""The five minutes before the end, as an entry in the connected calendar."""
SURVEY = "survey"
"""One question to the customer after a meeting. Its row is an admin's and speaks for the whole workspace."""
DEFAULTS: Mapping[str, bool] = MappingProxyType({**dict.fromkeys(map(str, NoteKind), True), ENTRY: True, SURVEY: False})
"""What holds where nobody chose."""


def chosen(seat: Membership) -> dict[str, bool]:
    """Every kind, on or off for this person; the survey as an admin left it."""
    own = NoteChoice.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id).exclude(kind=SURVEY)
    return {**DEFAULTS, **dict(own.values_list("kind", "on")), SURVEY: asks_customers(seat.workspace_id)}


def asks_customers(workspace_id: Any) -> bool:
    """Whether an admin has switched the question to customers on."""
    owners = Membership.objects.in_workspace(workspace_id).filter(role__in=ADMINS, left_at=None).values("user_id")
    rows = NoteChoice.objects.in_workspace(workspace_id).filter(kind=SURVEY, user_id__in=owners)
    return rows.filter(on=True).exists() and not rows.filter(on=False).exists()
