"""What customers did on an invitation's page, for the page itself and for the seller's screens (UX, S8)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID

from foothold.core.evidence import Level
from foothold.records.invitations import sequence_of
from foothold.records.models import Attendee, Guest, GuestAct, Invitation, InvitationReply, Meeting
from foothold.records.models.booking import GuestActKind

OWN_LINK, SHARED_LINK = "own link", "shared link"
"""`InvitationReply.because` of an answer given on the page."""

ANSWERS = (GuestActKind.YES, GuestActKind.OTHER_TIME, GuestActKind.NOT_THIS_TIME, GuestActKind.NOT_AT_ALL)
"""The acts of which a guest's last one stands."""
_GOES_ON = {GuestActKind.YES, GuestActKind.OTHER_TIME}


@dataclass(frozen=True, slots=True)
class Proposed:
    """A colleague a customer would bring along. He is asked by nobody until the seller does it."""

    name: str
    address: str
    by: str
    level: Level
    said_at: datetime


def digest(token: str) -> str:
    """What is kept of a token to find its guest by."""
    return sha256(token.encode("utf-8", "replace")).hexdigest()


def guest_of(token: str) -> Guest | None:
    """Whose link this is, expired or not; None for one we never gave."""
    guests = Guest.objects.across_workspaces(because="the link says which workspace this request is about")
    return (
        guests.filter(token_sha256=digest(token))
        .select_related("workspace", "invitation__workspace", "invitation__seller", "invitation__meeting__account")
        .first()
    )


def level_of(guest: Guest) -> Level:
    """A link mailed to one person alone is his own act; the shared one may be anybody's (DESIGN 6)."""
    return Level.E4 if guest.address else Level.E3


def acts_of(invitation: Invitation) -> list[GuestAct]:
    """Everything done on the page, oldest first."""
    acts = GuestAct.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
    return list(acts.select_related("guest").order_by("done_at", "pk"))


def last_answer(acts: Iterable[GuestAct], guest: Guest, since: int) -> GuestAct | None:
    """What this guest answered last to the time set under SEQUENCE `since`."""
    his = [act for act in acts if act.guest_id == guest.pk and act.sequence >= since and act.kind in ANSWERS]
    return his[-1] if his else None


def replies_to(invitation: Invitation) -> list[InvitationReply]:
    """The believed answers to the time that stands now, by page, mail or calendar; oldest first."""
    replies = InvitationReply.objects.in_workspace(invitation.workspace_id)
    since, believed = invitation.slot_sequence, replies.filter(uid=invitation.uid).exclude(level=Level.E0.name)
    rows = believed.filter(sequence__gte=since).order_by("replied_at", "pk")
    return [each for each in rows if sequence_of(each, invitation.meeting, since) >= since]


def proposed_colleagues(invitation: Invitation, acts: Iterable[GuestAct] | None = None) -> list[Proposed]:
    """The colleagues customers would bring along who are not attendees yet; `acts` where they are known already."""
    named = [act for act in (acts_of(invitation) if acts is None else acts) if act.kind == GuestActKind.COLLEAGUE]
    if not named:
        return []
    attendees = Attendee.objects.in_workspace(invitation.workspace_id).filter(meeting_id=invitation.meeting_id)
    known = {address.lower() for address in attendees.values_list("address", flat=True)}
    found: dict[str, Proposed] = {}
    for act in named:
        name, address = act.said["name"], act.said["address"]
        if address not in known:
            by, level = act.guest.address, Level[act.level]
            found.setdefault(address, Proposed(name, address, by, level, act.done_at))
    return list(found.values())


def would_not_go_on(meeting: Meeting) -> bool:
    """Whether the customer said no to going on, on the page of the date set in this meeting (METHOD 4.2, 6.1).

    One person's no counts unless another of them, or he himself later, took the date or asked for another.
    """
    acts = GuestAct.objects.in_workspace(meeting.workspace_id).filter(
        invitation__from_meeting=meeting, kind__in=ANSWERS
    )
    return _says_no(dict(acts.order_by("done_at", "pk").values_list("guest_id", "kind")).values())


def not_going_on(meetings: Collection[Meeting]) -> set[UUID]:
    """Those of these dates, all of one workspace, on whose page they said no to going on; none asked, no query."""
    if not meetings:
        return set()
    workspace_id = next(iter(meetings)).workspace_id
    acts = GuestAct.objects.in_workspace(workspace_id).filter(invitation__meeting__in=meetings, kind__in=ANSWERS)
    last: dict[UUID, dict[UUID, str]] = {}
    for meeting, guest, kind in acts.order_by("done_at", "pk").values_list("invitation__meeting", "guest_id", "kind"):
        last.setdefault(meeting, {})[guest] = kind
    return {meeting for meeting, said in last.items() if _says_no(said.values())}


def _says_no(last: Collection[str]) -> bool:
    return GuestActKind.NOT_AT_ALL in last and not _GOES_ON & set(last)
