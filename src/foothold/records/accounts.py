"""The accounts a person may see, as a list and one by one: meetings, people and their answers, calls, promises."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, Max, Min, OuterRef, Q

from foothold.core.evidence import Side
from foothold.core.replies import PartStat
from foothold.records.deals_seen import deals_seen_by
from foothold.records.models import (
    Account,
    Attendance,
    Attendee,
    Call,
    Commitment,
    Contact,
    CrmAccount,
    Meeting,
    Membership,
    Opportunity,
)
from foothold.records.models.findings import ONCE, Promise
from foothold.records.models.meetings import TAKES_PLACE
from foothold.records.no_customers import no_customers
from foothold.records.picture import dates_ahead
from foothold.records.scoping import ScopedQuerySet
from foothold.records.standing import Standing, best_date, unsent_invitations
from foothold.records.visibility import led_by, meetings_of_his_day, meetings_seen_by

PAST = 60
"""Past meetings an account's page shows."""
AHEAD = 20


@dataclass(slots=True)
class Met:
    """A customer person: how often met, what was answered to how many invitations, and the last answer."""

    key: str
    name: str
    address: str = ""
    met_in: list[UUID] = field(default_factory=list)
    last_at: datetime | None = None
    answers: Counter[str] = field(default_factory=Counter)

    @property
    def meetings(self) -> int:
        return len(self.met_in)

    @property
    def answered(self) -> int:
        """Invitations to which the answer is known."""
        return sum(self.answers.values())

    @property
    def accepted(self) -> int:
        return self.answers[PartStat.ACCEPTED.value]


@dataclass(frozen=True, slots=True)
class SeenAccount:
    """What is known of an account. `people_of` are the customer persons of each meeting, with their answers."""

    ahead: tuple[Meeting, ...]
    past: tuple[Meeting, ...]
    past_is_all: bool
    people_of: dict[UUID, list[Attendee]]
    people: tuple[Met, ...]
    promises: tuple[Commitment, ...]
    calls: tuple[Call, ...]


def accounts_seen_by(seat: Membership) -> ScopedQuerySet[Account]:
    """The accounts at which this person may see a meeting or a deal, or called somebody."""
    return _accounts(seat, meetings_seen_by(seat), deals_seen_by(seat))


def accounts_of_his_day(seat: Membership) -> ScopedQuerySet[Account]:
    """The same without what he sees as a manager: for the search, which keeps no looks."""
    own = Opportunity.objects.in_workspace(seat.workspace_id).filter(seller_id=seat.user_id)
    return _accounts(seat, meetings_of_his_day(seat), own)


def _accounts(
    seat: Membership, meetings: ScopedQuerySet[Meeting], deals: ScopedQuerySet[Opportunity]
) -> ScopedQuerySet[Account]:
    """Where one of these is; for an admin also those at which nobody has anything: a list brought them in."""
    accounts = Account.objects.in_workspace(seat.workspace_id)
    here = {"account": OuterRef("pk")}
    calls = Call.objects.in_workspace(seat.workspace_id).filter(**here)
    seen: Any = (
        Exists(meetings.filter(**here)) | Exists(calls.filter(user_id=seat.user_id)) | Exists(deals.filter(**here))
    )
    if seat.is_admin:
        met = Meeting.objects.in_workspace(seat.workspace_id).filter(**here)
        worked = Opportunity.objects.in_workspace(seat.workspace_id).filter(seller__isnull=False, **here)
        seen |= ~Exists(met) & ~Exists(calls) & ~Exists(worked)
    return accounts.filter(seen)


def seen_account(seat: Membership, account: Account, *, now: datetime) -> SeenAccount:
    """Everything the account's page shows, in six queries."""
    meetings = meetings_seen_by(seat).filter(account=account).select_related("seller", "opportunity")
    past = list(meetings.filter(held_at__lte=now).order_by("-held_at", "pk")[: PAST + 1])
    ahead = list(meetings.filter(held_at__gt=now).order_by("held_at", "pk")[:AHEAD])
    listed = {meeting.pk: meeting for meeting in (*ahead, *past[:PAST])}
    people_of = customers_of(seat, listed)
    promises = Commitment.objects.in_workspace(seat.workspace_id).filter(
        ONCE, meeting__in=meetings.values("pk"), state=Promise.OPEN
    )
    calls = Call.objects.in_workspace(seat.workspace_id).filter(account=account)
    calls = calls.filter(user_id__in=[seat.user_id, *led_by(seat)])
    return SeenAccount(
        ahead=tuple(ahead),
        past=tuple(past[:PAST]),
        past_is_all=len(past) <= PAST,
        people_of=people_of,
        people=tuple(people_in(seat, account, listed, people_of, now)),
        promises=tuple(promises.select_related("meeting", "meeting__account").order_by("due_on", "pk")[:100]),
        calls=tuple(calls.select_related("user").order_by("-called_at", "pk")[:10]),
    )


def sellers_at(seat: Membership, account: Account) -> set[UUID]:
    """The persons whose meetings, calls and deals with this account the seat may see: those its page is about."""
    meetings = meetings_seen_by(seat).filter(account=account).order_by().values_list("seller_id", flat=True)
    deals = deals_seen_by(seat).filter(account=account).values_list("seller_id", flat=True)
    calls = Call.objects.in_workspace(seat.workspace_id).filter(account=account)
    called = calls.filter(user__in=led_by(seat)).values_list("user_id", flat=True)
    return {person for person in (*meetings.distinct(), *deals, *called) if person is not None}


def customers_of(seat: Membership, meetings: Iterable[UUID]) -> dict[UUID, list[Attendee]]:
    """The customer persons a calendar names for these meetings."""
    found: dict[UUID, list[Attendee]] = {}
    keys = list(meetings)
    if not keys:
        return found
    people = Attendee.objects.in_workspace(seat.workspace_id).filter(meeting__in=keys, side=Side.CUSTOMER.value)
    for person in people.order_by("name", "address"):
        found.setdefault(person.meeting_id, []).append(person)
    return found


def declined_and_unheard(meeting: Meeting) -> frozenset[str]:
    """The addresses of who declined it and is not among those who spoke there: taken not to have come."""
    people = Attendee.objects.in_workspace(meeting.workspace_id).filter(
        meeting=meeting, side=Side.CUSTOMER.value, partstat=PartStat.DECLINED.value
    )
    spoke = Contact.objects.in_workspace(meeting.workspace_id).filter(meetings=meeting)
    return frozenset(people.values_list("address", flat=True)) - frozenset(spoke.values_list("address", flat=True))


@dataclass(frozen=True, slots=True)
class ListedAccount:
    """A customer in the list: meetings so far that stand, when it was last met, and whether a date is ahead."""

    account_id: UUID
    meetings: int
    last_met_at: datetime | None
    has_next: bool

    @property
    def lacks_next(self) -> bool:
        """Met, and nobody holds a date."""
        return not self.has_next and self.last_met_at is not None

    def last_met_before(self, moment: datetime) -> bool:
        return self.last_met_at is not None and self.last_met_at < moment


def listed_accounts(meetings: ScopedQuerySet[Meeting], *, now: datetime) -> list[ListedAccount]:
    """Every account of these meetings, the one met last first and those not met yet at the end. Two queries."""
    of_account = meetings.filter(account__isnull=False).order_by()
    begun = TAKES_PLACE & Q(held_at__lte=now)
    rows = of_account.values_list("account_id").annotate(
        many=Count("pk", filter=begun), last=Max("held_at", filter=begun)
    )
    ahead = set(dates_ahead(of_account, now=now).values_list("account_id", flat=True).distinct())
    listed = [ListedAccount(key, many, last, key in ahead) for key, many, last in rows]
    return sorted(listed, key=_met_last_first)


def in_crm_only(seat: Membership, *, whole_team: bool) -> ScopedQuerySet[Account]:
    """Accounts that a CRM names and at which we can see no meeting: one's own deals', with the team all one may see.

    By name. They have no next date and are never silent: nothing that happened there is seen.
    """
    deals = Opportunity.objects.in_workspace(seat.workspace_id).exclude(crm_key="").filter(account=OuterRef("pk"))
    firms = CrmAccount.objects.in_workspace(seat.workspace_id).filter(account=OuterRef("pk"))
    met = Meeting.objects.in_workspace(seat.workspace_id).filter(account=OuterRef("pk"))
    own = Account.objects.in_workspace(seat.workspace_id).filter(Exists(deals.filter(seller_id=seat.user_id)))
    accounts = accounts_seen_by(seat) if whole_team else own
    named: Any = Exists(deals) | Exists(firms)
    others = no_customers(seat.workspace_id).values("pk")
    return accounts.filter(~Exists(met), named, demo=False).exclude(pk__in=others).order_by("name", "pk")


def _met_last_first(row: ListedAccount) -> tuple[bool, float, str]:
    at = row.last_met_at
    return at is None, -at.timestamp() if at else 0.0, str(row.account_id)


def best_dates(
    meetings: ScopedQuerySet[Meeting], accounts: Iterable[UUID], *, now: datetime
) -> dict[UUID, tuple[datetime, Standing]]:
    """Of each of these accounts the date ahead that says most, by the one rule for it (records.standing)."""
    ahead: dict[UUID, list[Meeting]] = {}
    unsent: set[UUID] = set()
    waiting = unsent_invitations(meetings._scope)
    # Alike dates of an account are one row, the soonest: a weekly series does not cost a year of rows.
    dates = dates_ahead(meetings, now=now).filter(account__in=list(accounts)).order_by()
    dates = dates.annotate(is_unsent=Exists(waiting.filter(meeting=OuterRef("pk"))))
    for row in dates.values("account_id", "is_unsent", *_DECIDES).annotate(soonest=Min("held_at")):
        held_at, is_unsent = row.pop("soonest"), row.pop("is_unsent")
        alike = Meeting(held_at=held_at, **row)
        ahead.setdefault(row["account_id"], []).append(alike)
        unsent |= {alike.pk} if is_unsent else set()
    best = {key: best_date(alike, now, unsent) for key, alike in ahead.items()}
    return {key: (found[0].held_at, found[1]) for key, found in best.items() if found}


_DECIDES = ("status", "organized_by", "we_accepted", "we_declined", "answer", "answer_level")
"""What `standing` looks at in a date ahead."""


def people_in(
    seat: Membership,
    account: Account,
    meetings: Mapping[UUID, Meeting],
    people_of: Mapping[UUID, list[Attendee]],
    now: datetime,
) -> list[Met]:
    """The people of the meetings shown, invited or heard; those met most first."""
    rows = Contact.objects.in_workspace(seat.workspace_id).filter(account=account)
    contacts = {contact.pk: contact for contact in rows}
    met: dict[Any, Met] = {}
    for meeting_id, people in people_of.items():
        for person in people:
            one = _met(met, person, contacts)
            one.answers[person.partstat] += bool(person.partstat)
            _count(one, meetings[meeting_id], now)
    for meeting_id, contact in _heard(seat, meetings, people_of, contacts):
        one = met.setdefault(contact.pk, Met(str(contact.pk), contact.name, contact.address))
        _count(one, meetings[meeting_id], now)
    return sorted(_each_once(met.values()), key=lambda one: (-one.meetings, one.name.casefold()))


def _met(met: dict[Any, Met], person: Attendee, contacts: Mapping[UUID, Contact]) -> Met:
    key = person.contact_id or person.address or person.name
    contact = contacts.get(person.contact_id) if person.contact_id else None
    # A contact is called by its address where the name was taken, by words without one: it is the same person.
    name = (contact.name if contact and contact.name != contact.address else "") or person.name or person.address
    return met.setdefault(key, Met(str(key), name, person.address))


def _each_once(met: Iterable[Met]) -> list[Met]:
    """Who is known by a name alone, from words, is the one of that name with an address, where there is but one."""
    alike: dict[str, list[Met]] = {}
    for one in met:
        alike.setdefault(one.name.casefold(), []).append(one)
    return [one for group in alike.values() for one in _joined(group)]


def _joined(group: list[Met]) -> list[Met]:
    by_name = [one for one in group if not one.address]
    by_address = [one for one in group if one.address]
    if len(by_address) != 1 or not by_name:
        return group
    [whole] = by_address
    for one in by_name:
        whole.met_in += one.met_in
        whole.answers += one.answers
        whole.last_at = max(filter(None, (whole.last_at, one.last_at)), default=None)
    return [whole]


def _heard(
    seat: Membership,
    meetings: Mapping[UUID, Meeting],
    people_of: Mapping[UUID, list[Attendee]],
    contacts: Mapping[UUID, Contact],
) -> Iterator[tuple[UUID, Contact]]:
    """Who spoke in a meeting and was not invited to it."""
    spoke = Attendance.objects.in_workspace(seat.workspace_id).filter(meeting__in=list(meetings))
    for meeting_id, contact_id in spoke.values_list("meeting_id", "contact_id"):
        people = people_of.get(meeting_id, ())
        invited = {person.contact_id for person in people} | {person.name.casefold() for person in people}
        if contact_id in contacts and not {contact_id, contacts[contact_id].name.casefold()} & invited:
            yield meeting_id, contacts[contact_id]


def _count(one: Met, meeting: Meeting, now: datetime) -> None:
    held_at = meeting.held_at
    if held_at > now or meeting.is_mail or meeting.missed_by is not None:
        return
    one.met_in.append(meeting.pk)
    one.last_at = max(one.last_at, held_at) if one.last_at else held_at
