"""Answers to an invitation that came by mail or file, each with how well it is borne out (DESIGN 6)."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l

from foothold.actions.record_replies import PLAIN_WORDS, UNPROVEN_WORDS, UNVERIFIED
from foothold.actions.settle_answers import UNPROVEN, undoes_no_yes
from foothold.actions.words_of_replies import asks_in_words, own_words, time_in_words
from foothold.connectors.mail.authentication import Doubt
from foothold.core.evidence import Level
from foothold.core.replies import PartStat
from foothold.records.guests import OWN_LINK, SHARED_LINK
from foothold.records.invitations import answers_since, invitation_to, sequence_of
from foothold.records.models import InvitationReply, Meeting
from foothold.records.models.sources import DELEGATE
from foothold.web.date_words import ANSWERS
from foothold.web.wording import Words

MOST_SHOWN = 50
"""Answers of one meeting looked at; the latest."""

HOW: Mapping[str, Words] = {
    "verified": _l("%(answer)s by mail, verified"),
    UNVERIFIED[None]: _l("%(answer)s by mail, not verified"),
    UNVERIFIED[Doubt.UNSIGNED]: _l("%(answer)s by mail, not verified: nobody signed it"),
    UNVERIFIED[Doubt.BY_ANOTHER]: _l("%(answer)s by mail, not verified: signed by another domain than theirs"),
    UNVERIFIED[Doubt.NO_KEY]: _l("%(answer)s by mail, not verified: the key it was signed with is not in DNS"),
    UNVERIFIED[Doubt.NO_ANSWER]: _l("%(answer)s by mail, not verified: DNS did not answer"),
    UNVERIFIED[Doubt.ALTERED]: _l("%(answer)s by mail, not verified: changed on its way, its signature does not fit"),
    UNVERIFIED[Doubt.UNFIT]: _l("%(answer)s by mail, not verified: its signature proves too little"),
    "colleague": _l("%(answer)s by mail, verified: a colleague of theirs"),
    DELEGATE: _l("%(answer)s by mail, verified: sent by whoever was invited"),
    "file": _l("%(answer)s by a file, not verified"),
    OWN_LINK: _l("%(answer)s on the page, by their own link"),
    SHARED_LINK: _l("%(answer)s on the page, by the link they share"),
    PLAIN_WORDS: _l("%(answer)s in a mail, in words"),
    UNPROVEN_WORDS: _l("%(answer)s in a mail, in words, not verified"),
    "pasted": _l("%(answer)s by a reply you pasted, not verified"),
    "rejected": _l("%(answer)s by mail: failed the check, not counted"),
}


_SAID: Mapping[str, Words] = {
    PartStat.ACCEPTED.value: _l("said yes"),
    PartStat.TENTATIVE.value: _l("said maybe"),
    PartStat.DECLINED.value: _l("said no"),
    PartStat.DELEGATED.value: _l("sends somebody else"),
}
_WHERE: Mapping[str, Words] = {
    "file": _l("%(said)s in a file"),
    "pasted": _l("%(said)s in a reply you pasted"),
    OWN_LINK: _l("%(said)s on the page"),
    SHARED_LINK: _l("%(said)s on the page"),
}


@dataclass(frozen=True, slots=True)
class MailedAnswer:
    """One answer as it came. `address` is whom it speaks for, `sent_from` is said where that is another.

    `said` is the same in short, beside the name; empty for what does not count or answers an earlier time.
    """

    address: str
    words: str
    sent_from: str
    waits_for_check: bool
    """A yes that would book the date if somebody vouched for its sender."""
    said: Words = ""
    is_his_yes: bool = False
    """His own act (E4), and a yes to the present time."""
    undoes_no_yes: bool = False
    """Not a yes, to the present time, in words or vouched for by nobody: it counts against nobody's own yes."""
    is_his_no: bool = False
    """His own act (E4), and a no to the present time."""
    undoes_no_no: bool = False
    """Vouched for by nobody: it counts against nobody's own no."""
    asks_for_another_time: bool = False


def disagree(mailed: Iterable[MailedAnswer], noted: Collection[str]) -> bool:
    """Whether somebody's last answer is no act of his and is shown only: a yes of theirs stands against it.

    `mailed`, newest first, of a booked meeting; `noted` are those whose yes the calendar shows. Another time takes
    back nobody's yes, another person's neither.
    """
    last: dict[str, MailedAnswer] = {}
    agreed = set(noted)
    for answer in mailed:
        last.setdefault(answer.address, answer)
        agreed |= {answer.address} if answer.is_his_yes else set()
    doubtful = [answer for answer in last.values() if answer.undoes_no_yes]
    return any(answer.asks_for_another_time or answer.address in agreed for answer in doubtful)


def mailed_answers(meeting: Meeting) -> list[MailedAnswer]:
    """The answers to this instance of an invitation, newest first; of its seller's mail alone."""
    if meeting.entry is None:
        return []
    rows = InvitationReply.objects.in_workspace(meeting.workspace_id).filter(
        user_id=meeting.seller_id, uid=meeting.entry.uid, recurrence_id__in=["", meeting.recurrence_id]
    )
    ours = invitation_to(meeting)
    since = meeting.sequence if ours is None else answers_since(ours.slot_sequence, ours.starts_at, meeting)
    return [_mailed(row, meeting, since) for row in rows.order_by("-replied_at", "pk")[:MOST_SHOWN]]


def _mailed(row: InvitationReply, meeting: Meeting, since: int) -> MailedAnswer:
    is_old = sequence_of(row, meeting, since) < since
    says_yes = row.partstat == PartStat.ACCEPTED and row.new_start is None and not is_old
    is_act = row.level == Level.E4.name and row.new_start is None and not is_old
    waits = row.because in UNVERIFIED.values() and says_yes
    return MailedAnswer(
        address=row.address,
        words=words_of_answer(row) + (f" ({_('to an earlier time')})" if is_old else "") + _quoted(row),
        sent_from=row.sent_from if row.sent_from != row.address else "",
        waits_for_check=waits,
        said="" if is_old or row.level == Level.E0.name else _said(row),
        is_his_yes=says_yes and is_act,
        undoes_no_yes=undoes_no_yes(row) and not is_old,
        is_his_no=row.partstat == PartStat.DECLINED
        and row.new_start is None
        and not is_old
        and row.level == Level.E4.name,
        undoes_no_no=row.because in UNPROVEN and row.new_start is None and not asks_in_words(row),
        asks_for_another_time=row.new_start is not None or asks_in_words(row),
    )


def _quoted(row: InvitationReply) -> str:
    """The words an answer was read out of: whoever sees them sees what it is worth."""
    return f": “{own_words(row)}”" if own_words(row) and row.because in {PLAIN_WORDS, UNPROVEN_WORDS} else ""


def _said(row: InvitationReply) -> Words:
    asks = row.new_start is not None or asks_in_words(row)
    said = _("asked for another time") if asks else _SAID.get(row.partstat, "")
    return _WHERE.get(row.because, _("%(said)s in a mail")) % {"said": said} if said else ""


def words_of_answer(row: InvitationReply) -> str:
    """What was answered, by which way, and how well that is borne out."""
    answer = ANSWERS.get(row.partstat, ANSWERS[""])
    if row.new_start is not None:
        answer = _("asks for %(when)s") % {"when": date_format(localtime(row.new_start), "D j M H:i")}
    elif asks_in_words(row):
        answer = _("asks for %(when)s") % {"when": time_in_words(row)}
    said = {"answer": answer}
    if row.because in HOW:
        return HOW[row.because] % said
    # Somebody else's mail in his name: where it counts for nothing, it says so.
    if row.level == Level.E0.name:
        return _("%(answer)s by somebody else's mail, not counted") % said
    return _("%(answer)s by somebody else's mail, not verified") % said
