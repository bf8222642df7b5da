"""A person says which address is his; what was guessed about us goes (DESIGN 6; UX 3, --me)."""

from django.db import transaction

from foothold.actions.tell_relations import add_ours
from foothold.core.mailboxes import counterpart
from foothold.records.models import Identity, Membership
from foothold.records.models.people import IdentityKind


def tell_who_we_are(seat: Membership, address: str) -> None:
    """The address is ours, and with a firm's address everybody at that firm; ValueError where it is no address.

    His firm follows from what he said and stands as a guess, to be confirmed or removed with one click.
    """
    with transaction.atomic():
        rows = Identity.objects.in_workspace(seat.workspace_id)
        rows.filter(guessed=True).delete()
        firm = counterpart(address)
        if firm and "@" not in firm:
            rows.get_or_create(
                workspace_id=seat.workspace_id, kind=IdentityKind.DOMAIN, value=firm[:254], defaults={"guessed": True}
            )
        add_ours(seat, address)
