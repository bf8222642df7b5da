"""Who of us a CRM's owner is: by his address or his name, where one and only one fits."""

from dataclasses import dataclass, field
from uuid import UUID

from foothold.actions.crm_words import unknown_sellers_line
from foothold.records.models import Membership


@dataclass(slots=True)
class SellersOfCrm:
    """The sellers of a workspace by address and name, in small letters. Who fits nobody is nobody's guess."""

    by_word: dict[str, set[UUID]]
    seats: int
    unnamed: int = 0
    """Deals the CRM names no owner of."""
    unknown: dict[str, int] = field(default_factory=dict)

    @classmethod
    def of(cls, seat: Membership) -> "SellersOfCrm":
        """Read the workspace's members."""
        by_word: dict[str, set[UUID]] = {}
        seats = Membership.objects.in_workspace(seat.workspace_id).filter(demo=False).select_related("user")
        for one in seats:
            for word in (one.user.name, one.user.address):
                by_word.setdefault(_folded(word), set()).add(one.user_id)
        return cls(by_word, sum(one.left_at is None for one in seats))

    def seller_of(self, owner: str) -> UUID | None:
        """The seller a CRM calls this, None for nobody or several; remembered for the report."""
        found = self.by_word.get(_folded(owner), set()) if owner else set()
        if not owner:
            self.unnamed += 1
        elif len(found) != 1:
            self.unknown[owner] = self.unknown.get(owner, 0) + 1
        return next(iter(found)) if len(found) == 1 else None

    def unknown_line(self) -> str:
        """Whose deals have no seller here, in words for a report."""
        names = sorted(self.unknown, key=lambda name: (-self.unknown[name], name))
        deals = sum(self.unknown.values()) + self.unnamed
        return unknown_sellers_line(deals, names, is_alone=self.seats == 1)


def _folded(words: str) -> str:
    return " ".join(words.casefold().split())
