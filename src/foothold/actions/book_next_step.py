"""Book the next meeting: a date and time with a topic and homework, in both calendars, once (METHOD 4; UX J2, S3)."""

import secrets
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta, tzinfo
from uuid import UUID, uuid4
from zoneinfo import ZoneInfo

from django.db import transaction
from django.utils.translation import gettext as _

from foothold.actions.claim_connection import read_mail_again
from foothold.actions.invite import invite
from foothold.actions.keep_own_entry import keep_own_entry
from foothold.actions.letter_dates import short_day
from foothold.actions.open_workspace import OWNER_ADDRESS
from foothold.actions.remember_own_address import remember_own_address
from foothold.actions.settle_full_steps import settle_full_steps
from foothold.actions.settle_untold import say_untold
from foothold.actions.what_is_known import what_is_known
from foothold.connectors.mail.written_fields import ascii_address
from foothold.core.evidence import Side
from foothold.core.invitation import Invitation as Written
from foothold.core.invitation import Party
from foothold.core.mailboxes import mailbox
from foothold.core.next_dates import IN_THE_ROOM
from foothold.core.reference import new_reference
from foothold.core.relations import Relation, counterpart
from foothold.core.slots import is_skipped
from foothold.records.agreed import word_for
from foothold.records.models import (
    Attendee,
    Commitment,
    Connection,
    Counterpart,
    Homework,
    Identity,
    Invitation,
    Meeting,
    Membership,
)
from foothold.records.models.booking import Way
from foothold.records.models.connections import ConnectionKind
from foothold.records.models.meetings import STANDS, Medium
from foothold.records.models.people import IdentityKind
from foothold.records.own_name import own_name
from foothold.records.own_time import taking_time
from foothold.records.time_zones import known_zones
from foothold.records.untold import untold_among

MOST_PEOPLE = 50
"""Whom one invitation asks; each gets a letter of his own."""
LATEST = timedelta(days=5 * 366)
"""How far ahead a meeting is booked: what is later was mistyped, and calendars end with the year 9999."""


class CannotBook(ValueError):
    """What is missing or cannot be, one line for a person; nothing was stored or sent. `field` names the answer."""

    def __init__(self, words: str, field: str = "") -> None:
        super().__init__(words)
        self.field = field


class SlotTaken(CannotBook):
    """Another meeting of ours stands in that time: `by`, said by the clock of `zone`, the workspace's.

    Its own zone says nothing: a calendar may write every time in UTC.
    """

    def __init__(self, by: Meeting, zone: tzinfo) -> None:
        at = by.held_at.astimezone(zone)
        super().__init__(
            _("Taken: {title}, {time}.").format(title=by.title, time=f"{short_day(at)} {at:%H:%M}"), "starts_at"
        )
        self.by = by


@dataclass(frozen=True, slots=True)
class ToBring:
    """One thing a side brings. `commitment` is the promise of an earlier meeting it was read from."""

    what: str
    owner: str = ""
    due_on: date | None = None
    commitment: UUID | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class NextDate:
    """What the seller set. `key` is made once by the page: the same key again is the same booking, however often sent.

    `starts_at` and `ends_at` aware, `tz` an IANA zone. `attendees` are (address, name) of customer persons.
    `way` None lets what is connected decide. `even_if_taken` books beside another meeting of ours. `among_us` is a
    one-to-one: all its attendees are colleagues of the workspace, and it is nobody's next step.
    """

    key: str
    starts_at: datetime
    ends_at: datetime
    tz: str
    topic: str
    attendees: Sequence[tuple[str, str]]
    outcome: str = ""
    agenda: Sequence[dict[str, object]] = ()
    prep_question: str = ""
    words: str = ""
    place: str = ""
    medium: str = ""
    they_bring: Sequence[ToBring] = field(default=())
    we_bring: Sequence[ToBring] = field(default=())
    way: Way | None = None
    organizer: str = ""
    even_if_taken: bool = False
    among_us: bool = False


def book_next_step(
    seat: Membership, wanted: NextDate, *, from_meeting: Meeting | None = None, now: datetime
) -> Invitation:
    """Store the meeting, its invitation and what is to leave, together or not at all; the invitation.

    An invitation sent without the customer's word leaves the step proposed (METHOD 4.1): nothing here says more
    of him than he said. After a meeting of the demo it is of the demo, too: nothing of it leaves. Raises CannotBook,
    SlotTaken.
    """
    demo = from_meeting is not None and from_meeting.demo
    wanted = replace(wanted, starts_at=to_the_second(wanted.starts_at), ends_at=to_the_second(wanted.ends_at))
    if not wanted.key or len(wanted.key) > 64:
        raise CannotBook(_("This page is too old. Open it again; what you chose is kept there."))
    with transaction.atomic():
        one_at_a_time(seat)
        known = booked_under(seat, wanted.key)
        if known is not None:
            return known
        people = _people(seat, wanted, now=now)
        if not wanted.even_if_taken:
            refuse_taken(seat, wanted.starts_at, wanted.ends_at, demo=demo)
        organizer = organizer_of(seat, wanted.organizer, demo=demo)
        if wanted.among_us:
            _refuse_others(seat, people)
        else:
            _refuse_only_ours(seat, people, demo=demo)
        if not demo and not wanted.among_us:
            _remember_customers(seat, people, from_meeting, now=now)
        invitation = _store(seat, wanted, organizer, people, from_meeting, now=now)
        invite(seat, invitation, now=now)
    return invitation


def to_the_second(moment: datetime) -> datetime:
    """A calendar knows whole seconds (RFC 5545 3.3.5): so that what comes back from one is the time that was set."""
    return moment.replace(microsecond=0)


def check_wanted(seat: Membership, wanted: NextDate, *, now: datetime) -> None:
    """Raise CannotBook, SlotTaken where it could not be booked as it stands; nothing is stored or sent."""
    _people(seat, wanted, now=now)
    if not wanted.organizer and not own_address(seat):
        raise CannotBook(_("Say which mail address is yours; the invitation is in its name."), "organizer")
    if wanted.organizer and not mailbox(wanted.organizer):
        raise CannotBook(_("That is no mail address: {said}").format(said=wanted.organizer[:80]), "organizer")
    if not wanted.even_if_taken:
        refuse_taken(seat, wanted.starts_at, wanted.ends_at)


def one_at_a_time(seat: Membership) -> None:
    """What one seller books waits for what he books at this moment: a key, and a slot, are taken by one of them.

    Until the caller's transaction ends. SQLite has one writer anyway.
    """
    Membership.objects.in_workspace(seat.workspace_id).select_for_update(of=("self",)).get(pk=seat.pk)


def booked_under(seat: Membership, key: str) -> Invitation | None:
    """The invitation that was booked under this key before."""
    rows = Invitation.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id, made_under=key)
    return rows.select_related("meeting", "meeting__account", "seller", "workspace").first()


def refuse_too_far(starts_at: datetime, *, now: datetime) -> None:
    """Raise CannotBook where a time is beyond `LATEST`, or as long ago. Before any arithmetic: years are 1 to 9999."""
    if starts_at.utcoffset() is None or starts_at < now - LATEST:
        raise CannotBook(_("That time has passed. Choose one to come."), "starts_at")
    if starts_at > now + LATEST:
        raise CannotBook(_("That is too far ahead. Choose a time within five years."), "starts_at")


def refuse_taken(
    seat: Membership, starts_at: datetime, ends_at: datetime, *, but: Meeting | None = None, demo: bool = False
) -> None:
    """Raise SlotTaken where a meeting of this person stands in that time.

    All-day entries take no time, nor what he marked as free.
    """
    own = Meeting.objects.in_workspace(seat.workspace_id).filter(STANDS, seller_id=seat.user_id, all_day=False)
    there = own.filter(held_at__lt=ends_at, ends_at__gt=starts_at, demo=demo).order_by("held_at")
    others = taking_time(seat.workspace_id, there.exclude(pk=but.pk) if but else there)
    if others:
        raise SlotTaken(others[0], ZoneInfo(seat.workspace.tz))


def refuse_skipped(starts_at: datetime) -> None:
    """Raise CannotBook for a time that the clocks leave out in spring: nobody could come then."""
    if is_skipped(starts_at):
        # As the clocks were before the change and as they are after it: the two times that are there.
        before, after = (starts_at.replace(fold=fold).astimezone(UTC).astimezone(starts_at.tzinfo) for fold in (1, 0))
        words = _("There is no {time} on {day}: the clocks go forward. Say {before} or {after}.")
        raise CannotBook(
            words.format(
                time=f"{starts_at:%H:%M}",
                day=short_day(starts_at),
                before=f"{before:%H:%M}",
                after=f"{after:%H:%M}",
            ),
            "starts_at",
        )


def organizer_of(seat: Membership, said: str = "", *, demo: bool = False) -> str:
    """The seller's own address, from which and in whose name invitations leave (UX 0, 3). Raises CannotBook."""
    if said:
        address = mailbox(said)
        if not address:
            raise CannotBook(_("That is no mail address: {said}").format(said=said[:80]), "organizer")
        refuse_unwritable(address, "organizer")
        remember_own_address(seat, address)
        return address
    address = own_address(seat, demo=demo)
    if not address:
        raise CannotBook(_("Say which mail address is yours; the invitation is in its name."), "organizer")
    return address


def own_address(seat: Membership, *, demo: bool = False) -> str:
    """The address the person's invitations are in the name of, in the demo its own; empty where none is known."""
    if demo:
        return next(iter(_identities(seat, demo=True)), "")
    connected = Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    addresses = dict(connected.values_list("kind", "address"))
    for kind in (ConnectionKind.MAIL, ConnectionKind.CALENDAR):
        address = mailbox(addresses.get(kind, ""))
        if address:
            return address
    ours = _identities(seat, demo=False)
    colleagues = _colleagues(seat)
    if not colleagues:
        return next(iter(ours), "")
    # What is ours in a team is mostly somebody else's: his is the one he logs in with, else one he is met under.
    if seat.user.address in ours:
        return seat.user.address
    met = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting__seller_id=seat.user_id, meeting__demo=False)
    counted = Counter(met.filter(address__in=set(ours) - colleagues).values_list("address", flat=True))
    unknown = next((each for each in ours if each not in colleagues), "")
    login = unknown if seat.user.address == OWNER_ADDRESS else seat.user.address
    return max(counted, key=lambda each: counted[each], default=login)


def _identities(seat: Membership, *, demo: bool) -> list[str]:
    """The addresses that are ours, whoever's of us, those a person named first."""
    ours = Identity.objects.in_workspace(seat.workspace_id).filter(kind=IdentityKind.ADDRESS, demo=demo)
    return list(ours.order_by("guessed", "value").values_list("value", flat=True))


def _colleagues(seat: Membership) -> set[str]:
    """What everybody else of the workspace logs in with, whether he is still there or has left."""
    others = Membership.objects.in_workspace(seat.workspace_id).exclude(user_id=seat.user_id)
    return set(others.values_list("user__address", flat=True))


def way_for(seat: Membership) -> Way:
    """How invitations of this person leave, by what is connected: his calendar server where it invites by itself."""
    connected = {
        row.kind: row for row in Connection.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id)
    }
    calendar = connected.get(ConnectionKind.CALENDAR)
    if calendar is not None and calendar.settings.get("invites"):
        return Way.CALENDAR
    return Way.MAIL if ConnectionKind.MAIL in connected else Way.FILE


def _people(seat: Membership, wanted: NextDate, *, now: datetime) -> list[Party]:
    """Whom the invitation asks, checked together with when and what about."""
    if wanted.starts_at.utcoffset() is None or wanted.ends_at.utcoffset() is None:
        raise CannotBook(_("A time needs its zone."), "starts_at")
    if wanted.tz not in known_zones():
        raise CannotBook(_("That time zone is not known: {tz}").format(tz=wanted.tz[:64]), "tz")
    refuse_too_far(wanted.starts_at, now=now)
    refuse_skipped(wanted.starts_at)
    # Two moments of one zone compare by the clock, which goes back once a year.
    starts_at, ends_at = wanted.starts_at.astimezone(UTC), wanted.ends_at.astimezone(UTC)
    if starts_at <= now.astimezone(UTC):
        raise CannotBook(_("That time has passed. Choose one to come."), "starts_at")
    if ends_at <= starts_at:
        raise CannotBook(_("It would end before it begins."), "ends_at")
    if not wanted.topic.strip():
        raise CannotBook(_("Say what it is about, in a few words."), "topic")
    people = {each.address: each for each in parties(wanted.attendees)}
    if not people:
        raise CannotBook(_("Choose whom to invite, or type an address."), "attendees")
    refuse_too_many(len(people))
    return list(people.values())


def parties(people: Sequence[tuple[str, str]]) -> list[Party]:
    """(address, name) as whom an invitation asks. Raises CannotBook for what no invitation can be sent to."""
    found = []
    for address, name in people:
        plain = mailbox(address)
        if not plain:
            raise CannotBook(_("That is no mail address: {said}").format(said=address[:80]), "attendees")
        refuse_unwritable(plain, "attendees")
        found.append(Party(plain, " ".join(name.split())[:200]))
    return found


def refuse_too_many(people: int) -> None:
    """Raise CannotBook for more than 50 people: that is a mailing."""
    if people > MOST_PEOPLE:
        raise CannotBook(_("At most {most} people are invited at once.").format(most=MOST_PEOPLE), "attendees")


def refuse_unwritable(address: str, field: str) -> None:
    """Raise CannotBook for an address no letter of ours can name, as one with "ü" before the "@" (RFC 6531)."""
    try:
        ascii_address(address)
    except ValueError:
        words = _("Mail cannot be sent to an address with such letters: {said}").format(said=address[:80])
        raise CannotBook(words, field) from None


def _refuse_only_ours(seat: Membership, people: Sequence[Party], *, demo: bool) -> None:
    """A next step needs somebody of the customer's: our own people agreeing is no agreement (METHOD 3)."""
    known = what_is_known(seat.workspace_id, demo=demo)
    if all(known.relation(person.address) is Relation.OURS for person in people):
        raise CannotBook(_("These are our own people. Invite somebody of the customer's."), "attendees")


def _refuse_others(seat: Membership, people: Sequence[Party]) -> None:
    """A one-to-one is among colleagues: nobody else is invited to it, whatever was sent."""
    members = Membership.objects.in_workspace(seat.workspace_id).values_list("user__address", flat=True)
    if not {person.address.lower() for person in people} <= {address.lower() for address in members}:
        raise CannotBook(_("A one-to-one is with a colleague of this workspace."), "attendees")


def _remember_customers(
    seat: Membership, people: Sequence[Party], from_meeting: Meeting | None, *, now: datetime
) -> None:
    """Whom a seller invites to a next meeting is the customer, unless somebody said otherwise of him."""
    is_new, known = False, what_is_known(seat.workspace_id)
    for person in people:
        value = counterpart(person.address)
        if known.relation(person.address) is Relation.OURS:
            # A colleague may come along; that makes him no customer.
            continue
        row, made = Counterpart.objects.in_workspace(seat.workspace_id).get_or_create(
            workspace_id=seat.workspace_id,
            value=value,
            defaults={
                "relation": Relation.CUSTOMER.value,
                "told": True,
                "account": from_meeting.account if from_meeting else None,
            },
        )
        is_new |= made or not row.told
        if not row.told:
            row.relation, row.told = Relation.CUSTOMER.value, True
            row.account = row.account or (from_meeting.account if from_meeting else None)
            row.save(update_fields=["relation", "told", "account"])
    if is_new:
        read_mail_again(seat, now=now)


def _store(
    seat: Membership,
    wanted: NextDate,
    organizer: str,
    people: Sequence[Party],
    from_meeting: Meeting | None,
    *,
    now: datetime,
) -> Invitation:
    code = new_reference(secrets.choice)
    uid = f"{uuid4()}@{organizer.rpartition('@')[2]}"
    written = Written(
        uid=uid,
        sequence=0,
        stamped_at=now,
        created_at=now,
        organizer=Party(organizer, own_name(seat.user, seat.workspace_id, organizer), "ACCEPTED"),
        attendees=tuple(people),
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        tz=wanted.tz,
        summary=_one_line(wanted.topic, 200),
        place=_one_line(wanted.place, 200),
    )
    demo = from_meeting is not None and from_meeting.demo
    meeting = keep_own_entry(seat, written, now=now, demo=demo)
    invitation = Invitation.objects.in_workspace(seat.workspace_id).create(
        meeting=meeting,
        seller=seat.user,
        from_meeting=from_meeting,
        uid=uid,
        code=code,
        made_under=wanted.key,
        way=Way.FILE if demo else wanted.way or way_for(seat),
        organizer=organizer,
        topic=written.summary,
        outcome=wanted.outcome.strip()[:2000],
        agenda=[dict(each) for each in wanted.agenda][:20],
        prep_question=wanted.prep_question.strip()[:500],
        words=wanted.words.strip()[:4000],
        starts_at=wanted.starts_at,
        ends_at=wanted.ends_at,
        tz=wanted.tz,
        place=written.place,
        medium=wanted.medium if wanted.medium in Medium.values else "",
        agreed=word_for(wanted.starts_at, from_meeting).name,
        in_room=from_meeting is not None and now <= from_meeting.ended_at + IN_THE_ROOM,
        created_at=now,
        changed_at=now,
    )
    _store_homework(seat, meeting, wanted)
    before = Meeting.objects.in_workspace(seat.workspace_id).filter(next_meeting=meeting)
    settle_full_steps(seat.workspace_id, before.values_list("pk", flat=True))
    if untold_among(seat.workspace_id, [meeting.pk]):
        say_untold(meeting)
    return invitation


def _store_homework(seat: Membership, meeting: Meeting, wanted: NextDate) -> None:
    both = [(Side.CUSTOMER, each) for each in wanted.they_bring] + [(Side.OURS, each) for each in wanted.we_bring]
    promised = Commitment.objects.in_workspace(seat.workspace_id).filter(meeting__seller_id=seat.user_id)
    rows = [
        Homework(
            workspace_id=seat.workspace_id,
            meeting=meeting,
            place=place,
            side=side.value,
            owner=_one_line(each.owner, 200),
            what=_one_line(each.what, 300),
            due_on=each.due_on or meeting.held_at.astimezone(ZoneInfo(wanted.tz)).date(),
            commitment=promised.filter(pk=each.commitment).first() if each.commitment else None,
        )
        for place, (side, each) in enumerate((side, each) for side, each in both if each.what.strip())
    ]
    Homework.objects.in_workspace(seat.workspace_id).bulk_create(rows)


def _one_line(words: str, longest: int) -> str:
    return " ".join(words.split())[:longest]
