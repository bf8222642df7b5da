"""A customer's answer to an invitation, from a REPLY or COUNTER: kept as it came, believed as far as it is verified.

DESIGN 6 "Who answered?"; RFC 5546 3.2.3 and 3.2.7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from django.utils import timezone

from foothold.actions.uids import uid_key
from foothold.connectors.calendar import ANSWERING, Answer, answer_in, instance_key
from foothold.core.calendar_entries import Entry, Skipped
from foothold.core.relations import counterpart
from foothold.core.replies import PartStat
from foothold.records.models import Invitation, InvitationReply, Meeting, Membership, Source
from foothold.records.models.sources import DELEGATE

ANSWERS = ANSWERING

_KNOWN = frozenset(each.value for each in PartStat)


@dataclass(frozen=True, slots=True)
class Sender:
    """Who brought an answer: the mail's From and what its check said; empty for a bare file."""

    address: str = ""
    verdict: str = "none"


def replies_in(
    seat: Membership, entries: Iterable[Entry], sender: Sender, source: Source, name: str
) -> tuple[list[InvitationReply], list[Skipped]]:
    """The answers these entries hold, not stored yet; what holds none is named."""
    found: list[InvitationReply] = []
    skipped: list[Skipped] = []
    for entry in entries:
        answer = answer_in(entry, sender.address)
        if answer is None:
            skipped.append(Skipped(name, "An answer that does not say who gives it."))
        elif answer.partstat not in _KNOWN and entry.method == "REPLY":
            skipped.append(Skipped(name, f"An answer we do not know: {answer.partstat[:40] or 'none'}."))
        else:
            found.append(_reply(seat, entry, answer, sender, source))
    return found, skipped


def store_replies(seat: Membership, replies: Iterable[InvitationReply]) -> tuple[int, list[UUID]]:
    """Store the answers not known yet; how many, and the meetings to settle again. In the caller's transaction."""
    by_key = {reply.key: reply for reply in replies}
    _hold_to_what_was_sent(seat, list(by_key.values()))
    rows = InvitationReply.objects.in_workspace(seat.workspace_id)
    known = set(rows.filter(user_id=seat.user_id, key__in=list(by_key)).values_list("key", flat=True))
    new = [reply for key, reply in by_key.items() if key not in known]
    rows.bulk_create(new, batch_size=500)
    uids = {reply.uid for reply in new}
    touched = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid__in=uids)
    return len(new), list(touched.values_list("pk", flat=True))


def _hold_to_what_was_sent(seat: Membership, replies: list[InvitationReply]) -> None:
    """Nobody answers what was not sent yet: a SEQUENCE above that of our own invitation is the present one's.

    Nor was an answer given later than it came, whatever its DTSTAMP says: the order of answers follows from it.
    """
    ours = Invitation.objects.in_workspace(seat.workspace_id).filter(uid__in={reply.uid for reply in replies})
    sent, came_at = dict(ours.values_list("uid", "sequence")), timezone.now()
    for reply in replies:
        reply.sequence = min(reply.sequence, sent.get(reply.uid, reply.sequence))
        if reply.replied_at is not None:
            reply.replied_at = min(reply.replied_at, came_at)


def _reply(seat: Membership, entry: Entry, answer: Answer, sender: Sender, source: Source) -> InvitationReply:
    address, level, because = _who(answer.by.address, sender)
    if because == "verified" and _is_colleague(address, answer.by.delegated_from):
        because = DELEGATE
    partstat = answer.partstat if answer.partstat in _KNOWN else PartStat.TENTATIVE.value
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
        new_start=answer.new_start,
        new_end=answer.new_end,
    )
    said = [reply.uid, reply.recurrence_id, address, sender.address, partstat, level]
    said += [str(each) for each in (reply.sequence, answer.stamped, reply.new_start)]
    reply.key = sha256(repr(said).encode()).hexdigest()
    return reply


def _who(attendee: str, sender: Sender) -> tuple[str, str, str]:
    """For whom an answer speaks, how well that is borne out, and why.

    Somebody else's verified address at the customer's domain is a new person's act, not the attendee's.
    """
    if not sender.address:
        return attendee, "E3", "file"
    if sender.verdict == "fail":
        return attendee, "E0", "rejected"
    if sender.address == attendee:
        return (attendee, "E4", "verified") if sender.verdict == "pass" else (attendee, "E3", "unverified")
    if sender.verdict == "pass" and _is_colleague(sender.address, attendee):
        return sender.address, "E4", "colleague"
    # From is forgeable, and this one does not even claim to be the attendee: kept, shown, and nothing moves.
    return attendee, "E0", "sent by another"


def _is_colleague(address: str, other: str) -> bool:
    """Whether two persons are of one firm; a provider's private addresses are none."""
    return address != other and counterpart(address) == counterpart(other) != ""
