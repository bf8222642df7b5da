"""What is said of a silence, in words: both explanations, always, and none of them asserted (003-10; UX 6)."""

from collections.abc import Mapping
from datetime import datetime
from math import ceil, floor
from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.core.gone_dark import FROM_OWN, Advised, Foretold
from foothold.core.touches import How
from foothold.records.models import Membership
from foothold.records.silences import DealSilence
from foothold.records.silent_deals import Told
from foothold.web.wording import Words

TOUCHED: Mapping[How, Words] = {
    How.MAIL: _l("mail"),
    How.CALL: _l("call"),
    How.INVITATION: _l("invitation"),
    How.PROPOSAL: _l("proposal past its day"),
    How.PROMISE: _l("their promise past its day"),
}
NOBODY: Mapping[Told, Words] = {
    Told.NONE: _l("Whether anybody is silent is not known: no mails and no calls were read."),
    Told.FEW: _l("Nobody is known to be silent. It cannot be told yet: with most customers no mail or call was read."),
    Told.MOST: _l("Nobody is silent. Deals without a meeting are not counted."),
}
"""What is said where no deal is silent."""
BOTH: Words = _l("Less interested, or something else came first. Silence alone does not tell.")
ADVICE: Mapping[Advised, Words] = {
    Advised.OURS_FIRST: _l("Deliver what we owe first. Then it is their turn."),
    Advised.WAIT: _l("Wait. It is too early to call it silence."),
    Advised.ONE_MESSAGE: _l("One message, by another way: two dates, one topic."),
    Advised.ANOTHER_PERSON: _l("Ask somebody else there who acted before."),
    Advised.LAST_MESSAGE: _l("One last message with three answers."),
    Advised.LET_GO: _l("Let go. Any act of theirs brings it back."),
}

FIND_SOMEBODY: Words = _l("Another person there would be next: find out who.")


def silent_for(found: DealSilence) -> str:
    """Silent for 11 working days (usually 3), or what of it is known."""
    if found.silence is None:
        return _("Nothing of ours waits for an answer.")
    return waited(int(found.silence.ages[0]), found.usual_answer_days)


def waited(days: int, usual: float | None) -> str:
    """11 working days (usually 3)."""
    so_long = working_days(days)
    if usual is None:
        return _("%(waited)s (usual time not known)") % {"waited": so_long}
    return _("%(waited)s (usually %(usual)s)") % {"waited": so_long, "usual": short_days(usual)}


def working_days(days: int) -> str:
    """11 working days."""
    return ngettext("%(n)d working day", "%(n)d working days", days) % {"n": days}


def short_days(days: float) -> str:
    """3, or "under 1"."""
    return _("under 1") if days < 1 else str(round(days))


def takes_days(days: float) -> str:
    """2.4 working days: how long one answer took."""
    return _("%(n)s working days") % {"n": f"{round(days, 1):g}"}


def usually(found: DealSilence) -> str:
    """How long they usually take, with what it was counted on."""
    many = found.usual.replies
    if found.usual_answer_days is None:
        by = (
            _("The chance uses the default rhythm.") if found.is_by_default else _("The chance uses the team's rhythm.")
        )
        return f"{takes(None)} {by}"
    counted = ngettext("%(n)d answer", "%(n)d answers", many) % {"n": many}
    return f"{takes(found.usual_answer_days).removesuffix('.')} ({counted})."


def takes(usual: float | None) -> str:
    """How long they usually take, in working days."""
    if usual is None:
        return _("How long they usually take is not known.")
    if usual < 1:
        return _("Half their answers come within one working day.")
    days = round(usual)
    return ngettext(
        "Half their answers come within %(n)d working day.", "Half their answers come within %(n)d working days.", days
    ) % {"n": days}


def answers(found: DealSilence) -> tuple[str, ...]:
    """How likely an answer is, in lines: 2 % if we wait, 4 % if we write; in words alone where too little is known."""
    if found.silence is None or found.booked:
        return ()
    both = found.foretold
    if both is None:
        return (
            _("How likely an answer is: too few silences of yours (%(n)d of %(of)d).")
            % {"n": found.own.ended, "of": FROM_OWN},
        )
    waiting, touching = ({"p": _percent(each.p), "range": _range(each)} for each in both)
    return (
        _("Chance of an answer within five working days:"),
        _("%(p)s if we wait (%(range)s)") % waiting,
        _("%(p)s if we write now (%(range)s)") % touching,
        _("Counted on %(n)d silences of yours.") % {"n": found.own.ended},
    )


def _percent(p: float) -> str:
    return _("under 1 %") if p < 0.005 else _("%(n)d %%") % {"n": round(100 * p)}


def _range(each: Foretold) -> str:
    """Both ends rounded outward, so that nothing is claimed."""
    return _("%(low)d to %(high)d") % {"low": floor(100 * each.low), "high": ceil(100 * each.high)}


def last_sign(seat: Membership, found: DealSilence) -> str:
    """The last thing they did."""
    if found.last_act_at is None:
        return _("No sign of theirs is known.")
    return _("Last sign of theirs: %(day)s.") % {"day": day_of(seat, found.last_act_at)}


def day_of(seat: Membership, at: datetime) -> str:
    """A day with its weekday, in the workspace's zone."""
    return date_format(at.astimezone(ZoneInfo(seat.workspace.tz)), "D j M")
