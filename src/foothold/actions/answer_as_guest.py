"""The customer answers the invitation on its page: yes, another time, not this time, not at all (METHOD 4.1, 4.2)."""

from datetime import UTC, datetime, timedelta
from hashlib import sha256

from foothold.actions.guest_acts import Refusal, Refused, acting, keep_act
from foothold.actions.keep_own_entry import booked_here
from foothold.actions.settle import settle_again
from foothold.actions.settle_ending import settle_ending
from foothold.core.evidence import Side
from foothold.core.replies import PartStat
from foothold.core.slots import Slot
from foothold.records.guests import ANSWERS, OWN_LINK, SHARED_LINK, acts_of, last_answer
from foothold.records.models import Attendee, Guest, GuestAct, Invitation, InvitationReply, Membership
from foothold.records.models.booking import GuestActKind

FARTHEST = timedelta(days=400)
"""How far ahead another time may be asked for."""

_PARTSTATS = {
    GuestActKind.YES: PartStat.ACCEPTED,
    # As calendars do it that counter: neither a yes nor a no to the slot, and another one named.
    GuestActKind.OTHER_TIME: PartStat.TENTATIVE,
    GuestActKind.NOT_THIS_TIME: PartStat.DECLINED,
    GuestActKind.NOT_AT_ALL: PartStat.DECLINED,
}


def answer_as_guest(
    guest: Guest, answer: GuestActKind, *, sequence: int, now: datetime, asks_for: datetime | None = None
) -> GuestAct:
    """Take a guest's answer to the invitation as he saw it (`sequence`), and move the meeting's state.

    It counts where the time it was given to still stands (RFC 5546 2.1.4): words may have changed since.
    The same answer again changes nothing and returns the act that stands. `asks_for`, aware, belongs to OTHER_TIME.
    His own link is his own act (E4), the shared one is somebody's of the firm (E3). NOT_AT_ALL is an explicit no:
    it declines this date and ends the meeting it was set in with a no (METHOD 6.1).
    Raises Refused: CHANGED for a time since moved,
    NO_TIME, TIME_PAST, TIME_FAR or SAME_TIME for a time that cannot be asked for, and what `acting` refuses;
    ValueError for an act that is no answer.
    """
    if answer not in ANSWERS:
        raise ValueError(f"{answer} is no answer")
    with acting(guest, now) as invitation:
        if not invitation.slot_sequence <= sequence <= invitation.sequence:
            raise Refused(Refusal.CHANGED)
        said = {}
        if answer is GuestActKind.OTHER_TIME:
            said["asks_for"] = _time_asked(asks_for, invitation, now).astimezone(UTC).isoformat()
        standing = last_answer(acts_of(invitation), guest, invitation.slot_sequence)
        if standing is not None and (standing.kind, standing.said) == (answer, said):
            return standing
        act = keep_act(guest, invitation, answer, said, now, sequence=sequence)
        seat = Membership.objects.in_workspace(invitation.workspace_id).get(user_id=invitation.seller_id)
        _keep_reply(act, guest, invitation, seat)
        settle_again(seat, [invitation.meeting_id])
        if invitation.from_meeting is not None:
            settle_ending(invitation.from_meeting)
    return act


def not_for_me(guest: Guest, *, now: datetime) -> GuestAct:
    """Say to the seller that he asked the wrong person. Forwards nothing, answers nothing; once is enough."""
    with acting(guest, now) as invitation:
        acts = [act for act in acts_of(invitation) if act.guest_id == guest.pk]
        said = next((act for act in acts if act.kind == GuestActKind.NOT_FOR_ME), None)
        return said or keep_act(guest, invitation, GuestActKind.NOT_FOR_ME, {}, now)


def _time_asked(asks_for: datetime | None, invitation: Invitation, now: datetime) -> datetime:
    if asks_for is None:
        raise Refused(Refusal.NO_TIME)
    if asks_for <= now:
        raise Refused(Refusal.TIME_PAST)
    if asks_for > now + FARTHEST:
        raise Refused(Refusal.TIME_FAR)
    if asks_for == invitation.starts_at:
        raise Refused(Refusal.SAME_TIME)
    return asks_for


def _keep_reply(act: GuestAct, guest: Guest, invitation: Invitation, seat: Membership) -> None:
    asked = act.said.get("asks_for")
    new_start = datetime.fromisoformat(asked) if asked else None
    length = Slot(invitation.starts_at, invitation.ends_at).lasts_for
    InvitationReply.objects.in_workspace(guest.workspace_id).create(
        user_id=invitation.seller_id,
        source=booked_here(seat),
        key=sha256(f"guest act {act.pk}".encode()).hexdigest(),
        uid=invitation.uid,
        address=_answers_for(guest, invitation),
        sent_from=guest.address,
        partstat=_PARTSTATS[GuestActKind(act.kind)].value,
        sequence=act.sequence,
        replied_at=act.done_at,
        level=act.level,
        because=OWN_LINK if guest.address else SHARED_LINK,
        new_start=new_start,
        new_end=Slot.lasting(new_start, length).ends_at if new_start else None,
    )


def _answers_for(guest: Guest, invitation: Invitation) -> str:
    """Whose answer it is. By the shared link it is the only one's who was asked, else somebody's: empty."""
    if guest.address:
        return guest.address
    asked = Attendee.objects.in_workspace(guest.workspace_id).filter(
        meeting_id=invitation.meeting_id, side=Side.CUSTOMER.value
    )
    addresses = [address for address in asked.values_list("address", flat=True) if address]
    return addresses[0] if len(addresses) == 1 else ""
