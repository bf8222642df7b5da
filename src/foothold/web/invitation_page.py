"""How a booked step leaves and where it stands (UX J2, S3), and what can be changed about it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.urls import reverse
from django.utils.translation import gettext as _

from foothold.actions.asked_times import asked_in_words, asked_times
from foothold.actions.called_off import is_to_be_told
from foothold.actions.invite import letter_text, sends_itself, subject_of, web_links
from foothold.actions.letter_dates import zone_name
from foothold.actions.make_guest_links import shared_link
from foothold.actions.words_of_replies import own_words, time_in_words
from foothold.connectors.calendar.web_links import WebLink
from foothold.core.invitation import Method
from foothold.reading.said_slot import said_slot
from foothold.records.closing import ToClose, to_close
from foothold.records.invitations import customers_invited, homework_of, replies_to
from foothold.records.models import Attendee, Connection, Departure, Invitation, InvitationReply, Membership
from foothold.records.models.connections import ConnectionKind, DepartureKind, DepartureState
from foothold.records.standing import PAST, Stand, Standing, not_sent, standing
from foothold.records.taken_back import taken_back_of, was_moved_in_calendar
from foothold.records.untold import may_know_of, told_start
from foothold.web.across_the_table import across_the_table
from foothold.web.close_page import slot_lines, slot_lines_on
from foothold.web.date_words import CLOSED_STANDS, STANDS, called_off_here, css_of, second_of
from foothold.web.day_words import moment_words
from foothold.web.mail_drafts import mail_draft
from foothold.web.story import departure_words, story_of
from foothold.web.wording import Words

LOOKED_AT_EVERY = 4
"""Seconds between two looks while an answer may come at once; later ten times that."""
ANSWERS_SOON = timedelta(minutes=15)
_WEB_MAIL = {
    "gmail.com": "google",
    "googlemail.com": "google",
    "outlook.com": "live",
    "hotmail.com": "live",
    "live.com": "live",
}


@dataclass(frozen=True, slots=True)
class WayOut:
    """One way by which the seller sends it himself: a link to open."""

    name: str
    link: str
    opens_elsewhere: bool = True
    note: str = ""


def invitation_page(seat: Membership, invitation: Invitation, *, now: datetime) -> dict[str, Any]:
    """The context of web/invitation.html."""
    return {
        "at_close": True,
        "homework": homework_of(invitation.meeting),
        "is_cancelled": invitation.cancelled_at is not None,
        "ways": [] if sends_itself(invitation) or _nobody_to_tell(invitation) else ways_out(invitation),
        "sends_itself": sends_itself(invitation),
        "is_unsaid": _is_unsaid(invitation),
        "adds_own_copy": sends_itself(invitation) and not _has_calendar(seat),
        "across": across_the_table(invitation),
        "subject": subject_of(invitation, _method(invitation)),
        "tell_it_stays": tell_it_stays(invitation),
        **standing_part(seat, invitation, now=now),
    }


def standing_part(seat: Membership, invitation: Invitation, *, now: datetime) -> dict[str, Any]:
    """What changes while one looks: what waits or has left, and their answer."""
    found = standing(invitation.meeting, now, is_sent=not not_sent([invitation.meeting], now))
    soon = now - max(invitation.changed_at, invitation.created_at) < ANSWERS_SOON
    not_told = taken_back_of(invitation)
    is_told = not not_told and not was_moved_in_calendar(invitation)
    settled = found.is_sent and found.stand in CLOSED_STANDS | PAST | {Stand.BOOKED}
    return {
        "invitation": invitation,
        "when": when_of(invitation),
        "zone": zone_name(invitation.tz),
        "names": ", ".join(each.name or each.address for each in customers_invited(invitation)[:3]),
        "css": css_of(found),
        "word": STANDS[found.stand],
        "second": _second(invitation, found, second_of(invitation.meeting, found)),
        "was_taken_back": not is_told,
        "departures": _departures(invitation, not_told),
        "look_every": "" if settled else f"{LOOKED_AT_EVERY if soon else 10 * LOOKED_AT_EVERY}s",
    }


def booked_part(seat: Membership, invitation: Invitation, *, now: datetime) -> dict[str, Any]:
    """What a future meeting's page says and offers of its invitation: move, call off, answer, paste; and its story."""
    people = customers_invited(invitation)
    is_ahead = invitation.starts_at > now and invitation.cancelled_at is None
    length = invitation.ends_at - invitation.starts_at
    slots, asked_for_words = [], []
    if is_ahead:
        found = to_close(seat, invitation.from_meeting, invitation.meeting.account, now=now, length=length)
        slots = [each for each in slot_lines(found) if datetime.fromisoformat(each.value) != invitation.starts_at]
        asked_for_words = _asked_in_words(invitation, people, found, now=now)
    return {
        "invitation": invitation,
        "is_ahead": is_ahead,
        "waits_for_hand": not sends_itself(invitation) and invitation.left_at is None,
        "is_known": sends_itself(invitation) or may_know_of(invitation),
        "is_unsaid": _is_unsaid(invitation),
        "was_taken_back": bool(taken_back_of(invitation)) or was_moved_in_calendar(invitation),
        "asked": _asked(invitation, people),
        "asked_in_words": asked_for_words,
        "when": when_of(invitation),
        "slots": slots,
        "people": people,
        "story": story_of(invitation),
    }


def ways_out(invitation: Invitation) -> list[WayOut]:
    """Every way that needs no connection, the likeliest first: by whose mail the invitation's own address is."""
    listed = [
        _file(invitation),
        *([] if invitation.sequence else _web(invitation)),
        _draft(invitation, _method(invitation)),
    ]
    likely = _WEB_MAIL.get(invitation.organizer.rpartition("@")[2], "")
    first = {"google": "Google Calendar", "live": "Outlook.com"}.get(likely, "")
    return sorted(listed, key=lambda way: way.name != first)


def tell_it_stays(invitation: Invitation) -> str:
    """A draft that says that our time stays, where theirs was declined and no letter of ours says so; else empty."""
    if invitation.cancelled_at is not None:
        return ""
    kept = replies_to(invitation).filter(kept_at__gte=invitation.changed_at)
    rows = Departure.objects.in_workspace(invitation.workspace_id).filter(invitation=invitation)
    letters = rows.filter(kind=DepartureKind.COUNTER_DECLINED).exclude(state=DepartureState.TAKEN_BACK)
    told = [(address, row.made_at) for row in letters for address in row.to_addresses]
    not_told = {
        row.address
        for row in kept
        if not any(address == row.address and row.kept_at and made_at >= row.kept_at for address, made_at in told)
    }
    if not not_told:
        return ""
    # By the link they share somebody asked, and nobody knows who: then it is said to all of them.
    return _draft(invitation, Method.DECLINECOUNTER, to=[] if "" in not_told else sorted(not_told)).link


def when_of(invitation: Invitation) -> str:
    """The time, in the zone it is meant in."""
    return _local(invitation.starts_at, invitation)


def _local(moment: datetime, invitation: Invitation) -> str:
    return moment_words(moment.astimezone(ZoneInfo(invitation.tz)))


def _asked(invitation: Invitation, people: Sequence[Attendee]) -> list[dict[str, Any]]:
    """The times they ask for, each to be answered for itself; by whom, where more than one was invited."""
    return [
        {
            "pk": each.reply.pk,
            "when": _local(each.start, invitation),
            "who": _who_asks(each.reply, people),
        }
        for each in asked_times(invitation)
    ]


def _asked_in_words(
    invitation: Invitation, people: Sequence[Attendee], found: ToClose, *, now: datetime
) -> list[dict[str, Any]]:
    """Another time that could not be read, as they wrote it, or a day without one: the seller says which it is, with
    what is free on that day a tap away, or writes back.
    """
    return [
        {
            "pk": row.pk,
            "words": time_in_words(row),
            "quote": own_words(row),
            "who": _who_asks(row, people),
            "write": _ask_which(invitation, row, day) if row.address else "",
            "slots": slot_lines_on(day, found, now=now) if day is not None else [],
        }
        for row in asked_in_words(invitation)
        for day in [_day_alone(invitation, row)]
    ]


def _day_alone(invitation: Invitation, asked: InvitationReply) -> date | None:
    """The day he asks for without a time."""
    at = asked.replied_at or asked.came_at or invitation.changed_at
    said = said_slot(time_in_words(asked), at, ZoneInfo(invitation.tz))
    return said.on if said.start is None else None


def _who_asks(row: InvitationReply, people: Sequence[Attendee]) -> str:
    if len(people) <= 1:
        return ""
    names = {each.address: each.name or each.address for each in people}
    return names.get(row.address) or row.address or _("Somebody with the shared link")


def _ask_which(invitation: Invitation, asked: InvitationReply, day: date | None) -> str:
    """A draft that asks which time he means."""
    words = (
        _("You asked for {time}. Which day and time is that for you, and in which time zone?")
        if day is None
        else _("You asked for {time}. Which time on that day suits you?")
    )
    ending = "\n\n" + _("Ref {code}").format(code=invitation.code)
    return mail_draft([asked.address], subject_of(invitation), words.format(time=time_in_words(asked)), ending=ending)


def _second(invitation: Invitation, found: Standing, otherwise: Words) -> Words:
    if not found.is_sent or (found.stand is Stand.OFFERED and invitation.left_at is None):
        return _("It is not sent yet.")
    if _nobody_to_tell(invitation):
        return _("It was never sent: nobody has to be told.")
    if invitation.cancelled_at is not None and _is_unsaid(invitation):
        return _("You did not say that you sent it.")
    if is_to_be_told(invitation):
        return _("They have not been told.")
    return otherwise if invitation.cancelled_at is None else called_off_here(invitation.meeting)


def _nobody_to_tell(invitation: Invitation) -> bool:
    """Called off in the demo, whose people are invented, before its seller said that he sent it."""
    return invitation.cancelled_at is not None and invitation.meeting.demo and not may_know_of(invitation)


def _is_unsaid(invitation: Invitation) -> bool:
    """Whether he was to send it himself and nothing says that he did: that says neither that they know nor that not.

    What leaves by itself has its own word on that in the outbox.
    """
    return not (sends_itself(invitation) or invitation.meeting.demo or may_know_of(invitation))


def _file(invitation: Invitation) -> WayOut:
    address = reverse("meeting_file", args=[invitation.pk])
    return WayOut(_("Calendar file"), address, opens_elsewhere=False, note=_("Open it in your calendar, and send."))


def _web(invitation: Invitation) -> list[WayOut]:
    return [_way(name, link) for name, link in web_links(invitation).items()]


def _way(name: str, link: WebLink) -> WayOut:
    notes = []
    if link.is_shortened:
        notes.append(_("The words are shortened to fit."))
    if link.left_out:
        notes.append(_("Add by hand: %(who)s") % {"who": ", ".join(link.left_out)})
    return WayOut(name, link.address, note=" ".join(notes))


def _draft(invitation: Invitation, method: Method, *, to: Sequence[str] = ()) -> WayOut:
    """A mail draft: recipients (everybody, or `to`), subject and words. It carries no file; the words say when."""
    reference = _("Ref {code}").format(code=invitation.code)
    # A link of one person's own is never shown to us (DESIGN 6): here stands the one they share.
    text = letter_text(invitation, method, link=shared_link(invitation), was_at=told_start(invitation))
    people = list(to) or [each.address for each in customers_invited(invitation) if each.address]
    words = text.removesuffix(reference).rstrip()
    link = mail_draft(people, subject_of(invitation, method), words, ending=f"\n\n{reference}")
    return WayOut(_("Mail draft"), link, opens_elsewhere=False, note=_("The words alone, without a calendar."))


def _method(invitation: Invitation) -> Method:
    return Method.CANCEL if invitation.cancelled_at is not None else Method.REQUEST


def _has_calendar(seat: Membership) -> bool:
    connected = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    return connected.filter(kind=ConnectionKind.CALENDAR).exists()


def _departures(invitation: Invitation, not_told: Sequence[Departure]) -> list[dict[str, Any]]:
    rows = Departure.objects.in_workspace(invitation.workspace_id).filter(
        invitation=invitation, sequence=invitation.sequence
    )
    return [
        {
            "words": departure_words(row, row.get_kind_display().capitalize()),
            "to": ", ".join(row.to_addresses[:3]) if row.by == ConnectionKind.MAIL else "",
            "at": row.left_at,
            "problem": row.problem if row.state == DepartureState.WAITING else "",
            "refused": row.state == DepartureState.REFUSED,
        }
        for row in [*rows.exclude(state=DepartureState.TAKEN_BACK).order_by("made_at", "pk"), *not_told]
    ]
