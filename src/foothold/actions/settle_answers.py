"""What the customer answered to a meeting: the calendar's own note and the answers that came, in their order.

METHOD 4.1; DESIGN 6, "Who answered?". What failed its check moves nothing; an older answer moves nothing that
was noted later; and the same answer by a weaker way lowers nothing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from foothold.core.evidence import Level
from foothold.core.replies import PartStat, Reply, answers
from foothold.records.models import Attendee, InvitationReply, Meeting
from foothold.records.models.meetings import CustomerAnswer

_LATEST = datetime(9999, 1, 1, tzinfo=UTC)
"""Every answer that came counts; what it was given to, its SEQUENCE says."""
_KNOWN = frozenset(each.value for each in PartStat)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one customer person stands: what he answered last, how well that is borne out, the time he asks for."""

    answer: CustomerAnswer | None
    level: Level = Level.E0
    asks_for: datetime | None = None


def settle_answer(meeting: Meeting, theirs: Sequence[Attendee], replies: Iterable[InvitationReply]) -> None:
    """Say on the meeting what the customer side answered, all persons together; blank where nothing is known.

    `replies` are those to the meeting's UID, oldest first.
    """
    to_this = [row for row in replies if row.recurrence_id in {"", meeting.recurrence_id}]
    stands = [_stand(person, meeting, to_this) for person in theirs]
    given = [stand.answer for stand in stands]
    accepted = [stand.level for stand in stands if stand.answer is CustomerAnswer.ACCEPTED]
    meeting.answer_level = max(accepted, default=Level.E0).name if theirs else ""
    meeting.asked_for = next((stand.asks_for for stand in stands if stand.answer is CustomerAnswer.COUNTER), None)
    for answer in (CustomerAnswer.COUNTER, CustomerAnswer.ACCEPTED, CustomerAnswer.TENTATIVE):
        if answer in given:
            meeting.answer = answer
            return
    if given and all(answer is CustomerAnswer.DECLINED for answer in given):
        meeting.answer = CustomerAnswer.DECLINED
    else:
        meeting.answer = CustomerAnswer.NO_ANSWER if any(given) else ""


def _stand(person: Attendee, meeting: Meeting, replies: Iterable[InvitationReply]) -> Stand:
    given = _given(person, meeting, replies)
    standing = answers(given, meeting.sequence, meeting.held_at, _LATEST)
    current = [each for each in given if each.sequence >= meeting.sequence and each.partstat != PartStat.NEEDS_ACTION]
    if not standing:
        return Stand(CustomerAnswer.NO_ANSWER if person.partstat else None)
    stood = standing[0]
    if stood.new_slot is not None and stood.new_slot != meeting.held_at:
        return Stand(CustomerAnswer.COUNTER, stood.acceptance, stood.new_slot)
    if stood.declined:
        return Stand(CustomerAnswer.DECLINED)
    if current and current[-1].partstat is PartStat.TENTATIVE and current[-1].new_slot is None:
        return Stand(CustomerAnswer.TENTATIVE)
    if stood.acceptance > Level.E0:
        return Stand(CustomerAnswer.ACCEPTED, stood.acceptance)
    return Stand(CustomerAnswer.NO_ANSWER if person.partstat else None)


def _given(person: Attendee, meeting: Meeting, replies: Iterable[InvitationReply]) -> list[Reply]:
    """A person's answers in the order they were given, the calendar's own note where it belongs."""
    his = [reply_of(row) for row in replies if row.address == person.address and row.level != Level.E0.name]
    note = _note(person, meeting)
    if note is None:
        ordered = his
    elif note.partstat is PartStat.NEEDS_ACTION or meeting.noted_at is None:
        ordered = [note, *his]
    else:
        # The calendar knew of what came before it was written, and says what was true then.
        before = [each for each in his if each.at is not None and each.at <= meeting.noted_at]
        ordered = [*before, note, *(each for each in his if each not in before)]
    return _without_weaker_copies(ordered)


def _note(person: Attendee, meeting: Meeting) -> Reply | None:
    if person.organizer:
        # Who invites us has named the slot himself: his act (METHOD 3).
        return Reply(PartStat.ACCEPTED, Level[person.level], sequence=meeting.sequence, by=person.address)
    if person.partstat not in _KNOWN:
        return None
    return Reply(PartStat(person.partstat), Level[person.level], sequence=meeting.sequence, by=person.address)


def _without_weaker_copies(given: list[Reply]) -> list[Reply]:
    """The same answer again by a weaker way says nothing new: a verified yes stays verified."""
    kept: list[Reply] = []
    for reply in given:
        last = kept[-1] if kept else None
        same = last is not None and (last.partstat, last.new_slot) == (reply.partstat, reply.new_slot)
        if not (same and last and last.sequence >= reply.sequence and last.level >= reply.level):
            kept.append(reply)
    return kept


def reply_of(row: InvitationReply) -> Reply:
    """The answer as the core knows it."""
    return Reply(
        PartStat(row.partstat),
        Level[row.level],
        sequence=row.sequence,
        by=row.address,
        at=row.replied_at,
        new_slot=row.new_start,
    )
