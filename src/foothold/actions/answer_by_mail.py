"""The seller's one line in answer to a note of ours: echoed first, done only when he says yes (UX 4; core.one_line).

It is his only if it stands in his own folder of sent mail, or the trusted server vouches for its sender; what
anybody else writes under our Message-IDs does nothing. A mail is answered once, however often it is read.
"""

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from foothold.actions.book_next_step import CannotBook, NextDate, ToBring, book_next_step
from foothold.actions.close_opportunity import NotYours
from foothold.actions.close_without_date import close_without_date
from foothold.actions.depart import depart
from foothold.actions.let_go import let_go
from foothold.actions.note_words import EXAMPLE, NoteText
from foothold.actions.send_notes import letter_to_self
from foothold.actions.whom_to_write import whom_to_write
from foothold.connectors.mail.composing import message_id
from foothold.connectors.mail.mailbox import NewMail
from foothold.connectors.mail.message import MailMessage, read_message
from foothold.core.close_out import close_out
from foothold.core.commitments import Commitment as Promised
from foothold.core.commitments import CommitmentState
from foothold.core.conversation import Unreadable
from foothold.core.evidence import Side
from foothold.core.one_line import Mention, NotUnderstood, OneLine, Problem, Wanted, first_line, read_line
from foothold.core.slots import Slot
from foothold.reading.dates import find_dates
from foothold.records.models import Commitment, Connection, Departure, Meeting, Membership, Opportunity
from foothold.records.models.booking import Closed
from foothold.records.models.connections import DepartureKind

TOO_OLD = timedelta(days=3)
"""An answer read later than this after it was written is not acted on: what was asked is over."""
USUAL_LENGTH = timedelta(minutes=45)
ASKED = "asked"
"""Where in the mailbox's cursor stands what was echoed and waits for a yes, by the echo's Message-ID."""
KEPT = 20
"""Echoes that are remembered."""
log = logging.getLogger(__name__)

_YES = frozenset({"yes", "y", "yes please", "ok", "okay", "send", "send it", "ja", "ja bitte", "passt", "senden"})
_NO = frozenset({"no", "no thanks", "stop", "cancel", "nein"})


@dataclass(frozen=True, slots=True)
class _Answer:
    """One mail of the seller's: under which key it is answered, the note it answers, its one line, when written."""

    key: str
    message: MailMessage
    note: Departure
    line: str
    now: datetime


def take_answers(seat: Membership, connection: Connection, mails: Sequence[NewMail], *, now: datetime) -> int:
    """Answer each of them with a mail to the seller himself; how many. In the caller's transaction.

    What waits for a yes is kept in `connection.cursor`; the caller stores it.
    """
    answered = 0
    for new in mails:
        try:
            with transaction.atomic():
                answered += _take(seat, connection, new, now=now)
        except Exception:
            # A fault of ours with one line must not keep the mailbox from being read.
            log.exception("A line of %s could not be answered.", seat.user_id)
    return answered


def _take(seat: Membership, connection: Connection, new: NewMail, *, now: datetime) -> bool:
    answer = _his(seat, connection, new, now=now)
    words = _answered(seat, connection, answer, now=now) if answer is not None else None
    if answer is None or words is None:
        return False
    _leave(seat, connection, answer, words, now=now)
    return True


def _his(seat: Membership, connection: Connection, new: NewMail, *, now: datetime) -> _Answer | None:
    """The answer, if it is the seller's own, fresh, and not answered yet."""
    try:
        message = read_message(new.data, "answer", authserv_id=seat.workspace.authserv_id or None)
    except Unreadable:
        return None
    vouched = new.heading.folder.kind == "sent" or message.authentication.verdict == "pass"
    if message.from_address != connection.address or message.is_mass_mail or not vouched:
        return None
    written_at = message.sent_at or now
    if now - written_at > TOO_OLD:
        return None
    note = _note(seat, message)
    key = f"line {seat.user_id.hex} {sha256(message.message_id.encode()).hexdigest()[:40]}"
    if note is None or Departure.objects.in_workspace(seat.workspace_id).filter(key=key).exists():
        return None
    moment = min(written_at, now).astimezone(ZoneInfo(seat.workspace.tz))
    return _Answer(key, message, note, first_line(message.new_text), moment)


def _note(seat: Membership, message: MailMessage) -> Departure | None:
    """The note it answers: the one it replies to, else the last of ours it refers to."""
    own = Departure.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, kind=DepartureKind.NOTE)
    for identity in [message.in_reply_to, *reversed(message.references)]:
        found = own.filter(message_id=identity).select_related("meeting", "meeting__account").first()
        if identity and found is not None:
            return found
    return None


def _answered(seat: Membership, connection: Connection, answer: _Answer, *, now: datetime) -> NoteText | None:
    """What to write back; None where nothing is to be said any more."""
    asked = connection.cursor.get(ASKED, {}).get(answer.note.message_id)
    word = answer.line.strip(" .!,").casefold()
    if asked is not None and word in _YES | _NO:
        return _settled(seat, connection, answer, asked, agreed=word in _YES, now=now)
    meeting = answer.note.meeting
    if meeting is None or meeting.seller_id != seat.user_id:
        return _not_understood(_("This note is about no one meeting. Answer the note of that meeting."))
    said = _read(answer.line, answer.now)
    if isinstance(said, NotUnderstood):
        return _not_understood(_problem(said))
    echoed = _resolved(seat, meeting, said)
    _remember(connection, message_id(answer.key, connection.address.rpartition("@")[2]), echoed)
    return NoteText(_("I understood: {what}").format(what=_summary(echoed)), _echo(seat, meeting, echoed))


def _read(line: str, now: datetime) -> OneLine | NotUnderstood:
    """In English, else in German: a seller writes to himself as he speaks."""

    def english(text: str, moment: datetime, /) -> Sequence[Mention]:
        return find_dates(text, moment)

    def german(text: str, moment: datetime, /) -> Sequence[Mention]:
        return find_dates(text, moment, locale="de")

    said = read_line(line, now, english)
    if isinstance(said, NotUnderstood) and said.problem is Problem.UNCLEAR:
        again = read_line(line, now, german, language="de")
        return said if isinstance(again, NotUnderstood) and again.problem is Problem.UNCLEAR else again
    return said


def _resolved(seat: Membership, meeting: Meeting, said: OneLine) -> dict[str, Any]:
    """What will be done, with everything filled in, as it is kept until he says yes: plain values."""
    lasts = said.lasts_for or (meeting.ended_at - meeting.held_at if meeting.ends_at else USUAL_LENGTH)
    return {
        "wanted": said.wanted.value,
        "meeting": str(meeting.pk),
        "starts_at": said.starts_at.isoformat() if said.starts_at else "",
        "minutes": int(lasts.total_seconds() // 60),
        "topic": said.topic or _topic(seat, meeting),
        "also": list(said.also),
        "until_on": said.until_on.isoformat() if said.until_on else "",
        "because": said.because,
    }


def _topic(seat: Membership, meeting: Meeting) -> str:
    """The topic Close would fill in, else what the last one was about."""
    rows = Commitment.objects.in_workspace(seat.workspace_id).filter(meeting=meeting)
    promised = [
        Promised(
            owner=each.owner,
            side=Side(each.side),
            deliverable=each.what,
            due=each.due_on,
            state=CommitmentState(each.state),
        )
        for each in rows
    ]
    return close_out([], promises=promised).topic or meeting.title or _("Next step")


def _settled(
    seat: Membership, connection: Connection, answer: _Answer, asked: Mapping[str, Any], *, agreed: bool, now: datetime
) -> NoteText | None:
    """He said yes, or no, to an echo; said again, nothing happens again."""
    if asked.get("settled"):
        return None
    _remember(connection, answer.note.message_id, {**asked, "settled": True})
    if not agreed:
        return NoteText(_("Left as it is"), _("Nothing was done: {what}").format(what=_summary(asked)))
    meeting = Meeting.objects.in_workspace(seat.workspace_id).filter(pk=UUID(asked["meeting"])).first()
    if meeting is None or meeting.seller_id != seat.user_id:
        return NoteText(_("Nothing was done"), _("That meeting is no longer here."))
    try:
        return _done(seat, meeting, asked, key=answer.note.message_id, now=now)
    except CannotBook as cannot:
        again = _("Answer with another time, like “{example}”.").format(example=EXAMPLE)
        return NoteText(_("Not booked: {why}").format(why=str(cannot)), f"{cannot}\n\n{again}")


def _done(seat: Membership, meeting: Meeting, asked: Mapping[str, Any], *, key: str, now: datetime) -> NoteText:
    wanted = Wanted(asked["wanted"])
    if wanted is Wanted.BOOK:
        starts_at = datetime.fromisoformat(asked["starts_at"])
        people = whom_to_write(seat, meeting)
        next_date = NextDate(
            key=f"mail {sha256(key.encode()).hexdigest()[:40]}",
            starts_at=starts_at,
            ends_at=Slot.lasting(starts_at, timedelta(minutes=asked["minutes"])).ends_at,
            tz=seat.workspace.tz,
            topic=asked["topic"],
            attendees=people,
            they_bring=[ToBring(each) for each in asked["also"]],
            place=meeting.place,
            medium=meeting.medium,
        )
        book_next_step(seat, next_date, from_meeting=meeting, now=now)
        names = ", ".join(name or address for address, name in people)
        said = _("Sent to {names}: {what}").format(names=names, what=_summary(asked))
        return NoteText(said, said)
    how, words = _closing(wanted, asked)
    close_without_date(seat, meeting, how, words=words, now=now)
    if wanted is Wanted.LET_GO and meeting.opportunity is not None:
        return _deal_let_go(seat, meeting.opportunity, now=now)
    said = _("Noted: {what}").format(what=_summary(asked))
    return NoteText(said, "\n\n".join(filter(None, [said, _not_done(wanted)])))


def _deal_let_go(seat: Membership, deal: Opportunity, *, now: datetime) -> NoteText:
    """As the button does it (UX J10): closed, with a day to look again; or why it was not."""
    try:
        gone = let_go(seat, deal, now=now)
    except NotYours:
        why = _("It is a colleague's to end. The meeting is noted as not asked.")
        return NoteText(_("Not let go: {deal}").format(deal=deal.name), why)
    if gone is None:
        return NoteText(_("Not let go: {deal}").format(deal=deal.name), _("This deal has ended already."))
    day = format_date(gone.look_again_on, "D j M Y")
    said = _("The deal is closed as let go; nothing was sent. Look again on {day}. Any act of theirs brings it back.")
    return NoteText(_("Let go: {deal}").format(deal=deal.name), said.format(day=day))


def _not_done(wanted: Wanted) -> str:
    """What somebody may think was done with his word, and was not."""
    return {
        Wanted.LET_GO: _("This meeting belongs to no deal, so none was closed. The meeting is noted as not asked."),
        Wanted.LATER: _("The meeting is noted as not asked. Nothing reminds you on that day: book a date, or note it."),
    }.get(wanted, "")


def _closing(wanted: Wanted, asked: Mapping[str, Any]) -> tuple[Closed, str]:
    """How a meeting without a date was closed (METHOD 4.2): their words, or our reason."""
    if wanted is Wanted.WOULD_NOT:
        return Closed.REFUSED, str(asked["because"])
    return Closed.NOT_ASKED, _summary(asked)


def _summary(asked: Mapping[str, Any]) -> str:
    """One line: Thu 24 Sep 10:00, pump hours."""
    wanted, because = Wanted(asked["wanted"]), str(asked["because"])
    if wanted is Wanted.BOOK:
        starts_at = datetime.fromisoformat(asked["starts_at"])
        return f"{format_date(starts_at, 'D j M')} {starts_at:%H:%M}, {asked['topic']}"
    if wanted is Wanted.LATER:
        day = format_date(date.fromisoformat(asked["until_on"]), "D j M Y")
        return _because(_("later, from {day}").format(day=day), because)
    if wanted is Wanted.LET_GO:
        return _because(_("let go"), because)
    if wanted is Wanted.WOULD_NOT:
        return _because(_("they would not set a date"), because)
    return because


def _because(said: str, because: str) -> str:
    return f"{said}: {because}" if because else said


def _echo(seat: Membership, meeting: Meeting, asked: Mapping[str, Any]) -> str:
    book = asked["wanted"] == Wanted.BOOK
    names = ", ".join(name or address for address, name in whom_to_write(seat, meeting))
    about = meeting.account.name if meeting.account else meeting.title
    lines = [
        _("I understood: {what}.").format(what=_summary(asked)),
        _("{minutes} min, with {names}.").format(minutes=asked["minutes"], names=names or _("nobody yet: no address"))
        if book
        else _("About {account}.").format(account=about),
        _("They bring: {what}.").format(what=", ".join(asked["also"])) if asked["also"] else "",
        _will_be_done(meeting, Wanted(asked["wanted"])),
        _("Reply yes to send.") if book else _("Reply yes to note it."),
    ]
    return "\n\n".join(line for line in lines if line)


def _will_be_done(meeting: Meeting, wanted: Wanted) -> str:
    if wanted is Wanted.LET_GO and meeting.opportunity is not None:
        return _("The deal “{deal}” will be closed as let go.").format(deal=meeting.opportunity.name)
    return ""


def _not_understood(why: str) -> NoteText:
    example = _("One line is enough, like “{example}”, “later 2w”, “they would not”, “none because …” or “let go”.")
    return NoteText(_("I did not understand that"), f"{why}\n\n{example.format(example=EXAMPLE)}")


def _problem(said: NotUnderstood) -> str:
    line = f"“{said.line}”: " if said.line else ""
    return {
        Problem.EMPTY: _("There was no line of yours in the mail."),
        Problem.UNCLEAR: line + _("neither a day nor an answer I know."),
        Problem.NO_DAY: line + _("no day in it."),
        Problem.NO_TIME: line + _("a day without a time."),
        Problem.TWO_TIMES: line + _("more than one time. Which one?"),
        Problem.DAY_OR_HOUR: line + _("the number may be the day or the hour. Write the time as 10:00."),
        Problem.PAST: line + _("that time has passed."),
        Problem.NO_REASON: line + _("say why, after “because”."),
    }[said.problem]


def _remember(connection: Connection, message_id: str, echoed: Mapping[str, Any]) -> None:
    asked = {**connection.cursor.get(ASKED, {}), message_id: dict(echoed)}
    connection.cursor = {**connection.cursor, ASKED: dict(list(asked.items())[-KEPT:])}


def _leave(seat: Membership, connection: Connection, answer: _Answer, words: NoteText, *, now: datetime) -> None:
    leaving = letter_to_self(
        connection,
        answer.key,
        words,
        meeting=answer.note.meeting,
        reply_to=answer.message.message_id,
        now=now,
    )
    depart(seat, leaving, now=now)
