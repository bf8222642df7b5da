"""Send an invitation as it stands now: by the calendar server, by the mailbox, or made ready for the seller to send."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from hashlib import sha256
from zoneinfo import ZoneInfo

from django.utils.dateformat import format as format_date
from django.utils.translation import gettext as _

from foothold.actions.answers_to_write import answers_known_there, answers_to_write, remember_answers_written
from foothold.actions.depart import Leaving, depart, never_left
from foothold.actions.invitation_words import invitation_words
from foothold.actions.letter_dates import short_moment, zone_name
from foothold.actions.make_guest_links import links_of, make_guest_links, shared_link
from foothold.connectors.calendar.web_links import OutlookPage, WebLink, google_link, outlook_link
from foothold.connectors.calendar.writing import write, write_entry
from foothold.connectors.mail.addresses import Mailbox
from foothold.connectors.mail.composing import CalendarPart, OutgoingLetter, compose, message_id
from foothold.core.invitation import Invitation as Written
from foothold.core.invitation import Method, Party
from foothold.records.invitations import uid_in_letters, written
from foothold.records.models import Connection, Departure, Invitation, InvitationReply, Membership
from foothold.records.models.booking import Way
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState
from foothold.records.untold import told_start

_SHORT = 64
"""Characters of an address in a key (Departure.key has 128)."""
_SENDS_ITSELF = frozenset({Way.MAIL, Way.CALENDAR})


def invite(
    seat: Membership,
    invitation: Invitation,
    *,
    now: datetime,
    method: Method = Method.REQUEST,
    due_at: datetime | None = None,
    answers: InvitationReply | None = None,
) -> None:
    """Put into the outbox what makes both calendars show the invitation's present state. In the caller's transaction.

    Under the same SEQUENCE nothing leaves twice, but an answer to another COUNTER (`answers`), which goes to who asked;
    nothing calls off what never left. It waits until `due_at` where one is given, and leaves with what follows.

    By a way of the seller's own nothing leaves at all: the page hands him the file, the link and the words. Of the
    demo nothing leaves either.
    """
    if invitation.meeting.demo:
        return
    make_guest_links(invitation, now=now)
    answered = answers_to_write(invitation)
    remember_answers_written(invitation, answered)
    entry = as_written(invitation, answered)
    if invitation.way == Way.CALENDAR or _has(seat, ConnectionKind.CALENDAR):
        _to_calendar(seat, invitation, entry, method, now=now, due_at=due_at)
    # No calendar server is told of a time that was declined (RFC 6638 has no such act): where it invites, mail says it.
    by_mail = invitation.way == Way.CALENDAR and method is Method.DECLINECOUNTER and _has(seat, ConnectionKind.MAIL)
    if invitation.way == Way.MAIL or by_mail:
        _by_mail(seat, invitation, entry, method, now=now, due_at=due_at, answers=answers)


def invite_by_mail(invitation: Invitation, addresses: Iterable[str], *, now: datetime) -> None:
    """Send the invitation as it stands to those the calendar server could not invite, by the seller's mailbox.

    Nothing where none is connected. In the caller's transaction.
    """
    seats = Membership.objects.in_workspace(invitation.workspace_id).select_related("user", "workspace")
    seat = seats.filter(user_id=invitation.seller_id).first()
    if seat is None or not _has(seat, ConnectionKind.MAIL):
        return
    method = Method.CANCEL if invitation.cancelled_at is not None else Method.REQUEST
    only = {address.lower() for address in addresses}
    _by_mail(seat, invitation, as_written(invitation), method, now=now, only=only)


def sends_itself(invitation: Invitation) -> bool:
    """Whether it leaves by what is connected; else the seller sends it himself."""
    return invitation.way in _SENDS_ITSELF


def calendar_file(invitation: Invitation) -> bytes:
    """The meeting as a file to open in any calendar, with attendees: what the seller sends himself."""
    return write_entry(as_written(invitation), cancelled=invitation.cancelled_at is not None)


def own_copy(invitation: Invitation) -> bytes:
    """The meeting as a file for the seller's own calendar where another way invites: it asks nobody (PUBLISH)."""
    return write(as_written(invitation), Method.PUBLISH)


def web_links(invitation: Invitation) -> dict[str, WebLink]:
    """Google's and Outlook's pages with the invitation filled in, by name: for the seller to send himself."""
    entry, reference = as_written(invitation), _("Ref {code}").format(code=invitation.code)
    # The reference stands last in the words; the link puts it there itself, so that it is never cut off.
    entry = replace(entry, text=entry.text.removesuffix(reference).rstrip())
    return {
        "Google Calendar": google_link(entry, reference),
        "Outlook": outlook_link(entry, reference, OutlookPage.OFFICE),
        "Outlook.com": outlook_link(entry, reference, OutlookPage.LIVE),
    }


def as_written(invitation: Invitation, answered: Mapping[str, str] | None = None) -> Written:
    """The invitation with its words, as calendars get it: with the link that everybody who sees the entry shares.

    `answered` where the caller remembers what leaves so (`remember_answers_written`).
    """
    link, was_at = shared_link(invitation), told_start(invitation)
    answered = answers_known_there(invitation) if answered is None else answered
    return written(invitation, text=invitation_words(invitation, link=link, was_at=was_at), url=link, answered=answered)


def _has(seat: Membership, kind: ConnectionKind) -> bool:
    connected = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return connected.filter(kind=kind).exists()


def _to_calendar(
    seat: Membership, invitation: Invitation, entry: Written, method: Method, *, now: datetime, due_at: datetime | None
) -> None:
    thread = f"calendar {invitation.pk}"
    if method is Method.DECLINECOUNTER or (method is Method.CANCEL and never_left(seat, thread)):
        return
    depart(
        seat,
        Leaving(
            kind=_KIND[method] if invitation.sequence == 0 or method is Method.CANCEL else DepartureKind.CHANGE,
            by=ConnectionKind.CALENDAR,
            key=f"calendar {invitation.pk} {invitation.sequence} {method}",
            thread=thread,
            data=write_entry(entry, cancelled=method is Method.CANCEL),
            to=[each.address for each in entry.attendees],
            uid=invitation.uid,
            sequence=invitation.sequence,
            subject=invitation.topic,
            invitation=invitation,
        ),
        now=now,
        due_at=due_at,
    )


def _by_mail(
    seat: Membership,
    invitation: Invitation,
    entry: Written,
    method: Method,
    *,
    now: datetime,
    only: Collection[str] | None = None,
    due_at: datetime | None = None,
    answers: InvitationReply | None = None,
) -> None:
    said = method.value if answers is None else f"NO {answers.pk.hex[:8]}"
    if answers is not None:
        entry = replace(entry, attendees=_who_asked(answers, entry))
    entry = replace(entry, uid=uid_in_letters(invitation))
    for letter, to in _letters(invitation, entry, method, said, now=now):
        thread = _thread(invitation, to.address)
        if (only is not None and to.address not in only) or (method is Method.CANCEL and never_left(seat, thread)):
            continue
        depart(
            seat,
            Leaving(
                kind=DepartureKind.CHANGE if method is Method.REQUEST and invitation.sequence else _KIND[method],
                by=ConnectionKind.MAIL,
                key=f"mail {invitation.pk} {invitation.sequence} {said} {_short(to.address)}",
                thread=thread,
                data=compose(letter),
                to=[to.address],
                message_id=letter.message_id,
                uid=entry.uid,
                sequence=invitation.sequence,
                subject=letter.subject,
                invitation=invitation,
            ),
            now=now,
            due_at=due_at,
        )


def _who_asked(asked: InvitationReply, entry: Written) -> tuple[Party, ...]:
    """The one who is told that his time was declined (RFC 5546 3.2.8); nobody where the shared link was used."""
    invited = tuple(each for each in entry.attendees if each.address == asked.address)
    return invited or ((Party(asked.address),) if asked.address else ())


def _short(address: str) -> str:
    """An address as part of a key, which has room for few."""
    return address if len(address) <= _SHORT else sha256(address.encode()).hexdigest()[:_SHORT]


def _letters(
    invitation: Invitation, entry: Written, method: Method, said: str, *, now: datetime
) -> Iterable[tuple[OutgoingLetter, Party]]:
    """One letter a person: what stands in it may be his alone, as his own link is. `said` makes its identity."""
    links, was_at = links_of(invitation), told_start(invitation)
    domain = invitation.organizer.rpartition("@")[2]
    for person in entry.attendees:
        seed = f"{invitation.pk} {invitation.sequence} {said} {person.address}"
        identity = message_id(seed, domain)
        first = _first_letter(invitation, person.address) or identity
        is_first = identity == first
        told = entry if was_at is None or not is_first else _without_move(invitation, entry)
        letter = OutgoingLetter(
            message_id=identity,
            sent_at=now,
            sender=Mailbox(entry.organizer.name, invitation.organizer),
            to=(Mailbox(person.name, person.address),),
            subject=subject_of(invitation, method, is_first=is_first),
            text=letter_text(
                invitation, method, link=links.get(person.address, ""), was_at=None if is_first else was_at
            ),
            calendar=CalendarPart(write(told, method), method.value),
            in_reply_to="" if is_first else first,
            references=() if is_first else (first,),
        )
        yield letter, person


def _without_move(invitation: Invitation, entry: Written) -> Written:
    """As who is invited only now gets it: the others know of another time, he of none."""
    return replace(entry, text=invitation_words(invitation, link=shared_link(invitation)))


def _first_letter(invitation: Invitation, address: str) -> str:
    """The Message-ID of the first letter of his thread; empty where he has got none, as one who was added later."""
    rows = Departure.objects.in_workspace(invitation.workspace_id).filter(thread=_thread(invitation, address))
    rows = rows.exclude(state=DepartureState.TAKEN_BACK).order_by("sequence", "made_at")
    return rows.values_list("message_id", flat=True).first() or ""


def _thread(invitation: Invitation, address: str) -> str:
    return f"mail {invitation.pk} {_short(address)}"


def subject_of(invitation: Invitation, method: Method = Method.REQUEST, *, is_first: bool = False) -> str:
    """The subject line, as calendars write it; to who has got no letter of it yet, no change is told."""
    when = short_moment(invitation.starts_at, ZoneInfo(invitation.tz))
    if method is Method.CANCEL:
        return _("Cancelled: {topic}, {when}").format(topic=invitation.topic, when=when)
    if method is Method.DECLINECOUNTER:
        return _("It stays at {when}: {topic}").format(topic=invitation.topic, when=when)
    if invitation.sequence and not is_first:
        return _("Changed: {topic}, {when}").format(topic=invitation.topic, when=when)
    return _("Invitation: {topic}, {when}").format(topic=invitation.topic, when=when)


def letter_text(
    invitation: Invitation, method: Method = Method.REQUEST, *, link: str = "", was_at: datetime | None = None
) -> str:
    """What the letter says around the calendar part: when and where first, for programs that show no calendar.

    `was_at` is the other start its reader knows of.
    """
    zone = ZoneInfo(invitation.tz)
    begins, ends = invitation.starts_at.astimezone(zone), invitation.ends_at.astimezone(zone)
    when = f"{format_date(begins, 'l j F Y, H:i')} - {ends:%H:%M} ({zone_name(invitation.tz)})"
    heads = {
        Method.CANCEL: _("This meeting is called off: {topic}").format(topic=invitation.topic),
        Method.DECLINECOUNTER: _("Thank you. We cannot move to the time you proposed; it stays at:"),
    }
    head = [heads.get(method, invitation.topic), when, *([invitation.place] if invitation.place else [])]
    if method is not Method.REQUEST:
        return "\n".join([*head, "", _("Ref {code}").format(code=invitation.code)])
    return "\n".join(head) + "\n\n" + invitation_words(invitation, link=link, was_at=was_at)


_KIND = {
    Method.REQUEST: DepartureKind.INVITATION,
    Method.CANCEL: DepartureKind.CANCELLATION,
    Method.DECLINECOUNTER: DepartureKind.COUNTER_DECLINED,
    Method.PUBLISH: DepartureKind.LETTER,
}
