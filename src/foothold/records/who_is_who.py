"""What is known about sides and names before a conversation is read."""

import re
from collections.abc import Iterable, Mapping

from foothold.core.evidence import Side
from foothold.records.models import Contact, Identity, Membership, SpeakerSide
from foothold.records.scoping import ScopedQuerySet

# "Speaker 2" is somebody else in the next recording: such a name is never remembered.
_PLACEHOLDER = re.compile(
    r"(speaker|participant|person|guest|caller|voice|unknown|sprecher|teilnehmer)[ _-]*(\d+|[a-z])?", re.IGNORECASE
)
LONGEST_NAME = 200
"""Characters; a longer label is no name."""


def names_somebody(speaker: str) -> bool:
    """Whether a speaker's label is a person's name and not a recorder's placeholder."""
    return bool(speaker.strip()) and len(speaker) <= LONGEST_NAME and not _PLACEHOLDER.fullmatch(speaker.strip())


def ours(seat: Membership) -> tuple[str, ...]:
    """Our names, addresses and domains in this workspace."""
    return tuple(Identity.objects.in_workspace(seat.workspace_id).order_by("value").values_list("value", flat=True))


def remembered_sides(seat: Membership, speakers: Iterable[str]) -> dict[str, str]:
    """The sides told earlier for these speakers, by name."""
    names = [speaker for speaker in speakers if names_somebody(speaker)]
    rows = SpeakerSide.objects.in_workspace(seat.workspace_id).filter(name__in=names)
    return dict(rows.values_list("name", "side"))


def remember_sides(seat: Membership, sides: Mapping[str, str]) -> None:
    """Keep the told sides of real names for the next conversation."""
    for name, side in sides.items():
        if names_somebody(name):
            SpeakerSide.objects.in_workspace(seat.workspace_id).update_or_create(name=name, defaults={"side": side})


def told_ours(seat: Membership) -> ScopedQuerySet[SpeakerSide]:
    """The names that were told to be ours in a conversation, beside those given in Set up."""
    sides = SpeakerSide.objects.in_workspace(seat.workspace_id).filter(side=Side.OURS.value)
    return sides.exclude(name__in=ours(seat)).order_by("name")


def known_account(seat: Membership, speakers: Iterable[str]) -> str:
    """The account at which one of these speakers was met before, else empty. The demo's people are nobody's."""
    names = [speaker for speaker in speakers if names_somebody(speaker)]
    contact = (
        Contact.objects.in_workspace(seat.workspace_id)
        .filter(name__in=names, account__isnull=False, demo=False, account__demo=False)
        .select_related("account")
        .order_by("-created_at")
        .first()
    )
    return contact.account.name if contact and contact.account else ""
