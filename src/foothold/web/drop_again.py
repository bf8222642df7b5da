"""Which mails to drop again once our mail server is named: of what was read before, no check of a sender is kept."""

from collections.abc import Iterable
from datetime import datetime

from django.utils.translation import gettext as _

from foothold.actions.settle_answers import UNPROVEN
from foothold.actions.whom_to_write import mailbox_of
from foothold.core.evidence import Level
from foothold.records.guests import SHARED_LINK
from foothold.records.invitations import AS_GIVEN
from foothold.records.models import Attendee, InvitationReply, Meeting, Membership
from foothold.records.models.sources import SourceType

_BY_MAIL = UNPROVEN - {SHARED_LINK}
_NAMED = 5
"""Mails named in one sentence; more are an ellipsis."""


def drop_again(seat: Membership, *, now: datetime) -> str:
    """Whose answers of the person's own, to dates ahead, could be verified now; empty where there are none.

    A connected mailbox is read again by itself.
    """
    if mailbox_of(seat) is not None:
        return ""
    own = InvitationReply.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    doubtful = own.filter(because__in=_BY_MAIL).values("uid")
    meetings = Meeting.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, held_at__gt=now)
    listed = meetings.filter(entry__uid__in=doubtful).select_related("entry")
    ahead = {each.entry.uid: each for each in listed if each.entry is not None}
    last: dict[tuple[str, str], InvitationReply] = {}
    rows = own.filter(uid__in=ahead).exclude(level=Level.E0.name)
    for row in rows.select_related("source").order_by(*AS_GIVEN[:-1], "level"):
        last[row.uid, row.address] = row
    unproven = [row for row in last.values() if row.because in _BY_MAIL and _was_dropped(row)]
    if not unproven:
        return ""
    names = _names(seat, [ahead[row.uid] for row in unproven])
    which = [f"{names.get(row.address) or row.address}, {ahead[row.uid].title}" for row in unproven]
    said = "; ".join(which[:_NAMED]) + ("…" if len(which) > _NAMED else "")
    return _("Drop these mails once more, so that their senders are checked: %(which)s.") % {"which": said}


def _was_dropped(row: InvitationReply) -> bool:
    return row.source.kind == SourceType.MAILS and not row.source.is_read_on


def _names(seat: Membership, meetings: Iterable[Meeting]) -> dict[str, str]:
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting__in=list(meetings)).exclude(name="")
    return dict(people.values_list("address", "name"))
