"""The story of an invitation: set, sent, answered by whom when and how well borne out, moved, called off."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.actions.words_of_replies import own_words
from foothold.records.guests import ANSWERS
from foothold.records.invitations import customers_invited, sequence_of
from foothold.records.models import Departure, GuestAct, Invitation, InvitationReply, InvitationStep
from foothold.records.models.booking import InvitationStepKind
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState
from foothold.records.taken_back import taken_back_of
from foothold.web.mailed_answers import words_of_answer
from foothold.web.wording import Words

MOST_SHOWN = 60
"""Lines of one story; the latest."""

_LEFT: Mapping[str, Words] = {
    DepartureKind.INVITATION: _l("Invitation"),
    DepartureKind.CHANGE: _l("Change"),
    DepartureKind.CANCELLATION: _l("Cancellation"),
    DepartureKind.COUNTER_DECLINED: _l("Answer: it stays"),
    DepartureKind.RECAP: _l("Recap"),
}


@dataclass(frozen=True, slots=True)
class StoryLine:
    """One thing that happened. `who` did it; `level` is how well it is borne out (METHOD 3), empty for our own."""

    at: datetime | None
    what: str
    who: str = ""
    quote: str = ""
    level: str = ""


def story_of(invitation: Invitation) -> list[StoryLine]:
    """Everything that is on record of it, in the order it happened."""
    lines = [*_ours(invitation), *_left(invitation), *_answered(invitation), *_on_the_page(invitation)]
    lines.sort(key=lambda line: (line.at is None, line.at))
    return lines[-MOST_SHOWN:]


def _ours(invitation: Invitation) -> Iterator[StoryLine]:
    where = _("Set before the meeting ended") if invitation.in_room else _("Set")
    yield StoryLine(invitation.created_at, where, invitation.seller.name)
    for step in InvitationStep.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation):
        yield StoryLine(step.done_at, _words_of_step(step, ZoneInfo(invitation.tz)), invitation.seller.name)


_STEPS: Mapping[str, Words] = {
    InvitationStepKind.MOVED: _l("Moved"),
    InvitationStepKind.FOLLOWED: _l("Moved in the calendar"),
    InvitationStepKind.CHANGED: _l("Changed"),
    InvitationStepKind.BY_HAND: _l("Sent by hand"),
    InvitationStepKind.CALLED_OFF: _l("Called off"),
}


def _words_of_step(step: InvitationStep, zone: ZoneInfo) -> str:
    """What was done; of a move from when to when, in the zone of the invitation, and whether they wanted it."""
    if step.was_at is None or step.is_at is None:
        return str(_STEPS[step.kind])
    was, is_at = (date_format(moment.astimezone(zone), "D j M H:i") for moment in (step.was_at, step.is_at))
    words = (
        _("%(moved)s from %(was)s to %(is)s, as they asked")
        if step.asked_for
        else _("%(moved)s from %(was)s to %(is)s")
    )
    return words % {"moved": _STEPS[step.kind], "was": was, "is": is_at}


def _left(invitation: Invitation) -> Iterator[StoryLine]:
    rows = Departure.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
    for row in [*rows.exclude(state=DepartureState.TAKEN_BACK).order_by("made_at", "pk"), *taken_back_of(invitation)]:
        what = _LEFT.get(row.kind, row.get_kind_display())
        yield StoryLine(row.left_at or row.made_at, departure_words(row, what), ", ".join(row.to_addresses[:3]))


def departure_words(row: Departure, what: Words) -> str:
    """Where something that leaves is: waiting, gone, taken back, or refused and why."""
    if row.by == ConnectionKind.CALENDAR:
        sent, waits = _("%(what)s: in your calendar"), _("%(what)s: waits for your calendar")
    else:
        sent, waits = _("%(what)s: sent to"), _("%(what)s: waiting to send to")
    if row.state == DepartureState.TAKEN_BACK:
        return _("%(what)s: taken back, not sent to") % {"what": what}
    if row.state == DepartureState.SENT:
        return sent % {"what": what}
    if row.state == DepartureState.REFUSED:
        return _("%(what)s: refused. %(problem)s") % {"what": what, "problem": row.problem}
    return waits % {"what": what}


def _answered(invitation: Invitation) -> Iterator[StoryLine]:
    uids = {invitation.uid}
    if invitation.meeting.entry is not None:
        uids.add(invitation.meeting.entry.uid)
    rows = InvitationReply.objects.in_workspace(invitation.workspace_id).filter(
        user_id=invitation.seller_id, uid__in=uids
    )
    names = {each.address: each.name for each in customers_invited(invitation)}
    since = invitation.slot_sequence
    for row in rows.order_by("-replied_at", "-pk")[:MOST_SHOWN]:
        is_old = sequence_of(row, invitation.meeting, since) < since
        earlier = f" ({_('to an earlier time')})" if is_old else ""
        yield StoryLine(
            row.replied_at,
            words_of_answer(row) + earlier,
            names.get(row.address) or row.address,
            own_words(row),
            row.level,
        )


def _on_the_page(invitation: Invitation) -> Iterator[StoryLine]:
    rows = GuestAct.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
    rows = rows.exclude(kind__in=ANSWERS)  # those stand among the answers
    for row in rows.select_related("guest").order_by("-done_at", "-pk")[:MOST_SHOWN]:
        who = row.guest.name or row.guest.address or _("Somebody with the shared link")
        words = str(row.said.get("words", "")) if isinstance(row.said, dict) else ""
        yield StoryLine(
            row.done_at, _("On the page: %(what)s") % {"what": row.get_kind_display()}, who, words, row.level
        )
