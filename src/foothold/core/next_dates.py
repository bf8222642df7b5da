"""What a calendar proves about the next date: there was one before the meeting ended, later, or never.

DESIGN 6, METHOD 4.1 ("in the room") and 9. The calendar's own CREATED decides when a date was put there;
DTSTAMP never stands in for it, so without CREATED the answer is unknown.
"""

from bisect import bisect_left, bisect_right
from collections import deque
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, Generic, TypeVar

from foothold.core.calendar_days import BusinessDays, add_business_days

IN_THE_ROOM = timedelta(minutes=10)
"""How long after its end a date still counts as agreed in the meeting (METHOD 4.1 [C])."""
SET_ANEW_WITHIN = 2
"""Business days around the calling off of a date in which another one is set in its place [C]."""


Key = TypeVar("Key", bound=Hashable)
DaysOf = Callable[[Any], BusinessDays]
"""The working days of an account, as `Dated.account` names it."""


class NextSet(StrEnum):
    """When the next date with the same people was put in the calendar."""

    IN_ROOM = "in_room"
    LATER = "later"
    NEVER = "never"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Dated(Generic[Key]):
    """A meeting as far as its date goes. All moments are aware.

    `people` are the customer persons' addresses, empty where the calendar names none: then the
    `account` is all that is known of who came. `put_at` is CREATED, None where the calendar does not say, or
    where it is not known when they were told of it: `not_before` is the first moment it can have been.
    A meeting that is cancelled, declined or gone holds no date (`stands` False), but one that was held
    before it may still be asked what came next; so may what is no date at all, as a mail that was read
    (`is_date` False), and it is nobody's next. `called_off_at` is when it was cancelled or taken out of the
    calendar, None where it was not or nobody knows when; `moves` are those seen of it.
    """

    key: Key
    account: Hashable
    starts_at: datetime
    ends_at: datetime
    people: frozenset[str] = frozenset()
    put_at: datetime | None = None
    not_before: datetime | None = None
    stands: bool = True
    is_date: bool = True
    called_off_at: datetime | None = None
    moves: int = 0


@dataclass(frozen=True, slots=True)
class NextDate(Generic[Key]):
    """The next meeting with the same people, when it begins, and when it was put in the calendar.

    `fell_through` says that a date set in the room came to nothing: cancelled or declined, whatever was
    set after it.
    """

    key: Key | None
    set: NextSet
    starts_at: datetime | None = None
    fell_through: bool = False


def next_dates(meetings: Iterable[Dated[Key]]) -> Mapping[Key, NextDate[Key]]:
    """For each meeting, the next one with at least one of the same people, whoever else is in it.

    Where one of the two names nobody, the same account is enough. Only a meeting that starts after
    this one began can be next, and only one that stands. All are gone through once, from the last
    meeting to the first, so that a long history costs no more than its length.
    """
    found: dict[Key, NextDate[Key]] = {}
    standing: _Ahead[Key] = _Ahead()
    fallen: _Ahead[Key] = _Ahead()
    waiting: deque[Dated[Key]] = deque()
    for meeting in sorted(meetings, key=_order, reverse=True):
        # Meetings of the same minute are not each other's next: they are added one start later.
        while waiting and waiting[0].starts_at > meeting.starts_at:
            joined = waiting.popleft()
            (standing if joined.stands else fallen).add(joined)
        found[meeting.key] = _judged(meeting, standing.nearest(meeting), fallen.nearest(meeting))
        if meeting.is_date:
            waiting.append(meeting)
    return found


def set_anew(meetings: Iterable[Dated[Key]], days_of: DaysOf) -> Mapping[Key, int]:
    """How often a date was moved before it was set as it is: called off and set anew is moved (METHOD 11, K6).

    What a date in whose place it is (`in_place_of`) was moved, this one was.
    """
    replaced = in_place_of(meetings, days_of)
    return {key: _moves_before(key, replaced) for key in replaced}


def in_place_of(meetings: Iterable[Dated[Key]], days_of: DaysOf) -> Mapping[Key, Dated[Key]]:
    """The date that was called off and that each was set anew for.

    It takes the place of one at another time with the same people that was called off before it was over, within two
    business days of its customer of the moment this one was put in the calendar. One takes the place of one. Where it
    is not known when a date was called off or put there, it takes nothing's place.
    """
    dated = sorted(((each.put_at, each) for each in meetings if each.put_at is not None), key=_by_moment)
    off = sorted(((each.called_off_at, each) for _, each in dated if each.called_off_at is not None), key=_by_moment)
    put, replaced = [at for at, _ in dated], dict[Key, Dated[Key]]()
    for at, old in off:
        days = days_of(old.account)
        first = bisect_left(put, add_business_days(at, -SET_ANEW_WITHIN, days))
        last = bisect_right(put, add_business_days(at, SET_ANEW_WITHIN, days))
        for _, new in dated[first:last]:
            if new.key not in replaced and _takes_the_place(new, old, at):
                replaced[new.key] = old
                break
    return replaced


def _by_moment(row: tuple[datetime, Dated[Key]]) -> tuple[datetime, datetime, datetime, int]:
    """Keys are random: of one moment the sooner date is first, then what was put there first, and moved less."""
    at, each = row
    return at, each.starts_at, each.put_at or at, each.moves


def _takes_the_place(new: Dated[Key], old: Dated[Key], called_off_at: datetime) -> bool:
    is_later = new.put_at is not None and old.put_at is not None and new.put_at > old.put_at
    same_people = bool(new.people & old.people) or (new.account == old.account and not (new.people and old.people))
    is_moved = new.starts_at != old.starts_at  # entered anew under another UID, it stands where it stood
    return is_later and same_people and is_moved and called_off_at < min(old.ends_at, new.starts_at)


def _moves_before(key: Key, replaced: Mapping[Key, Dated[Key]]) -> int:
    count = 0
    while key in replaced:
        count += 1 + replaced[key].moves
        key = replaced[key].key
    return count


class _Ahead(Generic[Key]):
    """The nearest later meetings seen so far: by person; and of each account with nobody named, and with anybody."""

    def __init__(self) -> None:
        self.with_person: dict[str, Dated[Key]] = {}
        self.with_nobody: dict[Hashable, Dated[Key]] = {}
        self.with_anybody: dict[Hashable, Dated[Key]] = {}

    def add(self, meeting: Dated[Key]) -> None:
        self.with_anybody[meeting.account] = meeting
        if meeting.people:
            self.with_person.update(dict.fromkeys(meeting.people, meeting))
        else:
            self.with_nobody[meeting.account] = meeting

    def nearest(self, meeting: Dated[Key]) -> Dated[Key] | None:
        if not meeting.people:
            return self.with_anybody.get(meeting.account)
        candidates = [self.with_person[person] for person in meeting.people if person in self.with_person]
        candidates += [self.with_nobody[meeting.account]] if meeting.account in self.with_nobody else []
        return min(candidates, key=_order, default=None)


def _judged(meeting: Dated[Key], following: Dated[Key] | None, fallen: Dated[Key] | None) -> NextDate[Key]:
    before_it = fallen is not None and (following is None or fallen.starts_at <= following.starts_at)
    fell_through = before_it and fallen is not None and _in_room(meeting, fallen)
    if following is None:
        return NextDate(None, NextSet.NEVER, fell_through=fell_through)
    return NextDate(following.key, _set(meeting, following), following.starts_at, fell_through)


def _set(meeting: Dated[Key], following: Dated[Key]) -> NextSet:
    if _in_room(meeting, following):
        return NextSet.IN_ROOM
    earliest = following.put_at or following.not_before
    # Made only after the meeting, it was not set in it, whenever they are told.
    is_later = earliest is not None and earliest > meeting.ends_at + IN_THE_ROOM
    return NextSet.LATER if is_later else NextSet.UNKNOWN


def _in_room(meeting: Dated[Key], following: Dated[Key]) -> bool:
    return following.put_at is not None and following.put_at <= meeting.ends_at + IN_THE_ROOM


def _order(meeting: Dated[Key]) -> tuple[datetime, str]:
    return meeting.starts_at, str(meeting.key)
