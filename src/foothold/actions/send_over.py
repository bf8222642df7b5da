"""One attempt to send over a connection: a letter to the mail server, an entry to its fixed place in the calendar."""

from dataclasses import replace

from django.utils.translation import gettext as _

from foothold.actions.answers_to_write import answers_to_write
from foothold.actions.connect_calendar import access_of
from foothold.actions.mail_servers import mail_network, secret_of, smtp_of
from foothold.actions.send_departure import Outcome, Sending
from foothold.actions.uids import uid_key
from foothold.connectors.calendar import read_calendar
from foothold.connectors.calendar.caldav_entries import (
    Deleted,
    Found,
    Stored,
    delete_entry,
    entry_address,
    get_entry,
    not_invited,
    put_entry,
    put_found,
)
from foothold.connectors.calendar.caldav_outcomes import NotFound, Trouble, WrongPassword
from foothold.connectors.calendar.caldav_wire import Access
from foothold.connectors.calendar.rewriting import rewritten
from foothold.connectors.mail.sending import RefusedForGood, Sent, send
from foothold.core.calendar_entries import Entry
from foothold.core.conversation import Unreadable
from foothold.core.replies import PartStat
from foothold.records.calendar_rows import thread_of
from foothold.records.invitations import our_word
from foothold.records.models import CalendarEntry, Connection, Departure
from foothold.records.models.connections import ConnectionKind
from foothold.records.secrets import CannotOpen


def send_over(connection: Connection, departure: Departure, data: bytes) -> Sending:
    """Send it by what the departure leaves by. Raises nothing for what a server or a network does."""
    try:
        if departure.by == ConnectionKind.CALENDAR:
            return to_calendar(connection, departure, data)
        return by_mail(connection, departure, data)
    except CannotOpen as cannot:
        return Sending(Outcome.LATER, str(cannot))


def by_mail(connection: Connection, departure: Departure, data: bytes) -> Sending:
    """Hand the letter to the seller's own mail server.

    What nobody acknowledged is sent again as it is: the copy has the same Message-ID, UID and SEQUENCE.
    """
    answer = send(
        smtp_of(connection),
        secret_of(connection),
        connection.address,
        departure.to_addresses,
        data,
        network=mail_network(),
    )
    if isinstance(answer, Sent):
        return Sending(Outcome.SENT)
    is_over = isinstance(answer, RefusedForGood) and not answer.concerns_account
    return Sending(Outcome.NEVER if is_over else Outcome.LATER, answer.words)


def to_calendar(connection: Connection, departure: Departure, data: bytes) -> Sending:
    """Put the entry into the calendar: new at its place, or in place of what stands there, never of something newer.

    No bytes at all take the entry out.
    """
    access, calendar = access_of(connection), str(connection.settings["calendar"])
    there = get_entry(entry_address(calendar, departure.uid), access)
    if isinstance(there, NotFound) and not data:
        return Sending(Outcome.SENT)
    if isinstance(there, NotFound):
        sending = _sending(put_entry(calendar, departure.uid, data, access))
    elif isinstance(there, Trouble):
        sending = _sending(there)
    else:
        sending = _in_its_place(there, departure, data, access)
    if sending.outcome is Outcome.SENT and connection.settings.get("invites"):
        return replace(sending, not_invited=_not_invited(entry_address(calendar, departure.uid), access))
    return sending


def _in_its_place(there: Found, departure: Departure, data: bytes, access: Access) -> Sending:
    """In place of what stands there, which keeps what others have set: never a lower SEQUENCE, no answer lost."""
    if not data:
        return _sending(delete_entry(there.address, access, etag=there.etag))
    ours, theirs = _entry_in(data), _entry_in(there.data)
    if ours is not None and theirs is not None and departure.invitation is not None:
        if theirs.sequence >= ours.sequence and _is_another_word(theirs, ours):
            return Sending(
                Outcome.NEVER,
                _(
                    "It was moved or called off in your calendar meanwhile, and nothing was overwritten there. "
                    "Once your calendar is read again its time stands here; change it from there."
                ),
            )
        data = rewritten(data, sequence=_sequence_over(theirs, ours), partstats=_answers_now(departure, theirs, ours))
    return _sending(put_found(there.address, data, access, etag=there.etag))


def _is_another_word(theirs: Entry, ours: Entry) -> bool:
    """Whether he has said something else in the calendar itself, that ours would take back.

    Under our own SEQUENCE too: both sides count on from the same number, and what we sent twice is the same state. A
    higher SEQUENCE alone is none: programs count up when only the words change. What is called off is off at any time.
    """
    return ours.status != _OFF and _state(theirs) != _state(ours)


def _sequence_over(theirs: Entry, ours: Entry) -> int:
    """Calendars ignore what comes under a lower SEQUENCE than they have; another state needs a higher one."""
    if theirs.sequence < ours.sequence:
        return ours.sequence
    return theirs.sequence + (theirs.sequence > ours.sequence and _state(theirs) != _state(ours))


def _answers_now(departure: Departure, theirs: Entry, ours: Entry) -> dict[str, str]:
    """What each has answered to this very time: as sealed, unless the calendar itself has noted something since.

    Such a note is news where nobody has read it yet, and no echo of what he told us otherwise and we wrote there
    before; or it was read after the bytes were sealed, and is the last word.
    """
    invitation = departure.invitation
    if invitation is None or theirs.start != ours.start or invitation.starts_at != ours.start:
        return {}
    sealed = {each.address: each.partstat for each in ours.attendees}
    known = answers_to_write(invitation)
    read, written = _noted_when_read(departure), invitation.answers_written
    kept = {}
    for each in theirs.attendees:
        is_ours = each.partstat == our_word(written.get(each.address, ()), theirs.sequence)
        is_unread = each.partstat != read.get(each.address) and not is_ours
        is_news = is_unread or sealed.get(each.address) in _OPEN or known.get(each.address) == each.partstat
        if each.partstat not in _OPEN and is_news:
            kept[each.address] = each.partstat
    return kept


def _noted_when_read(departure: Departure) -> dict[str, str]:
    """What the calendar had noted of answers when it was read last."""
    rows = CalendarEntry.objects.in_workspace(departure.workspace_id).filter(user_id=departure.user_id)
    row = rows.filter(uid=uid_key(departure.uid)).first()
    entries = thread_of(row).entries if row is not None else ()
    return {each.address: each.partstat for entry in entries[:1] for each in entry.attendees}


def _not_invited(address: str, access: Access) -> tuple[str, ...]:
    """Whom the server says it could not invite; nobody where it does not say."""
    stored = get_entry(address, access)
    return not_invited(stored.data) if isinstance(stored, Found) else ()


def _sending(answer: Stored | Deleted | Trouble) -> Sending:
    if isinstance(answer, Stored | Deleted):
        return Sending(Outcome.SENT)
    # A refused login is mended by connecting again: what waits goes on waiting until then.
    is_over = not answer.may_pass and not isinstance(answer, WrongPassword)
    return Sending(Outcome.NEVER if is_over else Outcome.LATER, answer.message)


def _entry_in(data: bytes) -> Entry | None:
    """The entry itself, not an instance of it that was changed; None where nothing can be read."""
    try:
        entries = read_calendar(data, "entry").entries
    except Unreadable:
        return None
    return next((each for each in entries if not each.recurrence_id), None)


def _state(entry: Entry) -> tuple[object, ...]:
    return entry.start, entry.end, entry.status == _OFF


_OFF = "CANCELLED"
_OPEN = frozenset({None, "", PartStat.NEEDS_ACTION.value})
