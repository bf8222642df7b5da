"""Answers to an invitation that came by mail or file, each with how well it is borne out (DESIGN 6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.core.evidence import Level
from foothold.records.models import InvitationReply, Meeting
from foothold.web.date_words import ANSWERS
from foothold.web.wording import Words

MOST_SHOWN = 50
"""Answers of one meeting looked at; the latest."""

HOW: Mapping[str, Words] = {
    "verified": _l("%(answer)s by mail, verified"),
    "unverified": _l("%(answer)s by mail, not verified"),
    "colleague": _l("%(answer)s by mail, verified: a colleague of theirs"),
    "file": _l("%(answer)s by a file, not verified"),
    "rejected": _l("%(answer)s by mail: failed the check, not counted"),
}


@dataclass(frozen=True, slots=True)
class MailedAnswer:
    """One answer as it came. `address` is whom it speaks for, `sent_from` is said where that is another."""

    address: str
    words: str
    sent_from: str
    waits_for_check: bool
    """A yes that would book the date if somebody vouched for its sender."""


def mailed_answers(meeting: Meeting) -> list[MailedAnswer]:
    """The answers to this instance of an invitation, newest first; of its seller's mail alone."""
    if meeting.entry is None:
        return []
    rows = InvitationReply.objects.in_workspace(meeting.workspace_id).filter(
        user_id=meeting.seller_id, uid=meeting.entry.uid, recurrence_id__in=["", meeting.recurrence_id]
    )
    return [_mailed(row, meeting) for row in rows.order_by("-replied_at", "pk")[:MOST_SHOWN]]


def _mailed(row: InvitationReply, meeting: Meeting) -> MailedAnswer:
    is_old = row.sequence < meeting.sequence
    waits = row.because == "unverified" and row.partstat == "ACCEPTED" and row.new_start is None and not is_old
    return MailedAnswer(
        address=row.address,
        words=_words(row) + (f" ({_('to an earlier time')})" if is_old else ""),
        sent_from=row.sent_from if row.sent_from != row.address else "",
        waits_for_check=waits,
    )


def _words(row: InvitationReply) -> str:
    answer = ANSWERS.get(row.partstat, ANSWERS[""])
    if row.new_start is not None:
        answer = _("asks for %(when)s") % {"when": date_format(localtime(row.new_start), "D j M H:i")}
    said = {"answer": answer}
    if row.because in HOW:
        return HOW[row.because] % said
    # Somebody else's mail in his name: where it counts for nothing, it says so.
    if row.level == Level.E0.name:
        return _("%(answer)s by somebody else's mail, not counted") % said
    return _("%(answer)s by somebody else's mail, not verified") % said
