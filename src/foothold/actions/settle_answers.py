"""What the customer answered to a meeting: the calendar's own note and the answers that came, in their order.

METHOD 4.1; DESIGN 6, "Who answered?". What failed its check moves nothing; an older answer moves nothing that
was noted later; the same answer by a weaker way lowers nothing; and what was read out of a mail's words undoes no act.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from foothold.actions.record_replies import PLAIN_WORDS, UNPROVEN_WORDS, UNVERIFIED
from foothold.actions.words_of_replies import asks_in_words
from foothold.core.evidence import Level
from foothold.core.relations import counterpart
from foothold.core.replies import PartStat, Reply, answers
from foothold.records.guests import SHARED_LINK
from foothold.records.invitations import answers_since, replies_to, sequence_of
from foothold.records.models import Attendee, Invitation, InvitationReply, Meeting
from foothold.records.models.meetings import CustomerAnswer
from foothold.records.models.sources import DELEGATE
from foothold.records.times_set import notes_under

_LATEST = datetime(9999, 1, 1, tzinfo=UTC)
"""Every answer that came counts; what it was given to, its SEQUENCE says."""
_KNOWN = frozenset(each.value for each in PartStat)


@dataclass(frozen=True, slots=True)
class Stand:
    """Where one customer person stands: what he answered last, how well that is borne out, the time he asks for."""

    answer: CustomerAnswer | None
    level: Level = Level.E0
    asks_for: datetime | None = None


def settle_answer(meeting: Meeting, theirs: Sequence[Attendee], replies: Iterable[InvitationReply], since: int) -> None:
    """Say on the meeting what the customer side answered, all persons together; blank where nothing is known.

    `replies` are those to the meeting's UID, oldest first. `since` is the SEQUENCE under which its time was set.
    """
    stands = [stand for _person, stand in _stands(meeting, theirs, replies, since)]
    given = [stand.answer for stand in stands]
    accepted = [stand.level for stand in stands if stand.answer is CustomerAnswer.ACCEPTED]
    meeting.answer_level = max(accepted, default=Level.E0).name if theirs else ""
    meeting.asked_for = min((stand.asks_for for stand in stands if stand.asks_for is not None), default=None)
    for answer in (CustomerAnswer.COUNTER, CustomerAnswer.ACCEPTED, CustomerAnswer.TENTATIVE):
        if answer in given:
            meeting.answer = answer
            return
    if given and all(answer is CustomerAnswer.DECLINED for answer in given):
        meeting.answer = CustomerAnswer.DECLINED
    else:
        meeting.answer = CustomerAnswer.NO_ANSWER if any(given) else ""


def who_asks(
    meeting: Meeting, theirs: Sequence[Attendee], replies: Iterable[InvitationReply], since: int
) -> dict[str, datetime]:
    """Who asks for another time, by his address, and for which; the arguments are those of `settle_answer`."""
    stands = _stands(meeting, theirs, replies, since)
    return {person.address: stand.asks_for for person, stand in stands if stand.asks_for is not None}


def who_accepted(
    meeting: Meeting, theirs: Sequence[Attendee], replies: Iterable[InvitationReply], since: int
) -> frozenset[str]:
    """Whose last word is a yes to the present time, by his address; the arguments are those of `settle_answer`."""
    said = said_by(meeting, theirs, replies, since)
    return frozenset(person.address for person, answer in said if answer is CustomerAnswer.ACCEPTED)


def said_by(
    meeting: Meeting, theirs: Sequence[Attendee], replies: Iterable[InvitationReply], since: int
) -> list[tuple[Attendee, CustomerAnswer | None]]:
    """What each of them answered; the arguments are those of `settle_answer`."""
    return [(person, stand.answer) for person, stand in _stands(meeting, theirs, replies, since)]


def _stands(
    meeting: Meeting, theirs: Sequence[Attendee], replies: Iterable[InvitationReply], since: int
) -> list[tuple[Attendee, Stand]]:
    to_this = [row for row in replies if row.recurrence_id in {"", meeting.recurrence_id}]
    answering = _answering(theirs, to_this)
    persons = [*answering, *_somebody(to_this, theirs)]
    stands = [_stand(person, meeting, to_this, since) for person in persons]
    named = stands[: len(answering)]
    have_declined = all(stand.answer is CustomerAnswer.DECLINED and stand.level is Level.E4 for stand in named)
    if named and have_declined and stands[-1].answer is not CustomerAnswer.COUNTER:
        # Nobody is left whose yes by the link they share it could be.
        persons, stands = answering, named
    if any(stand.answer is CustomerAnswer.ACCEPTED and stand.level is Level.E4 for stand in stands):
        # Nor does another time that could be anybody's wish, or be misread, take back what one of them did himself.
        believed = [row for row in to_this if not (_asks(row) and undoes_no_yes(row))]
        stands = [_stand(person, meeting, believed, since) for person in persons]
    return list(zip(persons, stands, strict=True))


def _answering(theirs: Sequence[Attendee], replies: Sequence[InvitationReply]) -> list[Attendee]:
    """The customer persons; in place of one who sent somebody of his own firm, whom he sent (RFC 5546 3.2.2.3).

    Both say so at E4: the one in his last answer, the other in his. Who claims it alone answers for nobody.
    """
    last = {row.address: row for row in replies if row.level == Level.E4.name}
    invited = {person.address for person in theirs}
    senders = {
        person.address: person.counterpart
        for person in theirs
        if person.address in last and last[person.address].partstat == PartStat.DELEGATED
    }
    sent = {
        row.address: counterpart(row.address)
        for row in replies
        if row.because == DELEGATE and row.level == Level.E4.name and row.address not in invited
    }
    delegates = [Attendee(address=each, counterpart=firm) for each, firm in sent.items() if firm in senders.values()]
    # Of two who sent one, whose he is nobody can tell: both stay beside him.
    replaced = {
        address
        for address, firm in senders.items()
        if [*senders.values()].count(firm) <= [each.counterpart for each in delegates].count(firm)
    }
    return [*(person for person in theirs if person.address not in replaced), *delegates]


def _somebody(replies: Iterable[InvitationReply], theirs: Sequence[Attendee]) -> list[Attendee]:
    """Whoever of several answered by the link they share: one person more, nobody by name (DESIGN 6, Links)."""
    unnamed = any(not row.address for row in replies)
    return [Attendee()] if unnamed and all(person.address for person in theirs) else []


def _stand(person: Attendee, meeting: Meeting, replies: Iterable[InvitationReply], since: int) -> Stand:
    given = given_by(person, meeting, replies, since)
    standing = answers(given, since, meeting.held_at, _LATEST)
    current = [each for each in given if each.sequence >= since and each.partstat != PartStat.NEEDS_ACTION]
    if not standing:
        return Stand(CustomerAnswer.NO_ANSWER if person.partstat else None)
    stood = standing[0]
    if stood.asks:
        return Stand(CustomerAnswer.COUNTER, stood.acceptance, stood.new_slot)
    if stood.declined:
        return Stand(CustomerAnswer.DECLINED, current[-1].level)
    if current and current[-1].partstat is PartStat.TENTATIVE and current[-1].new_slot in (None, meeting.held_at):
        return Stand(CustomerAnswer.TENTATIVE)
    if stood.acceptance > Level.E0:
        return Stand(CustomerAnswer.ACCEPTED, stood.acceptance)
    return Stand(CustomerAnswer.NO_ANSWER if person.partstat else None)


def given_by(person: Attendee, meeting: Meeting, replies: Iterable[InvitationReply], since: int) -> list[Reply]:
    """A person's answers in the order they were given, the calendar's own note where it belongs."""
    note = _note(person, meeting)
    rows = [row for row in replies if row.address == person.address and row.level != Level.E0.name]
    his = [_reply_of(row, meeting, since) for row in _not_undone_by_anybody(rows, note, meeting, since)]
    if note is None:
        ordered = his
    elif note.partstat is PartStat.NEEDS_ACTION or meeting.noted_at is None:
        ordered = [note, *his]
    else:
        # The calendar knew of what came before it was written, and says what was true then.
        before = [each for each in his if _came_before_note(each.at, meeting)]
        ordered = [*before, note, *(each for each in his if each not in before)]
    return _without_weaker_copies(ordered)


def _not_undone_by_anybody(
    rows: list[InvitationReply], note: Reply | None, meeting: Meeting, since: int
) -> list[InvitationReply]:
    """His answers, without those that would take back a yes or a no of his own and are no act: shown, not believed.

    From is forgeable, and a shared link is everybody's: either would undo a booked meeting, or open a declined one
    again, for anybody who wants to. What was read out of a mail's words is his, and may be of something else: it takes
    back no yes. Such answers disagree with his act (E4), and his act stands until he says otherwise himself, or the
    seller pastes what he wrote.
    """
    noted = note.partstat if note is not None and note.level is Level.E4 else None
    act, kept = noted, []
    for row in rows:
        if act is PartStat.ACCEPTED and undoes_no_yes(row):
            continue
        if act is PartStat.DECLINED and row.because in UNPROVEN and not _asks(row):
            continue
        is_history = sequence_of(row, meeting, since) < since
        to_this = not is_history and not asks_in_words(row) and row.new_start in (None, meeting.held_at)
        # A yes to an earlier time is history; the slot he proposed himself, before we took it up, is his yes to it.
        took_up = is_history and row.new_start == meeting.held_at
        said_since = noted if noted in _YES_OR_NO and _came_before_note(row.replied_at, meeting) else None
        if row.level == Level.E4.name and (took_up or (to_this and row.partstat == PartStat.ACCEPTED.value)):
            act = said_since or PartStat.ACCEPTED
        elif row.partstat in _TAKES_BACK and to_this:
            act = said_since or (PartStat(row.partstat) if row.level == Level.E4.name else None)
        kept.append(row)
    return kept


def answers_that_count(invitation: Invitation, meeting: Meeting) -> tuple[list[InvitationReply], int]:
    """The answers to our invitation that are settled, and the SEQUENCE from which on they are to its present time."""
    rows = list(replies_to(invitation).filter(kept_at=None))
    if invitation.taken_up is not None:
        rows = without_late(rows, invitation.taken_up, invitation.slot_sequence)
    notes_under([(invitation, meeting)])
    return rows, answers_since(invitation.slot_sequence, invitation.starts_at, meeting)


def without_late(rows: list[InvitationReply], taken_up: UUID, since: int) -> list[InvitationReply]:
    """Without what he said later of an earlier time than the one he asked for and got: history (RFC 5546 2.1.4)."""
    place = next((place for place, row in enumerate(rows) if row.pk == taken_up), len(rows))
    return [
        row for at, row in enumerate(rows) if at <= place or row.sequence >= since or row.address != rows[place].address
    ]


def undoes_no_yes(row: InvitationReply) -> bool:
    """Whether an answer other than a yes could be anybody's, or was read out of words: it takes back no yes (E4)."""
    return row.because in {*UNPROVEN, PLAIN_WORDS} and not _says_yes(row)


def _asks(row: InvitationReply) -> bool:
    return row.new_start is not None or asks_in_words(row)


def _says_yes(row: InvitationReply) -> bool:
    return row.partstat == PartStat.ACCEPTED.value and row.new_start is None


def _came_before_note(at: datetime | None, meeting: Meeting) -> bool:
    return at is not None and meeting.noted_at is not None and at <= meeting.noted_at


_YES_OR_NO = frozenset({PartStat.ACCEPTED, PartStat.DECLINED})
_TAKES_BACK = frozenset({PartStat.DECLINED.value, PartStat.TENTATIVE.value})
UNPROVEN = frozenset({SHARED_LINK, *UNVERIFIED.values(), UNPROVEN_WORDS})
"""Why an answer is E3 that could be anybody's. It counts, but never against somebody's own act (E4)."""


def _note(person: Attendee, meeting: Meeting) -> Reply | None:
    sequence = meeting.sequence if meeting.noted_under is None else meeting.noted_under
    if person.organizer:
        # Who invites us has named the slot himself: his act (METHOD 3).
        return Reply(PartStat.ACCEPTED, Level[person.level], sequence=sequence, by=person.address)
    if person.partstat not in _KNOWN:
        return None
    return Reply(PartStat(person.partstat), Level[person.level], sequence=sequence, by=person.address)


def _without_weaker_copies(given: list[Reply]) -> list[Reply]:
    """The same answer again by a weaker way says nothing new: a verified yes stays verified."""
    kept: list[Reply] = []
    for reply in given:
        last = kept[-1] if kept else None
        same = last is not None and _said(last) == _said(reply)
        if not (same and last and last.sequence >= reply.sequence and last.level >= reply.level):
            kept.append(reply)
    return kept


def _said(reply: Reply) -> tuple[PartStat, datetime | None, bool]:
    return reply.partstat, reply.new_slot, reply.asks


def _reply_of(row: InvitationReply, meeting: Meeting, since: int) -> Reply:
    """The answer as the core knows it."""
    return Reply(
        PartStat(row.partstat),
        Level[row.level],
        sequence=sequence_of(row, meeting, since),
        by=row.address,
        at=row.replied_at,
        new_slot=row.new_start,
        asks=asks_in_words(row),
    )
