"""Who is who: ours by name, address or domain; never a silent guess (DESIGN 5, METHOD 3).

Every side comes with its reason in words. A speaker whose side nothing tells stays unknown, and the
reading then needs `sides`: one question to the person, not an assumption.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from foothold.core.conversation import Conversation
from foothold.core.evidence import Side

_OUR_LABELS = frozenset(
    "s seller sales salesperson rep ae us we me you ours vendor agent sdr verkauf verkäufer wir ich".split()
) | {"sales rep", "account executive", "account manager", "our side"}
_THEIR_LABELS = frozenset("c customer client buyer prospect lead purchaser them kunde kundin".split()) | {"their side"}
_LABEL_NUMBER = re.compile(r"\s*\(?#?\d{1,2}\)?$")
_NAME_PART = re.compile(r"[^\W_]+")


_PRONOUNS = frozenset("you we us me i wir ich".split())


def name_in(label: str | None) -> str | None:
    """A label as the name of somebody; None for "You" and the like: they name whoever made the source.

    >>> name_in("You"), name_in("Petra Lang")
    (None, 'Petra Lang')
    """
    return None if label is None or label.strip().lower() in _PRONOUNS else label


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker and the side he is on, with the reason in words for a person to check."""

    name: str | None
    side: Side
    because: str


@dataclass(frozen=True, slots=True)
class Ours:
    """Who we are: names, addresses and domains, as given by the person or remembered by the workspace."""

    names: tuple[frozenset[str], ...]
    addresses: frozenset[str]
    domains: frozenset[str]

    @classmethod
    def of(cls, given: Iterable[str]) -> "Ours":
        names, addresses, domains = [], set(), set()
        for one in (g.strip() for g in given):
            low = one.lower()
            if "@" in low.strip("@"):
                addresses.add(low)
            elif low.startswith("@") or (" " not in low and "." in low.strip(".")):
                domains.add(low.lstrip("@"))
            elif parts := name_parts(one):
                names.append(parts)
        return cls(tuple(names), frozenset(addresses), frozenset(domains))

    def __bool__(self) -> bool:
        return bool(self.names or self.addresses or self.domains)

    def why(self, name: str | None, address: str | None) -> str | None:
        """The reason why this speaker is ours, None where nothing says so."""
        for candidate in filter(None, (address, name)):
            low = candidate.lower()
            if low in self.addresses:
                return f"{low} is ours"
            if "@" in low and any(_within(low.rpartition("@")[2], domain) for domain in self.domains):
                return f"{low.rpartition('@')[2]} is our domain"
        parts = name_parts(name or "")
        if parts and any(ours <= parts or (len(parts) == 1 and parts <= ours) for ours in self.names):
            return f"{name} is named as ours"
        return None

    def is_exactly(self, name: str | None) -> bool:
        """Whether the whole name is one of ours, not only a part of it."""
        return name_parts(name or "") in self.names


def name_parts(name: str) -> frozenset[str]:
    """The words of a name, without order, case and punctuation: "Lang, Petra" is "Petra Lang"."""
    bare = re.sub(r"\([^)]{0,80}\)|\[[^\]]{0,80}\]|<[^>]{0,80}>", " ", name)
    return frozenset(part.lower() for part in _NAME_PART.findall(bare))


def who_is_who(
    conversation: Conversation, ours: Iterable[str] = (), told: Mapping[str, Side] | None = None
) -> list[Speaker]:
    """The speakers in the order of their first words, each with a side and the reason for it.

    `ours` are names, addresses and domains of our side; `told` are sides a person gave, by name.
    Notes without speakers count as our own words once we know who we are, and as unknown before.
    """
    we = Ours.of(ours)
    first_seen: dict[str | None, str | None] = {}
    for turn in conversation.turns:
        first_seen.setdefault(turn.speaker, turn.address)
    by_name = {name.strip().lower(): side for name, side in (told or {}).items()}
    ours_found = [name for name, address in first_seen.items() if we.why(name, address)]
    # "Anna" may be Anna Weber or Anna Novak: where two fit, only a whole name tells.
    doubtful = {name for name in ours_found if len(ours_found) > len(we.names) and not we.is_exactly(name)}
    return [
        Speaker(name, Side.UNKNOWN, "the name of ours fits more than one")
        if name in doubtful and not first_seen[name] and (name or "").strip().lower() not in by_name
        else _placed(name, address, we, by_name, conversation, bool(ours_found))
        for name, address in first_seen.items()
    ]


def side_of(name: str | None, address: str | None, ours: Iterable[str], speakers: Iterable[Speaker]) -> Side:
    """The side of somebody who is only quoted: as ours tell, as a speaker of that name, else unknown."""
    we = Ours.of(ours)
    if we.why(name, address):
        return Side.OURS
    same = next((s.side for s in speakers if s.name and name and name_parts(s.name) == name_parts(name)), None)
    if same is not None:
        return same
    return Side.CUSTOMER if we and (name or address) else Side.UNKNOWN


def _placed(
    name: str | None,
    address: str | None,
    we: Ours,
    told: dict[str, Side],
    conversation: Conversation,
    we_are_found: bool,
) -> Speaker:
    side = told.get((name or "").strip().lower())
    if side is not None:
        return Speaker(name, side, "you said so")
    if because := we.why(name, address):
        return Speaker(name, Side.OURS, because)
    label = "" if address else _LABEL_NUMBER.sub("", (name or "").strip().lower())
    if label in _OUR_LABELS:
        return Speaker(name, Side.OURS, f'the label "{name}" says so')
    if label in _THEIR_LABELS:
        return Speaker(name, Side.CUSTOMER, f'the label "{name}" says so')
    if name is None:
        if we and not conversation.spoken:
            return Speaker(None, Side.OURS, "notes without speakers are their writer's words")
        return Speaker(None, Side.UNKNOWN, "no speaker is named")
    if we_are_found or (we and address):
        return Speaker(name, Side.CUSTOMER, "not among ours")
    # Somebody of ours is given but not found here: then a name alone tells nothing about its side.
    return Speaker(name, Side.UNKNOWN, "nothing says which side")


def _within(domain: str, ours: str) -> bool:
    return domain == ours or domain.endswith("." + ours)
