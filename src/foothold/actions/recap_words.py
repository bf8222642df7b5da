"""The words of a recap: what both sides took on, by whom and by when, and the next date. No verdict (UX, S4; P5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from foothold.actions.book_next_step import own_address
from foothold.actions.greeting import greeting
from foothold.actions.invitation_words import said_to_customer
from foothold.actions.letter_dates import zone_name
from foothold.actions.settle_homework import is_same_thing
from foothold.actions.whom_to_write import whom_to_write
from foothold.core.evidence import Level, Side
from foothold.records.accounts import declined_and_unheard
from foothold.records.agreed import named_in
from foothold.records.closing import absence_told
from foothold.records.invitations import day_promised, homework_of
from foothold.records.models import Commitment, Invitation, Meeting, Membership
from foothold.records.models.findings import Promise
from foothold.records.models.meetings import CustomerAnswer
from foothold.records.own_name import own_name

_MANY = 12
"""Lines of a side at most: a recap is read in a minute."""


@dataclass(frozen=True, slots=True)
class RecapDraft:
    """What would leave. `to` are (address, name); `left_out` the promises its seller has not decided on yet."""

    to: tuple[tuple[str, str], ...]
    subject: str
    text: str
    left_out: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Task:
    side: str
    owner: str
    what: str
    due_on: date | None
    promise: Commitment | None


def recap_draft(seat: Membership, meeting: Meeting) -> RecapDraft:
    """The recap as it would be sent; the seller may change its words before."""
    to, absent = tuple(whom_to_write(seat, meeting)), declined_and_unheard(meeting)
    zone = ZoneInfo(seat.workspace.tz)
    day = format_date(meeting.held_at.astimezone(zone), "l j F")
    promised, booked = _promised(meeting), next_booked(meeting)
    tasks = _tasks(promised, booked)
    parts = [
        greeting([name for address, name in to if address not in absent]),
        _("thank you for your time on {day}. This is what we noted.").format(day=day),
        _listed(_("You:"), (each for each in tasks if each.side == Side.CUSTOMER)),
        _listed(_("We:"), (each for each in tasks if each.side == Side.OURS)),
        _next_date(meeting, booked, zone),
        _("If something is missing or not as you see it, please write back."),
        own_name(seat.user, seat.workspace_id, own_address(seat)),
    ]
    subject = _("What we noted on {day}: {title}").format(day=day, title=_title(meeting))
    left_out = tuple(each.what for each in promised if not _is_decided(each))
    return RecapDraft(to, subject[:200], "\n\n".join(part for part in parts if part), left_out)


def next_booked(meeting: Meeting) -> Invitation | None:
    """The invitation made while closing this meeting that still stands."""
    rows = Invitation.objects.in_workspace(meeting.workspace_id).filter(from_meeting=meeting, cancelled_at=None)
    return rows.select_related("meeting").order_by("-created_at").first()


def _tasks(promised: Iterable[Commitment], booked: Invitation | None) -> list[_Task]:
    """What was promised in it and kept, then what the next invitation asks each side to bring; each once."""
    found = [_Task(each.side, each.owner, each.what, each.due_on, each) for each in promised if _is_decided(each)]
    if booked is not None:
        brought = homework_of(booked.meeting)
        found += [_Task(each.side, each.owner, each.what, day_promised(each), each.commitment) for each in brought]
    once: list[_Task] = []
    for each in found:
        if not any(each.side == known.side and is_same_thing(each.what, known.what) for known in once):
            once.append(each)
    return once


def _promised(meeting: Meeting) -> list[Commitment]:
    promised = Commitment.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, state=Promise.OPEN)
    return list(promised.order_by(F("due_on").asc(nulls_last=True), "place"))


def _is_decided(promise: Commitment) -> bool:
    """Whether its seller kept it, or wrote it down himself: what was only read may be misread, and stays here."""
    return promise.kept_at is not None or promise.is_own_words


def _listed(heading: str, tasks: Iterable[_Task]) -> str:
    lines = [f"- {_line(each)}" for each in tasks][:_MANY]
    return "\n".join([heading, *lines]) if lines else ""


def _line(task: _Task) -> str:
    what = said_to_customer(" ".join(task.what.split()), task.promise)
    owner = task.owner.strip()
    said = f"{owner[:1].upper()}{owner[1:]}: {what}" if owner else what
    return _("{what}, by {day}").format(what=said, day=format_date(task.due_on, "l j F")) if task.due_on else said


def _next_date(meeting: Meeting, booked: Invitation | None, zone: ZoneInfo) -> str:
    """The next date; one in the days they said to be away is asked about, until they said yes to it themselves."""
    said, start, is_accepted = _next_named(meeting, booked, zone)
    away = absence_told(meeting)
    if away is None or away.back_on <= meeting.held_at.astimezone(zone).date() or is_accepted:
        return said
    until, first = format_date(away.back_on, "l j F"), format_date(away.first, "l j F")
    if away.first > meeting.held_at.astimezone(zone).date():
        away_then = _("You said that you are away from {first} until {day}").format(first=first, day=until)
    else:
        away_then = _("You said that you are away until {day}").format(day=until)
    if start is None:
        return f"{said} {away_then}."
    asks = _("{away}: does this time suit you all the same?").format(away=away_then)
    return f"{said}\n{asks}" if start.astimezone(zone).date() in away else said


def _next_named(meeting: Meeting, booked: Invitation | None, zone: ZoneInfo) -> tuple[str, datetime | None, bool]:
    """The sentence, the time it names, and whether they accepted that by their own act."""
    if booked is not None:
        when = _when(booked.starts_at, booked.ends_at, booked.tz)
        said = _("Next: {when}, {topic}").format(when=when, topic=booked.topic)
        return said, booked.starts_at, _is_accepted(booked.meeting)
    start, word = named_in(meeting) or (meeting.held_at, Level.E0)
    if start > meeting.held_at and word >= Level.E3:
        return _("Next, as we agreed: {when}").format(when=_when(start, None, str(zone))), start, False
    ahead = meeting.next_meeting
    if ahead is not None and ahead.stands and not ahead.all_day:
        said = _("Next: {when}").format(when=_when(ahead.held_at, ahead.ends_at, str(zone)))
        return said, ahead.held_at, _is_accepted(ahead)
    if start > meeting.held_at and word > Level.E0:
        return _("Next, as proposed: {when}").format(when=_when(start, None, str(zone))), start, False
    return _("We have not set a next date yet."), None, False


def _is_accepted(meeting: Meeting) -> bool:
    return meeting.answer == CustomerAnswer.ACCEPTED and meeting.answer_level == Level.E4.name


def _when(starts_at: datetime, ends_at: datetime | None, tz: str) -> str:
    zone = ZoneInfo(tz)
    begins = starts_at.astimezone(zone)
    until = f"–{ends_at.astimezone(zone):%H:%M}" if ends_at else ""
    return f"{format_date(begins, 'l j F')}, {begins:%H:%M}{until} ({zone_name(tz)})"


def _title(meeting: Meeting) -> str:
    return meeting.title.strip() or _("our meeting")
