"""Which notes a seller gets now (UX 4): today's list, get ready, book the next one, and what a customer answered.

Each kind is sent at most once a meeting, none of a meeting that is over, and each can be switched off.
There is no reminder to log anything.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum

from foothold.core.calendar_days import BusinessDays

READY_BEFORE = timedelta(minutes=20)
"""How long before a meeting the seller is told to get ready."""
CLOSE_BEFORE = timedelta(minutes=5)
"""How long before its end he is told to book the next one."""
TODAY_UNTIL = time(12)
"""From when on a list of today that has not left is no use any more [C]."""


class NoteKind(StrEnum):
    """What a note is about; each is one a seller can switch off."""

    TODAY = "today"
    READY = "ready"
    CLOSE = "close"
    ANSWER = "answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedMeeting:
    """A customer meeting of the seller, ended or not. Moments are aware; ValueError otherwise.

    `key` names it for good: with a new key after a move, it is noted anew. `stands` is False for one that
    is cancelled or declined, `next_is_set` True once the next one is in the calendar.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    stands: bool = True
    next_is_set: bool = False

    def __post_init__(self) -> None:
        _require_aware(self.starts_at, self.ends_at)


@dataclass(frozen=True, slots=True, kw_only=True)
class CustomerAnswered:
    """A customer accepted, declined or moved `meeting`, as it came to us at `at`; `key` names the answer."""

    key: str
    meeting: NotedMeeting
    at: datetime

    def __post_init__(self) -> None:
        _require_aware(self.at)


@dataclass(frozen=True, slots=True, kw_only=True)
class NoteWishes:
    """When a seller wants notes: on the clock of his zone (`days`), not in his quiet hours, none he switched off.

    Quiet from `quiet_from` to `quiet_until`, also past midnight; never, where the two are the same. Today's list
    comes at `today_at` on his business days.
    """

    days: BusinessDays
    today_at: time = time(7, 30)
    quiet_from: time = time(20)
    quiet_until: time = time(7)
    off: frozenset[NoteKind] = frozenset()


@dataclass(frozen=True, slots=True, order=True)
class Note:
    """One note that is due since `due_at`. `key` is what to remember once it was sent.

    `about` is the key of its meeting, of the answer, or "" for today's list.
    """

    due_at: datetime
    kind: NoteKind
    key: str
    about: str = ""


def notes_due(
    now: datetime,
    wishes: NoteWishes,
    meetings: Iterable[NotedMeeting] = (),
    answers: Iterable[CustomerAnswered] = (),
    sent: Collection[str] = frozenset(),
) -> tuple[Note, ...]:
    """Return the notes to send now, in the order they fell due; `sent` are the keys of those already sent.

    What falls into quiet hours waits for their end, if it is still of use then. On a day off nothing comes
    but what is about a meeting of that very day. ValueError for a naive `now`.

    >>> berlin_hours = NoteWishes(days=BusinessDays(UTC))
    >>> [note.key for note in notes_due(datetime(2026, 3, 2, 7, 30, tzinfo=UTC), berlin_hours)]
    ['today:2026-03-02']
    """
    _require_aware(now)
    moment = now.astimezone(UTC)
    if _is_quiet(moment, wishes):
        return ()
    due = [*_today(moment, wishes), *_of_meetings(moment, meetings), *_of_answers(moment, wishes, answers)]
    # Two answers, or a meeting met in two calendars, under one key are one note.
    by_key = {note.key: note for note in sorted(due, reverse=True)}
    return tuple(sorted(note for note in by_key.values() if note.kind not in wishes.off and note.key not in sent))


def _today(moment: datetime, wishes: NoteWishes) -> Iterator[Note]:
    local = moment.astimezone(wishes.days.zone)
    if local.date() in wishes.days and wishes.today_at <= local.time() < max(TODAY_UNTIL, wishes.today_at):
        due_at = datetime.combine(local.date(), wishes.today_at, tzinfo=wishes.days.zone)
        yield Note(due_at.astimezone(UTC), NoteKind.TODAY, f"{NoteKind.TODAY}:{local.date()}")


def _of_meetings(moment: datetime, meetings: Iterable[NotedMeeting]) -> Iterator[Note]:
    for meeting in meetings:
        # Between instants, not on the clock, which jumps twice a year.
        starts_at, ends_at = meeting.starts_at.astimezone(UTC), meeting.ends_at.astimezone(UTC)
        if not meeting.stands:
            continue
        if starts_at - READY_BEFORE <= moment < min(starts_at, ends_at):
            yield _about(meeting, NoteKind.READY, starts_at - READY_BEFORE)
        close_at = max(starts_at, ends_at - CLOSE_BEFORE)
        if close_at <= moment < ends_at and not meeting.next_is_set:
            yield _about(meeting, NoteKind.CLOSE, close_at)


def _of_answers(moment: datetime, wishes: NoteWishes, answers: Iterable[CustomerAnswered]) -> Iterator[Note]:
    today = moment.astimezone(wishes.days.zone).date()
    for answer in answers:
        meeting_on = answer.meeting.starts_at.astimezone(wishes.days.zone).date()
        is_over = answer.meeting.ends_at.astimezone(UTC) <= moment
        if answer.at.astimezone(UTC) <= moment and not is_over and (today in wishes.days or meeting_on == today):
            yield Note(answer.at.astimezone(UTC), NoteKind.ANSWER, f"{NoteKind.ANSWER}:{answer.key}", answer.key)


def _about(meeting: NotedMeeting, kind: NoteKind, due_at: datetime) -> Note:
    return Note(due_at, kind, f"{kind}:{meeting.key}", meeting.key)


def _is_quiet(moment: datetime, wishes: NoteWishes) -> bool:
    clock, first, until = moment.astimezone(wishes.days.zone).time(), wishes.quiet_from, wishes.quiet_until
    if first <= until:
        return first <= clock < until
    return clock >= first or clock < until


def _require_aware(*moments: datetime) -> None:
    for moment in moments:
        if moment.utcoffset() is None:
            raise ValueError(f"{moment.isoformat()} has no time zone")
