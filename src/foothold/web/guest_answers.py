"""What was answered to an invitation, in a sentence for the customer (UX, S8)."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from foothold.actions.words_of_replies import asks_in_words
from foothold.core.replies import PartStat
from foothold.records.guests import SHARED_LINK, acts_of, last_answer, replies_to
from foothold.records.models import GuestAct, InvitationReply
from foothold.records.models.booking import BY_HAND, GuestActKind
from foothold.web.guest_visit import Visit

_JUST = timedelta(minutes=5)
"""How long after an answer by the shared link the browser that comes back from it is its giver's."""


@dataclass(frozen=True, slots=True)
class Answered:
    """`kind` is a GuestActKind; `is_own` whether this very person gave it, as far as his link tells."""

    kind: str
    sentence: str
    after: str
    is_own: bool


def answered(visit: Visit) -> Answered | None:
    """The answer that stands for this visitor: his own, else the last one somebody of his firm gave."""
    replies = replies_to(visit.invitation)
    own = [reply for reply in replies if _is_own(reply, visit)]
    act = last_answer(visit.acts, visit.guest, visit.invitation.slot_sequence)
    if not visit.guest.address:
        # By the link they share: his alone where his browser comes back from giving it.
        shared = [reply for reply in replies if reply.because == SHARED_LINK]
        own = shared if act is not None and _comes_from(act, visit) else []
    if own:
        return _own(visit, own[-1], act)
    return _somebodys(visit, replies[-1]) if replies else None


def answered_just_now(visit: Visit) -> str:
    """What names the answer given by the shared link in this request; empty by a link of his own, which needs none."""
    if visit.guest.address:
        return ""
    act = last_answer(acts_of(visit.invitation), visit.guest, visit.invitation.slot_sequence)
    return act.pk.hex if act is not None else ""


def _comes_from(act: GuestAct, visit: Visit) -> bool:
    # Later the same address may have been passed on.
    return visit.just == act.pk.hex and visit.now - act.done_at < _JUST


def _is_own(reply: InvitationReply, visit: Visit) -> bool:
    # What came by the shared link may be anybody's, though it was written down for the only one asked.
    return reply.address == visit.guest.address and reply.because != SHARED_LINK


def _own(visit: Visit, reply: InvitationReply, act: GuestAct | None) -> Answered:
    by_page = act is not None and (reply.replied_at is None or act.done_at >= reply.replied_at)
    kind = act.kind if act is not None and by_page else _kind(reply)
    given = _("You answered %(at)s: %(answer)s.")
    sentence = given % {"at": _at(visit, reply.replied_at), "answer": _answer(visit, kind, reply.new_start)}
    after = " ".join(filter(None, (_after(kind, visit.seller), _makes_certain(visit, kind))))
    return Answered(kind, sentence, after, is_own=True)


def _somebodys(visit: Visit, reply: InvitationReply) -> Answered:
    kind = _kind(reply)
    given = (
        # By a link that everybody shares it may have been himself, and it may be he who comes by it now.
        _("It was answered %(at)s: %(answer)s.")
        if reply.because == SHARED_LINK or not visit.guest.address
        else _("Somebody at your company already answered %(answer)s %(at)s.")
    )
    sentence = given % {"answer": _answer(visit, kind, reply.new_start), "at": _at(visit, reply.replied_at)}
    return Answered(kind, sentence, _makes_certain(visit, kind), is_own=False)


def _kind(reply: InvitationReply) -> str:
    if reply.new_start is not None or asks_in_words(reply):
        return GuestActKind.OTHER_TIME
    if reply.partstat == PartStat.ACCEPTED:
        return GuestActKind.YES
    return GuestActKind.NOT_THIS_TIME if reply.partstat == PartStat.DECLINED else ""


def _answer(visit: Visit, kind: str, asks_for: datetime | None) -> str:
    if kind == GuestActKind.OTHER_TIME and asks_for is not None:
        return _("Another time, %(moment)s") % {"moment": visit.moment(asks_for)}
    known = {
        GuestActKind.YES: _("Yes"),
        GuestActKind.OTHER_TIME: _("Another time"),
        GuestActKind.NOT_THIS_TIME: _("Not at this time"),
        GuestActKind.NOT_AT_ALL: _("No, thank you"),
    }
    return known[GuestActKind(kind)] if kind in known else _("Perhaps")


def _at(visit: Visit, at: datetime | None) -> str:
    if at is None:
        return ""
    same_day = at.astimezone(visit.zone).date() == visit.now.astimezone(visit.zone).date()
    said = _("at %(clock)s") if same_day else _("on %(day)s at %(clock)s")
    return said % {"day": visit.day(at), "clock": visit.clock(at)}


def _makes_certain(visit: Visit, kind: str) -> str:
    """A yes by the link they share is somebody's, and books nothing yet: what does is theirs to do.

    Whether what the seller sent himself came with an invitation for a calendar, or was a mail's words alone, nobody
    knows here.
    """
    if kind != GuestActKind.YES or visit.guest.address:
        return ""
    if visit.invitation.way in BY_HAND:
        return _("If you have it as an invitation in your calendar, accept it there, too: that makes it certain.")
    return _("Accept the invitation in your calendar, too: that makes it certain.")


def _after(kind: str, seller: str) -> str:
    said = {
        GuestActKind.YES: _("Thank you. %(seller)s sees it at once."),
        GuestActKind.OTHER_TIME: _("Thank you. %(seller)s sees it and answers you."),
        GuestActKind.NOT_THIS_TIME: _("Thank you for saying so. %(seller)s sees that another time is needed."),
        GuestActKind.NOT_AT_ALL: _("Thank you for saying so. %(seller)s sees it."),
    }
    return said[GuestActKind(kind)] % {"seller": seller} if kind in said else ""
