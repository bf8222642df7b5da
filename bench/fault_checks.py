"""What must be true in the end, whatever was done to the processes and wires between (DESIGN 1.5)."""

import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from fault_loops import CustomerInbox, Loop, Mail
from fault_world import World


@dataclass
class Verdict:
    """What a run came to. `identical` and `different` count mails beyond one of a Message-ID."""

    loops: int = 0
    lost: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    doubled_entries: list[str] = field(default_factory=list)
    overtaken: list[str] = field(default_factory=list)
    identical: int = 0
    different: int = 0

    def violations(self, *, copies_allowed: int) -> list[str]:
        """What must not be. `copies_allowed`: how many faults may have cut a 250 off from us."""
        found = [*self.lost, *self.wrong, *self.doubled_entries, *self.overtaken]
        if self.different:
            found.append(f"{self.different} copies are not identical")
        if self.identical > copies_allowed:
            found.append(f"{self.identical} copies, and only {copies_allowed} windows for them")
        return found


def checked(world: World, inbox: CustomerInbox, loops: Sequence[Loop]) -> Verdict:
    """Compare every loop with the database, the customer's mailbox and the calendar server."""
    mails: dict[str, list[Mail]] = defaultdict(list)
    for mail in inbox.all():
        mails[mail.uid].append(mail)
    verdict = Verdict(loops=len(loops))
    for loop in loops:
        found = len(verdict.lost) + len(verdict.wrong)
        verdict.lost += [f"{loop.number} {loop.plan}: {words}" for words in loop.wrong]
        if loop.uid:
            _stored_right(world, loop, verdict)
            if not _never_left(world, loop) or loop.uid in mails:
                _arrived(loop, mails.get(loop.uid, []), _overtaken(world, loop), verdict)
            if len(verdict.lost) + len(verdict.wrong) > found:
                print(f"outbox of {loop.number}: {_outbox(world, loop)}", file=sys.stderr)
    _entries(world, loops, verdict)
    _copies(mails.values(), verdict)
    _in_order(world, mails, verdict)
    return verdict


def _stored_right(world: World, loop: Loop, verdict: Verdict) -> None:
    from foothold.records.models import Invitation, InvitationReply, Meeting
    from foothold.records.standing import standing

    where = f"{loop.number} {loop.plan}"
    workspace = world.seat.workspace_id
    invitation = Invitation.objects.in_workspace(workspace).filter(made_under=loop.key).first()
    if invitation is None:
        verdict.lost.append(f"{where}: acknowledged, and not stored")
        return
    meetings = list(Meeting.objects.in_workspace(workspace).filter(entry__uid=loop.uid))
    if len(meetings) != 1:
        verdict.wrong.append(f"{where}: {len(meetings)} meetings of one UID")
        return
    stand = standing(meetings[0], loop.start).stand.value
    is_so = (invitation.sequence, invitation.starts_at, invitation.cancelled_at is not None, stand)
    must_be = (loop.sequence, loop.start, loop.cancelled, loop.stand)
    if is_so != must_be:
        verdict.wrong.append(f"{where}: {is_so} and not {must_be}")
    if meetings[0].held_at != loop.start:
        verdict.wrong.append(f"{where}: the meeting is at {meetings[0].held_at} and not {loop.start}")
    if invitation.left_at is None and not _never_left(world, loop):
        verdict.wrong.append(f"{where}: it has left, and is not known to")
    replies = InvitationReply.objects.in_workspace(workspace).filter(uid=loop.uid).count()
    if replies != loop.replies:
        (verdict.lost if replies < loop.replies else verdict.wrong).append(
            f"{where}: {replies} of {loop.replies} answers are stored"
        )


def _overtaken(world: World, loop: Loop) -> set[int]:
    """What was not sent, because a newer update says all of it: that one has left, or was about to."""
    from foothold.records.models import Departure

    rows = Departure.objects.in_workspace(world.seat.workspace_id).filter(uid=loop.uid, by="mail", state="taken_back")
    return set(rows.values_list("sequence", flat=True))


def _never_left(world: World, loop: Loop) -> bool:
    """Whether it was called off before any letter of it had left: then nobody is told, and nothing is to be there.

    What was written into the seller's own calendar told nobody.
    """
    from foothold.records.models import Departure

    letters = Departure.objects.in_workspace(world.seat.workspace_id).filter(uid=loop.uid, by="mail", state="sent")
    return loop.cancelled and not letters.exists()


def _outbox(world: World, loop: Loop) -> str:
    """What became of everything of the loop that was to leave, for the words of a violation."""
    from foothold.records.models import Departure

    rows = Departure.objects.in_workspace(world.seat.workspace_id).filter(uid=loop.uid).order_by("made_at", "pk")
    return "; ".join(f"{row.kind} {row.sequence} by {row.by}: {row.state} {row.problem}".strip() for row in rows)


def _arrived(loop: Loop, mails: Sequence[Mail], overtaken: set[int], verdict: Verdict) -> None:
    where = f"{loop.number} {loop.plan}"
    if not mails:
        verdict.lost.append(f"{where}: no invitation at the customer's")
        return
    last = mails[-1]
    if (last.method, last.sequence) != loop.last or last.start != loop.start:
        verdict.lost.append(f"{where}: her last mail says {last}, and not {loop.last}, {loop.start}")
    got = {mail.sequence for mail in mails} | overtaken
    if got != set(range(loop.sequence + 1)):
        verdict.lost.append(f"{where}: she got {sorted(got)} of {loop.sequence + 1} updates")


def _entries(world: World, loops: Sequence[Loop], verdict: Verdict) -> None:
    """One entry a meeting in the calendar, in its last state."""
    from foothold.connectors.calendar import read_calendar

    there: dict[str, list[tuple[int, object, bool]]] = defaultdict(list)
    for path in world.stored_entries():
        for entry in read_calendar(path.read_bytes(), path.name).entries:
            there[entry.uid].append((entry.sequence, entry.start, entry.status == "CANCELLED"))
    for loop in (each for each in loops if each.uid):
        found = there.pop(loop.uid, [])
        if not found and _never_left(world, loop):
            continue
        if not found:
            verdict.lost.append(f"{loop.number} {loop.plan}: not in the calendar")
        elif len(found) > 1:
            verdict.doubled_entries.append(f"{loop.number} {loop.plan}: {len(found)} entries")
        elif found[0] != (loop.sequence, loop.start, loop.cancelled):
            verdict.wrong.append(f"{loop.number} {loop.plan}: the calendar says {found[0]}")
    known = {loop.uid for loop in loops}
    verdict.doubled_entries += [f"an entry nobody booked: {uid}" for uid in there if uid not in known]


def _copies(mails: Iterable[Sequence[Mail]], verdict: Verdict) -> None:
    by_identity: dict[str, list[Mail]] = defaultdict(list)
    for of_meeting in mails:
        for mail in of_meeting:
            by_identity[mail.message_id].append(mail)
    for same in by_identity.values():
        if len({mail.digest for mail in same}) > 1:
            verdict.different += len(same) - 1
        else:
            verdict.identical += len(same) - 1
    identities: dict[tuple[str, str, int], set[str]] = defaultdict(set)
    for same in by_identity.values():
        identities[same[0].uid, same[0].method, same[0].sequence].add(same[0].message_id)
    verdict.different += sum(len(each) - 1 for each in identities.values())


def _in_order(world: World, mails: dict[str, list[Mail]], verdict: Verdict) -> None:
    """No older SEQUENCE after a newer one, at the mail server and at the calendar server."""
    by_calendar: dict[str, list[int]] = defaultdict(list)
    for put in world.calendar_wire.puts:
        by_calendar[put.uid].append(put.sequence)
    by_mail = {uid: [mail.sequence for mail in listed] for uid, listed in mails.items()}
    for where, listed in (("mail", by_mail), ("calendar", by_calendar)):
        for uid, sequences in listed.items():
            if sequences != sorted(sequences):
                verdict.overtaken.append(f"{where} {uid}: {sequences}")
