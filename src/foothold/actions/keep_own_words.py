"""What the seller writes down after a meeting, read into promises: "Petra sends the pump hours by Friday" (UX, J3).

These are his words (E1): they are cards to keep or drop and raise nothing. Words that hold no promise as the reader
knows it still are the answer to "what did they promise?": the sentence becomes a card of theirs.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import Max

from foothold.actions.debrief_meeting import day_of
from foothold.actions.whom_to_write import whom_to_write
from foothold.core.conversation import Unreadable
from foothold.core.evidence import Side
from foothold.read import judge, open_conversation
from foothold.reading.dates import DateMention, find_dates
from foothold.records.models import Commitment, Meeting, Membership
from foothold.records.models.findings import OWN_WORDS
from foothold.records.who_is_who import ours

LONGEST = 2_000
"""Characters that are read of it."""
AT_MOST = 12
"""Cards of one answer."""


@dataclass(frozen=True, slots=True)
class OwnPromise:
    """One promise as the seller put it."""

    side: Side
    owner: str
    what: str
    due_on: date | None
    kind: str = ""
    firm: bool = False


def keep_own_words(seat: Membership, meeting: Meeting, words: str, *, now: datetime) -> list[Commitment]:
    """Store the promises of what was written; the same again adds nothing. In the caller's transaction."""
    people = [name or address for address, name in whom_to_write(seat, meeting)]
    found = own_promises(words, now=now, tz=seat.workspace.tz, ours=ours(seat), people=people)
    rows = Commitment.objects.in_workspace(meeting.workspace_id)
    there = {(side, what.casefold()) for side, what in rows.filter(meeting=meeting).values_list("side", "what")}
    last = rows.filter(meeting=meeting, place__gte=OWN_WORDS).aggregate(last=Max("place"))["last"]
    place = OWN_WORDS if last is None else last + 1
    new = [each for each in found if (each.side.value, each.what.casefold()) not in there]
    return [
        rows.create(
            meeting=meeting,
            place=place + at,
            side=each.side.value,
            owner=each.owner[:200],
            what=each.what,
            due_on=each.due_on,
            kind=each.kind[:40],
            firm=each.firm,
        )
        for at, each in enumerate(new)
    ]


def own_promises(
    words: str, *, now: datetime, tz: str, ours: Iterable[str] = (), people: Sequence[str] = ()
) -> list[OwnPromise]:
    """The promises in the seller's words, in their order; `people` are the customer's, to know a first name by.

    >>> from datetime import UTC
    >>> [each] = own_promises("pump hours by Friday", now=datetime(2026, 9, 22, 12, tzinfo=UTC), tz="UTC")
    >>> each.side.value, each.what, each.due_on.isoformat()
    ('customer', 'pump hours', '2026-09-25')
    """
    known = tuple(ours)
    found = [
        each
        for sentence in _sentences(words[:LONGEST])
        for each in _read(sentence, now, tz, known, people) or _as_it_stands(sentence, now, tz, people)
    ]
    return found[:AT_MOST]


def _sentences(words: str) -> Iterator[str]:
    for sentence in re.split(r"(?<=[.!?;])\s+|\n+", words):
        if any(map(str.isalnum, sentence)) and sentence.strip(_EDGES).casefold() not in _NOTHING:
            yield " ".join(sentence.split())


def _read(sentence: str, now: datetime, tz: str, ours: Iterable[str], people: Sequence[str]) -> list[OwnPromise]:
    """What the reader finds, the sentence being one of ours about both sides."""
    try:
        conversation = open_conversation(sentence.encode("utf-8", "replace"), "notes.txt")
    except Unreadable:
        return []
    sides = {turn.speaker or "": "ours" for turn in conversation.turns}
    document = judge(conversation, now=now, tz=tz, ours=ours, sides=sides)
    return [
        OwnPromise(
            side=Side(row["side"]),
            owner=_owner(row["owner"] or "", people),
            what=row["what"],
            due_on=day_of(row["due"]),
            kind=row["kind"] or "",
            firm=bool(row["firm"]),
        )
        for row in document["commitments"]
    ]


def _as_it_stands(sentence: str, now: datetime, tz: str, people: Sequence[str]) -> list[OwnPromise]:
    """The sentence without its day; whose it is shows from its first word, else it is theirs: they were asked about."""
    dates = find_dates(sentence, now, ZoneInfo(tz))
    due = next((day for day in map(_day, dates) if day is not None), None)
    what = _BY.sub("", _without(sentence, dates)).strip(_EDGES) or sentence.strip(_EDGES)
    first, _blank, rest = what.partition(" ")
    if first.casefold() in _OURS and rest:
        return [OwnPromise(Side.OURS, "", rest, due)]
    owner = _known(first, people)
    return [OwnPromise(Side.CUSTOMER, owner, rest if owner and rest else what, due)]


def _without(sentence: str, dates: Sequence[DateMention]) -> str:
    for mention in reversed(dates):
        first, last = mention.span
        sentence = _BY.sub("", sentence[:first].rstrip()) + " " + sentence[last:].lstrip()
    return _BLANK_BEFORE.sub("", " ".join(sentence.split()))


def _day(mention: DateMention) -> date | None:
    said = mention.end or mention.start
    return said.date() if isinstance(said, datetime) else said


def _owner(said: str, people: Sequence[str]) -> str:
    """The person meant by a first name; nobody in particular by "she", unless there is but one."""
    name = said.strip().casefold()
    if name in _NOBODY:
        return people[0] if len(people) == 1 and name in _ONE_PERSON and "@" not in people[0] else ""
    return _known(name, people) or said.strip().title()


def _known(name: str, people: Sequence[str]) -> str:
    fitting = [each for each in people if name.casefold() in each.casefold().replace(",", " ").split()]
    return fitting[0] if len(fitting) == 1 else ""


_ONE_PERSON = frozenset({"he", "she"})
_NOBODY = _ONE_PERSON | {"they", "it", "you", "we", "i", ""}
_OURS = frozenset({"i", "we", "ich", "wir"})
_NOTHING = frozenset({"nothing", "none", "no", "nobody", "nichts", "nein"})
_EDGES = " \t,;:.!?-–—"
_BLANK_BEFORE = re.compile(r"\s+(?=[,;.:])")
_BY = re.compile(r"[\s,]*\b(?:by|on|until|till|before|at|bis|am|vor)$", re.IGNORECASE)
