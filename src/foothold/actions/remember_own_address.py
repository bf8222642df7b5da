"""An address of our own, and the firm it stands for: colleagues are ours, and nobody's customer (DESIGN 6)."""

from foothold.core.mailboxes import counterpart, is_personal
from foothold.records.models import Counterpart, Identity, Membership
from foothold.records.models.people import IdentityKind


def remember_own_address(seat: Membership, address: str) -> None:
    """Keep it as ours, and its firm's domain as our guess, unless a person said what that firm is.

    In the caller's transaction; who was met before is settled again by the next reading.
    """
    ours = Identity.objects.in_workspace(seat.workspace_id)
    ours.get_or_create(workspace_id=seat.workspace_id, kind=IdentityKind.ADDRESS, value=address)
    domain = counterpart(address)
    told = Counterpart.objects.in_workspace(seat.workspace_id).filter(value=domain, told=True).exists()
    if domain and not is_personal(address) and not told:
        ours.get_or_create(
            workspace_id=seat.workspace_id, kind=IdentityKind.DOMAIN, value=domain, defaults={"guessed": True}
        )
