"""What the customer answered to an invitation (METHOD 4.1; DESIGN 6; RFC 5546)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from foothold.core.evidence import Level


class PartStat(StrEnum):
    """The iCalendar words for an attendee's answer."""

    NEEDS_ACTION = "NEEDS-ACTION"
    ACCEPTED = "ACCEPTED"
    DECLINED = "DECLINED"
    TENTATIVE = "TENTATIVE"
    DELEGATED = "DELEGATED"


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer of one customer person to one SEQUENCE of the invitation.

    `level` is E4 only for an act we saw and verified: an authenticated iTIP reply, or a click on a
    link mailed to that person alone (`own_link`). A spoken "accepted", a pasted or unverified
    reply and a click on a shared link are E3. `new_slot` is the time he proposes instead (COUNTER,
    or a DECLINED with another time); `asks` is set where he asks for another that is no moment ("can
    we do Friday?"). `at` is None where it is not known when it came. Both are aware; ValueError
    otherwise.
    """

    partstat: PartStat
    level: Level
    sequence: int = 0
    by: str = ""
    at: datetime | None = None
    new_slot: datetime | None = None
    own_link: bool = False
    asks: bool = False

    def __post_init__(self) -> None:
        for moment in (self.at, self.new_slot):
            if moment is not None and moment.utcoffset() is None:
                raise ValueError(f"{moment.isoformat()} has no time zone")


@dataclass(frozen=True, slots=True)
class Answer:
    """Where one customer person stands on the slot now in force; `asks` for another, `new_slot` where it is one."""

    acceptance: Level = Level.E0
    declined: bool = False
    new_slot: datetime | None = None
    own_link: bool = False
    asks: bool = False


@dataclass(frozen=True, slots=True)
class SetTime:
    """A start our invitation asked for: from which SEQUENCE on and when it was set. `start` None: not on record.

    `followed` where the seller set it in his own calendar, which so shows it, whatever SEQUENCE it counts.
    """

    sequence: int
    start: datetime | None
    at: datetime
    followed: bool = False


def start_under(sequence: int, times: Sequence[SetTime]) -> datetime | None:
    """The start the invitation asked for under this SEQUENCE; `times` in their order. None where it is not known."""
    return next((each.start for each in reversed(times) if each.sequence <= sequence), None)


def sequence_answered(sequence: int, start: datetime | None, at: datetime | None, times: Sequence[SetTime]) -> int:
    """Return the SEQUENCE a REPLY answers that names `sequence` and gives back `start` (DTSTART), given `at`.

    A calendar that moves a meeting without counting SEQUENCE up leaves only DTSTART to tell which time he saw, and one
    that counts edits of its own names a number we never gave: the time he gives back is the one he answers. Of a time
    that was left and taken again, what he said before is history (RFC 5546 2.1.4).

    >>> from datetime import UTC
    >>> ten, noon = datetime(2026, 9, 24, 8, tzinfo=UTC), datetime(2026, 9, 24, 10, tzinfo=UTC)
    >>> sequence_answered(0, noon, noon, [SetTime(0, ten, ten), SetTime(1, noon, ten)])
    1
    >>> sequence_answered(1, ten, noon, [SetTime(0, ten, ten), SetTime(1, noon, ten)])
    0
    """
    if start is None or not times:
        return sequence
    if times[-1].start == start:
        is_late = at is not None and at >= times[-1].at
        return max(sequence, times[-1].sequence) if is_late or start_under(sequence, times) != start else sequence
    if start_under(sequence, times) == start:
        return sequence
    first, after = next(
        ((was.sequence, then.sequence) for was, then in reversed([*pairwise(times)]) if was.start == start),
        (0, times[-1].sequence),
    )
    return max(first, min(sequence, after - 1))


def sequence_countered(sequence: int, at: datetime | None, counted: int, times: Sequence[SetTime]) -> int:
    """Return the SEQUENCE a COUNTER is to that names `sequence`, given `at`, where the calendar counts `counted`.

    It names the time he asks for and not the one he saw. Once we have followed the calendar to a time, its own count
    is under that time, however low it stayed.

    >>> from datetime import UTC
    >>> ten, noon = datetime(2026, 9, 24, 8, tzinfo=UTC), datetime(2026, 9, 24, 10, tzinfo=UTC)
    >>> sequence_countered(0, noon, 0, [SetTime(0, ten, ten), SetTime(1, noon, ten, followed=True)])
    1
    >>> sequence_countered(0, noon, 1, [SetTime(0, ten, ten), SetTime(1, noon, ten, followed=True)])
    0
    """
    if not times or not times[-1].followed or at is None or at < times[-1].at or sequence < counted:
        return sequence
    return max(sequence, times[-1].sequence)


def answers(replies: Iterable[Reply], sequence: int, slot: datetime | None, now: datetime) -> tuple[Answer, ...]:
    """Return each person's answer to `slot` as of `now`; `replies` in the order they were given.

    The last word of a person counts. TENTATIVE is no acceptance; after one it leaves at most E3. A time that had
    passed when it was asked for is nobody's wish: a refusal stays one, and what else it said is history.
    """
    by_person: dict[str, list[Reply]] = {}
    for reply in filter(None, map(_without_past_slot, replies)):
        # NEEDS-ACTION is a client's note that nothing was answered yet; it takes no answer back.
        if reply.partstat is not PartStat.NEEDS_ACTION and (reply.at is None or reply.at <= now):
            by_person.setdefault(reply.by.strip().casefold(), []).append(reply)
    return tuple(_answer(theirs, sequence, slot) for theirs in by_person.values())


def _without_past_slot(reply: Reply) -> Reply | None:
    if reply.new_slot is None or reply.at is None or reply.new_slot > reply.at:
        return reply
    return replace(reply, new_slot=None) if reply.partstat is PartStat.DECLINED else None


def _answer(theirs: list[Reply], sequence: int, slot: datetime | None) -> Answer:
    # A reply carries the SEQUENCE of the invitation it answers. One to an older SEQUENCE speaks of
    # a time since moved: it is history, neither consent nor refusal.
    current = [reply for reply in theirs if reply.sequence >= sequence]
    if not current:
        return _own_proposal(theirs, slot)
    last, before = current[-1], _accepted(current[:-1], slot)
    # One that names our own start asks for another end or place: its PARTSTAT says what he thinks of the time.
    if last.asks or last.new_slot not in (None, slot):
        # Who had accepted and moves it to a new slot still holds a date with us.
        return Answer(acceptance=before if last.level >= Level.E3 else Level.E0, new_slot=last.new_slot, asks=True)
    if last.partstat is PartStat.ACCEPTED:
        return Answer(acceptance=last.level, own_link=last.own_link)
    if last.partstat is PartStat.TENTATIVE:
        return Answer(acceptance=min(before, Level.E3))
    return Answer(declined=last.partstat is PartStat.DECLINED and last.level > Level.E0)


def _own_proposal(theirs: list[Reply], slot: datetime | None) -> Answer:
    """A slot he proposed and we took up by moving the step there: his act, like an acceptance (METHOD 3)."""
    last = theirs[-1]
    proposed = last.new_slot is not None and last.new_slot == slot
    return Answer(acceptance=last.level) if proposed else Answer()


def _accepted(earlier: list[Reply], slot: datetime | None) -> Level:
    level = Level.E0
    for reply in earlier:
        if reply.partstat is PartStat.DECLINED:
            level = Level.E0
        elif reply.partstat is PartStat.ACCEPTED and reply.new_slot in (None, slot):
            level = reply.level
    return level
