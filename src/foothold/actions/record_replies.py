"""A customer's answer to an invitation, from a REPLY or COUNTER: kept as it came, believed as far as it is verified.

DESIGN 6 "Who answered?"; RFC 5546 3.2.3 and 3.2.7. What he writes with it is kept on it; another time named there is
asked for, at E3 and never by his act, as if he had written it alone (METHOD 3).
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID
from zoneinfo import ZoneInfo

from django.utils import timezone

from foothold.actions.answered_invitation import invitation_answered, sequence_in_force
from foothold.actions.uids import uid_key
from foothold.actions.words_of_replies import LONGEST_WORDS, asks_in_words, words_asking
from foothold.connectors.calendar import ANSWERING, Answer, answer_in, instance_key
from foothold.connectors.calendar.times import in_zone
from foothold.connectors.mail.authentication import Doubt
from foothold.core.calendar_entries import Entry, Skipped
from foothold.core.evidence import Level
from foothold.core.relations import counterpart
from foothold.core.replies import PartStat, sequence_answered, sequence_countered
from foothold.core.slots import Slot
from foothold.reading.slot_answer import Said, answer_to_slot
from foothold.records.invitations import uids_now
from foothold.records.models import Invitation, InvitationReply, Meeting, Membership, Source
from foothold.records.models.sources import DELEGATE
from foothold.records.scoping import ScopedQuerySet
from foothold.records.time_zones import known_zones
from foothold.records.times_set import times_set

ANSWERS = ANSWERING
UNVERIFIED = {
    None: "unverified",
    Doubt.UNSIGNED: "unverified: unsigned",
    Doubt.BY_ANOTHER: "unverified: signed by another",
    Doubt.NO_KEY: "unverified: no key",
    Doubt.NO_ANSWER: "unverified: no answer of DNS",
    Doubt.ALTERED: "unverified: altered",
    Doubt.UNFIT: "unverified: signature not fit",
}
"""Why an answer of a calendar is E3 whose sender nobody proves, by what its mail's own signature lacks."""
PLAIN_WORDS = "plain words"
"""Why an answer is E3 that his mail gives in words, its sender verified: evidence, and no act."""
UNPROVEN_WORDS = "plain words, unverified"

_KNOWN = frozenset(each.value for each in PartStat)
_NOT_YES = frozenset({PartStat.DECLINED.value, PartStat.TENTATIVE.value})
_IN_WORDS = {"verified": PLAIN_WORDS, **dict.fromkeys(UNVERIFIED.values(), UNPROVEN_WORDS)}


@dataclass(frozen=True, slots=True)
class Sender:
    """Who brought an answer: the mail's From and what its check said; empty for a bare file."""

    address: str = ""
    verdict: str = "none"
    doubt: Doubt | None = None


def replies_in(
    seat: Membership,
    entries: Iterable[Entry],
    sender: Sender,
    source: Source,
    name: str,
    *,
    beside: str = "",
    codes: Collection[str] = (),
) -> tuple[list[InvitationReply], list[Skipped]]:
    """The answers these entries hold, not stored yet; what holds none is named.

    `beside` is what he wrote in the mail they came by, kept where the answer has no comment of its own; `codes` are
    the references of invitations named there.
    """
    found: list[InvitationReply] = []
    skipped: list[Skipped] = []
    for entry in entries:
        answer = answer_in(entry, sender.address)
        if answer is None:
            skipped.append(Skipped(name, "An answer that does not say who gives it."))
        elif answer.partstat not in _KNOWN and entry.method == "REPLY":
            skipped.append(Skipped(name, f"An answer we do not know: {answer.partstat[:40] or 'none'}."))
        else:
            given = _reply(seat, entry, answer, sender, source, codes)
            said = (answer.comment or beside)[:LONGEST_WORDS]
            given.words = words_asking(answer.asks if given.new_start is None else "", said)
            found += [given, *_asked_in_words(seat, entry, given, said)]
    return found, skipped


def store_replies(seat: Membership, replies: Iterable[InvitationReply]) -> tuple[int, list[UUID]]:
    """Store the answers not known yet; how many, and the meetings to settle again. In the caller's transaction."""
    by_key = {reply.key: reply for reply in replies}
    now_under = uids_now(seat.workspace_id, {reply.uid for reply in by_key.values()})
    for reply in by_key.values():
        reply.uid = now_under.get(reply.uid, reply.uid)
    _hold_to_what_was_sent(seat, list(by_key.values()))
    rows = InvitationReply.objects.in_workspace(seat.workspace_id)
    known = {row.key: row for row in rows.filter(user_id=seat.user_id, key__in=list(by_key))}
    _say_doubts(rows, known, by_key)
    uids = _say_whose(rows, known, by_key)
    new = [reply for key, reply in by_key.items() if key not in known]
    rows.bulk_create(new, batch_size=500)
    uids |= {reply.uid for reply in new}
    touched = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid__in=uids)
    return len(new), list(touched.values_list("pk", flat=True))


def _say_doubts(
    rows: ScopedQuerySet[InvitationReply], known: Mapping[str, InvitationReply], by_key: Mapping[str, InvitationReply]
) -> None:
    """Read once more, a mail may lack something else: a key has gone since, or DNS answers now."""
    doubts = set(UNVERIFIED.values())
    changed = [row for key, row in known.items() if {row.because, by_key[key].because} <= doubts]
    changed = [row for row in changed if row.because != by_key[row.key].because]
    for row in changed:
        row.because = by_key[row.key].because
    rows.bulk_update(changed, ["because"], batch_size=500)


def _say_whose(
    rows: ScopedQuerySet[InvitationReply], known: Mapping[str, InvitationReply], by_key: Mapping[str, InvitationReply]
) -> set[str]:
    """Read once more, an answer may be known as one to something else: its reference came along. The UIDs of both."""
    changed = [(row, by_key[key]) for key, row in known.items() if row.uid != by_key[key].uid]
    uids = {uid for row, again in changed for uid in (row.uid, again.uid)}
    for row, again in changed:
        row.uid, row.sequence = again.uid, again.sequence
    rows.bulk_update([row for row, _ in changed], ["uid", "sequence"], batch_size=500)
    return uids


def _hold_to_what_was_sent(seat: Membership, replies: list[InvitationReply]) -> None:
    """Nobody answers what was not sent yet: a SEQUENCE above that of our own invitation is the present one's.

    Which time it is to, DTSTART tells, too, where his calendar did not count the number up. Nor was an answer given
    later than it came, whatever its DTSTAMP says: the order of answers follows from it.
    """
    ours = Invitation.objects.in_workspace(seat.workspace_id).filter(uid__in={reply.uid for reply in replies})
    sent, came_at = {each.uid: each for each in ours.select_related("meeting")}, timezone.now()
    times = times_set(seat.workspace_id, sent.values())
    for reply in replies:
        if reply.replied_at is not None:
            reply.replied_at = min(reply.replied_at, came_at)
        own = sent.get(reply.uid)
        if own is not None:
            named, set_at = min(reply.sequence, own.sequence), times[own.pk]
            if reply.new_start is not None and own.meeting.held_at == own.starts_at:
                named = sequence_countered(named, reply.replied_at, own.meeting.sequence, set_at)
            reply.sequence = sequence_answered(named, reply.slot_start, reply.replied_at, set_at)


def _reply(
    seat: Membership, entry: Entry, answer: Answer, sender: Sender, source: Source, codes: Collection[str]
) -> InvitationReply:
    address, level, because = _who(answer.by.address, sender)
    if because == "verified" and _is_colleague(address, answer.by.delegated_from):
        because = DELEGATE
    partstat = answer.partstat if answer.partstat in _KNOWN else PartStat.TENTATIVE.value
    ours = invitation_answered(seat, entry, address, codes)
    new_start, new_end = _proposed(seat, ours.uid if ours else uid_key(entry.uid), entry, answer)
    reply = InvitationReply(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        source=source,
        uid=uid_key(entry.uid),
        recurrence_id=instance_key(entry.recurrence_id)[:64],
        address=address[:254],
        sent_from=sender.address[:254],
        partstat=partstat,
        sequence=min(answer.sequence, 2_147_483_647),
        replied_at=answer.stamped,
        level=level,
        because=because,
        slot_start=answer.slot_start,
        new_start=new_start,
        new_end=new_end,
    )
    said = [reply.uid, reply.recurrence_id, address, sender.address, partstat, level]
    said += [str(each) for each in (reply.sequence, answer.stamped, reply.new_start)]
    reply.key = sha256(repr(said).encode()).hexdigest()
    if ours is not None:
        # Its own UID and SEQUENCE stay in the key, so that it is the same when it is read again: he counts for himself.
        reply.uid, reply.sequence = ours.uid, sequence_in_force(ours, answer.stamped, now=timezone.now())
    return reply


def _proposed(seat: Membership, uid: str, entry: Entry, answer: Answer) -> tuple[datetime | None, datetime | None]:
    """The time he proposes; one without a zone is meant in his own, where his account's is known."""
    if answer.wall is None:
        return answer.new_start, answer.new_end
    meetings = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid=uid)
    meeting = meetings.exclude(account=None).select_related("account").first()
    if meeting is None or meeting.account is None or meeting.account.tz not in known_zones():
        return None, None
    start = in_zone(answer.wall, ZoneInfo(meeting.account.tz))
    lasts = entry.end - answer.wall if isinstance(entry.end, datetime) and entry.end.tzinfo is None else timedelta()
    return start, Slot.lasting(start, lasts).ends_at if lasts else start


def _asked_in_words(seat: Membership, entry: Entry, given: InvitationReply, words: str) -> list[InvitationReply]:
    """Another time he names beside a no or a maybe, as a plain mail would ask for it: his words, no act (E3)."""
    if given.partstat not in _NOT_YES or given.new_start is not None or not words:
        return []
    slot, zone = _slot_answered(seat, given.uid, entry)
    if slot is None:
        return []
    said_at = min(given.replied_at or timezone.now(), timezone.now())
    said = answer_to_slot(words, slot.starts_at, said_at, zone)
    if said.said is not Said.OTHER_TIME or not said.quote or (said.new_start is None and asks_in_words(given)):
        return []
    asked = InvitationReply(
        workspace_id=given.workspace_id,
        user_id=given.user_id,
        source=given.source,
        key=sha256(repr([given.key, said.quote, str(said.new_start or said.on)]).encode()).hexdigest(),
        uid=given.uid,
        recurrence_id=given.recurrence_id,
        address=given.address,
        sent_from=given.sent_from,
        partstat=PartStat.TENTATIVE.value,
        sequence=given.sequence,
        # In one breath with the answer, and after it: the words say what the no or maybe means.
        replied_at=given.replied_at and given.replied_at + timedelta(microseconds=1),
        level=min(Level[given.level], Level.E3).name,
        because=_IN_WORDS.get(given.because, given.because),
        new_start=said.new_start,
        new_end=Slot.lasting(said.new_start, slot.lasts_for).ends_at if said.new_start else None,
        words=words_asking(said.day_alone, said.quote),
    )
    return [asked]


def _slot_answered(seat: Membership, uid: str, entry: Entry) -> tuple[Slot | None, ZoneInfo]:
    """The time he answers and the zone his words are read in: our invitation's, else the answer's own and ours."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(uid=uid).first()
    if own is not None:
        return Slot(own.starts_at, own.ends_at), ZoneInfo(own.tz)
    start, end = entry.start, entry.end
    if isinstance(start, datetime) and isinstance(end, datetime) and start.tzinfo and end.tzinfo and start < end:
        return Slot(start, end), ZoneInfo(seat.workspace.tz)
    return None, ZoneInfo(seat.workspace.tz)


def _who(attendee: str, sender: Sender) -> tuple[str, str, str]:
    """For whom an answer speaks, how well that is borne out, and why.

    Somebody else's verified address at the customer's domain is a new person's act, not the attendee's.
    """
    if not sender.address:
        return attendee, "E3", "file"
    if sender.verdict == "fail":
        return attendee, "E0", "rejected"
    if sender.address == attendee:
        proven = sender.verdict == "pass"
        return (attendee, "E4", "verified") if proven else (attendee, "E3", UNVERIFIED[sender.doubt])
    if sender.verdict == "pass" and _is_colleague(sender.address, attendee):
        return sender.address, "E4", "colleague"
    # From is forgeable, and this one does not even claim to be the attendee: kept, shown, and nothing moves.
    return attendee, "E0", "sent by another"


def _is_colleague(address: str, other: str) -> bool:
    """Whether two persons are of one firm; a provider's private addresses are none."""
    return address != other and counterpart(address) == counterpart(other) != ""
