"""Who we are and who the others are, guessed from calendars and shown as a guess (DESIGN 6; UX J7)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from foothold.actions.what_is_known import Known
from foothold.core.relations import (
    Relation,
    SeenCounterpart,
    SeenEntry,
    is_machine,
    is_shared_mailbox,
    propose_ours,
    propose_relation,
)
from foothold.records.many_rows import insert
from foothold.records.meeting_rows import MeetingRows
from foothold.records.models import Attendee, Counterpart, Identity, Membership
from foothold.records.models.people import IdentityKind

_LARGE = 12
"""People above which a meeting is a large one: a webinar, a conference."""


def guess_ours(seat: Membership, rows: MeetingRows, calendar_name: str, *, demo: bool = False) -> bool:
    """Propose our own address and domain where nobody has told us any; whether more is guessed now.

    A calendar named by another address than the one guessed before is a second one of ours. A guess is
    never made over a word.
    """
    identities = Identity.objects.in_workspace(seat.workspace_id).filter(demo=demo).exclude(kind=IdentityKind.NAME)
    if identities.filter(guessed=False).exists():
        return False
    known = set(identities.values_list("value", flat=True))
    ours = propose_ours([_seen(people) for people in rows.people.values()], calendar_name)
    if known and ours.owner != calendar_name.strip().lower():
        return False
    found = [(IdentityKind.ADDRESS, value) for value in (ours.owner, *ours.addresses) if value]
    found += [(IdentityKind.DOMAIN, value) for value in ours.domains]
    new = [(kind, value) for kind, value in dict.fromkeys(found) if value not in known]
    for kind, value in new:
        identities.create(kind=kind, value=value, guessed=True, demo=demo)
    return bool(new)


def _seen(people: Iterable[Attendee]) -> SeenEntry:
    named = [person for person in people if person.address]
    organizer = next((person.address for person in named if person.organizer), "")
    return SeenEntry(organizer, tuple(person.address for person in named))


@dataclass(slots=True)
class _Facts:
    """What was seen of one counterpart in one reading."""

    meetings: int = 0
    people: set[str] = field(default_factory=set)
    they_organized: int = 0
    we_organized: int = 0
    titles: list[str] = field(default_factory=list)
    only_large: bool = True
    all_day_only: bool = True


def guess_relations(rows: MeetingRows, known: Known) -> None:
    """Guess what counterparts seen for the first time are; a later reading does not guess again."""
    facts = _facts(rows, known)
    stored = Counterpart.objects.in_workspace(known.workspace_id)
    met_before = set(stored.filter(value__in=list(facts)).values_list("value", flat=True)) if facts else set()
    new = []
    for value, seen in sorted(facts.items()):
        if value in met_before:
            continue
        relation, because = propose_relation(value, _seen_counterpart(seen))
        new.append(
            Counterpart(
                workspace_id=known.workspace_id, value=value, relation=relation or "", because=because, demo=known.demo
            )
        )
    insert(known.workspace_id, new)
    known.tell({row.value: Relation(row.relation) for row in new if row.relation})


def _facts(rows: MeetingRows, known: Known) -> dict[str, _Facts]:
    found: dict[str, _Facts] = {}
    for key, meeting in rows.meetings.items():
        people = [person for person in rows.people[key] if person.counterpart]
        we_organized = any(person.organizer and _is_ours(person, known) for person in people)
        others = [person for person in people if not _is_ours(person, known)]
        for person in others:
            seen = found.setdefault(person.counterpart, _Facts())
            seen.people.add(person.address)
        for value in {person.counterpart for person in others}:
            seen = found[value]
            seen.meetings += 1
            seen.we_organized += we_organized
            seen.they_organized += any(person.organizer and person.counterpart == value for person in others)
            seen.only_large &= len(people) > _LARGE
            seen.all_day_only &= meeting.all_day
            if len(seen.titles) < 200:
                seen.titles.append(meeting.title)
    return found


def _is_ours(person: Attendee, known: Known) -> bool:
    return known.relation(person.address) is Relation.OURS


def _seen_counterpart(seen: _Facts) -> SeenCounterpart:
    people: Any = seen.people
    return SeenCounterpart(
        meetings=seen.meetings,
        people=len(people),
        they_organized=seen.they_organized,
        we_organized=seen.we_organized,
        shared_mailboxes_only=all(is_shared_mailbox(address) or is_machine(address) for address in people),
        titles=tuple(seen.titles),
        only_large=seen.only_large,
        all_day_only=seen.all_day_only,
    )
