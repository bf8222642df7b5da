"""What a customer is told the seller is called: never the word that stands in where nobody said (personal mode)."""

from typing import Any

from foothold.records.models import Attendee, Identity, User
from foothold.records.models.people import IdentityKind

STANDS_IN = "You"
"""What a personal desk calls its owner until somebody says his name."""


def own_name(user: User, workspace_id: Any, address: str = "") -> str:
    """His name as he gave it, else as he told it to us, else as his calendar has it; empty where none is known."""
    if user.name and user.name != STANDS_IN:
        return user.name
    told = Identity.objects.in_workspace(workspace_id).filter(kind=IdentityKind.NAME, demo=False, guessed=False)
    name = told.order_by("value").values_list("value", flat=True).first()
    if name:
        return name
    named = Attendee.objects.in_workspace(workspace_id).filter(address=address).exclude(name="") if address else None
    found = named.order_by("-meeting__held_at").values_list("name", flat=True).first() if named is not None else ""
    return found or ""
