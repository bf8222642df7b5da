"""What Close needs to know (UX S3): which meeting it is about, both sides' time, what is open, whom to invite."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta, tzinfo
from uuid import UUID
from zoneinfo import ZoneInfo

from foothold.connectors.calendar.public_holidays import knows_holidays_of, public_holidays
from foothold.core.calendar_days import Absence, BusinessDays
from foothold.core.close_out import Chip, CloseOut, close_out
from foothold.core.commitments import Commitment as Promised
from foothold.core.commitments import CommitmentState
from foothold.core.evidence import Side
from foothold.core.readiness import Item
from foothold.core.slots import Availability, Offer, Slot, WorkingHours, offer, with_named
from foothold.records.accounts import customers_of, declined_and_unheard
from foothold.records.models import (
    Account,
    Closing,
    Commitment,
    Contact,
    Invitation,
    Judgement,
    Meeting,
    Membership,
    PreparedItem,
)
from foothold.records.models import Source as SourceRow
from foothold.records.models.meetings import IS_MEETING, STANDS, TAKES_PLACE, CustomerAnswer
from foothold.records.models.sources import CALENDARS
from foothold.records.named_aloud import named_aloud
from foothold.records.own_time import taking_time
from foothold.records.picture import customer_meetings, dates_ahead
from foothold.records.prepared import TYPED
from foothold.records.time_zones import known_zones, zone_named
from foothold.records.visibility import meetings_held_by, meetings_of_his_day

JUST_OVER = timedelta(hours=12)
"""How long after its end a meeting is still the one Close opens with."""
LENGTHS = (15, 30, 45, 60, 90, 120)
"""Minutes to choose from."""
USUAL_LENGTH = timedelta(minutes=45)
LOOKED_AHEAD = timedelta(days=150)
CALENDAR_HOLDS_FOR = timedelta(days=28)
"""How far after its last reading a calendar is taken to be known [C]: what is put in later, nobody here can see."""
_LASTED_AT_LEAST = 5
"""Minutes; less is the moment somebody noted, no length (METHOD: a call is a meeting from five minutes on)."""
_A_MOMENT = timedelta(hours=1)
_PAST_STARTS = 60
_PROMISES = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Hours:
    """Both sides' working hours, and what of them is assumed: shown, because unknown is not known (DESIGN 1.4)."""

    ours: WorkingHours
    customer: WorkingHours
    customer_zone_is_known: bool
    our_holidays_are_known: bool
    their_holidays_are_known: bool

    @property
    def zones_differ(self) -> bool:
        return str(self.ours.days.zone) != str(self.customer.days.zone)


@dataclass(frozen=True, slots=True, kw_only=True)
class ToClose:
    """One next step to set. `meeting` is the one being closed, None for an account without one.

    `people` are (address, name) to invite, the customer persons of the meeting first; `invited` of them those it
    had. `last` is the meeting, or the last one with the account.
    `promise_of` gives the row a chip was made of. `standing_date` is a date with them that stands already.
    """

    meeting: Meeting | None
    account: Account | None
    people: tuple[tuple[str, str], ...]
    invited: frozenset[str]
    hours: Hours
    availability: Availability
    length: timedelta
    offer: Offer
    proposal: CloseOut
    promise_of: Mapping[Promised, UUID] = field(default_factory=dict)
    place: str = ""
    medium: str = ""
    standing_date: Meeting | None = None
    last: Meeting | None = None

    @property
    def zone(self) -> tzinfo:
        """The customer's zone: a time is said in it."""
        return self.hours.customer.days.zone

    @property
    def who(self) -> str:
        """Whom the next one is with, in a word or two."""
        first = next((name or address for address, name in self.people if address in self.invited), "")
        return first.split(" ")[0].split("@")[0] if first else (self.account.name if self.account else "")

    @property
    def topics(self) -> list[str]:
        """What it may be about, the likeliest first: what is open, else the title of the last meeting."""
        last = self.last.title if self.last is not None and not self.proposal.topic else ""
        texts = [self.proposal.topic, last, *(chip.text for chip in self.proposal.topics)]
        # It becomes the title of the invitation.
        return list(dict.fromkeys(text[:1].upper() + text[1:] for text in texts if text))

    def promise_id(self, chip: Chip) -> UUID | None:
        return self.promise_of.get(chip.commitment) if chip.commitment is not None else None


def meeting_to_close(seat: Membership, *, now: datetime) -> Meeting | None:
    """The customer meeting that runs now, the one begun last; else the one that ended last, if that was just now."""
    begun = customer_meetings(seat).filter(
        STANDS, IS_MEETING, all_day=False, held_at__lte=now, held_at__gt=now - JUST_OVER * 2
    )
    rows = list(begun.select_related("account").order_by("-held_at", "pk")[:20])
    running = [each for each in rows if each.ended_at > now]
    if running:
        return running[0]
    over = [each for each in rows if each.ended_at > now - JUST_OVER]
    return max(over, key=lambda each: each.ended_at, default=None)


def meetings_to_choose(seat: Membership, *, now: datetime, many: int = 8) -> list[Meeting]:
    """The last customer meetings, where none runs or has just ended: the choice Close begins with."""
    begun = customer_meetings(seat).filter(STANDS, IS_MEETING, held_at__lte=now)
    return list(begun.select_related("account").order_by("-held_at", "pk")[:many])


def to_close(
    seat: Membership,
    meeting: Meeting | None,
    account: Account | None,
    *,
    now: datetime,
    length: timedelta | None = None,
) -> ToClose:
    """Everything Close shows for this meeting, or for this account: about ten small queries.

    The slots are free in the seller's own calendar, within both sides' hours; unknown is said, not guessed.
    """
    account = account or (meeting.account if meeting else None)
    last = meeting or _last_with(seat, account, now)
    lasts = length or length_of(last)
    hours = hours_of(seat, account, absence=absence_told(last), now=now)
    availability = availability_of(seat, account, hours, now=now)
    people, invited = people_to_invite(seat, last, account)
    proposal, promise_of = _proposal(seat, last, account)
    return ToClose(
        meeting=meeting,
        account=account,
        people=people,
        invited=invited,
        hours=hours,
        availability=availability,
        length=lasts,
        offer=_offer(seat, account, availability, lasts, now),
        proposal=proposal,
        promise_of=promise_of,
        place=last.place if last and not last.is_mail else "",
        medium=last.medium if last and not last.is_mail else "",
        standing_date=_standing_date(seat, meeting, account, now),
        last=last,
    )


def _offer(
    seat: Membership, account: Account | None, availability: Availability, lasts: timedelta, now: datetime
) -> Offer:
    """What is free, and among it the time that was named when they last talked, in words alone."""
    found = offer(availability, lasts, now)
    named = named_aloud(seat, now=now, account=account).get(account.pk) if account is not None else None
    if named is None or named.slot_at is None:
        return found
    return with_named(found, Slot.lasting(named.slot_at, lasts), availability, now)


def to_close_with(
    seat: Membership, colleague: Membership, topic: str, *, now: datetime, length: timedelta | None = None
) -> ToClose:
    """The same for the next one-to-one with a colleague: our own meetings need a date, too (UX J9)."""
    person = (colleague.user.address, colleague.user.name)
    found = to_close(seat, None, None, now=now, length=length)
    proposal = replace(found.proposal, topic=topic, topics=(), they_bring=(), we_bring=(), prep_question="")
    return replace(found, people=(person,), invited=frozenset({person[0]}), proposal=proposal)


def length_of(meeting: Meeting | None) -> timedelta:
    """As long as the last one, in one of LENGTHS; 45 minutes where that is not known."""
    if meeting is None or meeting.ends_at is None or meeting.all_day:
        return USUAL_LENGTH
    lasted = (meeting.ends_at - meeting.held_at) / timedelta(minutes=1)
    if lasted < _LASTED_AT_LEAST:
        return USUAL_LENGTH
    return timedelta(minutes=min(LENGTHS, key=lambda each: abs(each - lasted)))


def absence_told(meeting: Meeting | None) -> Absence | None:
    """The days they will be away, as the reading of the meeting found them; from its day on where none is named."""
    document = _document(meeting)
    until = document.get("absence_until")
    if meeting is None or not isinstance(until, str) or not until:
        return None
    said = document.get("absence")
    first = said.get("first") if isinstance(said, Mapping) else None
    held_on = meeting.held_at.astimezone(zone_named(meeting.tz)).date()
    return Absence(
        date.fromisoformat(first[:10]) if isinstance(first, str) else held_on, date.fromisoformat(until[:10])
    )


def hours_of(seat: Membership, account: Account | None, *, absence: Absence | None = None, now: datetime) -> Hours:
    """The seller's hours as he set them; the customer's 9 to 17 in his zone, ours where his is not known."""
    workspace = seat.workspace
    our_zone = ZoneInfo(workspace.tz)
    known = account is not None and account.tz in known_zones()
    their_zone = ZoneInfo(account.tz) if account is not None and known else our_zone
    country = account.country if account else ""
    years = range(now.year, (now + LOOKED_AHEAD).year + 1)
    absences = (absence,) if absence is not None else ()
    opens, closes = seat.works_from, seat.works_until
    return Hours(
        ours=WorkingHours(
            BusinessDays(our_zone, public_holidays(workspace.country, years)),
            *((opens, closes) if opens < closes else (time(9), time(17))),
        ),
        customer=WorkingHours(BusinessDays(their_zone, public_holidays(country, years), absences)),
        customer_zone_is_known=known,
        our_holidays_are_known=knows_holidays_of(workspace.country),
        their_holidays_are_known=knows_holidays_of(country),
    )


def availability_of(seat: Membership, account: Account | None, hours: Hours, *, now: datetime) -> Availability:
    """What is known of both sides' time. Whatever stands in the seller's calendar takes time, private things too.

    Not what he marked as free himself.
    """
    demo = account is not None and account.demo
    own = meetings_held_by(seat).filter(STANDS, all_day=False, demo=demo)
    ahead = own.filter(held_at__lt=now + LOOKED_AHEAD, held_at__gt=now - timedelta(days=2))
    taken = taking_time(seat.workspace_id, ahead.only("held_at", "ends_at", "entry", "recurrence_id"))
    busy = [(each.held_at, each.ended_at) for each in taken]
    past, refused = _times_with(seat, account, now) if account else ([], [])
    return Availability(
        ours=hours.ours,
        customer=hours.customer,
        busy=busy,
        busy_known_until=calendar_known_until(seat, demo=demo),
        past_starts=past,
        refused=refused,
    )


def calendar_known_until(seat: Membership, *, demo: bool = False) -> datetime | None:
    """Up to when the seller's own calendar is known; None where none was ever read."""
    own = SourceRow.objects.in_workspace(seat.workspace_id).filter(user_id=seat.user_id, kind__in=CALENDARS)
    read = own.filter(demo=demo, read_at__isnull=False).order_by("-read_at").values_list("read_at", flat=True).first()
    return read + CALENDAR_HOLDS_FOR if read else None


def people_to_invite(
    seat: Membership, meeting: Meeting | None, account: Account | None
) -> tuple[tuple[tuple[str, str], ...], frozenset[str]]:
    """Whom to propose: the customer persons of the meeting, then others at the account; and those the meeting had."""
    found: dict[str, str] = {}
    if meeting is not None:
        for person in customers_of(seat, [meeting.pk]).get(meeting.pk, []):
            if person.address:
                found.setdefault(person.address, person.name)
        spoke = Contact.objects.in_workspace(seat.workspace_id).filter(meetings=meeting).exclude(address="")
        for contact in spoke.order_by("name"):
            found.setdefault(contact.address, contact.name)
    # Who declined and was not heard is offered, not proposed: "Next with" names who was there.
    there = frozenset(found) - (declined_and_unheard(meeting) if meeting is not None else frozenset())
    invited = there or frozenset(found)
    if account is not None:
        known = Contact.objects.in_workspace(seat.workspace_id).filter(account=account).exclude(address="")
        for contact in known.order_by("name")[:20]:
            found.setdefault(contact.address, contact.name)
    return tuple(found.items()), invited


def closing_of(meeting: Meeting) -> Closing | None:
    """What its seller said of how it was closed without a date."""
    return Closing.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting).first()


def booked_from(meeting: Meeting) -> Invitation | None:
    """The invitation that was made while closing this meeting, the latest."""
    rows = Invitation.objects.in_workspace(meeting.workspace_id).filter(from_meeting=meeting)
    return rows.select_related("meeting").order_by("-created_at").first()


def booked_just_now(
    seat: Membership, meeting: Meeting | None, account: Account | None, *, now: datetime
) -> Invitation | None:
    """What this person booked here a moment ago and still stands: who goes back and sends again means that one."""
    own = Invitation.objects.in_workspace(seat.workspace_id).filter(
        seller_id=seat.user_id, cancelled_at=None, created_at__gt=now - _A_MOMENT, starts_at__gt=now
    )
    if meeting is not None:
        own = own.filter(from_meeting=meeting)
    else:
        own = own.filter(from_meeting=None, meeting__account=account, meeting__account__isnull=False)
    return own.select_related("meeting").order_by("-created_at").first()


def _last_with(seat: Membership, account: Account | None, now: datetime) -> Meeting | None:
    if account is None:
        return None
    met = customer_meetings(seat).filter(TAKES_PLACE, account=account, held_at__lte=now)
    return met.select_related("account").order_by("-held_at").first()


def _document(meeting: Meeting | None) -> Mapping[str, object]:
    if meeting is None:
        return {}
    judgements = Judgement.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting)
    latest = judgements.order_by("-version").values_list("document", flat=True).first()
    return latest or {}


def _times_with(seat: Membership, account: Account, now: datetime) -> tuple[list[datetime], list[Slot]]:
    """When earlier meetings with them began, and the times to come that they turned down."""
    met = meetings_of_his_day(seat).filter(account=account, all_day=False)
    past = met.filter(TAKES_PLACE, held_at__lte=now).order_by("-held_at")
    no = met.filter(answer=CustomerAnswer.DECLINED, held_at__gt=now).values_list("held_at", "ends_at")
    refused = [Slot(start, end if end and end > start else start + USUAL_LENGTH) for start, end in no]
    return list(past.values_list("held_at", flat=True)[:_PAST_STARTS]), refused


def _proposal(
    seat: Membership, meeting: Meeting | None, account: Account | None
) -> tuple[CloseOut, dict[Promised, UUID]]:
    """Topic and homework to propose, from what was said in this meeting and what is open with them."""
    rows = Commitment.objects.in_workspace(seat.workspace_id).filter(meeting__in=meetings_held_by(seat).values("pk"))
    here = list(rows.filter(meeting=meeting)[:_PROMISES]) if meeting else []
    others = rows.filter(meeting__account=account) if account else rows.none()
    listed = list(others.exclude(meeting=meeting).order_by("-meeting__held_at", "place")[:_PROMISES])
    promise_of = {_promised(each): each.pk for each in (*listed, *here)}
    step = _document(meeting).get("next_step")
    topic = step.get("topic") if isinstance(step, Mapping) else ""
    proposal = close_out(
        [_promised(each) for each in listed],
        next_topic=str(topic or ""),
        planned=_planned(meeting),
        promises=[_promised(each) for each in here],
    )
    return proposal, promise_of


def _planned(meeting: Meeting | None) -> str:
    """The next step its seller wanted to ask for, as he wrote it on Ready (METHOD 5, us.6)."""
    if meeting is None:
        return ""
    rows = PreparedItem.objects.in_workspace(meeting.workspace_id).filter(meeting=meeting, item=Item.US_6, key=TYPED)
    return rows.values_list("words", flat=True).first() or ""


def _promised(row: Commitment) -> Promised:
    return Promised(
        owner=row.owner, side=Side(row.side), deliverable=row.what, due=row.due_on, state=CommitmentState(row.state)
    )


def _standing_date(seat: Membership, meeting: Meeting | None, account: Account | None, now: datetime) -> Meeting | None:
    """A date to come with them, so that nobody books a second one unseen."""
    if account is None:
        return None
    ahead = dates_ahead(customer_meetings(seat).filter(account=account), now=now)
    return ahead.exclude(pk__in=[meeting.pk] if meeting else []).order_by("held_at").first()
