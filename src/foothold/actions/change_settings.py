"""Change what the workspace knows about us, and how long words are kept."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F

from foothold.core.evidence import Side
from foothold.records.models import Identity, Membership, SourceConsent, SourceText, SpeakerSide, User
from foothold.records.models.meetings import Keeping, Knowing, SourceKind
from foothold.records.models.people import IdentityKind
from foothold.records.own_name import STANDS_IN

LONGEST_KEPT_DAYS = 730
LONGEST_NAME = 200


def add_identity(seat: Membership, value: str) -> Identity:
    """Add a name, an address or a domain of ours; which of them it is shows from its form.

    Raises ValueError for nothing.
    """
    value = value.strip().lstrip("@").strip()
    if not value:
        raise ValueError("Type a name, an address or a domain.")
    with transaction.atomic():
        identity, _ = Identity.objects.in_workspace(seat.workspace_id).get_or_create(
            kind=kind_of(value), value=value[:254]
        )
    return identity


def kind_of(value: str) -> IdentityKind:
    """anna@harbour.example is an address, harbour.example a domain, Anna Weber a name."""
    if "@" in value:
        return IdentityKind.ADDRESS
    return IdentityKind.DOMAIN if "." in value and " " not in value else IdentityKind.NAME


def remove_identity(identity: Identity) -> None:
    """We do not go by this any more, also where it was told in a conversation."""
    with transaction.atomic():
        told = SpeakerSide.objects.in_workspace(identity.workspace_id).filter(side=Side.OURS.value)
        told.filter(name=identity.value).delete()
        identity.delete()


def forget_side(side: SpeakerSide) -> None:
    """The next time this speaker is met, who he is is asked again."""
    with transaction.atomic():
        side.delete()


def change_knowing(seat: Membership, kind: str, answer: str, *, now: datetime) -> None:
    """Another answer for a kind of source, for the conversations to come. Raises ValueError for a strange one."""
    if kind not in SourceKind.values or answer not in Knowing.values:
        raise ValueError("not one of the answers")
    with transaction.atomic():
        SourceConsent.objects.in_workspace(seat.workspace_id).update_or_create(
            user=seat.user,
            kind=kind,
            defaults={"answer": answer, "answered_at": now},
        )


def change_kept_days(seat: Membership, days: int) -> None:
    """Keep raw text `days` (1 to 730) after it was read, also the text already here."""
    if not 1 <= days <= LONGEST_KEPT_DAYS:
        raise ValueError(f"Choose 1 to {LONGEST_KEPT_DAYS} days.")
    with transaction.atomic():
        seat.workspace.text_kept_days = days
        seat.workspace.save(update_fields=["text_kept_days"])
        SourceText.objects.in_workspace(seat.workspace_id).filter(keeping=Keeping.KEPT).update(
            expires_at=F("read_at") + timedelta(days=days)
        )


def change_name(user: User, name: str) -> None:
    """What customers are told he is called; nothing takes it back. Raises ValueError for more than 200 characters."""
    name = " ".join(name.split())
    if len(name) > LONGEST_NAME:
        raise ValueError("A name has at most 200 characters.")
    with transaction.atomic():
        user.name = name or STANDS_IN
        user.save(update_fields=["name"])


def switch_keys(user: User, *, on: bool) -> None:
    """Single-letter keys on or off (WCAG 2.1.4)."""
    with transaction.atomic():
        user.keys_on = on
        user.save(update_fields=["keys_on"])
