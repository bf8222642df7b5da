"""A customer's answer to an invitation, from a REPLY or COUNTER: kept as it came, believed as far as it is verified.

DESIGN 6 "Who answered?"; RFC 5546 3.2.3 and 3.2.7.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from foothold.actions.uids import uid_key
from foothold.connectors.calendar import instance_key
from foothold.core.calendar_entries import Attendee, Entry, Skipped
from foothold.core.relations import counterpart
from foothold.core.replies import PartStat
from foothold.records.models import InvitationReply, Meeting, Membership, Source

ANSWERS = frozenset({"REPLY", "COUNTER"})
"""The METHODs that carry a customer's answer."""

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
        attendee = next((each for each in entry.attendees if each.address), None)
        if attendee is None:
            skipped.append(Skipped(name, "An answer that does not say who gives it."))
        elif attendee.partstat not in _KNOWN and entry.method == "REPLY":
            skipped.append(Skipped(name, f"An answer we do not know: {attendee.partstat[:40] or 'none'}."))
        else:
            found.append(_reply(seat, entry, attendee, sender, source))
    return found, skipped


def store_replies(seat: Membership, replies: Iterable[InvitationReply]) -> tuple[int, list[UUID]]:
    """Store the answers not known yet; how many, and the meetings to settle again. In the caller's transaction."""
    by_key = {reply.key: reply for reply in replies}
    rows = InvitationReply.objects.in_workspace(seat.workspace_id)
    known = set(rows.filter(user_id=seat.user_id, key__in=list(by_key)).values_list("key", flat=True))
    new = [reply for key, reply in by_key.items() if key not in known]
    rows.bulk_create(new, batch_size=500)
    uids = {reply.uid for reply in new}
    touched = Meeting.objects.in_workspace(seat.workspace_id).filter(entry__uid__in=uids)
    return len(new), list(touched.values_list("pk", flat=True))


def _reply(seat: Membership, entry: Entry, attendee: Attendee, sender: Sender, source: Source) -> InvitationReply:
    address, level, because = _who(attendee.address, sender)
    partstat = attendee.partstat if attendee.partstat in _KNOWN else PartStat.TENTATIVE.value
    counter = entry.method == "COUNTER"
    reply = InvitationReply(
        workspace_id=seat.workspace_id,
        user_id=seat.user_id,
        source=source,
        uid=uid_key(entry.uid),
        recurrence_id=instance_key(entry.recurrence_id)[:64],
        address=address[:254],
        sent_from=sender.address[:254],
        partstat=partstat,
        sequence=min(entry.sequence, 2_147_483_647),
        replied_at=entry.stamped,
        level=level,
        because=because,
        new_start=_moment(entry.start) if counter else None,
        new_end=_moment(entry.end) if counter else None,
    )
    said = [reply.uid, reply.recurrence_id, address, sender.address, partstat, level]
    said += [str(each) for each in (reply.sequence, entry.stamped, reply.new_start)]
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
    if sender.verdict == "pass" and counterpart(sender.address) == counterpart(attendee) != "":
        return sender.address, "E4", "colleague"
    # From is forgeable, and this one does not even claim to be the attendee: kept, shown, and nothing moves.
    return attendee, "E0", "sent by another"


def _moment(value: object) -> datetime | None:
    return value if isinstance(value, datetime) and value.tzinfo is not None else None
