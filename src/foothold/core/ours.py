"""Whose calendar this is, proposed from who stands in it (DESIGN 6, who is who). People confirm."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from foothold.core.mailboxes import counterpart, is_machine, is_shared_mailbox, mailbox

FEWEST = 3
"""Entries with people in them, below which nobody is taken for the owner [C: one series can be anybody's]."""
IN_MOST = 0.6
"""Share of the entries the owner is named in at least [C: invited through a list, he is not named himself]."""
IN_NEARLY_ALL = 0.8
"""Share of the entries below which he is proposed and never taken for granted [C]."""
CLEARLY = 0.1
"""Share of the entries, two at least, by which he is ahead of the next one before nothing is asked [C]."""
CLOSE = 0.5
"""Share of the entries from which somebody is worth comparing with the owner [C]."""
SMALL = 12
"""People in an entry that may tell who belongs together; a larger one is an audience [C]."""


@dataclass(frozen=True, slots=True)
class SeenEntry:
    """The addresses of one calendar entry; `organizer` is empty where none is named."""

    organizer: str
    attendees: tuple[str, ...] = ()


class OursBecause(StrEnum):
    """Why an owner is proposed, or none."""

    CALENDAR_NAME = "calendar_name"
    IN_MOST = "in_most"
    ORGANIZES_MOST = "organizes_most"
    NOBODY_NAMED = "nobody_named"
    TOO_FEW = "too_few"
    NOBODY_IN_MOST = "nobody_in_most"
    TWO_CLOSE = "two_close"


@dataclass(frozen=True, slots=True)
class Ours:
    """Who we are, as a calendar suggests it.

    `owner` is a mailbox, empty where it is not clear; `addresses` are his mailboxes, the owner's
    first; `domains` are those all of whose people are ours. Where `sure` is False everything here
    is to be confirmed, and `candidates` are the mailboxes to ask about, the likeliest first.
    """

    owner: str
    addresses: tuple[str, ...]
    domains: tuple[str, ...]
    because: OursBecause
    sure: bool
    candidates: tuple[str, ...] = ()


def propose_ours(seen: Sequence[SeenEntry], calendar_name: str = "") -> Ours:
    """Return whose calendar it is: the address it is named by, else the one that nearly every entry holds.

    Everybody's own calendar holds himself, so being named in entries others are missing from
    counts first; where two are named equally often, who organizes. A customer met in nearly every
    entry is therefore asked about and never taken for us. A calendar without people proposes
    nobody. Linear in the addresses seen.

    >>> met = ["petra@northwind.example", "jo@alster.example", "kim@elbe.example"]
    >>> found = propose_ours([SeenEntry("anna@harbour.example", (customer,)) for customer in met])
    >>> found.owner, found.domains, found.sure
    ('anna@harbour.example', ('harbour.example',), True)
    """
    entries = _people(seen)
    named = mailbox(calendar_name)
    if named and not is_machine(named):
        return _named(named, entries)
    if not entries:
        return Ours("", (), (), OursBecause.NOBODY_NAMED, sure=False)
    if len(entries) < FEWEST:
        return Ours("", (), (), OursBecause.TOO_FEW, sure=False, candidates=_by_presence(entries)[:2])
    return _most_seen(entries)


_People = tuple[str, frozenset[str]]
"""The organizer's mailbox and everybody's, machines left out."""


def _people(seen: Sequence[SeenEntry]) -> list[_People]:
    """The entries that name a person; each address is looked at once."""
    addresses = {address for entry in seen for address in (entry.organizer, *entry.attendees)}
    persons = {address: mailbox(address) for address in addresses if not is_machine(address)}
    entries = []
    for entry in seen:
        people = {persons.get(address, "") for address in (entry.organizer, *entry.attendees)} - {""}
        if people:
            entries.append((persons.get(entry.organizer, ""), frozenset(people)))
    return entries


def _named(owner: str, entries: list[_People]) -> Ours:
    others = _other_mailboxes(owner, entries)
    seen = any(owner in people for _, people in entries)
    # A calendar may be named by anything; one whose entries never hold that address is to be asked about.
    return _ours(owner, others, entries, OursBecause.CALENDAR_NAME, sure=seen or len(entries) < FEWEST)


def _most_seen(entries: list[_People]) -> Ours:
    ranked = _by_presence(entries)
    others = _other_mailboxes(ranked[0], entries)
    own = {ranked[0], *others}
    seen, organized = _counted(entries, own, ranked[0])
    owner, of = ranked[0], len(entries)
    if seen[owner] < IN_MOST * of:
        return Ours("", (), (), OursBecause.NOBODY_IN_MOST, sure=False, candidates=ranked[:3])
    margin = max(2.0, CLEARLY * of)
    rivals = [other for other in seen if other != owner and seen[other] >= CLOSE * of]
    ahead = {other for other in rivals if seen[owner] - seen[other] >= margin}
    leads = {other for other in rivals if organized[owner] - organized[other] >= margin}
    behind = any(organized[other] - organized[owner] >= margin for other in rivals)
    if behind or len(ahead | leads) < len(rivals):
        return _unclear([owner, *(other for other in ranked if other in set(rivals))])
    because = OursBecause.IN_MOST if len(ahead) == len(rivals) else OursBecause.ORGANIZES_MOST
    sure = because is OursBecause.IN_MOST and seen[owner] >= IN_NEARLY_ALL * of
    proposed = _ours(owner, others, entries, because, sure=sure)
    asked = () if proposed.sure else (owner, *(other for other in ranked if other in rivals))
    return Ours(owner, proposed.addresses, proposed.domains, because, proposed.sure, asked)


def _unclear(close: list[str]) -> Ours:
    """A manager and his assistant are two people of one firm: whose calendar it is stays open, whose firm not."""
    domains = {_domain(address) for address in close}
    shared = tuple(domains) if len(domains) == 1 and "" not in domains else ()
    return Ours("", (), shared, OursBecause.TWO_CLOSE, sure=False, candidates=tuple(close))


def _ours(owner: str, others: tuple[str, ...], entries: list[_People], because: OursBecause, *, sure: bool) -> Ours:
    own = _domain(owner)
    second = _second_domain(own, entries) if own else ""
    foreign = any(_domain(other) != own for other in others)
    domains = tuple(domain for domain in (own, second) if domain)
    return Ours(owner, (owner, *others), domains, because, sure=sure and not second and not foreign)


def _domain(address: str) -> str:
    """The firm's domain, empty for personal mail: there only the mailbox is ours."""
    known_by = counterpart(address)
    return "" if "@" in known_by else known_by


def _counted(entries: Iterable[_People], own: set[str], owner: str) -> tuple[Counter[str], Counter[str]]:
    """In how many entries each one is, and how many he organizes; the owner's mailboxes count as one."""
    seen: Counter[str] = Counter()
    organized: Counter[str] = Counter()
    for organizer, people in entries:
        seen.update({owner if address in own else address for address in people})
        if organizer in people:
            organized[owner if organizer in own else organizer] += 1
    return seen, organized


def _by_presence(entries: list[_People]) -> tuple[str, ...]:
    """The mailboxes by the entries they are in, then by those they organize, then by name."""
    seen, organized = _counted(entries, set(), "")
    return tuple(sorted(seen, key=lambda address: (-seen[address], -organized[address], address)))


def _other_mailboxes(owner: str, entries: list[_People]) -> tuple[str, ...]:
    """Other mailboxes of the same person: the same name at another host, in entries that lack the owner, never beside.

    Two such entries at least [C: one may be another person of that name].
    """
    local = owner.partition("@")[0]
    if is_shared_mailbox(owner):
        return ()
    alone: Counter[str] = Counter()
    beside: set[str] = set()
    for _, people in entries:
        same = [address for address in people if address != owner and address.partition("@")[0] == local]
        if owner in people or len(same) > 1:
            beside.update(same)
        else:
            alone.update(same)
    return tuple(sorted(address for address, count in alone.items() if count >= 2 and address not in beside))


def _second_domain(own: str, entries: list[_People]) -> str:
    """A second domain of the same firm, empty where none looks like it: never more than a proposal.

    Its people are in most entries in which no third firm takes part, several of them, and beside
    our people when different firms are met: one customer, however often met, is not [C].
    """
    internal = 0
    among_us: Counter[str] = Counter()
    beside: dict[str, set[str]] = {}
    small = [people for _, people in entries if len(people) <= SMALL]
    domain_of = {address: _domain(address) for address in {address for people in small for address in people}}
    for people in small:
        domains = {domain_of[address] for address in people} - {own, ""}
        if len(people) > 1 and len(domains) <= 1:
            internal += 1
            among_us.update(domains)
        for domain in domains:
            beside.setdefault(domain, set()).update(domains - {domain})
    most, count = min(among_us.items(), key=lambda counted: (-counted[1], counted[0]), default=("", 0))
    several = sum(domain == most for domain in domain_of.values()) > 1 and len(beside.get(most, ())) > 1
    return most if several and count >= FEWEST and 2 * count > internal else ""
