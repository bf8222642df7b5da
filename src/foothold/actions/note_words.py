"""What a note to the seller says: one thing, one action, how to answer it by mail, how to switch it off (UX 4)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from django.urls import NoReverseMatch, reverse
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _l
from django.utils.translation import ngettext

from foothold.actions.choose_notes import off_token
from foothold.actions.record_replies import PLAIN_WORDS
from foothold.actions.settle_answers import undoes_no_yes
from foothold.core.evidence import Level, Side
from foothold.core.readiness import Question
from foothold.core.reminders import NoteKind
from foothold.core.replies import PartStat
from foothold.records.closing import to_close
from foothold.records.models import Commitment, InvitationReply, Meeting, Membership
from foothold.records.models.findings import ONCE, Promise
from foothold.records.models.meetings import CustomerAnswer
from foothold.records.reach import public_url
from foothold.records.readiness import sheet_of
from foothold.records.today import Today

EXAMPLE = "thu 10 pump hours"
"""A line that is understood; shown where one may be answered with."""
COUNTER = "COUNTER"
"""The answer that asks for another time."""
_NAMED = 5


@dataclass(frozen=True, slots=True)
class NoteText:
    """A note as it leaves."""

    subject: str
    text: str


def today_note(seat: Membership, found: Today, *, now: datetime) -> NoteText | None:
    """The same list as Today's page; None where nothing needs the seller."""
    zone = ZoneInfo(seat.workspace.tz)
    meetings = [f"{_clock(each.held_at, zone)}  {_title(each)}" for each in found.meetings if not each.all_day]
    meetings += [f"{_('all day')}  {_title(each)}" for each in found.meetings if each.all_day]
    owed = len(found.we_owe) + len(found.they_owe)
    if not (meetings or owed or found.to_answer):
        return None
    parts = [
        "\n".join(meetings) or _("No customer meetings today."),
        _listed(_("We owe:"), (_promise(each, now, zone) for each in found.we_owe)),
        _listed(_("They owe:"), (_promise(each, now, zone) for each in found.they_owe)),
        _listed(_("We must answer:"), (f"{_when(each.held_at, zone)}  {_title(each)}" for each in found.to_answer)),
        _without_date(found),
        _("That is all."),
        _line(_("Today"), "today"),
    ]
    counts = [ngettext("%(n)d meeting", "%(n)d meetings", len(meetings)) % {"n": len(meetings)}]
    if owed:
        counts.append(ngettext("%(n)d promise due", "%(n)d promises due", owed) % {"n": owed})
    day = format_date(now.astimezone(zone), "D j M")
    return NoteText(f"{day}: {', '.join(counts)}", _whole(seat, NoteKind.TODAY, parts))


def ready_note(seat: Membership, meeting: Meeting, *, now: datetime) -> NoteText:
    """Twenty minutes before: what it is for, how much is known, and what both sides still owe each other."""
    zone = ZoneInfo(seat.workspace.tz)
    sheet = sheet_of(seat, meeting, now=now)
    outcome = sheet.outcome.strip()
    known = _("{n} of {all} known.").format(n=sheet.known, all=len(Question))
    theirs, ours = _open_with(seat, meeting, Side.CUSTOMER), _open_with(seat, meeting, Side.OURS)
    parts = [
        f"{_clock(meeting.held_at, zone)}  {_title(meeting)}" + (f", {meeting.place}" if meeting.place else ""),
        known,
        _("To leave with: {outcome}").format(outcome=outcome) if outcome else _("No outcome set yet."),
        _listed(_("We owe:"), (each.what for each in ours)),
        _listed(_("They owe:"), (each.what for each in theirs)),
        _line(_("Get ready"), "ready", meeting.pk),
    ]
    subject = f"{_clock(meeting.held_at, zone)} {_title(meeting)}. {known}"
    return NoteText(subject, _whole(seat, NoteKind.READY, parts))


def close_note(seat: Membership, meeting: Meeting, *, now: datetime) -> NoteText:
    """Five minutes before the end, with the times Close would offer; answered with one line, it is booked."""
    found = to_close(seat, meeting, None, now=now)
    free = [_when(each.slot.starts_at, ZoneInfo(seat.workspace.tz)) for each in found.offer.slots]
    parts = [
        _("5 minutes left: {title}").format(title=_title(meeting)),
        _("The line to say: “So we do not play phone tag: Tuesday or Thursday?”"),
        _("Free: {times}").format(times=", ".join(free)) if free else "",
        _line(_("Book the next one"), "close", meeting.pk),
        how_to_answer(),
    ]
    return NoteText(_("Book the next one: {title}").format(title=_title(meeting)), _whole(seat, NoteKind.CLOSE, parts))


def answer_note(
    seat: Membership, meeting: Meeting, who: str, partstat: str, reply: InvitationReply | None = None
) -> NoteText:
    """A customer answered: Petra Lang accepted Thu 24 Sep 10:00."""
    zone = ZoneInfo(seat.workspace.tz)
    asks_for = reply.new_start if reply is not None and partstat == COUNTER else None
    moment = _when(asks_for or meeting.held_at, zone)
    is_booked = meeting.answer == CustomerAnswer.ACCEPTED and meeting.answer_level == Level.E4.name
    books_nothing = reply is not None and reply.level != Level.E4.name and not is_booked
    words = _YES_UNPROVEN if partstat == PartStat.ACCEPTED.value and books_nothing else _SAID.get(partstat, _ANSWERED)
    said = str(words).format(who=who, when=moment)
    parts = [f"{said}\n{_title(meeting)}", _doubt(meeting, reply, is_booked), _line(_("Open"), "meeting", meeting.pk)]
    return NoteText(said, _whole(seat, NoteKind.ANSWER, parts))


def _doubt(meeting: Meeting, reply: InvitationReply | None, is_booked: bool) -> str:
    """What an answer that is no act of theirs is worth; empty where it counts as it stands."""
    if reply is None or reply.level == Level.E4.name:
        return ""
    if is_booked and reply.because == PLAIN_WORDS and undoes_no_yes(reply):
        words = _("So we read their mail: “{words}”. The date stays booked until they take it back themselves.")
        return words.format(words=" ".join(reply.words.split())[:300])
    if is_booked and undoes_no_yes(reply):
        return _("Nobody vouches for it. The date stays booked until they say so themselves.")
    if reply.partstat != PartStat.ACCEPTED.value or reply.new_start is not None or is_booked:
        return ""
    if meeting.answer == CustomerAnswer.DECLINED:
        return _("It books nothing: they declined themselves, and that stands until they say otherwise themselves.")
    return _("It books nothing until they accept it themselves.")


def how_to_answer() -> str:
    """What one line in reply can say."""
    return _(
        "Or answer this mail with one line: “{example}”. Also “later 2w”, “they would not”, “none because …”, “let go”."
    ).format(example=EXAMPLE)


def address_of(name: str, key: UUID | None = None) -> str:
    """A page of ours as a phone opens it; empty where only this machine reaches us."""
    base = public_url()
    return f"{base}{_path(name, key)}" if base else ""


def _path(name: str, key: UUID | None) -> str:
    if name == "close" and key is not None:
        try:
            return f"{reverse('close')}?meeting={key}"
        except NoReverseMatch:
            return reverse("meeting", args=[key])
    try:
        return reverse(name, args=[key] if key else [])
    except NoReverseMatch:
        return reverse("meeting", args=[key]) if key else reverse("today")


def _whole(seat: Membership, kind: NoteKind, parts: Sequence[str]) -> str:
    base = public_url()
    off = _("No more of these: {link}").format(link=f"{base}{reverse('note_off', args=[off_token(seat, kind)])}")
    return "\n\n".join(part for part in [*parts, off if base else _("No more of these: Set up, Notes.")] if part)


def _line(word: str, name: str, key: UUID | None = None) -> str:
    address = address_of(name, key)
    return f"{word}: {address}" if address else ""


def _listed(heading: str, lines: Iterable[str]) -> str:
    shown = [f"- {' '.join(line.split())[:120]}" for line in lines]
    more = len(shown) - _NAMED
    rest = [ngettext("- and %(n)d more", "- and %(n)d more", more) % {"n": more}] if more > 0 else []
    return "\n".join([heading, *shown[:_NAMED], *rest]) if shown else ""


def _promise(promise: Commitment, now: datetime, zone: ZoneInfo) -> str:
    late = (now.astimezone(zone).date() - promise.due_on).days if promise.due_on else 0
    days = ngettext("%(n)d day late", "%(n)d days late", late) % {"n": late} if late > 0 else _("due today")
    account = promise.meeting.account
    return f"{promise.what} ({account.name}, {days})" if account else f"{promise.what} ({days})"


def _without_date(found: Today) -> str:
    count = len(found.without_next)
    words = ngettext("%(n)d customer has no next date.", "%(n)d customers have no next date.", count)
    return words % {"n": count} if count else ""


def _open_with(seat: Membership, meeting: Meeting, side: Side) -> list[Commitment]:
    if meeting.account_id is None:
        return []
    rows = Commitment.objects.in_workspace(seat.workspace_id).filter(
        ONCE,
        meeting__account_id=meeting.account_id,
        meeting__seller_id=seat.user_id,
        side=side.value,
        state=Promise.OPEN,
    )
    return list(rows.order_by("due_on", "pk")[:_NAMED])


def _title(meeting: Meeting) -> str:
    title = meeting.title.strip() or _("No title")
    name = meeting.account.name if meeting.account else ""
    return f"{name}: {title}" if name and name.casefold() not in title.casefold() else title


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%H:%M}"


def _when(moment: datetime, zone: ZoneInfo) -> str:
    local = moment.astimezone(zone)
    return f"{format_date(local, 'D j M')} {local:%H:%M}"


_ANSWERED = _l("{who} answered: {when}")
_YES_UNPROVEN = _l("{who} says yes, not verified: {when}")
_SAID = {
    PartStat.ACCEPTED.value: _l("{who} accepted {when}"),
    PartStat.DECLINED.value: _l("{who} declined {when}"),
    PartStat.TENTATIVE.value: _l("{who} may come, {when}"),
    PartStat.DELEGATED.value: _l("{who} sends somebody else, {when}"),
    COUNTER: _l("{who} asks for another time: {when}"),
}
